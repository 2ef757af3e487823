"""``{{ 指标@期间 | 格式 }}``: read exactly, or refused at the right place."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diag import Sink, Source
from reportgen.read.excerpt import Excerpt
from reportgen.read.number_marks import read_number_mark


def read(text):
    sink = Sink()
    return read_number_mark(Excerpt.whole(Source("x.md", text)), sink), sink


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{{营收}}", "营收"),
        ("{{ 营收@2022 }}", "营收@2022"),
        ("{{ 营收 @ 上期 | 亿 ( 1 ) }}", "营收@上期|yi(1)"),
        ("{{ revenue@2024Q4 | yi(1) | change }}", "revenue@2024Q4|yi(1)|change()"),
        ("{{ 营收 | 环比 | 增减 }}", "营收|qoq()|change()"),
        ("{{ 毛利率 | 百分点(2) }}", "毛利率|points(2)"),
        ("{{ GPU数量 | 整数 }}", "GPU数量|integer()"),
        ("{{ 本期 }}", "本期"),
    ],
)
def test_a_mark_names_a_metric_a_period_and_filters(text, key):
    number, sink = read(text)
    assert number.key == key
    assert not sink.found


@pytest.mark.parametrize(
    ("text", "formula", "column"),
    [
        ("{{ 营收 + 1 }}", "营收 + 1", 4),
        ("{{营收 / 营收@2022 - 1 | 百分比(1) }}", "营收 / 营收@2022 - 1", 3),
        ("{{ （营收 − 成本） ÷ 营收 }}", "(营收 − 成本) ÷ 营收", 4),
    ],
)
def test_a_mark_may_hold_a_formula(text, formula, column):
    number, _ = read(text)
    assert (number.name, number.period) == (formula, "")
    assert (number.formula_span.column, number.formula_span.length) == (column, len(formula))


@pytest.mark.parametrize(
    "word", ["亿", "万", "万亿", "自动", "整数", "百分比", "百分点", "千分位", "倍"]
)
def test_chinese_and_ascii_filters_are_the_same(word):
    number, _ = read(f"{{{{ a | {word} }}}}")
    again, _ = read(f"{{{{ a | {number.filters[0].name} }}}}")
    assert number.key == again.key


def test_arguments_are_decimals():
    assert read("{{ a | 亿(2) }}")[0].filters[0].arguments == (Decimal(2),)


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("{{ }}", 3, "RG114"),
        ("{{ 营收 | }}", 8, "RG114"),
        ("{{ 营收 | 亿(一) }}", 11, "RG114"),
        ("{{ 营收 | 亿(1, 2) }}", 11, "RG114"),
        ("{{ 营收 | 同比(1) }}", 12, "RG114"),
        ("{{ 营收 | 亿(1 }}", 10, "RG114"),
        ("{{ 营收 | 亿元 }}", 9, "RG115"),
        ("{{ x.__class__() }}", 15, "RG114"),
        ("{{ a | eval(b) }}", 8, "RG115"),
    ],
)
def test_what_is_not_of_the_grammar_is_refused_at_its_place(text, column, code):
    number, sink = read(text)
    (finding,) = sink.found
    assert (finding.code, finding.span.column) == (code, column)
    assert number is None or code == "RG115" or number.filters == ()


@given(st.text(alphabet="营a@|()（），,. 1亿同比+*/\\'\"_", max_size=40))
def test_no_mark_breaks_the_reader(inside):
    number, sink = read("{{" + inside + "}}")
    assert number is not None or sink.errors
