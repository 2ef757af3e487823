"""No DOCX leaves the house that breaks a promise."""

import io
import zipfile

import pytest
from tests.conformance.planting import BODY, CUSTOM, ROOT, TYPES, file, gone, packed, swap
from tests.unit.write_docx.sample import (
    body_blocks,
    heading,
    make_document,
    make_docx,
    odd_blocks,
    table,
)

from reportgen.diag import Code, Severity
from reportgen.model.artifact import Verdict
from reportgen.verify import check_docx, read_label

DOCUMENT = make_document()
LABEL = DOCUMENT.label.as_json()


@pytest.fixture(scope="module")
def sound():
    return make_docx()


def changed(data, *changes):
    """Return the file after ``changes`` of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for change in changes:
        change(parts)
    return packed(parts)


def findings(data, document=DOCUMENT):
    """Return what is found, but for the notice, which this document does not have."""
    found = check_docx(data, document, "报告.docx")
    return [
        (each.code, each.values["part"], each.values["fault"])
        for each in found
        if "part" in each.values
    ]


def labels(data):
    return {each.code for each in check_docx(data, DOCUMENT, "报告.docx")} - {Code.NOTICE_MISSING}


@pytest.mark.parametrize("body", [None, odd_blocks(), ()], ids=["usual", "odd", "empty"])
def test_a_sound_file_has_no_findings(body):
    assert findings(make_docx(body), make_document(body)) == []


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"%PDF-1.7"])
def test_bytes_that_are_no_word_file_are_found(data):
    assert findings(data)


def test_a_part_that_was_damaged_on_its_way_is_found(sound):
    at = sound.index(b"\xff", 4000)
    damaged = sound[:at] + b"\0" + sound[at + 1 :]
    assert findings(damaged)[0][0] is Code.DOCX_BROKEN


def test_a_package_without_its_first_parts_is_found(sound):
    for name in (TYPES, ROOT):
        found = findings(changed(sound, gone(name)))
        assert (Code.DOCX_WAY_LOST, ROOT, "officeDocument") in found


def test_a_finding_names_the_part_and_the_fault(sound):
    data = changed(sound, swap(BODY, b'r:embed="rId', b'r:embed="rId9'))
    found = {code: (part, fault) for code, part, fault in findings(data)}
    assert found.keys() == {Code.DOCX_WAY_MISSING}  # another figure still uses the picture
    part, fault = found[Code.DOCX_WAY_MISSING]
    assert part == BODY
    assert fault.startswith("rId9")


def test_what_is_not_used_is_told_but_stops_nothing(sound):
    data = changed(sound, file("word/media/unseen.png", b"\x89PNG\r\n\x1a\n"))
    found = check_docx(data, DOCUMENT, "报告.docx")
    unused = [each for each in found if each.code is Code.DOCX_UNUSED]
    assert [each.severity for each in unused] == [Severity.WARNING]
    assert Verdict(found).passed
    assert not Verdict(check_docx(changed(data, gone(ROOT)), DOCUMENT, "报告.docx")).passed


def test_of_one_kind_of_fault_the_first_are_told():
    rows = b'<w:p><w:pPr><w:pStyle w:val="Lost%d"/></w:pPr></w:p>'
    many = b"".join(rows % number for number in range(50))
    data = changed(make_docx(), swap(BODY, b"<w:body>", b"<w:body>" + many))
    assert len(findings(data)) == 5


@pytest.mark.parametrize("shown", ["<w:t>甲</w:t>", "<w:sym/>", "<w:drawing/>", "<w:t> </w:t>"])
def test_a_field_may_show_words_or_a_drawing(shown, sound):
    assert findings(with_words(sound, field("PAGE", shown))) == []


def test_a_field_that_only_marks_a_place_needs_no_result(sound):
    assert findings(with_words(sound, field('TC "甲"', ""))) == []
    assert findings(with_words(sound, field("DATE", ""))) == [(Code.DOCX_FIELD_WRONG, BODY, "DATE")]


def test_fields_may_stand_in_the_code_and_the_result_of_a_field(sound):
    inner = field("PAGE", "<w:t>1</w:t>")
    assert findings(with_words(sound, field("TOC", inner))) == []
    assert findings(with_words(sound, field(f"IF </w:instrText>{inner}<w:instrText>", inner))) == []


@pytest.mark.parametrize("kind", ["separate", "end"])
def test_a_field_that_has_no_beginning_is_found(kind, sound):
    words = f'<w:fldChar w:fldCharType="{kind}"/>'
    assert findings(with_words(sound, words)) == [(Code.DOCX_FIELD_WRONG, BODY, f"fldChar {kind}")]


def test_a_simple_field_without_result_is_found(sound):
    empty = swap(BODY, b"</w:p>", b'<w:fldSimple w:instr="PAGE"/></w:p>')
    assert findings(changed(sound, empty)) == [(Code.DOCX_FIELD_WRONG, BODY, "PAGE")]


def test_what_only_old_readers_see_is_not_looked_at(sound):
    again = (
        b"<mc:AlternateContent>"
        b'<mc:Fallback><w:r><w:rPr><w:rStyle w:val="Lost"/></w:rPr></w:r></mc:Fallback>'
        b"</mc:AlternateContent></w:p>"
    )
    assert findings(changed(sound, swap(BODY, b"</w:p>", again))) == []


def test_prefixes_may_differ_from_the_usual_ones(sound):
    def renamed(parts):
        body = parts[BODY]
        for old, new in ((b"<w:", b"<x:"), (b"</w:", b"</x:"), (b" w:", b" x:"), (b":w=", b":x=")):
            body = body.replace(old, new)
        for old, new in ((b" r:", b" y:"), (b":r=", b":y=")):
            body = body.replace(old, new)
        parts[BODY] = body

    assert findings(changed(sound, renamed)) == []
    lost = changed(sound, renamed, swap(BODY, b'y:embed="rId', b'y:embed="rId9'))
    assert Code.DOCX_WAY_MISSING in [code for code, _, _ in findings(lost)]


def test_a_table_may_stand_in_a_cell_before_a_paragraph(sound):
    grid = b"<w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
    inner = b"<w:tbl>" + grid + b"<w:tr><w:tc>%s</w:tc></w:tr></w:tbl>"
    cell = inner % (inner % b"<w:p/>" + b"<w:p/>")
    assert findings(changed(sound, swap(BODY, b"<w:body>", b"<w:body>" + cell))) == []
    only = inner % (inner % b"<w:p/>")
    found = findings(changed(sound, swap(BODY, b"<w:body>", b"<w:body>" + only)))
    assert [code for code, _, _ in found] == [Code.DOCX_NO_PARAGRAPH]


def test_a_report_that_skips_a_level_was_told_so_before():
    blocks = (*body_blocks()[:1], heading(3, "", "跳级", "sec-skip"))
    assert findings(make_docx(blocks), make_document(blocks)) == []


def test_a_table_may_be_without_a_head():
    blocks = (table(head=(), anchor="tbl-x"),)
    assert findings(make_docx(blocks), make_document(blocks)) == []


def test_elements_nested_without_end_are_read(sound):
    deep = b"<w:x>" * 5000 + b"</w:x>" * 5000
    data = changed(
        sound,
        swap("word/styles.xml", b"</w:styles>", deep + b"</w:styles>"),
        swap(BODY, b"</w:body>", deep + b"</w:body>"),
    )
    assert findings(data) == []


def test_a_lost_a_second_and_another_label_are_found(sound):
    assert labels(sound) == set()
    other = swap(CUSTOM, b"ContentProducer", b"Producer")
    assert labels(changed(sound, other)) == {Code.LABEL_DIFFERS}
    assert Code.LABEL_MISSING in labels(changed(sound, swap(CUSTOM, b'"AIGC"', b'"X"')))


def test_the_label_is_read_back(sound):
    assert read_label(sound) == LABEL
    assert read_label(changed(sound, gone(CUSTOM))) is None


def with_words(data, words):
    """Return the file with ``words`` in a run of its own, in the first paragraph."""
    run = f"<w:r>{words}</w:r></w:p>".encode()
    return changed(data, swap(BODY, b"</w:p>", run))


def field(code, shown):
    part = '<w:fldChar w:fldCharType="{}"/>'
    return (
        part.format("begin")
        + f"<w:instrText>{code}</w:instrText>"
        + part.format("separate")
        + shown
        + part.format("end")
    )
