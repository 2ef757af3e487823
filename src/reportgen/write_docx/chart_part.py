"""Native charts: Word draws them itself, from a workbook that can be edited."""

from reportgen.model.chart import Chart
from reportgen.model.length import Length, emu
from reportgen.model.native_chart import Look, NativeChart
from reportgen.write_docx.chart_axes import axes_xml
from reportgen.write_docx.chart_ink import NO_FILL, NO_LINE, Ink, layout
from reportgen.write_docx.chart_notes import notes_xml
from reportgen.write_docx.chart_series import groups_xml, in_order
from reportgen.write_docx.markup import DECLARATION, escape
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.story import Story
from reportgen.write_docx.workbook import workbook

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LABEL = 8.5
_SIDES = {"top": "t", "bottom": "b", "right": "r"}


def chart_run(
    chart: Chart, native: NativeChart, size: tuple[Length, Length], alt: str, story: Story
) -> str:
    """Return the run that shows ``native``, its parts new in the package."""
    ink = Ink(story.brand, size[0] / chart.width)
    target = _parts(native, ink, story)
    name = story.relationships.add("chart", target)
    number = story.media.next_drawing()
    width, height = map(emu, size)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr="{escape(alt)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" r:id="{name}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def _parts(native: NativeChart, ink: Ink, story: Story) -> str:
    """Add the chart, its workbook and what lies over it; return the chart's target."""
    number = story.media.next_chart()
    links = Relationships()
    sheet = f"embeddings/Microsoft_Excel_Sheet{number}.xlsx"
    data = links.add("package", f"../{sheet}")
    story.media.parts.append(Part(f"word/{sheet}", "", workbook(native.sheet)))
    notes = notes_xml(native, ink)
    shapes = ""
    if notes:
        drawing = f"drawings/drawing{number}.xml"
        shapes = f'<c:userShapes r:id="{links.add("chartUserShapes", f"../{drawing}")}"/>'
        story.media.parts.append(Part(f"word/{drawing}", "chartUserShapes", notes.encode()))
    target = f"charts/chart{number}.xml"
    xml = _space(native, ink, data, shapes)
    story.media.parts.append(Part(f"word/{target}", "chart", xml.encode(), links))
    return target


def _space(native: NativeChart, ink: Ink, data: str, shapes: str) -> str:
    """Return chartN.xml."""
    words = ink.text(Look(ink.brand.palette.text, _LABEL))
    plot = (
        f"<c:plotArea>{layout(native.plot, target='inner')}{groups_xml(native, ink)}"
        f"{axes_xml(native, ink)}{ink.shape(NO_FILL, NO_LINE)}</c:plotArea>"
    )
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}" xmlns:r="{_OFFICE}">'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/>{plot}{_legend(native, ink)}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart>{ink.shape(NO_FILL, NO_LINE)}{words}'
        f'<c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData>{shapes}'
        "</c:chartSpace>"
    )


def _legend(native: NativeChart, ink: Ink) -> str:
    """Return the legend where the picture has it; helpers are not named."""
    if native.legend is None:
        return ""
    series = list(in_order(native))
    hidden = [number for number, each in enumerate(series) if not each.is_named]
    entries = "".join(
        f'<c:legendEntry><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>'
        for number in hidden
    )
    look = ink.text(Look(ink.brand.palette.text, _LABEL))
    place = layout(native.legend) if native.legend.width else ""
    return (
        f'<c:legend><c:legendPos val="{_SIDES[native.legend_side]}"/>{entries}'
        f'{place}<c:overlay val="1"/>{look}</c:legend>'
    )
