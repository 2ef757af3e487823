"""CIDs: the number of a character in our PDF fonts, fixed by the face, never by first use.

A character's CID is its glyph's number. Where several code points share a glyph, the smallest
has it; the others get numbers past the last glyph, in the order of the code points. So copying
gives back the code point that was written, and a drawing's operators suit every document.
"""

import uharfbuzz as hb


def alias_cids(face: hb.Face, font: hb.Font, private: dict[str, int]) -> dict[int, int]:
    """Return the CIDs of the code points that are not the first of their glyph."""
    mapped: dict[int, int] = {code: font.get_nominal_glyph(code) for code in face.unicodes}
    mapped |= {ord(char): glyph for char, glyph in private.items()}
    codes = sorted(mapped)
    first = {mapped[code]: code for code in reversed(codes)}
    aliases = (code for code in codes if first[mapped[code]] != code)
    return {code: number for number, code in enumerate(aliases, face.glyph_count)}
