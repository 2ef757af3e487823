"""What a brand prints around the text, as Word keeps it."""

from msgspec.structs import replace
from tests.unit.write_docx.sample import (
    W,
    make_brand,
    make_document,
    make_docx,
    paragraph,
    part,
    text_of,
    tree,
    values,
)

from reportgen.model import document as doc
from reportgen.model.art import Art, Disc, PlacedImage, Polygon, Rectangle
from reportgen.model.brand import Alignment, StyleRole
from reportgen.model.furniture import BackCoverLook, CoverLook, Field, Heads, Thirds
from reportgen.model.image import ImageFile
from reportgen.model.length import mm

PNG = b"\x89PNG\r\n\x1a\n"


def made(brand=None, **changes):
    return make_docx([paragraph("词")], front=(), brand=brand, **changes)


def sections(docx):
    return list(tree(docx).iter(f"{W}sectPr"))


def kinds(section):
    return [(e.tag.removeprefix(W), e.get(f"{W}type")) for e in section if "Reference" in e.tag]


def test_a_watermark_is_the_one_word_knows_and_stands_in_every_head():
    docx = made(watermark="仅供<某某>参考")
    for section in sections(docx):
        assert ("headerReference", "default") in kinds(section)
    head = part(docx, "word/header1.xml")
    assert 'id="PowerPlusWaterMarkObject1"' in head
    assert 'string="仅供&lt;某某&gt;参考"' in head
    assert "rotation:315" in head
    assert "PowerPlusWaterMarkObject" not in part(made(), "word/header1.xml")


def test_heads_are_fields_at_tab_stops():
    thirds = Thirds(
        left=((Field.ORGANISATION,),), centre=((Field.TITLE,),), right=((Field.CLASSIFICATION,),)
    )
    brand = make_brand(heads=Heads(head=thirds, foot=Thirds(centre=(("— ", Field.PAGE, " —"),))))
    docx = made(brand, classification="机密")
    stops = [t.get(f"{W}val") for t in tree(docx, "word/header1.xml").iter(f"{W}tab") if t.attrib]
    assert stops == ["center", "right"]
    assert text_of(tree(docx, "word/header1.xml")).endswith("机密")
    assert text_of(tree(docx, "word/footer1.xml")) == "— 1 —"


def test_mirrored_heads_are_parts_for_even_pages():
    docx = made(make_brand(heads=Heads(is_mirrored=True)))
    *_, body = sections(docx)
    assert ("headerReference", "even") in kinds(body)
    assert "<w:evenAndOddHeaders/>" in part(docx, "word/settings.xml")
    assert "evenAndOddHeaders" not in part(made(), "word/settings.xml")


def test_shapes_keep_their_forms_and_lie_behind_the_text():
    shapes = (
        Rectangle(0, 0, mm(210), mm(50), make_brand().palette.primary, 0.5),
        Disc(mm(50), mm(50), mm(20), make_brand().palette.accent),
        Polygon(((0, 0), (mm(9), 0), (0, mm(9))), make_brand().palette.text),
    )
    xml = part(made(make_brand(cover=CoverLook(mm(80), Art(shapes)))))
    assert xml.count('behindDoc="1"') == 3
    assert '<a:alpha val="50000"/>' in xml
    assert 'prst="ellipse"' in xml
    assert "<a:custGeom>" in xml


def test_a_picture_fills_its_box_and_only_one_with_words_is_described():
    image = ImageFile("a.png", PNG, 100, 100)
    for alt in ("", "远山"):
        place = PlacedImage("a.png", 0, 0, mm(200), mm(100), alt=alt)
        look = CoverLook(mm(120), Art((place,)))
        xml = part(made(make_brand(cover=look, images={"a.png": image})))
        assert '<a:srcRect t="25000" b="25000"/>' in xml
        assert ('descr="远山"' in xml) is bool(alt)
        assert ("adec:decorative" in xml) is not bool(alt)


def test_words_at_a_place_of_their_own_stand_in_frames():
    look = CoverLook(mm(120), classification_top=mm(20), meta_top=mm(240))
    xml = part(made(make_brand(cover=look), classification="秘密"))
    assert xml.count("<w:framePr ") >= 2
    assert xml.index("秘密") < xml.index("CoreWeave客户集中度")


def test_a_report_without_a_cover_has_one_section_whose_first_page_has_no_head():
    docx = made(has_cover=False)
    (body,) = sections(docx)
    assert body.find(f"{W}titlePg") is not None
    assert ("headerReference", "first") in kinds(body)
    assert part(docx).index("CoreWeave客户集中度") < part(docx).index(">词<")


def test_the_back_cover_is_a_section_without_head_or_foot():
    look = BackCoverLook(
        mm(200), Art((Rectangle(0, 0, mm(210), mm(297), make_brand().palette.primary),))
    )
    back = doc.BackCover(((doc.Run("电话：021-5555 0188"),),), "不构成投资建议。")
    docx = made(make_brand(back_cover=look), back_cover=back)
    assert len(sections(docx)) == 3
    refs = [e.values()[1] for e in sections(docx)[-1] if "Reference" in e.tag]
    assert refs
    targets = part(docx, "word/_rels/document.xml.rels")
    for name in ("header4.xml", "footer4.xml"):
        assert name in targets
        assert text_of(tree(docx, f"word/{name}")) == ""
    assert part(docx).index("电话") < part(docx).index("不构成投资建议")


def test_an_address_on_the_back_cover_is_a_link_in_its_ink():
    look = BackCoverLook(mm(200), Art(()))
    words = (doc.Run("网址："), doc.LinkRun("www.a.cn", "https://www.a.cn"))
    docx = made(make_brand(back_cover=look), back_cover=doc.BackCover((words,), ""))
    assert 'Target="https://www.a.cn"' in part(docx, "word/_rels/document.xml.rels")
    (link,) = [e for e in tree(docx).iter(f"{W}hyperlink") if text_of(e) == "www.a.cn"]
    assert link.find(f"{W}r/{W}rPr/{W}color") is not None


def test_chapters_that_start_pages_are_sections_of_their_own():
    brand = make_brand(heads=Heads(on_chapter_pages=False))
    brand = replace(brand, page=replace(brand.page, starts_chapters=True))
    blocks = [
        piece
        for n in "甲乙"
        for piece in (doc.Heading(1, "", (doc.Run(n),), f"sec-{n}"), paragraph(n))
    ]
    docx = make_docx(blocks, front=(), brand=brand)
    _, first, second = sections(docx)
    for each in (first, second):
        assert each.find(f"{W}titlePg") is not None
        assert each.find(f"{W}type").get(f"{W}val") == "nextPage"


def titled(title, **looks):
    brand = make_brand()
    style = replace(brand.styles[StyleRole.TITLE], **looks)
    brand = replace(brand, styles={**brand.styles, StyleRole.TITLE: style})
    cover = replace(make_document().cover, title=title)
    paragraphs = tree(made(brand, cover=cover)).iter(f"{W}p")
    (found,) = (each for each in paragraphs if values(each, "pStyle") == ["Title"])
    return found


def test_a_title_of_two_lines_is_parted_where_its_sense_pauses():
    found = titled("区域数据中心季度跟踪报告（二〇二四年第四季度）")
    _, after = (text_of(run) for run in found.iter(f"{W}r") if list(run.iter(f"{W}t")))
    assert after == "（二〇二四年第四季度）"
    assert len(list(found.iter(f"{W}br"))) == 1
    assert not list(titled("季度报告（四）").iter(f"{W}br"))


def test_the_lines_of_a_centred_title_are_about_as_long():
    title = "关于二〇二五年三季度数字政务平台运行情况的报告" * 2
    (indent,) = titled(title, alignment=Alignment.CENTER).iter(f"{W}ind")
    assert int(indent.get(f"{W}left")) > 0
    assert indent.get(f"{W}left") == indent.get(f"{W}right")
    assert not list(titled(title, alignment=Alignment.START).iter(f"{W}ind"))


def test_no_letter_of_a_title_stands_alone_in_its_last_line():
    """One letter too many for the line takes three others along."""
    (indent,) = titled("区域数据中心业务年度跟踪与展望研究报", alignment=Alignment.START).iter(
        f"{W}ind"
    )
    assert int(indent.get(f"{W}right")) > 0
