import io
import re
import subprocess
import sys
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.unit.write_docx.sample import body_of, make_brand, make_docx, paragraph, part, text_of

from reportgen.model.typography import Digits, Kinsoku, Typography


def names(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.namelist()


def test_the_content_types_are_the_first_part_and_the_rest_is_sorted():
    first, relationships, *rest = names(make_docx())
    assert first == "[Content_Types].xml"
    assert relationships == "_rels/.rels"
    parts = [name for name in rest if "_rels" not in name]
    assert parts == sorted(parts)


def test_the_same_document_makes_the_same_bytes():
    assert make_docx() == make_docx()


def test_no_moment_of_making_is_in_the_package():
    with zipfile.ZipFile(io.BytesIO(make_docx())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in package.infolist()} == {3}


def test_writing_word_files_needs_neither_lxml_nor_python_docx():
    code = "import sys, reportgen.write_docx; print({'lxml', 'docx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_nothing_asks_the_reader_to_update_fields():
    docx = make_docx()
    assert "updateFields" not in part(docx, "word/settings.xml")
    assert "w:dirty" not in part(docx)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("“”‘’—…· 中a\x00\x0b\ufffe")))
def test_all_that_xml_can_hold_is_written_and_nothing_else(text):
    (made,) = body_of(paragraph(text))
    kept = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    # An XML reader turns every line end into one line feed (XML 1.0, 2.11).
    assert text_of(made) == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_word_follows_the_brands_typography():
    usual = part(make_docx(), "word/styles.xml")
    assert '<w:overflowPunct w:val="0"/>' in usual
    assert "<w:autoSpaceDE/>" in usual
    chosen = Typography(kinsoku=Kinsoku.STRICT, hangs=True, autospace=0)
    docx = make_docx(brand=replace(make_brand(), typography=chosen))
    assert "<w:overflowPunct/>" in part(docx, "word/styles.xml")
    assert '<w:autoSpaceDE w:val="0"/>' in part(docx, "word/styles.xml")
    before = re.search(r'noLineBreaksBefore w:lang="zh-CN" w:val="([^"]*)"', settings(docx))[1]
    assert set("…—，。") < set(before)


def test_no_line_begins_with_the_mark_of_a_citation():
    before = re.search(r'noLineBreaksBefore w:lang="zh-CN" w:val="([^"]*)"', settings(make_docx()))[
        1
    ]
    assert set("[，。") < set(before)


def test_word_shows_the_digits_that_the_brand_wants():
    assert "numSpacing" not in part(make_docx(), "word/styles.xml")
    chosen = Typography(digits=Digits.TABULAR)
    styles = part(make_docx(brand=replace(make_brand(), typography=chosen)), "word/styles.xml")
    assert '<w14:numSpacing w14:val="tabular"/></w:rPr></w:rPrDefault>' in styles
    assert 'mc:Ignorable="w14"' in styles


def settings(docx):
    return part(docx, "word/settings.xml")
