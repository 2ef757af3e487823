"""Frame: the rows and columns that a table or a chart is made of, and how rows are put together."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.algebra import EXACT, quotient
from reportgen.compute.columns import DatedRows, is_code
from reportgen.compute.periods import Coverage
from reportgen.compute.sources import DataSource
from reportgen.model.facts import SnapshotColumn, Unit, Value
from reportgen.model.report import Totalling
from reportgen.zh.units import PERCENT, POINTS, TIMES

_RATIOS = (PERCENT, POINTS, TIMES, Unit("‰", "", Decimal("0.001")))
Cells = tuple[Value, ...]
Formula = Callable[[Sequence[Value]], Value]
"""Computes a cell from those of its row."""


class Recipe(Struct, frozen=True):
    """How a column's cell of several rows put together comes about."""

    adds_up: bool = False
    """Whether a sum of its numbers means something: of money and counts, not of ratios."""
    is_strict: bool = False
    """Whether one that lacks leaves the sum out: the numbers of an earlier period."""
    formula: Formula | None = None
    """Computed anew from the other cells."""


class Frame(Struct, frozen=True):
    """Rows in the order in which they are shown, with all their columns."""

    source: DataSource
    dated: DatedRows
    recipes: tuple[Recipe, ...]
    """One a column."""
    groups: tuple[int, ...] = ()
    """The first row of each group."""
    rests: frozenset[int] = frozenset()
    """Rows that stand for all that are not shown."""
    members: DatedRows = []
    """All rows, where some stand for others: means are of these."""

    @property
    def columns(self) -> tuple[SnapshotColumn, ...]:
        """The columns, those that were made after those of the source."""
        return self.source.snapshot.columns

    def place(self, name: str) -> int | None:
        """Return which column is called ``name``."""
        column = self.source.snapshot.column(name)
        return None if column is None else self.columns.index(column)

    def cells(self, place: int) -> list[Value]:
        """Return the cells of a column."""
        return [row[place] for _, row in self.dated]

    def with_rows(self, dated: DatedRows) -> "Frame":
        """Return the frame with these rows instead."""
        return replace(self, dated=dated)

    def with_column(self, column: SnapshotColumn, cells: Sequence[Value], how: Recipe) -> "Frame":
        """Return the frame with a column more."""
        snapshot = replace(self.source.snapshot, columns=(*self.columns, column))
        dated = [(p, (*row, cell)) for (p, row), cell in zip(self.dated, cells, strict=True)]
        source = replace(self.source, snapshot=snapshot)
        members = [(p, (*row, None)) for p, row in self.members]
        recipes = (*self.recipes, how)
        return replace(self, source=source, dated=dated, recipes=recipes, members=members)

    def settled(self) -> "Frame":
        """Return the frame with the rows in its snapshot too, for those who look there."""
        rows = tuple(row for _, row in self.dated)
        snapshot = replace(self.source.snapshot, rows=rows)
        coverage = self.source.coverage and Coverage(tuple(period for period, _ in self.dated))
        return replace(self, source=DataSource(snapshot, coverage, self.source.half))


def frame_of(source: DataSource, dated: DatedRows) -> Frame:
    """Return the rows of ``source`` as they are."""
    rows = [row for _, row in dated]
    return Frame(
        source,
        dated,
        tuple(
            Recipe(adds_up=_adds_up(column, rows, place))
            for place, column in enumerate(source.snapshot.columns)
        ),
    )


def _adds_up(column: SnapshotColumn, rows: Sequence[Cells], place: int) -> bool:
    """Tell whether ``column`` is of amounts: neither of ratios nor of years and codes."""
    if not column.is_number or "/" in column.unit.base or column.unit in _RATIOS:
        return False
    return bool(column.unit.name) or not is_code([row[place] for row in rows])


def put_together(
    frame: Frame, rows: Sequence[Cells], how: Totalling, wanted: Mapping[int, Totalling]
) -> list[Value]:
    """Return the cells of one row for ``rows``; ``wanted`` is what single columns ask for."""
    made: list[Value] = []
    for place, (column, recipe) in enumerate(zip(frame.columns, frame.recipes, strict=True)):
        asked = wanted.get(place)
        if recipe.formula is not None and asked is None:
            made.append(recipe.formula(made))
        elif asked is Totalling.NONE:
            made.append(None)
        elif column.is_number and (recipe.adds_up or asked is not None):
            made.append(_of_numbers([row[place] for row in rows], _manner(asked, how), recipe))
        elif column.is_number and column.unit.name and len(rows) > 1:
            made.append(None)
        else:
            made.append(_common([row[place] for row in rows]))
    return made


def _manner(asked: Totalling | None, how: Totalling) -> Totalling:
    """Return what the column says where it is more than that it adds up."""
    return how if asked in (None, Totalling.SUM) else asked


def _of_numbers(cells: Sequence[Value], how: Totalling, recipe: Recipe) -> Value:
    known = [cell for cell in cells if isinstance(cell, Decimal)]
    if recipe.is_strict and len(known) < len(cells):
        return None
    return of_numbers(known, how)


def of_numbers(known: Sequence[Decimal], how: Totalling) -> Decimal | None:
    """Return the one number that ``how`` makes of many."""
    if how is Totalling.COUNT:
        return Decimal(len(known))
    ordered = sorted(known)
    if not ordered or how is Totalling.NONE:
        return None
    match how:
        case Totalling.MAX | Totalling.MIN:
            return ordered[-1 if how is Totalling.MAX else 0]
        case Totalling.MEDIAN:
            middle = len(ordered) // 2
            return _mean(ordered[middle - 1 + len(ordered) % 2 : middle + 1])
        case Totalling.AVERAGE:
            return _mean(ordered)
        case Totalling.SUM:
            return reduce(EXACT.add, ordered)


def _mean(numbers: Sequence[Decimal]) -> Decimal:
    return quotient(reduce(EXACT.add, numbers), Decimal(len(numbers)))


def _common(cells: Sequence[Value]) -> Value:
    """Return what all cells say, or nothing."""
    return cells[0] if cells and all(cell == cells[0] for cell in cells) else None
