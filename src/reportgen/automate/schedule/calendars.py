"""Calendars: which days are workdays or trading days, and of which years nobody knows it."""

import datetime as dt
import warnings
from collections.abc import Callable, Mapping

from msgspec import Struct

from reportgen.model.artifact import Cache
from reportgen.model.report import DayKind, OwnDays

_FIRST_YEAR = 2020
_SATURDAY = 5


class KnownYears(Struct, frozen=True):
    """The days of some years that are not as their weekday says, and where this is known from."""

    odd: frozenset[dt.date]
    years: frozenset[int]
    origin: str

    def knows(self, year: int) -> bool:
        """Tell whether the official days of ``year`` are known."""
        return year in self.years


class Calendar:
    """The days of one kind; the author's own days go first, a year nobody knows by weekdays."""

    def __init__(self, kind: DayKind, own: OwnDays, known: KnownYears) -> None:
        self.kind = kind
        self._free = frozenset(own.free)
        self._worked = frozenset(own.worked) if kind is DayKind.WORKDAY else frozenset()
        self._known = known
        self._own_years = {day.year for day in (*own.free, *own.worked)}

    @property
    def origin(self) -> str:
        """Where the days are known from, and how far."""
        return self._known.origin

    def has(self, day: dt.date) -> bool:
        """Tell whether ``day`` counts."""
        if day in self._worked:
            return True
        if day in self._free:
            return False
        return (day.weekday() < _SATURDAY) is not (day in self._known.odd)

    def knows(self, year: int) -> bool:
        """Tell whether the days of ``year`` are known, from the package or from the author."""
        return self._known.knows(year) or year in self._own_years


def known_years(kind: DayKind, cache: Cache) -> KnownYears:
    """Return what the package for ``kind`` knows; to load it takes long, so ``cache`` keeps it."""
    from importlib import metadata  # noqa: PLC0415 - few schedules count such days

    package, load = _PACKAGES[kind]
    try:
        version = metadata.version(package)
    except metadata.PackageNotFoundError:
        return KnownYears(frozenset(), frozenset(), f"{package} 没有安装（not installed）")
    key = f"calendar {package} {version}".encode()
    text = cache.get(key)
    if text is None:
        try:
            with warnings.catch_warnings(action="ignore"):  # of pandas, to the package's makers
                last, odd = load()
        except (ImportError, AttributeError, TypeError, ValueError, LookupError) as fault:
            return KnownYears(frozenset(), frozenset(), f"{package} {version}：{fault}")
        text = "\n".join([str(last), *map(str, sorted(odd))]).encode()
        cache.put(key, text)
    words = text.decode().split()
    last = int(words[0])
    return KnownYears(
        frozenset(map(dt.date.fromisoformat, words[1:])),
        frozenset(range(_FIRST_YEAR, last + 1)),
        f"{package} {version}：…–{last}",
    )


def _workdays() -> tuple[int, set[dt.date]]:
    """Return the last year of chinesecalendar, and the days not as their weekday says."""
    import chinese_calendar  # noqa: PLC0415 - an extra

    odd: set[dt.date] = set()
    year = _FIRST_YEAR
    while True:
        day = dt.date(year, 1, 1)
        try:
            while day.year == year:
                if chinese_calendar.is_workday(day) is not (day.weekday() < _SATURDAY):
                    odd.add(day)
                day += dt.timedelta(days=1)
        except NotImplementedError:
            return year - 1, odd
        year += 1


def _trading_days() -> tuple[int, set[dt.date]]:
    """Return the last whole year of exchange_calendars, and the weekdays without a session."""
    import exchange_calendars  # noqa: PLC0415 - an extra

    first = dt.date(_FIRST_YEAR, 1, 1)
    calendar = exchange_calendars.get_calendar("XSHG", start=str(first))
    sessions = {moment.date() for moment in calendar.sessions}
    end = max(sessions)
    last = end.year if (end.month, end.day) >= (12, 25) else end.year - 1
    days = (first + dt.timedelta(days=n) for n in range((dt.date(last, 12, 31) - first).days + 1))
    return last, {day for day in days if (day.weekday() < _SATURDAY) is not (day in sessions)}


_PACKAGES: Mapping[DayKind, tuple[str, Callable[[], tuple[int, set[dt.date]]]]] = {
    DayKind.WORKDAY: ("chinesecalendar", _workdays),
    DayKind.TRADING_DAY: ("exchange_calendars", _trading_days),
}
