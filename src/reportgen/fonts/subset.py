"""Subset: a font with just the glyphs a document shows, and all a PDF must say about it."""

import hashlib
import struct
from collections.abc import Mapping, Sequence
from enum import StrEnum

import uharfbuzz as hb
from msgspec import Struct

from reportgen.fonts.tables import BrokenFontError

# A CIDFontType2 needs glyf, loca, head, hhea, hmtx and maxp, a CIDFontType0 only CFF (ISO 32000-1,
# 9.9); what text, layout and names say, the PDF says itself. The rest is read while a variable
# font is cut to one of its weights, and is gone afterwards.
_KEPT = {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "CFF ", "CFF2"}
_KEPT |= {"fvar", "avar", "gvar", "cvar", "HVAR", "MVAR"}
_FIXED_PITCH, _SYMBOLIC, _ITALIC = 1, 4, 64
_BOLD = 600
# StemV cannot be read from a TrueType font; these are usual values for text faces.
_STEM_REGULAR, _STEM_BOLD = 90, 140


class OutlineKind(StrEnum):
    """How a font draws: quadratic (``glyf``) or cubic (``CFF``) curves."""

    TRUE_TYPE = "glyf"
    COMPACT = "CFF "


class ShownGlyph(Struct, frozen=True):
    """A character on its way into a subset, with its glyph and advance."""

    char: str
    glyph: int
    width: int


class FontProgram(Struct, frozen=True):
    """An embedded font; lengths in thousandths of an em."""

    name: str
    """PostScript name with the six letters of a subset: ``ABCDEF+NotoSansSC-Regular``."""
    outlines: OutlineKind
    data: bytes
    """The TrueType file, or the CFF table alone."""
    glyphs: tuple[tuple[str, int], ...]
    """Each character and its glyph in ``data``, in the order of the characters."""
    widths: Mapping[int, int]
    """Of each glyph that is shown."""
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    flags: int
    """Font descriptor flags (ISO 32000-1, table 123)."""
    italic_angle: int
    stem: int


def subset_font(font: hb.Font, name: str, weight: int, shown: Sequence[ShownGlyph]) -> FontProgram:
    """Return the font that holds just the glyphs of ``shown``, sorted by their characters.

    Raise BrokenFontError when the file cannot be cut.
    """
    face = font.face
    scale = 1000 / float(face.upem)
    cut, places = _cut(face, weight, {each.glyph for each in shown})
    outlines = next((kind for kind in OutlineKind if kind.value in cut.table_tags), None)
    if outlines is None or not all(each.glyph in places for each in shown):
        raise BrokenFontError("轮廓损坏（outlines broken）")
    is_file = outlines is OutlineKind.TRUE_TYPE
    extents = font.get_font_extents("ltr")
    cap_height = font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    # head: xMin yMin xMax yMax at 36; post: italicAngle (16.16) at 4, isFixedPitch at 12.
    left, bottom, right, top = struct.unpack_from(">4h", face.reference_table("head").data, 36)
    angle, is_fixed = struct.unpack_from(">i4xI", face.reference_table("post").data, 4)
    is_bold = font.get_style_value(hb.StyleTag.WEIGHT) >= _BOLD
    return FontProgram(
        name=f"{_tag(name, shown)}+{name}",
        outlines=outlines,
        data=bytes((cut.blob if is_file else cut.reference_table(outlines.value)).data),
        glyphs=tuple((each.char, places[each.glyph]) for each in shown),
        widths={places[each.glyph]: each.width for each in shown},
        ascent=round(extents.ascender * scale),
        descent=round(extents.descender * scale),
        cap_height=round(cap_height * scale),
        box=(round(left * scale), round(bottom * scale), round(right * scale), round(top * scale)),
        flags=_SYMBOLIC | (_FIXED_PITCH if is_fixed else 0) | (_ITALIC if angle else 0),
        italic_angle=round(angle / 65536),
        stem=_STEM_BOLD if is_bold else _STEM_REGULAR,
    )


def _cut(face: hb.Face, weight: int, glyphs: set[int]) -> tuple[hb.Face, dict[int, int]]:
    """Return the font of ``glyphs``, and where each old glyph is in it."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in face.table_tags if tag not in _KEPT
    )
    # A CIDFontType0 finds its glyphs by the font's own charset: it says what we say.
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        | hb.SubsetFlags.DOWNGRADE_CFF2
    )
    if face.axis_infos:
        wanted.pin_all_axes_to_default(face)
        if weight:
            wanted.pin_axis_location(face, "wght", weight)
    try:
        plan = hb.SubsetPlan(face, wanted)
        return plan.execute(), dict(plan.old_to_new_glyph_mapping.items())
    except RuntimeError as fault:  # all that uharfbuzz says of a table it cannot read
        raise BrokenFontError(str(fault)) from fault


def _tag(name: str, shown: Sequence[ShownGlyph]) -> str:
    """Return six letters that differ from subset to subset (ISO 32000-1, 9.6.4)."""
    words = f"{name} {''.join(each.char for each in shown)}"
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
