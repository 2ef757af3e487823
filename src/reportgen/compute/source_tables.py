"""Tables of a source's rows: the columns as declared, groups, totals, what stands out."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.columns import MADE_FORMATS, NO_NUMBER, Shown, in_words, show_numbers
from reportgen.compute.frame import Frame
from reportgen.compute.printed_rows import PrintedRow, PrintedRows, printed_rows, rounds_apart
from reportgen.compute.shaping import Shaper
from reportgen.compute.sources import Sources
from reportgen.compute.table_lines import Line, common_unit, head_of, holds
from reportgen.diag import Code, Sink
from reportgen.model.colour import Hue
from reportgen.model.facts import (
    NO_UNIT,
    Highlight,
    NumberFormat,
    Origin,
    SnapshotColumn,
    TableColumn,
    TableFacts,
    Unit,
    Wording,
)
from reportgen.model.period import Period
from reportgen.model.report import ColumnSpec, HighlightRule, TableSpec, Totalling
from reportgen.zh.calendar import period_words
from reportgen.zh.quantity import bare, format_words, rounding
from reportgen.zh.units import convert

_ROUNDING = "四舍五入"
_ROUNDING_NOTE = "因四舍五入，合计可能不等于各项之和。"
_OF_SIGNS = (Hue.UP, Hue.DOWN)
_MIDDLES = (Totalling.AVERAGE, Totalling.MEDIAN)


def source_table(
    spec: TableSpec, sources: Sources, now: Period | None, sink: Sink
) -> TableFacts | None:
    """Return the rows of a source up to the report's period, the columns as declared."""
    source = sources.with_rows(spec.source, spec.span)
    if source is None:
        return None
    shaper = Shaper(sources, now, sink)
    frame = shaper.start(source)
    if spec.pivot is not None:
        from reportgen.compute.pivot_tables import pivot_table  # noqa: PLC0415 - a rare feature

        crossed = pivot_table(spec, frame, shaper, sources, sink)
        if crossed is None:
            return None
        spec, frame = crossed
    names = tuple(each.column for each in spec.columns if not each.is_hidden)
    wanted = {each.column: each.total for each in spec.columns if each.total is not None}
    shaped = shaper.shaped(frame, spec.frame, names, wanted, (spec.key, spec.span))
    return (
        _Table(spec, shaped, printed_rows(spec, shaped), sources, sink).facts() if shaped else None
    )


class _Table(Struct, frozen=True):
    """A table whose rows are settled."""

    spec: TableSpec
    frame: Frame
    printed: PrintedRows
    sources: Sources
    sink: Sink

    def facts(self) -> TableFacts | None:
        """Return what is printed, or nothing when there is a finding instead."""
        columns = self.spec.columns
        found = [self._line(each) for each in columns]
        lines = [line for line in found if line is not None]
        if len(lines) < len(found):
            return None
        shown = [at for at, each in enumerate(columns) if not each.is_hidden]
        kept = [lines[at] for at in shown]
        unit = common_unit(kept, self.spec.unit)
        cells = [line.cells for line in kept]
        highlights = dict(self._highlights(lines, shown))
        return TableFacts(
            columns=tuple(
                TableColumn(head_of(lines[at], unit), lines[at].unit is not None, columns[at].group)
                for at in shown
            ),
            rows=tuple(self._named(zip(*cells, strict=True))),
            unit=unit,
            origin=self._origin(", ".join(columns[at].column for at in shown)),
            titles=self.printed.titles,
            highlights=highlights,
            totals=self.printed.totals,
            notes=tuple(self._notes(kept)),
        )

    def _named(self, rows: Iterator[tuple[Wording, ...]]) -> Iterator[tuple[Wording, ...]]:
        """Yield the rows; one of totals begins with its name."""
        for row, printed in zip(rows, self.printed.rows, strict=True):
            yield (Wording(printed.label), *row[1:]) if printed.label else row

    def _notes(self, lines: list[Line]) -> Iterator[str]:
        """Yield what is to be said of totals that are not the sums of what is printed."""
        if not self.printed.totals or _ROUNDING in repr(self.spec.notes):
            return
        numbers = (line for line in lines if line.unit is not None)
        if any(
            rounds_apart(self.printed, [cell.text for cell in each.cells], each.values)
            for each in numbers
        ):
            yield _ROUNDING_NOTE

    def _origin(self, columns: str) -> Origin:
        snapshot = self.frame.source.snapshot
        return Origin("column", snapshot.path, snapshot.digest, columns, "", self.spec.span)

    # ---- columns ------------------------------------------------------------------------------

    def _line(self, spec: ColumnSpec) -> Line | None:
        column = self.sources.column(self.frame.source, spec.column, spec.span)
        if column is None:
            return None
        place = self.frame.columns.index(column)
        rows = self.printed.rows
        if not column.is_number:
            snapshot = self.frame.source.snapshot
            is_period = column == snapshot.column(snapshot.period_column)
            words = [_words(row, place, is_period=is_period) for row in rows]
            return Line(spec.label, None, tuple(words))
        shown = self._shown(spec, column, place)
        if shown is None:
            return None
        numbers = self._numbers(spec, column, place, shown)
        return Line(spec.label, shown.unit, tuple(numbers), tuple(each.value for each in numbers))

    def _shown(self, spec: ColumnSpec, column: SnapshotColumn, place: int) -> Shown | None:
        how = spec.format
        is_made = any(each.name == spec.column for each in self.spec.frame.made)
        if how is None and is_made and spec.unit in (None, column.unit):
            how = MADE_FORMATS.get(column.unit)
        cells = [row.cells[place] for row in self.printed.rows if row.how is None]
        wanted, half = _wanted(spec, column, self.spec.unit), self.sources.half
        shown = show_numbers(cells, column.unit, wanted, how, half)
        if shown is None:
            right = spec.unit.name if spec.unit else format_words(how) if how else "—"
            left = column.unit.name or "—"
            self.sink.add(Code.UNIT_MISMATCH, spec.span, name=spec.column, left=left, right=right)
        return shown

    def _numbers(
        self, spec: ColumnSpec, column: SnapshotColumn, place: int, shown: Shown
    ) -> list[Wording]:
        snapshot = self.frame.source.snapshot
        origin = Origin("column", snapshot.path, snapshot.digest, column.header, "", spec.span)
        name = f"{snapshot.name}.{column.name}"
        known = iter(shown.values)
        wanted = _wanted(spec, column, self.spec.unit)
        unit = wanted if wanted is not None and column.unit == NO_UNIT else column.unit
        said = rounding(shown.format)
        made = []
        for row in self.printed.rows:
            cell = row.cells[place]
            how = shown.format
            if row.how is None:
                value = next(known)
            else:
                value = _converted(cell, unit, shown.unit)
                how = _finer(how, row.how) if spec.format is None else how
            if value is None:
                made.append(Wording(cell if isinstance(cell, str) else NO_NUMBER))
                continue
            made.append(
                Wording(
                    text=bare(value, how),
                    metric=f"{name}|{row.how}" if row.how else name,
                    value=value,
                    unit=shown.unit,
                    rounding=said if how is shown.format else rounding(how),
                    period=row.period,
                    origin=origin,
                    item=row.item,
                )
            )
        return made

    # ---- what stands out ------------------------------------------------------------------------

    def _highlights(
        self, lines: list[Line], shown: list[int]
    ) -> Iterator[tuple[tuple[int, int], Highlight]]:
        for number, at in enumerate(shown):
            rules = (*self.spec.columns[at].highlights, *self.spec.highlights)
            if not rules:
                continue
            judged = [(rule, self._judged(rule, lines, at)) for rule in rules]
            for row, printed in enumerate(self.printed.rows):
                found = _first(judged, row, is_total=printed.how is not None)
                if found is not None and (
                    lines[at].unit is None or lines[at].values[row] is not None
                ):
                    yield (row, number), found

    def _judged(self, rule: HighlightRule, lines: list[Line], own: int) -> Line | None:
        """Return the column whose cells ``rule`` looks at; one that does not exist is a finding."""
        if not rule.column:
            return lines[own]
        for spec, line in zip(self.spec.columns, lines, strict=True):
            if rule.column in (spec.label, spec.column):
                return line
        column = self.sources.column(self.frame.source, rule.column, rule.span or self.spec.span)
        if column is None:
            return None
        place = self.frame.columns.index(column)
        cells = [row.cells[place] for row in self.printed.rows]
        values = tuple(cell if isinstance(cell, Decimal) else None for cell in cells)
        return Line(rule.column, column.unit, tuple(Wording(in_words(c)) for c in cells), values)


def _first(
    judged: list[tuple[HighlightRule, Line | None]], row: int, *, is_total: bool
) -> Highlight | None:
    """Return the first rule that holds; totals are marked by their signs alone."""
    for rule, line in judged:
        if line is None or (is_total and (rule.hue not in _OF_SIGNS or rule.column)):
            continue
        value = line.values[row] if line.values else None
        if holds(value, line.cells[row].text, rule):
            return Highlight(rule.hue, rule.mark)
    return None


def _words(row: PrintedRow, place: int, *, is_period: bool) -> Wording:
    if is_period and row.period is not None and row.how is None:
        return Wording(period_words(row.period), period=row.period)
    return Wording(in_words(row.cells[place]))


def _converted(cell: object, unit: Unit, shown: Unit) -> Decimal | None:
    if not isinstance(cell, Decimal):
        return None
    return convert(cell, unit, shown)


def _finer(how: NumberFormat, made: Totalling) -> NumberFormat:
    """Return a digit more for the mean of whole numbers."""
    return replace(how, digits=1) if made in _MIDDLES and how.digits == 0 else how


def _wanted(spec: ColumnSpec, column: SnapshotColumn, table: Unit | None) -> Unit | None:
    """Return the unit asked for: the column's own, else the table's where it fits."""
    if spec.unit is not None or table is None or spec.format is not None:
        return spec.unit
    return table if table.base and table.base == column.unit.base else None
