"""Tables of a document: numbers by their points, heads, totals, titles, notes."""

from decimal import Decimal

import pytest
from tests.unit.resolve.desk import ORIGIN, facts, make, number, report, said, table

from reportgen.model import document as doc
from reportgen.model import facts as fact
from reportgen.model import report as src
from reportgen.model.brand import Hue
from reportgen.model.report import Align

FENCE = ":::{{表格}}\n{options}\n\n{body}\n:::\n"
BODY = "| 项目 | 金额 |\n|---|---|\n| 甲 | 1.5 |\n| 合计 | 2 |"


def typed(body=BODY, *options):
    text = FENCE.format(options="\n".join(f":{each}" for each in options), body=body)
    made = make(text if options else body)
    return made.of(doc.Table)[0]


def column(made, place=1):
    return [row.cells[place].align for row in made.rows]


@pytest.mark.parametrize(
    "cells",
    [
        ["12.5", "—"],
        ["1,205", "-3.2%"],
        ["（12.5）", "+148.25%"],
        ["−0.75", "约120"],
        ["¥3.5", "12亿元"],
        ["▲3.1", "3x"],
    ],
)
def test_a_column_of_numbers_stands_by_their_points(cells):
    rows = "\n".join(f"| 甲 | {each} |" for each in cells)
    made = typed(f"| 项目 | 值 |\n|---|---|\n{rows}")
    assert column(made) == [Align.DECIMAL] * 2
    assert made.head[0].cells[1].align is Align.END


@pytest.mark.parametrize(
    "cells", [["12.5", "约半年"], ["2024-11-05", "—"], ["—", "—"], ["1–3", "2"], ["1月", "4月上旬"]]
)
def test_a_column_with_words_stands_at_the_left(cells):
    rows = "\n".join(f"| 甲 | {each} |" for each in cells)
    assert column(typed(f"| 项目 | 值 |\n|---|---|\n{rows}")) == [Align.START] * 2


def test_the_first_of_several_columns_names_the_rows():
    made = typed("| 年度 | 值 |\n|---|---|\n| 2023 | 1.5 |\n| 2024 | 2 |")
    assert column(made, 0) == [Align.START] * 2


def test_where_the_author_put_a_column_it_stays():
    body = "| 项目 | 甲 | 乙 | 丙 |\n|---|:--|:-:|--:|\n| 丁 | 1.5 | 2 | 3.25 |"
    (row,) = typed(body).rows
    assert [c.align for c in row.cells] == [Align.START, Align.START, Align.CENTER, Align.DECIMAL]


def test_a_caption_gives_a_table_its_number_and_its_key():
    text = FENCE.format(options=":标题: 甲\n:名称: a", body=BODY)
    made = make(f"见@tbl-a。\n\n{text}\n{BODY}\n\n{text.replace('甲', '乙').replace(': a', ': b')}")
    captions = [each.caption.label if each.caption else "" for each in made.of(doc.Table)]
    assert captions == ["表1", "", "表2"]
    assert made.found == []
    assert made.body[0].content[1] == doc.CrossReference("表1", "tbl-a")


def test_the_unit_notes_and_source_get_their_labels():
    made = typed(BODY, "标题: 甲", "单位: 亿元", "注: 一", "来源: 公司公告")
    assert (made.unit, said(made.source)) == ("单位：亿元", "资料来源：公司公告")
    assert [said(note) for note in made.notes] == ["注：一"]
    made = typed(BODY, "标题: 甲", "单位: 单位：元", "注: 一", "注: 二")
    assert made.unit == "单位：元"
    assert [said(note) for note in made.notes] == ["注1：一", "注2：二"]


def test_a_total_is_strong_and_a_row_of_one_cell_is_a_title():
    made = typed("| 项目 | 金额 |\n|---|---|\n| 收入 | < |\n| 甲 | 1 |\n| 合计 | 2 |")
    assert [row.kind for row in made.rows] == [
        doc.RowKind.TITLE,
        doc.RowKind.PLAIN,
        doc.RowKind.TOTAL,
    ]
    assert [piece.strong for c in made.rows[2].cells for piece in c.content] == [True, True]
    assert not made.rows[0].cells[0].is_head


def test_the_first_column_heads_the_rows_when_asked():
    made = typed(BODY, "行头: 是")
    assert [row.cells[0].is_head for row in made.rows] == [True, True]
    assert not any(cell.is_head for row in typed().rows for cell in row.cells)


def test_citations_are_numbered_caption_first_then_cells_notes_and_source():
    body = "| 项目[@b] | 金额 |\n|---|---|\n| 甲[@c] | 1 |"
    text = FENCE.format(options=":标题: 题[@a]\n:注: 注[@d]\n:来源: 源[@e]", body=body)
    keys = {key: {"title": key, "url": "https://a.cn", "publisher": key} for key in "abcde"}
    references = report(text, references={k: src.Reference(k, v, None) for k, v in keys.items()})
    assert references is not None
    made = make(text, references={k: src.Reference(k, v, ORIGIN.span) for k, v in keys.items()})
    (table_made,) = made.of(doc.Table)
    pieces = [
        *table_made.caption.content,
        *(p for row in (*table_made.head, *table_made.rows) for c in row.cells for p in c.content),
        *(p for note in table_made.notes for p in note),
        *table_made.source,
    ]
    marks = [p.label for p in pieces if isinstance(p, doc.CitationMark)]
    assert marks == ["[1]", "[2]", "[3]", "[4]", "[5]"]


def declared(**changes):
    columns = (
        fact.TableColumn("指标", is_number=False),
        fact.TableColumn("收入", is_number=True, group="2023年"),
        fact.TableColumn("占比", is_number=True, group="2023年"),
    )
    row = (fact.Wording("甲"), number("1.5", Decimal("1.5")), number("-2", Decimal(-2)))
    shown = fact.TableFacts(columns, (row,), "亿元", ORIGIN, **changes)
    made = make(":::{表格} kpi\n:::", facts(tables={"kpi": shown}), tables=table("kpi"))
    return made.of(doc.Table)[0]


def test_neighbours_of_one_group_share_a_head():
    upper, lower = declared().head
    assert [(said(c.content), c.columns, c.rows) for c in upper.cells] == [
        ("指标", 1, 2),
        ("2023年", 2, 1),
    ]
    assert [said(c.content) for c in lower.cells] == ["收入", "占比"]


def test_a_highlight_is_strong_has_a_mark_and_a_colour_and_stays_a_bound_number():
    made = declared(highlights={(0, 2): fact.Highlight(Hue.ACCENT, "▼")})
    cell = made.rows[0].cells[2]
    assert cell.hue is Hue.ACCENT
    assert cell.content == (
        doc.Run("▼", strong=True),
        doc.Run("-2", strong=True, number=1, is_bound=True),
    )
    assert made.rows[0].cells[1].hue is None


def test_a_title_stands_over_the_rows_of_a_group():
    made = declared(titles={0: "盈利"})
    assert [row.kind for row in made.rows] == [doc.RowKind.TITLE, doc.RowKind.PLAIN]
    assert (said(made.rows[0].cells[0].content), made.rows[0].cells[0].columns) == ("盈利", 3)
