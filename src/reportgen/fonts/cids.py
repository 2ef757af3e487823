"""CIDs: the number of a character in our PDF fonts, fixed by the face, never by first use.

A character's CID is its glyph's number. Where several code points share a glyph, the smallest
has it; the others get numbers past the last glyph, in the order of the code points. So copying
gives back the code point that was written, and a drawing's operators suit every document.
"""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import uharfbuzz as hb

Group: TypeAlias = tuple[int, int, int]
"""First and last code point, and the glyph of the first; the glyphs follow one another."""

_FULL_UNICODE = ((3, 10), (0, 6), (0, 4))
"""Platform and encoding of the tables that HarfBuzz reads first, in its order."""


def alias_cids(face: hb.Face, font: hb.Font, private: Mapping[str, int]) -> dict[int, int]:
    """Return the CIDs of the code points that are not the first of their glyph."""
    own = {ord(char): glyph for char, glyph in private.items()}
    groups = [*_groups(face, font), *((code, code, glyph) for code, glyph in own.items())]
    shared = sorted(_shared_glyphs(groups))
    pairs = [
        (first + glyph - start, glyph)
        for first, last, start in groups
        for glyph in shared[bisect_left(shared, start) : bisect_right(shared, start + last - first)]
    ]
    first_codes: dict[int, int] = {}
    aliases = [
        code
        for code, glyph in sorted(pairs)
        if own.get(code, glyph) == glyph and first_codes.setdefault(glyph, code) != code
    ]
    return {code: cid for cid, code in enumerate(aliases, face.glyph_count)}


def _shared_glyphs(groups: Iterable[Group]) -> set[int]:
    """Return the glyphs in more than one group."""
    edges = [(start, 1) for _, _, start in groups]
    edges += [(start + last - first + 1, -1) for first, last, start in groups]
    shared: set[int] = set()
    depth = since = 0
    for glyph, step in sorted(edges):
        if depth > 1:
            shared.update(range(since, glyph))
        depth, since = depth + step, glyph
    return shared


def _groups(face: hb.Face, font: hb.Font) -> Iterable[Group]:
    """Read the groups of a format 12 table; a font that has none is asked code by code."""
    data = face.reference_table("cmap").data
    (count,) = struct.unpack_from(">H", data, 2)
    records = struct.iter_unpack(">HHI", data[4 : 4 + 8 * count])
    offsets = {(platform, encoding): offset for platform, encoding, offset in records}
    for kind in _FULL_UNICODE:
        if kind in offsets:
            form, _, _, _, length = struct.unpack_from(">HHIII", data, offsets[kind])
            if form == 12:  # noqa: PLR2004 - the format is its own name (OpenType, cmap)
                start = offsets[kind] + 16
                return struct.iter_unpack(">III", data[start : start + 12 * length])
    return ((code, code, font.get_nominal_glyph(code)) for code in face.unicodes)
