"""Formulas inside lines in Word: its own equations, else pictures let down below the line."""

import pytest
from msgspec.structs import replace
from tests.unit.write_docx.sample import W, body_of, paragraph, table

from reportgen.model import document as doc
from reportgen.model.brand import Colour
from reportgen.model.chart import PathMark, Picture
from reportgen.model.length import pt

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
INK = PathMark(
    (("m", 0.0, 0.0), ("l", 9.0, 0.0), ("l", 9.0, 9.0), ("h",)), Colour(0, 0, 0), None, 0
)


def formula(tex):
    drawn = Picture(pt(30), pt(12), (INK,), "a的平方").as_chart("", "a的平方")
    return doc.InlineFormula(drawn, pt(4), tex)


def rule_of(element):
    spacing = element.find(f"{W}pPr/{W}spacing")
    return None if spacing is None else spacing.get(f"{W}lineRule")


def test_a_formula_is_words_own_equation_between_the_words():
    (made,) = body_of(paragraph("设", formula("a^2"), "为正"))
    tags = [child.tag for child in made if child.tag in (f"{W}r", f"{M}oMath")]
    assert tags == [f"{W}r", f"{M}oMath", f"{W}r"]
    assert "".join(made.find(f"{M}oMath").itertext()) == "a2"


def test_a_formula_takes_the_size_of_its_paragraph():
    (made,) = body_of(paragraph("设", formula("a^2")))
    assert not list(made.find(f"{M}oMath").iter(f"{W}sz"))


def test_what_word_does_not_know_is_a_picture_let_down_below_the_line():
    (made,) = body_of(paragraph("设", formula(r"\underset{x}{a}")))
    (drawing,) = made.iter(f"{W}drawing")
    assert "a的平方" in {each.get("descr") for each in drawing.iter()}
    assert drawing.getparent().find(f"{W}rPr/{W}position").get(f"{W}val") == "-8"


@pytest.mark.parametrize(
    ("tex", "rule"),
    [("a^2", None), (r"\frac{a}{b}", "atLeast"), (r"\underset{x}{a}", "atLeast")],
)
def test_a_line_may_grow_only_for_a_high_formula(tex, rule):
    (made,) = body_of(paragraph("设", formula(tex)))
    assert rule_of(made) == rule


def test_the_line_of_a_cell_may_grow_too():
    plain = table()
    cell = replace(plain.rows[0].cells[0], content=(formula(r"\frac{a}{b}"),))
    row = replace(plain.rows[0], cells=(cell, *plain.rows[0].cells[1:]))
    made = body_of(replace(plain, rows=(row, *plain.rows[1:])))
    cells = [each for block in made for each in block.iter(f"{W}p")]
    rules = [rule_of(each) for each in cells if each.find(f"{M}oMath") is not None]
    assert rules == ["atLeast"]
