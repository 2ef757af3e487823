"""Periods: which a word means, which rows of a source speak of one, which the report is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.model.facts import Snapshot, Value
from reportgen.model.period import Grain, Period

_THIS, _BEFORE, _YEAR_AGO = "本期", "上期", "去年同期"
_THIS_YEAR, _LAST_YEAR = "本年", "上年"
RELATIVE_WORDS = (_THIS, _BEFORE, _YEAR_AGO, _THIS_YEAR, _LAST_YEAR)
"""Words that mean a period only when the report has one."""


def period_of_word(word: str, now: Period) -> Period | None:
    """Return the period that ``word`` (上期, 2022, 2024Q3) means when it is ``now``."""
    if word == _THIS:
        return now
    if word == _BEFORE:
        return now.previous()
    if word == _YEAR_AGO:
        return now.year_ago()
    if word == _THIS_YEAR:
        return Period(now.year, 1, Grain.YEAR)
    if word == _LAST_YEAR:
        return Period(now.year - 1, 1, Grain.YEAR)
    return Period.parse(word)


@dataclass(frozen=True)
class Coverage:
    """The periods of a source, one a row; nothing where a row names none."""

    rows: tuple[Period | None, ...]

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods there are, oldest first, each once."""
        found = {period for period in self.rows if period}
        return tuple(sorted(found, key=lambda p: (p.end, p.start)))

    def parts_of(self, asked: Period) -> tuple[Period, ...]:
        """Return ``asked`` itself, or the finer periods that fill it without a gap, or none."""
        if asked in self.periods:
            return (asked,)
        for grain in sorted(Grain, key=lambda g: g.value):
            parts = tuple(p for p in self.periods if p.grain is grain and asked.contains(p))
            if len(parts) * asked.grain.value == grain.value:
                return parts
        return ()

    def touches(self, asked: Period) -> bool:
        """Tell whether some row speaks of a part of ``asked``."""
        return any(asked.contains(period) for period in self.periods)

    def last_filled(self, grain: Grain) -> tuple[Period, ...]:
        """Return the periods of ``grain`` that are filled, oldest first."""
        wide = {
            _around(period, grain) for period in self.periods if period.grain.value >= grain.value
        }
        return tuple(p for p in sorted(wide, key=lambda p: p.end) if self.parts_of(p))

    @property
    def grain(self) -> Grain | None:
        """The longest period that a row stands for."""
        return min((p.grain for p in self.periods), key=lambda g: g.value, default=None)

    def __str__(self) -> str:
        if not self.periods:
            return "—"
        first, last = self.periods[0], self.periods[-1]
        return str(first) if first == last else f"{first}—{last}"


def coverage_of(snapshot: Snapshot) -> Coverage | None:
    """Return the periods of ``snapshot``, or nothing when it has no column of periods."""
    names = [column.name for column in snapshot.columns]
    column = snapshot.column(snapshot.period_column) if snapshot.period_column else None
    if column is None:
        return None
    index = names.index(column.name)
    return Coverage(tuple(period_in_cell(row[index]) for row in snapshot.rows))


def period_in_cell(cell: Value) -> Period | None:
    """Return the period a cell names; a year may have been read as a number."""
    if isinstance(cell, Decimal):
        return Period.parse(f"{cell:f}")
    return Period.parse(cell) if cell else None


def last_common_period(coverages: Sequence[Coverage]) -> Period | None:
    """Return the last period that every one of ``coverages`` fills.

    Its grain is the coarsest of theirs: quarters add up to a year, a year has no quarters.
    """
    grains = [c.grain for c in coverages if c.grain]
    if not grains or len(grains) < len(coverages):
        return None
    grain = min(grains, key=lambda g: g.value)
    common = _common(coverage.last_filled(grain) for coverage in coverages)
    return common[-1] if common else None


def _common(lists: Iterable[tuple[Period, ...]]) -> tuple[Period, ...]:
    first, *others = lists
    return tuple(p for p in first if all(p in other for other in others))


def _around(period: Period, grain: Grain) -> Period:
    ordinal = (period.ordinal - 1) * grain.value // period.grain.value + 1
    return Period(period.year, ordinal, grain)
