"""What kinds of charts add to their data, and the names their options speak of."""

import statistics
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.unit.compute.builder import codes, compute, data, place

from reportgen.model import report as rep
from reportgen.model.chart_options import ChartKind, PeriodBand, ValueBand

TRADE = """项目,金额_万元,数量_件
期初,100,10
增加,50,20
减少,-30,30
期末,,60"""
PROCESS = "工序,用时_分钟\n" + "\n".join(f"涂布,{v}" for v in [2, 4, 4, 5, 7, 9, 40]) + "\n注液,"
CITIES = "年份,城市,销量_万套\n2023,上海,3\n2024,上海,4\n2023,深圳,2"
PEERS = "公司,增速_%,市盈率_倍,市值_亿元,层级\n甲,10,20,100,龙头\n乙,20,,50,二线\n丙,30,40,25,二线"
DAILY = "日期,价_元\n2024-01-30,1\n2024-01-31,2\n2024-02-01,3\n2024-02-05,5"


def named(name):
    return rep.NamedPlace(name, place(name))


def spec(kind, x, *columns, source="s", **wishes):
    return rep.ChartSpec(
        key="c",
        kind=ChartKind(kind),
        source=source,
        x=x,
        series=tuple(rep.SeriesSpec(c, c, "value", 1, place(c, "y.yaml")) for c in columns),
        unit=None,
        secondary_unit=None,
        format=None,
        title=(),
        cite=(),
        alt="",
        span=place("c", "c.yaml"),
        wishes=rep.ChartWishes(**wishes),
    )


def drawn(chart, text):
    facts, found = compute(charts=[chart], snapshots=data(s=text), period="")
    assert [str(each) for each in found] == []
    return facts.charts["c"]


def refused(chart, text):
    _, found = compute(charts=[chart], snapshots=data(s=text), period="")
    return codes(found)


def numbers(values):
    return [None if value is None else float(value) for value in values]


def test_an_empty_total_of_a_waterfall_is_computed():
    made = drawn(spec("waterfall", "项目", "金额", totals=(named("期末"),)), TRADE)
    assert numbers(made.series[0].values) == [100, 50, -30, 120]
    assert made.options.totals == (3,)


def test_a_total_of_a_waterfall_that_does_not_add_up_is_found():
    wrong = TRADE.replace("期末,,60", "期末,130,60")
    assert refused(spec("waterfall", "项目", "金额", totals=(named("期末"),)), wrong) == ["RG327"]


def test_a_total_may_differ_by_the_rounding_of_its_parts():
    text = "项目,金额_万元\n甲,10.4\n乙,20.4\n丙,30.4\n合计,61.3"
    made = drawn(spec("waterfall", "项目", "金额", totals=(named("合计"),)), text)
    assert made.series[0].values[-1] == Decimal("61.3")


def test_a_box_has_the_quartiles_of_a_spreadsheet_and_far_values_stand_alone():
    made = drawn(spec("box", "工序", "用时"), PROCESS)
    found = {s.kind: s.values[0] for s in made.series}
    quarters = statistics.quantiles([2, 4, 4, 5, 7, 9, 40], n=4, method="inclusive")
    assert [float(found[k]) for k in ("q1", "median", "q3")] == quarters
    assert (found["low"], found["high"], found["outlier"]) == (2, 9, 40)
    assert made.series[0].values[1] is None  # nothing is known of 注液


def test_panels_hold_the_same_categories_and_gaps_stay_gaps():
    made = drawn(spec("line", "年份", "销量", columns={"facet": named("城市")}), CITIES)
    assert made.options.facets == ("上海", "深圳")
    assert [(s.panel, numbers(s.values)) for s in made.series] == [(0, [3, 4]), (1, [2, None])]


def test_two_rows_for_one_place_of_a_panel_are_found():
    twice = CITIES + "\n2023,上海,9"
    assert refused(spec("line", "年份", "销量", columns={"facet": named("城市")}), twice) == [
        "RG317"
    ]


def test_points_have_both_numbers_and_their_own_units():
    roles = {"points": named("公司"), "size": named("市值"), "group": named("层级")}
    made = drawn(spec("scatter", "增速", "市盈率", columns=roles, has_trend=True), PEERS)
    assert made.categories == ("甲", "丙")
    assert [(s.kind, s.unit.name) for s in made.series] == [
        ("x", "%"),
        ("y", "倍"),
        ("size", "亿元"),
    ]
    assert made.options.groups == ("龙头", "二线")
    assert made.options.trend == (1, 10)


def test_categories_are_sorted_by_the_first_series_and_gaps_come_last():
    made = drawn(spec("bar", "项目", "金额", sort="descending"), TRADE)
    assert made.categories == ("期初", "增加", "减少", "期末")
    assert drawn(spec("bar", "项目", "金额", sort="ascending"), TRADE).categories[0] == "减少"


def test_the_order_of_categories_can_be_turned_round():
    made = drawn(spec("bar", "项目", "数量", is_reversed=True), TRADE)
    assert made.categories == ("期末", "减少", "增加", "期初")


def test_the_mean_leaves_gaps_out():
    line = drawn(spec("bar", "项目", "金额", has_mean=True), TRADE).options.lines[0]
    assert (line.label, line.value) == ("均值", 40)


def test_a_band_of_time_takes_the_days_that_lie_within():
    bands = (rep.BandSpec(named("2024-02"), named("2024-02"), "二月"),)
    made = drawn(spec("line", "日期", "价", bands=bands), DAILY)
    assert made.options.bands == (PeriodBand(2, 3, "二月"),)
    assert len(made.options.days) == 4


def test_a_band_of_numbers_lies_along_the_values():
    bands = (rep.BandSpec(named("10"), named("20"), ""),)
    made = drawn(spec("bar", "项目", "数量", bands=bands), TRADE)
    assert made.options.bands == (ValueBand(Decimal(10), Decimal(20), ""),)


def test_a_category_or_a_series_stands_out():
    made = drawn(spec("bar", "项目", "数量", highlight=(named("期末"),)), TRADE)
    assert made.options.highlight == (3,)
    made = drawn(spec("line", "项目", "金额", "金额", highlight=(named("金额"),)), TRADE)
    assert made.options.highlighted_series == (0,)


def test_the_format_is_said_of_the_first_axis_and_the_rate_keeps_its_own():
    text = "年度,营收_万元,毛利率_%\n2023,12345,41.25\n2024,23456,42.5"
    chart = spec("combo", "年度", "营收", "毛利率")
    series = chart.series[0], replace(chart.series[1], axis=2)
    made = drawn(replace(chart, series=series), text)
    assert made.format.digits == 0
    assert [s.format.digits for s in made.series] == [0, 2]


@pytest.mark.parametrize(
    ("chart", "code"),
    [
        (spec("percent", "项目", "金额"), "RG331"),
        (spec("line", "项目", "金额", is_log=True), "RG325"),
        (spec("bar", "项目", "数量", highlight=(named("年末"),)), "RG326"),
        (spec("line", "项目", "数量", time="date"), "RG333"),
        (spec("bar", "项目", "数量", targets=(rep.TargetSpec(Decimal(3), "", 2),)), "RG326"),
    ],
)
def test_what_the_data_cannot_give_is_found(chart, code):
    assert refused(chart, TRADE) == [code]


def test_more_than_can_be_told_apart_is_found():
    text = "年度," + ",".join(f"产品{i}_万元" for i in range(20)) + "\n2024," + ",".join("1" * 20)
    chart = spec("stacked", "年度", *(f"产品{i}" for i in range(20)))
    assert refused(chart, text) == ["RG332"]
