"""The copy rules on any text: one run mends all, and nothing but marks and spaces is touched."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.lint.desk import findings
from tests.unit.resolve.desk import facts

from reportgen.automate.desk.fixing import _applied

PARTS = st.sampled_from(
    [
        *"，。：；？！“”‘’（）《》—…、,.:;?!\"'()-% 甲乙丙增长",
        *("营收", "利润", "OpenAI", "3,584", "12.5", "3%-5%", "约", "左右", "超过", "以上"),
        *("１２", "Ａ"),
        *("--", "...", "——", "……", "\n", "**", "*", "\\(", "&amp;", "[", "](https://a.cn/x,y)"),
        *("`f(甲,乙)`", "$a,b$", "https://b.cn/a,b?c=1", "{{ 营收 | 亿(1) }}", "[@a, 第5页]"),
        *("（一）、", "一.", "# ", "- ", "| 甲,乙 |", "{% 若 营收 %}", "{% 完 %}"),
    ]
)  # fmt: skip
TEXTS = st.lists(PARTS, min_size=1, max_size=24).map("".join)
KEPT = re.compile(
    r"`f\(甲,乙\)`|\{\{ 营收 \| 亿\(1\) \}\}|\[@a, 第5页\]|https://b\.cn/a,b\?c=1|\(https://a.cn/x,y\)"
)
KNOWN = facts(营收="19.2亿元")


def fixes(text):
    return [
        each.fix
        for each in findings(text, KNOWN)
        if each.fix and re.match("P|N0|H03|H05", each.code.value)
    ]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_what_one_run_mends_needs_no_second_one(text):
    mended = _applied(text, fixes(text))[1]
    assert fixes(mended) == []


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_code_addresses_and_bound_numbers_are_left_as_they_are(text):
    mended = _applied(text, fixes(text))[1]
    assert KEPT.findall(mended) == KEPT.findall(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_fix_stands_where_its_finding_does(text):
    lines = text.splitlines()
    for each in findings(text, KNOWN):
        span = each.span
        if span.source.path == "正文.md":
            assert 1 <= span.line <= len(lines)
            assert span.column - 1 + span.length <= len(lines[span.line - 1]) + 1
