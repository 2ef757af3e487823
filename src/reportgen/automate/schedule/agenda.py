"""Agenda: the schedules that a report's last build declared, and the moments to come."""

import datetime as dt
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct

from reportgen.automate.making import PLAN
from reportgen.automate.schedule.plan import Days, Schedule, check_calendar, coming, unpack_plan
from reportgen.automate.state import State, place_of
from reportgen.diag import Diagnostic, Sink, Source, Span
from reportgen.diag.show import Language
from reportgen.model.report import Action, DayKind, DayRule, OnHoliday

_KINDS = {
    DayKind.WORKDAY: ("工作日", "workday"),
    DayKind.TRADING_DAY: ("交易日", "trading day"),
}
_AFTER = {
    OnHoliday.SKIP: ("", ""),
    OnHoliday.NEXT: ("，遇假日顺延", ", on a holiday the next"),
    OnHoliday.PREVIOUS: ("，遇假日提前", ", on a holiday the one before"),
}
_DOES = {Action.BUILD: ("生成", "build"), Action.SEND: ("发送", "send")}


class Moment(Struct, frozen=True):
    """A moment to come of a schedule, in the schedule's own time zone."""

    schedule: str
    at: dt.datetime


def kept_plan(report: Path, state: State) -> tuple[Schedule, ...]:
    """Return the schedules of the last build, as they are kept in the store."""
    with state.ledger() as ledger:
        record = ledger.newest_at(place_of(report))
    digest = dict(record.files).get(PLAN, "") if record else ""
    return unpack_plan(state.store.get(digest)) if digest and state.store.holds(digest) else ()


def next_moments(
    report: Path, state: State, now: dt.datetime, count: int
) -> tuple[list[Moment], tuple[Diagnostic, ...]]:
    """Return the ``count`` soonest moments after ``now``, and what no calendar knows of."""
    days, sink, place = Days(state.cache), Sink(), Span(Source(str(report), ""), 1, 1)
    plan = kept_plan(report, state)
    each = [
        [(moment, schedule) for moment in islice(coming(schedule, now, days), count)]
        for schedule in plan
    ]
    soonest = sorted(chain(*each), key=lambda pair: pair[0])[:count]
    years = {(schedule.name, at.year): (at, schedule) for at, schedule in reversed(soonest)}
    for at, schedule in reversed(years.values()):
        check_calendar(schedule, at, days, place, sink)
    return [Moment(schedule.name, at) for at, schedule in soonest], sink.found


def described(schedule: Schedule, language: Language) -> dict[str, str]:
    """Return what ``schedule`` says, as a person reads it."""
    column = 0 if language == "zh" else 1
    return {
        "name": schedule.name,
        "cron": schedule.cron,
        "tz": schedule.zone,
        "when": _days(schedule.rule, column) if schedule.rule else "",
        "do": ("、", ", ")[column].join(_DOES[action][column] for action in schedule.actions),
    }


def _days(rule: DayRule, column: int) -> str:
    kind = _KINDS[rule.kind][column]
    if rule.place:
        ends = {1: ("第一个", "first "), -1: ("最后一个", "last ")}
        number, is_back = abs(rule.place), rule.place < 0
        zh = f"{'倒数' if is_back else ''}第{number}个"
        others = zh, f"no. {number}{' from the end' if is_back else ''}, "
        return f"{ends.get(rule.place, others)[column]}{kind}"
    offset = f" T{rule.offset:+d}" if rule.offset else ""
    return f"{kind}{offset}{_AFTER[rule.on_holiday][column]}"
