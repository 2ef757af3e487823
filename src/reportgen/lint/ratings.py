"""D01: words by which only a licensed firm rates securities, where no licence is shown."""

import re
from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic, Span
from reportgen.lint.passages import Passage
from reportgen.lint.rule import Subject, finding
from reportgen.model import report as src
from reportgen.model.pattern import pattern
from reportgen.model.walk import flat, written_blocks

_UNLICENSED = (src.Profile.RESEARCH, src.Profile.CONSULTING)
_HINT = pattern("评级|目标价|买入|增持|减持|卖出|推荐|加仓|减仓|建仓|清仓|证券研究报告")
_RATING = (
    "(?:强烈推荐|谨慎推荐|审慎推荐|买入|增持|减持|卖出|持有|中性|推荐|回避"
    "|跑[赢输](?:大市|大盘|行业)|[优强弱]于大市|同步大市)"
)
_TRADE = "(?:买入|增持|减持|卖出|加仓|减仓|建仓|清仓)"
_RATES = "(?:给予|维持|重申|首予|上调至|下调至|调高至|调低至|上调为|下调为)"
_WHO = "(?:投资者|客户|大家|逢低|逢高|积极|继续|长期|择机|及时|适当|可以?|应该?)"
_OBJECT = "(?!(?:其|部分)?(?:非核心|闲置|资产|设备|土地|子公司|业务|库存|存货|房产))"
_WORDS = pattern(
    "证券研究报告"
    "|(?:6个月|12个月|一年期?|未来[^，。；]{1,6})?目标价(?!值)格?位?"
    f"|[“「‘]?{_RATING}[”」’]?的?(?:投资)?评级"
    f"|{_RATES}(?:其|公司|该股|对其|[^，。；]{{0,8}}的?)?[“「‘]?(?:强烈推荐|{_TRADE})[”」’]?(?:的?(?:投资)?评级)?"
    f"|(?:建议|推荐){_WHO}{{0,3}}{_TRADE}{_OBJECT}"
    "|投资评级[：为是]"
    f"|评级(?:由[^，。；]{{1,8}})?(?:上调|下调|调高|调低|提高|降低)(?:至|为|到)[“「‘]?{_RATING}"
)
_GIVEN = pattern(f"(?P<rating>{_RATING})[”’」]?的?(?:投资)?评级")
_DENIED = pattern(
    "(?:不是|不属于|并非|不构成|不作为|不提供|不给出|不包含|不含|没有|不得)[^，。；！？]{0,24}$"
)
_INNER = str.maketrans("“”「」", "‘’‘’")
_OPENS, _CLOSES = "“「『《", "”」』》"


def find_ratings(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the ratings that the report gives itself; those it quotes or cites are others'.

    A licensed firm may give those whose meaning it explains.
    """
    report = subject.report
    if report.profile == src.Profile.SELL_SIDE and report.imprint.ratings:
        for passage, match, start in _own(subject, _GIVEN):
            if match["rating"] not in report.imprint.ratings:
                place = passage.span(start, start + len(match["rating"]))
                known = "、".join(report.imprint.ratings)
                yield finding(Code.RATING_UNDEFINED, place, rating=match["rating"], known=known)
    if report.profile not in _UNLICENSED:
        return
    for passage, match, start in _own(subject, _WORDS):
        yield _found(passage.span(start, start + len(match[0])), match[0], report.profile)
    if "证券研究报告" in report.category:
        yield _found(report.span, report.category, report.profile)


def _own(subject: Subject, words: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str], int]]:
    """Yield where ``words`` are the report's own: passage, match, and where in it they start."""
    suspects = [each for each in subject.passages if _HINT.search(each.text)]
    quoted = _quoted(subject.report) if suspects else frozenset()
    for passage in suspects:
        if passage.pieces and _start(passage.pieces[0].span) in quoted:
            continue
        for sentence in passage.all_sentences:
            if sentence.is_cited:
                continue
            text = passage.text[sentence.start : sentence.end]
            for match in words.finditer(text):
                if not (_is_quoted(text, *match.span()) or _DENIED.search(text, 0, match.start())):
                    yield passage, match, sentence.start + match.start()


def _start(span: Span) -> tuple[str, int, int]:
    return span.source.path, span.line, span.column


def _found(span: Span, words: str, profile: str) -> Diagnostic:
    return finding(Code.RATING_WORDS, span, words=words.translate(_INNER), profile=profile)


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether ``[start, end)``, with its own quotes, stands in others or in a title."""
    before, after = text[:start], text[end:]
    opened = max(before.rfind(each) for each in _OPENS)
    closed = max(before.rfind(each) for each in _CLOSES)
    return opened > closed and any(each in after for each in _CLOSES)


def _quoted(report: src.Report) -> frozenset[tuple[str, int, int]]:
    """Return where the paragraphs inside quotations begin."""
    return frozenset(
        _start(inline.span)
        for block in written_blocks(report.blocks)
        if isinstance(block, src.Quote)
        for inner in written_blocks(block.blocks)
        if isinstance(inner, src.Paragraph)
        for inline in flat(inner.content)
    )
