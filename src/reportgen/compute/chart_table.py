"""The rows that a chart is made from, and its columns in the units of their axes."""

from collections.abc import Sequence

from msgspec import Struct, field

from reportgen.compute.columns import (
    MADE_FORMATS,
    DatedRows,
    Shown,
    cells_of,
    in_words,
    rows_until,
    show_numbers,
)
from reportgen.compute.shaping import Shaper
from reportgen.compute.sources import DataSource, Sources
from reportgen.diag import Code, Sink, Span
from reportgen.model.facts import SnapshotColumn, Unit, Value
from reportgen.model.period import Period
from reportgen.model.report import ChartSpec, NamedPlace
from reportgen.zh.calendar import short_period
from reportgen.zh.quantity import fits, format_words


class ChartTable(Struct, frozen=True):
    """A chart's source up to the report's period; units are settled by the first of an axis."""

    spec: ChartSpec
    source: DataSource
    dated: DatedRows
    x: SnapshotColumn
    columns: tuple[SnapshotColumn, ...]
    """Of the series, in their order."""
    roles: dict[str, SnapshotColumn]
    """Of ``size``, ``points``, ``group``, ``facet`` and ``volume``."""
    sink: Sink
    units: dict[int, Unit | None] = field(default_factory=dict)

    def cells(self, column: SnapshotColumn) -> list[Value]:
        """Return the cells of ``column``."""
        return cells_of(self.source, column, [row for _, row in self.dated])

    def names(self, column: SnapshotColumn) -> list[str]:
        """Return the cells of ``column`` as names; periods are written short."""
        is_period = column == self.source.snapshot.column(self.source.snapshot.period_column)
        return [
            short_period(period) if period and is_period else in_words(cell)
            for (period, _), cell in zip(self.dated, self.cells(column), strict=True)
        ]

    def numbers(self, column: SnapshotColumn, axis: int, span: Span) -> Shown | None:
        """Return the numbers of ``column`` in the unit of ``axis``; a finding if there are none."""
        cells = self.cells(column)
        if not column.is_number:
            found = next((str(cell) for cell in cells if cell is not None), "—")
            self.sink.add(Code.COLUMN_OF_WORDS, span, column=column.name, found=found)
            return None
        unit, how = self.units.get(axis), self.spec.format
        if how is not None and axis != 1 and not fits(column.unit, how):
            how = None  # it is said of the first axis: 亿 for money, not for the rate beside it
        is_made = any(each.name == column.name for each in self.spec.frame.made)
        if is_made and (how is None or not fits(column.unit, how)):
            how = MADE_FORMATS.get(column.unit)
        shown = show_numbers(cells, column.unit, unit, how, self.source.half)
        if shown is None:
            right = unit.name if unit else format_words(how) if how else "—"
            left = column.unit.name or "—"
            self.sink.add(Code.UNIT_MISMATCH, span, name=column.name, left=left, right=right)
            return None
        self.units[axis] = shown.unit
        return shown


def open_table(
    spec: ChartSpec, sources: Sources, now: Period | None, sink: Sink
) -> ChartTable | None:
    """Return the rows ``spec`` is made from, or nothing when there is a finding instead."""
    source = sources.with_rows(spec.source, spec.at("from"))
    if source is None:
        return None
    dated = rows_until(source, now)
    if not dated:
        known = f"{spec.source} {source.coverage}"
        sink.add(Code.PERIOD_NOT_COVERED, spec.span, period=now or "—", known=known)
        return None
    if not spec.frame.is_plain or spec.split:
        from reportgen.compute.chart_frames import framed_chart  # noqa: PLC0415 - a rare feature

        framed = framed_chart(spec, source, Shaper(sources, now, sink), sources, sink)
        if framed is None:
            return None
        spec, source, dated = framed
    x = sources.column(source, spec.x, spec.at("x"))
    columns = [sources.column(source, each.column, each.span) for each in spec.series]
    places = spec.wishes.columns
    roles = {role: _role(source, sources, place) for role, place in places.items()}
    if x is None or not _all_known(columns) or not _all_known(list(roles.values())):
        return None
    return ChartTable(
        spec,
        source,
        dated,
        x,
        tuple(column for column in columns if column),
        {role: column for role, column in roles.items() if column},
        sink,
        {1: spec.unit, 2: spec.secondary_unit},
    )


def _role(source: DataSource, sources: Sources, place: NamedPlace) -> SnapshotColumn | None:
    return sources.column(source, place.name, place.span)


def _all_known(columns: Sequence[SnapshotColumn | None]) -> bool:
    return all(column is not None for column in columns)
