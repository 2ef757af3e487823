"""The theme: the brand's colours and fonts under the names Word's menus show."""

from itertools import chain

from reportgen.model.brand import Brand, Colour, FontRole, FontSpec, Palette
from reportgen.write_docx.markup import DECLARATION, escape

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WHITE = Colour(255, 255, 255)
_ACCENTS = 6
_DRAWN = {
    **{f"accent{n}": f"accent{n}" for n in range(1, _ACCENTS + 1)},
    "text1": "tx1",
    "background2": "bg2",
    "hyperlink": "hlink",
}
"""Names of colours in styles, and in drawings."""
_SLOTS = {"tx1": "dk1", "bg2": "lt2"}


def theme_part(brand: Brand) -> str:
    """Return theme1.xml."""
    name = escape(brand.name)
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{colour.hex}"/></a:{slot}>'
        for slot, colour in _colours(brand.palette).items()
    )
    fonts = _fonts("majorFont", brand.fonts[FontRole.HEADING]) + _fonts(
        "minorFont", brand.fonts[FontRole.BODY]
    )
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{name}">{fonts}</a:fontScheme>{_plain_formats()}'
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def theme_name(colour: Colour, palette: Palette) -> str:
    """Return the name by which a style asks the theme for ``colour``, or nothing."""
    if palette.theme is not None:
        return dict(palette.theme).get(colour, "")
    known = {
        palette.link: "hyperlink",
        palette.tint: "background2",
        palette.accent: "accent2",
        palette.text: "text1",
        palette.primary: "accent1",
    }
    return known.get(colour, "")


def scheme_name(colour: Colour, palette: Palette) -> str:
    """Return the name by which a drawing asks the theme for ``colour``, or nothing.

    White is itself: LibreOffice fills the dots of a line with the line's colour for ``bg1``.
    """
    if palette.theme is not None:
        return _DRAWN.get(dict(palette.theme).get(colour, ""), "")
    slots = _colours(palette)
    return next((name for name in _DRAWN.values() if slots[_SLOTS.get(name, name)] == colour), "")


def text_colour(colour: Colour, palette: Palette) -> str:
    """Return the w:color of a run: the theme's name and the colour itself for other readers."""
    return f'<w:color w:val="{colour.hex}"{_attribute("themeColor", colour, palette)}/>'


def shading(colour: Colour, palette: Palette) -> str:
    """Return the w:shd of a paragraph or cell."""
    theme = _attribute("themeFill", colour, palette)
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour.hex}"{theme}/>'


def border(side: str, eighths: int, colour: Colour, palette: Palette, *, space: int = 0) -> str:
    """Return a single rule ``eighths`` of a point thick."""
    theme = _attribute("themeColor", colour, palette)
    line = f'w:val="single" w:sz="{eighths}" w:space="{space}"'
    return f'<w:{side} {line} w:color="{colour.hex}"{theme}/>'


def _attribute(name: str, colour: Colour, palette: Palette) -> str:
    known = theme_name(colour, palette)
    return f' w:{name}="{known}"' if known else ""


def _colours(palette: Palette) -> dict[str, Colour]:
    leading = (palette.primary, palette.accent)
    others = (c for c in palette.chart if c not in leading)
    accents = chain(leading, others, (palette.muted,) * _ACCENTS)
    return {
        "dk1": palette.text,
        "lt1": _WHITE,
        "dk2": palette.primary,
        "lt2": palette.tint,
        **{
            f"accent{n}": colour for n, colour in zip(range(1, _ACCENTS + 1), accents, strict=False)
        },
        "hlink": palette.link,
        "folHlink": palette.muted,
    }


def _fonts(name: str, spec: FontSpec) -> str:
    latin, chinese = escape(spec.word_latin), escape(spec.word_east_asian)
    return (
        f'<a:{name}><a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/>'
        f'<a:cs typeface=""/><a:font script="Hans" typeface="{chinese}"/></a:{name}>'
    )


def _plain_formats() -> str:
    """Return three plain fills, lines and effects, which the schema wants."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:fmtScheme name="Office"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )
