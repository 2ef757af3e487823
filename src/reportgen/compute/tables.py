"""What a table shows: columns of a source, or metrics × periods."""

from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.compute.answer import Missing
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
from reportgen.compute.wordings import Speaker, words_of
from reportgen.diag import Code, Sink
from reportgen.model.facts import Origin, SnapshotColumn, TableColumn, TableFacts, Unit, Wording
from reportgen.model.period import Period
from reportgen.model.report import ColumnSpec, NumberRef, TableSpec
from reportgen.zh.calendar import period_words
from reportgen.zh.quantity import bare, format_words, rounding, shown_unit
from reportgen.zh.units import convert


@dataclass(frozen=True, slots=True)
class _Line:
    """A column or a row of a table before its unit has found a place."""

    label: str
    unit: Unit | None
    """Nothing for words."""
    cells: tuple[Wording, ...]


def source_table(
    spec: TableSpec, sources: Sources, now: Period | None, sink: Sink
) -> TableFacts | None:
    """Return the rows of a source up to the report's period, the columns as declared."""
    source = sources.find(spec.source, spec.span)
    if source is None:
        return None
    dated = rows_until(source, now)
    lines = []
    for each in spec.columns:
        column = sources.column(source, each.column, each.span)
        line = _column(each, column, source, dated, sink) if column else None
        if line is not None:
            lines.append(line)
    if len(lines) < len(spec.columns):
        return None
    unit = _common_unit(lines)
    return TableFacts(
        columns=tuple(TableColumn(_head(line, unit), line.unit is not None) for line in lines),
        rows=tuple(zip(*(line.cells for line in lines), strict=True)),
        unit=unit,
        origin=_origin(spec, source, ", ".join(each.column for each in spec.columns)),
    )


def metric_table(spec: TableSpec, speaker: Speaker, sink: Sink) -> TableFacts | None:
    """Return one metric a row and one period a column.

    A dash stands only where the data know no such period; a row of dashes is a finding.
    """
    words = spec.periods or ("",)
    periods = [speaker.metrics.period(w, speaker.now, spec.span) if w else None for w in words]
    if any(word and not period for word, period in zip(words, periods, strict=True)):
        return None
    rows = [_metric_row(ref, words, speaker, sink) for ref in spec.metrics]
    lines = [row for row in rows if row is not None]
    if len(lines) < len(rows):
        return None
    unit = _common_unit(lines)
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
    )


def _metric_row(
    ref: NumberRef, words: tuple[str, ...], speaker: Speaker, sink: Sink
) -> _Line | None:
    request = read_request(ref, sink)
    if speaker.definitions.find(ref.name, ref.span) is None or request is None:
        return None
    if ref.period and words != ("",):
        sink.add(Code.BAD_EXPRESSION, ref.span, text=ref.key)
        return None
    made = []
    for word in words:
        answer = speaker.answer(ref.name, word or ref.period, ref.span)
        made.append(speaker.measure(ref, request, answer))
    gaps = [each for each in made if isinstance(each, Missing)]
    for gap in gaps:
        if gap.is_partial or len(gaps) == len(made):
            gap.report(sink, ref.span)
    measures = [each if isinstance(each, Measure) else None for each in made]
    said = [each for each in measures if each is not None]
    if None in made or not said:
        return None
    return _measured_line(measures, said, request)


def _measured_line(measures: list[Measure | None], said: list[Measure], request: Request) -> _Line:
    """Return the cells in one unit; words where words were asked for."""
    first = said[0]
    if request.form is not None:
        cells = [words_of(m, request.form) if m else Wording(NO_NUMBER) for m in measures]
        return _Line(first.label, None, tuple(cells))
    numbers = [convert(m.value, m.unit, first.unit) for m in said if m.value is not None]
    largest = max((abs(n) for n in numbers if n is not None), default=Decimal(0))
    unit = shown_unit(first.unit, first.format, largest)
    cells = [_measured_cell(m, unit) if m else Wording(NO_NUMBER) for m in measures]
    return _Line(first.label, unit, tuple(cells))


def _measured_cell(made: Measure, unit: Unit) -> Wording:
    said = words_of(made, None)
    shown = convert(made.value, made.unit, unit) if made.value is not None else None
    return said if shown is None else replace(said, text=bare(shown, made.format))


def _undated_head(lines: list[_Line], now: Period | None) -> str:
    """Return the report's period when every number is of it."""
    periods = {cell.period for line in lines for cell in line.cells}
    return period_words(now) if now is not None and periods == {now} else "数值"


def _column(
    spec: ColumnSpec, column: SnapshotColumn, source: DataSource, dated: DatedRows, sink: Sink
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
    shown = show_numbers(cells, column.unit, spec.unit, spec.format)
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
    return _Line(spec.label, shown.unit, tuple(numbers))


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


def _common_unit(lines: list[_Line]) -> str:
    """Return the unit all numbers share, or nothing: then each line says its own."""
    names = {line.unit.name for line in lines if line.unit is not None}
    return names.pop() if len(names) == 1 else ""


def _head(line: _Line, common: str) -> str:
    if line.unit is None or line.unit.name in ("", common):
        return line.label
    return f"{line.label}（{line.unit.name}）"


def _origin(spec: TableSpec, source: DataSource, columns: str) -> Origin:
    snapshot = source.snapshot
    return Origin("column", snapshot.path, snapshot.digest, columns, "", spec.span)
