"""Read the implicit label back from any PDF, DOCX, PNG, JPEG or Markdown, ours or foreign."""

import html
import json
import re
import struct
import zlib

from reportgen.model.pattern import pattern
from reportgen.verify.pdf_file import PdfFile
from reportgen.verify.pdf_objects import text_of

_PNG = b"\x89PNG\r\n\x1a\n"
_XMP = "XML:com.adobe.xmp"
_IN_XMP = pattern(r"<TC260:AIGC>(.*?)</TC260:AIGC>|TC260:AIGC=\"([^\"]*)\"", re.DOTALL)
_LARGEST = 1 << 24
_JPEG, _FRONT_MATTER = b"\xff\xd8\xff", b"---"
_HEAD = 1 << 20
"""So much of a file is searched for metadata in its head."""
_IN_HEAD = pattern(r"^AIGC:[ \t]*\r?\n((?:[ \t]+\S[^\n]*\n?)+)", re.MULTILINE)
_PAIR = pattern(r"^[ \t]+(\w+):[ \t]*(\S[^\r\n]*?)[ \t]*$", re.MULTILINE)


def read_label(data: bytes) -> str | None:
    """Return the label as it stands in the file, or nothing; raise ValueError for broken bytes."""
    if data.startswith(b"%PDF-"):
        return _of_pdf(data)
    if data.startswith(b"PK"):
        return _of_docx(data)
    if data.startswith(_PNG):
        return _of_png(data)
    if data.startswith(_JPEG):
        return _of_xmp(data[:_HEAD].decode("utf-8", "replace"))
    if data.startswith(_FRONT_MATTER):
        return _of_markdown(data[:_HEAD].decode("utf-8", "replace"))
    return None


def _of_pdf(data: bytes) -> str | None:
    file = PdfFile(data)
    label = file.resolved(file.dictionary(file.trailer.get("Info")).get("AIGC"))
    return text_of(label) if isinstance(label, bytes) else None


def _of_docx(data: bytes) -> str | None:
    from reportgen.verify.word.properties import (  # noqa: PLC0415 - both
        CUSTOM_PROPERTIES,
        custom_labels,
    )
    from reportgen.word.markup import tree  # noqa: PLC0415 - not for a PDF
    from reportgen.word.package import read_parts  # noqa: PLC0415 - nor these

    body = read_parts(data).get(CUSTOM_PROPERTIES)
    labels = custom_labels(tree(body)) if body else []
    return labels[0] if labels else None


def _of_png(data: bytes) -> str | None:
    """TC260-PG-20259A: XMP in an iTXt chunk, or a tEXt chunk called AIGC."""
    at = len(_PNG)
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        at += length + 12
        keyword, _, rest = body.partition(b"\0")
        if name == b"tEXt" and keyword == b"AIGC":
            return rest.decode("latin-1")
        if name == b"iTXt" and keyword.decode("latin-1") in (_XMP, "AIGC"):
            text = _international_text(rest)
            if keyword == b"AIGC":
                return text
            label = _of_xmp(text)
            if label is not None:
                return label
    return None


def _of_xmp(text: str) -> str | None:
    found = _IN_XMP.search(text)
    return html.unescape(found[1] or found[2]) if found else None


def _of_markdown(text: str) -> str | None:
    """TC260-PG-20258A, 6.5: a mapping called AIGC in the head, with the seven keys."""
    head = text.split("\n---", 1)[0]
    found = _IN_HEAD.search(head)
    if found is None:
        return None
    pairs = (match.groups() for match in _PAIR.finditer(found[1]))
    return json.dumps({key: value.strip("'\"") for key, value in pairs}, separators=(",", ":"))


def _international_text(rest: bytes) -> str:
    is_packed, body = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
    if is_packed:
        try:
            body = zlib.decompressobj().decompress(body, _LARGEST)
        except zlib.error:
            return ""
    return body.decode("utf-8", "replace")
