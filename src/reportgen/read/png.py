"""PNG files (ISO/IEC 15948): the size in the header, and whether all of the pixels are there."""

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = 33
"""Bytes of the signature and of IHDR."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {1, 2, 4, 8, 16}
_STEP = 1 << 20
# Adam7 (8.2): where each pass begins, and its steps, in columns and rows.
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


def png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height, or nothing when ``data`` is no PNG."""
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR" or len(data) < _HEADER:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def has_all_pixels(data: bytes) -> bool:
    """Tell whether the PNG ``data`` unpacks to as many bytes as its header promises."""
    width, height, depth, kind, _, _, is_interlaced = struct.unpack(">IIBBBBB", data[16:29])
    if kind not in _CHANNELS or depth not in _DEPTHS:
        return False
    bits = depth * _CHANNELS[kind]
    wanted: int = sum(
        rows * (1 + (columns * bits + 7) // 8)
        for columns, rows in _passes(width, height, is_interlaced)
        if columns > 0
    )
    unpacked = 0
    unpacker = zlib.decompressobj()
    try:
        for packed in _packed(data):
            rest = packed
            while rest and unpacked < wanted:
                unpacked += len(unpacker.decompress(rest, _STEP))
                rest = unpacker.unconsumed_tail
        while unpacked < wanted and (more := unpacker.decompress(b"", _STEP)):
            unpacked += len(more)
    except zlib.error:
        return False
    return unpacked >= wanted


def _passes(width: int, height: int, is_interlaced: int) -> Iterator[tuple[int, int]]:
    """Yield the columns and rows of each pass over the picture."""
    if not is_interlaced:
        yield width, height
        return
    for left, top, across, down in _PASSES:
        yield (width - left + across - 1) // across, (height - top + down - 1) // down


def _packed(data: bytes) -> Iterator[bytes]:
    """Yield what the IDAT chunks hold."""
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        if name == b"IDAT":
            yield data[at + 8 : at + 8 + size]
        at += 12 + size
