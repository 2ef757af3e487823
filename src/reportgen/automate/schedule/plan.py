"""Plan: a report's schedules as they are kept beside its files, and which moments are due."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from msgspec import Struct, json

from reportgen.automate.schedule.calendars import Calendar, known_years
from reportgen.diag import Code, Sink, Span
from reportgen.model.artifact import Cache
from reportgen.model.report import (
    Action,
    CatchUp,
    DayKind,
    DayRule,
    OnHoliday,
    OwnDays,
    ScheduleSpec,
)

_MOST_MISSED = 1_000_000
_LATE = dt.timedelta(minutes=15)
"""What comes so late is still on time: another report was being built, or cron looks by turns."""
_A_DAY = dt.timedelta(days=1)
_LONGEST_HOLIDAY = 20
_NEVER, _MOST_PASSED = dt.timedelta(days=366 * 9), 300_000
"""A cron line whose days do not count for nine years, or so many times, never comes due."""


class Schedule(Struct, frozen=True, array_like=True):
    """A cron line in a time zone, the days it counts on, and what happens when it comes due.

    It is kept as a list: one that was kept before there were days to count has no more than five.
    """

    name: str
    cron: str
    zone: str
    catch_up: CatchUp
    actions: tuple[Action, ...]
    rule: DayRule | None = None
    own: OwnDays = OwnDays()


class Due(Struct, frozen=True):
    """The moments to serve, and those that are left out."""

    moments: tuple[dt.datetime, ...]
    missed: tuple[dt.datetime, ...] = ()


class Days:
    """The calendars that schedules count by, each loaded when first asked for."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._made: dict[tuple[DayKind, OwnDays], Calendar] = {}

    def of(self, rule: DayRule, own: OwnDays) -> Calendar:
        """Return the calendar that ``rule`` counts by."""
        key = rule.kind, own
        if key not in self._made:
            self._made[key] = Calendar(rule.kind, own, known_years(rule.kind, self._cache))
        return self._made[key]


def schedule_of(spec: ScheduleSpec) -> Schedule:
    """Return ``spec`` without its place in the author's file."""
    return Schedule(
        spec.name, spec.cron, spec.zone, spec.catch_up, spec.actions, spec.rule, spec.own
    )


def pack_plan(schedules: Sequence[ScheduleSpec]) -> bytes:
    """Return ``schedules`` as JSON."""
    return json.encode([schedule_of(each) for each in schedules])


def unpack_plan(data: bytes) -> tuple[Schedule, ...]:
    """Return the schedules that ``data`` keeps."""
    return json.decode(data, type=tuple[Schedule, ...])


def check_plan(schedules: Sequence[ScheduleSpec], now: dt.datetime, days: Days, sink: Sink) -> None:
    """Report every cron line that means nothing or never comes due, and unknown calendars."""
    for spec in schedules:
        schedule = schedule_of(spec)
        try:
            first = next(coming(schedule, now, days))
        except (CronSimError, StopIteration):
            sink.add(Code.BAD_CRON, spec.span, cron=spec.cron)
            continue
        check_calendar(schedule, first, days, spec.rule_span or spec.span, sink)


def check_calendar(
    schedule: Schedule, moment: dt.datetime, days: Days, place: Span, sink: Sink
) -> None:
    """Say so when the calendar that ``moment`` was counted by does not know its year."""
    if schedule.rule is None:
        return
    calendar = days.of(schedule.rule, schedule.own)
    year = moment.astimezone(ZoneInfo(schedule.zone)).year
    if not calendar.knows(year):
        kind = {DayKind.WORKDAY: "工作日", DayKind.TRADING_DAY: "交易日"}[calendar.kind]
        sink.add(
            Code.CALENDAR_UNKNOWN,
            place,
            name=schedule.name,
            kind=kind,
            year=year,
            reason=calendar.origin,
        )


def coming(schedule: Schedule, after: dt.datetime, days: Days) -> Iterator[dt.datetime]:
    """Yield the moments of ``schedule`` after ``after``, in its own time zone, each once."""
    zone = ZoneInfo(schedule.zone)
    begin = after.astimezone(zone)
    rule = schedule.rule
    if rule is None:
        yield from CronSim(schedule.cron, begin)
        return
    latest = begin
    for target, moments in groupby(_counted(schedule, rule, begin, days), lambda each: each[0]):
        for moment in sorted({_at(target, line, zone) for _, line in moments}):
            if moment > latest:
                latest = moment
                yield moment


def _counted(
    schedule: Schedule, rule: DayRule, begin: dt.datetime, days: Days
) -> Iterator[tuple[dt.date, dt.datetime]]:
    """Yield the moments of the cron line whose days count, each with the day it comes due."""
    calendar = days.of(rule, schedule.own)
    margin = dt.timedelta(days=2 * abs(rule.offset) + _LONGEST_HOLIDAY)
    day, target, passed, since = dt.date.min, None, 0, begin
    for moment in CronSim(schedule.cron, begin - margin):
        if moment.date() != day:
            day = moment.date()
            target = _target(day, rule, calendar)
        if target is not None:
            passed, since = 0, moment
            yield target, moment
        else:
            passed += 1
            if passed > _MOST_PASSED or moment - since > _NEVER:
                return


def _at(day: dt.date, moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the time of ``moment`` on ``day``; one that summer time skips comes an hour later."""
    there = dt.datetime.combine(day, moment.time(), zone)
    return there.astimezone(dt.UTC).astimezone(zone)


def _target(day: dt.date, rule: DayRule, calendar: Calendar) -> dt.date | None:
    """Return the day on which a cron line of ``day`` comes due, or nothing."""
    if rule.place:
        return day if calendar.has(day) and _is_placed(day, rule.place, calendar) else None
    step = {OnHoliday.SKIP: 0, OnHoliday.NEXT: 1, OnHoliday.PREVIOUS: -1}[rule.on_holiday]
    while not calendar.has(day):
        if not step:
            return None
        day += step * _A_DAY
    for _ in range(abs(rule.offset)):
        day += _A_DAY if rule.offset > 0 else -_A_DAY
        while not calendar.has(day):
            day += _A_DAY if rule.offset > 0 else -_A_DAY
    return day


def _is_placed(day: dt.date, place: int, calendar: Calendar) -> bool:
    """Tell whether ``day`` is the ``place``-th such day of its month, from the end if negative."""
    step, count = -_A_DAY if place > 0 else _A_DAY, 0
    other = day
    while other.month == day.month:
        count += calendar.has(other)
        other += step
    return count == abs(place)


def due(
    schedule: Schedule, last: dt.datetime, now: dt.datetime, days: Days, *, has_jumped: bool = False
) -> Due:
    """Return the moments after ``last`` up to ``now`` that should still be served.

    ``catch_up`` keeps all of them, the latest, or only what is due just now; of what a clock that
    jumped ahead has passed over only the latest is kept.
    """
    found: list[dt.datetime] = []
    for moment in islice(coming(schedule, last, days), _MOST_MISSED):
        if moment > now:
            break
        found.append(moment)
    kept = found[-1:]
    if schedule.catch_up is CatchUp.ALL and not has_jumped:
        kept = found
    elif schedule.catch_up is CatchUp.NONE:
        kept = [moment for moment in kept if now - moment < _LATE]
    return Due(tuple(kept), tuple(found[: len(found) - len(kept)]))
