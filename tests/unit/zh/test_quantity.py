"""How numbers are said: the scale, the figures, the unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.facts import NO_UNIT, FormatKind, NumberFormat
from reportgen.zh.quantity import (
    FORMAT_NAMES,
    bare,
    default_format,
    figures_in,
    fits,
    format_words,
    parse_format,
    rounded,
    rounding,
    say,
    shown_unit,
)
from reportgen.zh.units import SCALES, parse_unit

SAID = [
    # value, unit, format, words
    ("1915.4", "百万美元", "亿(1)", "19.2亿美元"),
    ("1915.4", "百万美元", "亿(2)", "19.15亿美元"),
    ("1915.4", "百万美元", "亿(0)", "19亿美元"),
    ("1915.4", "百万美元", "亿", "19.15亿美元"),
    ("1915.4", "百万美元", "万(0)", "191540万美元"),
    ("1915.4", "百万美元", "万亿(4)", "0.0019万亿美元"),
    ("1915.4", "百万美元", "自动", "19.15亿美元"),
    ("1915.4", "百万美元", "千分位(1)", "1,915.4百万美元"),
    ("16", "百万美元", "万(0)", "1600万美元"),
    ("16", "百万美元", "亿(2)", "0.16亿美元"),
    ("747400", "千美元", "亿(3)", "7.474亿美元"),
    ("51400", "千美元", "万(0)", "5140万美元"),
    ("80", "亿美元", "亿(0)", "80亿美元"),
    ("80", "亿美元", "原样", "80亿美元"),
    ("80", "亿美元", "自动", "80亿美元"),
    ("25", "万台", "整数", "25万台"),
    ("25", "万台", "自动", "25万台"),
    ("25.4", "万台", "整数", "25万台"),
    ("3584", "块", "千分位(0)", "3,584块"),
    ("3584", "块", "自动", "3584块"),
    ("3584", "块", "整数", "3584块"),
    ("12345678", "人", "自动(1)", "1234.6万人"),
    ("12345678", "人", "千分位", "12,345,678人"),
    ("40", "美元/股", "整数", "40美元/股"),
    ("40.5", "美元/股", "原样", "40.5美元/股"),
    ("65", "%", "百分比(0)", "65%"),
    ("65", "%", "百分比", "65%"),
    ("65", "%", "整数", "65%"),
    ("65.25", "%", "百分比(1)", "65.3%"),
    ("5.97", "%", "百分比(2)", "5.97%"),
    ("65.26", "%", "自动(1)", "65.3%"),
    ("0.65", "", "百分比(0)", "65%"),
    ("0.0687717", "", "百分比(1)", "6.9%"),
    ("3", "%", "百分点(1)", "3.0个百分点"),
    ("-3.25", "个百分点", "百分点(1)", "−3.3个百分点"),
    ("0.03", "", "百分点(0)", "3个百分点"),
    ("119.7125", "", "倍(0)", "120倍"),
    ("119.7125", "", "倍(1)", "119.7倍"),
    ("29", "倍", "倍(0)", "29倍"),
    ("29", "倍", "自动", "29倍"),
    ("119.7125", "", "原样", "119.7125"),
    ("119.7125", "", "原样(1)", "119.7"),
    ("0.333333333333", "", "原样", "0.333333"),
    ("1234567.891", "", "千分位(2)", "1,234,567.89"),
    ("1000000", "元", "原样", "1000000元"),
    ("1E+6", "元", "整数", "1000000元"),
    # halves go up, away from zero
    ("2.5", "元", "整数", "3元"),
    ("2.675", "元", "原样(2)", "2.68元"),
    ("1.005", "元", "原样(2)", "1.01元"),
    ("0.125", "元", "原样(2)", "0.13元"),
    ("-2.5", "元", "整数", "−3元"),
    # nothing is ever minus nought
    ("-0.04", "%", "百分比(1)", "0.0%"),
    ("-0.4", "元", "整数", "0元"),
    ("-1", "元", "亿(2)", "0.00亿元"),
    ("-0", "元", "自动", "0元"),
    ("0", "百万美元", "亿(1)", "0.0亿美元"),
    # carries
    ("9999.994", "万元", "自动(2)", "9999.99万元"),
    ("9999.995", "万元", "自动(2)", "1.00亿元"),
    ("9999.995", "万元", "万(2)", "10000.00万元"),
    ("9950", "万元", "自动(2)", "9950.00万元"),
    ("-9999.995", "万元", "自动(2)", "−1.00亿元"),
    ("9999", "元", "自动(1)", "9999元"),
    ("9999.96", "元", "自动(1)", "1.0万元"),
    ("10000", "元", "自动", "1万元"),
    ("99999999.9", "元", "自动(2)", "1.00亿元"),
    ("999999999999", "元", "自动(1)", "1.0万亿元"),
    ("12345678900000", "元", "自动(1)", "12.3万亿元"),
    ("99.995", "亿元", "亿(2)", "100.00亿元"),
    ("0.9996", "", "百分比(1)", "100.0%"),
    # small numbers are not said to be nothing unless asked
    ("0.0034", "元", "原样", "0.0034元"),
    ("0.00012345", "%", "百分比", "0.00012%"),
    ("0.0034", "元", "原样(2)", "0.00元"),
    # a scale alone counts nothing in particular
    ("3", "万", "自动", "3万"),
    ("123456", "万", "自动", "12.35亿"),
    ("-1234567.8", "元", "自动(1)", "−123.5万元"),
    ("-1234567.8", "元", "千分位(0)", "−1,234,568元"),
]


@pytest.mark.parametrize(("value", "unit", "how", "words"), SAID)
def test_a_number_is_said_so(value, unit, how, words):
    known = parse_unit(unit) if unit else NO_UNIT
    assert say(Decimal(value), known, parse_format(how)) == words


@pytest.mark.parametrize(
    ("typed", "kind", "digits"),
    [
        ("亿(1)", FormatKind.YI, 1),
        ("yi(1)", FormatKind.YI, 1),
        ("亿（1）", FormatKind.YI, 1),
        ("亿 ( 1 )", FormatKind.YI, 1),
        ("百分比", FormatKind.PERCENT, None),
        ("percent(0)", FormatKind.PERCENT, 0),
        ("整数", FormatKind.INTEGER, 0),
        ("万亿(2)", FormatKind.WANYI, 2),
    ],
)
def test_a_format_has_a_chinese_and_an_ascii_name(typed, kind, digits):
    assert parse_format(typed) == NumberFormat(kind, digits)


@pytest.mark.parametrize("typed", ["", "亿(x)", "亿(12)", "亿(1", "千", "亿(1)(2)", "(1)", "亿 1"])
def test_what_is_no_format(typed):
    assert parse_format(typed) is None


@pytest.mark.parametrize("typed", ["亿(1)", "百分比", "整数(0)", "千分位(2)"])
def test_a_format_can_be_written_back(typed):
    assert format_words(parse_format(typed)) == typed


def test_every_kind_has_a_chinese_name():
    chinese = {kind for name, kind in FORMAT_NAMES.items() if not name.isascii()}
    assert chinese == set(FormatKind)


@pytest.mark.parametrize(
    ("unit", "how", "can"),
    [
        ("亿美元", "百分比(1)", False),
        ("亿美元", "倍", False),
        ("%", "亿(1)", False),
        ("%", "百分点", True),
        ("亿美元", "万", True),
        ("台", "千分位", True),
    ],
)
def test_money_is_no_percentage_and_a_percentage_has_no_yi(unit, how, can):
    assert fits(parse_unit(unit), parse_format(how)) is can


@pytest.mark.parametrize(
    ("unit", "words"), [("%", "65%"), ("个百分点", "65个百分点"), ("倍", "65倍"), ("块", "65块")]
)
def test_without_a_format_the_unit_says_how(unit, words):
    known = parse_unit(unit)
    assert say(Decimal(65), known, default_format(known)) == words


def test_a_cell_shows_figures_only_and_a_table_of_millions_is_grouped():
    assert bare(Decimal("1915.4"), parse_format("千分位(2)")) == "1,915.40"
    assert bare(Decimal("19.154"), parse_format("亿(2)")) == "19.15"
    assert bare(Decimal(2025), NumberFormat(FormatKind.PLAIN, 0)) == "2025"


def test_one_unit_serves_a_whole_row():
    unit = shown_unit(parse_unit("百万美元"), parse_format("自动"), Decimal("1915.4"))
    assert unit.name == "亿美元"


def test_the_record_says_how_a_number_was_rounded():
    assert rounding(parse_format("亿(1)")) == "1 half-up"


numbers = st.decimals(
    min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=7
) | st.builds(
    lambda whole, half, places: Decimal(whole).scaleb(-places) + Decimal(half).scaleb(-places - 1),
    st.integers(-(10**9), 10**9),
    st.sampled_from([-5, 0, 5]),
    st.integers(0, 6),
)
formats = st.builds(NumberFormat, st.sampled_from(FormatKind), st.none() | st.integers(0, 6))
units = st.sampled_from(["元", "万元", "百万美元", "亿美元", "台", "万台", "美元/股"]).map(
    parse_unit
)


@given(numbers, units | st.just(NO_UNIT), formats)
def test_no_number_is_ever_minus_nought(value, unit, how):
    said = say(value, unit, how)
    assert not said.startswith("−") or any(char in "123456789" for char in said)


def test_a_number_of_a_thousand_figures_is_no_trouble():
    figures = "9" * 1000
    assert (
        say(Decimal(f"{figures}.5"), parse_unit("台"), parse_format("整数")) == f"1{'0' * 1000}台"
    )


@given(numbers, st.integers(0, 6))
def test_halves_go_away_from_zero(value, places):
    assert rounded(value, places) == half_up(value, places)


def half_up(value, places):
    exact = Fraction(value) * 10**places
    size = (abs(exact) * 2 + 1) // 2
    return Decimal(int(size) * (-1 if exact < 0 else 1)).scaleb(-places)


@given(numbers, units, st.integers(0, 4))
def test_the_scale_picked_keeps_the_figures_below_ten_thousand(value, unit, places):
    how = NumberFormat(FormatKind.AUTO, places)
    shown = shown_unit(unit, how, value)
    figures = figures_in(say(value, unit, how).removesuffix(shown.name))
    assert abs(figures) < 10_000 or shown.name.startswith("万亿")
    assert shown.factor == 1 or abs(figures) >= 1


@given(numbers, units, st.sampled_from(["yi", "wan", "wanyi"]), st.integers(0, 6))
def test_what_is_said_is_the_value_within_half_a_figure(value, unit, kind, places):
    how = NumberFormat(FormatKind(kind), places)
    shown = shown_unit(unit, how, value)
    figures = figures_in(say(value, unit, how).removesuffix(shown.name))
    exact = Fraction(value) * Fraction(unit.factor) / Fraction(shown.factor)
    assert abs(Fraction(figures) - exact) <= Fraction(1, 2 * 10**places)
    assert shown.factor in SCALES.values()
