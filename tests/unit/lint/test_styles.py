"""Numbers, dates and names are written as the standard and their owners have it."""

import pytest
from tests.unit.lint.desk import codes, findings
from tests.unit.lint.test_marks import fixed
from tests.unit.resolve.desk import facts, number, table


def styles(text, known=None, **changes):
    found = findings(text, known, **changes)
    return [each for each in found if each.code.value in {"X01", "H01", "H03", "H05", "F02"}
            or each.code.value.startswith("N0")]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "typed", "mended"),
    [
        ("N01", "毛利率为3%-5%。", "毛利率为3%～5%。"),
        ("N03", "占比12.5 %。", "占比12.5%。"),
        ("N08", "共有大约30家左右。", "共有大约30家。"),
        ("N08", "占比超过50%以上。", "占比超过50%。"),
        ("N08", "不足5亿元以内。", "不足5亿元。"),
        ("H03", "（一）、总体情况。", "（一）总体情况。"),
        ("H03", "一.总体情况。", "一、总体情况。"),
        ("H05", "# 一、现状\n\n正文。", "# 现状\n\n正文。"),
        ("H05", "# 1. 现状\n\n正文。", "# 现状\n\n正文。"),
        ("H05", "# 第一章 现状\n\n正文。", "# 现状\n\n正文。"),
    ],
)
def test_a_fault_is_found_and_mended(code, typed, mended):
    assert [each.code.value for each in styles(typed)] == [code]
    assert fixed(typed) == mended
    assert styles(mended) == []


@pytest.mark.parametrize(
    ("code", "typed", "wanted"),
    [
        ("N01", "毛利率为3-5%。", "3%～5%"),
        ("N02", "规模在9-16亿元。", "9亿～16亿"),
        ("N04", "共投入12345元。", "12,345元"),
        ("N05", "25年上半年增长。", "2025年"),
        ("N05", "’98年上市。", "1998年"),
        ("N05", "24-25年增长。", "2024—2025年"),
        ("N06", "2025年1月3日开工。\n\n2025-03-04完工。", None),
        ("N07", "成本下降了3倍。", None),
        ("N08", "约5亿元以上。", ""),
        ("N08", "近30多家。", ""),
        ("N08", "大约近30%。", ""),
        ("X01", "使用openai的模型。", "OpenAI"),
        ("X01", "训练GPT-3175B模型。", "GPT-3 175B"),
    ],
)
def test_what_only_the_author_can_mend_has_no_fix(code, typed, wanted):
    (found,) = styles(typed)
    assert (found.code.value, found.fix) == (code, None)
    assert found.values.get("mended") == wanted


def test_a_bound_number_of_times_may_not_be_what_a_thing_fell_by():
    known = facts(营收=number("3倍"))
    assert [each.code.value for each in styles("成本下降{{ 营收 }}。", known)] == ["N07"]


def test_two_schemes_of_labels_are_found_once():
    text = "一、现状\n\n2.1 特性\n\n二、原因\n\n2.2 战略"
    (found,) = styles(text)
    assert (found.code, found.values["first"], found.values["typed"]) == ("H01", "一", "2.1")


@pytest.mark.parametrize(
    ("caption", "is_labelled"),
    [
        ("表1　构成", True),
        ("图2：构成", True),
        ("表3构成", True),
        ("构成", False),
        ("构成", 0),
        ("表2024年", 0),
    ],
)
def test_a_caption_gets_its_number_from_us(caption, is_labelled):
    found = styles("正文。", tables=table("构成", title=caption))
    assert [each.code.value for each in found] == ["F02"] * is_labelled


@pytest.mark.parametrize(
    "text",
    [
        "毛利率为3%～5%，规模为9亿～16亿元，每年100～150天。",
        "过去10年上半年都好，近20年底部抬升，满10年末发放。",
        "2024—2025年，2025年1月3日。",
        "成本下降了30%，下降到三分之一，增长3倍。",
        "节约3成以上，附近3家以上，约30%的企业高于平均水平。",
        "代码`openai`，见https://github.com/openai，写信到a@github.com。",
        "OpenAI、GitHub、iPhone、GPU-H100、Nvidia。",
        "股票代码600519，电话01012345678，邮编100045。",
        "# 3.5亿元订单落地\n\n正文。",
        "# 2024年展望\n\n正文。",
        "# 第一季度回顾\n\n正文。",
        "（一）总体情况。",
        "一、总体情况。",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert [each for each in codes(findings(text)) if each != "N107"] == []
