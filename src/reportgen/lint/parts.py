"""N106: parts add up: shares of a sentence and of a ring to 100 %, rows of a table to its total."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.diag import Code, Diagnostic, Span
from reportgen.lint.passages import Passage, PassageKind, Sentence, passage_of, spoken
from reportgen.lint.rule import Subject, finding
from reportgen.lint.targets import kind_of
from reportgen.model import report as src
from reportgen.model.chart_options import ChartKind
from reportgen.model.pattern import pattern
from reportgen.model.walk import written_blocks
from reportgen.zh.quantities import Relation
from reportgen.zh.units import PERCENT, convert

_WHOLE = Decimal(100)
_LOWEST, _HIGHEST = Decimal(80), Decimal(120)
"""Shares that miss 100 by more are no parts of one whole."""
_FEWEST_PARTS = 2
_REST = pattern(r"(?:其余|其他|剩余|余下)[^，。；\d]{0,14}$")
_NO_PARTS = pattern("同比|环比|增长|下降|提高|回落|毛利率|其中|百分点|较上|较去")
_TOTAL = frozenset({"合计", "总计", "总和", "共计", "总额"})
_SUBTOTAL = pattern("小计|其中|合计|总计|净额|差额")
_CELL = pattern(r"[（(]?[-−－+]?[0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]+)?%?[）)]?")
_HALF = Decimal("0.5")


def find_parts_that_do_not_add_up(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the sentences, rings and tables whose parts miss their whole."""
    for passage, sentence in subject.sentences(PassageKind.PROSE, PassageKind.NOTE):
        yield from _in_sentence(passage, sentence)
    yield from _rings(subject)
    for block in written_blocks(subject.report.blocks):
        if isinstance(block, src.PipeTable):
            yield from _table(block, subject)


def _in_sentence(passage: Passage, sentence: Sentence) -> Iterator[Diagnostic]:
    words = passage.text[sentence.start : sentence.end]
    if _NO_PARTS.search(words):
        return
    shares: list[tuple[int, Decimal, int]] = []
    for quantity in sentence.quantities:
        is_plain = quantity.relation is Relation.EXACT and not quantity.is_range
        if kind_of(quantity.unit) != "share" or quantity.unit.name != "%" or not is_plain:
            return
        shares.append((quantity.head, quantity.value, quantity.places))
    for bound in sentence.bound:
        value = bound.wording.value
        percent = convert(value, bound.wording.unit, PERCENT) if value is not None else None
        if percent is None or not bound.wording.text.endswith("%"):
            return
        places = len(bound.wording.text.rstrip("%").partition(".")[2])
        shares.append((bound.start, percent, places))
    shares.sort()
    if len(shares) <= _FEWEST_PARTS - 1:
        return
    last = shares[-1][0]
    if _REST.search(passage.text[max(sentence.start, last - 24) : last]) is None:
        return
    total = sum((value for _, value, _ in shares), Decimal(0))
    step = Decimal(1).scaleb(-min(places for _, _, places in shares))
    if not _is_whole(total, len(shares), step):
        span = passage.span(shares[0][0], sentence.end)
        yield finding(Code.PARTS_DO_NOT_ADD_UP, span, total=f"{total}%", whole="100%")


def _is_whole(total: Decimal, parts: int, step: Decimal) -> bool:
    """Tell whether ``total`` is 100 but for rounding, or so far away that it is no whole."""
    allowed = max(step * _HALF * parts, _HALF)
    return abs(total - _WHOLE) <= allowed or not _LOWEST <= total <= _HIGHEST


def _rings(subject: Subject) -> Iterator[Diagnostic]:
    placed = {
        block.key: block.span
        for block in written_blocks(subject.report.blocks)
        if isinstance(block, src.ChartRef)
    }
    for key, spec in subject.report.charts.items():
        facts = subject.facts.charts.get(key)
        if spec.kind is not ChartKind.DONUT or facts is None:
            continue
        for series in facts.series:
            values = [each for each in series.values if each is not None]
            shares = [convert(value, series.unit, PERCENT) for value in values]
            known = [share for share in shares if share is not None]
            if series.unit.name != "%" or len(known) < _FEWEST_PARTS:
                continue
            total = sum(known, Decimal(0))
            if not _is_whole(total, len(known), Decimal("0.1")):
                span = placed.get(key, spec.span)
                yield finding(
                    Code.PARTS_DO_NOT_ADD_UP, span, total=f"{total.normalize():f}%", whole="100%"
                )


def _table(table: src.PipeTable, subject: Subject) -> Iterator[Diagnostic]:
    """Yield the totals in the last row that the rows above it do not make."""
    if any(cell.columns > 1 or cell.rows > 1 for row in table.rows for cell in row):
        return
    rows = [[_said(cell, subject) for cell in row] for row in table.rows]
    if len(rows) <= _FEWEST_PARTS or not rows[-1] or rows[-1][0][0] not in _TOTAL:
        return
    if any(row and _SUBTOTAL.search(row[0][0]) for row in rows[:-1]):
        return
    for column in range(1, len(rows[-1])):
        cells = [row[column] for row in rows if column < len(row)]
        values = [_figure(text) for text, _ in cells]
        if len(values) < len(rows) or any(value is None for value in values):
            continue
        yield from _column([value for value in values if value is not None], cells[-1])


def _column(values: Sequence[Decimal], last: tuple[str, Span]) -> Iterator[Diagnostic]:
    *parts, whole = values
    total = sum(parts, Decimal(0))
    places = max(_places(value) for value in values)
    step = Decimal(1).scaleb(-min(_places(value) for value in values))
    allowed = step * _HALF * (len(values)) if places else Decimal(0)
    text, span = last
    if text.endswith("%") and whole == _WHOLE:
        allowed = max(allowed, _HALF)
    if abs(total - whole) > allowed:
        yield finding(Code.PARTS_DO_NOT_ADD_UP, span, total=f"{total:f}", whole=text)


def _said(cell: src.TypedCell, subject: Subject) -> tuple[str, Span]:
    passage = passage_of(cell.content, subject.facts, PassageKind.CAPTION)
    text = spoken(passage, 0, len(passage.text))
    return text, passage.span(0, len(passage.text)) if passage.pieces else subject.report.span


def _figure(text: str) -> Decimal | None:
    if not _CELL.fullmatch(text):
        return None
    is_negative = text[0] in "（(-−－"
    value = Decimal(text.strip("（()）-−－+%").replace(",", ""))
    return -value if is_negative else value


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
