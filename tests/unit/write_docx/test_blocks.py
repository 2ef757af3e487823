from msgspec.structs import replace
from tests.unit.write_docx.sample import (
    PNG,
    W,
    body_of,
    figure,
    heading,
    make_brand,
    make_docx,
    paragraph,
    part,
    table,
    text_of,
    tree,
    values,
    words,
)

from reportgen.model import document as doc
from reportgen.model.length import emu, mm, pt, twips
from reportgen.model.report import ImageFile

TITLE = heading(2, "1.1", "收入", "sec-1")


def table_of(*blocks):
    (found, *_) = tree(make_docx(blocks)).iter(f"{W}tbl")
    return found


def test_a_paragraph_is_indented_by_two_characters():
    styles = part(make_docx(), "word/styles.xml")
    assert '<w:ind w:firstLineChars="200" w:firstLine="420"/>' in styles


def test_lines_stand_at_the_brands_pitch():
    styles = part(make_docx(), "word/styles.xml")
    body = styles[styles.index('w:styleId="BodyText"') :]
    assert 'w:line="360" w:lineRule="exact"' in body[: body.index("</w:style>")]


def test_the_pitch_of_text_does_not_cut_pictures():
    styles = part(make_docx(), "word/styles.xml")
    pictures = styles[styles.index('w:styleId="Figure"') :]
    assert "lineRule" not in pictures[: pictures.index("</w:style>")]


def test_the_head_of_a_table_is_repeated_and_no_row_is_parted():
    rows = list(table_of(table(rows=20)).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 20
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_columns_of_a_table_fill_the_measure():
    grid = table_of(table()).find(f"{W}tblGrid")
    widths = [int(column.get(f"{W}w")) for column in grid]
    assert len(widths) == 4
    assert abs(sum(widths) - twips(make_brand().page.measure)) <= len(widths)


def test_the_caption_of_a_table_stands_above_with_the_unit_at_the_right():
    *_, docx = [make_docx([table()])]
    lines = [text_of(p) for p in tree(docx).iter(f"{W}p")]
    place = lines.index("表1\u3000核心财务指标单位：亿美元")
    assert lines[place + 1 : place + 3] == ["指标", "2022年"]
    assert lines[-1] == "资料来源：招股书"


def test_a_long_caption_leaves_the_unit_a_line_of_its_own():
    long = doc.Caption("表1", words("核心财务指标与同业比较" * 4))
    lines = [text_of(p) for p in tree(make_docx([table(caption=long)])).iter(f"{W}p")]
    assert "单位：亿美元" in lines


def test_tables_that_follow_each_other_do_not_grow_together():
    bare = table(caption=None, unit="", source=())
    body = tree(make_docx([bare, replace(bare, anchor="tbl-2")])).find(f"{W}body")
    kinds = [child.tag.removeprefix(W) for child in body]
    assert "tbl,tbl" not in ",".join(kinds)


def test_the_picture_of_a_figure_has_words_for_those_who_cannot_see_it():
    made = part(make_docx([figure()]))
    assert made.count('descr="柱状图：逐年上升"') == 2


def test_a_chart_is_an_svg_with_a_png_for_older_readers():
    docx = make_docx([figure()])
    assert "asvg:svgBlip" in part(docx)
    targets = part(docx, "word/_rels/document.xml.rels")
    assert 'Target="media/image1.png"' in targets
    assert 'Target="media/image2.svg"' in targets


def test_a_picture_is_never_wider_than_the_text():
    wide = ImageFile("wide.png", PNG, 4000, 1000)
    made = part(make_docx([figure(content=wide)]))
    measure = make_brand().page.measure
    assert f'<wp:extent cx="{emu(measure)}" cy="{emu(measure // 4)}"/>' in made


def test_a_tall_picture_leaves_room_for_its_caption():
    tall = ImageFile("tall.png", PNG, 100, 4000)
    made = part(make_docx([figure(content=tall)]))
    height = int(made.split("<wp:inline ")[1].split('cy="')[1].split('"')[0])
    assert height < mm(297 - 27 - 24) * 12.7


def test_a_picture_stays_with_its_caption_and_source():
    picture, caption, source = body_of(figure())
    assert values(picture, "pStyle") == ["Figure"]
    assert caption.find(f"{W}pPr/{W}keepNext") is not None
    assert text_of(source) == "资料来源：公司公告"


def test_captions_are_counted_by_word():
    _, caption, _ = body_of(figure())
    assert [i.text for i in caption.iter(f"{W}instrText")] == [r" SEQ 图 \* ARABIC "]
    assert text_of(caption) == "图1\u3000营业收入逐年上升"


def test_a_callout_holds_blocks_of_any_kind_and_ends_with_a_paragraph():
    inner = (paragraph("正文"), table(source=()))
    (cell,) = table_of(doc.Callout(words("核心观点"), inner)).iterchildren(f"{W}tr")
    box = cell.find(f"{W}tc")
    assert [child.tag.removeprefix(W) for child in box][-1] == "p"
    assert text_of(box).startswith("核心观点正文")


def test_lines_of_code_keep_their_spaces():
    (made,) = body_of(doc.CodeBlock(("if a < 2:", "    b = 1")))
    assert [t.text for t in made.iter(f"{W}t")] == ["if a < 2:", "    b = 1"]
    assert len(list(made.iter(f"{W}br"))) == 1


def test_a_page_break_is_carried_by_what_follows():
    one, two = body_of(paragraph("前"), doc.PageBreak(), paragraph("后"))[:2]
    assert one.find(f"{W}pPr/{W}pageBreakBefore") is None
    assert two.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert "w:br" not in part(make_docx([paragraph("前"), doc.PageBreak(), paragraph("后")]))


def test_a_page_that_starts_swallows_the_blank_above_its_first_heading():
    first, second = body_of(heading(1, "一、", "甲", "a"), heading(1, "二、", "乙", "b"))
    assert first.find(f"{W}pPr/{W}spacing").get(f"{W}before") == "0"
    assert second.find(f"{W}pPr/{W}spacing") is None


def test_a_paragraph_inside_an_item_stands_under_its_words():
    item = doc.ListItem("•", (paragraph("第一段"), paragraph("第二段")))
    first, second = body_of(doc.ListBlock(ordered=False, start=1, items=(item,)))
    assert second.find(f"{W}pPr/{W}numPr") is None
    left = int(second.find(f"{W}pPr/{W}ind").get(f"{W}left"))
    assert left == twips(pt(21))
    assert values(first, "pStyle") == values(second, "pStyle") == ["ListParagraph"]


def test_the_last_sources_stay_with_the_notice_below_them():
    entries = tuple(
        doc.BibliographyEntry(n, f"[{n}]", (doc.Run(f"来源{n}"),), f"ref-{n}", "")
        for n in (1, 2, 3)
    )
    made = body_of(doc.Bibliography(entries), doc.Notice("创作声明", "由AI辅助生成"))
    assert [bool(list(each.iter(f"{W}keepNext"))) for each in made] == [False, True, True, False]


def test_the_notice_says_its_label_and_its_words():
    (made,) = body_of(doc.Notice("创作声明", "由AI辅助生成"))
    assert text_of(made) == "创作声明：由AI辅助生成"


def test_a_single_line_under_a_heading_stays_with_what_it_leads_to():
    _, lone, *_ = body_of(TITLE, paragraph("见图1。"), figure())
    assert lone.find(f"{W}pPr/{W}keepNext") is not None
    _, long, *_ = body_of(TITLE, paragraph("两行" * 40), figure())
    assert long.find(f"{W}pPr/{W}keepNext") is None


def test_a_single_line_may_stand_on_the_page_before_the_next_heading():
    _, lone, _ = body_of(TITLE, paragraph("见上文。"), heading(2, "1.2", "成本", "sec-2"))
    assert lone.find(f"{W}pPr/{W}keepNext") is None


def test_a_paragraph_with_a_long_address_is_not_torn_apart():
    address = "https://www.example.com/research/2025/" + "compute" * 5
    made, plain = body_of(paragraph(f"原始数据见{address}。"), paragraph("原始数据见附录。"))
    assert values(made, "jc") == ["left"]
    assert values(plain, "jc") == []
