"""What a chart shows: categories and series of a source, in the units of its axes."""

from reportgen.compute.columns import (
    DatedRows,
    Shown,
    cells_of,
    in_words,
    rows_until,
    show_numbers,
)
from reportgen.compute.sources import DataSource, Sources
from reportgen.diag import Code, Sink
from reportgen.model.facts import (
    ChartFacts,
    NumberFormat,
    Origin,
    SeriesFacts,
    SnapshotColumn,
    Unit,
    Value,
)
from reportgen.model.period import Period
from reportgen.model.report import ChartSpec, SeriesSpec
from reportgen.zh.calendar import short_period
from reportgen.zh.quantity import format_words


def chart_facts(
    spec: ChartSpec, sources: Sources, now: Period | None, sink: Sink
) -> ChartFacts | None:
    """Return what ``spec`` shows, or nothing when there is a finding instead."""
    source = sources.find(spec.source, spec.span)
    if source is None:
        return None
    x = sources.column(source, spec.x, spec.span)
    columns = [sources.column(source, each.column, each.span) for each in spec.series]
    dated = rows_until(source, now)
    if not dated:
        known = f"{spec.source} {source.coverage}"
        sink.add(Code.PERIOD_NOT_COVERED, spec.span, period=now or "—", known=known)
        return None
    rows = [row for _, row in dated]
    shown: list[Shown] = []
    units = {1: spec.unit, 2: spec.secondary_unit}
    for series, column in zip(spec.series, columns, strict=True):
        cells = cells_of(source, column, rows) if column else []
        numbers = _numbers(series, column, cells, (units.get(series.axis), spec.format), sink)
        if numbers is not None:
            units[series.axis] = numbers.unit
            shown.append(numbers)
    if x is None or len(shown) < len(spec.series):
        return None
    return ChartFacts(
        categories=_categories(source, x, dated),
        series=tuple(
            SeriesFacts(each.label, numbers.values, numbers.unit, each.kind, each.axis)
            for each, numbers in zip(spec.series, shown, strict=True)
        ),
        format=spec.format or max((n.format for n in shown), key=lambda how: how.digits or 0),
        origin=_origin(spec, source),
    )


def _numbers(
    series: SeriesSpec,
    column: SnapshotColumn | None,
    cells: list[Value],
    wanted: tuple[Unit | None, NumberFormat | None],
    sink: Sink,
) -> Shown | None:
    """Return the points of ``series`` in the unit of its axis."""
    if column is None:
        return None
    unit, how = wanted
    if not column.is_number:
        found = next((str(cell) for cell in cells if cell is not None), "—")
        sink.add(Code.NOT_ONE_NUMBER, series.span, formula=series.column, found=found)
        return None
    shown = show_numbers(cells, column.unit, unit, how)
    if shown is None:
        right = unit.name if unit else format_words(how) if how else "—"
        left = column.unit.name or "—"
        sink.add(Code.UNIT_MISMATCH, series.span, name=series.column, left=left, right=right)
    return shown


def _categories(source: DataSource, x: SnapshotColumn, dated: DatedRows) -> tuple[str, ...]:
    names = cells_of(source, x, [row for _, row in dated])
    is_period = x == source.snapshot.column(source.snapshot.period_column)
    return tuple(
        short_period(period) if period and is_period else in_words(name)
        for (period, _), name in zip(dated, names, strict=True)
    )


def _origin(spec: ChartSpec, source: DataSource) -> Origin:
    snapshot = source.snapshot
    columns = ", ".join(each.column for each in spec.series)
    return Origin("column", snapshot.path, snapshot.digest, f"{spec.x}: {columns}", "", spec.span)
