"""N108: what the text says of a category agrees with the chart or table that shows it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.diag import Code, Diagnostic, Span
from reportgen.lint.governing import Governed, Names, governed, mentions_before
from reportgen.lint.passages import Passage, PassageKind, Sentence, passage_of, spoken
from reportgen.lint.rule import Subject, finding
from reportgen.lint.targets import Match, compare, kind_of
from reportgen.model import report as src
from reportgen.model.facts import Facts, NumberFormat, Unit
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.model.walk import written_blocks
from reportgen.zh.figures import is_figure
from reportgen.zh.quantities import Quantity, find_quantities
from reportgen.zh.quantity import default_format, say
from reportgen.zh.units import split_header

_SHORTEST = 2
_AFTER = 5
_OTHERS = pattern(
    "持股|股权|股份|控股|出资|股价|涨|跌|毛利|利润率|利率|税|折扣|市值|估值|覆盖|完成|达标|概率|同意|权重|溢价"
)
_DIFFERS = frozenset({Match.CLOSE, Match.SCALE})


class Point(Struct, frozen=True):
    """One number of a chart or a table: what its row and its column are called."""

    row: str
    column: str
    value: Decimal
    unit: Unit
    format: NumberFormat | None
    place: str
    """``图 customers``, ``表 kpi``: where it is shown."""
    is_lone: bool
    """Whether the row alone names it: there is but one column of numbers."""
    span: Span | None = None
    """Where it was typed."""


class Shown(Struct, frozen=True):
    """The points of all charts and tables, by the words of their rows."""

    by_row: Mapping[str, Sequence[Point]]
    by_period: Mapping[str, Sequence[tuple[Period, Point]]]
    """Those whose row is a period, by their column."""
    names: Names


def shown_of(report: src.Report, facts: Facts) -> Shown:
    """Return what the charts and tables of ``report`` show."""
    by_row: dict[str, list[Point]] = {}
    by_period: dict[str, list[tuple[Period, Point]]] = {}
    periods: dict[str, Period | None] = {}
    for point in (*_charts(facts), *_tables(facts), *_typed(report, facts)):
        if point.row not in periods:
            periods[point.row] = Period.parse(point.row)
        period = periods[point.row]
        if period is not None:
            by_period.setdefault(point.column, []).append((period, point))
        elif len(point.row) >= _SHORTEST and not is_figure(point.row):
            by_row.setdefault(point.row, []).append(point)
    words = [word for word in (*by_row, *by_period) if len(word) >= _SHORTEST]
    return Shown(by_row, by_period, Names(words))


class Read(Struct, frozen=True):
    """A typed number that a chart or table shows, and what is wrong with it, if anything."""

    start: int
    finding: Diagnostic | None


def read_shown(subject: Subject, passage: Passage, shown: Shown, known: set[int]) -> Iterator[Read]:
    """Yield the typed numbers of ``passage`` that a chart or table shows, but for ``known``."""
    if passage.kind is PassageKind.TITLE:
        return
    names = shown.names.find(passage.text)
    after = 0
    for sentence in passage.sentences:
        for quantity in sentence.quantities:
            near = governed(passage.text, names, quantity, after)
            after = quantity.end
            if near is None or quantity.start in known or quantity.is_range or not near.is_level:
                continue
            place = _Place(subject, passage, sentence, quantity)
            points = [
                each
                for each in _candidates(place, shown, near.name.word)
                if not _is_of_another(passage.text, near, quantity, each.column)
            ]
            made = _held(place, points)
            if made is not None:
                yield made


def _is_of_another(text: str, near: Governed, quantity: Quantity, column: str) -> bool:
    """Tell whether the words round a number say that it measures something else: 持股60%."""
    words = near.between + text[quantity.end : quantity.end + _AFTER]
    found = _OTHERS.search(words)
    return found is not None and found[0] not in column


class _Place(Struct, frozen=True):
    subject: Subject
    passage: Passage
    sentence: Sentence
    quantity: Quantity


def _candidates(place: _Place, shown: Shown, word: str) -> list[Point]:
    """Return the points that a number may speak of that ``word`` stands before."""
    words = place.passage.text[place.sentence.start : place.sentence.end]
    rows = [
        point
        for point in shown.by_row.get(word, ())
        if point.is_lone or (point.column and point.column in words)
    ]
    now = place.subject.facts.period
    mentions = mentions_before(place.passage, place.sentence, place.quantity.head, now)
    those = [each for each in mentions if each.days is not None]
    if len(those) != 1:
        return rows
    days = those[0].days
    return rows + [
        point
        for period, point in shown.by_period.get(word, ())
        if days == (period.start, period.end)
    ]


def _held(place: _Place, points: Sequence[Point]) -> Read | None:
    """Hold a number against ``points``: agreeing with one of them is enough."""
    matches = [
        (compare(place.quantity, each.value, each.unit, each.format), each) for each in points
    ]
    if any(match is Match.SAME for match, _ in matches):
        return Read(place.quantity.start, None)
    wrong = next((point for match, point in matches if match in _DIFFERS), None)
    if wrong is None:
        return None
    quantity, passage = place.quantity, place.passage
    made = finding(
        Code.DATA_DISAGREE,
        passage.span(quantity.head, quantity.end),
        typed=passage.text[quantity.head : quantity.end],
        name=" ".join(filter(None, (wrong.row, "" if wrong.is_lone else wrong.column))),
        value=say(wrong.value, wrong.unit, default_format(wrong.unit)),
        place=wrong.place,
    )
    return Read(quantity.start, made)


def tables_that_disagree(shown: Shown) -> Iterator[Diagnostic]:
    """Yield the numbers of typed tables that a chart or another table shows otherwise."""
    for column, points in shown.by_period.items():
        known = {period: point for period, point in points if point.span is None}
        for period, point in points:
            other = known.get(period)
            if point.span is None or other is None or not _differ(point, other):
                continue
            yield finding(
                Code.DATA_DISAGREE,
                point.span,
                typed=say(point.value, point.unit, default_format(point.unit)),
                name=f"{point.row} {column}",
                value=say(other.value, other.unit, default_format(other.unit)),
                place=other.place,
            )


def _differ(point: Point, other: Point) -> bool:
    """Tell whether two numbers of one thing are neither the same nor far apart."""
    typed = Quantity(0, 0, 0, point.value, point.unit)
    return compare(typed, other.value, other.unit, None) in _DIFFERS


def _charts(facts: Facts) -> Iterator[Point]:
    for key, chart in facts.charts.items():
        for series in chart.series:
            for row, value in zip(chart.categories, series.values, strict=False):
                if value is not None and kind_of(series.unit):
                    is_lone = len(chart.series) == 1
                    place = f"图 {key}"
                    yield Point(row, series.label, value, series.unit, None, place, is_lone)


def _tables(facts: Facts) -> Iterator[Point]:
    for key, table in facts.tables.items():
        numbers = [place for place, column in enumerate(table.columns) if column.is_number]
        for row in table.rows:
            for place in numbers:
                wording = row[place] if place < len(row) else None
                if wording is None or wording.value is None or not row[0].text:
                    continue
                yield Point(
                    row[0].text,
                    table.columns[place].label,
                    wording.value,
                    wording.unit,
                    None,
                    f"表 {key}",
                    len(numbers) == 1,
                )


def _typed(report: src.Report, facts: Facts) -> Iterator[Point]:
    for block in written_blocks(report.blocks):
        if isinstance(block, src.PipeTable) and block.head:
            yield from _pipe_table(block, facts)


def _pipe_table(table: src.PipeTable, facts: Facts) -> Iterator[Point]:
    """Yield the numbers of a table that was typed; their unit stands in the cell or in the head."""
    if any(cell.columns > 1 for row in (*table.head, *table.rows) for cell in row):
        return
    heads = [_words(cell, facts) for cell in table.head[-1]]
    rows = [[_words(cell, facts) for cell in row] for row in table.rows]
    columns = [
        place
        for place in range(1, len(heads))
        if any(place < len(row) and _value(row[place], heads[place], table) for row in rows)
    ]
    name = f"表 {table.frame.key}" if table.frame.key else "表"
    for number, row in enumerate(rows):
        for place in columns:
            found = _value(row[place], heads[place], table) if place < len(row) else None
            if found is not None and row[0]:
                label, _ = split_header(heads[place])
                is_lone = len(columns) == 1
                span = _span(table.rows[number][place], facts) or table.span
                yield Point(row[0], label, found.value, found.unit, None, name, is_lone, span)


def _value(text: str, head: str, table: src.PipeTable) -> Quantity | None:
    if not is_figure(text):
        return None
    if not find_quantities(text):
        _, unit = split_header(head)
        text += unit.name or table.frame.unit
    found = find_quantities(text)
    return found[0] if len(found) == 1 and kind_of(found[0].unit) else None


def _words(cell: src.TypedCell, facts: Facts) -> str:
    passage = passage_of(cell.content, facts, PassageKind.CAPTION)
    return spoken(passage, 0, len(passage.text))


def _span(cell: src.TypedCell, facts: Facts) -> Span | None:
    passage = passage_of(cell.content, facts, PassageKind.CAPTION)
    return passage.span(0, len(passage.text)) if passage.pieces else None
