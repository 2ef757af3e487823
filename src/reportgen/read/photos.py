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


def ready(data: bytes, width: int, height: int) -> tuple[bytes, int, int]:
    """Return the picture and its size as it is printed; most files stay as they are."""
    is_jpeg = data.startswith(_JPEG)
    turned = is_jpeg and _orientation(data) > 1
    if (
        not turned
        and not (is_jpeg and _channels(data) == _CMYK)
        and max(width, height) <= _MOST_PIXELS
    ):
        return data, width, height
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


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and the content of each segment before the picture (T.81, B.1.1.4)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every segment starts so
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            at += 1
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, data[at + 4 : at + 2 + size]
        at += 2 + size


def _channels(data: bytes) -> int:
    for marker, content in _segments(data):
        if marker in _FRAMES and len(content) > 5:  # noqa: PLR2004 - bits, height, width, channels
            return content[5]
    return 0


def _orientation(data: bytes) -> int:
    """Return how the camera was held (Exif 2.3, 4.6.4), 1 where that is not said."""
    for marker, content in _segments(data):
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
