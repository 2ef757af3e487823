"""The implicit label inside a picture: XMP, as TC260-PG-20259A has it for PNG and JPEG."""

import html
import zlib

_PNG = b"\x89PNG\r\n\x1a\n"
_HEADER_END = len(_PNG) + 25
"""Behind the IHDR chunk, which is the first and always of one size (PNG, 11.2.2)."""
_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\x00"
_IN_PNG = b"XML:com.adobe.xmp\x00\x00\x00\x00\x00"
"""The keyword of an iTXt chunk that is not compressed and has neither language nor other name."""
_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">'
    "<TC260:AIGC>{}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
)


def with_label(picture: bytes, label: str) -> bytes:
    """Return the PNG or JPEG with ``label``, the seven keys as JSON; it has no XMP so far."""
    if not label:
        return picture
    packet = _XMP.format(html.escape(label, quote=False)).encode()
    if picture.startswith(_PNG):
        body = b"iTXt" + _IN_PNG + packet
        size, check = (len(body) - 4).to_bytes(4, "big"), zlib.crc32(body).to_bytes(4, "big")
        return picture[:_HEADER_END] + size + body + check + picture[_HEADER_END:]
    content = _IN_JPEG + packet
    segment = b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content
    return picture[:2] + segment + picture[2:]
