"""Typed numbers are held against the metrics of the report: N101, N102, N104, N105."""

import datetime as dt
from decimal import Decimal

import pytest
from tests.unit.lint.desk import codes, findings
from tests.unit.resolve.desk import HERE, ORIGIN, YI

from reportgen.model import facts as fact
from reportgen.model.period import Period
from reportgen.model.report import MetricSpec
from reportgen.zh.units import PERCENT, POINTS

Y2024 = Period.parse("2024")
PERCENT_1 = fact.NumberFormat(fact.FormatKind.PERCENT, 1)
YI_1 = fact.NumberFormat(fact.FormatKind.YI, 1)


def metric(name, value, unit, how, label="", period=Y2024):
    return fact.Metric(name, label or name, Decimal(value), unit, period, how, ORIGIN)


def spec(name):
    return MetricSpec(name, name, "annual", "sum(x)", "", None, None, "", None, None, HERE, HERE)


METRICS = (
    metric("营收", "17.0", YI, YI_1, "营业收入", Period.parse("2023")),
    metric("营收", "19.154", YI, YI_1, "营业收入"),
    metric("毛利率", "35.2", PERCENT, PERCENT_1),
)
CHANGE = fact.Wording("-5.2%", "营收|yoy", Decimal("-5.2"), PERCENT, "1 half-up", Y2024, ORIGIN)


def look(body, **changes):
    known = fact.Facts(
        Y2024,
        {(each.name, each.period): each for each in METRICS},
        {"营收|yoy()": CHANGE, "营收|yoy": CHANGE},
        {},
        {},
    )
    specs = {each.name: spec(each.name) for each in METRICS}
    return findings(body, known, metrics=specs, **changes)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("公司营业收入为19.2亿美元[^n]。", "{{ 营收 }}"),
        ("营收达到19.15亿美元[^n]。", "{{ 营收 | 亿(2) }}"),
        ("2024年，营收为19亿美元[^n]。", "{{ 营收@2024 | 亿(0) }}"),
        ("毛利率为35%[^n]。", "{{ 毛利率 | 百分比(0) }}"),
        ("今年营收为19.2亿美元[^n]。", "{{ 营收 }}"),
        ("去年营收为17.0亿美元[^n]。", "{{ 营收@去年 }}"),
        ("2023年营收为17.0亿美元[^n]。", "{{ 营收@2023 }}"),
        ("营收同比下降5.2%[^n]。", "{{ 营收 | 同比 | 幅度 }}"),
    ],
)
def test_a_typed_number_that_is_a_metric_can_be_bound(text, fix):
    (found,) = (d for d in look(f"{text}\n\n[^n]: 注。") if d.code == "N101")
    assert found.fix.text == fix


@pytest.mark.parametrize("text", ["近20亿美元", "约18.5亿美元", "超过19亿美元", "不足20亿美元"])
def test_about_over_and_under_are_true_as_far_as_they_say(text):
    assert codes(look(f"营收为{text}[^n]。\n\n[^n]: 注。")) == ["N101"]


@pytest.mark.parametrize(
    "text", ["20.1亿美元", "超过20亿美元", "不足19亿美元", "约17亿美元", "17.0亿美元"]
)
def test_a_number_beside_a_metrics_name_that_rounding_does_not_explain_is_found(text):
    (found,) = look(f"营收为{text}[^n]。\n\n[^n]: 注。")
    assert (found.code, found.values["typed"]) == ("N102", text)
    assert found.values["value"] == "19.2亿美元"


def test_a_number_far_from_the_metric_that_is_named_right_before_it_is_found():
    assert codes(look("营业收入为12亿美元[^n]。\n\n[^n]: 注。")) == ["N102"]


@pytest.mark.parametrize(
    "text",
    [
        "海外营业收入为18.5亿美元",
        "营收目标为20亿美元",
        "2022年营收为18.5亿美元",
        "营收较上年增加1.8亿美元",
        "营收中有18.2亿美元来自海外",
        "营收规模以上企业20亿美元",
        "云业务的营收为18.5亿美元",
        "毛利为18亿美元",
        "营收为19.2亿元",
    ],
)
def test_another_number_is_not_taken_for_the_metric(text):
    assert codes(look(f"{text}[^n]。\n\n[^n]: 注。")) == []


@pytest.mark.parametrize("text", ["1.92亿美元", "19.2万美元", "192亿美元"])
def test_the_same_figures_in_another_scale_are_found(text):
    assert codes(look(f"公司营收为{text}[^n]。\n\n[^n]: 注。")) == ["N104"]


def test_the_change_of_a_share_counts_in_points():
    found = look("毛利率提高3.2%，占比下降1.5个百分点[^n]。\n\n[^n]: 注。")
    assert [(d.code, d.values["bound"]) for d in found] == [("N104", "3.2个百分点")]


def test_a_typed_direction_that_the_change_belies_is_found():
    (found,) = look("营收同比增长5.2%[^n]。\n\n[^n]: 注。")
    assert (found.code, found.values["value"]) == ("N105", "−5.2%")


def test_a_figure_without_a_name_beside_it_must_say_three_figures_to_be_a_metric():
    assert codes(look("合计19.2亿美元，另有19亿美元[^n]。\n\n[^n]: 注。")) == ["N101"]


def test_nothing_is_fixed_in_yaml_in_links_and_in_code():
    body = "[营收为19.2亿美元](https://a.cn)、`营收为19.2亿美元`[^n]。\n\n[^n]: 注。"
    assert [d.fix for d in look(body)] == [None]


@pytest.mark.parametrize("text", ["回购19.2亿美元", "营收超过19亿美元", "营收不足20亿美元"])
def test_what_may_not_hold_in_the_next_issue_is_found_and_not_fixed(text):
    assert [d.fix for d in look(f"{text}[^n]。\n\n[^n]: 注。")] == [None]


def test_the_place_of_a_fix_is_exact():
    (found,) = look("甲乙**丙**公司营收为19.2亿美元[^n]。\n\n[^n]: 注。")
    span = found.fix.span
    assert span.source.line(span.line)[span.column - 1 :][: span.length] == "19.2亿美元"


def test_points_and_shares_are_two_kinds():
    assert POINTS.base == PERCENT.base == ""
    assert codes(look("毛利率为35.2个百分点[^n]。\n\n[^n]: 注。")) == []
    assert dt.date(2024, 12, 31) == Y2024.end
