"""Formulas as marks: drawn once, alike everywhere, faults found."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from reportgen.automate import MemoryCache
from reportgen.diag import Sink, Source, Span
from reportgen.draw import draw_formulas, has_formulas
from reportgen.draw.formula import FormulaFaultError, picture_of
from reportgen.model.brand import Colour
from reportgen.model.report import Formula

FACE = Path(__file__).parents[3] / "assets" / "fonts" / "NotoSerifSC-Regular.ttf"
BLACK = Colour(0, 0, 0)


def drawn(tex):
    return picture_of(tex, FACE, 11.0, BLACK)


def ink(tex):
    """Return how far apart the lowest and the highest point of ``tex`` are."""
    (mark,) = drawn(tex).marks
    ys = [number for segment in mark.segments for number in segment[2::2]]
    return max(ys) - min(ys)


def test_a_formula_is_one_path_that_says_its_tex():
    picture = drawn(r"\frac{a}{b} + \sum_{i=1}^{n} x_i^2")
    (mark,) = picture.marks
    assert mark.fill == BLACK
    assert picture.alt.startswith(r"\frac")
    xs = [number for segment in mark.segments for number in segment[1::2]]
    assert min(xs) >= 0
    assert max(xs) * 1000 <= picture.width


def test_chinese_words_need_no_command():
    assert drawn("上架率 = 1").marks == drawn(r"\mathrm{上架率} = 1").marks


def test_outer_fractions_are_large():
    assert drawn(r"\frac{a}{b}").height == drawn(r"\dfrac{a}{b}").height
    assert drawn(r"x^{\frac{a}{b}}").height < drawn(r"x^{\dfrac{a}{b}}").height


def test_outer_sums_are_large():
    assert drawn(r"\sum").height > 1.3 * drawn(r"{\sum}").height
    assert drawn(r"\sum_{i=1}^n x_i").height > 1.3 * drawn(r"{\sum}_{i=1}^n x_i").height


def test_the_limits_of_a_sum_in_a_fraction_do_not_touch_its_bar():
    plain, limited = drawn(r"\frac{\sum x}{2}"), drawn(r"\frac{\sum_{i=1}^{12} x}{2}")
    assert limited.width > plain.width
    assert ink(limited.alt) < ink(plain.alt) * 1.3


@pytest.mark.parametrize(
    "tex", [r"\sum_i^n x", r"\sum _ {i} x", r"\prod^{n^{2}}_\alpha x + \mathcal{L}"]
)
def test_limits_may_be_typed_in_any_way(tex):
    assert ink(tex) > ink(r"\sum") * 1.2


def test_the_middle_of_a_formula_is_where_its_fractions_have_their_bars():
    plain, raised = drawn("a - b"), drawn(r"a^{\frac{1}{n}} - b")
    for picture in (plain, raised):
        (mark,) = picture.marks
        minus = [s[2] for s in mark.segments if s[0] == "m"]
        assert min(abs(y - picture.height / 2000) for y in minus) < 1
    assert raised.height > plain.height


def test_the_same_formula_is_the_same_twice():
    assert drawn(r"\sqrt{\alpha}") == drawn(r"\sqrt{\alpha}")


@pytest.mark.parametrize("tex", [r"\frac{a", r"\begin{matrix}", "", r"\unknown"])
def test_what_cannot_be_set_has_a_reason(tex):
    with pytest.raises(FormulaFaultError):
        drawn(tex)


def test_a_faulty_formula_is_found_where_it_stands_and_others_are_kept(brand, fonts):
    here = Span(Source("正文.md", "$$a$$\n\n$$\\frac{a$$"), 1, 1)
    there = Span(here.source, 3, 1)
    report = SimpleNamespace(blocks=(Formula("a", "", here), Formula(r"\frac{a", "", there)))
    sink, cache = Sink(), MemoryCache()
    assert has_formulas(report)
    found = draw_formulas(report, brand, fonts, cache, sink)
    assert list(found) == ["a"]
    assert [(d.code.value, d.span.line) for d in sink] == [("RG157", 3)]
    assert draw_formulas(report, brand, fonts, cache, Sink()) == found
