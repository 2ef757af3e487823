"""What a table shows: columns of a source, or metrics × periods."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.unit.compute.builder import QUARTERLY, codes, compute, data, metric, place, ref

from reportgen.compute.columns import show_numbers
from reportgen.compute.table_lines import highlight
from reportgen.model import report as rep
from reportgen.model.brand import Hue
from reportgen.model.facts import NO_UNIT
from reportgen.zh.quantity import bare, parse_format
from reportgen.zh.units import parse_unit

METRICS = [
    metric("营收", sql="sum(营业收入)", how="亿(2)"),
    metric("净亏损", sql="sum(净亏损)", how="亿(2)"),
    metric("亏损率", expr="净亏损 / 营收", how="百分比(1)"),
    metric("单季营收", source="quarterly", sql="sum(营业收入)", how="亿(2)"),
    metric("债务", value="80", unit="亿美元", period="2024", how="亿(2)"),
    metric("员工", value="881", unit="人", how="整数"),
    metric("自动", sql="sum(营业收入)", how="自动(1)"),
]


def table(source="", columns=(), metrics=(), periods=()):
    return rep.TableSpec(
        "t",
        source,
        tuple(columns),
        (rep.MetricGroup("", tuple(map(ref, metrics))),) if metrics else (),
        tuple(periods),
        (),
        (),
        place(),
    )


def column(name, *, unit="", how=""):
    return rep.ColumnSpec(
        name,
        name,
        parse_unit(unit) if unit else None,
        parse_format(how) if how else None,
        place(name, "columns.yaml"),
    )


def shown(spec, *, metrics=METRICS, **rest):
    facts, found = compute(metrics, tables=[spec], **rest)
    assert [str(each) for each in found] == []
    made = facts.tables["t"]
    return made.unit, [c.label for c in made.columns], [[w.text for w in row] for row in made.rows]


def test_metrics_of_one_unit_say_it_once_above_the_table():
    spec = table(metrics=["营收", "净亏损"], periods=["2022", "2023", "2024"])
    assert shown(spec) == (
        "亿美元",
        ["指标", "2022年", "2023年", "2024年"],
        [["营收", "0.16", "2.29", "19.15"], ["净亏损", "0.31", "5.94", "8.63"]],
    )


def test_metrics_of_several_units_each_say_their_own():
    unit, _, rows = shown(table(metrics=["营收", "亏损率"], periods=["2023", "2024"]))
    assert unit == ""
    assert rows == [["营收（亿美元）", "2.29", "19.15"], ["亏损率（%）", "259.4", "45.1"]]


def test_a_row_has_one_scale_picked_by_its_largest_number():
    _, _, rows = shown(table(metrics=["自动"], periods=["2022", "2024"]))
    assert rows == [["自动", "0.2", "19.2"]]


def test_a_change_can_be_a_row():
    _, _, rows = shown(table(metrics=["营收", "营收 | 同比"], periods=["2023", "2024"]))
    assert rows[1] == ["营收同比（%）", "1,330.6", "736.8"]


def test_a_dash_stands_where_the_data_know_no_such_period():
    _, _, rows = shown(table(metrics=["营收", "债务"], periods=["2022", "2024"]))
    assert rows == [["营收", "0.16", "19.15"], ["债务", "—", "80.00"]]


def test_a_year_that_is_not_over_is_no_dash_but_a_finding():
    snapshots = data(quarterly=QUARTERLY + "\n2025Q1,981600,314600")
    spec = table(metrics=["单季营收"], periods=["2024", "2025"])
    _, found = compute(METRICS, tables=[spec], snapshots=snapshots)
    assert codes(found) == ["RG306"]


def test_a_row_of_nothing_but_dashes_is_a_finding():
    spec = table(metrics=["营收", "单季营收"], periods=["2022", "2023"])
    facts, found = compute(METRICS, tables=[spec])
    assert codes(found) == ["RG306", "RG306"]
    assert facts.tables == {}


def test_without_periods_a_table_shows_this_one():
    assert shown(table(metrics=["营收"]))[1:] == (["指标", "2024年"], [["营收", "19.15"]])
    assert shown(table(metrics=["营收", "员工"]))[1][1] == "数值"


def test_words_for_periods_can_head_a_column():
    head = shown(table(metrics=["单季营收"], periods=["上期", "本期"]), period="2024Q4")[1]
    assert head == ["指标", "2024年第三季度", "2024年第四季度"]


def test_every_number_of_a_table_keeps_its_origin():
    facts, _ = compute(METRICS, tables=[table(metrics=["营收"], periods=["2023", "2024"])])
    cell = facts.tables["t"].rows[0][2]
    assert (cell.metric, cell.value, str(cell.period)) == ("营收", Decimal("1915.4"), "2024")
    assert (cell.origin.kind, cell.rounding) == ("sql", "2 half-up")


@pytest.mark.parametrize(
    ("metrics", "periods", "code"),
    [
        (["利润"], ["2024"], "RG205"),
        (["营收"], ["昨天"], "RG131"),
        (["营收@2022"], ["2024"], "RG114"),
        (["营收 | 百分比"], ["2024"], "RG307"),
        (["营收"], ["2031"], "RG306"),
    ],
)
def test_a_faulty_table_is_a_finding_and_is_left_out(metrics, periods, code):
    facts, found = compute(METRICS, tables=[table(metrics=metrics, periods=periods)])
    assert codes(found) == [code]
    assert facts.tables == {}


def test_columns_of_one_unit_say_it_once():
    spec = table(
        "quarterly",
        [
            column("季度"),
            column("营业收入", unit="亿美元", how="千分位(2)"),
            column("净亏损", unit="亿美元", how="千分位(2)"),
        ],
    )
    unit, heads, rows = shown(spec, period="2024Q2")
    assert (unit, heads) == ("亿美元", ["季度", "营业收入", "净亏损"])
    assert rows == [["2024年第一季度", "1.89", "1.29"], ["2024年第二季度", "3.95", "3.23"]]


def test_columns_of_several_units_say_them_in_their_heads():
    text = "年度,营收_百万美元,毛利率_百分比,说明\n2023,1228.9,70,初步\n2024,1915.4,76.5,"
    spec = table("annual", map(column, ("年度", "营收", "毛利率", "说明")))
    unit, heads, rows = shown(spec, metrics=[], snapshots=data(annual=text))
    assert (unit, heads) == ("", ["年度", "营收（百万美元）", "毛利率（%）", "说明"])
    assert rows == [["2023年", "1,228.9", "70.0", "初步"], ["2024年", "1,915.4", "76.5", "—"]]


def test_a_missing_number_is_a_dash_and_never_a_blank():
    text = QUARTERLY.replace("395371", "")
    spec = table("quarterly", [column("营业收入")])
    rows = shown(spec, snapshots=data(quarterly=text))[2]
    assert rows[1] == ["—"]


def test_a_cell_knows_its_column_its_file_and_its_period():
    facts, _ = compute(tables=[table("annual", [column("营业收入", how="亿(2)")])])
    cell = facts.tables["t"].rows[-1][0]
    assert (cell.text, cell.metric, str(cell.period)) == ("19.15", "annual.营业收入", "2024")
    assert (cell.origin.source, cell.origin.formula) == ("annual.csv", "营业收入_百万美元")


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        (table("annual", [column("净利")]), "RG301"),
        (table("anual", [column("营业收入")]), "RG315"),
        (table("annual", [column("营业收入", unit="台")]), "RG307"),
        (table("annual", [column("营业收入", how="百分比")]), "RG307"),
    ],
)
def test_a_faulty_column_is_a_finding(spec, code):
    facts, found = compute(tables=[spec])
    assert codes(found) == [code]
    assert facts.tables == {}


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (["2023", "2024"], ["2023", "2024"]),
        (["202301", "202302"], ["202301", "202302"]),
        (["600036", "601398"], ["600036", "601398"]),
        (["981", "2024"], ["981", "2,024"]),
        (["12345", "23456"], ["12,345", "23,456"]),
        (["2024.5", "2023.5"], ["2,024.5", "2,023.5"]),
    ],
)
def test_years_and_codes_are_not_grouped_in_thousands(cells, texts):
    made = show_numbers([Decimal(each) for each in cells], NO_UNIT, None, None)
    assert [bare(value, made.format) for value in made.values] == texts


RULE = rep.HighlightRule(rep.Comparison.LESS, Decimal(0), Hue.ACCENT, "▼")


def facts_of(spec, **rest):
    facts, found = compute(METRICS, tables=[spec], **rest)
    assert [str(each) for each in found] == []
    return facts.tables["t"]


@pytest.mark.parametrize(
    ("sign", "marked"),
    [("<", [0]), ("<=", [0, 1]), (">", [2]), (">=", [1, 2]), ("=", [1]), ("!=", [0, 2])],
)
def test_numbers_that_compare_so_stand_out(sign, marked):
    rule = rep.HighlightRule(rep.Comparison(sign), Decimal(5), Hue.ACCENT, "")
    found = [highlight(Decimal(each), [rule]) is not None for each in (4, 5, 6)]
    assert [place for place, is_marked in enumerate(found) if is_marked] == marked


def test_the_first_rule_that_is_kept_decides_and_a_gap_keeps_none():
    other = rep.HighlightRule(rep.Comparison.LESS, Decimal(9), Hue.LINK, "")
    assert highlight(Decimal(-1), [RULE, other]).hue is Hue.ACCENT
    assert highlight(Decimal(1), [RULE, other]).hue is Hue.LINK
    assert highlight(None, [RULE]) is None


def test_a_bound_is_held_against_the_number_as_it_is_shown():
    rule = rep.HighlightRule(rep.Comparison.MORE, Decimal(10), Hue.ACCENT, "")
    spec = replace(table(metrics=["营收"], periods=["2023", "2024"]), highlights=(rule,))
    assert list(facts_of(spec).highlights) == [(0, 2)]
    shown_column = column("营业收入", unit="亿美元", how="千分位(2)")
    spec = table("annual", [replace(shown_column, highlights=(rule,))])
    assert list(facts_of(spec).highlights) == [(2, 0)]


def test_a_table_may_ask_for_one_unit_and_the_rest_say_their_own():
    spec = replace(table(metrics=["营收", "亏损率"], periods=["2024"]), unit=parse_unit("万美元"))
    made = facts_of(spec)
    assert made.unit == "万美元"
    assert [row[0].text for row in made.rows] == ["营收", "亏损率（%）"]
    assert made.rows[0][1].text == "191,540.00"


def test_groups_of_metrics_have_titles_over_their_first_rows():
    spec = table(metrics=["营收"], periods=["2024"])
    groups = (
        rep.MetricGroup("", (ref("营收"),)),
        rep.MetricGroup("亏损", (ref("净亏损"), ref("亏损率"))),
    )
    assert facts_of(replace(spec, groups=groups)).titles == {1: "亏损"}


def test_columns_know_the_group_they_stand_in():
    grouped = replace(column("营业收入"), group="2024年")
    made = facts_of(table("annual", [column("年度"), grouped]))
    assert [each.group for each in made.columns] == ["", "2024年"]
