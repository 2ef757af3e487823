"""Images: PNG and JPEG files as image XObjects, their bytes untouched where PDF can hold them."""

import struct
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from msgspec import Struct

from reportgen.write_pdf.file import File, deflate
from reportgen.write_pdf.syntax import reference

_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _PALETTE = 0, 2, 3
_CHANNELS = {_GREY: 1, _RGB: 3, _PALETTE: 1}


class Images:
    """Writes each picture file once."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._written: dict[bytes, int] = {}

    def number_of(self, data: bytes) -> int:
        """Return the number of the image made from the PNG or JPEG file ``data``."""
        key = sha256(data).digest()
        if key not in self._written:
            self._written[key] = _write_image(self._file, data)
        return self._written[key]


def _write_image(file: File, data: bytes) -> int:
    if data.startswith(_PNG):
        png = _plain_png(data)
        return _write_decoded(file, data) if png is None else _write_png(file, png)
    jpeg = _frame(data)
    return _write_decoded(file, data) if jpeg is None else _write_jpeg(file, jpeg, data)


class _Raster(Struct, frozen=True):
    """Size and samples; ``palette`` holds RGB triples, or nothing."""

    width: int
    height: int
    bits: int
    channels: int
    data: bytes = b""
    palette: bytes = b""


def _plain_png(data: bytes) -> _Raster | None:
    """Return a PNG whose compressed rows PDF reads as they are: not interlaced, all opaque."""
    rows, palette = [], b""
    width = height = bits = kind = interlaced = 0
    for name, body in _chunks(data):
        match name:
            case b"IHDR":
                width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            case b"PLTE":
                palette = body
            case b"tRNS":
                return None
            case b"IDAT":
                rows.append(body)
            case _:
                pass
    if interlaced or kind not in _CHANNELS:
        return None
    palette = palette if kind == _PALETTE else b""
    return _Raster(width, height, bits, _CHANNELS[kind], b"".join(rows), palette)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += length + 12


def _write_png(file: File, png: _Raster) -> int:
    space = "/DeviceGray" if png.channels == 1 else "/DeviceRGB"
    if png.palette:
        space = f"[/Indexed/DeviceRGB {len(png.palette) // 3 - 1}<{png.palette.hex()}>]"
    # PNG's filters are PDF's predictors 10-15 (ISO 32000-1, 7.4.4.4).
    rows = f"/Predictor 15/Colors {png.channels}/BitsPerComponent {png.bits}/Columns {png.width}"
    entries = f"{_entries(png, space)}/Filter/FlateDecode/DecodeParms<<{rows}>>"
    return file.raw_stream(entries, png.data)


_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive: what DCTDecode reads (ISO 32000-1, 7.4.8)."""
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def _frame(data: bytes) -> _Raster | None:
    """Return the size of a grey or YCbCr JPEG; nothing for one in other colours."""
    at = 2
    while at + 9 < len(data):
        marker = data[at + 1]
        if data[at] != 0xFF or marker in _STANDALONE or marker == 0xFF:  # noqa: PLR2004 - a marker
            at += 1 if marker == 0xFF or data[at] != 0xFF else 2  # noqa: PLR2004 - as above
            continue
        if marker in _FRAMES:
            bits, height, width, channels = struct.unpack_from(">BHHB", data, at + 4)
            known = channels in (1, 3) and bits == 8  # noqa: PLR2004 - bits of a byte
            return _Raster(width, height, bits, channels) if known else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _write_jpeg(file: File, jpeg: _Raster, data: bytes) -> int:
    space = "/DeviceGray" if jpeg.channels == 1 else "/DeviceRGB"
    return file.raw_stream(f"{_entries(jpeg, space)}/Filter/DCTDecode", data)


def _write_decoded(file: File, data: bytes) -> int:
    """Write what must be decoded first: a soft mask beside the colours where it is not opaque."""
    from PIL import Image  # noqa: PLC0415 - few pictures need it

    with Image.open(BytesIO(data)) as opened:
        picture = opened.convert("RGBA")
    size = _Raster(*picture.size, 8, 3)
    alpha = picture.getchannel("A").tobytes()
    mask = ""
    if alpha.strip(b"\xff"):
        number = file.stream(_entries(size, "/DeviceGray"), alpha)
        mask = f"/SMask {reference(number)}"
    colours = picture.convert("RGB").tobytes()
    entries = f"{_entries(size, '/DeviceRGB')}{mask}/Filter/FlateDecode"
    return file.raw_stream(entries, deflate(colours))


def _entries(raster: _Raster, space: str) -> str:
    return (
        f"/Type/XObject/Subtype/Image/Width {raster.width}/Height {raster.height}"
        f"/BitsPerComponent {raster.bits}/ColorSpace{space}"
    )
