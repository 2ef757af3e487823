"""A template that cannot be used says why; one that can is filled wherever its words stand."""

import io
import re
import zipfile

import pytest
from lxml import etree
from msgspec.structs import replace
from tests.unit.write_docx.sample import (
    W,
    make_brand,
    make_document,
    make_layout,
    no_chart,
    paragraph,
    picture,
    words,
)
from tests.word_templates import bank, exact, house, line

from reportgen.diag import Code, Sink
from reportgen.model import document as doc
from reportgen.model.brand import FontRole, StyleRole
from reportgen.model.colour import Colour
from reportgen.model.length import pt, twips
from reportgen.model.template import AskedStyle, TemplateFile
from reportgen.resolve.numbering import heading_label
from reportgen.write_docx import write_docx
from reportgen.write_docx.template import (
    check_agreement,
    dressed,
    heading_pattern,
    open_template,
)
from reportgen.write_docx.template.placeholders import fill

MAIN = "word/document.xml"
PAGE_END = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def changed(template, **parts):
    """Return ``template`` with other bytes in parts, named by their file names (nothing: gone)."""
    with zipfile.ZipFile(io.BytesIO(template)) as old:
        held = {name: old.read(name) for name in old.namelist()}
    for file, change in parts.items():
        name = next(each for each in held if each.rpartition("/")[2] == _spelled(file))
        held[name] = change(held[name])
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as new:
        for name, body in held.items():
            if body is not None:
                new.writestr(name, body)
    return sheet.getvalue()


def _spelled(file):
    return file.replace("_xml", ".xml").replace("_rels", ".rels")


def swapped(old, new):
    return lambda body: body.replace(old.encode(), new.encode())


def opened(data, **styles):
    sink = Sink()
    asked = tuple(AskedStyle(role, name) for role, name in styles.items())
    return open_template(TemplateFile("公司.dotx", data, styles=asked), sink), sink


def codes(data):
    template, sink = opened(data)
    assert template is None
    return {each.code for each in sink.found}


def filled(data, body=None, styles=(), **changes):
    """Return the parts of the sample document in the template ``data``."""
    template, sink = opened(data, **dict(styles))
    assert sink.found == ()
    brand = dressed(make_brand(), template)
    document = check_agreement(template, make_document(body, **changes), sink)
    made = write_docx(document, make_layout(document), brand, picture, no_chart, template)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return {name: package.read(name) for name in package.namelist()}


def sections(parts):
    return list(etree.fromstring(parts[MAIN]).iter(f"{W}sectPr"))


def kinds(section):
    return [(e.tag.removeprefix(W), e.get(f"{W}type")) for e in section if "Reference" in e.tag]


def value(node, name, key="val"):
    child = node.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}{key}")


def bomb():
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr(MAIN, b" " * (200 * 1024 * 1024))
    return sheet.getvalue()


REL = 'Target="media/image1.png"'
FAULTS = {
    "no zip": (b"PK\x03\x04 and no more", Code.TEMPLATE_BROKEN),
    "nothing": (b"", Code.TEMPLATE_BROKEN),
    "old or locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), Code.TEMPLATE_LOCKED),
    "a bomb": (bomb(), Code.OVER_BUDGET),
    "macros": (
        changed(
            house(),
            **{
                "[Content_Types]_xml": swapped(
                    "wordprocessingml.template.main+xml",
                    "ms-word.template.macroEnabledTemplate.main+xml",
                )
            },
        ),
        Code.TEMPLATE_MACROS,
    ),
    "no document": (changed(house(), document_xml=lambda _: None), Code.TEMPLATE_BROKEN),
    "no types": (changed(house(), **{"[Content_Types]_xml": lambda _: None}), Code.TEMPLATE_BROKEN),
    "cut XML": (changed(house(), styles_xml=lambda body: body[:500]), Code.TEMPLATE_BROKEN),
    "an entity": (
        changed(
            house(),
            styles_xml=lambda body: body.replace(b"?>\n", b'?>\n<!DOCTYPE w [<!ENTITY a "b">]>', 1),
        ),
        Code.TEMPLATE_BROKEN,
    ),
    "a picture elsewhere": (
        changed(
            house(),
            header1_xml_rels=swapped(
                REL, 'Target="https://example.com/logo.png" TargetMode="External"'
            ),
        ),
        Code.TEMPLATE_LINKS_OUT,
    ),
    "a picture that is not there": (
        changed(house(), header1_xml_rels=swapped(REL, 'Target="media/image9.png"')),
        Code.TEMPLATE_BROKEN,
    ),
    "strict": (
        changed(
            house(),
            document_xml=swapped(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
        ),
        Code.TEMPLATE_STRICT,
    ),
    "tracked changes": (
        changed(house(), header1_xml=swapped("<w:r>", '<w:ins w:id="9" w:author="a"/><w:r>')),
        Code.TEMPLATE_REVISIONS,
    ),
    "no body": (house(line("正文在此")), Code.TEMPLATE_WITHOUT_BODY),
    "two bodies": (house(line("{{正文}}") * 2), Code.PLACEHOLDER_NOT_ALONE),
    "a body among words": (house(line("见{{正文}}")), Code.PLACEHOLDER_NOT_ALONE),
    "a body in a table": (
        house(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
            f"{line('{{正文}}')}</w:tc></w:tr></w:tbl>"
        ),
        Code.PLACEHOLDER_NOT_ALONE,
    ),
    "an unknown name": (house(line("{{正文}}") + line("{{作者}}")), Code.UNKNOWN_PLACEHOLDER),
}


@pytest.mark.parametrize(("data", "code"), FAULTS.values(), ids=FAULTS)
def test_a_template_that_cannot_be_used_says_why(data, code):
    assert code in codes(data)


@pytest.mark.parametrize("place", range(0, 12000, 397))
def test_a_damaged_template_is_a_finding_or_a_file_never_a_crash(place):
    data = bytearray(bank())
    data[place % len(data)] ^= 0x5A
    template, sink = opened(bytes(data))
    assert template is not None or sink.errors


def test_a_way_out_of_the_package_is_refused():
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as package:
        package.writestr("../evil.xml", b"<a/>")
    assert codes(sheet.getvalue()) == {Code.TEMPLATE_BROKEN}


def test_braces_of_full_width_are_placeholders_too():
    parts = filled(house(line("｛｛ 正文 ｝｝")))
    assert "客户集中度现状分析" in parts[MAIN].decode()


def test_a_placeholder_in_runs_of_many_looks_takes_the_look_of_its_first_letter():
    bold = "<w:rPr><w:b/></w:rPr>"
    root = etree.fromstring(
        f'<w:body xmlns:w="{W[1:-1]}">{line("题：{", look=bold)}{line("甲{{日", "期}}乙")}</w:body>'
    )
    assert fill(root, {"date": "2025年12月18日"})
    assert ["".join(t.text for t in p.iter(f"{W}t")) for p in root] == [
        "题：{",
        "甲2025年12月18日乙",
    ]
    assert [t.text for t in root[1].iter(f"{W}t")] == ["甲2025年12月18日", "乙"]


def test_a_line_of_nothing_but_an_empty_placeholder_goes():
    cover = line("{{副标题}}") + line("{{正文}}")
    document = make_document()
    bare = replace(document.cover, subtitle="")
    with_one = filled(house(cover))[MAIN].decode()
    without = filled(house(cover), cover=bare)[MAIN].decode()
    assert "2025年12月中旬" in with_one
    # The cover of the template asks for it, too.
    assert with_one.count("<w:p>") - without.count("<w:p>") == 2


def test_words_in_text_boxes_heads_and_feet_are_filled_in():
    parts = filled(house())
    assert "发布日期：2025年12月18日" in parts[MAIN].decode()
    assert "CoreWeave客户集中度深度分析报告" in parts["word/header1.xml"].decode()


def test_our_cover_gives_way_to_a_template_that_prints_the_title():
    assert "CoverMeta" not in filled(house())[MAIN].decode()
    without = changed(bank(), document_xml=swapped("{{title}}", "示例银行研究"))
    parts = filled(without)
    assert "CoverMeta" in parts[MAIN].decode()
    assert kinds(sections(parts)[0]) == []


def test_the_front_matter_counts_in_roman_and_the_body_from_one():
    numbers = [each.find(f"{W}pgNumType") for each in sections(filled(house()))]
    told = [(n.get(f"{W}fmt"), n.get(f"{W}start")) if n is not None else None for n in numbers]
    assert told == [None, ("lowerRoman", "1"), ("decimal", "1")]


def test_the_shape_of_the_companys_page_numbers_stays():
    assert value(sections(filled(bank()))[-1], "pgNumType", "fmt") == "numberInDash"


def test_a_cover_that_ends_in_a_page_break_becomes_a_section_without_an_empty_page():
    parts = filled(bank(PAGE_END + line("{{正文}}")))
    assert 'w:br w:type="page"' not in parts[MAIN].decode()
    first, front, body = sections(parts)
    assert [each.find(f"{W}titlePg") is not None for each in (first, front, body)] == [
        True,
        False,
        False,
    ]


def test_a_title_above_the_text_stays_on_its_page():
    parts = filled(bank(), front=())
    (only,) = sections(parts)
    assert only.find(f"{W}titlePg") is not None
    assert value(only, "pgNumType", "start") == "1"


def test_the_contents_stand_where_the_template_wants_them():
    parts = filled(house(line("{{目录}}") + line("以下为正文") + line("{{正文}}")))
    text = "".join(etree.fromstring(parts[MAIN]).itertext())
    assert text.index("目　录") < text.index("以下为正文")
    ends = [
        p
        for p in etree.fromstring(parts[MAIN]).iter(f"{W}p")
        if p.find(f"{W}pPr/{W}sectPr") is not None
    ]
    assert len(ends) == 2


def test_wide_pages_and_columns_keep_the_companys_margins():
    wide = doc.PageSection(is_wide=True, columns=1, blocks=(paragraph("横页"),))
    columns = doc.PageSection(is_wide=False, columns=2, blocks=(paragraph("分栏"),))
    parts = filled(house(), [paragraph("甲"), wide, paragraph("乙"), columns, paragraph("丙")])
    made = sections(parts)
    assert {each.find(f"{W}pgMar").get(f"{W}left") for each in made} == {"1701"}
    turned = [each for each in made if value(each, "pgSz", "orient") == "landscape"]
    assert [(value(e, "pgSz", "w"), value(e, "pgSz", "h")) for e in turned] == [("16838", "11906")]
    assert "2" in {value(each, "cols", "num") for each in made}
    assert all(("headerReference", "default") in kinds(each) for each in made[1:])


def test_what_stands_behind_a_wide_last_section_is_upright_again():
    wide = doc.PageSection(is_wide=True, columns=1, blocks=(paragraph("横页"),))
    *_, before, last = sections(filled(bank(), [paragraph("甲"), wide]))
    assert value(before, "pgSz", "orient") == "landscape"
    assert value(last, "pgSz", "orient") is None
    assert value(last, "pgNumType", "start") is None


def test_a_template_without_heads_gets_ours():
    bare = changed(
        house(),
        document_xml=swapped(
            '<w:headerReference w:type="default" r:id="rId5"/>'
            '<w:footerReference w:type="default" r:id="rId6"/>',
            "",
        ),
        document_xml_rels=lambda body: (
            body.replace(b"header1.xml", b"styles.xml")
            .replace(b"footer1.xml", b"styles.xml")
            .replace(b"/header", b"/styles")
            .replace(b"/footer", b"/styles")
        ),
    )
    # As Word has it: a stop in the middle of a line of 14.6 cm, and one at its end.
    stops = '<w:tab w:val="center" w:pos="4153"/><w:tab w:val="right" w:pos="8306"/>'
    usual = swapped(
        '<w:tab w:val="right" w:pos="8504"/></w:tabs><w:spacing', f"{stops}</w:tabs><w:spacing"
    )
    parts = filled(changed(bare, styles_xml=usual))
    head = next(body for name, body in parts.items() if re.fullmatch(r"word/header\d+.xml", name))
    tabs = etree.fromstring(head).iter(f"{W}tab")
    assert [(e.get(f"{W}val"), e.get(f"{W}pos")) for e in tabs if e.attrib] == [
        ("right", "8504"),
        ("clear", "4153"),
        ("clear", "8306"),
    ]
    assert any("PAGE" in body.decode() for name, body in parts.items() if "footer" in name)
    assert ("headerReference", "default") in kinds(sections(parts)[-1])


def test_a_watermark_stands_behind_the_companys_heads_and_on_its_cover():
    parts = filled(house(), watermark="内部使用")
    marked = [name for name, body in parts.items() if b"PowerPlusWaterMarkObject" in body]
    assert marked == ["word/header-watermark.xml", "word/header1.xml"]
    assert kinds(sections(parts)[0]) == [("headerReference", "default")]


def test_a_classification_without_a_place_is_refused():
    template, sink = opened(house())
    check_agreement(template, make_document(classification="机密"), sink)
    assert Code.NO_PLACE_FOR_CLASS in {each.code for each in sink.errors}


def test_headings_that_number_themselves_otherwise_are_found():
    template, sink = opened(bank())
    check_agreement(template, make_document(), sink)
    (found,) = (each for each in sink.found if each.code is Code.TEMPLATE_NUMBERS)
    assert (found.values["theirs"], found.values["ours"]) == ("1、1.1、1.1.1", "一、")


_AS = '<w:numFmt w:val="{}"/><w:pStyle w:val="1"/><w:suff w:val="space"/><w:lvlText w:val="{}"/>'
CHAPTERS = swapped(_AS.format("decimal", "%1"), _AS.format("chineseCounting", "第%1章"))


def numbered_by(change):
    template, _ = opened(changed(bank(), numbering_xml=change))
    pattern = heading_pattern(template)
    if pattern is None:
        return None
    counters = ([1], [2], [2, 1], [2, 1, 3], [2, 1, 3, 1])
    return [heading_label(pattern, each) for each in counters]


def test_headings_may_be_numbered_as_the_template_does():
    def legal(body):
        return CHAPTERS(body).replace(b'<w:pStyle w:val="2"/>', b'<w:pStyle w:val="2"/><w:isLgl/>')

    assert numbered_by(lambda body: body) == ["1", "2", "2.1", "2.1.3", ""]
    assert numbered_by(CHAPTERS) == ["第一章", "第二章", "二.1", "二.1.3", ""]
    assert numbered_by(legal) == ["第一章", "第二章", "2.1", "二.1.3", ""]


@pytest.mark.parametrize(
    "change",
    [
        swapped('<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="upperRoman"/>'),
        swapped('<w:start w:val="1"/>', '<w:start w:val="3"/>'),
        swapped('<w:lvlText w:val="%1"/>', '<w:lvlText w:val="%3"/>'),
    ],
)
def test_headings_are_not_numbered_in_ways_that_are_not_counted_here(change):
    assert numbered_by(change) is None


def test_a_list_item_does_not_take_the_first_line_indent_of_a_companys_list():
    parts = filled(bank())
    item = next(
        p
        for p in etree.fromstring(parts[MAIN]).iter(f"{W}pPr")
        if value(p, "pStyle") == "ad" and p.find(f"{W}numPr") is not None
    )
    assert value(item, "ind", "firstLineChars") == "0"


def test_contents_without_a_tab_in_their_style_get_one():
    parts = filled(bank())
    entry = next(
        p for p in etree.fromstring(parts[MAIN]).iter(f"{W}pPr") if value(p, "pStyle") == "TOC1"
    )
    tab = entry.find(f"{W}tabs/{W}tab")
    assert (tab.get(f"{W}val"), tab.get(f"{W}pos")) == ("right", "8306")


def test_the_title_of_the_contents_does_not_count_as_a_heading():
    parts = filled(bank())
    title = next(
        p for p in etree.fromstring(parts[MAIN]).iter(f"{W}pPr") if value(p, "pStyle") == "10"
    )
    assert title.find(f"{W}numPr/{W}numId").get(f"{W}val") == "0"


def test_the_brand_is_dressed_in_the_colours_faces_sheet_and_sizes_of_the_template():
    template, _ = opened(house())
    brand = dressed(make_brand(), template)
    assert brand.palette.primary == Colour.parse("#8B0000")
    assert brand.palette.chart[:2] == (Colour.parse("#8B0000"), Colour.parse("#C28E0E"))
    assert brand.fonts[FontRole.BODY].word_east_asian == "仿宋"
    assert brand.fonts[FontRole.HEADING].word_east_asian == "黑体"
    assert twips(brand.page.inner) == 1701
    body, heading = brand.styles[StyleRole.BODY], brand.styles[StyleRole.HEADING1]
    assert (body.size, body.leading, body.first_indent) == (pt(12), pt(22), 2000)
    assert (heading.size, heading.leading, heading.space_before) == (pt(16), pt(30), pt(12))
    assert brand.styles[StyleRole.CALLOUT].size == pt(11.5)
    assert brand.styles[StyleRole.CONTENTS2].first_indent == 1750
    assert brand.digest != make_brand().digest


def test_our_cover_stands_as_its_art_wants_it_whatever_the_company_does_with_titles():
    theirs = changed(house(), document_xml=swapped(">{{标<", ">{{日<"))
    theirs = changed(theirs, document_xml=swapped(">题<", ">期<"))
    template, _ = opened(theirs)
    usual, brand = make_brand(), dressed(make_brand(), template)
    assert brand.styles[StyleRole.TITLE].alignment is usual.styles[StyleRole.TITLE].alignment
    assert (brand.cover.left, brand.cover.width) == (usual.page.inner, usual.page.measure)
    tree = etree.fromstring(filled(theirs)[MAIN])
    titles = [each for each in tree.iter(f"{W}pPr") if value(each, "pStyle") == "a3"]
    assert sorted(str(value(each, "jc")) for each in titles) == ["None", "left"]


def test_lines_on_a_grid_are_as_high_as_word_makes_them():
    template, _ = opened(bank())
    brand = dressed(make_brand(), template)
    assert brand.styles[StyleRole.BODY].leading == pt(15.6)


def test_a_colour_that_cannot_be_read_is_not_taken_for_words():
    pale = changed(house(), theme1_xml=swapped("8B0000", "FFEEAA"))
    brand = dressed(make_brand(), opened(pale)[0])
    assert brand.palette.primary == Colour.parse("#44546A")


def test_names_and_ids_of_styles_are_free_of_one_another():
    theirs = changed(
        house(),
        styles_xml=lambda body: body.replace(
            b"</w:styles>",
            '<w:style w:type="paragraph" w:styleId="ReportTable"><w:name w:val="三线表"/>'
            "</w:style></w:styles>".encode(),
        ),
    )
    styles = etree.fromstring(filled(theirs)["word/styles.xml"])
    names = [value(each, "name").lower() for each in styles.iter(f"{W}style")]
    ids = [each.get(f"{W}styleId") for each in styles.iter(f"{W}style")]
    assert len(names) == len(set(names))
    assert len(ids) == len(set(ids))
    assert 'w:val="RGReportTable"' in filled(theirs)[MAIN].decode()


def test_notes_of_a_template_that_nothing_calls_go():
    parts = filled(changed(bank(), document_xml=swapped('<w:footnoteReference w:id="1"/>', "")))
    assert "本行统一口径" not in parts["word/footnotes.xml"].decode()


def test_words_of_the_cover_may_be_marked_up():
    cover = replace(make_document().cover, title="甲 & 乙 <丙>", summary=words("摘要“引文”"))
    text = "".join(etree.fromstring(filled(bank(), cover=cover)[MAIN]).itertext())
    assert "甲 & 乙 <丙>" in text
    assert "摘要：摘要“引文”" in text


OWN_STYLES = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="af1"><w:name w:val="公司正文"/>'
    f'<w:basedOn w:val="a"/><w:pPr>{exact(25)}<w:ind w:firstLineChars="200" w:firstLine="480"/>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="af2">'
    '<w:name w:val="公司一级"/><w:basedOn w:val="a"/></w:style></w:styles>'
)


def test_a_company_may_have_styles_of_its_own_for_text_and_headings():
    theirs = changed(house(), styles_xml=swapped("</w:styles>", OWN_STYLES))
    asked = {"body": "公司正文", "heading1": "公司一级"}
    parts = filled(theirs, styles=asked)
    document = parts[MAIN].decode()
    assert '<w:pStyle w:val="af1"/>' in document
    assert '<w:pStyle w:val="BodyText"/>' not in document
    heading = next(
        each
        for each in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
        if each.get(f"{W}styleId") == "af2"
    )
    assert value(heading.find(f"{W}pPr"), "outlineLvl") == "0"
    template, _ = opened(theirs, **asked)
    assert dressed(make_brand(), template).styles[StyleRole.BODY].leading == pt(25)


def test_a_style_that_the_template_does_not_have_is_found():
    template, sink = opened(house(), body="正文文本")
    check_agreement(template, make_document(), sink)
    (found,) = (each for each in sink.errors if each.code is Code.TEMPLATE_STYLE)
    assert found.values["name"] == "正文文本"


def test_a_title_in_the_heads_alone_does_not_replace_our_cover():
    plain = house()
    for each in (">{{标<", ">题<", ">}}<"):
        plain = changed(plain, document_xml=swapped(each, "><"))
    assert "CoverMeta" in filled(plain)[MAIN].decode()


def test_a_blank_of_nothing_beats_one_that_a_style_gives_in_lines():
    theirs = changed(
        house(), styles_xml=swapped('<w:spacing w:before="240"', '<w:spacing w:beforeLines="100"')
    )
    heading = next(
        p
        for p in etree.fromstring(filled(theirs)[MAIN]).iter(f"{W}pPr")
        if value(p, "pStyle") == "1" and p.find(f"{W}spacing") is not None
    )
    assert value(heading, "spacing", "beforeLines") == "0"


def test_what_the_companys_cover_has_no_place_for_is_named():
    template, sink = opened(house())
    check_agreement(template, make_document(), sink)
    found = [each.values["field"] for each in sink.found if each.code is Code.NO_PLACE_ON_COVER]
    assert found == ["摘要"]


def test_pages_are_estimated_where_letters_stand_in_cells():
    cells = changed(
        house(),
        document_xml=swapped(
            '<w:cols w:space="425"/></w:sectPr></w:body>',
            '<w:cols w:space="425"/><w:docGrid w:type="linesAndChars" w:linePitch="312"/>'
            "</w:sectPr></w:body>",
        ),
    )
    for data, wanted in ((house(), False), (cells, True)):
        template, sink = opened(data)
        check_agreement(template, make_document(), sink)
        assert (Code.PAGES_ESTIMATED in {each.code for each in sink.found}) is wanted


def run(content):
    return f"<w:r>{content}</w:r>"


BEGIN, END = (
    run('<w:fldChar w:fldCharType="begin" w:dirty="1"/>'),
    run('<w:fldChar w:fldCharType="end"/>'),
)
SEPARATE = run('<w:fldChar w:fldCharType="separate"/>')
FIELDS = [
    (BEGIN + run("<w:instrText> PAGE </w:instrText>") + END, "1"),
    (BEGIN + run("<w:instrText>STYLEREF 1</w:instrText>") + SEPARATE + END, " "),
    ('<w:fldSimple w:instr=" NUMPAGES "/>', "1"),
]


@pytest.mark.parametrize(("field", "shown"), FIELDS)
def test_a_field_of_the_template_that_shows_nothing_gets_a_result(field, shown):
    theirs = changed(house(), footer1_xml=swapped("</w:p>", f"{field}</w:p>"))
    parts = filled(theirs)
    foot = etree.fromstring(parts["word/footer1.xml"])
    assert "".join(t.text for t in foot.iter(f"{W}t")) == f"华瑞研究 1{shown}"
    assert b"w:dirty" not in parts["word/footer1.xml"]


DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
CREATED = (
    '<a:extLst><a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"><n:creationId'
    ' xmlns:n="http://schemas.microsoft.com/office/drawing/2014/main" id="{0}"/></a:ext></a:extLst>'
)


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        ('<wp:docPr id="1" name="图片 1"/>', ""),
        (f'<wp:docPr id="1" name="图片 1">{CREATED}</wp:docPr>', ""),
        ('<wp:docPr id="1" name="图片 1" descr=" "/>', ""),
        ('<wp:docPr id="1" name="图片 1" title="公司标志"/>', "公司标志"),
        ('<wp:docPr id="1" name="图片 1" descr="华瑞"/>', "华瑞"),
    ],
)
def test_a_picture_of_the_template_has_words_or_only_decorates(drawing, words):
    """Word itself writes extensions into each picture: they are no words."""
    plain = '<wp:docPr id="1" name="图片 1"/>'
    parts = filled(changed(house(), header1_xml=swapped(plain, drawing)))
    (found,) = (
        node
        for node in etree.fromstring(parts["word/header1.xml"]).iter()
        if node.tag.endswith("}docPr")
    )
    assert found.get("descr", "").strip() == words
    assert [mark.get("val") for mark in found.iter(DECORATIVE)] == ([] if words else ["1"])


def test_a_link_of_the_template_that_shows_nothing_goes():
    """Word leaves them behind where the words of a link were deleted."""
    link = '<w:hyperlink w:anchor="top"><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:hyperlink>'
    two = link.format("返回") + link.format("")
    parts = filled(changed(house(), footer1_xml=swapped("</w:p>", f"{two}</w:p>")))
    foot = etree.fromstring(parts["word/footer1.xml"])
    assert ["".join(link.itertext()) for link in foot.iter(f"{W}hyperlink")] == ["返回"]


def test_what_wps_notes_of_its_user_does_not_leave_the_house():
    note = (
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3"'
        ' name="KSOTemplateDocerSaveRecord"><vt:lpwstr>eyJ1c2VySWQi</vt:lpwstr></property>'
    )
    parts = filled(changed(bank(), custom_xml=swapped("</Properties>", f"{note}</Properties>")))
    assert "KSO" not in parts["docProps/custom.xml"].decode()
    assert "YH-01" in parts["docProps/custom.xml"].decode()


def test_headings_of_the_template_itself_do_not_count_before_ours():
    """Else the report's first chapter would be 二、, or 2."""
    for template in (house, bank):
        theirs = template(line("说明", properties='<w:pStyle w:val="3"/>') + line("{{正文}}"))
        parts = filled(theirs)
        own = next(
            p
            for p in etree.fromstring(parts[MAIN]).iter(f"{W}p")
            if "".join(t.text or "" for t in p.iter(f"{W}t")) == "说明"
        )
        assert own.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"


def test_the_title_on_a_cover_is_no_heading_for_the_contents():
    title = next(
        p
        for p in etree.fromstring(filled(house())[MAIN]).iter(f"{W}pPr")
        if value(p, "pStyle") == "a3"
    )
    assert value(title, "outlineLvl") == "9"


def test_a_long_title_is_parted_where_its_sense_pauses():
    cover = replace(
        make_document().cover, title="华东区域数据中心投资回顾与展望：二〇二五年第三季度"
    )
    document = etree.fromstring(filled(house(), cover=cover)[MAIN])
    title = next(p for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None)
    lines = [t.text for t in title.iter(f"{W}t") if t.text]
    assert lines == ["华东区域数据中心投资回顾与展望：", "二〇二五年第三季度"]
    assert len(list(title.iter(f"{W}br"))) == 1


def test_contents_of_a_report_without_a_cover_stand_where_the_template_wants_them():
    whole = make_document()
    body = (*whole.front, doc.PageBreak(), *whole.body)
    theirs = house(line("{{目录}}") + line("以下为正文") + line("{{正文}}"))
    text = "".join(
        etree.fromstring(filled(theirs, body, front=(), has_cover=False)[MAIN]).itertext()
    )
    assert text.index("目　录") < text.index("以下为正文") < text.index("CoreWeave作为GPU")
