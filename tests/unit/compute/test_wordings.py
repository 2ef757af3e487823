"""What stands in the text where an author wrote a number."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.unit.compute.builder import (
    ANNUAL,
    QUARTERLY,
    codes,
    compute,
    data,
    metric,
    place,
    ref,
    report,
    said,
)

from reportgen.compute.walk import number_refs
from reportgen.model import report as rep

METRICS = [
    metric("营收", sql="sum(营业收入)", how="亿(1)"),
    metric("净亏损", sql="sum(净亏损)", how="亿(2)"),
    metric("亏损率", expr="净亏损 / 营收", how="百分比(1)"),
    metric("营收倍数", expr="营收@2024 / 营收@2022", how="倍(0)"),
    metric("单季营收", source="quarterly", sql="sum(营业收入)", how="亿(3)"),
    metric("单季净亏损", source="quarterly", sql="sum(净亏损)", how="万(0)"),
    metric("前两大", source="customers", sql="sum(占比) filter (客户 in ('微软', '英伟达'))"),
    metric("债务", value="80", unit="亿美元", period="2024", how="亿(0)"),
    metric("测试用卡", value="3584", unit="块", period="2023", how="千分位(0)"),
]

SAID = [
    ("营收", "19.2亿美元"),
    ("营收@2022", "0.2亿美元"),
    ("营收@2022 | 万(0)", "1600万美元"),
    ("营收@2024 | 亿(0)", "19亿美元"),
    ("营收 | 自动", "19.15亿美元"),
    ("营收 | 千分位(1)", "1,915.4百万美元"),
    ("营收@上期", "2.3亿美元"),
    ("营收@去年同期", "2.3亿美元"),
    ("营收@本期", "19.2亿美元"),
    ("营收@本年", "19.2亿美元"),
    ("营收@上年", "2.3亿美元"),
    ("营收倍数", "120倍"),
    ("营收倍数 | 倍(1)", "119.7倍"),
    ("营收倍数 | 原样", "119.7125"),
    ("前两大", "80%"),
    ("前两大 | 百分比(1)", "80.0%"),
    ("债务", "80亿美元"),
    ("债务@2024", "80亿美元"),
    ("测试用卡", "3,584块"),
    ("单季营收@2024Q4", "7.474亿美元"),
    ("单季净亏损@2024Q4", "5140万美元"),
    ("单季营收", "19.154亿美元"),
    ("单季营收@2024", "19.154亿美元"),
    ("单季营收@2024H2", "13.313亿美元"),
    ("营收 | 同比", "736.8%"),
    ("营收 | 同比 | 百分比(0)", "737%"),
    ("营收 | 百分比(0) | 同比", "737%"),
    ("营收 | 同比 | 倍(1)", "7.4倍"),
    ("营收 | 同比 | 增减", "增长736.8%"),
    ("营收 | 同比 | 方向", "增长"),
    ("营收 | 同比 | 幅度", "736.8%"),
    ("营收 | 环比 | 增减", "增长736.8%"),
    ("单季净亏损@2024Q4 | 环比", "−85.7%"),
    ("单季净亏损@2024Q4 | 环比 | 增减", "下降85.7%"),
    ("单季净亏损@2024Q4 | 环比 | 方向", "下降"),
    ("单季净亏损@2024Q4 | 环比 | 幅度", "85.7%"),
    ("单季营收@2024Q4 | 环比 | 增减", "增长28.0%"),
    ("亏损率", "45.1%"),
    ("亏损率@上期", "259.4%"),
    ("亏损率 | 同比", "−214.3个百分点"),
    ("亏损率 | 同比 | 增减", "下降214.3个百分点"),
    ("亏损率 | 同比 | 方向", "下降"),
    ("亏损率 | 同比 | 百分点(0)", "−214个百分点"),
    ("亏损率@2023 | 同比 | 增减", "上升65.6个百分点"),
    ("本期", "2024年"),
    ("上期", "2023年"),
    ("去年同期", "2023年"),
    ("本年", "2024年"),
    ("上年", "2023年"),
]


@pytest.mark.parametrize(("text", "words"), SAID)
def test_a_number_in_the_text_is_said_so(text, words):
    assert said(METRICS, text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本期", "2024年第四季度"),
        ("上期", "2024年第三季度"),
        ("去年同期", "2023年第四季度"),
        ("本年", "2024年"),
        ("单季营收", "7.474亿美元"),
        ("单季营收@上期", "5.839亿美元"),
        ("单季营收 | 环比 | 增减", "增长28.0%"),
        ("营收@本年", "19.2亿美元"),
        ("营收@2023", "2.3亿美元"),
    ],
)
def test_in_a_quarterly_report_this_period_is_a_quarter(text, words):
    assert said(METRICS, text, period="2024Q4") == words


def test_a_number_knows_its_value_unit_rounding_period_and_origin():
    facts, _ = compute(METRICS, ["营收 | 亿(1)"])
    wording = facts.wordings["营收|yi(1)"]
    assert (wording.value, wording.unit.name) == (Decimal("1915.4"), "百万美元")
    assert (wording.rounding, str(wording.period)) == ("1 half-up", "2024")
    origin = wording.origin
    assert (origin.kind, origin.source, origin.formula) == ("sql", "annual.csv", "sum(营业收入)")
    assert origin.digest == data()["annual"].digest
    assert origin.span.source.path == "营收.yaml"


def test_a_typed_number_names_the_reference_that_vouches_for_it():
    facts, _ = compute(METRICS, ["债务"])
    assert facts.wordings["债务"].origin.evidence == "ref"


def test_a_change_is_a_number_of_its_own_with_a_formula():
    facts, _ = compute(METRICS, ["营收 | 同比"])
    wording = facts.wordings["营收|yoy()"]
    assert wording.metric == "营收|yoy"
    assert wording.origin.formula == "营收@2024 / 营收@2023 - 1"
    assert wording.unit.name == "%"


def test_a_direction_is_a_word_and_not_a_number():
    facts, _ = compute(METRICS, ["营收 | 同比 | 方向"])
    assert facts.wordings["营收|yoy()|direction()"].value is None


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("100", "100", "持平"),
        ("100", "100.04", "持平"),
        ("100", "100.05", "增长0.1%"),
        ("100", "99.96", "持平"),
        ("100", "99.95", "下降0.1%"),
        ("-5", "3", "扭亏为盈"),
        ("5", "-4", "由盈转亏"),
        ("-2", "-1", "减亏"),
        ("-1", "-2", "增亏"),
        ("-2", "-2", "持平"),
        ("100", "0", "下降100.0%"),
        ("0", "5", "去年同期为零，不可比"),
        ("0", "0", "去年同期为零，不可比"),
    ],
)
def test_a_change_says_what_its_figures_show(before, now, words):
    text = f"年度,营业收入_百万美元,净亏损_百万美元\n2023,{before},1\n2024,{now},1"
    assert said(METRICS[:1], "营收 | 同比 | 增减", snapshots=data(annual=text)) == words


def test_a_number_that_prints_as_nought_is_a_warning():
    text = "年度,营业收入_百万美元,净亏损_百万美元\n2024,1,1"
    facts, found = compute(METRICS[:1], ["营收"], snapshots=data(annual=text))
    assert facts.wordings["营收"].text == "0.0亿美元"
    assert codes(found) == ["RG319"]


def test_nought_itself_is_no_warning():
    text = "年度,营业收入_百万美元,净亏损_百万美元\n2024,0,1"
    facts, found = compute(METRICS[:1], ["营收"], snapshots=data(annual=text))
    assert facts.wordings["营收"].text == "0.0亿美元"
    assert not found


def test_a_change_against_a_quarter_of_nought_names_that_quarter():
    text = QUARTERLY.replace("583941", "0")
    words = said(METRICS, "单季营收@2024Q4 | 环比", snapshots=data(quarterly=text))
    assert words == "上期为零，不可比"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("利润", "RG205"),
        ("营收@2031", "RG306"),
        ("营收@2022 | 同比", "RG306"),
        ("前两大@2024", "RG306"),
        ("前两大 | 同比", "RG306"),
        ("债务@2023", "RG306"),
        ("营收倍数@2024", "RG306"),
        ("营收@2024Q4", "RG306"),
        ("营收@昨天", "RG131"),
        ("营收 | 百分比(1)", "RG307"),
        ("前两大 | 亿(1)", "RG307"),
        ("营收 | 同比 | 百分点(1)", "RG307"),
        ("亏损率 | 同比 | 百分比(1)", "RG307"),
        ("营收 | 同比 | 亿", "RG307"),
        ("营收 | 亿 | 万", "RG114"),
        ("营收 | 同比 | 环比", "RG114"),
        ("营收 | 方向 | 增减", "RG114"),
        ("本期 | 亿(1)", "RG114"),
        ("本期@2022", "RG114"),
    ],
)
def test_what_cannot_be_said_is_a_finding_where_it_stands(text, code):
    facts, found = compute(METRICS, [text])
    assert codes(found) == [code]
    assert found[0].span.source.path == "正文.md"
    assert facts.wordings == {}


def test_one_fault_does_not_hide_the_others():
    facts, found = compute(METRICS, ["利润", "营收", "营收@2031", "成本"])
    assert codes(found) == ["RG205", "RG205", "RG306"]
    assert list(facts.wordings) == ["营收"]


def test_a_close_name_is_suggested():
    _, found = compute(METRICS, ["单季营业收"])
    assert found[0].values["nearest"] == "单季营收"


def test_without_a_period_a_moving_number_needs_its_own():
    _, found = compute(METRICS, ["营收", "营收@上期"], period="")
    assert codes(found) == ["RG313", "RG313"]
    assert said(METRICS, "营收@2024", period="") == "19.2亿美元"
    assert said(METRICS, "前两大", period="") == "80%"


def test_numbers_are_found_in_every_part_of_a_report():
    n = [(ref(f"数{i}"),) for i in range(18)]
    here = place()
    text = rep.Paragraph(n[3], here)
    strong = (rep.Strong((rep.Emphasis((rep.Link("u", n[4], here),), here),), here),)
    made = replace(
        report(),
        title=n[0],
        subtitle=n[1],
        summary=n[2],
        blocks=(
            text,
            rep.Heading(1, strong, "", numbered=True, span=here),
            rep.ListBlock(ordered=False, start=1, items=((rep.Paragraph(n[5], here),),), span=here),
            rep.Quote((rep.Paragraph(n[6], here),), here),
            rep.Callout(n[7], (rep.Paragraph(n[8], here),), here),
            rep.PipeTable(
                ((rep.TypedCell(n[9]),),), ((rep.TypedCell(n[10]),),), (rep.Align.START,), here
            ),
            rep.ImageBlock("a.png", "a", n[11], "", here),
        ),
        notes={"a": rep.NoteText("a", n[12], here)},
        charts={
            "c": rep.ChartSpec("c", "bar", "", "", (), None, None, None, n[13], n[14], "", here)
        },
        tables={"t": rep.TableSpec("t", "", (), (), (), n[15], n[16], here)},
    )
    assert [each.name for each in number_refs(made)] == [f"数{i}" for i in range(17)]


def test_the_order_of_the_data_does_not_matter():
    rows = ANNUAL.splitlines()
    turned = "\n".join([rows[0], *reversed(rows[1:])])
    assert said(METRICS, "营收 | 同比", snapshots=data(annual=turned)) == "736.8%"
