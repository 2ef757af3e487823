"""Workdays and trading days: cron lines count on the right ones, and what is unknown is said."""

import datetime as dt
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from reportgen.automate.cache import MemoryCache
from reportgen.automate.schedule.calendars import Calendar, known_years
from reportgen.automate.schedule.plan import (
    Days,
    Schedule,
    check_calendar,
    coming,
    due,
    unpack_plan,
)
from reportgen.diag import Sink, Source, Span
from reportgen.model.report import Action, CatchUp, DayKind, DayRule, OnHoliday, OwnDays
from reportgen.read.schedules import day_rule

HERE = ZoneInfo("Asia/Shanghai")
PLACE = Span(Source("report.yaml", ""), 1, 1)
CACHE = MemoryCache()


def schedule(cron, rule, own=None, zone="Asia/Shanghai"):
    made = day_rule(rule) if isinstance(rule, str) else rule
    assert made is not None
    own = own or OwnDays()
    return Schedule("日程", cron, zone, CatchUp.LATEST, (Action.BUILD,), made, own)


def days(made, start, count):
    after = dt.datetime.fromisoformat(start).replace(tzinfo=HERE)
    return [f"{each:%Y-%m-%d}" for each in islice(coming(made, after, Days(CACHE)), count)]


def test_workdays_are_those_of_the_official_notice():
    found = days(schedule("0 8 * * *", "工作日"), "2026-09-29", 6)
    # the national holidays of 2026 are 1–7 October; Saturday the 10th is worked for them
    assert found[:2] == ["2026-09-29", "2026-09-30"]
    assert found[2:5] == ["2026-10-08", "2026-10-09", "2026-10-10"]


def test_a_make_up_saturday_is_no_trading_day():
    found = days(schedule("0 8 * * *", "交易日"), "2026-09-30", 4)
    assert found == ["2026-09-30", "2026-10-08", "2026-10-09", "2026-10-12"]


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("最后一个工作日", "2026-09-01", ["2026-09-30", "2026-10-30", "2026-11-30"]),
        ("last workday", "2026-01-01", ["2026-01-30", "2026-02-28", "2026-03-31"]),
        ("最后一个交易日", "2026-01-01", ["2026-01-30", "2026-02-27", "2026-03-31"]),
        ("每月第一个工作日", "2026-10-01", ["2026-10-08", "2026-11-02"]),
        ("第3个交易日", "2026-10-01", ["2026-10-12", "2026-11-04"]),
        ("倒数第二个工作日", "2026-09-01", ["2026-09-29", "2026-10-29"]),
    ],
)
def test_the_first_the_last_and_the_third_of_a_month(rule, start, expected):
    assert days(schedule("0 8 * * *", rule), start, len(expected)) == expected


def test_t_plus_1_is_the_trading_day_after():
    found = days(schedule("0 8 30 9 *", "T+1"), "2026-01-01", 1)
    assert found == ["2026-10-08"]
    assert days(schedule("0 8 8 10 *", "T-1"), "2026-01-01", 1) == ["2026-09-30"]
    assert days(schedule("0 8 30 9 *", "T+3 工作日"), "2026-01-01", 1) == ["2026-10-10"]


def test_every_trading_day_has_one_day_after():
    every = days(schedule("0 8 * * *", "T+1"), "2026-09-25", 6)
    assert every == [
        *("2026-09-28", "2026-09-29", "2026-09-30"),
        *("2026-10-08", "2026-10-09", "2026-10-12"),
    ]


@pytest.mark.parametrize(
    ("on_holiday", "expected"),
    [
        (OnHoliday.SKIP, ["2026-11-05", "2027-01-05"]),
        (OnHoliday.NEXT, ["2026-10-08", "2026-11-05", "2026-12-07"]),
        (OnHoliday.PREVIOUS, ["2026-09-30", "2026-11-05", "2026-12-04"]),
    ],
)
def test_the_fifth_may_fall_on_a_holiday(on_holiday, expected):
    rule = DayRule(DayKind.WORKDAY, on_holiday=on_holiday)
    assert days(schedule("0 8 5 * *", rule), "2026-09-08", len(expected)) == expected


def test_days_put_off_to_the_same_day_come_once():
    rule = DayRule(DayKind.WORKDAY, on_holiday=OnHoliday.NEXT)
    found = days(schedule("0 8 * * *", rule), "2026-09-30T09:00", 2)
    assert found == ["2026-10-08", "2026-10-09"]


def test_a_year_nobody_knows_counts_monday_to_friday_and_says_so():
    made = schedule("0 8 * * *", "工作日")
    assert days(made, "2027-01-01", 2) == ["2027-01-01", "2027-01-04"]
    sink = Sink()
    moment = dt.datetime(2027, 1, 4, 8, tzinfo=HERE)
    check_calendar(made, moment, Days(CACHE), PLACE, sink)
    (found,) = sink.found
    assert found.code.value == "RG543"
    assert "2027" in str(found.values["year"])
    assert "2026" in found.values["reason"]


def test_a_known_year_is_not_spoken_of():
    sink = Sink()
    made = schedule("0 8 * * *", "交易日")
    check_calendar(made, dt.datetime(2026, 1, 5, 8, tzinfo=HERE), Days(CACHE), PLACE, sink)
    assert not sink.found


def test_the_authors_own_calendar_goes_first():
    own = OwnDays(free=(dt.date(2027, 1, 1),), worked=(dt.date(2027, 1, 3),))
    made = schedule("0 8 * * *", "工作日", own)
    assert days(made, "2027-01-01", 2) == ["2027-01-03", "2027-01-04"]
    sink = Sink()
    check_calendar(made, dt.datetime(2027, 1, 4, 8, tzinfo=HERE), Days(CACHE), PLACE, sink)
    assert not sink.found, "the year is the author's own"
    trading = schedule("0 8 * * *", "交易日", own)
    assert days(trading, "2027-01-01", 1) == ["2027-01-04"], "no exchange opens at a weekend"


def test_without_the_package_the_weekdays_count_and_it_is_said(monkeypatch):
    from importlib import metadata

    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    known = known_years(DayKind.WORKDAY, MemoryCache())
    calendar = Calendar(DayKind.WORKDAY, OwnDays(), known)
    assert calendar.has(dt.date(2026, 10, 1))
    assert not calendar.knows(2026)
    assert "没有安装" in calendar.origin


def test_what_a_package_knows_is_loaded_once(monkeypatch):
    cache = MemoryCache()
    first = known_years(DayKind.TRADING_DAY, cache)
    monkeypatch.setattr(
        "reportgen.automate.schedule.calendars._PACKAGES",
        {
            DayKind.TRADING_DAY: ("exchange_calendars", pytest.fail),
        },
    )
    assert known_years(DayKind.TRADING_DAY, cache) == first


def test_days_that_never_count_never_come_due():
    never = schedule("0 8 * * 6", "交易日")
    assert days(never, "2026-01-01", 1) == []


@pytest.mark.parametrize(
    "text",
    ["", "工作", "第零个工作日", "第24个工作日", "T", "T+", "T+31", "最后工作日", "workdays"],
)
def test_other_words_are_no_days(text):
    assert day_rule(text) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("workday", DayRule(DayKind.WORKDAY)),
        ("每个工作日", DayRule(DayKind.WORKDAY)),
        ("trading day", DayRule(DayKind.TRADING_DAY)),
        ("首个交易日", DayRule(DayKind.TRADING_DAY, place=1)),
        ("3rd workday", DayRule(DayKind.WORKDAY, place=3)),
        ("2nd last trading day", DayRule(DayKind.TRADING_DAY, place=-2)),
        ("T+1", DayRule(DayKind.TRADING_DAY, offset=1)),
        ("t - 2 个工作日", DayRule(DayKind.WORKDAY, offset=-2)),
    ],
)
def test_words_that_name_days(text, rule):
    assert day_rule(text) == rule


def test_month_ends_and_leap_days_come_once():
    plain = Schedule("月末", "0 8 L * *", "Asia/Shanghai", CatchUp.ALL, (Action.BUILD,))
    found = due(plain, at("2027-12-31T12:00"), at("2028-04-01T00:00"), Days(CACHE)).moments
    assert [f"{each:%m-%d}" for each in found] == ["01-31", "02-29", "03-31"]
    last = Schedule("31 日", "0 8 31 * *", "Asia/Shanghai", CatchUp.ALL, (Action.BUILD,))
    found = due(last, at("2026-01-31T12:00"), at("2026-07-01T00:00"), Days(CACHE)).moments
    assert [f"{each:%m-%d}" for each in found] == ["03-31", "05-31"]
    leap = Schedule("闰日", "0 8 29 2 *", "Asia/Shanghai", CatchUp.ALL, (Action.BUILD,))
    found = due(leap, at("2026-01-01T00:00"), at("2033-01-01T00:00"), Days(CACHE)).moments
    assert [f"{each:%Y-%m-%d}" for each in found] == ["2028-02-29", "2032-02-29"]


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=HERE)


def test_a_plan_kept_before_there_were_days_is_still_read():
    kept = '[["月报", "0 8 5 * *", "Asia/Shanghai", "all", ["build", "send"]]]'.encode()
    (made,) = unpack_plan(kept)
    assert (made.name, made.rule, made.actions[1]) == ("月报", None, Action.SEND)
