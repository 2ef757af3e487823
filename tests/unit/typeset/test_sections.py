"""Wide pages and columns: what they hold, how they end, where their notes stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.typeset.sample import (
    BRAND,
    LONG,
    author_note,
    document,
    figure,
    heading,
    lines_of_body,
    made,
    note_mark,
    paragraph,
    short_sheet,
    solid,
    table,
    text,
    words_of,
)

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import pt
from reportgen.model.page import PictureItem, Tag

PAGE = BRAND.page
WIDTH = PAGE.column(2)
SECOND = PAGE.inner + WIDTH + PAGE.column_gap


def columns(*blocks, count=2, is_wide=False):
    return doc.PageSection(is_wide, count, blocks)


def wide(*blocks):
    return columns(*blocks, count=1, is_wide=True)


def lowest(whole, page, column):
    """Return the height of the last line that starts in a column (from 0), notes left out."""
    left = PAGE.inner + column * (WIDTH + PAGE.column_gap)
    return min(
        item.y
        for element, item, _ in whole.texts(page)
        if left <= item.x < left + WIDTH and not whole.is_inside(element, Tag.NOTE)
    )


def test_a_wide_section_stands_on_a_sheet_on_its_side_and_the_numbers_go_on():
    whole = made(document(paragraph("前"), wide(paragraph("宽表")), paragraph("后")))
    sizes = [(page.width, page.height) for page in whole.body]
    upright = (PAGE.width, PAGE.height)
    assert sizes == [upright, upright[::-1], upright]
    assert [page.label for page in whole.body] == ["1", "2", "3"]


def test_a_wide_table_uses_the_wide_measure():
    whole = made(document(wide(table([("2021", "1")]))))
    rules = [item for item in whole.body[0].items if getattr(item, "width", 0) > PAGE.measure]
    assert max(rule.width for rule in rules) == PAGE.turned.measure


def test_the_furniture_of_a_wide_page_stands_at_its_own_edges():
    whole = made(document(heading("一章"), wide(paragraph("宽"))))
    page = whole.body[1]
    head = max(item.y for item in page.items if hasattr(item, "runs"))
    assert head == page.height - PAGE.head_baseline


def test_notes_of_a_wide_page_do_not_reach_onto_an_upright_one():
    mark = paragraph("注", note_mark(1))
    whole = made(document(wide(mark), paragraph("后"), notes=[author_note(1, LONG * 6)]))
    note = whole.find(Tag.NOTE)[0]
    wide_pages = {page.index for page in whole.pages if page.width > page.height}
    noted = {p.index for p in whole.pages for e, _, _ in whole.texts(p) if e == note}
    assert len(noted) > 1
    assert noted <= wide_pages


@pytest.mark.parametrize("count", [5, 12, 31, 44])
def test_columns_are_level_where_they_end(count):
    whole = made(document(columns(paragraph(lines_of_body(count)))))
    left, right = (lowest(whole, whole.body[-1], column) for column in (0, 1))
    assert abs(left - right) <= 2 * pt(18)


def test_text_goes_on_under_the_columns():
    whole = made(document(paragraph("上"), columns(paragraph(LONG)), paragraph("下")))
    (page,) = whole.body
    below = next(item.y for _, item, words in whole.texts(page) if words == "下")
    assert below < min(lowest(whole, page, 1), lowest(whole, page, 0)) + pt(1)
    assert any(item.x >= SECOND for _, item, _ in whole.texts(page))


def test_a_note_called_in_a_column_stands_at_the_foot_of_its_page_across_the_page():
    body = columns(paragraph(lines_of_body(60)), paragraph("标注", note_mark(1)))
    whole = made(document(body, notes=[author_note(1, LONG[:200])]))
    note = whole.find(Tag.NOTE)[0]
    lines = [
        (page, words)
        for page in whole.body
        for element, _, words in whole.texts(page)
        if whole.is_inside(element, Tag.NOTE)
    ]
    assert {page.index for page, _ in lines} == {whole.page_with("标注")}
    assert solid(whole.words(note)).endswith(LONG[:200])
    assert max(len(words) for _, words in lines) > WIDTH // BRAND.styles[StyleRole.NOTE].size


def test_a_heading_in_columns_is_in_the_outline():
    whole = made(document(columns(heading("分栏里的标题"), paragraph("文"))))
    assert [entry.text for entry in whole.layout.outline] == ["分栏里的标题"]


def test_a_figure_in_a_column_is_as_wide_as_the_column():
    whole = made(document(columns(figure(), paragraph(LONG))))
    (picture,) = (i for p in whole.body for i in p.items if isinstance(i, PictureItem))
    assert picture.width == WIDTH


def test_a_table_that_goes_on_in_the_next_column_repeats_its_head():
    rows = [(str(year), "1") for year in range(1900, 1960)]
    whole = made(document(columns(table(rows))))
    (page,) = whole.body
    heads = [
        i for i in page.items if hasattr(i, "runs") and i.mcid < 0 and i.y < page.height - pt(60)
    ]
    assert any(item.x >= SECOND for item in heads)


BLOCKS = st.lists(
    st.one_of(
        st.integers(1, 60).map(lambda n: paragraph(lines_of_body(n))),
        st.integers(1, 9).map(lambda n: heading(f"标题{n}", 2)),
        st.just(table([("2021", "1"), ("2022", "2")])),
        st.just(doc.PageBreak()),
        st.just(doc.Callout(text("观点"), (paragraph("方框里的话"),))),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(BLOCKS, BLOCKS, st.integers(1, 3), st.booleans(), st.sampled_from([90, 120, 297]))
def test_nothing_is_lost_between_sections(first, second, count, is_wide, height):
    body = (*first, columns(*second, count=count, is_wide=is_wide), *first)
    brand = BRAND if height == 297 else short_sheet(height)
    whole = made(document(*body), brand)
    read = solid("".join(whole.reading()))
    for words in words_of(body):
        assert solid(words) in read
    for page in whole.body:
        for _, item, _ in whole.texts(page):
            assert item.y >= brand.page.bottom - pt(1)
