"""Tables: is a font file sound, may it be embedded, what does it offer; read without HarfBuzz."""

import struct
from mmap import ACCESS_READ, mmap
from pathlib import Path

from msgspec import Struct

_COLLECTION = b"ttcf"
_SINGLE = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_WEB = (b"wOFF", b"wOF2")
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "post")
_OUTLINES = ({"glyf", "loca"}, {"CFF "}, {"CFF2"})
_MOST_TABLES = 512
# OS/2, fsType: how the owner lets the font be embedded (OpenType 1.9).
_USAGE, _RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x000E, 0x0002, 0x0100, 0x0200


class BrokenFontError(Exception):
    """The file is not a font that can be used; says why in Chinese and English."""


class FontTables(Struct, frozen=True):
    """What must be known of a face before it is used."""

    embedding_refusal: str
    """The bit of fsType by which its owner forbids a subset in a document; empty: none."""
    weights: tuple[int, int] | None
    """The least and the greatest weight of a variable font."""


def read_tables(path: Path, index: int) -> FontTables:
    """Return what the face says; raise BrokenFontError where the file cannot be one."""
    try:
        with path.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as data:
            return _read(data, index)
    except OSError as fault:
        raise BrokenFontError(str(fault.strerror)) from fault
    except (struct.error, IndexError, ValueError) as fault:
        raise BrokenFontError("文件残缺（the file is cut off）") from fault


def _read(data: mmap, index: int) -> FontTables:
    directory = _directory(data, _start(data, index))
    _check(data, directory)
    return FontTables(_refusal(data, directory), _weights(data, directory))


def _start(data: mmap, index: int) -> int:
    kind = data[:4]
    if kind in _WEB:
        raise BrokenFontError("网页字体（a web font）WOFF")
    if kind == _COLLECTION:
        (count,) = struct.unpack_from(">I", data, 8)
        if not 0 <= index < count:
            raise BrokenFontError(f"合集里只有 #0–#{count - 1}（no #{index} in the collection）")
        return int(struct.unpack_from(">I", data, 12 + 4 * index)[0])
    if kind not in _SINGLE:
        raise BrokenFontError("不是字体文件（not a font file）")
    if index:
        raise BrokenFontError(f"不是合集（not a collection），#{index}")
    return 0


def _directory(data: mmap, start: int) -> dict[str, tuple[int, int]]:
    """Return place and length of each table."""
    (count,) = struct.unpack_from(">H", data, start + 4)
    if count > _MOST_TABLES:
        raise BrokenFontError(f"{count} 个表（tables）")
    records = struct.iter_unpack(">4s4xII", data[start + 12 : start + 12 + 16 * count])
    return {tag.decode("latin-1"): (place, length) for tag, place, length in records}


def _check(data: mmap, directory: dict[str, tuple[int, int]]) -> None:
    if not all(tag.isascii() and tag.isprintable() for tag in directory):
        raise BrokenFontError("表目录损坏（table directory broken）")
    missing = [tag for tag in _NEEDED if tag not in directory]
    if missing:
        raise BrokenFontError(f"缺少表（tables missing）{' '.join(missing)}")
    if not any(tags <= set(directory) for tags in _OUTLINES):
        raise BrokenFontError("没有轮廓（no outlines）glyf / CFF / CFF2")
    for tag, (place, length) in directory.items():
        if place + length > len(data):
            raise BrokenFontError(f"表残缺（table cut off）{tag}")
    (magic, em) = struct.unpack_from(">IxxH", data, directory["head"][0] + 12)
    (glyphs,) = struct.unpack_from(">H", data, directory["maxp"][0] + 4)
    if magic != 0x5F0F3CF5 or not 16 <= em <= 16384 or not glyphs:  # noqa: PLR2004 - OpenType, head
        raise BrokenFontError("表损坏（table broken）head / maxp")


def _refusal(data: mmap, directory: dict[str, tuple[int, int]]) -> str:
    if "OS/2" not in directory:
        return ""
    (bits,) = struct.unpack_from(">H", data, directory["OS/2"][0] + 8)
    if bits & _USAGE == _RESTRICTED:
        return "restricted"
    if bits & _WHOLE_ONLY:
        return "no subsetting"
    return "bitmap only" if bits & _BITMAPS_ONLY else ""


def _weights(data: mmap, directory: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    if "fvar" not in directory:
        return None
    start = directory["fvar"][0]
    axes, _, count, size = struct.unpack_from(">4H", data, start + 4)
    for place in range(start + axes, start + axes + size * count, size):
        tag, least, _, most = struct.unpack_from(">4s3i", data, place)
        if tag == b"wght":
            return least // 65536, most // 65536
    return None
