"""Formulas in words: what is copied, what is printed in contents, what a listener hears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.zh.formula_words import aloud, as_line


@pytest.mark.parametrize(
    ("tex", "line", "said"),
    [
        ("a^2+b^2", "a²+b²", "a的平方加b的平方"),
        (r"\frac{a+b}{2}", "(a+b)/2", "分数，分子a加b，分母2，分数完，"),
        (r"\frac{1}{n}", "1/n", "n分之1"),
        (r"\frac{R_t}{R_{t-1}}", "R_t/R_(t−1)", "R下标（t减1）分之R下标t"),
        (r"\sqrt{x}", "√x", "根号x"),
        (r"\sqrt[3]{x+1}", "∛(x+1)", "3次根号下x加1，根号完，"),
        (r"\sum_{i=1}^{n} x_i", "∑(i=1→n) x_i", "从i等于1到n求和x下标i"),
        ("-x - y", "−x−y", "负x减y"),
        ("10^{-3}", "10⁻³", "10的（负3）次方"),
        (r"\text{营业收入} = p", "营业收入=p", "营业收入等于p"),
        (r"\bar{x} \ge 5\%", "x̄≥5%", "x拔大于等于5 %"),
        ("f'", "f′", "f撇"),
        (r"\ln x", "ln x", "ln x"),
        ("n!", "n!", "n的阶乘"),
    ],
)
def test_a_formula_is_written_on_one_line_and_said_aloud(tex, line, said):
    assert (as_line(tex), aloud(tex)) == (line, said)


@given(st.text("ab12{}_^\\\\ fracsqtleh[]", max_size=30))
def test_whatever_is_typed_has_words(tex):
    assert aloud(tex)
    assert "\\" not in as_line(tex).replace("\\\\", "")
