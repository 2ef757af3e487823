"""Terms: how a letter is sent, whatever it says."""

import datetime as dt
from collections.abc import Callable

from msgspec import Struct

Counts = Callable[[dt.date], bool]
"""Tells whether a day is a workday."""

_LONGEST_WAIT = 60


class SendWindow(Struct, frozen=True):
    """When mail goes out: from one minute of the day to another, perhaps on workdays only."""

    on_workdays: bool
    start: int
    end: int
    zone: str

    def is_open(self, now: dt.datetime, counts: Counts) -> bool:
        """Tell whether mail goes out at ``now``."""
        here = self._here(now)
        minute = here.hour * 60 + here.minute
        return self._has(here.date(), counts) and self.start <= minute < self.end

    def opens(self, now: dt.datetime, counts: Counts) -> dt.datetime:
        """Return the next moment at which mail goes out: ``now`` when it does."""
        here = self._here(now)
        if self.is_open(now, counts):
            return here
        start = here.replace(hour=0, minute=0, second=0, microsecond=0)
        for days in range(_LONGEST_WAIT):
            day = start + dt.timedelta(days=days)
            opening = day + dt.timedelta(minutes=self.start)
            if opening > here and self._has(day.date(), counts):
                return opening
        return here

    def _here(self, now: dt.datetime) -> dt.datetime:
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - few reports have a window

        return now.astimezone(ZoneInfo(self.zone))

    def _has(self, day: dt.date, counts: Counts) -> bool:
        return not self.on_workdays or counts(day)


class Terms(Struct, frozen=True):
    """How a letter is sent: how fast, when, to whom at most."""

    per_minute: int = 0
    per_day: int = 0
    window: SendWindow | None = None
    domains: tuple[str, ...] = ()
    approve: tuple[str, ...] = ()
    """The offices that have to let it go out."""
    author: str = ""
    """Who wrote it, and so approves nothing of it."""
    series: str = ""
    """Where a reader asks to get no more of it: a mailbox or an address."""
