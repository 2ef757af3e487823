"""Conditions: the data choose the words, and nothing else can be said in them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.unit.compute.builder import codes, data, metric, place, ref, report

from reportgen.compute import compute_facts
from reportgen.compute.conditions import parse_condition
from reportgen.compute.expression import FormulaError
from reportgen.diag import Sink
from reportgen.model import report as rep

METRICS = [
    metric("营收", sql="sum(营业收入)", how="亿(1)"),
    metric("净亏损", sql="sum(净亏损)", how="亿(2)"),
    metric("单季", source="quarterly", sql="sum(营业收入)"),
    metric("占比", source="customers", sql="max(占比)"),
    metric("人数", value="5", unit="人"),
    metric("大客户", source="customers", text="argmax(客户, 占比)"),
    metric("利润", source="profits", sql="sum(利润)"),
]
PROFITS = "年度,利润_亿元\n2022,0\n2023,-5\n2024,3"


def judged(*texts, period="2024"):
    """Return what each condition is, and the findings."""
    branches = (
        rep.Conditional((rep.Branch(rep.Condition(text, place(text, "正文.md")), ()),), place(text))
        for text in texts
    )
    made = replace(
        report(METRICS, period=period, sources=["annual", "quarterly", "customers", "profits"]),
        blocks=(rep.Paragraph(tuple(branches), place()),),
    )
    snapshots = data()
    snapshots["profits"] = replace(
        data(annual=PROFITS)["annual"], name="profits", period_column="年度"
    )
    sink = Sink()
    return compute_facts(made, snapshots, sink).choices, list(sink)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("营收 > 0", True),
        ("营收 > 去年同期", True),
        ("营收 < 去年同期", False),
        ("营收 > 营收@上期", True),
        ("营收 >= 营收", True),
        ("营收 != 营收", False),
        ("营收 ≠ 营收@2023", True),
        ("营收 > 19亿美元", True),
        ("营收 > 20亿美元", False),
        ("营收 ＞ １９亿美元", True),
        ("营收 / 营收@2022 > 100倍", True),
        ("营收 / 营收@2022 > 100", True),
        ("营收 - 净亏损 > 10亿美元", True),
        ("营收 | 同比 > 700%", True),
        ("营收|同比 ≤ 7", False),
        ("占比 > 60%", True),
        ("占比 ≥ 0.65", True),
        ("占比 = 65%", True),
        ("占比 == 65.0%", True),
        ("人数 = 5人", True),
        ('大客户 = "微软"', True),
        ("大客户 = '微软'", True),
        ("大客户 = “英伟达”", False),
        ("大客户 != “英伟达”", True),
        ("营收 > 0 且 占比 > 90%", False),
        ("营收 > 0 and 占比 > 60%", True),
        ("营收 < 0 或 占比 > 60%", True),
        ("营收 < 0 or 占比 > 90%", False),
        ("营收 < 0 或 营收 > 0 且 占比 > 90%", False),
        ("(营收 < 0 或 营收 > 0) 且 占比 > 60%", True),
        ("（营收 + 净亏损） × 2 > 营收", True),
        ("((营收 > 0))", True),
        ("非 营收 > 0", False),
        ("not (营收 < 0 or 占比 > 90%)", True),
        ("有 营收@2022", True),
        ("有 营收@2019", False),
        ("has 营收 && 非 has 营收@2019", True),
        ("有 营收@2019 且 营收 > 营收@2019", False),
        ("利润 > 0 且 利润@上期 < 0", True),
        ("利润 > 去年同期", True),
        ("营收 = 19亿美元 ± 1%", True),
        ("营收 = 19亿美元 ± 0.1%", False),
        ("营收 = 19亿美元 ± 2000万美元", True),
        ("占比 = 64% ± 1%", True),
        ("占比 = 64% ± 0.5%", False),
        ("占比 = 64% ± 1个百分点", True),
    ],
)
def test_a_condition_is_told_by_the_data(text, holds):
    chosen, found = judged(text)
    assert [str(each) for each in found] == []
    assert chosen == {text: holds}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("营收", "RG250"),
        ("营收 >", "RG250"),
        ("> 0", "RG250"),
        ("营收 > 0 且", "RG250"),
        ("营收 > 0 0", "RG250"),
        ("营收 > 0)", "RG250"),
        ("(营收 > 0", "RG250"),
        ("营收 => 0", "RG250"),
        ("营收 <> 0", "RG250"),
        ("营收 | 亿 > 0", "RG250"),
        ("营收 > 0 ± 1%", "RG250"),
        ("营收 = 0 ±", "RG250"),
        ("营收 = 营收 ± 利润率", "RG205"),
        ("(营收 + 1) | 同比 > 0", "RG250"),
        ("利润率 > 0", "RG205"),
        ("有 利润率", "RG205"),
        ("营收 > 19", "RG252"),
        ("营收 > 占比", "RG252"),
        ("人数 > 营收", "RG252"),
        ("大客户 > “微软”", "RG252"),
        ("大客户 = 1", "RG252"),
        ("营收 / (营收 - 营收) > 0", "RG252"),
        ("利润 | 同比 > 0", "RG252"),
        ("大客户 + 1 > 0", "RG255"),
        ("大客户 | 同比 > 0", "RG255"),
        ("营收 > 营收@2019", "RG306"),
        ("营收 > 营收@昨天", "RG131"),
    ],
)
def test_what_cannot_be_told_is_a_finding_and_no_choice(text, code):
    chosen, found = judged(text)
    assert codes(found) == [code]
    assert chosen == {}


def test_a_rate_after_a_loss_is_not_taken_for_a_fall():
    _, found = judged("利润 | 同比 < 0")
    assert found[0].values["reason"] == "扭亏为盈"


def test_numbers_of_words_that_are_not_chosen_need_no_data():
    branch = rep.Conditional(
        (
            rep.Branch(rep.Condition("有 营收@2019", place()), (ref("营收@2019"),)),
            rep.Branch(None, (ref("营收"),)),
        ),
        place(),
    )
    made = replace(report(METRICS[:1]), blocks=(rep.Paragraph((branch,), place()),))
    sink = Sink()
    facts = compute_facts(made, data(), sink)
    assert list(sink) == []
    assert list(facts.wordings) == ["营收"]


def test_unknown_names_are_found_in_words_that_are_not_chosen():
    branch = rep.Conditional(
        (rep.Branch(rep.Condition("营收 < 0", place("营收 < 0")), (ref("营数"),)),), place()
    )
    made = replace(report(METRICS[:1]), blocks=(rep.Paragraph((branch,), place()),))
    sink = Sink()
    compute_facts(made, data(), sink)
    assert codes(sink) == ["RG205"]


def test_a_finding_of_a_condition_has_the_place_of_its_part():
    _, found = judged("营收 > 0 且 利润率 > 0")
    assert (found[0].span.column, found[0].span.length) == (10, 3)


@pytest.mark.parametrize("count", [10, 1000, 100_000])
@pytest.mark.parametrize("text", ["(", "非 ", "((a>1)且", "a>1 且 ", "-", "a+", "not (", "“"])
def test_long_conditions_end_soon(text, count):
    with pytest.raises((FormulaError, RecursionError)) as caught:
        parse_condition((text * count)[:3000])
    assert caught.type is FormulaError


@given(st.text(string.printable + "营收占比且或非有“”（）＞＜≥×÷％@", max_size=40))
def test_any_text_is_a_condition_or_refused_at_a_place_in_it(text):
    refused = fault_of(text)
    assert refused is None or 0 <= refused <= max(len(text), 1)


def fault_of(text):
    try:
        parse_condition(text)
    except FormulaError as fault:
        return fault.start
    return None
