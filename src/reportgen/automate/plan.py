"""Plan: a report's schedules as they are kept beside its files, and which moments are due."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from msgspec import Struct

from reportgen.diag import Code, Sink
from reportgen.model.report import Action, CatchUp, ScheduleSpec

_MOST_MISSED = 1_000_000
_MOMENT = dt.timedelta(minutes=1)


class Schedule(Struct, frozen=True):
    """A cron line in a time zone, and what happens when it comes due."""

    name: str
    cron: str
    zone: str
    catch_up: CatchUp
    actions: tuple[Action, ...]


def pack_plan(schedules: Sequence[ScheduleSpec]) -> bytes:
    """Return ``schedules`` as JSON."""
    lines = [[s.name, s.cron, s.zone, s.catch_up.value, list(s.actions)] for s in schedules]
    return json.dumps(lines, ensure_ascii=False).encode()


def unpack_plan(data: bytes) -> tuple[Schedule, ...]:
    """Return the schedules that ``data`` keeps."""
    return tuple(
        Schedule(name, cron, zone, CatchUp(catch_up), tuple(map(Action, actions)))
        for name, cron, zone, catch_up, actions in json.loads(data)
    )


def check_cron_lines(schedules: Sequence[ScheduleSpec], sink: Sink) -> None:
    """Report every cron line that means nothing or never comes due."""
    for schedule in schedules:
        try:
            next(CronSim(schedule.cron, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)))
        except (CronSimError, StopIteration):
            sink.add(Code.BAD_CRON, schedule.span, cron=schedule.cron)


def coming(schedule: Schedule, after: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the moments of ``schedule`` after ``after``, in its own time zone."""
    return iter(CronSim(schedule.cron, after.astimezone(ZoneInfo(schedule.zone))))


def due(schedule: Schedule, last: dt.datetime, now: dt.datetime) -> list[dt.datetime]:
    """Return the moments after ``last`` up to ``now`` that should still be served.

    A clock set back finds nothing due, for ``last`` is ahead of it; one set forward finds what
    lies between, of which ``catch_up`` keeps all, the latest, or only what is due this minute.
    """
    if schedule.catch_up is CatchUp.NONE:
        last = max(last, now - _MOMENT)
    found: list[dt.datetime] = []
    for moment in islice(coming(schedule, last), _MOST_MISSED):
        if moment > now:
            break
        found.append(moment)
    return found if schedule.catch_up is CatchUp.ALL else found[-1:]
