from tests.unit.write_docx.sample import (
    W,
    body_of,
    heading,
    make_docx,
    paragraph,
    part,
    text_of,
    tree,
    values,
)

from reportgen.model import document as doc


def sections(docx):
    return list(tree(docx).iter(f"{W}sectPr"))


def part_of(docx, reference):
    wanted = reference.values()[1]
    for each in tree(docx, "word/_rels/document.xml.rels"):
        if each.get("Id") == wanted:
            return f"word/{each.get('Target')}"
    raise AssertionError(wanted)


def codes(docx, name):
    return [each.text.strip() for each in tree(docx, name).iter(f"{W}instrText")]


def test_cover_front_matter_and_body_are_sections_of_their_own():
    cover, front, body = sections(make_docx())
    assert cover.find(f"{W}footerReference") is None
    assert front.find(f"{W}pgNumType").get(f"{W}fmt") == "lowerRoman"
    assert body.find(f"{W}pgNumType").get(f"{W}start") == "1"


def test_a_report_without_front_matter_has_two_sections_and_one_folio():
    docx = make_docx(front=())
    assert len(sections(docx)) == 2
    assert "footer2.xml" not in part(docx, "[Content_Types].xml")


def test_every_section_is_as_large_as_the_brands_page():
    for section in sections(make_docx()):
        size = section.find(f"{W}pgSz")
        assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
        margins = section.find(f"{W}pgMar")
        assert margins.get(f"{W}left") == margins.get(f"{W}right") == "1417"


def test_the_folio_says_page_and_total_of_the_body():
    docx = make_docx()
    assert text_of(tree(docx, "word/footer1.xml")) == "第1页 / 共4页"
    assert codes(docx, "word/footer1.xml") == ["PAGE", "PAGEREF _rg_end"]


def test_the_total_leads_to_the_last_paragraph_of_the_body():
    *_, last = body_of(paragraph("甲"), paragraph("乙"))
    assert [b.get(f"{W}name") for b in last.iter(f"{W}bookmarkStart")] == ["_rg_end"]
    assert text_of(last) == "乙"


def test_the_running_head_shows_the_chapter_and_the_title():
    docx = make_docx([heading(1, "一、", "现状", "sec-1"), paragraph("甲")])
    assert codes(docx, "word/header1.xml") == ["STYLEREF 1"]
    head = text_of(tree(docx, "word/header1.xml"))
    assert head == "现状CoreWeave客户集中度深度分析报告"


def test_a_head_over_several_chapters_stores_a_word_that_is_true_on_all_pages():
    chapters = [heading(1, "一、", "甲", "sec-1"), heading(1, "二、", "乙", "sec-2")]
    assert text_of(tree(make_docx(chapters), "word/header1.xml")).startswith("正文Core")


def test_each_section_stores_the_chapter_that_it_belongs_to():
    wide = doc.PageSection(True, 1, (paragraph("宽"),))
    first, second = heading(1, "一、", "甲", "sec-1"), heading(1, "二、", "乙", "sec-2")
    docx = make_docx([first, wide, second], front=())
    heads = [s.find(f"{W}headerReference") for s in sections(docx)[1:]]
    stored = [text_of(tree(docx, part_of(docx, head)))[:1] for head in heads]
    assert stored == ["甲", "甲", "乙"]


def test_a_report_without_chapters_asks_for_none():
    assert codes(make_docx([paragraph("甲")]), "word/header1.xml") == []


def test_the_contents_are_filled_in_with_the_pages_of_the_layout():
    docx = make_docx()
    lines = [p for p in tree(docx).iter(f"{W}p") if "TOC2" in values(p, "pStyle")]
    assert [text_of(line) for line in lines] == ["2.1 行业特性与市场结构1", "2.2 技术优势2"]
    assert 'w:docPartGallery w:val="Table of Contents"' in part(docx)
    assert r' TOC \o "1-2" \h \z \u ' in [i.text for i in tree(docx).iter(f"{W}instrText")]


def test_every_line_of_the_contents_leads_to_its_heading():
    docx = make_docx()
    names = {b.get(f"{W}name") for b in tree(docx).iter(f"{W}bookmarkStart")}
    anchors = {a.get(f"{W}anchor") for a in tree(docx).iter(f"{W}hyperlink")}
    assert None in anchors or anchors <= names
    assert anchors - {None} <= names


def test_every_field_has_a_beginning_a_result_and_an_end():
    docx = make_docx()
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        kinds = [f.get(f"{W}fldCharType") for f in tree(docx, name).iter(f"{W}fldChar")]
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_the_cover_shows_its_words_and_the_brands_shapes_behind_them():
    docx = make_docx([heading(1, "一、", "甲", "sec-1")])
    made = part(docx)
    assert made.count('behindDoc="1"') == 2
    assert made.index("CoreWeave客户集中度深度分析报告") < made.index("<w:sectPr>")
    assert made.count("adec:decorative ") == 2


def test_a_wide_section_is_a_section_on_its_side_with_heads_of_its_own():
    wide = doc.PageSection(True, 1, (paragraph("宽"),))
    docx = make_docx([paragraph("前"), wide, paragraph("后")], front=())
    _, before, turned, after = sections(docx)
    size = turned.find(f"{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}orient")) == ("16838", "landscape")
    assert before.find(f"{W}pgSz").get(f"{W}orient") is None
    assert [s.find(f"{W}type").get(f"{W}val") for s in (turned, after)] == ["nextPage"] * 2
    assert turned.find(f"{W}pgNumType").get(f"{W}start") is None
    assert len({s.find(f"{W}headerReference").values()[1] for s in (before, turned)}) == 2


def test_columns_go_on_on_the_page_and_are_level_before_what_follows():
    columns = doc.PageSection(False, 3, (paragraph("栏"),))
    docx = make_docx([paragraph("前"), columns, paragraph("后"), columns], front=())
    found = sections(docx)[1:]
    counts = [s.find(f"{W}cols").get(f"{W}num") for s in found]
    starts = [s.find(f"{W}type").get(f"{W}val") for s in found]
    assert counts == [None, "3", None, "3", None]
    assert starts == ["nextPage", *["continuous"] * 4]


def test_a_page_break_before_columns_starts_their_page():
    columns = doc.PageSection(False, 2, (paragraph("栏"),))
    docx = make_docx([paragraph("前"), doc.PageBreak(), columns], front=())
    assert sections(docx)[2].find(f"{W}type").get(f"{W}val") == "nextPage"
    assert "pageBreakBefore" not in part(docx)
