"""Calendars are full of corners: leap days, week 53, the first days of January."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compute.periods import Coverage, Days, period_of_word
from reportgen.model.period import Grain, Period

DANGEROUS = [dt.date(2024, 2, 29), dt.date(2020, 12, 31), dt.date(2021, 1, 3), dt.date(2000, 1, 1)]
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)) | st.sampled_from(DANGEROUS)
PERIODS = st.builds(Period.around, DAYS, st.sampled_from(Grain))


@given(PERIODS)
def test_the_periods_of_one_grain_follow_one_another_without_a_gap(period):
    assert period.previous().end + dt.timedelta(1) == period.start


@given(PERIODS | PERIODS.map(Period.to_date))
def test_a_period_is_read_back_from_what_it_prints(period):
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_a_year_ago_is_about_a_year_ago(period):
    days = (period.start - period.year_ago().start).days
    assert 358 <= days <= 372
    assert period.year_ago().grain is period.grain


@given(PERIODS)
def test_a_year_to_date_ends_with_its_period_and_starts_the_year(period):
    made = period.to_date()
    assert made.end == period.end
    assert made.contains(period)
    assert made.start == Period(period.year, 1, period.grain).start


@given(DAYS, st.sampled_from(Grain))
def test_a_day_lies_in_the_period_around_it(day, grain):
    assert Period.around(day, grain).contains(Period.around(day, Grain.DAY))


@pytest.mark.parametrize("grain", [Grain.HALF, Grain.QUARTER, Grain.MONTH, Grain.DAY])
@given(year=st.integers(1950, 2100), missing=st.integers(0, 366))
def test_a_year_is_filled_by_all_its_parts_and_by_no_fewer(grain, year, missing):
    whole = Period(year, 1, Grain.YEAR)
    parts = [Period.around(whole.end, grain)]
    while parts[-1].ordinal > 1:
        parts.append(parts[-1].previous())
    assert len(Coverage(tuple(parts)).parts_of(whole)) == len(parts)
    del parts[missing % len(parts)]
    assert Coverage(tuple(parts)).parts_of(whole) == ()


def trading_days(year):
    """Return the weekdays of ``year``; the first week of October is a holiday."""
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(n) for n in range(366)]
    return [
        d for d in days if d.weekday() < 5 and d.year == year and not (d.month == 10 and d.day < 8)
    ]


@given(st.integers(1990, 2060), st.integers(0, 200))
def test_trading_days_fill_a_quarter_but_not_with_three_weeks_missing(year, gone):
    days = tuple(Period.around(day, Grain.DAY) for day in trading_days(year))
    for quarter in range(1, 5):
        asked = Period(year, quarter, Grain.QUARTER)
        assert Coverage(days).parts_of(asked) == tuple(d for d in days if asked.contains(d))
    holes = days[:gone] + days[gone + 15 :]
    assert Coverage(holes).parts_of(Period(year, 1, Grain.YEAR)) == ()


@given(st.integers(1990, 2060))
def test_the_period_before_a_trading_day_is_the_trading_day_before(year):
    days = Days(tuple(Period.around(day, Grain.DAY) for day in trading_days(year)))
    for before, after in pairwise(days.days):
        assert period_of_word("上期", after, days) == before
    later = period_of_word("去年同期", Period.parse(f"{year + 1}-10-03"), days)
    assert str(later).startswith((f"{year}-09-30", f"{year}-09-29", f"{year}-09-28"))
