"""Metrics made from other metrics: arithmetic that minds units."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.compute.builder import codes, compute, data, metric

from reportgen.compute.expression import FormulaError, parse_expression

GIVEN = [
    metric("营收", sql="sum(营业收入)"),
    metric("净亏损", sql="sum(净亏损)"),
    metric("用户", value="50", unit="万人"),
    metric("股价", value="40", unit="美元/股"),
    metric("股数", value="3", unit="亿股"),
    metric("毛利率", value="76", unit="%"),
    metric("份数", value="4"),
]


def value_of(expr, *, unit=""):
    facts, found = compute([*GIVEN, metric("数", expr=expr, unit=unit)])
    assert [str(each) for each in found] == []
    made = next(each for (name, _), each in facts.metrics.items() if name == "数")
    return made.value, made.unit.name


@pytest.mark.parametrize(
    ("expr", "value", "unit"),
    [
        ("营收 + 净亏损", "2778.8", "百万美元"),
        ("营收 - 净亏损", "1052", "百万美元"),
        ("营收@2024 / 营收@2022", "119.7125", ""),
        ("营收@2024 ÷ 营收@2022", "119.7125", ""),
        ("营收＠2024／营收＠2022", "119.7125", ""),
        ("营收 / 营收@2022 - 1", "118.7125", ""),
        ("（营收 - 营收@2022）/ 营收@2022", "118.7125", ""),
        ("营收 * 2", "3830.8", "百万美元"),
        ("2 × 营收", "3830.8", "百万美元"),
        ("营收 * 50%", "957.7", "百万美元"),
        ("营收 * 毛利率", "1455.704", "百万美元"),
        ("营收 / 份数", "478.85", "百万美元"),
        ("营收 / 用户", "3830.8", "美元/人"),
        ("股价 * 股数", "12000000000", "美元"),
        ("股数 * 股价", "12000000000", "美元"),
        ("1 - 毛利率", "24", "%"),
        ("毛利率 - 5%", "71", "%"),
        ("-净亏损", "-863.4", "百万美元"),
        ("2 + 3 * 4", "14", ""),
        ("(2 + 3) * 4", "20", ""),
        ("10 - 2 - 3", "5", ""),
        ("1,000 / 8", "125", ""),
        ("营收@上期 + 0 * 营收", "228.9", "百万美元"),
    ],
)
def test_an_expression_has_a_value_and_a_unit(expr, value, unit):
    assert value_of(expr) == (Decimal(value), unit)


def test_a_declared_unit_converts():
    assert value_of("营收 - 净亏损", unit="亿美元") == (Decimal("10.52"), "亿美元")
    assert value_of("净亏损 / 营收", unit="%")[1] == "%"


@pytest.mark.parametrize(
    ("expr", "code"),
    [
        ("营收 + 用户", "RG307"),
        ("营收 * 净亏损", "RG307"),
        ("营收 + 1", "RG307"),
        ("1 / 营收", "RG307"),
        ("股价 / 用户", "RG307"),
        ("营收 / 0", "RG303"),
        ("营收 / (净亏损 - 净亏损)", "RG303"),
        ("营收 / 利润", "RG205"),
        ("营收 +", "RG114"),
        ("(营收", "RG114"),
        ("营收)", "RG114"),
        ("营收 净亏损", "RG114"),
        ("营收 ** 2", "RG114"),
        ("营收 > 2", "RG114"),
        ("f(营收)", "RG114"),
        ("营收.value", "RG205"),
        ("营收@昨天", "RG131"),
        ("(" * 60 + "1" + ")" * 60, "RG114"),
        ("用户 * 9999999999999999999999999999999999999999999", "RG317"),
    ],
)
def test_a_faulty_expression_is_a_finding_where_it_stands(expr, code):
    facts, found = compute([*GIVEN, metric("数", expr=expr)], ["数"])
    assert codes(found) == [code]
    assert found[0].span.source.path == "数.yaml"
    assert "数" not in facts.wordings


def test_the_caret_stands_under_the_divisor():
    snapshots = data(annual="年度,营业收入_元,净亏损_元\n2022,0,0\n2024,5,0")
    expr = "1 + 营收@2024 / 营收@2022"
    _, found = compute([*GIVEN[:2], metric("数", expr=expr)], snapshots=snapshots)
    assert (found[0].span.column, found[0].span.length) == (15, 7)
    assert found[0].values["divisor"] == "营收@2022"


def test_a_circle_of_metrics_is_named_once():
    metrics = [
        metric("甲", expr="乙 + 1"),
        metric("乙", expr="丙 + 1"),
        metric("丙", expr="甲@上期"),
        metric("丁", expr="甲 + 1"),
    ]
    facts, found = compute(metrics, ["甲", "丁"])
    assert codes(found) == ["RG310"]
    assert found[0].values["chain"] == "甲 → 乙 → 丙 → 甲"
    assert facts.metrics == {}


def test_a_metric_of_itself_is_a_circle():
    _, found = compute([metric("累计", expr="累计@上期 + 1")])
    assert codes(found) == ["RG310"]


def test_a_metric_that_uses_one_with_a_fault_has_no_fault_of_its_own():
    _, found = compute([metric("甲", sql="sum(没有)"), metric("乙", expr="甲 + 1")], ["乙"])
    assert codes(found) == ["RG301"]


def chain(length):
    steps = [metric(f"数{i}", expr=f"数{i - 1} + 数{i - 1} * 0 + 1") for i in range(1, length)]
    return [metric("数0", value="1"), *steps]


def test_a_tower_of_metrics_is_computed_once_a_floor():
    facts, found = compute(chain(60), ["数59"])
    assert not found
    assert facts.wordings["数59"].text == "60"


def test_a_tower_too_high_is_a_finding_and_no_crash():
    _, found = compute(chain(1000), ["数999"])
    assert {each.code.value for each in found} == {"RG114"}


def test_a_sum_too_long_is_a_finding_and_no_crash():
    _, found = compute([metric("数", expr="1" + " + 1" * 5000)])
    assert codes(found) == ["RG114"]


@given(st.text(alphabet="营收@2024上期+-*/×÷()（） .,%1", max_size=20))
def test_any_text_is_read_or_refused_at_a_place_within_it(text):
    place = 0
    try:
        parse_expression(text)
    except FormulaError as fault:
        place = fault.start
    assert 0 <= place <= len(text)


SUMS = st.recursive(
    st.integers(0, 999).map(str),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner),
    max_leaves=8,
)


@given(SUMS)
def test_plain_arithmetic_is_that_of_school(text):
    assert value_of(text) == (Decimal(eval(text)), "")  # noqa: S307 - of digits and + - * only
