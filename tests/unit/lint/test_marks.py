"""Marks, spaces and letters are found where they were typed, and mended without harm."""

import pytest
from tests.unit.lint.desk import codes, findings

from reportgen.automate.desk.fixing import _applied
from reportgen.diag import Severity


def fixed(text):
    """Return ``text`` as check --fix leaves it."""
    fixes = [each.fix for each in findings(text) if each.fix and each.fix.span.source.path]
    return _applied(text, fixes)[1]


def marks(text):
    return [code for code in codes(findings(text)) if code.startswith("P")]


@pytest.mark.parametrize(
    ("code", "typed", "mended"),
    [
        ("P01", "营收增长,利润下降。", "营收增长，利润下降。"),
        ("P02", "营收增长.", "营收增长。"),
        ("P03", "由人工智能(AI)生成。", "由人工智能（AI）生成。"),
        ("P03", "由人工智能（AI)生成。", "由人工智能（AI）生成。"),
        ("P04", '在于其"裸金属"模式。', "在于其“裸金属”模式。"),
        ("P05", "他说“这是'新'事”。", "他说“这是‘新’事”。"),
        ("P06", "营收增长， 利润下降。", "营收增长，利润下降。"),
        ("P07", "营收增长，利 润下降。", "营收增长，利润下降。"),
        ("P08", "营收增长...利润下降。", "营收增长……利润下降。"),
        ("P09", "只有一条路--增长。", "只有一条路——增长。"),
        ("P10", "营收增长，，利润下降。", "营收增长，利润下降。"),
        ("P11", "第１２届，ＡＩ也是。", "第12届，AI也是。"),
        ("P12", "包括“甲”、“乙”和《丙》、《丁》。", "包括“甲”“乙”和《丙》《丁》。"),
    ],
)
def test_a_fault_is_found_and_mended(code, typed, mended):
    assert set(marks(typed)) == {code}
    assert fixed(typed) == mended
    assert codes(findings(mended)) == []


@pytest.mark.parametrize("typed", ["他说“好。", "（未完。", "一半)在此。", '只有"一半。', "《书。"])
def test_a_mark_without_a_partner_is_left_to_the_author(typed):
    (found,) = (each for each in findings(typed) if each.code == "P13")
    assert found.fix is None
    assert found.span.length == 1


def test_the_place_is_that_of_the_mark():
    (found,) = findings("# 标题\n\n第一行，\n第二行,完。")
    assert (found.code, found.span.line, found.span.column) == ("P01", 4, 4)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("**营收**,利润。", "**营收**，利润。"),
        ("**营收,利润**。", "**营收，利润**。"),
        ("[营收,利润](https://a.example/x,y)下降。", "[营收，利润](https://a.example/x,y)下降。"),
        ("增长{{ 营收 | 亿(1) }},下降。", "增长{{ 营收 | 亿(1) }}，下降。"),
        ("增长[@a, 第5页],下降。", "增长[@a, 第5页]，下降。"),
        (r"人工智能\(AI\)。", "人工智能（AI）。"),
        ("甲 **,乙**。", "甲 **，乙**。"),
        ("营收,\n利润 。", "营收，\n利润。"),
        (
            "| 甲,乙 | 1,000 |\n|---|---|\n| 丙(丁) | 2 |",
            "| 甲，乙 | 1,000 |\n|---|---|\n| 丙（丁） | 2 |",
        ),
    ],
)
def test_marks_of_markdown_and_numbers_are_left(typed, mended):
    assert fixed(typed) == mended


@pytest.mark.parametrize(
    "text",
    [
        "代码`f(甲,乙)`不改。",
        "公式$f(a,b)$不改。",
        "见https://a.example/x?a=1,2&b=(3)一节。",
        "**要点。** 其次是成本。",
        "Yahoo!中国与Yum! Brands。",
        "收入包括：1）产品；2）服务；a）授权。",
        '一块14"屏幕。',
        "北京—上海高铁，2022—2024年。",
        "第一条 本办法所称公司，是指本公司。",
        "作者：张 三，李 四。",
        "发布时间：2025年12月18日 分类：金融分析，阅读时间：8分钟",
        "他引用“开放 合作”一句，没有多说。",
        "包括《甲》（2024年）、《乙》、《丙》。",
        "请在（ ）内填写。",
        "Microsoft’s “Managed Services” agreement、OpenAI's five-year contract。",
        'It is said (twice), "so it is": yes!',
        "“第一段。\n\n“第二段。”",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert codes(findings(text)) == []


def test_a_heading_loses_its_mark_and_gets_no_wide_one():
    assert fixed("# 现状,\n\n正文。") == "# 现状\n\n正文。"


def test_strictly_they_are_errors():
    text = "营收增长,利润下降。"
    (mild,), (strict,) = findings(text), findings(text, is_strict=True)
    assert (mild.severity, strict.severity) == (Severity.WARNING, Severity.ERROR)


def test_one_is_waived_with_a_reason():
    assert codes(findings('营收增长,利润下降。\n{: ignore=P01 reason="原文如此" }')) == []
