"""Comments: where each bound number comes from, said where it stands first."""

import datetime as dt

from reportgen.model.document import Bibliography, Document, Pieces, PlacedNumber, Run
from reportgen.model.pattern import pattern
from reportgen.model.walk import printed_blocks
from reportgen.write_docx.markup import escape, root, run, text, value
from reportgen.zh.calendar import date_words, period_words

_AUTHOR, _INITIALS = "reportgen", "rg"
_SMALL = value("sz", 18) + value("szCs", 18)
_FILTER = "|"
"""Parts a metric from what is said of it: ``营收|yoy``."""
_FILTERS = {"yoy": "同比", "qoq": "环比"}
_COLUMN = "column"
# A number typed in an expression is not printed; the names of metrics are.
_TYPED_NUMBER = pattern(r"(?<![\w@.])\d")
_ADDRESS = pattern(r"[(（]?(?:https?://\S*)?[)）]?$")
_KINDS = {"sql": "由报告的数据算出", "cell": "取自工作簿的单元格", "value": "手填"}


class Comments:
    """Gives each metric one comment; without a document none."""

    def __init__(self, document: Document | None = None) -> None:
        self._numbers = document.numbers if document else ()
        self._document = document
        self._made: dict[tuple[str, str], str] = {}
        self._sources: dict[str, str] = {}
        if document is not None:
            self._sources = _sources(document)

    def wrap(self, place: int, content: str) -> str:
        """Return a number's ``content``, with its comment where its metric stands first."""
        if self._document is None:
            return content
        number = self._numbers[place]
        key = number.metric, str(number.period or "")
        if number.origin.kind == _COLUMN or key in self._made:
            return content
        mark = f'w:id="{len(self._made)}"'
        self._made[key] = _comment(mark, self._lines(number), self._document)
        return (
            f"<w:commentRangeStart {mark}/>{content}<w:commentRangeEnd {mark}/>"
            f"<w:r><w:commentReference {mark}/></w:r>"
        )

    def xml(self) -> str:
        """Return comments.xml, or nothing."""
        return root("comments", "".join(self._made.values())) if self._made else ""

    def _lines(self, number: PlacedNumber) -> list[str]:
        """Return what an auditor asks first, in words that may leave the house."""
        name, _, said = number.metric.partition(_FILTER)
        name += f"，{_FILTERS.get(said, said)}" if said else ""
        lines = [f"指标：{name}"]
        if number.period is not None:
            lines.append(f"期间：{period_words(number.period)}")
        return [*lines, f"来源：{self._source(number)}"]

    def _source(self, number: PlacedNumber) -> str:
        origin = number.origin
        if origin.kind == "expr":
            has_typed = bool(_TYPED_NUMBER.search(origin.formula))
            words = "由其他指标算出"
            return words if has_typed or not origin.formula else f"{words}：{origin.formula}"
        words = _KINDS.get(origin.kind, _KINDS["sql"])
        evidence = self._sources.get(origin.evidence, "")
        if not evidence:
            return words
        page = f"第{origin.page}页" if origin.page.isdigit() else origin.page
        taken = f"{_day(origin.retrieved)}取得" if origin.retrieved else ""
        return "，".join(filter(None, (f"{words}，凭据 {evidence}", page, taken)))


def _day(text: str) -> str:
    return date_words(dt.date.fromisoformat(text))


def _sources(document: Document) -> dict[str, str]:
    """Return the printed sources by the keys they are cited by."""
    blocks = printed_blocks((*document.front, *document.body))
    lists = (block for block in blocks if isinstance(block, Bibliography))
    return {
        entry.anchor.removeprefix("ref-"): f"{entry.label} {_without_address(entry.content)}"
        for each in lists
        for entry in each.entries
    }


def _without_address(pieces: Pieces) -> str:
    """Return the words of a source; where it lies is in the list of sources."""
    return _ADDRESS.sub("", "".join(each.text for each in pieces if isinstance(each, Run))).strip()


def _comment(mark: str, lines: list[str], document: Document) -> str:
    moment = f"{document.date.isoformat()}T00:00:00Z"
    lines = [*lines, f"报告日期：{date_words(document.date)}"]
    words = run("<w:br/>", _SMALL).join(run(text(line), _SMALL) for line in lines)
    return (
        f'<w:comment {mark} w:author="{escape(_AUTHOR)}" w:date="{moment}"'
        f' w:initials="{_INITIALS}"><w:p>{run("<w:annotationRef/>", _SMALL)}{words}</w:p>'
        "</w:comment>"
    )
