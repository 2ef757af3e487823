"""Units: what people type above a column, and what converts into what."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.facts import NO_UNIT, Unit
from reportgen.zh.units import (
    PERCENT,
    POINTS,
    SCALES,
    TIMES,
    convert,
    known_unit,
    parse_unit,
    scaled_unit,
    split_header,
)

TYPED = [
    ("亿美元", "亿美元", "美元", 10**8),
    ("百万美元", "百万美元", "美元", 10**6),
    ("千美元", "千美元", "美元", 10**3),
    ("美元", "美元", "美元", 1),
    ("万元", "万元", "元", 10**4),
    ("元", "元", "元", 1),
    ("人民币", "元", "元", 1),
    ("人民币万元", "万元", "元", 10**4),
    ("人民币亿元", "亿元", "元", 10**8),
    ("亿元人民币", "亿元", "元", 10**8),
    ("USD", "美元", "美元", 1),
    ("万亿元", "万亿元", "元", 10**12),
    ("千万元", "千万元", "元", 10**7),
    ("十亿美元", "十亿美元", "美元", 10**9),
    ("台", "台", "台", 1),
    ("万台", "万台", "台", 10**4),
    ("人", "人", "人", 1),
    ("家", "家", "家", 1),
    ("个", "个", "个", 1),
    ("块", "块", "块", 1),
    ("美元/股", "美元/股", "美元/股", 1),
    ("美元／股", "美元/股", "美元/股", 1),
    ("万元/人", "万元/人", "元/人", 10**4),
    ("千瓦时", "千瓦时", "瓦时", 10**3),
    ("标准箱", "标准箱", "标准箱", 1),
    (" 亿美元 ", "亿美元", "美元", 10**8),
    ("万", "万", "", 10**4),
]


@pytest.mark.parametrize(("typed", "name", "base", "factor"), TYPED)
def test_a_unit_is_a_scale_and_a_base(typed, name, base, factor):
    assert parse_unit(typed) == Unit(name, base, Decimal(factor))


@pytest.mark.parametrize("typed", ["%", "％", "百分比", "percent"])
def test_percent_has_many_spellings(typed):
    assert parse_unit(typed) == PERCENT


@pytest.mark.parametrize("typed", ["个百分点", "百分点", "pp"])
def test_points_are_not_percent(typed):
    assert parse_unit(typed) == POINTS != PERCENT


@pytest.mark.parametrize(
    "typed", ["", "2台", "a b", "元。", "（元）", "元/股/年", "{{x}}", "很长很长很长的单位名"]
)
def test_what_no_unit_looks_like(typed):
    assert parse_unit(typed) is None


def test_percent_points_and_times_convert_into_each_other():
    assert convert(Decimal(65), PERCENT, NO_UNIT) == Decimal("0.65")
    assert convert(Decimal("1.2"), TIMES, PERCENT) == 120
    assert convert(Decimal(3), POINTS, PERCENT) == 3


@pytest.mark.parametrize(("left", "right"), [("元", "美元"), ("台", "%"), ("美元/股", "美元")])
def test_different_things_do_not_convert(left, right):
    assert convert(Decimal(1), parse_unit(left), parse_unit(right)) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.sampled_from(list(SCALES)))
def test_there_and_back_is_exact(value, scale):
    unit = parse_unit("元")
    large = scaled_unit(unit, scale)
    assert convert(convert(value, unit, large), large, unit) == value


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("营业收入_百万美元", "营业收入", "百万美元"),
        ("占比_百分比", "占比", "%"),
        ("占比（%）", "占比", "%"),
        ("占比(%)", "占比", "%"),
        ("出货量_万台", "出货量", "万台"),
        ("海外_收入_亿元", "海外_收入", "亿元"),
        ("年度", "年度", ""),
        ("净利_调整后", "净利_调整后", ""),
        ("毛利率（调整后）", "毛利率（调整后）", ""),
        ("end_date", "end_date", ""),
    ],
)
def test_the_end_of_a_header_is_a_unit_only_when_it_is_a_known_one(header, name, unit):
    assert split_header(header) == (name, parse_unit(unit) if unit else NO_UNIT)


def test_any_short_word_may_be_a_unit_where_one_is_asked_for_but_not_in_a_header():
    assert parse_unit("标准箱") is not None
    assert known_unit("标准箱") is None
