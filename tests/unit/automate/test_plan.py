"""Schedules: each occurrence once, whatever the clock does."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from reportgen.automate.cache import MemoryCache
from reportgen.automate.schedule.plan import Days, Schedule, pack_plan, unpack_plan
from reportgen.automate.schedule.plan import due as due_of
from reportgen.diag import Source, Span
from reportgen.model.report import Action, CatchUp, ScheduleSpec

UTC = dt.UTC
DAYS = Days(MemoryCache())


def due(schedule, last, now):
    return list(due_of(schedule, last, now, DAYS).moments)


def schedule(cron="0 8 5 * *", zone="Asia/Shanghai", catch_up=CatchUp.LATEST):
    return Schedule("月报", cron, zone, catch_up, (Action.BUILD, Action.SEND))


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_schedule_is_kept_as_it_was_declared():
    place = Span(Source("report.yaml", ""), 1, 1)
    spec = ScheduleSpec("月报", "0 8 5 * *", "Asia/Shanghai", CatchUp.ALL, (Action.SEND,), place)
    (kept,) = unpack_plan(pack_plan([spec]))
    assert kept == Schedule("月报", "0 8 5 * *", "Asia/Shanghai", CatchUp.ALL, (Action.SEND,))


def test_eight_in_shanghai_is_midnight_in_greenwich():
    (moment,) = due(schedule(), at("2026-01-04 23:00"), at("2026-01-05 00:00"))
    assert moment == at("2026-01-05 00:00")


def test_nothing_is_due_before_its_time():
    assert due(schedule(), at("2026-01-04 23:00"), at("2026-01-04 23:59:59")) == []


@pytest.mark.parametrize(
    ("catch_up", "count"), [(CatchUp.ALL, 3), (CatchUp.LATEST, 1), (CatchUp.NONE, 0)]
)
def test_what_was_missed_is_caught_up_as_asked(catch_up, count):
    found = due(schedule(catch_up=catch_up), at("2026-01-01"), at("2026-03-20"))
    assert len(found) == count


def test_on_time_is_not_missed():
    exact = at("2026-01-05 00:00:30")
    assert len(due(schedule(catch_up=CatchUp.NONE), at("2026-01-01"), exact)) == 1


def test_a_clock_set_back_finds_nothing_due_again():
    assert due(schedule(), at("2026-01-05 00:00"), at("2026-01-04 00:00")) == []
    assert due(schedule(), at("2026-01-05 00:00"), at("2026-01-05 00:00")) == []


def walk(cron, zone, start, end, step):
    """Tick from ``start`` to ``end``; return the moments served, in the zone's own time."""
    served, last, now = [], start, start
    while now <= end:
        for moment in due(schedule(cron, zone), last, now):
            served.append(moment)
            last = moment
        now += step
    return [moment.astimezone(ZoneInfo(zone)) for moment in served]


MINUTE = dt.timedelta(minutes=7)


def test_the_hour_that_summer_time_skips_is_served_once():
    served = walk("30 2 * * *", "Europe/Berlin", at("2026-03-28"), at("2026-03-31"), MINUTE)
    assert [moment.date().day for moment in served] == [28, 29, 30, 31][: len(served)]
    assert len(served) == len({moment.date() for moment in served}) == 3


def test_the_hour_that_winter_time_repeats_is_served_once():
    served = walk("30 2 * * *", "Europe/Berlin", at("2026-10-24"), at("2026-10-27"), MINUTE)
    assert len(served) == len({moment.date() for moment in served}) == 3


def test_a_jump_of_a_day_either_way_serves_each_day_once():
    last, served = at("2026-01-01"), []
    for now in ("2026-01-02 01:00", "2026-01-01 01:00", "2026-01-03 01:00", "2026-01-03 02:00"):
        for moment in due(schedule("0 8 * * *"), last, at(now)):
            served.append(moment)
            last = moment
    assert served == [at("2026-01-02 00:00"), at("2026-01-03 00:00")]
