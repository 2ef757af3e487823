"""Which period a report is about, and which rows speak of one."""

import pytest
from msgspec.structs import replace
from tests.unit.compute.builder import QUARTERLY, codes, compute, data, metric, place, report

from reportgen.compute import compute_facts
from reportgen.compute.periods import Coverage, Days, last_common_period, period_of_word
from reportgen.diag import Sink
from reportgen.model import report as rep
from reportgen.model.period import Grain, Period

NEXT_YEAR = "\n2025Q1,981600,314600\n2025Q2,1212788,290509\n2025Q3,1364676,110124"
METRICS = [
    metric("营收", sql="sum(营业收入)", how="亿(1)"),
    metric("单季营收", source="quarterly", sql="sum(营业收入)", how="亿(2)"),
    metric("比", expr="单季营收 / 营收", how="百分比(0)"),
    metric("债务", value="80", unit="亿美元"),
]


def coverage(*periods):
    return Coverage(tuple(Period.parse(each) for each in periods))


def period_of(text, **rest):
    facts, found = compute(METRICS, text, period="auto", **rest)
    return str(facts.period), codes(found)


def test_auto_is_the_last_period_there_are_data_for():
    assert period_of(["单季营收"]) == ("2024Q4", [])
    assert period_of(["营收"]) == ("2024", [])


def test_new_rows_move_the_report_to_the_next_period():
    snapshots = data(quarterly=QUARTERLY + NEXT_YEAR)
    text = ["本期", "单季营收", "单季营收 | 环比 | 增减", "营收@2024"]
    facts, found = compute(METRICS, text, period="auto", snapshots=snapshots)
    assert not found
    assert [facts.wordings[k].text for k in sorted(facts.wordings)] == [
        "13.65亿美元",
        "增长12.5%",
        "2025年第三季度",
        "19.2亿美元",
    ]


def test_a_table_of_years_that_is_only_quoted_does_not_hold_back_a_quarterly_report():
    assert period_of(["单季营收", "营收@2024"]) == ("2024Q4", [])


def test_years_and_quarters_together_make_a_yearly_report():
    assert period_of(["单季营收", "营收"]) == ("2024", [])
    assert period_of(["比"]) == ("2024", [])


def test_a_year_is_complete_only_with_four_quarters():
    three = "\n".join(QUARTERLY.splitlines()[:-1])
    text = ["单季营收", "营收"]
    assert period_of(text, snapshots=data(quarterly=three)) == ("None", ["RG313", "RG313", "RG313"])


def test_the_period_is_not_missed_when_nothing_moves():
    facts, found = compute(METRICS[3:], ["债务"], period="auto")
    assert (facts.period, found) == (None, [])
    snapshots = data(annual="年度,营业收入_百万美元,净亏损_百万美元\n2022,16,31")
    assert period_of(["营收@2022", "单季营收@2024"], snapshots=snapshots) == ("None", [])


def test_a_word_for_this_period_needs_one():
    metrics = METRICS[3:]
    undated = {"customers": data()["customers"]}
    facts, found = compute(metrics, ["本期"], period="auto", snapshots=undated)
    assert facts.period is None
    assert codes(found) == ["RG313", "RG313"]


def test_the_part_of_a_year_is_not_the_year():
    three = "\n".join(QUARTERLY.splitlines()[:-1])
    snapshots = data(quarterly=three)
    facts, found = compute(METRICS, ["单季营收@2024"], snapshots=snapshots)
    assert codes(found) == ["RG306"]
    assert found[0].values["known"] == "2024Q1—2024Q3"
    assert facts.wordings == {}


@pytest.mark.parametrize(
    ("rows", "asked", "parts"),
    [
        (["2024"], "2024", ["2024"]),
        (
            ["2024Q1", "2024Q2", "2024Q3", "2024Q4"],
            "2024",
            ["2024Q1", "2024Q2", "2024Q3", "2024Q4"],
        ),
        (["2024Q1", "2024Q2", "2024Q3"], "2024", []),
        (["2024Q1", "2024Q2", "2024Q3"], "2024H1", ["2024Q1", "2024Q2"]),
        (["2024H1", "2024H2", "2024Q4"], "2024", ["2024H1", "2024H2"]),
        (["2024", "2024Q1"], "2024Q1", ["2024Q1"]),
        (["2024", "2024Q1"], "2024", ["2024"]),
        (["2024"], "2024Q1", []),
        (["2024Q1", "2024Q1"], "2024Q1", ["2024Q1"]),
        (["2024-01", "2024-02", "2024-03"], "2024Q1", ["2024-01", "2024-02", "2024-03"]),
        ([], "2024", []),
    ],
)
def test_a_period_is_itself_or_all_its_parts(rows, asked, parts):
    assert [str(p) for p in coverage(*rows).parts_of(Period.parse(asked))] == parts


def test_filled_periods_of_a_longer_kind():
    months = [f"2024-{month:02}" for month in range(1, 12)]
    filled = coverage(*months).last_filled(Grain.QUARTER)
    assert [str(p) for p in filled] == ["2024Q1", "2024Q2", "2024Q3"]


@pytest.mark.parametrize(
    ("sources", "period"),
    [
        ([["2023", "2024"]], "2024"),
        ([["2023", "2024"], ["2022", "2023"]], "2023"),
        ([["2023"], ["2024"]], "None"),
        ([["2024Q3", "2024Q4"], ["2024Q2", "2024Q3"]], "2024Q3"),
        ([["2024Q3"], []], "None"),
        ([], "None"),
    ],
)
def test_the_last_period_that_all_sources_fill(sources, period):
    assert str(last_common_period([coverage(*rows) for rows in sources])) == period


@pytest.mark.parametrize(
    ("word", "now", "then"),
    [
        ("本期", "2024Q1", "2024Q1"),
        ("上期", "2024Q1", "2023Q4"),
        ("上期", "2024", "2023"),
        ("上期", "2024-01", "2023-12"),
        ("去年同期", "2024Q1", "2023Q1"),
        ("本年", "2024Q1", "2024"),
        ("上年", "2024Q1", "2023"),
        ("2022", "2024Q1", "2022"),
        ("2022年", "2024Q1", "2022"),
        ("昨天", "2024Q1", "None"),
    ],
)
def test_words_for_periods(word, now, then):
    assert str(period_of_word(word, Period.parse(now), Days())) == then


def test_a_row_without_a_period_speaks_of_none():
    snapshots = data(annual="年度,营业收入_百万美元\n2024,1\n合计,9\n,5")
    facts, found = compute([METRICS[0]], ["营收@2024 | 原样"], snapshots=snapshots)
    assert not found
    assert facts.wordings["营收@2024|plain()"].text == "1百万美元"


@pytest.mark.parametrize(
    ("words", "now", "then"),
    [
        ("本年累计 今年以来 ytd", "2024Q3", "2024Q3YTD"),
        ("本年累计 ytd", "2024Q2", "2024H1"),
        ("本年累计 ytd", "2024Q1", "2024Q1"),
        ("本年累计 ytd", "2024-12", "2024"),
        ("上年累计 去年累计 last_ytd", "2024Q3", "2023Q3YTD"),
        ("本期 this", "2024-11-08", "2024-11-08"),
        ("上期 previous", "2021W01", "2020W53"),
        ("去年同期 上年同期 year_ago", "2020W53", "2019W52"),
        ("去年同期 上年同期 year_ago", "2024-02-29", "2023-02-28"),
        ("本年 今年 this_year", "2024-11-08", "2024"),
        ("上年 去年 last_year", "2024W05", "2023"),
    ],
)
def test_chinese_and_ascii_words_mean_the_same_period(words, now, then):
    made = {str(period_of_word(word, Period.parse(now), Days())) for word in words.split()}
    assert made == {then}


def test_the_year_to_date_adds_up_its_quarters():
    facts, found = compute(
        METRICS, ["单季营收@本年累计", "本年累计", "单季营收@ytd | 亿(3)"], period="2024Q3"
    )
    assert not found
    assert [facts.wordings[k].text for k in sorted(facts.wordings)] == [
        "11.680亿美元",
        "11.68亿美元",
        "2024年前三季度",
    ]


def test_a_table_of_years_to_date_answers_for_itself():
    rows = "季度,营业收入_亿元\n2023年1-9月,80\n2024年1—9月,100"
    metrics = [metric("累计", source="quarterly", sql="sum(营业收入)", how="亿(0)")]
    text = ["累计@本年累计", "累计@本年累计 | 同比", "本年累计"]
    facts, found = compute(metrics, text, period="2024-09", snapshots=data(quarterly=rows))
    assert codes(found) == ["RG306"] * 0
    assert {w.text for w in facts.wordings.values()} == {"100亿元", "25.0%", "2024年1—9月"}


def test_a_metric_that_only_a_condition_asks_for_holds_back_the_period():
    quarterly = QUARTERLY + NEXT_YEAR
    late = quarterly.replace("营业收入_千美元,净亏损_千美元", "订单,退单").rsplit("\n", 2)[0]
    snapshots = data(quarterly=quarterly, orders=late)
    snapshots["orders"] = replace(snapshots["orders"], period_column="季度")
    orders = metric("订单", source="orders", sql="sum(订单)")
    condition = rep.Condition("订单 > 0", place())
    chosen = rep.Conditional((rep.Branch(condition, ()),), place())

    def period(*inlines):
        made = report([*METRICS, orders], ["单季营收"], period="auto", sources=list(snapshots))
        made = replace(made, blocks=(*made.blocks, rep.Paragraph(inlines, place())))
        sink = Sink()
        return str(compute_facts(made, snapshots, sink).period), codes(sink)

    assert period() == ("2025Q3", [])
    assert period(chosen) == ("2025Q1", [])


def test_a_report_of_charts_and_tables_alone_names_the_period_of_its_data():
    facts, found = compute([], ["本期"], period="auto")
    assert (str(facts.period), codes(found)) == ("2024", [])


def test_a_missing_quarter_shows_among_the_periods_there_are():
    words = ("2023Q1", "2023Q2", "2023Q4", "2024Q1", "2024Q2")
    covered = Coverage(tuple(Period.parse(word) for word in words))
    assert str(covered) == "2023Q1—2023Q2、2023Q4—2024Q2"
