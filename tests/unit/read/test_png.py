"""PNG files whose pixels are missing are no pictures."""

import struct
import zlib

import pytest

from reportgen.read.png import has_all_pixels, png_size


def file(packed, width=3, height=4, kind=2, interlaced=0):
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, interlaced)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    parts = (struct.pack(">I", len(data)) + name + data + bytes(4) for name, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_a_whole_picture_has_all_its_pixels():
    assert png_size(file(b"")) == (3, 4)
    assert has_all_pixels(file(zlib.compress(bytes(4 * 10))))


@pytest.mark.parametrize("packed", [b"", b"no zlib", zlib.compress(bytes(39)), zlib.compress(b"")])
def test_a_picture_cut_short_or_damaged_does_not(packed):
    assert not has_all_pixels(file(packed))


def test_the_passes_of_an_interlaced_picture_are_counted():
    passes = ((1, 1), (1, 1), (1, 1), (2, 1), (1, 2), (3, 2))  # columns and rows of 3 × 4 in Adam7
    needed = sum(rows * (1 + 3 * columns) for columns, rows in passes if columns)
    whole = zlib.compress(bytes(needed + 100))
    assert has_all_pixels(file(whole, interlaced=1))
    assert not has_all_pixels(file(zlib.compress(bytes(10)), interlaced=1))


def test_a_bomb_is_unpacked_no_further_than_needed():
    assert has_all_pixels(file(zlib.compress(bytes(50_000_000))))
