"""Periods and dates in words."""

import datetime as dt

import pytest

from reportgen.model.period import Period
from reportgen.zh.calendar import date_words, period_words, short_period


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2024", "2024年"),
        ("2024H1", "2024年上半年"),
        ("2024H2", "2024年下半年"),
        ("2024Q1", "2024年第一季度"),
        ("2024Q4", "2024年第四季度"),
        ("2024-01", "2024年1月"),
        ("2024-11", "2024年11月"),
    ],
)
def test_a_period_in_prose(period, words):
    assert period_words(Period.parse(period)) == words


def test_a_period_on_an_axis_is_short():
    assert short_period(Period.parse("2024Q4")) == "2024Q4"


def test_a_date_in_prose_has_no_leading_noughts():
    assert date_words(dt.date(2025, 1, 8)) == "2025年1月8日"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2024W05", "2024年第5周"),
        ("2024-11-08", "2024年11月8日"),
        ("2024Q3YTD", "2024年前三季度"),
        ("2024-11YTD", "2024年1—11月"),
        ("2024W05YTD", "2024年前5周"),
        ("2024-11-08YTD", "2024年初至11月8日"),
    ],
)
def test_weeks_days_and_a_year_to_date_in_prose(period, words):
    assert period_words(Period.parse(period)) == words
