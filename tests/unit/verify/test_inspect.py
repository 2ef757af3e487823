"""A foreign or hostile file gives a finding: no traceback, no memory without end."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.returned_files import BODY, without
from tests.unit.write_docx.sample import make_docx

from reportgen.diag import Code
from reportgen.verify.inspect import inspect

ROOT = Path(__file__).parents[3]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def codes(data):
    return {each.code for each in inspect(data, "来件").findings}


def with_body(xml):
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_docx())) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in package.namelist():
            out.writestr(name, xml if name == BODY else package.read(name))
    return made.getvalue()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04 cut off", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_file_of_ours_is_a_finding(data):
    assert codes(data) & {Code.NOT_A_MADE_FILE, Code.FILE_UNREADABLE, Code.PDF_BROKEN}


def test_a_file_that_unpacks_without_end_is_refused_before_it_is_unpacked():
    bomb = with_body(b"<w:document " + W.encode() + b">" + b" " * (80 * 2**20) + b"</w:document>")
    assert len(bomb) < 2**20
    assert codes(bomb) == {Code.FILE_UNREADABLE}


def test_entities_are_refused():
    evil = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document {W}><w:body/></w:document>'
    assert codes(with_body(evil)) & {Code.FILE_UNREADABLE, Code.DOCX_BROKEN}


def test_elements_nested_without_end_are_refused():
    deep = "<w:ins>" * 5000 + "</w:ins>" * 5000
    found = codes(with_body(f"<w:document {W}><w:body><w:p>{deep}</w:p></w:body></w:document>"))
    assert Code.FILE_UNREADABLE in found


def test_a_file_without_its_main_part_is_a_finding():
    assert codes(without(make_docx(), "document.xml")) == {Code.FILE_UNREADABLE}


@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "footnotes.xml"])
def test_a_file_that_lacks_a_part_is_read_as_far_as_it_goes_or_refused(part):
    assert codes(without(make_docx(), part))


def test_names_that_lead_out_of_the_file_are_a_finding_and_nothing_is_written(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    made = io.BytesIO(make_docx())
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("../../escaped.xml", "<a/>")
    assert codes(made.getvalue())
    assert list(tmp_path.parent.glob("escaped*")) == []


def test_marks_that_never_close_and_fields_that_never_begin_are_read():
    torn = (
        '<w:p><w:bookmarkStart w:id="1" w:name="_rgm_0"/><w:r><w:fldChar w:fldCharType="end"/>'
        '<w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText></w:r></w:p>'
        '<w:p><w:r><w:t>之后的话</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    )
    body = f"<w:document {W}><w:body>{torn}</w:body></w:document>"
    found = inspect(with_body(body), "来件").word
    assert found is not None
    assert ["".join(piece.text for piece in each.pieces) for each in found.texts][-1:] != []
    assert any("之后的话" in piece.text for each in found.texts for piece in each.pieces)


def test_a_file_as_we_make_it_has_no_finding():
    assert codes(make_docx()) == set()


def test_the_label_is_read_back():
    from reportgen import build_report

    built = build_report(ROOT / "data" / "coreweave", env={})
    read = {inspect(each.data, each.kind.value).label for each in built.artifacts}
    assert len(read) == 1
    assert '"Label":"1"' in read.pop()
    assert all(inspect(each.data, "x").findings == () for each in built.artifacts)


def test_a_file_with_twenty_thousand_open_comments_is_refused():
    marks = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(20_000))
    body = (
        f"<w:document {W}><w:body><w:p>{marks}<w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"
    )
    assert Code.FILE_UNREADABLE in codes(with_body(body))
