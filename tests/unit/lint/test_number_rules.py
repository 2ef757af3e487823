"""Numbers that contradict each other, their words or their period: N103, N105 to N110."""

from decimal import Decimal

import pytest
from tests.unit.lint.desk import codes, findings, places
from tests.unit.resolve.desk import ORIGIN, PLAIN, YI, chart, references

from reportgen.model import facts as fact
from reportgen.model.chart_options import ChartKind
from reportgen.model.period import Period
from reportgen.zh.units import PERCENT, parse_unit

Q3, Q4 = Period.parse("2024Q3"), Period.parse("2024Q4")


def said(text, value, unit=YI, metric="营收", period=Q4):
    return fact.Wording(text, metric, Decimal(value), unit, "1 half-up", period, ORIGIN)


def known(**wordings):
    named = {
        "营收": said("19.2亿美元", "19.2"),
        "营收|yi(0)": said("19亿美元", "19.2"),
        "营收@2024Q3": said("15.0亿美元", "15", period=Q3),
        "营收|yoy()": said("-5.2%", "-5.2", PERCENT, "营收|yoy"),
        "营收|yoy()|magnitude()": said("5.2%", "-5.2", PERCENT, "营收|yoy"),
        "营收|yoy()|change()": said("下降5.2%", "-5.2", PERCENT, "营收|yoy"),
        "亏损": said("5140万美元", "0.514", metric="亏损"),
        "上期": fact.Wording("2024年第三季度", period=Q3),
        "本期": fact.Wording("2024年第四季度", period=Q4),
    }
    return named | wordings


def look(body, drawn=None, **changes):
    facts = fact.Facts(Q4, {}, known(), drawn or {}, {})
    return findings(body, facts, references=references("a"), **changes)


# ---- N103 ----------------------------------------------------------------------------------


def test_one_metric_in_two_roundings_is_found_where_it_stands_the_second_time():
    found = look("营收{{ 营收 }}。\n\n# 小结\n\n营收{{ 营收 | 亿(0) }}。")
    assert places(found, "N103") == [(5, 3)]
    assert found[0].values == {"metric": "营收", "first": "19.2亿美元", "text": "19亿美元"}


def test_a_note_may_be_more_exact_than_the_text():
    assert codes(look("营收{{ 营收 }}[^n]。\n\n[^n]: 营收{{ 营收 | 亿(0) }}。")) == []


# ---- N105 ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "营收同比增长{{ 营收 | 同比 }}。",
        "营收同比增长了约{{ 营收 | 同比 | 幅度 }}。",
        "营收同比下降{{ 营收 | 同比 }}。",
        "营收同比下降{{ 营收 | 同比 | 增减 }}。",
        "营收同比大幅增长，达{{ 营收 }}，同比{{ 营收 | 同比 | 增减 }}。",
        "利润下降-5%[@a]。",
    ],
)
def test_a_direction_that_the_sign_belies_or_says_twice_is_found(text):
    assert codes(look(text)) == ["N105"]


@pytest.mark.parametrize(
    "text",
    [
        "营收同比下降{{ 营收 | 同比 | 幅度 }}。",
        "营收同比{{ 营收 | 同比 | 增减 }}。",
        "营收同比增长率为{{ 营收 | 同比 }}。",
        "预计明年恢复增长，本期同比{{ 营收 | 同比 | 增减 }}。",
    ],
)
def test_a_direction_that_agrees_is_let_be(text):
    assert codes(look(text)) == []


# ---- N106 ----------------------------------------------------------------------------------


def test_shares_with_a_rest_add_up_to_100():
    assert codes(look("甲占42%，乙占18%，其他占45%[@a]。")) == ["N106"]
    assert codes(look("甲占42%，乙占18%，其他占40%[@a]。")) == []
    assert codes(look("甲占33.3%，乙占33.3%，其余占33.3%[@a]。")) == []
    assert codes(look("甲占42%，乙占18%[@a]。")) == []


def donut(*values):
    numbers = tuple(map(Decimal, values))
    series = fact.SeriesFacts("占比", numbers, PERCENT, "donut", 1)
    return fact.ChartFacts(tuple("甲乙丙丁"[: len(values)]), (series,), PLAIN, ORIGIN)


def test_the_parts_of_a_ring_add_up():
    spec = chart("c", kind=ChartKind.DONUT, cite="甲")
    body = "见@fig-c。\n\n:::{图表} c\n:::\n"
    assert places(look(body, {"c": donut(60, 20, 15)}, charts=spec), "N106") == [(3, 9)]
    assert codes(look(body, {"c": donut(60, 25, 15)}, charts=spec)) == []


TABLE = "| 项目 | 金额（万元） |\n|---|---|\n| 甲 | 1,200 |\n| 乙 | 800 |\n| 合计 | {} |\n"


def test_the_rows_of_a_typed_table_make_its_total():
    found = look(TABLE.format("2,100"))
    assert (places(found, "N106"), found[0].values["total"]) == ([(5, 8)], "2000")
    assert codes(look(TABLE.format("2,000"))) == []


# ---- N107 ----------------------------------------------------------------------------------


def test_numbers_without_a_source_are_one_line():
    (found,) = look("# 章\n\n营收19亿元，增长12%。\n\n利润3亿元。成本2亿元[@a]。")
    assert (found.code, found.span.line, found.severity.value) == ("N107", 3, "warning")
    assert found.values == {"count": "3", "typed": "19亿元、12%、3亿元"}


@pytest.mark.parametrize("changes", [{"is_strict": True}, {"profile": "sell_side"}])
def test_to_the_strict_and_to_the_sell_side_each_is_an_error(changes):
    found = look("营收19亿元，增长10%～15%。", **changes)
    assert [(d.code, d.severity.value) for d in found] == [("N107", "error")] * 2


def test_a_citation_behind_the_full_stop_and_a_note_are_sources():
    assert codes(look("营收19亿元。[@a]\n\n利润3亿元[^n]。\n\n[^n]: 来源：公司。")) == []


# ---- N108 ----------------------------------------------------------------------------------


def pie(*values):
    series = fact.SeriesFacts("占比", tuple(map(Decimal, values)), PERCENT, "bar", 1)
    return {"c": fact.ChartFacts(("微软", "英伟达"), (series,), PLAIN, ORIGIN)}


def test_the_text_agrees_with_the_chart():
    spec = chart("c", cite="甲")
    body = "其中微软更是贡献了超65%的收入[@a]，见@fig-c。\n\n:::{图表} c\n:::\n"
    (found,) = look(body, pie("62", "15"), charts=spec)
    assert (found.code, found.values["typed"]) == ("N108", "超65%")
    assert (found.values["name"], found.values["value"]) == ("微软", "62%")
    assert codes(look(body, pie("66", "15"), charts=spec)) == []


@pytest.mark.parametrize("text", ["微软持股60%", "微软股价上涨60%", "微软的毛利率为60%"])
def test_another_measure_of_the_same_category_is_not_compared(text):
    body = f"{text}[@a]，见@fig-c。\n\n:::{{图表}} c\n:::\n"
    assert codes(look(body, pie("62", "15"), charts=chart("c", cite="甲"))) == []


def test_a_typed_table_agrees_with_the_chart():
    series = fact.SeriesFacts("营业收入", (Decimal("16.0"),), parse_unit("亿元"), "bar", 1)
    made = {"c": fact.ChartFacts(("2023",), (series,), PLAIN, ORIGIN)}
    table = "| 年度 | 营业收入（亿元） |\n|---|---|\n| 2023年 | 17.0 |\n"
    body = f"见@fig-c。\n\n:::{{图表}} c\n:::\n\n{table}"
    assert places(look(body, made, charts=chart("c", cite="甲")), "N108") == [(8, 11)]


# ---- N109 ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "上季度营收为{{ 营收 }}。",
        "2023年营收为{{ 营收 }}。",
        "去年，公司实现营收{{ 营收 }}。",
        "2024年第三季度营收为{{ 营收 }}。",
        "{{ 上期 }}营收为{{ 营收 }}。",
        "2024年第三季度末，公司营收为{{ 营收 }}。",
        "本季度营收为{{ 营收@2024Q3 }}。",
    ],
)
def test_words_for_another_period_than_that_of_the_number_are_found(text):
    assert codes(look(text)) == ["N109"]


@pytest.mark.parametrize(
    "text",
    [
        "上季度营收为{{ 营收@2024Q3 }}。",
        "2024年营收为{{ 营收 }}。",
        "{{ 本期 }}营收为{{ 营收 }}，{{ 上期 }}为{{ 营收@2024Q3 }}。",
        "营收较去年{{ 营收 | 同比 | 增减 }}。",
        "与2023年相比，营收{{ 营收 | 同比 | 增减 }}。",
        "从2022年到2024年，营收达到{{ 营收 }}。",
        "2023年启动的项目已经完成。本期营收为{{ 营收 }}。",
        "公司2019年上市，目前营收为{{ 营收 }}。",
        "2023年投产的项目带来营收{{ 营收 }}。",
    ],
)
def test_words_that_mean_the_period_of_the_number_are_let_be(text):
    assert codes(look(text)) == []


# ---- N110 ----------------------------------------------------------------------------------


def test_two_scales_of_one_unit_in_a_sentence_are_found():
    (found,) = look("营收{{ 营收 }}，净亏损{{ 亏损 }}。")
    assert (found.code, found.values["wanted"]) == ("N110", "0.514亿美元")


@pytest.mark.parametrize(
    "text",
    [
        "营收{{ 营收 }}。净亏损{{ 亏损 }}。",
        "营收7.5亿元，用户5140万人[@a]。",
        "营收7.5亿元，每位员工奖励3万元[@a]。",
        "营收7.5亿美元，利润5140万元[@a]。",
        "成交1.74万亿元，减少2,005亿元[@a]。",
    ],
)
def test_what_cannot_be_compared_may_have_scales_of_its_own(text):
    assert codes(look(text)) == []
