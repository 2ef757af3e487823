"""Punctuation of English in Chinese text is repaired; nothing else is touched."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.zh.repair import repaired, repairs, unpaired

ALPHABET = "，。：；？！“”‘’（）《》、…—,.:;?!\"'()- 甲乙丙人工智能ABCxyz0123456789％%`{}[]@"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("增长,下降", "增长，下降"),
        ("分析:风险", "分析：风险"),
        ("阅读时间:8 分钟", "阅读时间：8 分钟"),
        ("冲刺IPO,2024年营收", "冲刺IPO，2024年营收"),
        ("飙升700%,微软", "飙升700%，微软"),
        ("吗?好!", "吗？好！"),
        ("结束.", "结束。"),
        ("(AIGC)生成", "(AIGC)生成"),
        ("生成(AIGC)", "生成（AIGC）"),
        ('在于其"裸金属"模式', "在于其“裸金属”模式"),
        ("你好...世界", "你好……世界"),
        ("甲--乙", "甲——乙"),
        ("甲,,乙", "甲，乙"),
        ("甲，。", "甲。"),
        ("ＡＢＣ１２３", "ABC123"),
        ("甲, 乙", "甲，乙"),
    ],
)
def test_a_mark_of_english_becomes_the_chinese_one(typed, mended):
    assert repaired(typed) == mended


@pytest.mark.parametrize(
    "text",
    [
        "以3,584块GPU",
        "会议10:30开始",
        "比例为1:2",
        "见 https://a.example/x?a=1,2 一节",
        "写信到a.b@example.com。",
        "用 `f(x,y)` 计算",
        "函数f(x,y)的值",
        "例如 Google, Amazon, Microsoft等公司",
        "All of it, in English: yes!",
        "营收{{ 营收 | 亿(1), x }}增长[@a, 第5页]",
        "他说“好”，走了……",
        "版本 v1.2.3 发布",
        "don't 与 it's",
    ],
)
def test_what_is_right_is_left_alone(text):
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("text", "places"),
    [('“亲儿子"遇冷”', (4,)), ("（未完", (0,)), ('只有"一半', (2,)), ("“好”（《书》）", ())],
)
def test_a_mark_without_a_partner_is_named_and_left(text, places):
    assert unpaired(text) == places
    assert [text[place] for place in places] == [repaired(text)[place] for place in places]


@given(st.text(ALPHABET, max_size=60))
def test_repaired_text_has_nothing_left_to_repair(text):
    mended = repaired(text)
    assert repairs(mended) == ()


@given(st.text(ALPHABET, max_size=60))
def test_no_letter_and_no_figure_is_lost(text):
    def kept(words):
        return [char for char in words if char.isalnum()]

    assert kept(repaired(text)) == kept(text)


@given(st.text(ALPHABET, max_size=40))
def test_repairs_do_not_overlap_and_stand_in_order(text):
    found = repairs(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
