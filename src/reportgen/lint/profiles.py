"""What the profile of a report asks for: who answers for it, and blocks that must be there."""

from collections.abc import Iterator

from msgspec import Struct

from reportgen.diag import Code, Sink, Span
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.brand import Brand, FontRole
from reportgen.model.pattern import pattern
from reportgen.model.walk import printed_blocks

_OUR_FACES = "Noto"
_TO_WRITE = "待填"
_LETTER_FACES = "小标宋、仿宋、楷体"


class _Need(Struct, frozen=True):
    """Something a report must have: its name, and the key that gives it."""

    name: str
    key: str
    titles: tuple[str, ...] = ()
    """A heading with one of these words will do, too."""


_ORGANISATION = _Need("机构名称（organisation）", "organisation: 机构全称")
_SUMMARY = _Need("摘要（summary）", "summary: 一段话", ("摘要", "核心观点", "要点"))
_SOURCES = _Need(
    "资料来源（sources）",
    "references 并在文中引用 [@key]，或图表的 cite",
    ("资料来源", "数据来源", "参考文献"),
)
_RISKS = _Need("风险提示（risk warning）", "statements: {risks: [一条, 又一条]}", ("风险",))
_DISCLAIMER = _Need(
    "免责声明（disclaimer）", "statements: {disclaimer: 一段话}", ("免责声明", "法律声明")
)
_SIGNED = (
    _ORGANISATION,
    _Need("证券投资咨询业务资格（qualification）", "qualification: 资格的说明"),
    _Need("分析师（analysts）", "analysts: [{name: 姓名, licence: 执业证书编号}]"),
    _Need("发布时间（published_at）", "published_at: 2025-12-18 16:30"),
    _SOURCES,
    _RISKS,
    _Need("分析师声明（declaration）", "statements: {analyst: 默认}", ("分析师声明",)),
    _Need(
        "评级说明（ratings）",
        "statements: {ratings: [{rating: 买入, meaning: 标准}]}",
        ("评级说明", "评级标准", "评级体系"),
    ),
    _Need("利益冲突披露（conflicts）", "statements: {conflicts: 一段话}", ("利益冲突", "披露")),
    _DISCLAIMER,
)
_SIGNATORY = _Need("签发人（signatory）：上行文要标注", "letter: {signatory: 姓名}")
_UPWARDS = ("报告", "请示", "议案")
"""What such a title ends with is sent to a higher office."""
_LETTER_NUMBER = pattern(r"[^\d\s〔〕]+〔\d{4}〕[1-9]\d*号")
_NUMBER = _Need("发文字号（number）", "letter: {number: 某发〔2025〕1号}")
_ADDRESSEES = _Need("主送机关（addressees）", "letter: {addressees: 机关名称}")


def find_profile_gaps(report: src.Report, document: doc.Document, brand: Brand, sink: Sink) -> None:
    """Report what a profile that the author named asks for and is not there."""
    if not report.imprint.is_asked:
        return
    profile = src.Profile(report.profile)
    code, needs = _needs(profile)
    for need in needs:
        if not _is_met(need, report, document):
            _missing(code, need.name, need.key, report, report.span, sink)
    if profile is src.Profile.SELL_SIDE:
        for analyst in report.imprint.analysts:
            if not analyst.licence:
                name = f"{analyst.name}：执业证书编号（licence）"
                _missing(code, name, "licence: 编号", report, analyst.span, sink)
    if profile is src.Profile.GONGWEN:
        _find_letter_gaps(report, document, sink)
        _find_faces(report, brand, sink)


def _find_letter_gaps(report: src.Report, document: doc.Document, sink: Sink) -> None:
    goes_up = document.cover.title.endswith(_UPWARDS)
    for need in (_NUMBER, _ADDRESSEES, *((_SIGNATORY,) if goes_up else ())):
        if not _is_met(need, report, document):
            _missing(Code.PROFILE_EXPECTS, need.name, need.key, report, report.span, sink)
    number = report.imprint.number
    if number and _TO_WRITE not in number and not _LETTER_NUMBER.fullmatch(number):
        sink.add(Code.LETTER_NUMBER, report.imprint.number_at or report.span, number=number)


def _needs(profile: src.Profile) -> tuple[Code, tuple[_Need, ...]]:
    match profile:
        case src.Profile.SELL_SIDE:
            return Code.PROFILE_NEEDS, _SIGNED
        case src.Profile.GONGWEN:
            return Code.PROFILE_NEEDS, (_ORGANISATION,)
        case src.Profile.RESEARCH:
            expected = (_ORGANISATION, _SUMMARY, _SOURCES, _RISKS, _DISCLAIMER)
            return Code.PROFILE_EXPECTS, expected
        case src.Profile.CONSULTING:
            return Code.PROFILE_EXPECTS, (_ORGANISATION, _SUMMARY, _SOURCES)


def _missing(code: Code, name: str, key: str, report: src.Report, span: Span, sink: Sink) -> None:
    sink.add(code, span, name=name, key=key, profile=report.profile)


def _is_met(need: _Need, report: src.Report, document: doc.Document) -> bool:
    imprint = report.imprint
    given: dict[_Need, object] = {
        _ORGANISATION: report.organisation,
        _SUMMARY: report.summary,
        _SIGNED[1]: imprint.qualification,
        _SIGNED[2]: imprint.analysts,
        _SIGNED[3]: imprint.published_at,
        _NUMBER: imprint.number,
        _SIGNATORY: imprint.signatory,
        _ADDRESSEES: imprint.addressees,
    }
    if given.get(need) or (need is _SOURCES and _has_sources(document)):
        return True
    return any(word in heading for heading in _headings(document) for word in need.titles)


def _headings(document: doc.Document) -> Iterator[str]:
    for block in printed_blocks((*document.front, *document.body)):
        if isinstance(block, doc.Heading | doc.Callout):
            words = block.content if isinstance(block, doc.Heading) else block.title
            yield "".join(each.text for each in words if isinstance(each, doc.Run | doc.LinkRun))


def _has_sources(document: doc.Document) -> bool:
    """Tell whether the document says where anything in it comes from."""
    if any(note.kind is doc.NoteKind.CITATION for note in document.notes):
        return True
    for block in printed_blocks(document.body):
        if isinstance(block, doc.Bibliography):
            return True
        if isinstance(block, doc.Figure | doc.Table) and block.source:
            return True
    return False


def _find_faces(report: src.Report, brand: Brand, sink: Sink) -> None:
    """Remind that the faces of official letters are not free, where ours stand for them."""
    file = brand.fonts[FontRole.BODY].file.name.rpartition("/")[2]
    if file.startswith(_OUR_FACES):
        sink.add(Code.LETTER_FACES, report.span, faces=_LETTER_FACES)
