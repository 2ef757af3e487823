"""Packing: a subset as the words and compressed streams a PDF has of it; these can be kept."""

import json
import struct
from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct

from reportgen.fonts import FontProgram, OutlineKind, code, private_codes
from reportgen.write_pdf.file import deflate

_EM = 1000
"""The width a character has unless W says otherwise: that of a Han character."""
_BLOCK = 100
"""Entries of one block of a CMap (9.7.5.4)."""
_ROW = 0x100
"""Codes of one range of a CMap: only the last byte may count up (9.7.5.4, 9.10.3)."""
_SYSTEM = "/Registry(Adobe)/Ordering(Identity)/Supplement 0"
_ENCODING = "DLIdent-H"
"""The name of our CMap: some programs know that codes of this name have two bytes."""


class PackedFont(Struct, frozen=True):
    """A font on its way into a file; the streams are compressed."""

    name: str
    outlines: OutlineKind
    length: int
    """Of the program before it was compressed."""
    descriptor: str
    descendant: str
    """Entries of the two dictionaries that say what the font is."""
    program: bytes
    table: bytes
    """From code to glyph: a CIDToGIDMap, or a CMap whose entries are ``table_entries``."""
    to_unicode: bytes

    @property
    def table_entries(self) -> str:
        """What the dictionary of a CMap says."""
        return f"/Type/CMap/CMapName/{_ENCODING}/CIDSystemInfo<<{_SYSTEM}>>"


def pack_font(font: FontProgram) -> PackedFont:
    """Return ``font`` ready to be written."""
    match font.outlines:
        case OutlineKind.TRUE_TYPE:
            widths = [(code(char), font.widths[glyph]) for char, glyph in font.glyphs]
            table = _glyph_table(font.glyphs)
        case OutlineKind.COMPACT:
            widths = sorted(font.widths.items())
            table = _encoding(font.glyphs)
        case _:
            assert_never(font.outlines)
    box = " ".join(map(str, font.box))
    return PackedFont(
        name=font.name,
        outlines=font.outlines,
        length=len(font.data),
        descriptor=f"/Flags {font.flags}/FontBBox[{box}]/ItalicAngle {font.italic_angle}"
        f"/Ascent {font.ascent}/Descent {font.descent}/CapHeight {font.cap_height}"
        f"/StemV {font.stem}",
        descendant=f"/CIDSystemInfo<<{_SYSTEM}>>/DW {_EM}/W{_widths(widths)}",
        program=deflate(font.data),
        table=deflate(table),
        to_unicode=deflate(_to_unicode(font.glyphs)),
    )


def font_bytes(font: PackedFont) -> bytes:
    """Return ``font`` for a cache."""
    streams = (font.program, font.table, font.to_unicode)
    words = [font.name, font.outlines.value, font.length, font.descriptor, font.descendant]
    head = json.dumps([*words, *map(len, streams)]).encode()
    return b"".join((struct.pack(">I", len(head)), head, *streams))


def font_from_bytes(data: bytes) -> PackedFont:
    """Return the font that ``data`` keeps."""
    (length,) = struct.unpack_from(">I", data)
    start = 4 + length
    name, outlines, size, descriptor, descendant, *lengths = json.loads(data[4:start])
    streams = []
    for each in lengths:
        streams.append(data[start : start + each])
        start += each
    kind = OutlineKind(outlines)
    return PackedFont(name, kind, size, descriptor, descendant, *streams)


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
    """Return the CIDToGIDMap: two bytes a code.

    Codes that nothing shows lead where the one before them does: a third less when compressed.
    """
    table = bytearray()
    before = b"\0\0"
    for char, glyph in glyphs:
        table += before * (code(char) - len(table) // 2)
        before = struct.pack(">H", glyph)
        table += before
    return bytes(table or before)


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
