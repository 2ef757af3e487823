"""What report.yaml declares of running by itself: cron lines, the days they count on."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from reportgen.diag import Span


class CatchUp(StrEnum):
    """What happens to occurrences that were missed while nothing ran."""

    LATEST = "latest"
    ALL = "all"
    NONE = "none"


class Action(StrEnum):
    """What an occurrence does."""

    BUILD = "build"
    SEND = "send"


class DayKind(StrEnum):
    """Whose days count."""

    WORKDAY = "workday"
    TRADING_DAY = "trading_day"


class OnHoliday(StrEnum):
    """What becomes of an occurrence whose day does not count."""

    SKIP = "skip"
    NEXT = "next"
    PREVIOUS = "previous"


class DayRule(Struct, frozen=True, gc=False):
    """On which days a cron line counts.

    ``place`` says the how-many-th such day of its month, from the end where it is negative;
    ``offset`` how many such days later (earlier) than the cron line it comes due.
    """

    kind: DayKind
    place: int = 0
    offset: int = 0
    on_holiday: OnHoliday = OnHoliday.SKIP


class OwnDays(Struct, frozen=True, gc=False):
    """Days that the author's own calendar calls free, or not free."""

    free: tuple[dt.date, ...] = ()
    worked: tuple[dt.date, ...] = ()


class ScheduleSpec(Struct, frozen=True, gc=False):
    """When a report runs by itself: a cron line in a time zone, on days that count."""

    name: str
    cron: str
    zone: str
    catch_up: CatchUp
    actions: tuple[Action, ...]
    span: Span
    rule: DayRule | None = None
    own: OwnDays = OwnDays()
    rule_span: Span | None = None
