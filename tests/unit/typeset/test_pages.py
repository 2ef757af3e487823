"""Pages: what stays together, what goes on, and what is printed round the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.unit.typeset.sample import (
    BRAND,
    LONG,
    artifacts,
    author_note,
    citation,
    citation_note,
    contents,
    document,
    entry,
    figure,
    fonts,
    heading,
    lines_of_body,
    made,
    note_mark,
    page_text,
    paragraph,
    short_sheet,
    solid,
    table,
    text,
    words_of,
    words_of_pieces,
)

from reportgen.model import document as doc
from reportgen.model.art import Art, Rectangle
from reportgen.model.furniture import CoverLook
from reportgen.model.length import mm, pt
from reportgen.model.page import ContentKid, PictureItem, RuleItem, Tag, TextItem
from reportgen.typeset import run_layout, typeset

SHORT = short_sheet()


def lines_by_page(whole, element):
    """Return how many lines of an element stand on each page."""
    heights = {}
    for page in whole.pages:
        for owner, item, _ in whole.texts(page):
            if owner == element:
                heights.setdefault(page.index, set()).add(item.y)
    return [len(lines) for lines in heights.values()]


def pages_of(whole, element):
    """Return the pages on which an element or what is below it stands, in order."""
    pages = []
    for kid in whole.layout.structure[element].kids:
        if isinstance(kid, ContentKid):
            pages.append(kid.page)
        elif hasattr(kid, "element"):
            pages += pages_of(whole, kid.element)
    return sorted(set(pages))


@pytest.mark.parametrize("lines", range(30, 46))
def test_a_notice_does_not_stand_alone_on_a_page(lines):
    sources = doc.Bibliography(tuple(entry(n, f"来源{n}") for n in range(1, 4)))
    notice = doc.Notice("创作声明", "由AI辅助生成")
    whole = made(document(paragraph(lines_of_body(lines)), sources, notice))
    page = next(words for words in map(page_text, whole.body) if "创作声明" in words)
    assert "来源2" in page


# ---- notes -----------------------------------------------------------------------------------


def filled_to_the_foot(mark, note, lines):
    """A page filled so far that the mark of a note comes near its end."""
    return document(
        paragraph(lines_of_body(lines)),
        paragraph("标注在这里", mark, *text("。")),
        paragraph(lines_of_body(4)),
        notes=[note],
    )


@pytest.mark.parametrize("lines", range(26, 40))
def test_a_footnote_stays_on_the_page_of_its_mark(lines):
    whole = made(
        filled_to_the_foot(citation(1, first=True), citation_note(1, "新浪财经" * 12), lines)
    )
    note = whole.find(Tag.NOTE)[0]
    reference = whole.find(Tag.REFERENCE)[0]
    assert pages_of(whole, note)[0] == pages_of(whole, reference)[0]


def test_a_long_note_goes_on_at_the_foot_of_the_next_page():
    whole = made(
        filled_to_the_foot(note_mark(1), author_note(1, LONG), 33),
    )
    note = whole.find(Tag.NOTE)[0]
    pages = pages_of(whole, note)
    assert len(pages) == 2
    assert min(lines_by_page(whole, note)) >= 2
    assert solid(whole.words(note)) == LONG


def test_a_note_longer_than_pages_is_not_lost():
    words = lines_of_body(200)
    whole = made(document(paragraph("见注", note_mark(1)), notes=[author_note(1, words)]), SHORT)
    assert solid(whole.words(whole.find(Tag.NOTE)[0])) == words
    assert len(whole.body) > 5


def test_notes_stand_in_the_order_of_their_marks():
    body = paragraph(
        "甲", note_mark(1), *text("乙"), citation(2, first=True), *text("丙"), note_mark(3)
    )
    notes = [author_note(1, "注甲"), citation_note(2, "注乙"), author_note(3, "注丙")]
    whole = made(document(body, notes=notes))
    assert page_text(whole.body[0]).index("注甲") < page_text(whole.body[0]).index("[2]注乙")
    assert page_text(whole.body[0]).index("[2]注乙") < page_text(whole.body[0]).index("②注丙")


def test_author_notes_count_anew_on_each_page():
    notes = [author_note(n, f"说明{n}") for n in range(1, 5)]
    body = [
        paragraph("甲", note_mark(1), *text("乙"), note_mark(2)),
        doc.PageBreak(),
        paragraph("丙", note_mark(3), *text("丁"), note_mark(4)),
    ]
    whole = made(document(*body, notes=notes))
    for page, numbers in zip(whole.body, ((1, 2), (3, 4)), strict=True):
        words = page_text(page)
        assert f"①说明{numbers[0]}" in words
        assert f"②说明{numbers[1]}" in words


def test_the_twenty_first_note_of_a_page_is_numbered_in_brackets():
    count = 22
    pieces = [piece for n in range(1, count + 1) for piece in (*text("词"), note_mark(n))]
    notes = [author_note(n, "短") for n in range(1, count + 1)]
    words = page_text(made(document(doc.Paragraph(tuple(pieces)), notes=notes)).body[0])
    assert words.count("⑳") == 2
    assert words.count("(21)") == words.count("(22)") == 2


def test_a_mark_is_raised_small_and_in_the_colour_of_links():
    whole = made(document(paragraph("词", citation(1, first=True)), notes=[citation_note(1, "源")]))
    mark = next(
        item for page in whole.body for _, item, words in whole.texts(page) if words == "[1]"
    )
    (run,) = mark.runs
    assert run.y > 0
    assert run.size < pt(10.5)
    assert run.colour == BRAND.palette.link


def test_a_first_citation_leads_to_its_note_and_a_later_one_to_the_list():
    whole = made(
        document(
            paragraph("甲", citation(1, first=True), *text("乙"), citation(1)),
            heading("参考文献"),
            doc.Bibliography((entry(1, "搜狐"),)),
            notes=[citation_note(1, "搜狐")],
        )
    )
    anchors = [link.anchor for page in whole.body for link in page.links]
    assert anchors == ["note-1", "ref-1", "cite-1", "cite-1"]
    assert set(anchors) <= set(whole.layout.places)


def test_a_citation_inside_a_note_brings_its_own_note():
    inner = doc.Note("note-1", doc.NoteKind.AUTHOR, "", (*text("说明"), citation(2, first=True)))
    whole = made(document(paragraph("词", note_mark(1)), notes=[inner, citation_note(2, "来源")]))
    assert "①说明[2][2]来源" in page_text(whole.body[0])
    assert len(whole.find(Tag.NOTE)) == 2


# ---- headings, widows, orphans ---------------------------------------------------------------


@pytest.mark.parametrize("lines", range(28, 40))
def test_no_heading_stands_at_the_foot_of_a_page(lines):
    whole = made(
        document(
            paragraph(lines_of_body(lines)),
            heading("风险分析", label="三、"),
            heading("业务连续性风险", 2, "3.1"),
            paragraph(lines_of_body(5)),
        )
    )
    chapter, section = whole.find(Tag.HEADING1)[0], whole.find(Tag.HEADING2)[0]
    after = whole.find(Tag.PARAGRAPH)[-1]
    page = pages_of(whole, chapter)
    assert page == pages_of(whole, section) == pages_of(whole, after)[:1]
    assert lines_by_page(whole, after)[0] >= 2


def test_a_heading_keeps_two_short_paragraphs():
    for lines in range(28, 40):
        whole = made(
            document(
                paragraph(lines_of_body(lines)),
                heading("甲章"),
                paragraph("一。"),
                paragraph("二。"),
            )
        )
        assert whole.page_with("甲章") == whole.page_with("一。") == whole.page_with("二。")


def test_a_single_line_under_a_heading_is_not_kept_with_the_next_heading():
    parted = 0
    for lines in range(28, 40):
        whole = made(
            document(
                paragraph(lines_of_body(lines)),
                heading("甲章"),
                paragraph("一。"),
                heading("乙章"),
                paragraph("二。"),
            )
        )
        assert whole.page_with("甲章") == whole.page_with("一。")
        assert whole.page_with("乙章") == whole.page_with("二。")
        parted += whole.page_with("一。") != whole.page_with("乙章")
    assert parted


@given(st.lists(st.integers(1, 9), min_size=3, max_size=14))
@settings(max_examples=40)
def test_no_line_of_a_paragraph_is_alone_on_a_page(lengths):
    whole = made(document(*(paragraph(lines_of_body(n)) for n in lengths)), SHORT)
    for element in whole.find(Tag.PARAGRAPH):
        lines = lines_by_page(whole, element)
        assert len(lines) == 1 or min(lines) >= 2


def test_a_figure_stays_with_its_caption_and_source():
    for lines in range(10, 30, 2):
        whole = made(document(paragraph(lines_of_body(lines)), figure()))
        unit = whole.find(Tag.DIVISION)[0]
        assert len(pages_of(whole, unit)) == 1


def picture_on(lines):
    """Return the page of a chart after so many lines, and how much lower it is drawn."""
    whole = made(document(paragraph(lines_of_body(lines)), figure()))
    page, item = next((p, i) for p in whole.pages for i in p.items if isinstance(i, PictureItem))
    assert whole.layout.heights == {"fig-revenue": item.height}
    return page.index, pt(180) - item.height


def test_a_chart_that_nearly_fits_is_drawn_lower_and_no_more_than_a_quarter():
    drawn = [picture_on(lines) for lines in range(40)]
    lowered = [by for _, by in drawn if by]
    assert lowered
    assert max(lowered) <= pt(180) // 4
    assert {page for page, by in drawn if by} == {1}
    assert {by for page, by in drawn if page == 2} == {0}


def test_a_chart_whose_height_the_author_gave_keeps_it():
    fixed = figure()
    fixed = replace(fixed, content=replace(fixed.content, is_fixed=True))
    for lines in range(25, 40):
        whole = made(document(paragraph(lines_of_body(lines)), fixed))
        assert whole.layout.heights == {"fig-revenue": pt(180)}


def test_a_chart_and_its_source_end_where_the_text_ends():
    nearly = figure()
    width = BRAND.page.measure - mm(3)
    whole = made(document(replace(nearly, content=replace(nearly.content, width=width))))
    (picture,) = (i for p in whole.pages for i in p.items if isinstance(i, PictureItem))
    assert (picture.x, picture.width) == (BRAND.page.inner, BRAND.page.measure)
    source = next(item for p in whole.pages for _, item, words in whole.texts(p) if "资料" in words)
    assert source.x == BRAND.page.inner


def test_a_picture_larger_than_the_page_is_made_smaller():
    whole = made(document(figure(height=2000)))
    assert_inside(whole)
    assert len(whole.body) == 1


# ---- parts, page numbers, furniture ----------------------------------------------------------


def test_the_cover_has_no_number_front_matter_has_roman_ones_and_the_body_begins_at_1():
    heads = [heading(f"第{n}章") for n in range(40)]
    body = [block for head in heads for block in (head, paragraph(lines_of_body(3)))]
    whole = made(document(*body, front=[contents(*heads)]))
    labels = whole.layout.page_labels
    assert labels[:4] == ("", "i", "ii", "1")
    assert labels[-1] == str(whole.layout.body_pages)
    assert labels == tuple(page.label for page in whole.pages)


def test_a_document_without_front_matter_goes_from_the_cover_to_page_1():
    assert made(document(paragraph("词"))).layout.page_labels == ("", "1")


def test_a_body_page_tells_its_chapter_its_title_and_its_number():
    whole = made(document(heading("现状", label="一、"), paragraph(lines_of_body(60))))
    for number, page in enumerate(whole.body, 1):
        assert artifacts(page) == ["一、现状", "客户集中度分析报告", f"第{number}页", "/"]
    assert "".join(_shown(whole.layout.slots["total-1"])) == f"共{len(whole.body)}页"


def _shown(slot):
    return [piece for run in slot.runs for piece in run.pieces if isinstance(piece, str)]


def test_the_running_head_names_the_first_chapter_that_starts_on_the_page():
    chapters = (heading("甲"), paragraph("词"), heading("乙"), paragraph(lines_of_body(60)))
    whole = made(document(*chapters, heading("丙"), paragraph("词")))
    heads = [artifacts(page)[0] for page in whole.body]
    assert heads == ["甲", "丙"]


def test_a_first_level_heading_does_not_start_a_page():
    whole = made(document(heading("甲"), paragraph("词"), heading("乙"), paragraph("词")))
    assert len(whole.body) == 1


def test_a_page_break_starts_a_page_once():
    breaks = (doc.PageBreak(), doc.PageBreak())
    whole = made(
        document(doc.PageBreak(), paragraph("甲"), *breaks, paragraph("乙"), doc.PageBreak())
    )
    assert len(whole.body) == 2


def test_a_cover_longer_than_a_page_goes_on():
    cover = doc.Cover("院", "长题名" * 40, "副题", ("发布时间：2025",) * 30, text(LONG))
    whole = made(document(paragraph("词"), cover=cover), SHORT)
    assert_inside(whole)
    assert whole.layout.page_labels[:2] == ("", "")
    assert LONG in solid(whole.reading())


# ---- the whole -------------------------------------------------------------------------------


def assert_inside(whole):
    for page in whole.pages:
        for item in page.items:
            if isinstance(item, RuleItem):
                edges = [item.x, item.y, item.x + item.width, item.y + item.height]
                assert min(edges) >= 0
                assert item.x + item.width <= page.width + 1
                assert item.y + item.height <= page.height + 1
            else:
                assert 0 < item.x < page.width
                assert 0 < item.y < page.height
            if isinstance(item, TextItem):
                assert all(0 <= item.x + run.x < page.width for run in item.runs)


def a_long_document(chapters):
    heads, body, notes = [], [], []
    for number in range(1, chapters + 1):
        head = heading(f"第{number}章的题目", label=f"{number}.", anchor=f"sec-{number}")
        heads.append(head)
        notes.append(author_note(number, "说明的话。" * (number % 60)))
        body += [
            head,
            paragraph(lines_of_body(number % 13 + 2), note_mark(number)),
            paragraph(lines_of_body(number % 7 + 1)),
        ]
        if number % 5 == 0:
            body.append(table([(f"{number}年{n}月", f"{n}.00") for n in range(number % 40)]))
        if number % 7 == 0:
            body.append(figure(f"{number}"))
        if number % 6 == 0:
            body.append(doc.Callout(text("观点"), (paragraph(lines_of_body(number % 30)),)))
    return document(*body, front=[contents(*heads)], notes=notes)


def test_a_long_document_stays_inside_its_sheets_and_loses_no_word():
    whole_document = a_long_document(330)
    whole = made(whole_document)
    assert len(whole.pages) > 200
    assert_inside(whole)
    spoken = solid(whole.reading(without={Tag.NOTE, Tag.CONTENTS}))
    assert spoken.endswith(solid(words_of(whole_document.body)))
    notes = [solid(whole.words(note)) for note in whole.find(Tag.NOTE)]
    assert notes == [words_of_pieces(note.content) for note in whole_document.notes]


def test_lines_never_stand_on_each_other():
    for page in made(a_long_document(40)).pages:
        heights = sorted({item.y for item in page.items if isinstance(item, TextItem)})
        gaps = [above - below for below, above in pairwise(heights)]
        assert all(gap > pt(8) for gap in gaps), page.index


def test_run_layout_tells_the_same_as_the_pages():
    whole = a_long_document(10)
    assert run_layout(typeset(whole, BRAND, fonts())) == made(whole).layout


def test_setting_twice_gives_the_same_pages():
    whole = a_long_document(12)
    assert made(whole) == made(whole)


def test_the_organisation_can_be_read_on_a_dark_cover():
    band = Rectangle(0, 0, BRAND.page.width, mm(112), BRAND.palette.primary)
    whole = made(document(paragraph("词")), replace(BRAND, cover=CoverLook(mm(120), Art((band,)))))
    item = next(i for _, i, words in whole.texts(whole.pages[0]) if words == "示例研究院")
    assert item.runs[0].colour.contrast(band.colour) >= 4.5
