"""Embedding: a subset as a composite font, one code for each character (ISO 32000-1, 9.7)."""

from collections.abc import Sequence
from functools import lru_cache

from reportlab.pdfbase.pdfdoc import PDFObjectReference

from reportgen.fonts import FontProgram
from reportgen.write_pdf.file import Dictionary, File, deflate
from reportgen.write_pdf.syntax import literal, reference

_EM = 1000
"""The width a character has unless W says otherwise: that of a Han character."""
_BLOCK = 100
"""Entries of one block of a CMap (9.7.5.4)."""


def embed_font(file: File, font: FontProgram) -> PDFObjectReference:
    """Write ``font``; return the reference to it."""
    size = f"/Length1 {len(font.data)}/Filter/FlateDecode"
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
            "FontFile2": reference(file.raw_stream(size, _deflated(font.data))),
        }
    )
    descendant = Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{font.name}",
            "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            "DW": _EM,
            "W": _widths(font.widths),
            "CIDToGIDMap": reference(file.stream("", font.cid_to_gid)),
            "FontDescriptor": file.Reference(descriptor),
        }
    )
    return file.Reference(
        Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{font.name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": f"[{reference(file.number_of(descendant))}]",
                "ToUnicode": reference(file.stream("", _to_unicode(font.to_unicode))),
            }
        )
    )


@lru_cache(maxsize=8)
def _deflated(program: bytes) -> bytes:
    """Compress ``program``, which is the same when a report is built again in one process."""
    return deflate(program)


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


def _to_unicode(pairs: Sequence[tuple[int, str]]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        f"/CIDSystemInfo <</Registry{literal('Adobe')}/Ordering{literal('UCS')}/Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(pairs), _BLOCK):
        block = pairs[start : start + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{cid:04X}> <{text.encode('utf-16-be').hex()}>" for cid, text in block]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
