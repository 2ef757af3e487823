"""Figures and tables: numbered, captioned, with their source and words for the blind."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.unit.resolve.desk import (
    HERE,
    ORIGIN,
    PLAIN,
    chart,
    facts,
    make,
    number,
    points,
    references,
    report,
    said,
    table,
    words,
)

from reportgen.model import document as doc
from reportgen.model import facts as fact
from reportgen.model.length import mm
from reportgen.model.report import Align, ImageBlock, ImageFile
from reportgen.resolve.charts import alt_text

PLACE = ":::{图表} a\n:::\n\n:::{图表} b\n:::"
PICTURE = ImageFile("x.png", b"png", 4, 3)


def drawn(body=PLACE, known=None, **declared):
    return make(
        body,
        known=known or facts(charts={"a": points(1, 2), "b": points(3)}, 倍数="120倍"),
        charts=chart("a", **declared) | chart("b"),
        references=references("s", "t"),
    )


def figure(**declared):
    return drawn(**declared).of(doc.Figure)[0]


def test_figures_are_numbered_through_the_report():
    assert [f.caption.label for f in drawn().of(doc.Figure)] == ["图1", "图2"]


def test_a_chart_carries_its_values_and_its_size():
    content = figure().content
    assert content.series[0].values == (1, 2)
    assert (content.width, content.height) == (mm(156), mm(76))
    assert content.key == "fig-a"


def test_bars_with_long_names_lie_down_and_the_chart_grows_with_them():
    names = tuple(f"{city}分公司业务联合管理部" for city in "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣")
    known = facts(charts={"a": points(*range(1, 17), names=names), "b": points(3)})
    content = drawn(known=known).of(doc.Figure)[0].content
    assert content.options.is_horizontal
    assert content.height > mm(120)


def test_a_bound_number_in_a_caption_stands_in_the_figure():
    made = drawn(title="约为{{ 倍数 }}")
    assert said(made.of(doc.Figure)[0].caption.content) == "约为120倍"
    assert [n.place for n in made.document.numbers] == ["fig-a"]


@pytest.mark.parametrize(
    ("cite", "line"),
    [
        ("", ""),
        ("[@s]", "资料来源：s社[1]"),
        ("[@t; @s]", "资料来源：t社，s社[1-2]"),
        ("[@s] [@t]", "资料来源：s社，t社[1][2]"),
        ("公司公告，作者整理[@s]", "资料来源：公司公告，作者整理[1]"),
        ("资料来源：公司公告", "资料来源：公司公告"),
        ("[@missing]", ""),
    ],
)
def test_the_source_line_says_where_the_data_come_from(cite, line):
    assert said(figure(cite=cite).source) == line


def test_a_source_without_a_publisher_is_named_by_its_title():
    made = make(
        PLACE,
        facts(charts={"a": points(1)}),
        charts=chart("a", cite="[@s]") | chart("b"),
        references=references(s={"title": "年报", "url": "https://s.cn"}),
    )
    assert said(made.of(doc.Figure)[0].source) == "资料来源：《年报》[1]"


def test_the_words_for_the_blind_are_made_of_the_data():
    assert (
        figure(title="营收增长").alt
        == "柱形图：营收增长。营业收入：2022年为1亿美元，2023年为2亿美元。"
    )


def test_the_authors_own_words_for_the_blind_are_kept():
    assert figure(alt="一根高柱").alt == "一根高柱"


def test_a_gap_in_the_data_is_said():
    assert "2023年无数据" in alt_text("line", "营收", points(1, None, 3))


def test_long_data_are_summed_up_for_the_blind():
    months = tuple(f"{2010 + i // 12}-{i % 12 + 1:02}" for i in range(120))
    text = alt_text("line", "营收", points(*range(50, 170), names=months))
    assert len(text) <= 400
    assert text == (
        "折线图：营收。营业收入：共120项，2010年1月为50亿美元，2019年12月为169亿美元，"
        "最低2010年1月为50亿美元，最高2019年12月为169亿美元，总体上升。"
    )


def test_many_long_series_are_only_named_to_the_blind():
    one = points(*range(100)).series[0]
    series = tuple(replace(one, label=f"第{i}产品线的营业收入") for i in range(30))
    years = tuple(map(str, range(1900, 2000)))
    text = alt_text("line", "营收", fact.ChartFacts(years, series, PLAIN, ORIGIN))
    assert text.startswith("折线图：营收。1900年至1999年，共30个系列：第0产品线")
    assert len(text) <= 400


def test_a_chart_that_was_never_declared_is_found():
    made = make(":::{图表} revnue\n:::", charts=chart("revenue"))
    assert made.sink.found[0].values == {"key": "revnue", "nearest": "revenue"}
    assert made.body == ()


def test_a_chart_without_a_single_value_is_found():
    made = drawn(known=facts(charts={"a": points(None, None), "b": points(1)}))
    assert "RG403 a" in made.found
    assert [f.anchor for f in made.of(doc.Figure)] == ["fig-b"]


@pytest.mark.parametrize("values", [(3, -1), (0, 0)])
def test_a_donut_shows_shares_of_a_whole(values):
    made = make(
        ":::{图表} a\n:::", facts(charts={"a": points(*values)}), charts=chart("a", kind="donut")
    )
    assert made.found == ["RG405 a"]


def test_a_chart_whose_data_are_faulty_is_dropped_and_the_numbers_close_up():
    made = drawn(known=facts(charts={"b": points(3)}))
    assert [(f.caption.label, f.anchor) for f in made.of(doc.Figure)] == [("图1", "fig-b")]


def test_a_picture_is_a_figure_that_can_be_pointed_at():
    image = ImageBlock("x.png", "map", words("机房{{ 数 }}座"), "地图上有三点", HERE)
    sentence = report("见@fig-map。").blocks
    made = make(
        known=facts(数="三"),
        blocks=(*sentence, image, replace(image, key="")),
        images={"x.png": PICTURE},
    )
    assert made.lines == ["见图1。"]
    first, second = made.of(doc.Figure)
    assert (first.caption.label, first.anchor, first.alt) == ("图1", "fig-map", "地图上有三点")
    assert (second.caption.label, second.anchor) == ("图2", "fig-image-2")
    assert said(first.caption.content) == "机房三座"
    assert first.content is PICTURE


def test_a_table_typed_in_the_text_has_no_caption():
    made = make("| 客户 | 占比 |\n|---|---:|\n| 微软 | {{ 占比 }} |\n", facts(占比="62%"))
    typed = made.body[0]
    assert typed.caption is None
    assert [cell.align for cell in typed.head[0].cells] == [Align.START, Align.END]
    assert [said(cell.content) for cell in typed.rows[0].cells] == ["微软", "62%"]
    assert made.document.numbers[0].place == typed.anchor == "table-1"


def test_a_declared_table_has_its_label_unit_and_source():
    columns = (fact.TableColumn("指标", is_number=False), fact.TableColumn("2024", is_number=True))
    rows = ((fact.Wording("营业收入"), number("19.15", Decimal("19.15"))),)
    made = make(
        "# 财务\n\n:::{表格} kpi\n:::",
        facts(tables={"kpi": fact.TableFacts(columns, rows, "亿美元", ORIGIN)}),
        tables=table("kpi", "核心指标", "公司公告"),
    )
    made_table = made.body[1]
    assert (made_table.caption.label, said(made_table.caption.content)) == ("表1", "核心指标")
    assert made_table.unit == "单位：亿美元"
    assert said(made_table.source) == "资料来源：公司公告"
    assert [cell.align for cell in made_table.rows[0].cells] == [Align.START, Align.DECIMAL]
    placed = made.document.numbers[0]
    assert (placed.text, placed.metric, placed.place) == ("19.15", "营收", "tbl-kpi")
    assert made_table.rows[0].cells[1].content == (doc.Run("19.15", number=0, is_bound=True),)


def test_a_table_that_was_never_declared_is_found():
    assert make(":::{表格} x\n:::").found == ["RG207 x"]


def test_a_note_in_a_source_line_is_kept():
    made = make(
        PLACE,
        facts(charts={"a": points(1)}),
        charts=chart("a", cite="[^n]") | chart("b"),
        notes=report("[^n]: 口径不同。").notes,
    )
    assert said(made.of(doc.Figure)[0].source) == "资料来源：^1"
