"""The cover: its words as paragraphs, the brand's rectangles behind them."""

from reportgen.model.brand import Brand, CoverShape, StyleRole
from reportgen.model.length import emu
from reportgen.write_docx.inlines import inline_xml, plain_runs
from reportgen.write_docx.markup import value
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import style_id
from reportgen.write_docx.theme import theme_name

_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)
_SCHEME = {
    "hyperlink": "hlink",
    "background2": "bg2",
    "accent2": "accent2",
    "text1": "tx1",
    "accent1": "accent1",
}


def cover_blocks(story: Story) -> list[str]:
    """Return the cover's paragraphs, top down; its title starts where the brand wants it."""
    cover, brand = story.document.cover, story.brand
    lines = [
        (StyleRole.TITLE, cover.title),
        (StyleRole.SUBTITLE, cover.subtitle),
        *((StyleRole.COVER_META, line) for line in cover.meta),
    ]
    above_title = brand.cover_title_top - brand.page.top
    shapes = "".join(_shape(shape, brand, story) for shape in brand.cover_shapes)
    words = []
    if cover.organisation:
        form = Format(style_id(StyleRole.COVER_META), before=0)
        ink = value("color", brand.organisation_colour.hex)
        words.append(paragraph(form, shapes + plain_runs(cover.organisation, ink)))
        meta, shapes = brand.styles[StyleRole.COVER_META], ""
        above_title -= meta.leading + meta.space_after
    for role, line in lines:
        before = max(0, above_title) if role is StyleRole.TITLE else None
        form = Format(style_id(role), before=before)
        if line:
            words.append(paragraph(form, shapes + plain_runs(line)))
            shapes = ""
    if cover.summary:
        form = Format(style_id(StyleRole.SUMMARY))
        words.append(paragraph(form, inline_xml(cover.summary, story)))
    return words


def _shape(shape: CoverShape, brand: Brand, story: Story) -> str:
    """Return a rectangle anchored to the sheet, behind the text.

    Readers older than Word 2010 know no such shape and show the cover without it.
    """
    number = story.media.next_drawing()
    left, top = emu(shape.x), emu(shape.y)
    size = f'cx="{emu(shape.width)}" cy="{emu(shape.height)}"'
    scheme = _SCHEME.get(theme_name(shape.colour, brand.palette))
    fill = f'<a:schemeClr val="{scheme}"/>' if scheme else f'<a:srgbClr val="{shape.colour.hex}"/>'
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" behindDoc="1" locked="0"'
        f' layoutInCell="1" allowOverlap="1" relativeHeight="{number}">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="{number}" name="封面色块 {number}">'
        f"{_DECORATIVE}</wp:docPr><wp:cNvGraphicFramePr/><a:graphic>"
        f'<a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{fill}</a:solidFill>'
        "<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
