"""A chart in Word must open on a double click: its axes, its values, its workbook."""

import pytest
from tests.conformance.planting import BODY, TYPES, WAYS, add, after, file, packed
from tests.unit.verify.test_check_docx import changed, findings
from tests.unit.write_docx.sample import make_docx

from reportgen.diag import Code

CHART, CHART_WAYS = "word/charts/chart1.xml", "word/charts/_rels/chart1.xml.rels"
BOOK = "word/embeddings/book1.xlsx"
SPACE = "http://schemas.openxmlformats.org/"
OFFICE = SPACE + "officeDocument/2006/relationships"
VALUES = (
    '<c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>1</c:v></c:pt></c:numCache></c:numRef></c:val>'
)
PLOT = (
    f"<c:barChart><c:ser>{VALUES}</c:ser>"
    '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
    '<c:catAx><c:axId val="1"/><c:crossAx val="2"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:crossAx val="1"/></c:valAx>'
)
PIE = f"<c:pieChart><c:ser>{VALUES}</c:ser></c:pieChart>"
SHEETS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def chart(plot=PLOT, areas=1):
    area = f"<c:plotArea>{plot}</c:plotArea>" * areas
    return (
        f'<c:chartSpace xmlns:c="{SPACE}drawingml/2006/chart" xmlns:r="{OFFICE}">'
        f'<c:chart>{area}</c:chart><c:externalData r:id="rId1"/></c:chartSpace>'
    ).encode()


def with_chart(body, book, target="../embeddings/book1.xlsx"):
    """Return the usual file with a chart in its first paragraph."""
    types = (
        '<ct:Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument'
        '.spreadsheetml.sheet"/><ct:Override PartName="/word/charts/chart1.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
    )
    way = f'<rel:Relationship Id="rId99" Type="{OFFICE}/chart" Target="charts/chart1.xml"/>'
    ways = (
        f'<Relationships xmlns="{SPACE}package/2006/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/package" Target="{target}"/></Relationships>'
    )
    run = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="99" name="x" descr="y"/><a:graphic>'
        '<c:chart r:id="rId99"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    return changed(
        make_docx(),
        add(TYPES, ".", types),
        add(WAYS, ".", way),
        after(BODY, "//w:body/w:p[1]/w:pPr", run),
        file(CHART, body),
        file(CHART_WAYS, ways.encode()),
        file(BOOK, book),
    )


def test_a_sound_chart_has_no_findings():
    assert findings(with_chart(chart(), packed(SHEETS))) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (chart(areas=0), "c:plotArea × 0"),
        (chart(PLOT.replace('crossAx val="2"', 'crossAx val="3"')), "c:axId 3"),
        (chart(PLOT.replace("<c:pt ", "<c:x ").replace("</c:pt>", "</c:x>")), "c:val"),
        (chart(f"{PIE}<c:valAx><c:axId val='1'/></c:valAx>"), "c:axId 1"),
    ],
)
def test_a_chart_that_word_cannot_draw_is_found(body, fault):
    assert findings(with_chart(body, packed(SHEETS))) == [(Code.DOCX_CHART_WRONG, CHART, fault)]


@pytest.mark.parametrize(
    "book",
    [
        b"",
        packed(SHEETS)[:-30],
        packed({"[Content_Types].xml": b"<Types/>"}),
        packed(SHEETS | {"xl/workbook.xml": b"<workbook>"}),
    ],
)
def test_a_workbook_that_excel_cannot_open_is_found(book):
    (found,) = findings(with_chart(chart(), book))
    assert found[:2] == (Code.DOCX_CHART_WRONG, BOOK)


def test_a_chart_that_names_no_workbook_is_found():
    found = findings(with_chart(chart(), packed(SHEETS), "../media/image1.png"))
    assert (Code.DOCX_CHART_WRONG, CHART, "c:externalData rId1") in found
