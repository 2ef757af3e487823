"""No DOCX leaves the house that breaks a promise."""

import zipfile
from io import BytesIO

import pytest
from tests.unit.write_pdf.builder import LABEL, document

from reportgen.diag import Code
from reportgen.verify import check_docx, read_label

DOCUMENT = document()
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATED = f'xmlns:r="{OFFICE}/relationships"'
FIELD = (
    '<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
    '<w:fldChar w:fldCharType="separate"/><w:t>1</w:t><w:fldChar w:fldCharType="end"/>'
)


def body(words=FIELD):
    return (
        f"<w:document {WORD} {RELATED}><w:body><w:p><w:r>{words}</w:r></w:p></w:body></w:document>"
    )


def ways(*targets):
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{rows}</Relationships>"
    )


def custom(*labels):
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="AIGC">'
        f"<vt:lpwstr>{label}</vt:lpwstr></property>"
        for pid, label in enumerate(labels, 2)
    )
    return (
        f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        f"{rows}</Properties>"
    )


PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="a/b"/><Default Extension="png" ContentType="a/b"/>'
        '<Override PartName="/word/document.xml" ContentType="a/b"/>'
        '<Override PartName="/docProps/custom.xml" ContentType="a/b"/></Types>'
    ),
    "_rels/.rels": ways(
        ("officeDocument", "word/document.xml"), ("custom-properties", "docProps/custom.xml")
    ),
    "word/document.xml": body(),
    "word/_rels/document.xml.rels": ways(("image", "media/a.png"), ("image", "/word/media/a.png")),
    "word/media/a.png": "",
    "docProps/custom.xml": custom(LABEL.as_json()),
}


def package(**changed):
    """Return the file; a part given as nothing is left out."""
    parts = {**PARTS, **changed.pop("parts", {})}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            if text is not None:
                file.writestr(name, text)
    return out.getvalue()


def findings(data):
    return [
        (each.code, each.values.get("part"), each.values.get("fault"))
        for each in check_docx(data, DOCUMENT, "报告.docx")
    ]


def changed(name, text):
    return package(parts={name: text})


def test_a_sound_file_has_no_findings():
    assert findings(package()) == []


def test_bytes_that_are_no_package_are_found():
    assert findings(b"PK")[0][:2] == (Code.DOCX_BROKEN, "报告.docx")


@pytest.mark.parametrize(
    ("name", "text", "part", "fault"),
    [
        ("word/media/b.gif", "", "[Content_Types].xml", "word/media/b.gif"),
        ("docProps/app.xml", "<a/>", "[Content_Types].xml", "docProps/app.xml"),
        ("[Content_Types].xml", None, "[Content_Types].xml", "–"),
        ("_rels/.rels", None, "_rels/.rels", "–"),
        ("_rels/.rels", ways(("x", "word/document.xml")), "_rels/.rels", "/officeDocument"),
        ("word/media/a.png", None, "word/_rels/document.xml.rels", "media/a.png"),
        (
            "word/document.xml",
            body('<w:drawing r:embed="rId9"/>'),
            "word/document.xml",
            "rId9",
        ),
    ],
)
def test_a_broken_way_between_parts_is_found(name, text, part, fault):
    assert (Code.DOCX_BROKEN, part, fault) in findings(changed(name, text))


def test_a_part_that_does_not_parse_is_found():
    found = findings(changed("word/document.xml", "<w:document>"))
    assert found[0][:2] == (Code.DOCX_BROKEN, "word/document.xml")


BEGIN, SEPARATE, END = (
    f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")
)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (BEGIN, "fldChar begin"),
        (BEGIN + END, "fldChar end"),
        (BEGIN + SEPARATE + END, "fldChar end"),
        (END, "fldChar end"),
        (SEPARATE, "fldChar separate"),
        (BEGIN + SEPARATE + SEPARATE, "fldChar separate"),
        (BEGIN + FIELD + END, "fldChar end"),
        ('<w:fldSimple w:instr="PAGE"/>', "fldSimple PAGE"),
    ],
)
def test_a_field_that_does_not_show_a_result_is_found(words, fault):
    found = findings(changed("word/document.xml", body(words)))
    assert found == [(Code.DOCX_BROKEN, "word/document.xml", fault)]


def test_fields_may_stand_in_the_result_of_a_field():
    nested = BEGIN + SEPARATE + "<w:t>目录</w:t>" + FIELD + FIELD + END
    only_inner = BEGIN + SEPARATE + FIELD + END
    assert findings(changed("word/document.xml", body(nested + only_inner))) == []


def test_a_lost_a_second_and_another_label_are_found():
    name = "docProps/custom.xml"
    label = LABEL.as_json()
    assert findings(changed(name, custom()))[0][0] is Code.LABEL_MISSING
    assert findings(changed(name, custom(label, label)))[0][0] is Code.LABEL_DIFFERS
    assert findings(changed(name, custom("{}")))[0][0] is Code.LABEL_DIFFERS


def test_the_label_is_read_back():
    assert read_label(package()) == LABEL.as_json()
    assert read_label(changed("docProps/custom.xml", None)) is None
