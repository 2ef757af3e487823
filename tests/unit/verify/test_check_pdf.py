"""No PDF leaves the house that breaks a promise."""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from reportlab.pdfgen.canvas import Canvas
from tests.unit.write_pdf.builder import LABEL, Builder, document, sample, written

from reportgen.diag import Code
from reportgen.model import document as doc
from reportgen.model.page import Tag
from reportgen.verify import check_pdf, read_label
from reportgen.verify.pdf_file import PdfFile
from reportgen.verify.pdf_objects import Name, Parser, Reference, text_of

DOCUMENT = document()
DATA = written(Builder(), DOCUMENT)


def findings(data, whole=DOCUMENT):
    return [(each.code, each.values.get("part")) for each in check_pdf(data, whole, "报告.pdf")]


def resaved(change, data=DATA, **how):
    """Return ``data`` as another program would write it after ``change``."""
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, **how)
    return out.getvalue()


def test_a_sound_file_has_no_findings():
    assert check_pdf(DATA, DOCUMENT, "报告.pdf") == ()


def test_a_finding_names_the_file():
    assert str(check_pdf(b"", DOCUMENT, "报告.pdf")[0]).startswith("报告.pdf:1:1: RG504")


def test_a_lost_label_is_found():
    def change(pdf):
        del pdf.docinfo["/AIGC"]

    assert findings(resaved(change)) == [(Code.LABEL_MISSING, None)]


def test_another_label_is_found():
    other = document(label=replace(LABEL, produce_id="another"))
    assert findings(DATA, other) == [(Code.LABEL_DIFFERS, None)]


def test_a_label_where_none_is_due_is_found():
    assert findings(DATA, document(label=None)) == [(Code.LABEL_DIFFERS, None)]


def test_a_second_label_is_found():
    twice = DATA.replace(b"/Producer (reportgen)", b"/AIGC (another label)")
    assert (Code.LABEL_DIFFERS, None) in findings(twice)


def test_a_labelled_document_says_so_in_words():
    silent = replace(DOCUMENT, body=())
    assert findings(DATA, silent) == [(Code.NOTICE_MISSING, None)]


def test_a_notice_in_an_aside_counts():
    notice = DOCUMENT.body[-1]
    aside = doc.Callout((), (doc.Quote((notice,)),))
    items = doc.ListBlock(ordered=False, start=1, items=(doc.ListItem("•", (aside,)),))
    assert findings(DATA, replace(DOCUMENT, body=(items,))) == []


@pytest.mark.parametrize(
    "part", ["StructTreeRoot", "MarkInfo", "Lang", "PageLabels", "OutputIntents"]
)
def test_a_lost_part_is_found(part):
    def change(pdf):
        del pdf.Root[f"/{part}"]

    assert (Code.PDF_BROKEN, part) in findings(resaved(change))


def with_words():
    builder = Builder()
    builder.text("营收")
    return written(builder, DOCUMENT)


@pytest.mark.parametrize("key", ["ToUnicode", "Encoding"])
def test_a_font_that_does_not_say_what_it_shows_is_found(key):
    def change(pdf):
        for font in pdf.pages[0].Resources.Font.values():
            del font[f"/{key}"]

    parts = [part for _, part in findings(resaved(change, with_words()))]
    assert parts
    assert all(part.startswith("Font F") and part.endswith(key) for part in parts)


def test_a_font_outside_the_file_is_found():
    def change(pdf):
        for font in pdf.pages[0].Resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor["/FontFile2"]

    assert findings(resaved(change, with_words())) == [(Code.PDF_BROKEN, "Font F1: FontFile")]


def test_a_file_that_claims_another_standard_is_found():
    other = DATA.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<")
    assert (Code.PDF_BROKEN, "Metadata pdfaid:part") in findings(other)


def test_another_title_is_found():
    parts = [part for _, part in findings(DATA, document(title="另一份"))]
    assert parts == ["Title", "Metadata dc:title"]


@pytest.mark.parametrize("title", ["CoreWeave – a “case” (2025)", "©\\", "报告", "𠮷野家", "a&<b>"])
def test_any_title_is_read_back(title):
    whole = document(title=title)
    assert findings(written(Builder(), whole), whole) == []


def test_a_link_that_leads_nowhere_is_found():
    builder = Builder()
    builder.link("图9", anchor="fig-nowhere")
    assert findings(written(builder)) == [(Code.PDF_BROKEN, "/Dest (fig-nowhere)")]


@pytest.mark.parametrize("length", [0, 4, 100, len(DATA) // 2, len(DATA) - 8])
def test_a_file_cut_short_is_found(length):
    assert Code.PDF_BROKEN in [code for code, _ in findings(DATA[:length])]


def test_an_object_that_is_not_at_its_place_is_found():
    moved = DATA.replace(b"%\xe2\xe3\xcf\xd3\n", b"%\xe2\xe3\xcf\xd3\n\n", 1)
    assert Code.PDF_BROKEN in [code for code, _ in findings(moved)]


@pytest.mark.parametrize("mode", ["disable", "preserve", "generate"])
@pytest.mark.parametrize("linearize", [False, True])
def test_the_label_is_read_from_a_file_that_another_program_wrote(mode, linearize):
    how = {"object_stream_mode": pikepdf.ObjectStreamMode[mode], "linearize": linearize}
    assert read_label(resaved(lambda _pdf: None, **how)) == LABEL.as_json()


def test_a_file_that_another_program_added_to_is_read_from_its_end():
    more = b"1 0 obj\n<</Title(x)/AIGC(later)>>\nendobj\n"
    place = int(DATA.rpartition(b"startxref\n")[2].split()[0])
    at = len(DATA)
    table = b"xref\n1 1\n%010d 00000 n \ntrailer\n<</Size 2/Info 1 0 R/Prev %d>>\n" % (at, place)
    tail = b"startxref\n%d\n%%%%EOF\n" % (at + len(more))
    assert read_label(DATA + more + table + tail) == "later"


@given(st.binary(max_size=40), st.integers(0, len(DATA)), st.integers(0, 40))
@settings(max_examples=150)
def test_damaged_bytes_never_end_in_a_crash(noise, place, lost):
    damaged = DATA[:place] + noise + DATA[place + lost :]
    check_pdf(damaged, DOCUMENT, "x.pdf")


@given(st.integers(0, len(DATA) - 1), st.binary(min_size=1, max_size=3))
@settings(max_examples=150)
def test_a_changed_byte_never_ends_in_a_crash(place, noise):
    check_pdf(DATA[:place] + noise + DATA[place + len(noise) :], DOCUMENT, "x.pdf")


def value_of(text):
    return Parser(text).value()


def test_objects_are_read_as_the_standard_writes_them():
    assert value_of(b"<</A 1/B[1.5 -2 true null]/C/N#20m % words\n/D 3 0 R>>") == {
        "A": 1,
        "B": [1.5, -2, True, None],
        "C": Name("N m"),
        "D": Reference(3),
    }
    assert value_of(rb"(a\(b\)\\\101\n(c)\053\r\n)") == b"a(b)\\A\n(c)+\r\n"
    assert value_of(b"<41 4>") == b"A@"
    assert text_of(b"\xfe\xff\x4e\x00") == "一"


def test_the_pages_are_counted_in_a_file_of_many():
    builder, whole = sample()
    for number in range(100):
        builder.text("字", Tag.PARAGRAPH)
        builder.page(str(number))
    file = PdfFile(written(builder, whole))
    assert file.dictionary(file.dictionary(file.trailer["Root"])["Pages"])["Count"] == 104


def test_a_file_of_another_hand_is_read_and_has_no_label():
    canvas = Canvas(out := BytesIO(), invariant=1)
    canvas.drawString(72, 72, "not ours")
    canvas.save()
    assert read_label(out.getvalue()) is None
    assert (Code.PDF_BROKEN, "StructTreeRoot") in findings(out.getvalue())
