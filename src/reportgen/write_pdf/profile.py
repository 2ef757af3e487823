"""Profile: the sRGB colours of the output intent, built from their definition (ICC.1:2010)."""

import struct

# IEC 61966-2-1: primaries and white adapted to D50 as the ICC publishes them for sRGB, columns of
# the matrix to XYZ, and the adaptation itself (Bradford, from D65).
_RED = (0.436066, 0.222488, 0.013916)
_GREEN = (0.385147, 0.716873, 0.097076)
_BLUE = (0.143066, 0.060608, 0.714096)
_D50 = (0.9642, 1.0, 0.8249)
_ADAPTATION = (
    *(1.047882, 0.022919, -0.050201),
    *(0.029587, 0.990479, -0.017059),
    *(-0.009232, 0.015076, 0.751678),
)
# y = (x / 1.055 + 0.055 / 1.055) ** 2.4 from 0.04045 on, x / 12.92 below.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def srgb_profile() -> bytes:
    """Return an ICC profile, version 4.3, of a display with sRGB colours."""
    curve = struct.pack(">4sIHH", b"para", 0, 3, 0) + _fixed(_CURVE)
    elements = (
        (b"desc", _words("sRGB")),
        (b"cprt", _words("No copyright, use freely")),
        (b"wtpt", _xyz(_D50)),
        (b"chad", struct.pack(">4sI", b"sf32", 0) + _fixed(_ADAPTATION)),
        (b"rXYZ", _xyz(_RED)),
        (b"gXYZ", _xyz(_GREEN)),
        (b"bXYZ", _xyz(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    )
    table, body = _tagged(elements)
    size = _HEADER + len(table) + len(body)
    return _header(size) + table + body


_HEADER = 128


def _header(size: int) -> bytes:
    date = (2010, 12, 1, 0, 0, 0)  # of the specification: the profile has no other
    return struct.pack(
        ">I4sI4s4s4s6H4s4sIII8sI12s4s44x",
        *(size, b"\0\0\0\0", 0x04300000, b"mntr", b"RGB ", b"XYZ ", *date, b"acsp"),
        *(b"\0\0\0\0", 0, 0, 0, b"\0" * 8, 0, _fixed(_D50), b"\0\0\0\0"),
    )


def _tagged(elements: tuple[tuple[bytes, bytes], ...]) -> tuple[bytes, bytes]:
    start = _HEADER + 4 + 12 * len(elements)
    table, body = struct.pack(">I", len(elements)), b""
    places: dict[bytes, int] = {}
    for name, data in elements:
        if data not in places:  # equal elements share their bytes
            places[data] = start + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += struct.pack(">4sII", name, places[data], len(data))
    return table, body


def _fixed(values: tuple[float, ...]) -> bytes:
    """Return s15Fixed16 numbers."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">4sI", b"XYZ ", 0) + _fixed(values)


def _words(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return struct.pack(">4sIII2s2sII", b"mluc", 0, 1, 12, b"en", b"US", len(data), 28) + data
