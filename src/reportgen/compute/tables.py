"""What a table shows: columns of a source, or metrics × periods."""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.answer import Answer, Missing, Said
from reportgen.compute.columns import (
    NO_NUMBER,
    DatedRows,
    Shown,
    cells_of,
    in_words,
    rows_until,
    show_numbers,
)
from reportgen.compute.measures import Measure
from reportgen.compute.request import Request, read_request
from reportgen.compute.sources import DataSource, Sources
from reportgen.compute.wordings import Speaker, said_words, words_of
from reportgen.diag import Code, Sink
from reportgen.model.facts import (
    Highlight,
    Origin,
    SnapshotColumn,
    TableColumn,
    TableFacts,
    Unit,
    Wording,
)
from reportgen.model.period import Period
from reportgen.model.report import (
    ColumnSpec,
    Comparison,
    HighlightRule,
    MetricGroup,
    NumberRef,
    TableSpec,
)
from reportgen.zh.calendar import period_words
from reportgen.zh.quantity import bare, format_words, rounding, shown_unit
from reportgen.zh.units import convert


class _Line(Struct, frozen=True):
    """A column or a row of a table before its unit has found a place."""

    label: str
    unit: Unit | None
    """Nothing for words."""
    cells: tuple[Wording, ...]
    values: tuple[Decimal | None, ...] = ()
    """The numbers of the cells as they are shown."""


def source_table(
    spec: TableSpec, sources: Sources, now: Period | None, sink: Sink
) -> TableFacts | None:
    """Return the rows of a source up to the report's period, the columns as declared."""
    source = sources.with_rows(spec.source, spec.span)
    if source is None:
        return None
    dated = rows_until(source, now)
    lines = []
    for each in spec.columns:
        column = sources.column(source, each.column, each.span)
        line = _column(each, column, source, dated, spec.unit, sink) if column else None
        if line is not None:
            lines.append(line)
    if len(lines) < len(spec.columns):
        return None
    unit = _common_unit(lines, spec.unit)
    return TableFacts(
        columns=tuple(
            TableColumn(_head(line, unit), line.unit is not None, each.group)
            for line, each in zip(lines, spec.columns, strict=True)
        ),
        rows=tuple(zip(*(line.cells for line in lines), strict=True)),
        unit=unit,
        origin=_origin(spec, source, ", ".join(each.column for each in spec.columns)),
        highlights={
            (row, column): found
            for column, (line, each) in enumerate(zip(lines, spec.columns, strict=True))
            for row, value in enumerate(line.values)
            if (found := highlight(value, (*each.highlights, *spec.highlights)))
        },
    )


def metric_table(spec: TableSpec, speaker: Speaker, sink: Sink) -> TableFacts | None:
    """Return one metric a row and one period a column.

    A dash stands only where the data know no such period; a row of dashes is a finding.
    """
    words = spec.periods or ("",)
    periods = [speaker.metrics.period(w, speaker.now, spec.span) if w else None for w in words]
    if any(word and not period for word, period in zip(words, periods, strict=True)):
        return None
    rows = [_metric_row(ref, words, speaker, spec.unit, sink) for ref in spec.metrics]
    lines = [row for row in rows if row is not None]
    if len(lines) < len(rows):
        return None
    unit = _common_unit(lines, spec.unit)
    heads = [
        period_words(period) if period else _undated_head(lines, speaker.now) for period in periods
    ]
    names = ", ".join(ref.key for ref in spec.metrics)
    return TableFacts(
        columns=(
            TableColumn("指标", is_number=False),
            *(TableColumn(head, is_number=True) for head in heads),
        ),
        rows=tuple((Wording(_head(line, unit)), *line.cells) for line in lines),
        unit=unit,
        origin=Origin("expr", "", "", names, "", spec.span),
        titles=_titles(spec.groups),
        highlights={
            (row, column): found
            for row, line in enumerate(lines)
            for column, value in enumerate(line.values, 1)
            if (found := highlight(value, spec.highlights))
        },
    )


def _titles(groups: Sequence[MetricGroup]) -> dict[int, str]:
    """Return the title over the first row of each group that has one."""
    starts = accumulate((len(group.metrics) for group in groups), initial=0)
    return {start: group.title for start, group in zip(starts, groups, strict=False) if group.title}


def _metric_row(
    ref: NumberRef, words: tuple[str, ...], speaker: Speaker, wanted: Unit | None, sink: Sink
) -> _Line | None:
    request = read_request(ref, sink)
    if speaker.definitions.find(ref.name, ref.span) is None or request is None:
        return None
    if ref.period and words != ("",):
        sink.add(Code.BAD_EXPRESSION, ref.span, text=ref.key)
        return None
    answers = [speaker.answer(ref.name, word or ref.period, ref.span) for word in words]
    if not ref.filters and any(isinstance(each, Said) for each in answers):
        return _worded_line(answers, ref, sink)
    made = [speaker.measure(ref, request, answer) for answer in answers]
    gaps = [each for each in made if isinstance(each, Missing)]
    for gap in gaps:
        if gap.is_partial or len(gaps) == len(made):
            gap.report(sink, ref.span)
    measures = [each if isinstance(each, Measure) else None for each in made]
    said = [each for each in measures if each is not None]
    if None in made or not said:
        return None
    return _measured_line(measures, said, request, wanted)


def _worded_line(answers: list[Answer], ref: NumberRef, sink: Sink) -> _Line | None:
    """Return the cells of a text metric; a period without data has a dash."""
    for each in answers:
        if isinstance(each, Missing) and each.is_partial:
            each.report(sink, ref.span)
    if None in answers:
        return None
    label = next(each.label for each in answers if isinstance(each, Said))
    cells = (said_words(each) if isinstance(each, Said) else Wording(NO_NUMBER) for each in answers)
    return _Line(label, None, tuple(cells))


def _measured_line(
    measures: list[Measure | None], said: list[Measure], request: Request, wanted: Unit | None
) -> _Line:
    """Return the cells in one unit; words where words were asked for."""
    first = said[0]
    if request.form is not None:
        cells = [words_of(m, request.form) if m else Wording(NO_NUMBER) for m in measures]
        return _Line(first.label, None, tuple(cells))
    numbers = [convert(m.value, m.unit, first.unit) for m in said if m.value is not None]
    largest = max((abs(n) for n in numbers if n is not None), default=Decimal(0))
    unit = shown_unit(first.unit, first.format, largest)
    if wanted is not None and unit.base and wanted.base == unit.base:
        unit = wanted
    cells = [_measured_cell(m, unit) if m else Wording(NO_NUMBER) for m in measures]
    values = [_value_in(m, unit) if m else None for m in measures]
    return _Line(first.label, unit, tuple(cells), tuple(values))


def _measured_cell(made: Measure, unit: Unit) -> Wording:
    said, shown = words_of(made, None), _value_in(made, unit)
    return said if shown is None else replace(said, text=bare(shown, made.format))


def _value_in(made: Measure, unit: Unit) -> Decimal | None:
    return convert(made.value, made.unit, unit) if made.value is not None else None


def _undated_head(lines: list[_Line], now: Period | None) -> str:
    """Return the report's period when every number is of it."""
    periods = {cell.period for line in lines for cell in line.cells}
    return period_words(now) if now is not None and periods == {now} else "数值"


def _column(
    spec: ColumnSpec,
    column: SnapshotColumn,
    source: DataSource,
    dated: DatedRows,
    table: Unit | None,
    sink: Sink,
) -> _Line | None:
    cells = cells_of(source, column, [row for _, row in dated])
    if not column.is_number:
        is_period = column == source.snapshot.column(source.snapshot.period_column)
        periods = [period if is_period else None for period, _ in dated]
        words = [
            Wording(period_words(period), period=period) if period else Wording(in_words(cell))
            for period, cell in zip(periods, cells, strict=True)
        ]
        return _Line(spec.label, None, tuple(words))
    shown = show_numbers(cells, column.unit, _wanted(spec, column, table), spec.format)
    if shown is None:
        right = spec.unit.name if spec.unit else format_words(spec.format) if spec.format else "—"
        left = column.unit.name or "—"
        sink.add(Code.UNIT_MISMATCH, spec.span, name=spec.column, left=left, right=right)
        return None
    snapshot = source.snapshot
    origin = Origin("column", snapshot.path, snapshot.digest, column.header, "", spec.span)
    name = f"{snapshot.name}.{column.name}"
    numbers = [
        _number_cell(value, shown, name, period, origin)
        for value, (period, _) in zip(shown.values, dated, strict=True)
    ]
    return _Line(spec.label, shown.unit, tuple(numbers), shown.values)


def _wanted(spec: ColumnSpec, column: SnapshotColumn, table: Unit | None) -> Unit | None:
    """Return the unit asked for: the column's own, else the table's where it fits."""
    if spec.unit is not None or table is None or spec.format is not None:
        return spec.unit
    return table if table.base and table.base == column.unit.base else None


def _number_cell(
    value: Decimal | None, shown: Shown, name: str, period: Period | None, origin: Origin
) -> Wording:
    if value is None:
        return Wording(NO_NUMBER)
    return Wording(
        text=bare(value, shown.format),
        metric=name,
        value=value,
        unit=shown.unit,
        rounding=rounding(shown.format),
        period=period,
        origin=origin,
    )


def _common_unit(lines: list[_Line], wanted: Unit | None) -> str:
    """Return the unit that all numbers share or that was asked for; the others say their own."""
    names = {line.unit.name for line in lines if line.unit is not None}
    if wanted is not None and wanted.name in names:
        return wanted.name
    return names.pop() if len(names) == 1 else ""


_COMPARE: Mapping[Comparison, Callable[[Decimal, Decimal], bool]] = {
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.MORE: operator.gt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.EQUAL: operator.eq,
    Comparison.OTHER: operator.ne,
}


def highlight(value: Decimal | None, rules: Sequence[HighlightRule]) -> Highlight | None:
    """Return how the first of ``rules`` that ``value`` keeps makes it stand out."""
    if value is None:
        return None
    for rule in rules:
        if _COMPARE[rule.comparison](value, rule.bound):
            return Highlight(rule.hue, rule.mark)
    return None


def _head(line: _Line, common: str) -> str:
    if line.unit is None or line.unit.name in ("", common):
        return line.label
    return f"{line.label}（{line.unit.name}）"


def _origin(spec: TableSpec, source: DataSource, columns: str) -> Origin:
    snapshot = source.snapshot
    return Origin("column", snapshot.path, snapshot.digest, columns, "", spec.span)
