"""What a brand prints around the text: heads, feet, watermark, art, letterhead, back cover."""

import pytest
from msgspec.structs import replace
from tests.unit.typeset.sample import (
    BRAND,
    artifacts,
    document,
    fonts,
    heading,
    lines_of_body,
    made,
    paragraph,
    slot_text,
)

from reportgen.model import document as doc
from reportgen.model.art import Art, Disc, PlacedImage, Polygon, Rectangle
from reportgen.model.brand import Alignment, FontRole, StyleRole
from reportgen.model.colour import WHITE
from reportgen.model.furniture import BackCoverLook, CoverLook, Field, Heads, Thirds
from reportgen.model.image import ImageFile
from reportgen.model.length import mm, pt
from reportgen.model.page import ImageItem, PathItem, SlotItem, Tag, TextItem, WatermarkItem

BLUE = BRAND.palette.primary


def with_heads(**changes):
    return replace(BRAND, heads=Heads(**changes))


def two_pages(**changes):
    return replace(document(paragraph(lines_of_body(60))), **changes)


def texts_at(page, y):
    """Return the furniture whose baseline is at ``y``, with its places."""
    return [
        (item.x, item)
        for item in page.items
        if isinstance(item, TextItem | SlotItem) and item.y == y
    ]


# ---- heads and feet ---------------------------------------------------------------------------


def test_an_item_with_an_empty_field_vanishes():
    both = ((Field.CLASSIFICATION,), (Field.TITLE,))
    brand = with_heads(head=Thirds(right=both))
    page = made(two_pages(classification="机密"), brand).body[0]
    assert artifacts(page)[0] == "机密　客户集中度分析报告"
    assert artifacts(made(two_pages(), brand).body[0])[0] == "客户集中度分析报告"


@pytest.mark.parametrize(
    ("folio", "printed"),
    [
        (("— ", Field.PAGE, " —"), "—1—"),
        ((Field.PAGE,), "1"),
        (("第 ", Field.PAGE, " 页 / 共 ", Field.PAGES, " 页"), "第1页/共2页"),
        ((Field.PAGE, "/", Field.PAGES), "1/2"),
    ],
)
def test_folios_come_in_many_styles(folio, printed):
    whole = made(two_pages(), with_heads(head=Thirds(), foot=Thirds(centre=(folio,))))
    page = whole.body[0]
    slots = [slot_text(whole.layout.slots[i.name]) for i in page.items if isinstance(i, SlotItem)]
    shown = "".join([*artifacts(page), *slots])
    assert shown.replace(" ", "").replace("\u3000", "") == printed


def test_left_hand_pages_are_mirrored_when_the_brand_says_so():
    thirds = Thirds(left=(("左",),), right=(("右",),))
    first, second = made(two_pages(), with_heads(head=thirds, is_mirrored=True)).body
    assert artifacts(first)[:2] == ["左", "右"]
    assert artifacts(second)[:2] == ["右", "左"]


def test_the_right_slot_ends_at_the_margin():
    brand = with_heads(head=Thirds(), foot=Thirds(right=(("共", Field.PAGES, "页"),)))
    whole = made(two_pages(), brand)
    (place,) = texts_at(whole.body[0], BRAND.page.folio_baseline)[1:] or texts_at(
        whole.body[0], BRAND.page.folio_baseline
    )
    x, item = place
    end = x + whole.layout.slots[item.name].width
    assert abs(end - (BRAND.page.width - BRAND.page.outer)) < pt(0.1)


def test_a_long_title_is_cut_before_it_meets_the_chapter():
    cover = doc.Cover("", "客户集中度" * 20, "", (), ())
    whole = made(replace(document(heading("现状" * 30), paragraph("词")), cover=cover))
    chapter, title, *_ = artifacts(whole.body[0])
    assert chapter.endswith("……")
    assert title.endswith("……")


def test_a_long_title_has_the_room_that_a_short_chapter_leaves():
    title = "客户集中度" * 6
    cover = doc.Cover("", title, "", (), ())
    whole = made(replace(document(heading("现状"), paragraph("词")), cover=cover))
    assert artifacts(whole.body[0])[:2] == ["现状", title]


def test_chapters_start_pages_and_those_pages_have_no_head():
    brand = with_heads(on_chapter_pages=False)
    brand = replace(brand, page=replace(BRAND.page, starts_chapters=True))
    chapters = [block for n in "甲乙" for block in (heading(n), paragraph(lines_of_body(50)))]
    pages = made(document(*chapters), brand).body
    heads = [artifacts(page)[0] for page in pages]
    assert len(pages) == 4
    assert heads == ["第1页", "甲", "第3页", "乙"]


# ---- watermark --------------------------------------------------------------------------------


def test_a_watermark_lies_under_the_words_of_every_page():
    whole = made(two_pages(watermark="仅供某某公司参考"))
    for page in whole.pages:
        kinds = [type(item) for item in page.items]
        assert kinds.count(WatermarkItem) == 1
        assert kinds.index(WatermarkItem) < kinds.index(TextItem)


@pytest.mark.parametrize("words", ["密", "仅供某某公司参考", "仅供某某公司参考" * 8])
def test_a_watermark_stays_on_the_page(words):
    whole = made(two_pages(watermark=words))
    (mark,) = (item for item in whole.pages[0].items if isinstance(item, WatermarkItem))
    assert 0 < mark.x < BRAND.page.width
    assert 0 < mark.y < BRAND.page.height
    assert mark.runs[0].size <= BRAND.watermark.largest


def test_a_watermark_does_not_fight_the_text():
    whole = made(two_pages(watermark="仅供某某公司参考"))
    (mark,) = (item for item in whole.pages[0].items if isinstance(item, WatermarkItem))
    assert mark.runs[0].face == fonts().face(FontRole.CHART).name
    assert mark.opacity <= 0.08


# ---- covers -----------------------------------------------------------------------------------


def test_art_is_drawn_in_its_order_under_the_words():
    shapes = (
        Rectangle(0, 0, mm(210), mm(100), BLUE, 0.5),
        Disc(mm(50), mm(50), mm(20), BLUE),
        Polygon(((0, 0), (mm(9), 0), (0, mm(9))), WHITE),
    )
    cover = made(document(paragraph("词")), replace(BRAND, cover=CoverLook(mm(120), Art(shapes))))
    paths = [item for item in cover.pages[0].items if isinstance(item, PathItem)]
    assert [path.opacity for path in paths] == [0.5, 1.0, 1.0]
    assert all(isinstance(item, PathItem) for item in cover.pages[0].items[:3])
    assert not any(isinstance(item, PathItem) for item in cover.pages[1].items)


def picture(alt=""):
    place = PlacedImage("a.png", 0, 0, mm(210), mm(105), alt=alt)
    image = ImageFile("a.png", b"", 100, 100)
    cover = CoverLook(mm(120), Art((place,)))
    return replace(BRAND, cover=cover, images={"a.png": image})


def test_a_picture_fills_its_box_and_is_cut():
    page = made(document(paragraph("词")), picture()).pages[0]
    (item,) = (each for each in page.items if isinstance(each, ImageItem))
    assert (item.width, item.height) == (mm(210), mm(210))
    assert item.clip == (0, BRAND.page.height - mm(105), mm(210), mm(105))
    assert item.mcid == -1


def test_a_picture_with_words_is_a_figure():
    whole = made(document(paragraph("词")), picture("远山"))
    (figure,) = whole.find(Tag.FIGURE)
    assert whole.layout.structure[figure].alt == "远山"


def test_the_words_of_the_cover_stand_where_the_brand_wants_them():
    look = CoverLook(mm(150), organisation_top=mm(60), classification_top=mm(30), meta_top=mm(250))
    cover = doc.Cover("机构", "题目", "副题", ("日期",), ())
    whole = made(
        replace(document(paragraph("词")), cover=cover, classification="秘密"),
        replace(BRAND, cover=look),
    )
    places = {words: item.y for _, item, words in whole.texts(whole.pages[0])}
    height = BRAND.page.height
    for words, top in (("秘密", 30), ("机构", 60), ("题目", 150), ("日期", 250)):
        assert height - mm(top) - pt(40) < places[words] < height - mm(top)
    heard = "".join(whole.reading())
    assert heard.startswith("秘密机构题目副题日期")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某某公司季度跟踪报告（2024年第四季度）", ["某某公司季度跟踪报告", "（2024年第四季度）"]),
        ("十二月中旬　客户集中度分析：风险与机遇", ["十二月中旬", "客户集中度分析：风险与机遇"]),
        ("客户集中度（风险与机遇）", ["客户集中度（风险与机遇）"]),
    ],
)
def test_a_title_of_two_lines_is_parted_where_its_sense_pauses(title, lines):
    look = replace(BRAND.cover, width=BRAND.styles[StyleRole.TITLE].size * 15)
    whole = made(
        document(paragraph("词"), cover=doc.Cover("", title, "", (), ())),
        replace(BRAND, cover=look),
    )
    assert [words for _, _, words in whole.texts(whole.pages[0])] == lines


def test_a_report_without_a_cover_begins_under_a_letterhead_on_page_1():
    letter = CoverLook(mm(60), Art((Rectangle(0, mm(40), mm(210), mm(1), BLUE),)))
    whole = made(
        replace(document(heading("一章"), paragraph("词")), has_cover=False),
        replace(BRAND, letterhead=letter),
    )
    assert whole.layout.page_labels == ("1",)
    assert "".join(whole.reading()).startswith("示例研究院客户集中度分析报告风险与机遇一章")
    assert "一章" not in artifacts(whole.pages[0])


def test_the_back_cover_has_no_number_and_its_words_can_be_read():
    ground = Rectangle(0, 0, BRAND.page.width, BRAND.page.height, BLUE)
    look = BackCoverLook(mm(200), Art((ground,)))
    back = doc.BackCover(((doc.Run("电话：021-5555 0188"),),), "不构成投资建议。")
    whole = made(
        replace(document(paragraph("词")), back_cover=back), replace(BRAND, back_cover=look)
    )
    assert whole.layout.page_labels == ("", "1", "")
    assert whole.layout.body_pages == 1
    lines = [item for _, item, _ in whole.texts(whole.pages[-1])]
    assert lines
    assert all(item.runs[0].colour.contrast(BLUE) >= 4.5 for item in lines)
    assert not artifacts(whole.pages[-1])


def test_a_link_on_the_back_cover_is_in_the_colour_that_can_be_read():
    ground = Rectangle(0, 0, BRAND.page.width, BRAND.page.height, BLUE)
    look = BackCoverLook(mm(200), Art((ground,)))
    words = (doc.Run("网址："), doc.LinkRun("www.a.cn", "https://www.a.cn"))
    back = doc.BackCover((words,), "")
    whole = made(
        replace(document(paragraph("词")), back_cover=back), replace(BRAND, back_cover=look)
    )
    (link,) = whole.pages[-1].links
    assert link.url == "https://www.a.cn"
    runs = [run for _, item, _ in whole.texts(whole.pages[-1]) for run in item.runs]
    assert len(runs) == 2
    assert len({run.colour for run in runs}) == 1


def test_a_centred_title_has_lines_of_about_one_length():
    style = replace(BRAND.styles[StyleRole.TITLE], alignment=Alignment.CENTER)
    brand = replace(BRAND, styles={**BRAND.styles, StyleRole.TITLE: style})
    cover = doc.Cover("", "关于三季度数字政务平台运行情况和下一步工作安排的报告", "", (), ())
    whole = made(replace(document(paragraph("词")), cover=cover), brand)
    lines = [words for _, _, words in whole.texts(whole.pages[0])]
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 2
