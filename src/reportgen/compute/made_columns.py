"""Columns that a table or a chart computes: changes, sums to date, shares, ranks, formulas."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from reportgen.compute.algebra import EXACT, UnitsDifferError, quotient
from reportgen.compute.frame import Frame, Recipe
from reportgen.compute.measures import turn_words
from reportgen.compute.request import Comparison
from reportgen.compute.row_formula import with_formula
from reportgen.compute.sources import Sources
from reportgen.diag import Code, Sink
from reportgen.model.facts import NO_UNIT, SnapshotColumn, Value
from reportgen.model.period import Grain, Period
from reportgen.model.report import MadeColumn, Making
from reportgen.zh.units import PERCENT, POINTS, TIMES, convert

FROM_HISTORY = frozenset({Making.YOY, Making.QOQ, Making.YTD, Making.FORMULA})
"""What is computed of all rows up to the report's period, before any is left out."""
_TURNS = frozenset({"扭亏为盈", "由盈转亏", "减亏", "增亏", "持平"})
_HUNDRED = Decimal(100)
_NOTHING = Decimal(0)
_COUNTED = (Grain.HALF, Grain.QUARTER, Grain.MONTH)


class Maker:
    """Adds made columns to a frame; what cannot be made is a finding."""

    def __init__(self, sources: Sources, sink: Sink) -> None:
        self._sources = sources
        self._sink = sink

    def add(self, frame: Frame, made: MadeColumn) -> Frame | None:
        """Return ``frame`` with one column more."""
        if made.making is Making.FORMULA:
            return self._of_formula(frame, made)
        column = self._sources.column(frame.source, made.formula, made.span)
        if column is None:
            return None
        if not column.is_number:
            cells = (row[frame.columns.index(column)] for _, row in frame.dated)
            found = next((str(cell) for cell in cells if cell is not None), "—")
            self._sink.add(Code.COLUMN_OF_WORDS, made.span, column=column.name, found=found)
            return None
        place = frame.columns.index(column)
        if made.making in _OF_ROWS:
            return _OF_ROWS[made.making](frame, made, place)
        return self._of_history(frame, made, place)

    def _of_formula(self, frame: Frame, made: MadeColumn) -> Frame | None:
        try:
            return with_formula(frame, made, self._sources, self._sink)
        except UnitsDifferError as fault:
            left, right = fault.left.name or "—", fault.right.name or "—"
            self._sink.add(Code.UNIT_MISMATCH, made.span, name=made.label, left=left, right=right)
            return None

    def _of_history(self, frame: Frame, made: MadeColumn, place: int) -> Frame | None:
        if frame.source.coverage is None:
            name = frame.source.snapshot.name
            self._sink.add(Code.NO_PERIODS, made.span, source=name, option=made.making)
            return None
        names = _names(frame)
        keys = [(period, name) for (period, _), name in zip(frame.dated, names, strict=True)]
        twice = next((key for key, n in Counter(keys).items() if n > 1 and key[0]), None)
        if twice is not None:
            source, name = frame.source.snapshot.name, "、".join([str(twice[0]), *twice[1]])
            self._sink.add(
                Code.ROWS_NOT_APART, made.span, source=source, name=name, option=made.making
            )
            return None
        if made.making is Making.YTD:
            return _with_sums_to_date(frame, made, place, names)
        return self._with_change(frame, made, place, names)

    def _with_change(
        self, frame: Frame, made: MadeColumn, place: int, names: Sequence[tuple[str, ...]]
    ) -> Frame:
        comparison = Comparison(made.making)
        column, days = frame.columns[place], self._sources.days
        known = {
            (period, name): row[place]
            for (period, row), name in zip(frame.dated, names, strict=True)
        }
        bases = [
            known.get((comparison.base(period, days), name)) if period else None
            for (period, _), name in zip(frame.dated, names, strict=True)
        ]
        hidden = SnapshotColumn(f"{made.name}|base", f"{made.name}|base", column.unit, True)  # noqa: FBT003 - a fact
        recipe = Recipe(adds_up=frame.recipes[place].adds_up, is_strict=True)
        with_base = frame.with_column(hidden, bases, recipe)
        at = len(with_base.columns) - 1
        is_ratio = column.unit in (PERCENT, TIMES) or column.unit == POINTS
        change = _points if is_ratio else _rate

        def formula(row: Sequence[Value]) -> Value:
            now, base = row[place], row[at]
            if not isinstance(now, Decimal) or not isinstance(base, Decimal):
                return None
            return change(now, base, comparison, column)

        cells = [formula(row) for _, row in with_base.dated]
        unit = POINTS if is_ratio else PERCENT
        shown = SnapshotColumn(made.name, made.label, unit, True)  # noqa: FBT003 - a fact
        return with_base.with_column(shown, cells, Recipe(formula=formula))


def _points(now: Decimal, base: Decimal, _: Comparison, column: SnapshotColumn) -> Value:
    return convert(EXACT.subtract(now, base), column.unit, POINTS)


def _rate(now: Decimal, base: Decimal, comparison: Comparison, _: SnapshotColumn) -> Value:
    """Return the rate of change in per cent; words where a loss leaves none."""
    if base > 0 and now >= 0:
        return quotient(EXACT.multiply(EXACT.subtract(now, base), _HUNDRED), base)
    words = turn_words(base, now, comparison)
    return words if words in _TURNS else None


def _names(frame: Frame) -> list[tuple[str, ...]]:
    """Return what tells rows of one period apart: as few columns of words as it takes."""
    snapshot = frame.source.snapshot
    period = snapshot.column(snapshot.period_column)
    names: list[tuple[str, ...]] = [()] * len(frame.dated)
    periods = [each for each, _ in frame.dated]
    for place, column in enumerate(frame.columns):
        if len(set(zip(periods, names, strict=True))) == len(names):
            break
        if column.is_number or column == period:
            continue
        cells = frame.cells(place)
        names = [(*name, str(cell or "")) for name, cell in zip(names, cells, strict=True)]
    return names


def _with_sums_to_date(
    frame: Frame, made: MadeColumn, place: int, names: Sequence[tuple[str, ...]]
) -> Frame:
    """Add the sum from the first day of the year; nothing where a part of it lacks."""
    sums: dict[tuple[int, Grain, tuple[str, ...]], list[Decimal]] = defaultdict(list)
    cells: list[Value] = [None] * len(names)
    order = sorted(
        (period.end, at) for at, (period, _) in enumerate(frame.dated) if period is not None
    )
    for _, at in order:
        period, row = frame.dated[at]
        value = row[place]
        if period is None or not isinstance(value, Decimal):
            continue
        if period.is_to_date:
            cells[at] = value
            continue
        parts = sums[period.year, period.grain, names[at]]
        parts.append(value)
        if period.grain not in _COUNTED or len(parts) == period.ordinal:
            cells[at] = reduce(EXACT.add, parts)
    column = frame.columns[place]
    shown = SnapshotColumn(made.name, made.label, column.unit, True)  # noqa: FBT003 - a fact
    return frame.with_column(shown, cells, Recipe())


def _with_shares(frame: Frame, made: MadeColumn, place: int) -> Frame:
    wholes: dict[Period | None, Decimal] = defaultdict(Decimal)
    key = _apart(frame)
    for period, row in frame.dated:
        value = row[place]
        if isinstance(value, Decimal):
            wholes[key(period)] = EXACT.add(wholes[key(period)], value)
    cells: list[Value] = []
    for period, row in frame.dated:
        value, whole = row[place], wholes[key(period)]
        is_known = isinstance(value, Decimal) and whole > 0
        cells.append(
            quotient(EXACT.multiply(value, _HUNDRED), whole)
            if is_known and isinstance(value, Decimal)
            else None
        )
    shown = SnapshotColumn(made.name, made.label, PERCENT, True)  # noqa: FBT003 - a fact
    return frame.with_column(shown, cells, Recipe(adds_up=True))


def _with_ranks(frame: Frame, made: MadeColumn, place: int) -> Frame:
    """Add the places by size; equals share one, and the next is left out."""
    key = _apart(frame)
    values: dict[Period | None, list[Decimal]] = defaultdict(list)
    for period, row in frame.dated:
        value = row[place]
        if isinstance(value, Decimal):
            values[key(period)].append(value)
    places: dict[tuple[Period | None, Decimal], int] = {}
    for period, known in values.items():
        for at, value in enumerate(sorted(known, reverse=True), 1):
            places.setdefault((period, value), at)
    cells: list[Value] = []
    for period, row in frame.dated:
        value = row[place]
        cells.append(Decimal(places[key(period), value]) if isinstance(value, Decimal) else None)
    shown = SnapshotColumn(made.name, made.label, NO_UNIT, True)  # noqa: FBT003 - a fact
    return frame.with_column(shown, cells, Recipe())


def _apart(frame: Frame) -> Callable[[Period | None], Period | None]:
    """Return what rows are weighed against: their period's where there are several in it."""
    periods = [period for period, _ in frame.dated]
    if len(set(periods)) < len(periods):
        return lambda period: period
    return lambda _: None


def _with_running(frame: Frame, made: MadeColumn, place: int) -> Frame:
    """Add the sums of all rows so far, anew in each group."""
    cells: list[Value] = []
    running = _NOTHING
    for at, (_, row) in enumerate(frame.dated):
        value = row[place]
        running = _NOTHING if at in frame.groups else running
        if isinstance(value, Decimal):
            running = EXACT.add(running, value)
        cells.append(running if isinstance(value, Decimal) else None)
    shown = SnapshotColumn(made.name, made.label, frame.columns[place].unit, True)  # noqa: FBT003 - a fact
    return frame.with_column(shown, cells, Recipe())


_OF_ROWS: Mapping[Making, Callable[[Frame, MadeColumn, int], Frame]] = {
    Making.SHARE: _with_shares,
    Making.RANK: _with_ranks,
    Making.RUNNING: _with_running,
}
"""What is computed of the rows that are shown."""
