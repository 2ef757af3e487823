"""Pivot: names by names, with what the rows of each crossing make together."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.columns import DatedRows, in_words
from reportgen.compute.frame import Cells, Frame, frame_of, of_numbers
from reportgen.compute.row_order import OTHERS, sorted_by
from reportgen.compute.sources import DataSource, Sources
from reportgen.diag import Code, Sink
from reportgen.model.facts import NO_UNIT, SnapshotColumn, Value
from reportgen.model.period import Period
from reportgen.model.report import ColumnSpec, PivotSpec, SortRule, Totalling
from reportgen.zh.calendar import period_words

_MOST = 40
_Key = tuple[Value, ...]


class Pivoted(Struct, frozen=True):
    """The frame of a pivot, its columns as a table shows them, and the orders still to come."""

    frame: Frame
    columns: tuple[ColumnSpec, ...]
    sorts: tuple[SortRule, ...]


class _Head(Struct, frozen=True):
    """A name that heads columns; the last may be that of the total."""

    value: Value
    words: str
    is_total: bool = False


def pivoted(
    frame: Frame,
    spec: PivotSpec,
    values: Sequence[ColumnSpec],
    sorts: Sequence[SortRule],
    sources: Sources,
    sink: Sink,
) -> Pivoted | None:
    """Return ``frame`` put together by the names of ``spec``."""
    rows = [sources.column(frame.source, each.column, each.span) for each in spec.rows]
    columns = [sources.column(frame.source, each.column, each.span) for each in values]
    across = sources.column(frame.source, spec.column, spec.span) if spec.column else None
    if None in rows or None in columns or (spec.column and across is None):
        return None
    words = next((c for c in columns if c and not c.is_number), None)
    if words is not None and spec.how is not Totalling.COUNT:
        sink.add(Code.COLUMN_OF_WORDS, values[0].span, column=words.name, found="—")
        return None
    keys = [frame.columns.index(each) for each in rows if each]
    numbers = [frame.columns.index(each) for each in columns if each]
    at = frame.columns.index(across) if across else None
    heads = _heads(frame, spec, at, sorts)
    if len(heads) * len(values) > _MOST:
        count, column = len(heads) * len(values), spec.column
        sink.add(Code.PIVOT_TOO_WIDE, spec.span, count=count, most=_MOST, column=column)
        return None
    made = _Crossing(frame, spec, tuple(keys), tuple(numbers), at, tuple(heads))
    return Pivoted(
        made.frame_of(values),
        (
            *(ColumnSpec(each.column, each.label, None, None, each.span) for each in spec.rows),
            *made.shown(values),
        ),
        tuple(each for each in sorts if each.column != spec.column),
    )


def _heads(frame: Frame, spec: PivotSpec, at: int | None, sorts: Sequence[SortRule]) -> list[_Head]:
    """Return the names that head columns: periods in time, others as they come up or are sorted."""
    if at is None:
        return [_Head(None, "", is_total=True)]
    snapshot = frame.source.snapshot
    is_period = frame.columns[at] == snapshot.column(snapshot.period_column)
    first: dict[Value, tuple[Period | None, Cells]] = {}
    for period, row in frame.dated:
        first.setdefault(row[at], (period, row))
    dated: DatedRows = list(first.values())
    if is_period:
        dated.sort(key=lambda each: str(each[0].end) if each[0] else "")
    for rule in sorts:
        if rule.column == spec.column:
            dated = sorted_by(dated, frame, rule, at)
    dated.sort(key=lambda each: in_words(each[1][at]) in OTHERS)
    heads = [
        _Head(row[at], period_words(period) if period and is_period else in_words(row[at]))
        for period, row in dated
    ]
    return [*heads, _Head(None, spec.total, is_total=True)] if spec.total else heads


class _Crossing(Struct, frozen=True):
    frame: Frame
    spec: PivotSpec
    keys: tuple[int, ...]
    numbers: tuple[int, ...]
    at: int | None
    heads: tuple[_Head, ...]

    def shown(self, values: Sequence[ColumnSpec]) -> list[ColumnSpec]:
        """Return the columns of numbers as a table shows them."""
        is_single = len(values) == 1
        made = []
        for head in self.heads:
            for each in values:
                label = head.words if is_single and head.words else each.label
                group = head.words if not is_single else each.group
                column = self._name(head, each)
                made.append(replace(each, column=column, label=label, group=group))
        return made

    def _name(self, head: _Head, spec: ColumnSpec) -> str:
        if self.at is None:
            return spec.column
        return f"{spec.column}|{head.words}" + "|total" * head.is_total

    def frame_of(self, values: Sequence[ColumnSpec]) -> Frame:
        """Return the frame: a row for each combination of names, in the order they come up."""
        parts: dict[_Key, DatedRows] = {}
        for period, row in self.frame.dated:
            key = tuple(row[place] for place in self.keys)
            parts.setdefault(key, []).append((period, row))
        counts = self.spec.how is Totalling.COUNT
        columns = [self.frame.columns[place] for place in self.keys]
        columns += [
            SnapshotColumn(
                self._name(head, each),
                each.label,
                NO_UNIT if counts else self.frame.columns[place].unit,
                is_number=True,
            )
            for head in self.heads
            for each, place in zip(values, self.numbers, strict=True)
        ]
        dated: DatedRows = [
            (self._period(rows), (*key, *self._crossed(rows))) for key, rows in parts.items()
        ]
        source = self.frame.source
        names = [each.name for each in columns]
        kept = source.snapshot.period_column if source.snapshot.period_column in names else ""
        snapshot = replace(
            source.snapshot,
            columns=tuple(columns),
            rows=tuple(row for _, row in dated),
            period_column=kept,
        )
        made = DataSource(snapshot, source.coverage if kept else None, source.half)
        frame = frame_of(made, dated)
        if self.spec.how in (Totalling.SUM, Totalling.COUNT):
            return frame
        recipes = tuple(replace(each, adds_up=False) for each in frame.recipes)
        return replace(frame, recipes=recipes)

    def _period(self, rows: DatedRows) -> Period | None:
        periods = {period for period, _ in rows}
        return periods.pop() if len(periods) == 1 else None

    def _crossed(self, rows: DatedRows) -> list[Value]:
        by_head: dict[Value, list[Cells]] = {}
        for _, row in rows:
            by_head.setdefault(row[self.at] if self.at is not None else None, []).append(row)
        made: list[Value] = []
        for head in self.heads:
            met = [row for _, row in rows] if head.is_total else by_head.get(head.value, [])
            made += [self._cell([row[place] for row in met]) for place in self.numbers]
        return made

    def _cell(self, cells: Sequence[Value]) -> Value:
        if self.spec.how is Totalling.COUNT:
            known = [cell for cell in cells if cell is not None]
            return Decimal(len(known)) if known else None
        return of_numbers([c for c in cells if isinstance(c, Decimal)], self.spec.how)
