"""Tags: what a listener hears is the document, whole, in its order, and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.typeset.sample import (
    author_note,
    citation,
    citation_note,
    contents,
    document,
    entry,
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
from reportgen.model.length import pt
from reportgen.model.page import (
    ContentKid,
    DotItem,
    ElementKid,
    LinkKid,
    PictureItem,
    RuleItem,
    SlotItem,
    Tag,
    TextItem,
)

LIST = doc.ListBlock(
    ordered=True,
    start=1,
    items=(
        doc.ListItem("1.", (paragraph("第一条"), paragraph("第一条的第二段"))),
        doc.ListItem(
            "2.", (doc.ListBlock(False, 1, (doc.ListItem("•", (paragraph("里面的"),)),)),)
        ),
        doc.ListItem("3.", ()),
    ),
)


def everything():
    """Return a document with a block of every type."""
    heads = [heading("现状", label="一、"), heading("成因", 2, "2.1"), heading("细节", 3, "2.1.1")]
    body = (
        heads[0],
        paragraph("甲", citation(1, first=True), *text("，又"), citation(1), *text("。")),
        heads[1],
        paragraph("乙", note_mark(2), doc.CrossReference("图1", "fig-revenue")),
        heads[2],
        doc.Paragraph((*text("见"), doc.LinkRun("网页", "https://example.com/"), *text("。"))),
        LIST,
        doc.Quote((paragraph("引来的话"),)),
        doc.Callout(text("观点"), (paragraph("方框里的话"), LIST, table([("2021", "1")]))),
        doc.CodeBlock(("x  =  1", "", "# 注释")),
        table([("2022", "0.16"), ("2024", "19.15")], unit="单位：亿美元", source="资料来源：年报"),
        figure(),
        doc.PageBreak(),
        heading("参考文献"),
        doc.Bibliography((entry(1, "搜狐. 标题"),)),
        doc.Notice("创作声明", "本文部分内容由AI辅助生成"),
    )
    notes = [citation_note(1, "搜狐"), author_note(2, "口径")]
    return document(*body, front=[contents(*heads)], notes=notes)


def assert_sound(whole):
    """Check that pages and structure tree point at each other, completely."""
    structure = whole.layout.structure
    of_tree, links_of_tree, kids = set(), set(), []
    for number, element in enumerate(structure):
        for kid in element.kids:
            match kid:
                case ContentKid():
                    assert (kid.page, kid.mcid) not in of_tree
                    of_tree.add((kid.page, kid.mcid))
                    assert whole.pages[kid.page].parents[kid.mcid] == number
                case LinkKid():
                    assert (kid.page, kid.link) not in links_of_tree
                    links_of_tree.add((kid.page, kid.link))
                    assert whole.pages[kid.page].links[kid.link].element == number
                    assert element.tag is Tag.LINK
                case ElementKid():
                    kids.append(kid.element)
                    assert structure[kid.element].parent == number
    assert sorted(kids) == list(range(1, len(structure)))
    for page in whole.pages:
        owned = [
            i.mcid for i in page.items if not isinstance(i, (RuleItem, DotItem)) and i.mcid >= 0
        ]
        assert sorted(owned) == list(range(len(page.parents)))
        assert {(page.index, mcid) for mcid in owned} == {k for k in of_tree if k[0] == page.index}
        assert len([k for k in links_of_tree if k[0] == page.index]) == len(page.links)
    assert all(
        link.anchor in whole.layout.places for p in whole.pages for link in p.links if link.anchor
    )


def test_every_item_is_in_the_tree_or_an_artifact_and_mcids_are_dense():
    assert_sound(made(everything()))
    assert_sound(made(everything(), short_sheet()))


def test_reading_order_is_the_order_of_the_document_and_nothing_is_lost():
    for brand in ((), (short_sheet(),)):
        whole = made(everything(), *brand)
        spoken = solid(whole.reading(without={Tag.NOTE, Tag.CONTENTS}))
        cover = solid("示例研究院客户集中度分析报告风险与机遇")
        assert spoken == cover + solid(words_of(everything().body))


def test_a_note_does_not_interrupt_the_sentence_that_calls_it():
    whole = made(everything())
    first = whole.find(Tag.PARAGRAPH)
    owner = next(whole.layout.structure[n] for n in first if "甲" in whole.words(n))
    tags = [whole.tag(k.element) if isinstance(k, ElementKid) else None for k in owner.kids]
    assert tags == [None, Tag.REFERENCE, Tag.SPAN, Tag.REFERENCE, Tag.SPAN]


def test_all_words_between_two_links_are_one_span():
    words = paragraph(lines_of_body(3), citation(1), *text(lines_of_body(6)), citation(1))
    whole = made(document(words))
    (owner,) = [n for n in whole.find(Tag.PARAGRAPH) if len(whole.words(n)) > 100]
    kids = whole.layout.structure[owner].kids
    (span,) = [
        k.element for k in kids if isinstance(k, ElementKid) and whole.tag(k.element) is Tag.SPAN
    ]
    assert len(whole.layout.structure[span].kids) >= 6


def test_notes_are_heard_behind_the_text_of_their_page():
    first = paragraph("甲。", citation(1, first=True), *text("乙。"), citation(2, first=True))
    notes = (citation_note(1, "搜狐"), citation_note(2, "新浪"))
    whole = made(document(first, paragraph("丙。"), notes=notes))
    heard = [whole.words(kid.element) for kid in whole.layout.structure[0].kids]
    assert [solid(words)[:2] for words in heard[-4:]] == ["甲。", "丙。", "[1", "[2"]
    notes = [whole.layout.structure[n].identifier for n in whole.find(Tag.NOTE)]
    assert notes == ["note-1", "note-2"]


def test_a_paragraph_over_two_pages_is_one_element():
    whole = made(document(paragraph(lines_of_body(50))))
    (element,) = [n for n in whole.find(Tag.PARAGRAPH) if len(whole.words(n)) > 100]
    assert {kid.page for kid in whole.layout.structure[element].kids} == {1, 2}


def test_headings_are_tagged_by_level():
    whole = made(document(*(heading(f"题{n}", n) for n in range(1, 8))))
    tags = [e.tag.value for e in whole.layout.structure if e.tag.value.startswith("H")]
    assert tags == ["H1", "H2", "H3", "H4", "H5", "H6", "H6"]


def test_lists_and_the_reference_list_have_labels_and_bodies():
    whole = made(document(LIST, doc.Bibliography((entry(1, "搜狐"),)), paragraph("", citation(1))))
    for item in whole.find(Tag.LIST_ITEM):
        kids = [whole.tag(kid.element) for kid in whole.layout.structure[item].kids]
        assert kids == [Tag.LABEL, Tag.LIST_BODY]


def test_a_table_has_rows_of_cells_and_its_caption_first():
    whole = made(document(table([("2022", "0.16")], unit="单位：亿美元")))
    (element,) = whole.find(Tag.TABLE)
    kids = [whole.tag(kid.element) for kid in whole.layout.structure[element].kids]
    assert kids == [Tag.CAPTION, Tag.TABLE_ROW, Tag.TABLE_ROW]
    assert len(whole.find(Tag.TABLE_HEAD)) == len(whole.find(Tag.TABLE_CELL)) == 2


def test_a_figure_has_words_for_those_who_cannot_see_it_and_says_where_it_stands():
    whole = made(document(figure()))
    (number,) = whole.find(Tag.FIGURE)
    element = whole.layout.structure[number]
    (picture,) = [i for p in whole.pages for i in p.items if isinstance(i, PictureItem)]
    assert element.alt == "营收柱形图"
    assert picture.key == "fig-revenue"
    assert element.box == (
        picture.x,
        picture.y,
        picture.x + picture.width,
        picture.y + picture.height,
    )


def test_a_link_over_two_lines_is_one_element_with_two_areas():
    words = "英伟达投资者关系页面上的季度业绩公告" * 4
    link = doc.LinkRun(words, "https://example.com/")
    whole = made(document(doc.Paragraph((*text("见"), link))))
    (element,) = whole.find(Tag.LINK)
    areas = [area for page in whole.pages for area in page.links]
    assert len(areas) == 2
    assert {area.element for area in areas} == {element}
    assert {area.url for area in areas} == {"https://example.com/"}


def test_places_tell_every_anchor():
    whole = made(everything())
    assert set(whole.layout.places) >= {
        "sec-现状", "fig-revenue", "tbl-kpi", "note-1", "note-2", "cite-1", "notemark-2", "ref-1",
    }  # fmt: skip
    place = whole.layout.places["ref-1"]
    assert place.label == whole.pages[place.page].label == str(len(whole.body))


def test_the_outline_lists_all_headings():
    outline = made(everything()).layout.outline
    assert [(line.level, line.text) for line in outline] == [
        (1, "一、现状"),
        (2, "2.1 成因"),
        (3, "2.1.1 细节"),
        (1, "参考文献"),
    ]


def test_text_is_copied_as_it_was_written_though_gaps_are_set():
    whole = made(document(paragraph("2024年CoreWeave冲刺IPO——“融资”GPT-3 175B")))
    lines = [words for _, _, words in whole.texts(whole.body[0])]
    assert "".join(lines) == "2024年CoreWeave冲刺IPO——“融资”GPT-3 175B"


def test_a_line_that_ends_between_words_keeps_their_space():
    words = "the quick brown fox jumps over the lazy dog and runs away " * 6
    whole = made(document(paragraph(words)))
    assert "".join(text for _, _, text in whole.texts(whole.body[0])).strip() == words.strip()


def test_code_keeps_every_space():
    whole = made(document(doc.CodeBlock(("def f(x):", "    return  x", "——“话”"))))
    items = [item for _, item, _ in whole.texts(whole.body[0])]
    assert [item.runs[0].pieces[0] for item in items[:2]] == ["def f(x):", "    return  x"]
    assert "".join(whole.reading()).endswith("def f(x):    return  x——“话”")


def test_a_line_of_code_wider_than_the_measure_goes_on_in_the_next():
    line = "x" * 300
    whole = made(document(doc.CodeBlock((line,))))
    items = [item for _, item, _ in whole.texts(whole.body[0])]
    assert len({item.y for item in items}) == 4
    assert "".join(whole.reading()).endswith(line)


BLOCKS = (
    lambda n: heading(f"第{n}节", 1 + n % 3, anchor=f"sec-{n}"),
    lambda n: paragraph(lines_of_body(1 + n % 9)),
    lambda _: LIST,
    lambda n: doc.Quote((paragraph(lines_of_body(n % 5 + 1)),)),
    lambda n: doc.Callout(text("观点"), (paragraph(lines_of_body(n % 12 + 1)), LIST)),
    lambda n: table([(f"{year}年", "1.00") for year in range(n % 25)], source="来源" * (n % 2)),
    lambda n: figure(f"f{n}", 40 + n * 7 % 200),
    lambda _: doc.PageBreak(),
    lambda n: doc.CodeBlock(("x = 1",) * (n % 30)),
)


@given(st.lists(st.integers(0, 10_000), max_size=25), st.integers(100, 160))
@settings(max_examples=40)
def test_whatever_is_set_is_sound_and_whole(numbers, height):
    blocks, notes = [], []
    for place, number in enumerate(numbers):
        blocks.append(BLOCKS[number % len(BLOCKS)](number))
        if number % 3 == 0:
            blocks.append(paragraph(lines_of_body(number % 4 + 1), note_mark(place)))
            notes.append(author_note(place, lines_of_body(number // 3 % 20 + 1)))
    whole = made(document(*blocks, notes=notes), short_sheet(height))
    assert_sound(whole)
    spoken = solid(whole.reading(without={Tag.NOTE}))
    assert spoken.endswith(solid(words_of(blocks)))
    assert len(whole.find(Tag.NOTE)) == len(notes)
    for page in whole.pages:
        for item in page.items:
            if isinstance(item, TextItem | SlotItem):
                assert pt(20) < item.y < page.height - pt(15)


def test_heading_tags_skip_no_level_whatever_the_author_did():
    heads = [
        heading("甲", 3),
        heading("乙", 3),
        heading("丙", 1),
        heading("丁", 3),
        heading("戊", 1),
    ]
    whole = made(document(*(part for head in heads for part in (head, paragraph("文")))))
    tags = [each.tag for each in whole.layout.structure if each.tag.name.startswith("HEADING")]
    assert tags == [Tag.HEADING1, Tag.HEADING2, Tag.HEADING1, Tag.HEADING2, Tag.HEADING1]


def test_a_dot_below_a_character_is_an_artifact():
    whole = made(document(doc.Paragraph((doc.Run("须"), doc.Run("注意，", emphasis=True)))))
    page = whole.pages[-1]
    words = next(item for item in page.items if isinstance(item, TextItem) and item.mcid >= 0)
    dots = [item for item in page.items if isinstance(item, DotItem)]
    assert len(dots) == 2
    assert all(words.x < dot.x and dot.y < words.y for dot in dots)
    assert_sound(whole)
    assert "须注意，" in whole.reading()
