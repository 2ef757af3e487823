"""Words for periods: which days they mean, and whether something is held against them."""

import pytest

from reportgen.model.period import Period
from reportgen.zh.period_mentions import period_mentions

NOW = Period.parse("2024Q4")


@pytest.mark.parametrize(
    ("text", "words", "period"),
    [
        ("2024年营收", "2024年", "2024"),
        ("2024年第三季度", "2024年第三季度", "2024Q3"),
        ("2024Q3营收", "2024Q3", "2024Q3"),
        ("2024年前三季度", "2024年前三季度", "2024Q3YTD"),
        ("2024年11月30日", "2024年11月30日", "2024-11-30"),
        ("今年营收", "今年", "2024"),
        ("去年营收", "去年", "2023"),
        ("本季度营收", "本季度", "2024Q4"),
        ("上一季度营收", "上一季度", "2024Q3"),
        ("三季度营收", "三季度", "2024Q3"),
        ("上期营收", "上期", "2024Q3"),
    ],
)
def test_words_mean_the_days_of_a_period(text, words, period):
    (found,) = period_mentions(text, NOW)
    assert text[found.start : found.end] == words
    assert found.means(Period.parse(period).to_date() if "YTD" in period else Period.parse(period))


def test_a_range_of_years_means_all_of_them():
    (found,) = period_mentions("2022—2024年", NOW)
    assert found.may_mean(Period.parse("2023"))
    assert not found.means(Period.parse("2023"))


@pytest.mark.parametrize("text", ["比上一季度增长", "较去年", "与2023年相比", "上年同期"])
def test_what_a_number_is_held_against_is_known(text):
    assert [each.is_compared for each in period_mentions(text, NOW)] == [True]


def test_without_a_period_of_the_report_relative_words_mean_nobody_knows_what():
    assert [each.days for each in period_mentions("本期和去年", None)] == [None, None]
