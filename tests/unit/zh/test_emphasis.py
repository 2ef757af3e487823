from reportgen.model.report import Script
from reportgen.zh.emphasis import Emphasis, emphasised
from reportgen.zh.scripts import small


def test_dots_stand_below_han_and_latin_is_bold():
    assert list(emphasised("不含CoreWeave 2025年，（新增）")) == [
        ("不含", Emphasis.DOTTED),
        ("CoreWeave 2025", Emphasis.BOLD),
        ("年", Emphasis.DOTTED),
        ("，（", Emphasis.PLAIN),
        ("新增", Emphasis.DOTTED),
        ("）", Emphasis.PLAIN),
    ]


def test_nothing_of_emphasised_words_is_lost():
    text = " 甲 乙，AI——“丙” "
    assert "".join(part for part, _ in emphasised(text)) == text


def test_where_nothing_can_be_raised_unicode_has_small_digits():
    assert small("2", Script.SUPER) == "²"
    assert small("2-", Script.SUPER) == "²⁻"
    assert small("10", Script.SUB) == "₁₀"
    assert small("最大", Script.SUB) == "最大"
    assert small("x", Script.SUPER) == "^x"
    assert small("甲", Script.NONE) == "甲"
