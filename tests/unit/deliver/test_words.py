"""A letter's blocks as its readers see them."""

import re

from reportgen.deliver.words import html_of, text_of
from reportgen.model import document as doc
from reportgen.model.brand import Colour
from reportgen.model.chart import PathMark, Picture
from reportgen.model.document import RowKind
from reportgen.model.length import pt
from reportgen.model.report import Align

MEANING = (doc.Paragraph((doc.Run("收入减去成本"),)),)
DEFINITIONS = doc.DefinitionList((doc.Definition((doc.Run("毛利"),), MEANING),))
CARDS = doc.KpiCards((doc.KpiCard((doc.Run("营收"),), (doc.Run("19亿"),), (doc.Run("同比<增"),)),))


def test_a_term_stands_over_its_meaning():
    assert text_of((DEFINITIONS,)) == "毛利\n  收入减去成本"
    assert html_of((DEFINITIONS,)) == "<dl><dt>毛利</dt><dd><p>收入减去成本</p></dd></dl>"


def test_a_card_is_a_line_of_text_and_a_cell_of_html():
    assert text_of((CARDS,)) == "营收  19亿  同比<增"
    html = html_of((CARDS,))
    assert html.startswith('<table role="presentation"')
    assert re.findall(r">([^<>]+)</div>", html) == ["营收", "19亿", "同比&lt;增"]


def test_a_table_keeps_its_columns_in_text_and_its_spans_in_html():
    def row(*words):
        return doc.Row(tuple(doc.Cell((doc.Run(each),), Align.END) for each in words))

    wide = doc.Cell((doc.Run("合计 <2024>"),), Align.START, columns=2)
    rows = (row("季度", "1.5"), doc.Row((wide,), RowKind.TOTAL))
    table = doc.Table(None, "单位：亿元", (row("期", "营收"),), rows, (doc.Run("公司"),), "tbl-x")
    assert text_of((table,)) == "（单位：亿元）\n期    营收\n季度  1.5\n合计 <2024>\n公司"
    html = html_of((table,))
    assert '<td colspan="2"' in html
    assert "合计 &lt;2024&gt;" in html
    assert "（单位：亿元）" in html


def test_a_formula_is_one_line_of_characters():
    ink = PathMark((("m", 0.0, 0.0), ("l", 9.0, 9.0), ("h",)), Colour(0, 0, 0), None, 0)
    drawn = Picture(pt(9), pt(9), (ink,), "σ的平方").as_chart("", "σ的平方")
    block = doc.Paragraph((doc.Run("设"), doc.InlineFormula(drawn, 0, r"\sigma^2 < 1")))
    assert text_of((block,)) == "设σ²<1"
    assert html_of((block,)) == "<p>设σ²&lt;1</p>"
