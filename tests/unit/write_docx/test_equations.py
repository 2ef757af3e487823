"""Formulas as Word's own equations; what is not understood stays a picture."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.write_docx.equations import equation

SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)


def outline(tex):
    """Return an equation as ``f(num(a)den(b))``: its elements and its letters."""
    root = etree.fromstring(f"<r {SPACES}>{equation(tex, '')}</r>")
    return "".join(map(_said, root[0]))


def _said(node):
    name = etree.QName(node).localname
    if name == "r":
        return "".join(node.itertext())
    if name.endswith("Pr"):
        return ""
    return f"{name}({''.join(map(_said, node))})"


@pytest.mark.parametrize(
    ("tex", "wanted"),
    [
        (r"\frac{a}{b}", "f(num(a)den(b))"),
        ("x_i^2", "sSubSup(e(x)sub(i)sup(2))"),
        ("x^{ab}", "sSup(e(x)sup(ab))"),
        (r"\sqrt[3]{x}", "rad(deg(3)e(x))"),
        (r"\sum_{i=1}^{n} x_i", "nary(sub(i=1)sup(n)e(sSub(e(x)sub(i))))"),
        (r"\left( \frac12 \right)^n", "sSup(e(d(e(f(num(1)den(2)))))sup(n))"),
        (r"\text{上架 率} = 78\%", "上架 率=78%"),
        (r"\alpha \times \ln x", "α×lnx"),
        (r"\bar{x}", "bar(e(x))"),
    ],
)
def test_what_is_understood_is_an_equation(tex, wanted):
    assert outline(tex) == wanted


@pytest.mark.parametrize(
    "tex", [r"\unknown", r"\frac{a", "a}", r"\left( a", "^2", "a &b", r"\begin{x}"]
)
def test_what_is_not_understood_is_left_to_the_picture(tex):
    assert equation(tex, "") == ""


@given(
    st.lists(
        st.sampled_from([*"ab1+={}^_()", r"\frac", r"\sqrt", r"\sum", r"\left(", r"\right)", "率"])
    )
)
def test_no_formula_breaks_the_file(parts):
    made = equation(" ".join(parts), "")
    if made:
        root = etree.fromstring(f"<r {SPACES}>{made}</r>")
        assert re.sub(r"\s", "", "".join(root.itertext())).count("率") == parts.count("率")
