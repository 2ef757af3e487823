"""Formulas on lines of their own: dollars or a fence, with a key or without."""

import pytest

from reportgen.model import report as src


@pytest.mark.parametrize(
    ("text", "tex", "key"),
    [
        ("$$\na + b\n$$", "a + b", ""),
        ("$$ a $$", "a", ""),
        ("$$\n\\frac{a}{b}\n$$ {#eq-x}", r"\frac{a}{b}", "x"),
        ("```math\na_1\n```", "a_1", ""),
        ("```math {#x}\na_1\n```", "a_1", "x"),
        ("甲\n$$\na\n$$\n乙", "a", ""),
    ],
)
def test_a_formula_has_its_tex_and_its_key(markdown, text, tex, key):
    reading = markdown(text)
    (formula,) = [each for each in reading.blocks if isinstance(each, src.Formula)]
    assert (formula.tex, formula.key) == (tex, key)
    assert reading.codes == []


@pytest.mark.parametrize("text", ["涨到$5，又跌到$4", "$$", "$$\na", "价格 $$5$$ 起"])
def test_money_is_no_formula(markdown, text):
    assert not any(isinstance(block, src.Formula) for block in markdown(text).blocks)


def test_many_formulas_without_an_end_cost_little(markdown):
    assert markdown("$$ a\n" * 5000).codes == ["RG176"]
