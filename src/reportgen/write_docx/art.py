"""Art: shapes and pictures anchored to the sheet, behind the text."""

from typing import assert_never

from reportgen.model.art import Art, Disc, PlacedImage, Point, Polygon, Rectangle, Shape
from reportgen.model.chart import Picture
from reportgen.model.colour import Colour
from reportgen.model.image import ImageFile
from reportgen.model.length import Length, emu
from reportgen.write_docx.markup import escape
from reportgen.write_docx.pictures import PICTURE, blip
from reportgen.write_docx.story import Story
from reportgen.write_docx.theme import theme_name

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)
_SCHEME = {
    "hyperlink": "hlink",
    "background1": "bg1",
    "background2": "bg2",
    "text1": "tx1",
    "text2": "tx2",
    **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
}
_WHOLE = 100_000
"""DrawingML's parts of one."""


def art_runs(art: Art, story: Story) -> str:
    """Return the runs that draw ``art``; they stand in the first paragraph of its page.

    Readers older than Word 2010 know no such shapes and show the page without them.
    """
    runs = []
    for piece in art.pieces:
        if not isinstance(piece, PlacedImage):
            runs.append(_shape(piece, story))
        elif piece.file in story.brand.images:
            runs.append(_image(piece, story.brand.images[piece.file], story))
    return "".join(runs)


def _shape(shape: Shape, story: Story) -> str:
    number = story.media.next_drawing()
    left, top, width, height = _bounds(shape)
    graphic = (
        f'<a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        f"{_transform(width, height)}{_geometry(shape, left, top)}"
        f"<a:solidFill>{_fill(shape.colour, shape.opacity, story)}</a:solidFill>"
        "<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData>"
    )
    named = f'<wp:docPr id="{number}" name="色块 {number}">{_DECORATIVE}</wp:docPr>'
    anchor = _anchor((left, top, width, height), number, named, graphic)
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing>{anchor}</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _image(piece: PlacedImage, image: ImageFile | Picture, story: Story) -> str:
    number = story.media.next_drawing()
    box = piece.box((image.width, image.height))
    _, _, width, height = box
    words = f'descr="{escape(piece.alt)}"/>' if piece.alt else f">{_DECORATIVE}</wp:docPr>"
    named = f'<wp:docPr id="{number}" name="图片 {number}" {words}'.replace(" >", ">")
    graphic = (
        f'<a:graphicData uri="{PICTURE}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="图片 {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill>{_file(image, story)}{_cut(image, width, height)}"
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
        f'{_transform(width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData>"
    )
    return f"<w:r><w:drawing>{_anchor(box, number, named, graphic)}</w:drawing></w:r>"


def _anchor(
    box: tuple[Length, Length, Length, Length], number: int, named: str, graphic: str
) -> str:
    left, top, width, height = map(emu, box)
    return (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" behindDoc="1" locked="0"'
        f' layoutInCell="1" allowOverlap="1" relativeHeight="{number}">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/>{named}<wp:cNvGraphicFramePr/>'
        f"<a:graphic>{graphic}</a:graphic></wp:anchor>"
    )


def _transform(width: Length, height: Length) -> str:
    return f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'


def _bounds(shape: Shape) -> tuple[Length, Length, Length, Length]:
    match shape:
        case Rectangle():
            return shape.x, shape.y, shape.width, shape.height
        case Disc():
            return (
                shape.x - shape.radius,
                shape.y - shape.radius,
                2 * shape.radius,
                2 * shape.radius,
            )
        case Polygon():
            across, down = [x for x, _ in shape.points], [y for _, y in shape.points]
            return min(across), min(down), max(across) - min(across), max(down) - min(down)
        case _:
            assert_never(shape)


def _geometry(shape: Shape, left: Length, top: Length) -> str:
    match shape:
        case Rectangle():
            return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        case Disc():
            return '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
        case Polygon():
            _, _, width, height = _bounds(shape)
            first, *others = (_point((x - left, y - top)) for x, y in shape.points)
            lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
            return (
                "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
                f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{emu(width)}"'
                f' h="{emu(height)}"><a:moveTo>{first}</a:moveTo>{lines}<a:close/></a:path>'
                "</a:pathLst></a:custGeom>"
            )
        case _:
            assert_never(shape)


def _point(point: Point) -> str:
    x, y = point
    return f'<a:pt x="{emu(x)}" y="{emu(y)}"/>'


def _fill(colour: Colour, opacity: float, story: Story) -> str:
    scheme = _SCHEME.get(theme_name(colour, story.brand.palette))
    alpha = f'<a:alpha val="{round(opacity * _WHOLE)}"/>' if opacity < 1 else ""
    kind, value = ("schemeClr", scheme) if scheme else ("srgbClr", colour.hex)
    return f'<a:{kind} val="{value}">{alpha}</a:{kind}>'


def _file(image: ImageFile | Picture, story: Story) -> str:
    """Return the reference to the file of a picture; what is drawn has a raster beside it."""
    if isinstance(image, ImageFile):
        return blip(image.data, b"", story)
    drawn = story.pictures(image.as_chart("brand", image.alt))
    return blip(drawn.png, drawn.svg, story)


def _cut(image: ImageFile | Picture, width: Length, height: Length) -> str:
    """Return what of the picture stands out of its box, the same at both sides."""
    across, down = image.width * height, image.height * width
    if across > down:
        part = round((across - down) * _WHOLE / across / 2)
        return f'<a:srcRect l="{part}" r="{part}"/>'
    part = round((down - across) * _WHOLE / down / 2)
    return f'<a:srcRect t="{part}" b="{part}"/>'
