"""A letter's blocks as its readers see them."""

from reportgen.deliver.words import html_of, text_of
from reportgen.model import document as doc
from reportgen.model.brand import Colour
from reportgen.model.chart import PathMark, Picture
from reportgen.model.length import pt

MEANING = (doc.Paragraph((doc.Run("收入减去成本"),)),)
DEFINITIONS = doc.DefinitionList((doc.Definition((doc.Run("毛利"),), MEANING),))
CARDS = doc.KpiCards((doc.KpiCard((doc.Run("营收"),), (doc.Run("19亿"),), (doc.Run("同比<增"),)),))


def test_a_term_stands_over_its_meaning():
    assert text_of((DEFINITIONS,)) == "毛利\n  收入减去成本"
    assert html_of((DEFINITIONS,)) == "<dl><dt>毛利</dt><dd><p>收入减去成本</p></dd></dl>"


def test_a_card_is_a_line():
    assert text_of((CARDS,)) == "营收  19亿  同比<增"
    assert html_of((CARDS,)) == "<p>营收<br>19亿<br>同比&lt;增</p>"


def test_a_formula_is_one_line_of_characters():
    ink = PathMark((("m", 0.0, 0.0), ("l", 9.0, 9.0), ("h",)), Colour(0, 0, 0), None, 0)
    drawn = Picture(pt(9), pt(9), (ink,), "σ的平方").as_chart("", "σ的平方")
    block = doc.Paragraph((doc.Run("设"), doc.InlineFormula(drawn, 0, r"\sigma^2 < 1")))
    assert text_of((block,)) == "设σ²<1"
    assert html_of((block,)) == "<p>设σ²&lt;1</p>"
