"""Embedding: a subset as a composite font whose codes are UTF-16 (ISO 32000-1, 9.7)."""

import struct
from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import PDFObjectReference

from reportgen.fonts import FontProgram, OutlineKind, code, private_codes
from reportgen.write_pdf.file import Dictionary, File
from reportgen.write_pdf.syntax import reference

_EM = 1000
"""The width a character has unless W says otherwise: that of a Han character."""
_BLOCK = 100
"""Entries of one block of a CMap (9.7.5.4)."""
_ROW = 0x100
"""Codes of one range of a CMap: only the last byte may count up (9.7.5.4, 9.10.3)."""
_SYSTEM = "/Registry(Adobe)/Ordering(Identity)/Supplement 0"
_ENCODING = "DLIdent-H"
"""The name of our CMap: some programs know that codes of this name have two bytes."""


def embed_font(file: File, font: FontProgram, packed: bytes) -> PDFObjectReference:
    """Write ``font``, whose program is ``packed`` already; return the reference to it."""
    key, entries = _program(font)
    descriptor = Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{font.name}",
            "Flags": font.flags,
            "FontBBox": f"[{' '.join(map(str, font.box))}]",
            "ItalicAngle": font.italic_angle,
            "Ascent": font.ascent,
            "Descent": font.descent,
            "CapHeight": font.cap_height,
            "StemV": font.stem,
            key: reference(file.raw_stream(f"{entries}/Filter/FlateDecode", packed)),
        }
    )
    descendant = Dictionary(
        {
            "Type": "/Font",
            "BaseFont": f"/{font.name}",
            "CIDSystemInfo": f"<<{_SYSTEM}>>",
            "DW": _EM,
            "FontDescriptor": file.Reference(descriptor),
        }
    )
    encoding = "/Identity-H"
    match font.outlines:
        case OutlineKind.TRUE_TYPE:  # a code is a CID, a table leads from there to the glyph
            descendant["Subtype"] = "/CIDFontType2"
            descendant["CIDToGIDMap"] = reference(file.stream("", _glyph_table(font.glyphs)))
            widths = [(code(char), font.widths[glyph]) for char, glyph in font.glyphs]
            descendant["W"] = _widths(widths)
        case OutlineKind.COMPACT:  # a CID is a glyph, a CMap leads from the code to it
            descendant["Subtype"] = "/CIDFontType0"
            descendant["W"] = _widths(sorted(font.widths.items()))
            entries = f"/Type/CMap/CMapName/{_ENCODING}/CIDSystemInfo<<{_SYSTEM}>>"
            encoding = reference(file.stream(entries, _encoding(font.glyphs)))
    return file.Reference(
        Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{font.name}",
                "Encoding": encoding,
                "DescendantFonts": f"[{reference(file.number_of(descendant))}]",
                "ToUnicode": reference(file.stream("", _to_unicode(font.glyphs))),
            }
        )
    )


def _program(font: FontProgram) -> tuple[str, str]:
    """Return the key of the font's program and the entries of its stream."""
    match font.outlines:
        case OutlineKind.TRUE_TYPE:
            return "FontFile2", f"/Length1 {len(font.data)}"
        case OutlineKind.COMPACT:
            return "FontFile3", "/Subtype/CIDFontType0C"


def _widths(widths: Sequence[tuple[int, int]]) -> str:
    """Return W: neighbours share a bracket; what has the usual width is left out."""
    parts: list[str] = []
    previous = -1
    for cid, width in widths:
        if width == _EM:
            continue
        parts.append(f" {width}" if cid == previous + 1 and parts else f"]{cid}[{width}")
        previous = cid
    return f"[{''.join(parts)[1:]}]]" if parts else "[]"


def _glyph_table(glyphs: Sequence[tuple[str, int]]) -> bytes:
    """Return the CIDToGIDMap: two bytes a code."""
    table = bytearray(2 * (code(glyphs[-1][0]) + 1 if glyphs else 1))
    for char, glyph in glyphs:
        struct.pack_into(">H", table, 2 * code(char), glyph)
    return bytes(table)


def _encoding(glyphs: Sequence[tuple[str, int]]) -> bytes:
    """Return the CMap from codes to glyphs; neighbours of one row share a range."""
    ranges: list[tuple[int, int, int]] = []
    for char, glyph in glyphs:
        here = code(char)
        first, last, start = ranges[-1] if ranges else (-1, -1, 0)
        if here == last + 1 and here % _ROW and glyph - start == here - first:
            ranges[-1] = first, here, start
        else:
            ranges.append((here, here, glyph))
    lines = [f"<{first:04x}> <{last:04x}> {start}" for first, last, start in ranges]
    return _cmap(_ENCODING, _SYSTEM, 1, [("cidrange", lines)])


def _to_unicode(glyphs: Sequence[tuple[str, int]]) -> bytes:
    """Return the CMap from codes to what was written: most stand for themselves (9.10.3)."""
    chars = [char for char, _ in glyphs]
    others = private_codes(chars)
    rows = sorted({ord(char) // _ROW * _ROW for char in chars if char not in others})
    lines = [
        f"<{row & 0xFFFF:04x}> <{row & 0xFFFF | 0xFF:04x}> <{_utf16(chr(row))}>" for row in rows
    ]
    words = [f"<{code(char):04x}> <{_utf16(text)}>" for char, text in others.items()]
    system = "/Registry(Adobe)/Ordering(UCS)/Supplement 0"
    return _cmap("Adobe-Identity-UCS", system, 2, [("bfchar", words), ("bfrange", lines)])


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex()


def _cmap(name: str, system: str, kind: int, tables: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        f"/CIDSystemInfo <<{system}>> def /CMapName /{name} def /CMapType {kind} def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for word, entries in tables:
        for start in range(0, len(entries), _BLOCK):
            block = entries[start : start + _BLOCK]
            lines += [f"{len(block)} begin{word}", *block, f"end{word}"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
