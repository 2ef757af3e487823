"""Charts of rows that are filtered, put together and computed."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.unit.compute.builder import codes, compute, place
from tests.unit.compute.test_source_tables import PERIOD, frame, made, sales, sort

from reportgen.model import report as rep
from reportgen.model.chart_options import ChartKind

SALES = """季度,公司,收入_万元
2023Q2,丁,90
2023Q2,甲,100
2024Q1,乙,30
2024Q1,甲,110
2024Q1,丙,10
2024Q2,丙,5
2024Q2,甲,120
2024Q2,乙,40
2024Q2,其他,45"""
TOP = rep.TopRule(1, "", "其他", place())


def chart(*columns, kind=ChartKind.DONUT, x="公司", shape=None, split="", **wishes):
    series = tuple(rep.SeriesSpec(each, each, "bar", 1, place(each)) for each in columns)
    return rep.ChartSpec(
        key="c",
        kind=kind,
        source="sales",
        x=x,
        series=series,
        unit=None,
        secondary_unit=None,
        format=None,
        title=(),
        cite=(),
        alt="",
        span=place(),
        wishes=rep.ChartWishes(**wishes),
        frame=shape or frame(last=1),
        split=split,
    )


def facts_of(spec):
    facts, found = compute(charts=[spec], snapshots=sales(SALES), period=PERIOD)
    return facts.charts.get("c"), found


def shown(spec):
    facts, found = facts_of(spec)
    assert [str(each) for each in found] == []
    values = [[None if v is None else float(v) for v in s.values] for s in facts.series]
    return list(facts.categories), [each.label for each in facts.series], values


def test_the_largest_slices_stay_and_the_rest_is_the_last():
    spec = chart("收入", shape=frame(last=1, top=TOP))
    assert shown(spec) == (["甲", "其他"], ["收入"], [[120.0, 90.0]])


@pytest.mark.parametrize("order", ["ascending", "descending"])
def test_the_rest_is_last_in_any_order(order):
    spec = chart("收入", kind=ChartKind.BAR, sort=order, is_reversed=True)
    assert shown(spec)[0][-1] == "其他"


def test_each_name_of_a_column_is_a_series_and_small_ones_are_put_together():
    spec = chart("收入", kind=ChartKind.STACKED, x="季度", split="公司")
    assert shown(replace(spec, frame=frame(last=2, top=TOP))) == (
        ["2024Q1", "2024Q2"],
        ["甲", "其他"],
        [[110.0, 120.0], [40.0, 90.0]],
    )


def test_a_name_keeps_its_colour_in_the_next_issue():
    spec = chart("收入", kind=ChartKind.LINE, x="季度", split="公司", shape=frame(last=2))
    facts, _ = facts_of(spec)
    labels = [each.label for each in facts.series]
    assert dict(zip(labels, facts.options.tints, strict=True)) == {
        "甲": 1,
        "乙": 2,
        "丙": 3,
        "其他": -1,
    }


def test_a_change_has_an_axis_and_a_unit_of_its_own():
    spec = chart("收入", "收入|yoy", kind=ChartKind.COMBO, shape=frame(last=1, made=[made("yoy")]))
    spec = replace(spec, series=(spec.series[0], replace(spec.series[1], axis=2, kind="line")))
    facts, found = facts_of(spec)
    assert found == []
    assert [each.unit.name for each in facts.series] == ["万元", "%"]
    assert facts.series[1].values == (None, Decimal(20), None, None)


def test_categories_are_sorted_as_given():
    spec = chart("收入", kind=ChartKind.BAR, shape=frame(last=1, sort=[sort("公司", "pinyin")]))
    assert shown(spec)[0] == ["丙", "甲", "乙", "其他"]


def test_a_chart_without_rows_is_found():
    _, found = facts_of(
        chart(
            "收入",
            shape=frame(where=[rep.RowTest("公司", rep.Comparison.EQUAL, ("戊",), None, place())]),
        )
    )
    assert codes(found) == ["RG295"]
