"""What a chart shows."""

from decimal import Decimal

import pytest
from tests.unit.compute.builder import QUARTERLY, codes, compute, data, place

from reportgen.model import report as rep
from reportgen.zh.quantity import parse_format
from reportgen.zh.units import parse_unit


def chart(source="annual", x="年度", y=("营业收入",), *, unit="", second="", how=""):
    series = tuple(
        rep.SeriesSpec(name, name, "line" if axis == 2 else "bar", axis, place(name, "y.yaml"))
        for name, axis in ((each, 1) if isinstance(each, str) else each for each in y)
    )
    return rep.ChartSpec(
        "c",
        "bar",
        source,
        x,
        series,
        parse_unit(unit) if unit else None,
        parse_unit(second) if second else None,
        parse_format(how) if how else None,
        (),
        (),
        "",
        place("c", "c.yaml"),
    )


def drawn(spec, **rest):
    facts, found = compute(charts=[spec], **rest)
    assert [str(each) for each in found] == []
    return facts.charts["c"]


def test_values_are_converted_to_the_unit_of_the_axis():
    made = drawn(chart(unit="亿美元"))
    assert made.categories == ("2022", "2023", "2024")
    assert made.series[0].values == (Decimal("0.16"), Decimal("2.289"), Decimal("19.154"))
    assert made.series[0].unit.name == "亿美元"


def test_without_a_unit_the_format_picks_it():
    assert drawn(chart(how="亿(1)")).series[0].unit.name == "亿美元"
    assert drawn(chart(how="自动")).series[0].unit.name == "亿美元"
    assert drawn(chart()).series[0].unit.name == "百万美元"


def test_labels_of_a_chart_have_equal_figures():
    assert drawn(chart()).format == parse_format("千分位(1)")
    assert drawn(chart(unit="亿美元")).format == parse_format("千分位(2)")
    assert drawn(chart("customers", "客户", ("占比",))).format == parse_format("千分位(0)")


def test_series_of_one_axis_share_its_unit():
    made = drawn(chart("quarterly", "季度", ("营业收入", "净亏损"), how="亿(2)"))
    assert {each.unit.name for each in made.series} == {"亿美元"}


def test_the_second_axis_has_a_unit_of_its_own():
    text = "年度,营收_百万美元,毛利率_百分比\n2023,1,70\n2024,2,76"
    made = drawn(chart(y=("营收", ("毛利率", 2)), unit="亿美元"), snapshots=data(annual=text))
    assert [each.unit.name for each in made.series] == ["亿美元", "%"]


def test_a_chart_ends_with_the_report_period():
    made = drawn(chart("quarterly", "季度"), period="2024Q3")
    assert made.categories == ("2024Q1", "2024Q2", "2024Q3")
    assert drawn(chart(), period="2023").categories == ("2022", "2023")


def test_a_gap_stays_a_gap():
    text = QUARTERLY.replace("395371", "")
    made = drawn(chart("quarterly", "季度"), snapshots=data(quarterly=text))
    assert made.series[0].values[1] is None


def test_a_chart_knows_where_it_comes_from():
    origin = drawn(chart()).origin
    assert (origin.kind, origin.source, origin.formula) == (
        "column",
        "annual.csv",
        "年度: 营业收入",
    )
    assert len(origin.digest) == 64


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        (chart(x="年份"), "RG301"),
        (chart(y=("营收",)), "RG301"),
        (chart("anual"), "RG315"),
        (chart(unit="台"), "RG307"),
        (chart(how="百分比"), "RG307"),
        (chart("customers", "占比", ("客户",)), "RG334"),
        (chart("quarterly", "季度", ("营业收入", "期末")), "RG301"),
    ],
)
def test_a_faulty_chart_is_a_finding_and_is_left_out(spec, code):
    facts, found = compute(charts=[spec])
    assert codes(found) == [code]
    assert facts.charts == {}


def test_two_kinds_of_things_do_not_share_an_axis():
    text = "年度,营收_百万美元,人数_人\n2024,1,70"
    _, found = compute(charts=[chart(y=("营收", "人数"))], snapshots=data(annual=text))
    assert codes(found) == ["RG307"]


def test_a_chart_with_nothing_to_show_is_a_finding():
    _, found = compute(charts=[chart()], period="2020")
    assert codes(found) == ["RG313"]
    assert found[0].values["known"] == "annual 2022—2024"


def test_all_faults_of_a_chart_are_found_at_once():
    _, found = compute(charts=[chart(x="年份", y=("营收", "净利"))])
    assert codes(found) == ["RG301"] * 3
