"""settings.xml: Chinese line breaking and spacing, notes, and Word's current layout rules."""

from collections.abc import Iterable

from reportgen.model.brand import Brand
from reportgen.model.typography import Kinsoku
from reportgen.write_docx.markup import escape, root, value
from reportgen.zh.kinsoku import LEVELS

# Without doNotUseHTMLParagraphAutoSpacing the larger of two blanks that meet counts, as in the PDF.
_COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
_THEME_COLOURS = {
    "bg1": "light1",
    "t1": "dark1",
    "bg2": "light2",
    "t2": "dark2",
    **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
    "hyperlink": "hyperlink",
    "followedHyperlink": "followedHyperlink",
}


def note_numbers(*, counts_through: bool) -> str:
    """Return ①②③, counted anew on every page or not; LibreOffice heeds the copy in a section."""
    start = "continuous" if counts_through else "eachPage"
    return value("numFmt", "decimalEnclosedCircleChinese") + value("numRestart", start)


def settings_part(brand: Brand, numbers: str, *, has_fonts: bool) -> str:
    """Return settings.xml: no fields are updated on opening, so Word asks nothing.

    ``numbers`` say how notes count.
    """
    page = brand.page
    fonts = "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" if has_fonts else ""
    mirror = "<w:mirrorMargins/>" if page.inner != page.outer else ""
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{setting}"/>'
        for name, setting in _COMPATIBILITY.items()
    )
    colours = " ".join(f'w:{slot}="{name}"' for slot, name in _THEME_COLOURS.items())
    return root(
        "settings",
        f'<w:zoom w:percent="100"/>{fonts}{mirror}<w:defaultTabStop w:val="420"/>'
        f"{'<w:evenAndOddHeaders/>' if brand.heads.is_mirrored else ''}"
        f"{value('characterSpacingControl', 'compressPunctuation')}"
        f"{_line_breaks(brand.typography.kinsoku)}"
        f'<w:footnotePr>{numbers}<w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>"
        "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
        f"<w:adjustLineHeightInTable/><w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        f"<w:clrSchemeMapping {colours}/>"
        f"{value('decimalSymbol', '.')}{value('listSeparator', ',')}",
    )


def _line_breaks(kinsoku: Kinsoku) -> str:
    """Return which characters may not end or start a line: a citation's ``[`` is one of them."""
    level = LEVELS[kinsoku]
    parts = (("After", level.no_end), ("Before", level.no_start | {"["}))
    return "".join(
        f'<w:noLineBreaks{name} w:lang="zh-CN" w:val="{escape(_listed(chars))}"/>'
        for name, chars in parts
    )


def _listed(chars: Iterable[str]) -> str:
    return "".join(sorted(char for char in chars if char.isprintable()))
