"""Period: the year, half, quarter, month, week or day that a number speaks of."""

import datetime as dt
from enum import Enum

from msgspec import Struct

from reportgen.model.pattern import pattern


class Grain(Enum):
    """How long a period is; the value is about how many of it make a year."""

    YEAR = 1
    HALF = 2
    QUARTER = 4
    MONTH = 12
    WEEK = 52
    DAY = 365


_IN_MONTHS = {Grain.YEAR: 12, Grain.HALF: 6, Grain.QUARTER: 3, Grain.MONTH: 1}
_DECEMBER = 12
_WORDS = str.maketrans({"上": "1", "下": "2", "一": "1", "二": "2", "三": "3", "四": "4"})
_MONTH = r"(0?[1-9]|1[0-2])"
_SHAPES = (
    (Grain.YEAR, pattern(r"(\d{4})年?(?:度)?")),
    (Grain.HALF, pattern(r"(\d{4})[Hh]([12])|(\d{4})年([上下])半年")),
    (Grain.QUARTER, pattern(r"(\d{4})[-年]?[Qq]([1-4])|(\d{4})年第?([一二三四1-4])季度?")),
    (Grain.MONTH, pattern(rf"(\d{{4}})-(0[1-9]|1[0-2])|(\d{{4}})[年/]{_MONTH}月?")),
    (Grain.MONTH, pattern(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")),
    (Grain.WEEK, pattern(r"(\d{4})-?[Ww](\d{1,2})|(\d{4})年第(\d{1,2})周")),
)
_DAY = pattern(
    rf"(\d{{4}})(?:-(\d\d)-(\d\d)|/{_MONTH}/(\d{{1,2}})|年{_MONTH}月(\d{{1,2}})日)"
    r"|((?:19|20)\d\d)(\d\d)(\d\d)"
)
_TO_DATE = pattern(
    rf"(?P<end>\d{{4}}\S+)(?:累计|YTD)|(?P<year>\d{{4}})年(?:前三季度|1[-—–~～至]{_MONTH}月)"
)


class Period(Struct, frozen=True, gc=False):
    """``2024``, ``2024H1``, ``2024Q3``, ``2024-11``, ``2024W45`` or ``2024-11-08``.

    ``ordinal`` counts from 1 in the year; weeks and their years are those of ISO 8601.
    """

    year: int
    ordinal: int
    grain: Grain
    is_to_date: bool = False
    """Whether it runs from the first day of the year: ``2024Q3YTD`` is the first nine months."""

    @classmethod
    def parse(cls, text: str) -> "Period | None":
        """Return the period ``text`` names, or nothing when it names none."""
        text = text.strip()
        for grain, shape in _SHAPES:
            match = shape.fullmatch(text)
            if match:
                year, *rest = [word for word in match.groups() if word]
                ordinal = int(rest[0].translate(_WORDS)) if rest else 1
                return _existing(int(year), ordinal, grain)
        return _day(text) or _to_date(text)

    @classmethod
    def around(cls, day: dt.date, grain: Grain) -> "Period":
        """Return the period of ``grain`` that ``day`` lies in."""
        if grain is Grain.WEEK:
            year, week, _ = day.isocalendar()
            return cls(year, week, grain)
        if grain is Grain.DAY:
            return cls(day.year, day.timetuple().tm_yday, grain)
        return cls(day.year, (day.month - 1) // _IN_MONTHS[grain] + 1, grain)

    def previous(self) -> "Period":
        """Return the period just before this one."""
        if self.ordinal > 1:
            return Period(self.year, self.ordinal - 1, self.grain, self.is_to_date)
        last = _last_ordinal(self.year - 1, self.grain)
        return Period(self.year - 1, last, self.grain, self.is_to_date)

    def following(self) -> "Period":
        """Return the period just after this one."""
        if self.ordinal < _last_ordinal(self.year, self.grain):
            return Period(self.year, self.ordinal + 1, self.grain, self.is_to_date)
        return Period(self.year + 1, 1, self.grain, self.is_to_date)

    def year_ago(self) -> "Period":
        """Return the same period of the year before; 29 February and week 53 have none of it."""
        year = self.year - 1
        if self.grain is Grain.DAY:
            last = _month_end(year, self.end.month)
            day = last.replace(day=min(self.end.day, last.day))
            return Period(year, day.timetuple().tm_yday, self.grain, self.is_to_date)
        ordinal = min(self.ordinal, _last_ordinal(year, self.grain))
        return Period(year, ordinal, self.grain, self.is_to_date)

    def to_date(self) -> "Period":
        """Return the year up to the end of this period, by its shortest name: 2024H1, 2024."""
        whole = Period(self.year, 1, Grain.YEAR)
        first = Period(self.year, 1, self.grain)
        half = Period(self.year, 1, Grain.HALF)
        by_days = self.grain in (Grain.WEEK, Grain.DAY)
        for plain in (first, half, whole):
            if not by_days and plain.end == self.end:
                return plain
        return Period(self.year, self.ordinal, self.grain, is_to_date=True)

    def contains(self, other: "Period") -> bool:
        """Tell whether ``other`` lies within this period."""
        return self.start <= other.start and other.end <= self.end

    @property
    def start(self) -> dt.date:
        """The first day."""
        if self.grain is Grain.WEEK:
            first = 1 if self.is_to_date else self.ordinal
            return dt.date.fromisocalendar(self.year, first, 1)
        new_year = dt.date(self.year, 1, 1)
        if self.is_to_date:
            return new_year
        if self.grain is Grain.DAY:
            return new_year + dt.timedelta(self.ordinal - 1)
        return dt.date(self.year, (self.ordinal - 1) * _IN_MONTHS[self.grain] + 1, 1)

    @property
    def end(self) -> dt.date:
        """The last day."""
        if self.grain is Grain.WEEK:
            return dt.date.fromisocalendar(self.year, self.ordinal, 7)
        if self.grain is Grain.DAY:
            return dt.date(self.year, 1, 1) + dt.timedelta(self.ordinal - 1)
        month = self.ordinal * _IN_MONTHS[self.grain]
        return _month_end(self.year, month)

    def __str__(self) -> str:
        return self._plain + "YTD" * self.is_to_date

    @property
    def _plain(self) -> str:
        match self.grain:
            case Grain.YEAR:
                return f"{self.year:04}"
            case Grain.HALF:
                return f"{self.year:04}H{self.ordinal}"
            case Grain.QUARTER:
                return f"{self.year:04}Q{self.ordinal}"
            case Grain.MONTH:
                return f"{self.year:04}-{self.ordinal:02}"
            case Grain.WEEK:
                return f"{self.year:04}W{self.ordinal:02}"
            case Grain.DAY:
                return self.end.isoformat()


def _last_ordinal(year: int, grain: Grain) -> int:
    """Return how many periods of ``grain`` a year has."""
    if grain is Grain.WEEK:  # 28 December is always in the last one (ISO 8601)
        return dt.date(year, 12, 28).isocalendar().week
    if grain is Grain.DAY:
        return _month_end(year, _DECEMBER).timetuple().tm_yday
    return int(grain.value)


def _month_end(year: int, month: int) -> dt.date:
    """Return the last day of ``month``."""
    if month == _DECEMBER:  # the calendar may end with it
        return dt.date(year, month, 31)
    return dt.date(year, month + 1, 1) - dt.timedelta(1)


def _existing(year: int, ordinal: int, grain: Grain) -> Period | None:
    """Return the period, if the calendar has it and the ones beside it."""
    if not dt.MINYEAR + 1 < year < dt.MAXYEAR or not 1 <= ordinal <= _last_ordinal(year, grain):
        return None
    return Period(year, ordinal, grain)


def _day(text: str) -> Period | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(word) for word in match.groups() if word)
    try:
        there = _existing(year, 1, Grain.YEAR)
        return Period.around(dt.date(year, month, day), Grain.DAY) if there else None
    except ValueError:
        return None


def _to_date(text: str) -> Period | None:
    match = _TO_DATE.fullmatch(text)
    if match is None:
        return None
    if match["end"]:
        end = Period.parse(match["end"])
    else:
        months = int(match[3]) if match[3] else 9
        grain = Grain.MONTH if match[3] else Grain.QUARTER
        end = _existing(int(match["year"]), months if match[3] else 3, grain)
    return end.to_date() if end and not end.is_to_date else None
