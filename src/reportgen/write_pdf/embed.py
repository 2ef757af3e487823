"""Embedding: a subset as a composite font whose codes are code points (ISO 32000-1, 9.7)."""

from typing import assert_never

from reportgen.fonts import OutlineKind
from reportgen.write_pdf.file import File
from reportgen.write_pdf.pack_font import PackedFont
from reportgen.write_pdf.syntax import reference


def embed_font(file: File, font: PackedFont) -> int:
    """Write ``font``; return its number."""
    name = f"/{font.name}"
    encoding, table = "/Identity-H", ""
    match font.outlines:
        case OutlineKind.TRUE_TYPE:  # a code is a CID, a table leads from there to the glyph
            kind, key, entries = "CIDFontType2", "FontFile2", f"/Length1 {font.length}"
            table = f"/CIDToGIDMap {reference(file.packed_stream('', font.table))}"
        case OutlineKind.COMPACT:  # a CID is a glyph, a CMap leads from the code to it
            kind, key, entries = "CIDFontType0", "FontFile3", "/Subtype/CIDFontType0C"
            encoding = reference(file.packed_stream(font.table_entries, font.table))
        case _:
            assert_never(font.outlines)
    program = reference(file.packed_stream(entries, font.program))
    descriptor = file.add(
        f"<</Type/FontDescriptor/FontName{name}{font.descriptor}/{key} {program}>>"
    )
    descendant = file.add(
        f"<</Type/Font/Subtype/{kind}/BaseFont{name}{table}{font.descendant}"
        f"/FontDescriptor {reference(descriptor)}>>"
    )
    to_unicode = reference(file.packed_stream("", font.to_unicode))
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding {encoding}"
        f"/DescendantFonts[{reference(descendant)}]/ToUnicode {to_unicode}>>"
    )
