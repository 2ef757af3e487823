"""Data and sources inside the PDF."""

import datetime as dt
from io import BytesIO

import pikepdf
import pytest
from msgspec.structs import replace
from tests.unit.write_pdf.builder import Builder, document, written

from reportgen.diag import Code
from reportgen.model.document import Attachment, PdfOptions, Relation
from reportgen.verify import check_pdf

DATA = Attachment("annual.csv", "text/csv", Relation.DATA, "报告所用的数据", "年,收\n".encode())
TEXT = Attachment("正文.md", "text/markdown", Relation.SOURCE, "报告的源稿", b"# 1\n")
MANY = tuple(replace(DATA, name=f"表{number}.csv") for number in range(150))


def with_files(*files):
    return replace(document(), pdf=PdfOptions(has_files=True, attachments=files))


def test_an_attachment_keeps_its_name_its_kind_and_every_byte():
    with pikepdf.open(BytesIO(written(Builder(), with_files(TEXT, DATA)))) as pdf:
        assert list(pdf.attachments) == ["annual.csv", "正文.md"]
        spec = pdf.attachments["正文.md"]
        file = spec.get_file()
        assert file.read_bytes() == TEXT.data
        assert file.mime_type == "text/markdown"
        assert file.mod_date.date() == dt.date(2025, 12, 18)
        assert spec.description == TEXT.description
        assert spec.relationship == pikepdf.Name.Source
        assert len(pdf.Root.AF) == 2


def test_a_file_with_attachments_says_it_is_pdf_a_3():
    assert b"<pdfaid:part>3</pdfaid:part>" in written(Builder(), with_files(DATA))
    assert b"<pdfaid:part>2</pdfaid:part>" in written(Builder(), document())


@pytest.mark.parametrize("files", [(), (DATA,), (DATA, TEXT), MANY])
def test_attachments_are_read_back(files):
    whole = with_files(*files)
    assert check_pdf(written(Builder(), whole), whole, "报告.pdf") == ()


def test_an_attachment_that_nobody_asked_for_is_found():
    whole = with_files(DATA)
    found = check_pdf(written(Builder(), with_files(DATA, TEXT)), whole, "报告.pdf")
    assert [(each.code, each.values["part"]) for each in found] == [
        (Code.PDF_BROKEN, "EmbeddedFiles 正文.md"),
        (Code.PDF_BROKEN, "AF"),
    ]


def test_an_attachment_with_other_bytes_is_found():
    other = replace(DATA, data=b"another client's rows")
    found = check_pdf(written(Builder(), with_files(other)), with_files(DATA), "报告.pdf")
    assert [each.values["part"] for each in found] == ["CheckSum annual.csv"]


def test_copied_words_are_those_written_unless_the_author_does_not_care():
    def copied(whole):
        builder = Builder()
        builder.text("营收", actual="营 收")
        with pikepdf.open(BytesIO(written(builder, whole))) as pdf:
            return b"/ActualText" in pdf.pages[0].Contents.read_bytes()

    assert copied(document())
    assert not copied(replace(document(), pdf=PdfOptions(exact_copy=False)))
