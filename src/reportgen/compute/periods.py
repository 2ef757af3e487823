"""Periods: which a word means, which rows of a source speak of one, which the report is about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from reportgen.model.facts import Snapshot, Value
from reportgen.model.period import Grain, Period

_LONGEST_CLOSE = 12
"""Days an exchange may be shut in a row: the Spring Festival with its weekends, and one spare."""
_SATURDAY = 5
_MOST_RUNS_SHOWN = 4


class Days(Struct, frozen=True):
    """The days that a report's data speak of: its trading days, for want of a calendar."""

    days: tuple[Period, ...] = ()

    def before(self, period: Period) -> Period:
        """Return the period before; of a day, the last one there are data for."""
        return self._nearest(period.previous())

    def year_before(self, period: Period) -> Period:
        """Return the same period a year ago; of a day, the last one there are data for."""
        return self._nearest(period.year_ago())

    def _nearest(self, period: Period) -> Period:
        if period.grain is not Grain.DAY or period.is_to_date or period in self.days:
            return period
        past = [day for day in self.days if day.end < period.end]
        return max(past, key=lambda day: day.end, default=period)


_Meaning = Callable[[Period, Days], Period]
_MEANINGS: tuple[tuple[str, _Meaning], ...] = (
    ("本期 this", lambda now, _: now),
    ("上期 previous", lambda now, days: days.before(now)),
    ("去年同期 上年同期 year_ago", lambda now, days: days.year_before(now)),
    ("本年 今年 this_year", lambda now, _: Period(now.year, 1, Grain.YEAR)),
    ("上年 去年 last_year", lambda now, _: Period(now.year - 1, 1, Grain.YEAR)),
    ("本年累计 今年以来 ytd", lambda now, _: now.to_date()),
    ("上年累计 去年累计 last_ytd", lambda now, _: now.to_date().year_ago()),
)
RELATIVE_WORDS: Mapping[str, _Meaning] = {
    word: meaning for words, meaning in _MEANINGS for word in words.split()
}
"""Words that mean a period only when the report has one."""


def period_of_word(word: str, now: Period, days: Days) -> Period | None:
    """Return the period that ``word`` (上期, 2022, 2024Q3) means when it is ``now``."""
    meaning = RELATIVE_WORDS.get(word)
    return Period.parse(word) if meaning is None else meaning(now, days)


@dataclass(frozen=True)
class Coverage:
    """The periods of a source, one a row; nothing where a row names none."""

    rows: tuple[Period | None, ...]

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods there are, oldest first, each once."""
        found = {period for period in self.rows if period}
        return tuple(sorted(found, key=lambda p: (p.end, p.start)))

    def row_count(self, asked: Iterable[Period]) -> int:
        """Return how many rows speak of the periods ``asked``."""
        return sum(self._counts[period] for period in asked)

    @cached_property
    def _counts(self) -> Counter[Period | None]:
        return Counter(self.rows)

    @cached_property
    def _known(self) -> frozenset[Period]:
        return frozenset(self.periods)

    def parts_of(self, asked: Period) -> tuple[Period, ...]:
        """Return ``asked`` itself, or the finer periods that fill it without a gap, or none."""
        if asked in self._known:
            return (asked,)
        inside = [p for p in self.periods if asked.contains(p) and not p.is_to_date]
        for grain in Grain:
            parts = tuple(p for p in inside if p.grain is grain)
            if parts and (_tile(parts, asked) or self._are_its_trading_days(parts, asked)):
                return parts
        return ()

    def _are_its_trading_days(self, parts: tuple[Period, ...], asked: Period) -> bool:
        """Tell whether ``parts`` are the days of ``asked`` on which an exchange was open.

        None of them is at a weekend, no gap is longer than a holiday, and the data go on to the
        end of ``asked``.
        """
        if parts[0].grain is not Grain.DAY or any(p.end.weekday() >= _SATURDAY for p in parts):
            return False
        ends = [asked.start, *(p.end for p in parts), asked.end]
        if any((after - before).days > _LONGEST_CLOSE for before, after in pairwise(ends)):
            return False
        last_weekday = min(asked.end.weekday(), _SATURDAY - 1) - asked.end.weekday()
        goes_on = self.periods[-1].end > asked.end
        return goes_on or (parts[-1].end - asked.end).days >= last_weekday

    def touches(self, asked: Period) -> bool:
        """Tell whether some row speaks of a part of ``asked``."""
        return any(asked.contains(period) for period in self.periods)

    def last_filled(self, grain: Grain) -> tuple[Period, ...]:
        """Return the periods of ``grain`` that are filled, oldest first."""
        wide = {
            Period.around(period.end if period.is_to_date else period.start, grain)
            for period in self.periods
            if period.grain.value >= grain.value
        }
        return tuple(p for p in sorted(wide, key=lambda p: p.end) if self.fills(p))

    def fills(self, asked: Period) -> bool:
        """Tell whether the rows speak of all of ``asked``."""
        return bool(self.parts_of(asked)) or asked.to_date() in self._known

    @property
    def grain(self) -> Grain | None:
        """The longest period that a row stands for."""
        return min((p.grain for p in self.periods), key=lambda g: g.value, default=None)

    def __str__(self) -> str:
        if not self.periods:
            return "—"
        runs = list(self._runs()) if self._has_counted_gaps else [self.periods]
        if len(runs) > _MOST_RUNS_SHOWN:
            runs = [self.periods]
        return "、".join(
            str(run[0]) if run[0] == run[-1] else f"{run[0]}—{run[-1]}" for run in runs
        )

    @property
    def _has_counted_gaps(self) -> bool:
        """Whether one that is missing is missed: days are, at every weekend, and weeks often."""
        grains = {period.grain for period in self.periods}
        return len(grains) == 1 and not grains & {Grain.DAY, Grain.WEEK}

    def _runs(self) -> Iterator[tuple[Period, ...]]:
        """Yield the periods that follow each other without a gap."""
        start = 0
        for place in range(1, len(self.periods) + 1):
            before = self.periods[place - 1]
            if place == len(self.periods) or before.following() != self.periods[place]:
                yield self.periods[start:place]
                start = place


def coverage_of(snapshot: Snapshot) -> Coverage | None:
    """Return the periods of ``snapshot``, or nothing when it has no column of periods."""
    names = [column.name for column in snapshot.columns]
    column = snapshot.column(snapshot.period_column) if snapshot.period_column else None
    if column is None:
        return None
    if snapshot.large is not None:
        return Coverage(tuple(period_in_cell(cell) for cell in snapshot.large.periods))
    index = names.index(column.name)
    cells = [row[index] for row in snapshot.rows]
    known = {cell: period_in_cell(cell) for cell in dict.fromkeys(cells)}
    return Coverage(tuple(known[cell] for cell in cells))


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


def _tile(parts: Sequence[Period], asked: Period) -> bool:
    """Tell whether ``parts`` fill ``asked`` from its first to its last day."""
    joints = all((after.start - before.end).days == 1 for before, after in pairwise(parts))
    return joints and (parts[0].start, parts[-1].end) == (asked.start, asked.end)
