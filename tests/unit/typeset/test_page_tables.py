"""Tables on pages: three rules, whole rows, a head on every page, columns that fill the measure."""

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.typeset.sample import (
    BRAND,
    artifacts,
    author_note,
    cell,
    document,
    fonts,
    lines_of_body,
    made,
    note_mark,
    page_text,
    paragraph,
    short_sheet,
    table,
    text,
)

from reportgen.model import document as doc
from reportgen.model.length import pt
from reportgen.model.page import RuleItem, Tag
from reportgen.model.report import Align
from reportgen.typeset.columns import share

MEASURE = BRAND.page.measure
MANY = [(f"第{n}行", f"{n}.00") for n in range(1, 90)]


def rules(page):
    """Return the full-width rules of a table on ``page``, top down."""
    primary = BRAND.palette.primary
    found = [
        i
        for i in page.items
        if isinstance(i, RuleItem) and i.colour == primary and i.width == MEASURE
    ]
    return sorted(found, key=lambda rule: -rule.y)


def test_a_table_has_three_rules_and_no_others():
    page = made(document(table([("2022", "0.16"), ("2024", "19.15")]))).body[0]
    assert [rule.height for rule in rules(page)] == [pt(1.5), pt(0.75), pt(1.5)]


def test_the_head_stands_on_every_page_and_is_heard_once():
    whole = made(document(table(MANY, unit="单位：亿美元")))
    assert len(whole.body) > 2
    for page in whole.body[1:]:
        repeated = "".join(artifacts(page))
        assert "续表1　核心财务指标单位：亿美元年度营业收入" in repeated
    assert "".join(whole.reading()).count("营业收入") == 1


def test_a_page_end_inside_a_table_is_closed_with_a_hair_line():
    whole = made(document(table(MANY)))
    assert rules(whole.body[0])[-1].height == pt(0.5)
    assert rules(whole.body[-1])[-1].height == pt(1.5)


def test_a_row_is_never_split():
    rows = [(f"第{n}行", "很长的说明文字要折成好几行才放得下" * 8) for n in range(30)]
    whole = made(document(table(rows)))
    for row in whole.find(Tag.TABLE_CELL):
        assert len({kid.page for kid in whole.layout.structure[row].kids}) == 1


def test_a_row_taller_than_a_page_goes_on_rather_than_off_the_sheet():
    words = lines_of_body(100)
    whole = made(document(table([("甲", words), ("乙", "短")])), short_sheet())
    (element,) = [n for n in whole.find(Tag.TABLE_CELL) if len(whole.words(n)) > 100]
    assert whole.words(element) == words
    assert all(item.y > pt(30) for page in whole.pages for _, item, _ in whole.texts(page))


def test_a_short_table_stays_whole():
    for lines in range(20, 36, 3):
        rows = [(f"{year}", "1.00") for year in range(2018, 2025)]
        whole = made(document(paragraph(lines_of_body(lines)), table(rows, source="来源")))
        pages = {
            kid.page for n in whole.find(Tag.TABLE_CELL) for kid in whole.layout.structure[n].kids
        }
        assert len(pages) == 1


def test_numbers_stand_at_the_right_of_their_column():
    whole = made(document(table([("甲", "1.00"), ("乙", "12,345.00")])))
    ends = set()
    for _, item, words in whole.texts(whole.body[0]):
        if words.endswith(".00"):
            (run,) = item.runs
            ends.add(item.x + run.x + _width(run))
    assert max(ends) - min(ends) <= 60


def _width(run):
    advance = fonts().by_name(run.face).advance
    moves = [p if isinstance(p, int) else sum(map(advance, p)) for p in run.pieces]
    return sum(moves) * run.size // 1000


def test_the_unit_stands_at_the_upper_right():
    whole = made(document(table([("甲", "1.00")], unit="单位：亿美元")))
    caption, unit, head = (
        next(item for _, item, words in whole.texts(whole.body[0]) if text in words)
        for text in ("核心财务指标", "单位：亿美元", "年度")
    )
    assert caption.y == unit.y > head.y
    assert unit.x > caption.x


def test_a_table_without_caption_or_head_is_still_a_table():
    bare = doc.Table(
        None,
        "",
        (doc.Row((cell(""), cell(""))),),
        (doc.Row((cell("甲"), cell("乙"))),),
        (),
        "tbl-bare",
    )
    whole = made(document(bare))
    assert [rule.height for rule in rules(whole.body[0])] == [pt(1.5), pt(1.5)]
    assert not whole.find(Tag.TABLE_HEAD)


def test_a_table_of_nothing_but_its_head_is_set():
    empty = doc.Table(None, "", (doc.Row((cell("甲"), cell("乙"))),), (), (), "tbl-empty")
    assert "甲乙" in page_text(made(document(empty)).body[0])


def test_a_table_too_wide_is_set_smaller():
    head = tuple(f"指标{n}" for n in range(8))
    rows = [tuple("1,234,567.89" for _ in head)]
    whole = made(document(table(rows, head)))
    sizes = {item.runs[0].size for _, item, words in whole.texts(whole.body[0]) if "," in words}
    assert sizes == {pt(8.1)}
    lines = [words for _, _, words in whole.texts(whole.body[0])]
    assert lines.count("1,234,567.89") == 8


def test_a_note_called_in_a_cell_stands_at_the_foot_once():
    marked = doc.Cell((*text("营收"), note_mark(1)), Align.START)
    base = table(MANY)
    noted = doc.Table(
        base.caption, "", (doc.Row((marked, base.head[0].cells[1])),), base.rows, (), "tbl-kpi"
    )
    whole = made(document(noted, notes=[author_note(1, "口径说明")]))
    assert sum(page_text(page).count("口径说明") for page in whole.pages) == 1
    assert any("营收" in words for words in artifacts(whole.body[1]))


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(0, 900)), min_size=1, max_size=12))
def test_columns_fill_the_measure_exactly(columns):
    least = [low for low, _ in columns]
    natural = [low + more for low, more in columns]
    widths = share(least, natural, 5000)
    assert sum(widths) == 5000
    if sum(least) <= 5000:
        assert all(width >= low for width, low in zip(widths, least, strict=True))
    if sum(natural) <= 5000:
        assert all(width >= wide for width, wide in zip(widths, natural, strict=True))


def test_a_short_column_beside_long_prose_is_not_squeezed():
    head, rows = ("名", "说明"), [("微软公司", lines_of_body(9)), ("乙", "短")]
    whole = made(document(table(rows, head)))
    name = next(item for _, item, words in whole.texts(whole.body[0]) if words == "微软公司")
    assert name.runs[0].size == pt(9)
