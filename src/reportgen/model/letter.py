"""Letter: what a report says to its readers by mail, every number filled in."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from reportgen.model.document import Blocks

_DAY = 7


class OnEmpty(StrEnum):
    """What becomes of an issue without data."""

    HOLD = "hold"
    SKIP = "skip"
    SEND = "send"


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
        for _ in range(_DAY * 24 * 60):
            if self.is_open(moment):
                return moment
            moment = moment.replace(second=0, microsecond=0) + step
        return moment


class Terms(Struct, frozen=True):
    """How a letter is sent: how fast, when, to whom at most, and what if there is no data."""

    per_minute: int = 0
    per_day: int = 0
    window: SendWindow | None = None
    domains: tuple[str, ...] = ()
    on_empty: OnEmpty = OnEmpty.HOLD
    series: str = ""
    """Where a reader asks to get no more of it: a mailbox or an address."""


class Letter(Struct, frozen=True, gc=False):
    """One letter to several recipients, each of whom gets a message of his own."""

    server: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    blocks: Blocks
    attach: tuple[str, ...]
    attachment: str
    """The attached files' name without its ending; nothing: as in the folder."""
    max_bytes: int
    copies: tuple[str, ...] = ()
    """Who gets a copy that the others see (Cc)."""
    blind: tuple[str, ...] = ()
    """Who gets a copy that the others do not see (Bcc)."""
    group: str = ""
    """Letters of one group to one mailbox go in one message."""
    terms: Terms = Terms()
