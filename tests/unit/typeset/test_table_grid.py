"""The grid of a table: merged cells, decimal points, column widths, rows joined and parted."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.unit.typeset.sample import (
    BRAND,
    artifacts,
    author_note,
    cell,
    citation,
    citation_note,
    document,
    fonts,
    lines_of_body,
    made,
    note_mark,
    page_text,
    short_sheet,
    table,
    text,
)

from reportgen.model import document as doc
from reportgen.model.brand import CELL_SIDE, Hue, TableKind, TableStyle
from reportgen.model.length import pt
from reportgen.model.page import CellTag, RuleItem, Scope, Tag
from reportgen.model.report import Align
from reportgen.model.spans import column_count, first_columns
from reportgen.typeset.columns import spread, wished

MEASURE = BRAND.page.measure


def row(*cells, kind=doc.RowKind.PLAIN):
    made_cells = tuple(c if isinstance(c, doc.Cell) else cell(c) for c in cells)
    return doc.Row(made_cells, kind)


def wide(words, columns=1, rows=1, **more):
    return doc.Cell(text(words), more.pop("align", Align.START), columns, rows, **more)


def numbers(*words):
    return [doc.Cell(text(each), Align.DECIMAL) for each in words]


def plain(rows, head=None, **more):
    head = head or (row("项目", "金额"),)
    return doc.Table(None, "", tuple(head), tuple(rows), (), "tbl-a", **more)


def item(whole, words, page=0):
    return next(i for _, i, said in whole.texts(whole.body[page]) if said == words)


def element(whole, words):
    return next(e for page in whole.body for e, _, said in whole.texts(page) if said == words)


def point(whole, words):
    """Return where the decimal point of ``words`` stands on the page."""
    found = item(whole, words)
    x = float(found.x)
    for run in found.runs:
        x = found.x + run.x
        for piece in run.pieces:
            if isinstance(piece, int):
                x += piece * run.size / 1000
                continue
            for place, char in enumerate(piece):
                if char == "." or (char in "%）" and "." not in words):
                    return x
                x += fonts().by_name(run.face).advance(char) * run.size / 1000
                if place == len(piece) - 1 and "." not in words:
                    return x
    return x


# ---- spans -----------------------------------------------------------------------------------


@st.composite
def tilings(draw):
    """Return rows of a grid that cells of any size cover without holes."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    free = {(r, c) for r in range(height) for c in range(width)}
    rows = []
    for r in range(height):
        cells = []
        for c in range(width):
            if (r, c) not in free:
                continue
            columns, most = 1, draw(st.integers(1, 4))
            while columns < most and (r, c + columns) in free:
                columns += 1
            deep = draw(st.integers(1, height - r))
            free -= {(r + i, c + j) for i in range(deep) for j in range(columns)}
            cells.append(wide(f"{r}.{c}", columns, deep))
        rows.append(tuple(cells))
    return rows, width


@given(tilings())
def test_merged_cells_cover_every_place_exactly_once(tiling):
    rows, width = tiling
    covered = [
        (r + i, c + j)
        for r, (cells, columns) in enumerate(zip(rows, first_columns(rows), strict=True))
        for each, c in zip(cells, columns, strict=True)
        for i in range(each.rows)
        for j in range(each.columns)
    ]
    assert len(covered) == len(set(covered)) == len(rows) * width
    assert column_count(rows) == width


@settings(max_examples=60)
@given(tilings())
def test_a_table_of_any_merged_cells_is_set_whole_and_fills_the_measure(tiling):
    rows, width = tiling
    head = (row(*[f"列{n}" for n in range(width)]),)
    whole = made(document(plain([doc.Row(cells) for cells in rows], head)))
    said = [words for page in whole.body for _, _, words in whole.texts(page)]
    assert all(each.content[0].text in said for cells in rows for each in cells)
    assert sum(whole.layout.tables["tbl-a"].widths) == MEASURE


# ---- widths ----------------------------------------------------------------------------------


def test_widths_that_were_asked_for_are_kept():
    asked = plain([row("甲", "1")], widths=(Decimal(3), Decimal(1)))
    widths = made(document(asked)).layout.tables["tbl-a"].widths
    assert abs(widths[0] - 3 * widths[1]) <= 4


def test_a_width_that_would_break_a_number_is_not_kept():
    asked = plain([row("甲", *numbers("1,234,567,890.12"))], widths=(Decimal(99), Decimal(1)))
    whole = made(document(asked))
    assert item(whole, "1,234,567,890.12")


@given(
    st.lists(st.integers(1, 500), min_size=2, max_size=8),
    st.lists(st.integers(1, 9), min_size=8, max_size=8),
)
def test_widths_sum_to_the_measure_and_leave_numbers_whole(least, shares):
    shares = [Decimal(each) for each in shares[: len(least)]]
    widths = wished(shares, least, 5000)
    assert sum(widths) == 5000
    if sum(least) <= 5000:
        assert all(width >= low for width, low in zip(widths, least, strict=True))


def test_a_cell_over_several_columns_widens_them_evenly():
    assert spread([10, 10, 10], [(0, 2, 50)]) == [25, 25, 10]
    assert spread([30, 30, 10], [(0, 2, 50)]) == [30, 30, 10]


# ---- decimal points --------------------------------------------------------------------------


def test_numbers_stand_with_their_points_under_one_another():
    shown = ["12.5", "1,205", "-0.375", "(8.25)", "148.2%", "+3.1", "5%"]
    whole = made(document(plain([row("甲", *numbers(each)) for each in shown])))
    places = [point(whole, each) for each in shown]
    assert max(places) - min(places) < pt(0.1)


def test_full_width_brackets_and_signs_do_not_move_the_point():
    shown = ["（190.33）", "288.81", "−4.2", "约120.5", "▼-3.62"]
    whole = made(document(plain([row("甲", *numbers(each)) for each in shown])))
    places = [point(whole, each) for each in shown]
    assert max(places) - min(places) < pt(0.1)


def test_a_dash_stands_where_whole_numbers_end():
    whole = made(document(plain([row("甲", *numbers("12.5")), row("乙", *numbers("—"))])))
    dash = item(whole, "—")
    (run,) = dash.runs
    width = sum(fonts().by_name(run.face).advance(c) for p in run.pieces for c in p)
    assert abs(dash.x + run.x + width * run.size / 1000 - point(whole, "12.5")) < pt(0.2)


def test_the_longest_number_ends_where_the_head_does():
    head = (row("项目", doc.Cell(text("金额（万元）"), Align.END)),)
    whole = made(document(plain([row("甲", *numbers("1.25")), row("乙", *numbers("8"))], head)))
    right = MEASURE + whole.body[0].items[0].x - CELL_SIDE
    number = item(whole, "1.25")
    width = sum(fonts().by_name(number.runs[0].face).advance(c) for c in "1.25")
    end = number.x + number.runs[0].x + width * number.runs[0].size // 1000
    assert abs(end - right) < pt(0.2)


def test_word_is_told_how_far_a_number_stands_from_the_right():
    whole = made(document(plain([row("甲", *numbers("1.25")), row("乙", *numbers("8"))])))
    assert list(whole.layout.tables["tbl-a"].insets) == [(2, 1)]


def test_a_short_head_over_numbers_is_not_broken_while_other_words_can_be():
    head = cell("毛利率（%）", Align.DECIMAL)
    remark = cell("下游去库存，产线的利用率不足四成，" * 4)
    rows = [row("甲", *numbers("31.2", "7.5"), remark)]
    for widths in ((), tuple(map(Decimal, (9, 1, 1, 9)))):
        whole = made(document(plain(rows, [row("项目", head, head, "备注")], widths=widths)))
        said = [words for _, _, words in whole.texts(whole.body[0])]
        assert said.count("毛利率（%）") == 2


def test_words_stand_off_the_numbers_before_them():
    rows = [row("甲", *numbers("12,345.50"), "说明文字"), row("乙", *numbers("1"), "又一条")]
    whole = made(document(plain(rows, (row("项目", "金额", "说明"),))))
    layout = whole.layout.tables["tbl-a"]
    assert list(layout.leads) == [2]
    edge = whole.body[0].items[0].x + sum(layout.widths[:2])
    assert item(whole, "说明文字").x + item(whole, "说明文字").runs[0].x >= edge + CELL_SIDE + pt(8)


# ---- joined rows -----------------------------------------------------------------------------


def grouped(count, size=4):
    rows = []
    for number in range(count):
        for place in range(size):
            first = [wide(f"组{number}", 1, size)] if place == 0 else []
            rows.append(row(*first, f"第{number}-{place}行"))
    return plain(rows)


def test_rows_that_a_merged_cell_joins_stand_on_one_page():
    whole = made(document(grouped(30)))
    assert len(whole.body) > 2
    for number in range(30):
        pages = {whole.page_with(f"第{number}-{place}行") for place in range(4)}
        assert len(pages) == 1


def test_a_merged_cell_higher_than_its_rows_makes_room_in_the_last():
    tall = wide("很长的说明" * 40, 1, 2)
    whole = made(document(plain([row(tall, "甲"), row("乙"), row("丙", "丁")])))
    lowest = min(i.y for _, i, said in whole.texts(whole.body[0]) if "说明" in said)
    assert item(whole, "丁").y < lowest


def test_joined_rows_no_page_can_hold_part_and_lose_nothing():
    rows = [row(wide("合并的说明文字" * 60, 1, 200), "第0行")]
    rows += [row(f"第{n}行") for n in range(1, 200)]
    whole = made(document(plain(rows)))
    assert len(whole.body) > 3
    assert all(whole.page_with(f"第{n}行") >= 0 for n in range(200))
    merged = next(e for e in whole.find(Tag.TABLE_CELL) if "合并" in whole.words(e))
    assert whole.words(merged) == "合并的说明文字" * 60
    assert all(i.y > pt(60) for page in whole.body for _, i, _ in whole.texts(page))


def test_a_row_no_page_can_hold_parts_by_lines_in_all_its_cells():
    words, others = lines_of_body(90), lines_of_body(60)
    whole = made(document(plain([row(words, others), row("乙", "短")])), short_sheet())
    said = [whole.words(e) for e in whole.find(Tag.TABLE_CELL)]
    assert said[:2] == [words, others]
    assert all(i.y > pt(30) for page in whole.body for _, i, _ in whole.texts(page))


def test_a_row_that_a_page_can_hold_is_not_parted():
    rows = [row("甲", lines_of_body(20)), row("乙", lines_of_body(24))]
    whole = made(document(plain(rows)))
    for each in whole.find(Tag.TABLE_CELL):
        assert len({kid.page for kid in whole.layout.structure[each].kids}) == 1


def test_a_total_is_not_left_alone_on_a_page():
    for count in range(20, 60):
        rows = [row(f"第{n}行", "1.00") for n in range(count)]
        total = row("合计", "60.00", kind=doc.RowKind.TOTAL)
        whole = made(document(plain([*rows, total])))
        assert whole.page_with("合计") == whole.page_with(f"第{count - 1}行")


def test_a_merged_cell_says_again_what_it_is_on_every_page():
    rows = [row(wide("华东大区", 1, 120), "第0行"), *(row(f"第{n}行") for n in range(1, 120))]
    whole = made(document(plain(rows)))
    assert len(whole.body) > 2
    assert all("华东大区" in artifacts(page) for page in whole.body[1:])
    assert sum("华东大区" in words for words in whole.reading()) == 1


def test_word_is_told_which_rows_stay_together():
    whole = made(document(grouped(12)))
    keeps = whole.layout.tables["tbl-a"].keeps
    groups = [[1 + 4 * n + place in keeps for place in range(4)] for n in range(12)]
    assert groups[1:-2] == [[True, True, True, False]] * 9


def test_a_short_table_higher_than_a_page_is_not_kept_whole():
    rows = [row("甲", lines_of_body(25)) for _ in range(4)]
    whole = made(document(plain(rows)))
    assert whole.layout.tables["tbl-a"].keeps == {0, 1, 3}


# ---- tags ------------------------------------------------------------------------------------


def two_row_head():
    head = (
        row(wide("项目", 1, 2), wide("2023年", 2, align=Align.CENTER)),
        row("金额", "占比"),
    )
    body = [row(wide("收入", is_head=True), "288.81", "100%")]
    return plain(body, head)


def test_heads_of_several_rows_are_named_by_the_cells_they_head():
    whole = made(document(two_row_head()))
    structure = whole.layout.structure
    names = {whole.words(e): structure[e].identifier for e in whole.find(Tag.TABLE_HEAD)}
    assert all(names.values())
    number = structure[element(whole, "288.81")]
    assert number.cell.heads == (names["2023年"], names["金额"], names["收入"])
    assert structure[element(whole, "金额")].cell.heads == (names["2023年"],)


def test_spans_and_scopes_are_in_the_tags():
    structure = (whole := made(document(two_row_head()))).layout.structure
    corner, group = (structure[element(whole, each)].cell for each in ("项目", "2023年"))
    assert (corner.rows, corner.scope) == (2, Scope.BOTH)
    assert (group.columns, group.scope) == (2, Scope.COLUMN)
    assert structure[element(whole, "收入")].cell.scope is Scope.ROW


def test_a_plain_table_needs_no_names():
    whole = made(document(table([("2022", "0.16")])))
    heads = [whole.layout.structure[e] for e in whole.find(Tag.TABLE_HEAD)]
    assert {head.identifier for head in heads} == {""}
    assert {head.cell.scope for head in heads} == {Scope.COLUMN}


@settings(max_examples=60)
@given(tilings())
def test_the_tags_of_any_merged_cells_make_a_regular_table(tiling):
    cells, width = tiling
    head = (row(*[f"列{n}" for n in range(width)]),)
    structure = (
        whole := made(document(plain([doc.Row(each) for each in cells], head)))
    ).layout.structure
    rows = [
        [structure[kid.element].cell or CellTag() for kid in structure[tr].kids]
        for tr in whole.find(Tag.TABLE_ROW)
    ]
    covered = [
        (r + i, c + j)
        for r, (each, columns) in enumerate(zip(rows, first_columns(rows), strict=True))
        for tag, c in zip(each, columns, strict=True)
        for i in range(tag.rows)
        for j in range(tag.columns)
    ]
    assert len(covered) == len(set(covered)) == len(rows) * width


# ---- notes and marks -------------------------------------------------------------------------


def test_a_note_of_a_late_row_stands_at_the_foot_of_its_own_page():
    rows = [row(f"第{n}行", "1") for n in range(90)]
    marked = doc.Cell((*text("第75行"), note_mark(1)), Align.START)
    rows[75] = row(marked, "1")
    whole = made(document(plain(rows), notes=[author_note(1, "口径说明")]))
    assert whole.page_with("口径说明") == whole.page_with("第74行") > 1


def test_marks_in_a_caption_call_their_notes_once_and_are_not_repeated():
    base = table([(f"第{n}行", "1.00") for n in range(90)])
    caption = doc.Caption("表1", (*text("核心"), note_mark(1), citation(2, first=True)))
    notes = [author_note(1, "口径说明"), citation_note(2, "公司公告")]
    whole = made(document(replace(base, caption=caption), notes=notes))
    first, *others = whole.body
    assert "口径说明" in page_text(first)
    assert "公司公告" in page_text(first)
    assert not any("①" in "".join(artifacts(page)) for page in others)
    assert all("续表1" in "".join(artifacts(page)) for page in others)


def test_notes_stand_between_the_last_rule_and_the_source():
    base = replace(table([("2022", "0.16")], source="来源"), notes=(text("注：甲"), text("注：乙")))
    whole = made(document(base))
    ys = [item(whole, words).y for words in ("0.16", "注：甲", "注：乙", "来源")]
    assert ys == sorted(ys, reverse=True)


# ---- looks -----------------------------------------------------------------------------------


def colours(whole):
    return [i.colour for i in whole.body[0].items if isinstance(i, RuleItem)]


def test_a_marked_number_stands_on_a_pale_colour():
    marked = doc.Cell((doc.Run("-3.6", strong=True),), Align.DECIMAL, hue=Hue.ACCENT)
    whole = made(document(plain([row("甲", marked)])))
    assert BRAND.palette.wash(Hue.ACCENT) in colours(whole)
    assert BRAND.palette.text.contrast(BRAND.palette.wash(Hue.ACCENT)) > 7


def test_a_brand_may_rule_every_cell_or_tint_every_other_row():
    rows = [row("甲", "1"), row("乙", "2"), row("丙", "3")]
    for kind in TableKind:
        brand = replace(BRAND, table=TableStyle(kind=kind, is_head_tinted=False))
        whole = made(document(plain(rows)), brand)
        upright = [
            i for i in whole.body[0].items if isinstance(i, RuleItem) and i.height > 10 * i.width
        ]
        assert bool(upright) == (kind is TableKind.GRID)
        assert (BRAND.palette.tint in colours(whole)) == (kind is TableKind.BANDED)


def test_a_row_that_parts_keeps_its_tint_on_every_page():
    brand = replace(short_sheet(), table=TableStyle(kind=TableKind.BANDED, is_head_tinted=False))
    whole = made(document(plain([row("甲", "1"), row("乙", lines_of_body(90))])), brand)
    assert len(whole.body) > 2
    for page in whole.body:
        assert any(i.colour == BRAND.palette.tint for i in page.items if isinstance(i, RuleItem))
