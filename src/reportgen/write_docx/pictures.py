"""Pictures in the text: SVG for those who can show it, PNG for the others, words for all."""

from typing import TypeAlias, assert_never

from reportgen.model import document as doc
from reportgen.model.brand import Brand, StyleRole
from reportgen.model.chart import Chart
from reportgen.model.length import Length, emu, half_points, pt
from reportgen.model.report import ImageFile
from reportgen.write_docx.chart_part import chart_run
from reportgen.write_docx.markup import escape, value
from reportgen.write_docx.picture_label import with_label
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story

Size: TypeAlias = tuple[Length, Length]
"""Width and height."""

PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
# The extension by which a picture carries its SVG ([MS-ODRAWXML], 2.3.2.5).
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_PNG_SIGNATURE = b"\x89PNG"
_PIXEL = pt(0.75)
"""An image without a size of its own is shown at 96 pixels to the inch."""
_LINES_BELOW = 6
"""Room that the tallest picture leaves for its caption and source."""


def picture_size(figure: doc.Figure, place: Place, brand: Brand) -> Size:
    """Return the size of a picture, made smaller where the page is."""
    content = figure.content
    match content:
        case Chart():
            width, height = content.width, content.height
        case ImageFile():
            width, height = content.width * _PIXEL, content.height * _PIXEL
        case _:
            assert_never(content)
    measure = place.measure
    if figure.share:
        width, height = (
            measure * figure.share // 1000,
            height * measure * figure.share // 1000 // width,
        )
    below = _LINES_BELOW * brand.styles[StyleRole.BODY].leading
    tallest = place.room - below
    if width > measure:
        width, height = measure, height * measure // width
    if height > tallest:
        width, height = width * tallest // height, tallest
    return width, height


def picture_run(figure: doc.Figure, size: Size, story: Story) -> str:
    """Return the run that shows the picture of ``figure``."""
    content = figure.content
    match content:
        case Chart():
            chart = content.in_proportion(*size)
            native = story.charts(chart)
            if native is not None:
                return chart_run(chart, native, size, figure.alt, story)
            drawn = story.pictures(chart)
            shown = blip(drawn.png, drawn.svg, story)
        case ImageFile():
            shown = blip(with_label(content.data, content.label), b"", story)
        case _:
            assert_never(content)
    width, height = size
    return _inline(shown, (emu(width), emu(height)), figure.alt, story.media.next_drawing())


def drawing_run(drawn: Chart, size: Size, alt: str, story: Story, *, depth: Length = 0) -> str:
    """Return the run that shows what is drawn already, ``depth`` of it below the line."""
    picture = story.pictures(drawn)
    shown = blip(picture.png, picture.svg, story)
    made = _inline(shown, (emu(size[0]), emu(size[1])), alt, story.media.next_drawing())
    if not depth:
        return made
    lowered = f"<w:rPr>{value('position', -half_points(depth))}</w:rPr>"
    return made.replace("<w:r>", f"<w:r>{lowered}", 1)


def blip(raster: bytes, svg: bytes, story: Story) -> str:
    """Return the reference to a picture file, new in the package."""
    ending = "png" if raster.startswith(_PNG_SIGNATURE) else "jpeg"
    name = story.relationships.add("image", story.media.add(raster, ending))
    if not svg:
        return f'<a:blip r:embed="{name}"/>'
    vector = story.relationships.add("image", story.media.add(svg, "svg"))
    return (
        f'<a:blip r:embed="{name}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{vector}"/></a:ext></a:extLst></a:blip>'
    )


def _inline(blip: str, size: tuple[int, int], alt: str, number: int) -> str:
    width, height = size
    words = escape(alt)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="图片 {number}" descr="{words}"/><wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{PICTURE}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="图片 {number}" descr="{words}"/><pic:cNvPicPr/>'
        f"</pic:nvPicPr><pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
