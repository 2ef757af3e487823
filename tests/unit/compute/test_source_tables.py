"""Tables of a source's rows: filtered, sorted, put together, with columns that are computed."""

import pytest
from msgspec.structs import replace
from tests.unit.compute.builder import codes, compute, data, place
from tests.unit.compute.test_tables import column, table

from reportgen.model import report as rep
from reportgen.model.colour import Hue
from reportgen.model.period import Grain
from reportgen.read.numbers import read_number

PERIOD = "2024Q2"
SALES = """季度,公司,地区,收入_万元,成本_万元
2023Q2,甲,东,100,50
2023Q2,乙,西,-40,10
2023Q2,丙,东,0,10
2024Q1,甲,东,110,55
2024Q1,乙,西,20,10
2024Q1,丙,东,30,10
2024Q2,甲,东,120,60
2024Q2,乙,西,20.4,10
2024Q2,丙,东,59.8,10
2024Q2,丁,西,,10"""


def sales(text=SALES):
    found = data(sales=text)
    return {**found, "sales": dated(found["sales"])}


def dated(snapshot):
    columns = tuple(
        replace(each, is_number=False) if each.name == "季度" else each for each in snapshot.columns
    )
    return replace(snapshot, period_column="季度", columns=columns)


def frame(*, made=(), where=(), last=0, sort=(), top=None, group_by=""):
    return rep.FrameSpec(
        tests=tuple(where),
        window=rep.Window(last, None, place()) if last else None,
        sorts=tuple(sort),
        top=top,
        made=tuple(made),
        group_by=group_by,
        spans={"group_by": place()},
    )


def made(how, source="收入"):
    making = rep.Making(how)
    name = f"{source}|{how}" if making is not rep.Making.FORMULA else "算"
    return rep.MadeColumn(name, name, making, source, place(source))


def asks(text, comparison, *words):
    number = read_number(words[0]) if len(words) == 1 else None
    return rep.RowTest(text, rep.Comparison(comparison), words, number, place(text))


def sort(name, order="ascending", *values):
    return rep.SortRule(name, rep.SortOrder(order), place(), tuple((v, place()) for v in values))


def facts_of(columns, spec, *, text=SALES, **rest):
    shown = [column(each) if isinstance(each, str) else each for each in columns]
    wanted = replace(table("sales", shown), frame=spec, **rest)
    facts, found = compute(tables=[wanted], snapshots=sales(text), period=PERIOD)
    return facts.tables.get("t"), found


def rows(columns, spec, **rest):
    facts, found = facts_of(columns, spec, **rest)
    assert [str(each) for each in found] == []
    return [[cell.text for cell in row] for row in facts.rows]


def test_only_the_reports_period_stays_where_one_is_asked_for():
    assert rows(["公司", "收入"], frame(last=1)) == [
        ["甲", "120.0"],
        ["乙", "20.4"],
        ["丙", "59.8"],
        ["丁", "—"],
    ]


def test_a_window_that_the_data_do_not_fill_is_found():
    _, found = facts_of(["公司", "收入"], frame(last=4))
    assert codes(found) == ["RG293"]
    assert dict(found[0].values)["missing"] == "2023Q3、2023Q4"


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (asks("地区", "=", "东"), ["甲", "丙"]),
        (asks("地区", "!=", "东"), ["乙", "丁"]),
        (asks("公司", "=", "甲", "丁"), ["甲", "丁"]),
        (asks("收入", ">", "50"), ["甲", "丙"]),
        (asks("收入", ">", "成本"), ["甲", "乙", "丙"]),
        (asks("季度", "=", "本期"), ["甲", "乙", "丙", "丁"]),
    ],
)
def test_rows_that_fail_a_test_are_left_out(asked, left):
    assert [row[0] for row in rows(["公司"], frame(last=1, where=[asked]))] == left


def test_periods_compare_with_periods():
    asked = frame(where=[asks("季度", ">=", "2024Q1"), asks("公司", "=", "甲")])
    assert rows(["季度"], asked) == [["2024年第一季度"], ["2024年第二季度"]]


@pytest.mark.parametrize(
    "asked", [asks("收入", ">", "很多"), asks("地区", ">", "东"), asks("季度", "=", "去年夏天")]
)
def test_a_test_that_cannot_be_put_is_found(asked):
    _, found = facts_of(["公司"], frame(where=[asked]))
    assert codes(found) == ["RG291"]


def test_a_table_without_rows_is_found():
    _, found = facts_of(["公司"], frame(where=[asks("地区", "=", "南")]))
    assert codes(found) == ["RG295"]


def test_a_change_is_found_by_the_name_of_the_row_and_losses_are_said_in_words():
    shown = rows(["公司", "收入|yoy", "收入|qoq"], frame(made=[made("yoy"), made("qoq")], last=1))
    assert shown == [
        ["甲", "20.0", "9.1"],
        ["乙", "扭亏为盈", "2.0"],
        ["丙", "—", "99.3"],
        ["丁", "—", "—"],
    ]


def test_shares_and_ranks_are_those_of_the_rows_shown():
    shown = rows(
        ["公司", "收入|share", "收入|rank"], frame(made=[made("share"), made("rank")], last=1)
    )
    assert shown == [
        ["甲", "59.9", "1"],
        ["乙", "10.2", "3"],
        ["丙", "29.9", "2"],
        ["丁", "—", "—"],
    ]


def test_a_sum_to_date_needs_all_its_parts():
    shown = rows(["公司", "收入|ytd"], frame(made=[made("ytd")], last=1))
    assert shown == [["甲", "230.0"], ["乙", "40.4"], ["丙", "89.8"], ["丁", "—"]]


def test_a_running_sum_follows_the_order_of_the_rows():
    asked = frame(made=[made("running")], last=1, sort=[sort("收入", "descending")])
    assert rows(["公司", "收入|running"], asked) == [
        ["甲", "120.0"],
        ["丙", "179.8"],
        ["乙", "200.2"],
        ["丁", "—"],
    ]


def test_a_formula_is_computed_anew_in_rows_of_totals():
    total = (rep.TotalRow(rep.Totalling.SUM, "合计"),)
    asked = frame(made=[made("expr", "1 - 成本 / 收入")], last=1, where=[asks("地区", "=", "东")])
    shown = [column("公司"), column("算", how="百分比(1)")]
    assert rows(shown, asked, totals=total) == [["甲", "50.0"], ["丙", "83.3"], ["合计", "61.1"]]


def test_the_rest_stands_last_and_is_the_sum_of_what_is_not_shown():
    top = rep.TopRule(1, "", "其他", place())
    asked = frame(made=[made("yoy"), made("share")], last=1, top=top)
    total = (rep.TotalRow(rep.Totalling.AVERAGE, "平均"),)
    assert rows(["公司", "收入", "收入|share"], asked, totals=total) == [
        ["甲", "120.0", "59.9"],
        ["其他", "80.2", "40.1"],
        ["平均", "66.7", "33.3"],
    ]


def test_the_largest_of_several_periods_are_found_to_mean_nothing():
    _, found = facts_of(["公司", "收入"], frame(top=rep.TopRule(1, "", "其他", place())))
    assert codes(found) == ["RG341"]


def test_groups_have_heads_and_subtotals():
    asked = frame(last=1, group_by="地区")
    total = (rep.TotalRow(rep.Totalling.SUM, "合计"),)
    facts, _ = facts_of(
        ["公司", "收入"], asked, totals=total, subtotal="小计", has_group_heads=True
    )
    assert facts.titles == {0: "东", 3: "西"}
    assert [[cell.text for cell in row] for row in facts.rows] == [
        ["甲", "120.0"],
        ["丙", "59.8"],
        ["小计", "179.8"],
        ["乙", "20.4"],
        ["丁", "—"],
        ["小计", "20.4"],
        ["合计", "200.2"],
    ]
    assert facts.totals == {2, 5, 6}


def test_totals_that_do_not_add_up_as_printed_are_noted():
    spec = [column("公司"), column("收入", how="整数")]
    total = (rep.TotalRow(rep.Totalling.SUM, "合计"),)
    text = "公司,收入_元\n甲,1.4\n乙,1.4"
    facts, _ = facts_of(spec, frame(), text="季度," + text.replace("\n", "\n2024Q2,"), totals=total)
    assert [row[1].text for row in facts.rows] == ["1", "1", "3"]
    assert facts.notes == ("因四舍五入，合计可能不等于各项之和。",)


def test_ratios_are_not_added_up_unless_they_are_asked_to_be():
    text = "季度,公司,占比_%\n2024Q2,甲,40\n2024Q2,乙,60"
    total = (rep.TotalRow(rep.Totalling.SUM, "合计"),)
    summed = replace(column("占比"), total=rep.Totalling.SUM)
    for shown, expected in ((column("占比"), "—"), (summed, "100")):
        found = rows([column("公司"), shown], frame(), text=text, totals=total)
        assert found[-1] == ["合计", expected]


def test_given_names_come_first_and_a_name_that_is_nowhere_is_found():
    asked = frame(last=1, sort=[sort("公司", "ascending", "丙", "乙", "戊")])
    facts, found = facts_of(["公司"], asked)
    assert [row[0].text for row in facts.rows] == ["丙", "乙", "丁", "甲"]
    assert codes(found) == ["RG297"]


def test_a_pivot_crosses_names_with_periods():
    pivot = rep.PivotSpec(
        (rep.PivotRow("地区", "地区", place()),), "季度", rep.Totalling.SUM, "合计", place()
    )
    facts, found = facts_of(["收入"], frame(last=2), pivot=pivot)
    assert found == []
    assert [each.label for each in facts.columns] == [
        "地区",
        "2024年第一季度",
        "2024年第二季度",
        "合计",
    ]
    assert [[cell.text for cell in row] for row in facts.rows] == [
        ["东", "140.0", "179.8", "319.8"],
        ["西", "20.0", "20.4", "40.4"],
    ]


def test_a_hidden_column_is_used_but_not_printed():
    rule = rep.HighlightRule(rep.Comparison.LESS, 50, Hue.ACCENT, "", "收入")
    shown = [replace(column("公司"), highlights=(rule,)), replace(column("收入"), is_hidden=True)]
    facts, _ = facts_of(shown, frame(last=1))
    assert [each.label for each in facts.columns] == ["公司"]
    assert list(facts.highlights) == [(1, 0)]


def test_every_number_keeps_its_column_its_row_and_its_period():
    facts, _ = facts_of(["公司", "收入"], frame(last=1))
    cell = facts.rows[1][1]
    assert (cell.metric, cell.item, str(cell.period)) == ("sales.收入", "乙", PERIOD)


def test_quarters_are_asked_for_by_their_name():
    asked = replace(frame(), window=rep.Window(2, Grain.QUARTER, place()))
    assert {row[0] for row in rows(["季度"], asked)} == {"2024年第一季度", "2024年第二季度"}


def test_a_margin_of_all_is_no_sum_that_was_rounded():
    asked = frame(made=[made("expr", "1 - 成本 / 收入")], last=1)
    total = (rep.TotalRow(rep.Totalling.SUM, "合计"),)
    spec = [column("公司"), column("收入"), column("算", how="百分比(1)")]
    facts, _ = facts_of(spec, asked, totals=total)
    assert facts.notes == ()
