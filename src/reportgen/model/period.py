"""Period: the year, half, quarter or month that a number speaks of."""

import calendar
import datetime as dt
import re
from enum import Enum

from msgspec import Struct


class Grain(Enum):
    """How long a period is; the value is how many of it make a year."""

    YEAR = 1
    HALF = 2
    QUARTER = 4
    MONTH = 12


_SHAPES = (
    (Grain.YEAR, re.compile(r"(\d{4})年?(?:度)?")),
    (Grain.HALF, re.compile(r"(\d{4})H([12])")),
    (Grain.QUARTER, re.compile(r"(\d{4})Q([1-4])")),
    (Grain.MONTH, re.compile(r"(\d{4})-(0[1-9]|1[0-2])")),
)


class Period(Struct, frozen=True, gc=False):
    """``2024``, ``2024H1``, ``2024Q3`` or ``2024-11``; ``ordinal`` counts from 1 in the year."""

    year: int
    ordinal: int
    grain: Grain

    @classmethod
    def parse(cls, text: str) -> "Period | None":
        """Return the period ``text`` names, or nothing when it names none."""
        for grain, shape in _SHAPES:
            match = shape.fullmatch(text.strip())
            if match:
                ordinal = int(match[2]) if grain is not Grain.YEAR else 1
                return cls(int(match[1]), ordinal, grain)
        return None

    def previous(self) -> "Period":
        """Return the period just before this one."""
        if self.ordinal > 1:
            return Period(self.year, self.ordinal - 1, self.grain)
        return Period(self.year - 1, self.grain.value, self.grain)

    def year_ago(self) -> "Period":
        """Return the same period of the year before."""
        return Period(self.year - 1, self.ordinal, self.grain)

    def contains(self, other: "Period") -> bool:
        """Tell whether ``other`` lies within this period."""
        return self.start <= other.start and other.end <= self.end

    @property
    def start(self) -> dt.date:
        """The first day."""
        months = 12 // self.grain.value
        return dt.date(self.year, (self.ordinal - 1) * months + 1, 1)

    @property
    def end(self) -> dt.date:
        """The last day."""
        month = self.ordinal * (12 // self.grain.value)
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        match self.grain:
            case Grain.YEAR:
                return str(self.year)
            case Grain.HALF:
                return f"{self.year}H{self.ordinal}"
            case Grain.QUARTER:
                return f"{self.year}Q{self.ordinal}"
            case Grain.MONTH:
                return f"{self.year}-{self.ordinal:02}"
