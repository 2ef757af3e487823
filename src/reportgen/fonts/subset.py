"""Subset: a font with just the glyphs a document shows, and all a PDF must say about it."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

import uharfbuzz as hb

# A CIDFontType2 needs glyf, loca, head, hhea, hmtx and maxp (ISO 32000-1, 9.9); what text,
# layout and names say, the PDF says itself.
_KEPT = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}
_FIXED_PITCH, _SYMBOLIC, _ITALIC = 1, 4, 64
_BOLD = 600
# StemV cannot be read from a TrueType font; these are usual values for text faces.
_STEM_REGULAR, _STEM_BOLD = 90, 140


@dataclass(frozen=True, slots=True)
class ShownGlyph:
    """A glyph on its way into a subset; ``text`` is what was written."""

    cid: int
    glyph: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class FontProgram:
    """An embedded TrueType font; lengths in thousandths of an em, entries in order of CID."""

    name: str
    """PostScript name with the six letters of a subset: ``ABCDEF+NotoSansSC-Regular``."""
    data: bytes = field(repr=False)
    cid_to_gid: bytes = field(repr=False)
    """The CIDToGIDMap stream: two bytes a CID."""
    widths: tuple[tuple[int, int], ...]
    """CID and width."""
    to_unicode: tuple[tuple[int, str], ...]
    """CID and what was written: one character or more."""
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    flags: int
    """Font descriptor flags (ISO 32000-1, table 123)."""
    italic_angle: int
    stem: int


def subset_font(
    face: hb.Face, font: hb.Font, name: str, shown: Sequence[ShownGlyph]
) -> FontProgram:
    """Return the font that holds just the glyphs of ``shown``, which are in order of CID."""
    scale = 1000 / float(face.upem)
    data, places = _cut(face, {each.glyph for each in shown})
    table = bytearray(2 * (shown[-1].cid + 1 if shown else 1))
    for each in shown:
        struct.pack_into(">H", table, 2 * each.cid, places[each.glyph])
    extents = font.get_font_extents("ltr")
    cap_height = font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    # head: xMin yMin xMax yMax at 36; post: italicAngle (16.16) at 4, isFixedPitch at 12.
    left, bottom, right, top = struct.unpack_from(">4h", face.reference_table("head").data, 36)
    angle, is_fixed = struct.unpack_from(">i4xI", face.reference_table("post").data, 4)
    is_bold = font.get_style_value(hb.StyleTag.WEIGHT) >= _BOLD
    return FontProgram(
        name=f"{_tag(name, shown)}+{name}",
        data=data,
        cid_to_gid=bytes(table),
        widths=tuple((each.cid, each.width) for each in shown),
        to_unicode=tuple((each.cid, each.text) for each in shown),
        ascent=round(extents.ascender * scale),
        descent=round(extents.descender * scale),
        cap_height=round(cap_height * scale),
        box=(round(left * scale), round(bottom * scale), round(right * scale), round(top * scale)),
        flags=_SYMBOLIC | (_FIXED_PITCH if is_fixed else 0) | (_ITALIC if angle else 0),
        italic_angle=round(angle / 65536),
        stem=_STEM_BOLD if is_bold else _STEM_REGULAR,
    )


def _cut(face: hb.Face, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """Return the font file and where each old glyph is now."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in face.table_tags if tag not in _KEPT
    )
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    plan = hb.SubsetPlan(face, wanted)
    places = dict(plan.old_to_new_glyph_mapping.items())
    return bytes(plan.execute().blob.data), places


def _tag(name: str, shown: Sequence[ShownGlyph]) -> str:
    """Return six letters that differ from subset to subset (ISO 32000-1, 9.6.4)."""
    words = f"{name} {[(each.cid, each.text) for each in shown]}"
    digest = hashlib.sha256(words.encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
