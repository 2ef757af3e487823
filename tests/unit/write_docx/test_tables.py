"""Tables in Word: merged cells, heads of several rows, numbers by their points, looks."""

import re

from hypothesis import given, settings
from msgspec.structs import replace
from tests.unit.typeset.test_table_grid import tilings
from tests.unit.write_docx.sample import (
    W,
    make_brand,
    make_document,
    make_docx,
    make_layout,
    no_chart,
    part,
    picture,
    table,
    text_of,
    tree,
    words,
)

from reportgen.model import document as doc
from reportgen.model.brand import Hue, TableKind, TableStyle
from reportgen.model.length import pt, twips
from reportgen.model.page import TableLayout
from reportgen.model.report import Align
from reportgen.write_docx import write_docx


def cell(text, columns=1, rows=1, **more):
    return doc.Cell(words(text), more.pop("align", Align.START), columns, rows, **more)


def row(*cells, kind=doc.RowKind.PLAIN):
    return doc.Row(tuple(c if isinstance(c, doc.Cell) else cell(c) for c in cells), kind)


def two_row_head(**changes):
    head = (row(cell("项目", 1, 2), cell("2023年", 2, align=Align.CENTER)), row("金额", "占比"))
    rows = (row("收入", "288.81", "100%"), row("成本", "190.33", "65.9%"))
    return replace(table(), head=head, rows=rows, **changes)


def rows_of(block, brand=None, layout=None):
    document = make_document([block])
    made = make_layout(document)
    if layout:
        made = replace(made, tables={block.anchor: layout})
    docx = write_docx(document, made, brand or make_brand(), picture, no_chart)
    (found, *_) = tree(docx).iter(f"{W}tbl")
    return list(found.iter(f"{W}tr"))


def values(found, name):
    return [each.get(f"{W}val") for each in found.iter(f"{W}{name}")]


def test_all_rows_of_a_head_are_repeated():
    rows = rows_of(two_row_head())
    assert [bool(list(each.iter(f"{W}tblHeader"))) for each in rows] == [True, True, False, False]


def test_merged_cells_are_words_own():
    first, second, *_ = rows_of(two_row_head())
    assert values(first, "gridSpan") == ["2"]
    assert values(first, "vMerge") == ["restart"]
    assert values(second, "vMerge") == [None]
    assert [text_of(each) for each in second.iter(f"{W}tc")] == ["", "金额", "占比"]


def test_every_row_has_a_cell_for_every_column():
    for each in rows_of(two_row_head()):
        spans = [int(next(iter(values(c, "gridSpan")), "1")) for c in each.iter(f"{W}tc")]
        assert sum(spans) == 3


@settings(max_examples=60)
@given(tilings())
def test_any_merged_cells_fill_every_row_of_the_grid(tiling):
    cells, width = tiling
    head = (row(*[f"列{n}" for n in range(width)]),)
    rows = tuple(doc.Row(each) for each in cells)
    for each in rows_of(replace(table(), head=head, rows=rows)):
        spans = [int(next(iter(values(c, "gridSpan")), "1")) for c in each.iter(f"{W}tc")]
        assert sum(spans) == width


def test_the_rule_under_a_head_of_several_rows_is_under_its_last():
    first, second, *_ = rows_of(two_row_head())
    under = [bool(list(c.iter(f"{W}tcBorders"))) for c in second.iter(f"{W}tc")]
    assert under == [True, True, True]
    (project, _) = first.iter(f"{W}tc")
    assert not list(project.iter(f"{W}tcBorders"))


def test_widths_and_sizes_are_those_of_the_pages():
    layout = TableLayout((pt(300), pt(100), pt(50)), 900, {})
    first, *_ = rows_of(two_row_head(), layout=layout)
    made = tree(write_docx(*_parts(two_row_head(), layout)))
    grid = [int(each.get(f"{W}w")) for each in made.iter(f"{W}gridCol")]
    measure = twips(make_brand().page.measure)
    assert [round(each * 450 / measure) for each in grid] == [300, 100, 50]
    assert sum(grid) == measure
    assert values(first, "pStyle") == ["TableHead900"] * 2
    styles = part(write_docx(*_parts(two_row_head(), layout)), "word/styles.xml")
    assert 'w:styleId="TableHead900"' in styles


def _parts(block, layout):
    document = make_document([block])
    made = replace(make_layout(document), tables={block.anchor: layout})
    return document, made, make_brand(), picture, no_chart


def test_a_number_stands_off_the_right_so_that_its_point_is_in_line():
    layout = TableLayout((pt(100),) * 3, 1000, {(2, 1): pt(5)})
    rows = rows_of(two_row_head(), layout=layout)
    indents = [[each.get(f"{W}right") for each in r.iter(f"{W}ind")] for r in rows]
    assert indents == [[], [], [str(twips(pt(5)))], []]


def test_a_mark_that_ends_a_cell_takes_no_room_for_its_blank_half():
    """Else 毛利率（%） is parted in Word though it just fits in the PDF."""
    block = replace(table(), head=(row("项目", "毛利率（%）"),), rows=(row("收入", "占比（%）甲"),))
    rows = rows_of(block, layout=TableLayout((pt(100),) * 2, 1000, {}))
    indents = [[each.get(f"{W}right") for each in r.iter(f"{W}ind")] for r in rows]
    assert indents == [["-96"], []]
    long = replace(block, head=(row("项目", "毛利率" * 20 + "（%）"),))
    assert not list(rows_of(long, layout=TableLayout((pt(100),) * 2, 1000, {}))[0].iter(f"{W}ind"))


def test_rows_that_our_pages_keep_together_are_kept_together_in_word():
    layout = TableLayout((pt(100),) * 3, 1000, {}, frozenset({0, 1, 3}))
    rows = rows_of(two_row_head(), layout=layout)
    kept = [bool(list(each.iter(f"{W}keepNext"))) for each in rows]
    assert kept == [True, True, False, True]


def test_a_marked_number_is_shaded_and_a_total_has_a_rule():
    rows = (
        row("甲", cell("-3", hue=Hue.ACCENT)),
        row("合计", "3", kind=doc.RowKind.TOTAL),
    )
    marked, total = rows_of(replace(table(), head=(row("项", "值"),), rows=rows))[1:]
    fills = [each.get(f"{W}fill") for each in marked.iter(f"{W}shd")]
    assert fills == [make_brand().palette.wash(Hue.ACCENT).hex]
    rules = [top for each in total.iter(f"{W}tcBorders") for top in each.iter(f"{W}top")]
    assert len(rules) == 2


def test_a_brand_may_rule_every_cell_or_tint_every_other_row():
    rows = tuple(row(each, "1") for each in "甲乙丙")
    block = replace(table(), head=(row("项", "值"),), rows=rows)
    for kind in TableKind:
        brand = replace(make_brand(), table=TableStyle(kind=kind))
        body = rows_of(block, brand)[1:]
        shaded = [bool(list(each.iter(f"{W}shd"))) for each in body]
        assert shaded == [False, kind is TableKind.BANDED, False]
        styles = part(make_docx([block], brand), "word/styles.xml")
        assert ("insideV" in styles) == (kind is TableKind.GRID)
        # The rule between rows is part of their height.
        margins = [int(each) for each in re.findall(r'<w:(?:top|bottom) w:w="(\d+)"', styles)]
        assert (margins[-2] - margins[-1] == 10) == (kind is TableKind.GRID)


def test_notes_and_source_follow_close_to_one_another():
    block = replace(table(), notes=(words("注1：甲"), words("注2：乙")))
    lines = [each for each in tree(make_docx([block])).iter(f"{W}p") if text_of(each)]
    notes = [each for each in lines if text_of(each).startswith(("注", "资料"))]
    assert [text_of(each)[:2] for each in notes] == ["注1", "注2", "资料"]
    assert [bool(list(each.iter(f"{W}keepNext"))) for each in notes] == [True, True, False]
    spacings = [next(each.iter(f"{W}spacing")).attrib for each in notes]
    assert [s.get(f"{W}after") for s in spacings] == ["0", "0", None]


def test_a_note_in_a_cell_is_words_own():
    mark = doc.NoteMark("note-1", 1, "notemark-1")
    note = doc.Note("note-1", doc.NoteKind.AUTHOR, "", words("口径"))
    noted = doc.Cell((*words("收入"), mark), Align.START)
    block = replace(table(), head=(row("项", "值"),), rows=(row(noted, "1"),))
    docx = make_docx([block], notes=(note,))
    assert len(list(tree(docx).iter(f"{W}footnoteReference"))) == 1


def test_a_table_says_what_it_holds_to_those_who_cannot_see_it():
    made = part(make_docx([two_row_head()]))
    assert 'w:tblDescription w:val="2行3列：项目、2023年、金额、占比"' in made
