"""Formulas as marks: drawn once, alike everywhere, faults found."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from reportgen.automate import MemoryCache
from reportgen.diag import Sink, Source, Span
from reportgen.draw.formula import FormulaFaultError, inline_picture_of, picture_of
from reportgen.draw.formulas import draw_formulas, has_formulas
from reportgen.model.brand import Colour
from reportgen.model.length import pt
from reportgen.model.report import Formula, InlineFormula, Paragraph

FACE = Path(__file__).parents[3] / "assets" / "fonts" / "NotoSerifSC-Regular.ttf"
BLACK = Colour(0, 0, 0)


def drawn(tex):
    return picture_of(tex, FACE, 11.0, BLACK)


def written(*blocks):
    """Return what of a report is looked through for formulas."""
    return SimpleNamespace(
        blocks=blocks,
        **dict.fromkeys(("title", "subtitle", "watermark", "summary"), ()),
        **{name: {} for name in ("charts", "tables", "notes")},
        delivery=None,
    )


def ink(tex):
    """Return how far apart the lowest and the highest point of ``tex`` are."""
    (mark,) = drawn(tex).marks
    ys = [number for segment in mark.segments for number in segment[2::2]]
    return max(ys) - min(ys)


def test_a_formula_is_one_path_that_says_it_aloud():
    picture = drawn(r"\frac{a}{b} + \sum_{i=1}^{n} x_i^2")
    (mark,) = picture.marks
    assert mark.fill == BLACK
    assert picture.alt.startswith("b分之a加")
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
    plain, limited = r"\frac{\sum x}{2}", r"\frac{\sum_{i=1}^{12} x}{2}"
    assert drawn(limited).width > drawn(plain).width
    assert ink(limited) < ink(plain) * 1.3


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
    report = written(Formula("a", "", here), Formula(r"\frac{a", "", there))
    sink, cache = Sink(), MemoryCache()
    assert has_formulas(report)
    found = draw_formulas(report, brand, fonts, cache, sink)
    assert list(found.displayed) == ["a"]
    assert [(d.code.value, d.span.line) for d in sink] == [("RG157", 3)]
    assert draw_formulas(report, brand, fonts, cache, Sink()) == found


def test_inside_a_line_fractions_are_small_and_limits_stand_beside_their_sum():
    def height(tex):
        return inline_picture_of(tex, FACE, 11.0, BLACK).height

    assert height(r"\frac{a}{b}") < drawn(r"\frac{a}{b}").height * 0.9
    assert height(r"\sum_{i=1}^n x_i") < drawn(r"\sum_{i=1}^n x_i").height * 0.6


def test_a_formula_inside_a_line_knows_how_deep_it_reaches():
    flat, deep = (inline_picture_of(tex, FACE, 11.0, BLACK) for tex in ("a", r"\frac{a}{b}"))
    assert flat.depth < pt(0.5)
    assert pt(2) < deep.depth < deep.height


def test_the_same_formula_on_a_line_of_its_own_and_inside_one_is_drawn_twice(brand, fonts):
    here = Span(Source("正文.md", "$a$"), 1, 1)
    paragraph = Paragraph((InlineFormula("a", here),), here)
    cache = MemoryCache()
    found = draw_formulas(written(Formula("a", "", here), paragraph), brand, fonts, cache, Sink())
    assert found.displayed["a"].height > found.inline["a"].height
    again = draw_formulas(written(Formula("a", "", here), paragraph), brand, fonts, cache, Sink())
    assert again == found


@pytest.mark.parametrize(("short", "long"), [(r"a \le b", r"a \leq b"), (r"a\ne b", r"a\neq b")])
def test_short_names_of_signs_are_understood(short, long):
    assert drawn(short).marks == drawn(long).marks
