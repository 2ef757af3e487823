"""Terms: how a letter is sent, whatever it says."""

import datetime as dt

from msgspec import Struct

_WEEK_MINUTES = 7 * 24 * 60


class SendWindow(Struct, frozen=True):
    """When mail goes out: from one minute of the day to another, on some days of the week."""

    days: tuple[int, ...]
    start: int
    end: int
    zone: str

    def is_open(self, now: dt.datetime) -> bool:
        """Tell whether mail goes out at ``now``."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - few reports have a window

        here = now.astimezone(ZoneInfo(self.zone))
        minute = here.hour * 60 + here.minute
        return here.weekday() in self.days and self.start <= minute < self.end

    def opens(self, now: dt.datetime) -> dt.datetime:
        """Return the next moment at which mail goes out: ``now`` when it does."""
        moment = now
        step = dt.timedelta(minutes=1)
        for _ in range(_WEEK_MINUTES):
            if self.is_open(moment):
                return moment
            moment = moment.replace(second=0, microsecond=0) + step
        return moment


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
