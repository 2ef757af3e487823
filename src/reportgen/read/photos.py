"""Photos made ready for print: upright, in RGB, no finer than a printer can show."""

import struct
from collections.abc import Iterator
from io import BytesIO

_MOST_PIXELS = 3000
"""At the longer side: 300 dots an inch over the width of a wide page."""
_QUALITY = 90
_JPEG = b"\xff\xd8\xff"
_EXIF, _APP1, _ORIENTATION = b"Exif\x00\x00", 0xE1, 0x0112
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_CMYK = 4
_PNG_HEAD = 8
_COLOURS = frozenset({b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"})
_APP0, _APP15, _COMMENT, _SCAN = 0xE0, 0xEF, 0xFE, 0xDA
_KEPT = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, the colour profile, and Adobe's word on the colours."""


def ready(data: bytes, width: int, height: int) -> tuple[bytes, int, int]:
    """Return the picture and its size as it is printed; most keep their pixels as they are.

    What a camera or a program says about itself and its owner (place, name, comments) goes: the
    file leaves the house.
    """
    is_jpeg = data.startswith(_JPEG)
    turned = is_jpeg and _orientation(data) > 1
    if (
        not turned
        and not (is_jpeg and _channels(data) == _CMYK)
        and max(width, height) <= _MOST_PIXELS
    ):
        return _bare(data), width, height
    from PIL import Image, ImageOps  # noqa: PLC0415 - few pictures need it

    with Image.open(BytesIO(data)) as opened:
        picture = ImageOps.exif_transpose(opened)
        if picture.mode not in ("RGB", "L", "RGBA", "LA"):
            picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        picture.thumbnail((_MOST_PIXELS, _MOST_PIXELS), Image.Resampling.LANCZOS)
        out = BytesIO()
        if is_jpeg:
            picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        else:
            picture.save(out, "PNG", compress_level=6)
        return out.getvalue(), *picture.size


def _bare(data: bytes) -> bytes:
    """Return the file with what its pixels need, and nothing else."""
    return _bare_jpeg(data) if data.startswith(_JPEG) else _bare_png(data)


def _bare_png(data: bytes) -> bytes:
    """Keep the chunks without which it cannot be shown, and those of its colours."""
    kept, at = [data[:_PNG_HEAD]], _PNG_HEAD
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big") + 12
        name = data[at + 4 : at + 8]
        if name[:1].isupper() or name in _COLOURS:  # a capital says that it is needed (PNG, 5.4)
            kept.append(data[at : at + size])
        at += size
    return b"".join(kept)


def _bare_jpeg(data: bytes) -> bytes:
    """Drop the application segments but those that say how to read the colours, and comments."""
    kept, end = [data[:2]], 2
    for start, marker, content in _segments(data):
        end = start + 4 + len(content)
        if marker in _KEPT or not (_APP0 <= marker <= _APP15 or marker == _COMMENT):
            kept.append(data[start:end])
        if marker == _SCAN:
            break
    return b"".join((*kept, data[end:]))


def _segments(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield place, marker and content of each segment before the picture (T.81, B.1.1.4)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every segment starts so
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            at += 1
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield at, marker, data[at + 4 : at + 2 + size]
        at += 2 + size


def _channels(data: bytes) -> int:
    for _, marker, content in _segments(data):
        if marker in _FRAMES and len(content) > 5:  # noqa: PLR2004 - bits, height, width, channels
            return content[5]
    return 0


def _orientation(data: bytes) -> int:
    """Return how the camera was held (Exif 2.3, 4.6.4), 1 where that is not said."""
    for _, marker, content in _segments(data):
        if marker == _APP1 and content.startswith(_EXIF):
            return _oriented(content[len(_EXIF) :])
    return 1


def _oriented(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:  # noqa: PLR2004 - a TIFF head
        return 1
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    if start + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(count):
        at = start + 2 + 12 * number
        if at + 10 > len(tiff):
            break
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
        if tag == _ORIENTATION:
            return int(value)
    return 1
