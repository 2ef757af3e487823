"""What reads as a number in a cell, and where its decimal point is."""

import pytest

from reportgen.zh.figures import is_figure, is_gap, point_of


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("12.5", 2),
        ("1,250,000", 9),
        ("（12.5）", 3),
        ("(1,205)", 6),
        ("−0.75%", 2),
        ("+148.25%", 4),
        ("5%", 1),
        ("¥3.5", 2),
        ("US$12", 5),
        ("12.5亿元", 2),
        ("3.0个百分点", 1),
        ("▼ -3.62", 4),
        ("约120", 4),
        ("１２．５", 2),
        ("12bp", 2),
        ("7.5*", 1),
    ],
)
def test_a_number_has_its_point_behind_its_whole_part(text, before):
    assert is_figure(text)
    assert point_of(text) == before


@pytest.mark.parametrize(
    "text",
    ["2024-11-05", "1–3", "2024年", "3月", "第3", "1.2.3", "12,34", "甲", "", "3/5", "12.5元/台"],
)
def test_dates_ranges_and_words_are_no_numbers(text):
    assert not is_figure(text)
    assert point_of(text) is None


@pytest.mark.parametrize("text", ["", "—", " — ", "-", "n/a", "……"])
def test_a_dash_or_a_blank_stands_for_no_number(text):
    assert is_gap(text)
