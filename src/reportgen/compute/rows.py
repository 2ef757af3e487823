"""The rows that a block is repeated for: of a source, or the values of one of its columns."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from reportgen.compute.periods import coverage_of
from reportgen.compute.row_scope import Row, rows_with, said
from reportgen.diag import Code, Sink, nearest
from reportgen.model.facts import Snapshot, SnapshotColumn, Value
from reportgen.model.period import Period
from reportgen.model.report import Each

_Cells = tuple[Value, ...]


class Tables(Struct, frozen=True):
    """Finds the rows of tables as they are ``now``."""

    snapshots: Mapping[str, Snapshot]
    declared: Sequence[str]
    """The names of all sources; one that was not read has its finding."""
    now: Period | None
    sink: Sink

    def rows(self, block: Each, outer: tuple[Row, ...]) -> tuple[Row, ...] | None:
        """Return the rows of ``block`` inside those of ``outer``, or nothing and a finding."""
        found = self._named(block)
        if found is None:
            return None
        snapshot, column = found
        if snapshot.large is not None:
            self.sink.add(Code.ROWS_NEED_A_QUERY, block.span, source=snapshot.name)
            return None
        wanted = dict(key for row in outer for key in row.keys)
        cells = list(rows_with(snapshot, wanted))
        if column is not None:
            place = snapshot.columns.index(column)
            cells = list(
                {said(row[place]): row for row in cells[::-1] if said(row[place])}.values()
            )
            return tuple(_rows(snapshot, [column], cells[::-1], [column]))
        cells = list(self._of_the_period(snapshot, cells))
        keys = self._keys(block, snapshot, cells, wanted)
        if keys is None:
            return None
        once = list({_key(snapshot, keys, row): row for row in cells}.values())
        return tuple(_rows(snapshot, keys, once, snapshot.columns))

    def _named(self, block: Each) -> tuple[Snapshot, SnapshotColumn | None] | None:
        """Return the source that ``block`` names, or the one column; else there is a finding."""
        name = block.source
        if name in self.snapshots:
            return self.snapshots[name], None
        source, _, last = name.rpartition(".")
        having = [
            (each, column)
            for each in self.snapshots.values()
            if (not source or each.name == source) and (column := each.column(last)) is not None
        ]
        if len(having) == 1:
            return having[0]
        if name in self.declared:
            return None
        several = "、".join(f"{each.name}.{last}" for each, _ in having)
        known = several or "、".join(self.declared) or "—"
        columns = [column.name for each in self.snapshots.values() for column in each.columns]
        close = nearest(name, [*self.declared, *columns]) or "—"
        self.sink.add(Code.UNKNOWN_REPEAT, block.span, name=name, known=known, nearest=close)
        return None

    def _of_the_period(self, snapshot: Snapshot, cells: list[_Cells]) -> Iterator[_Cells]:
        """Yield those of ``cells`` that speak of the report's period."""
        coverage = coverage_of(snapshot)
        if coverage is None or self.now is None:
            yield from cells
            return
        asked = set(coverage.parts_of(self.now))
        kept = {
            row for row, period in zip(snapshot.rows, coverage.rows, strict=True) if period in asked
        }
        yield from (row for row in cells if row in kept)

    def _keys(
        self, block: Each, snapshot: Snapshot, cells: list[_Cells], outer: Mapping[str, Value]
    ) -> list[SnapshotColumn] | None:
        """Return the fewest first columns of words that tell the rows from one another."""
        period = snapshot.column(snapshot.period_column) if snapshot.period_column else None
        own = [each for each in snapshot.columns if each != period and each.name not in outer]
        words = [each for each in own if not each.is_number] or own
        dated = [period] if period is not None else []
        for count in range(1, len(words) + 1):
            keys = words[:count]
            if len({_key(snapshot, [*keys, *dated], row) for row in cells}) == len(cells):
                return keys
        counted = Counter(_key(snapshot, [*words, *dated], row) for row in cells)
        twice = counted.most_common(1)[0][0]
        names, found = "、".join(each.name for each in words), "、".join(twice)
        self.sink.add(Code.ROWS_ALIKE, block.span, source=snapshot.name, columns=names, found=found)
        return None


def _rows(
    snapshot: Snapshot,
    keys: Sequence[SnapshotColumn],
    cells: Sequence[_Cells],
    shown: Sequence[SnapshotColumn],
) -> Iterator[Row]:
    places = {each: snapshot.columns.index(each) for each in snapshot.columns}
    for number, row in enumerate(cells, 1):
        named = {
            name: (each, row[places[each]]) for each in shown for name in (each.name, each.header)
        }
        own = tuple((each.name, row[places[each]]) for each in keys)
        yield Row(snapshot.name, snapshot, named, own, number)


def _key(snapshot: Snapshot, columns: Sequence[SnapshotColumn], row: _Cells) -> tuple[str, ...]:
    return tuple(said(row[snapshot.columns.index(each)]) for each in columns)
