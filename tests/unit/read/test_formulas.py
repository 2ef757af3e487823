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


def inline(markdown, text):
    """Return the formulas inside the lines of ``text``, and the codes of what was found."""
    reading = markdown(text)
    (paragraph,) = reading.blocks
    found = [each.tex for each in paragraph.content if isinstance(each, src.InlineFormula)]
    return found, reading.codes


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("设$a^2+b^2$为和", "a^2+b^2"),
        ("设 $g$，则", "g"),
        ("the $x$-axis", "x"),
        ("（$\\mu>0$）", r"\mu>0"),
        ("占$\\text{营业收入} \\times 5\\%$", r"\text{营业收入} \times 5\%"),
        ("设$`a`$b", "a"),
        ("设$`上架率 = 1`$", "上架率 = 1"),
        ("费用$\\$5x$元", r"\$5x"),
        ("设$a +\nb$", "a + b"),
        ("设$f(x)*g(x)*2$", "f(x)*g(x)*2"),
    ],
)
def test_a_formula_stands_inside_a_line(markdown, text, tex):
    assert inline(markdown, text) == ([tex], [])


@pytest.mark.parametrize(
    "text",
    [
        "涨到$5，又跌到$4",
        "从$5涨到$6",
        "每桶$80-$90",
        "US$5至US$6",
        "融资US$3.2亿，折合A$4亿。",
        "$5 and $6 and $",
        "成本$100（上年$80）",
        "$AAPL、$MSFT，$TSLA",
        "$AAPL/$MSFT",
        "约$5亿/$人",
        "价格$5，另加US$。",
        r"\$5 与 \$6",
        "`$a^2$`",
    ],
)
def test_money_inside_a_line_stays_money(markdown, text):
    assert inline(markdown, text)[0] == []


@pytest.mark.parametrize("text", ["设$ a^2 $为", "设$营收_1$为", "设US$a_1$为"])
def test_what_nearly_is_a_formula_is_found(markdown, text):
    assert inline(markdown, text) == ([], ["RG176"])


def test_many_dollars_cost_little(markdown):
    assert inline(markdown, "$a " * 5000)[0] == []
