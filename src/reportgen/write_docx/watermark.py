"""Watermark: the VML that Word itself writes for one, and takes away on request."""

from reportgen.model.brand import Brand, FontRole, PageGeometry
from reportgen.model.length import points
from reportgen.write_docx.columns import width
from reportgen.write_docx.markup import escape

_SHARE = 700
"""How much of the way across the page the words may take, in thousandths."""
_TEXT_PATH = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"'
    ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)


def watermark_run(words: str, page: PageGeometry, brand: Brand) -> str:
    """Return the run that shows ``words`` across ``page``; it stands in a head."""
    look, family = brand.watermark, brand.fonts[FontRole.CHART].word_east_asian
    size = look.largest
    across = width(words, size)
    room = page.reach(look.angle) * _SHARE // 1000
    if across > room:
        size, across = size * room // across, room
    turn = f"rotation:{360 - look.angle};" if look.angle else ""
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{points(across):.1f}pt;"
        f"height:{points(size):.1f}pt;{turn}z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page"
    )
    return (
        f"<w:r><w:pict>{_TEXT_PATH}"
        f'<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" alt="水印" style="{style}"'
        f' o:allowincell="f" fillcolor="#{look.colour.hex}" stroked="f">'
        f'<v:fill opacity="{look.opacity:g}"/>'
        f'<v:textpath style="font-family:&quot;{escape(family)}&quot;;font-size:1pt"'
        f' string="{escape(words)}"/>'
        "</v:shape></w:pict></w:r>"
    )
