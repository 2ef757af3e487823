"""The brand in a template's dress: its colours, faces, sheet, and the sizes of its styles."""

import hashlib
from collections.abc import Mapping

from msgspec.structs import replace

from reportgen.model.art import Art, PlacedImage
from reportgen.model.brand import (
    Alignment,
    Brand,
    FontRole,
    FontSpec,
    PageGeometry,
    Palette,
    Style,
    StyleRole,
)
from reportgen.model.colour import LEGIBLE, WHITE, Colour
from reportgen.model.furniture import CoverLook
from reportgen.model.length import Length, pt
from reportgen.write_docx.template.ground import geometry, grid
from reportgen.write_docx.template.opening import Template
from reportgen.write_docx.template.style_sheet import NORMAL, Look, StyleSheet
from reportgen.write_docx.template.theme import WORD_NAMES, Theme, theme_of

ALIGNMENTS = {
    "both": Alignment.JUSTIFY,
    "distribute": Alignment.JUSTIFY,
    "center": Alignment.CENTER,
    "right": Alignment.END,
    "end": Alignment.END,
    "left": Alignment.START,
    "start": Alignment.START,
}
_BLACK = Colour(0, 0, 0)
_MUTED, _RULE, _TINT = 0.65, 0.35, 0.08
"""How much of a colour is in those that a theme does not have."""
_LEAST_SCALE, _MOST_SCALE = 850, 1250
"""What may be done to sizes that the template does not set, to suit its body: thousandths."""
_HALF = 500
_CONTENTS = (StyleRole.CONTENTS1, StyleRole.CONTENTS2, StyleRole.CONTENTS3)
"""Their indent is that of whole lines."""
COVER_TITLES = (StyleRole.TITLE, StyleRole.SUBTITLE)
"""Templates have styles for them, too; on our cover they stand as its art and lines want it."""
_SAME = pt(1)
"""Word counts in twips: A4 is as wide as its A4."""
_PALE = 7.0
_LEAST, _MOST = pt(3), pt(400)
"""Heights of letters and lines that a kit may ask for, too."""
_MOST_INDENT = 10_000


def dressed(brand: Brand, template: Template) -> Brand:
    """Return ``brand`` as ``template`` wants it; what it does not say stays in proportion."""
    theme = theme_of(template)
    sheet = StyleSheet(template, theme)
    palette = _palette(theme, brand.palette)
    inks = _inks(brand.palette, palette)
    plain = recoloured(brand, palette, inks)
    page = geometry(template, brand.page)
    page = replace(
        page,
        starts_chapters=page.starts_chapters
        or sheet.look(sheet.name(StyleRole.HEADING1)).breaks_page,
    )
    is_as_wide = abs(page.width - brand.page.width) < _SAME
    cover = _in_place(plain.cover, brand.page) if is_as_wide else plain.cover
    digest = hashlib.sha256(f"{brand.digest} in its template".encode()).hexdigest()
    return replace(
        plain,
        fonts=_fonts(sheet, brand),
        styles=_styles(sheet, grid(template), plain),
        page=page,
        cover=cover,
        digest=digest,
        theme_fonts=tuple(
            (*pair, name) for name, pair in sorted(theme.fonts.items(), reverse=True)
        ),
    )


def _in_place(cover: CoverLook, page: PageGeometry) -> CoverLook:
    """Return ``cover`` with its words where its art has them, whatever the margins of the text."""
    left = page.inner if cover.left is None else cover.left
    return replace(cover, left=left, width=cover.width or page.measure)


def body_look(sheet: StyleSheet) -> Look:
    """Return how the template's text looks: its body text, or what is normal in it."""
    name = sheet.name(StyleRole.BODY)
    return sheet.look(name if sheet.has(name) else NORMAL)


def _palette(theme: Theme, usual: Palette) -> Palette:
    """Return the theme as a palette; a colour that nobody could read is not taken for words."""
    at = theme.colours
    text = _legible(at["dk1"], default=_BLACK)
    primary = next((at[s] for s in ("accent1", "dk2") if _is_legible(at[s])), text)
    is_pale = at["lt2"] != WHITE and text.contrast(at["lt2"]) >= _PALE
    chart = tuple(dict.fromkeys(at[f"accent{n}"] for n in range(1, 7)))
    names: dict[Colour, str] = {}
    for slot, name in WORD_NAMES.items():
        names.setdefault(at[slot], name)
    return replace(
        usual,
        primary=primary,
        accent=at["accent2"],
        text=text,
        muted=text.on_white(_MUTED),
        rule=text.on_white(_RULE),
        tint=at["lt2"] if is_pale else primary.on_white(_TINT),
        link=_legible(at["hlink"], default=primary),
        chart=chart,
        theme=tuple(names.items()),
    )


def _is_legible(colour: Colour) -> bool:
    return colour.contrast(WHITE) >= LEGIBLE


def _legible(colour: Colour, default: Colour) -> Colour:
    return colour if _is_legible(colour) else default


def _inks(old: Palette, new: Palette) -> dict[Colour, Colour]:
    """Return what becomes of each colour of the brand."""
    names = ("rule", "tint", "link", "accent", "muted", "text", "primary")
    return {getattr(old, name): getattr(new, name) for name in names}


def recoloured(brand: Brand, palette: Palette, inks: Mapping[Colour, Colour]) -> Brand:
    """Return ``brand`` in other colours."""
    table, back = brand.table, brand.back_cover
    mark = brand.watermark.colour
    return replace(
        brand,
        palette=palette,
        styles={
            role: replace(style, colour=inks.get(style.colour, style.colour))
            for role, style in brand.styles.items()
        },
        table=replace(
            table,
            rule=inks.get(table.rule, table.rule) if table.rule else None,
            head=inks.get(table.head, table.head) if table.head else None,
        ),
        watermark=replace(brand.watermark, colour=inks.get(mark, mark)),
        cover=replace(brand.cover, art=_repainted(brand.cover.art, inks)),
        letterhead=replace(brand.letterhead, art=_repainted(brand.letterhead.art, inks)),
        back_cover=replace(back, art=_repainted(back.art, inks)) if back else None,
    )


def _repainted(art: Art, inks: Mapping[Colour, Colour]) -> Art:
    pieces = (
        each
        if isinstance(each, PlacedImage)
        else replace(each, colour=inks.get(each.colour, each.colour))
        for each in art.pieces
    )
    return Art(tuple(pieces))


def _fonts(sheet: StyleSheet, brand: Brand) -> dict[FontRole, FontSpec]:
    """Return the faces of the template's text and of its headings, by their roles.

    Code keeps its Latin face: letters of one width are what it is read by.
    """
    first = sheet.name(StyleRole.HEADING1)
    body, heading = body_look(sheet), sheet.look(first if sheet.has(first) else NORMAL)
    made = {}
    for role, spec in brand.fonts.items():
        is_heading = role in (FontRole.HEADING, FontRole.STRONG, FontRole.CHART_STRONG)
        latin, chinese = heading.faces if is_heading else body.faces
        latin = spec.word_latin if role is FontRole.CODE else latin
        is_bold = spec.is_bold or (role is FontRole.HEADING and heading.is_bold)
        made[role] = replace(spec, word_latin=latin, word_east_asian=chinese, is_bold=is_bold)
    return made


def _styles(sheet: StyleSheet, pitch: Length, brand: Brand) -> dict[StyleRole, Style]:
    """Return the styles: the template's own, the others in proportion to its text."""
    scale = body_look(sheet).size * 1000 // brand.styles[StyleRole.BODY].size
    scale = max(_LEAST_SCALE, min(_MOST_SCALE, scale))
    made: dict[StyleRole, Style] = {}
    for role, style in brand.styles.items():
        if role is StyleRole.BODY:
            made[role] = _body(sheet, pitch, style)
        elif sheet.has(sheet.name(role)):
            look = sheet.look(sheet.name(role))
            made[role] = _seen(look, pitch, style)
            if role in COVER_TITLES:
                after = max(made[role].space_after, style.space_after)
                made[role] = replace(made[role], alignment=style.alignment, space_after=after)
            if role in _CONTENTS:
                made[role] = replace(made[role], first_indent=min(look.left_indent, _MOST_INDENT))
        else:
            made[role] = replace(
                style, size=_scaled(style.size, scale), leading=_scaled(style.leading, scale)
            )
    return made


def _body(sheet: StyleSheet, pitch: Length, style: Style) -> Style:
    """Return the text; where it is what is normal, it is indented as text is."""
    look = body_look(sheet)
    seen = _seen(look, pitch, style)
    if sheet.has(sheet.name(StyleRole.BODY)):
        return seen
    indent = look.first_indent if look.has_first_indent else style.first_indent
    alignment = seen.alignment if look.alignment else style.alignment
    return replace(seen, first_indent=indent, alignment=alignment)


def _seen(look: Look, pitch: Length, style: Style) -> Style:
    return replace(
        style,
        size=_sound(look.size, style.size),
        leading=_sound(look.leading(pitch), style.leading),
        space_before=min(look.blank("before", pitch), _MOST),
        space_after=min(look.blank("after", pitch), _MOST),
        first_indent=min(look.first_indent, _MOST_INDENT),
        alignment=ALIGNMENTS.get(look.alignment or "left", Alignment.START),
        colour=look.colour or style.colour,
    )


def _sound(length: Length, usual: Length) -> Length:
    """Return ``length``, or ``usual`` where nobody could read letters of that height."""
    return length if _LEAST <= length <= _MOST else usual


def _scaled(length: Length, scale: int) -> Length:
    return round(length * scale / 1000 / _HALF) * _HALF
