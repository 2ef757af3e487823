"""Pictures of the report's folder: PNG and JPEG, their sizes read from the header, and SVG."""

import struct

from reportgen.diag import Code, Sink, Span
from reportgen.model.chart import Picture
from reportgen.model.report import ImageFile
from reportgen.read.files import MAX_IMAGE, Folder, over_budget
from reportgen.read.photos import ready
from reportgen.read.png import has_all_pixels, png_size

_MAX_PIXELS = 64_000_000
_MAX_SVG = 2 * 1024 * 1024
_JPEG = b"\xff\xd8\xff"
_END = b"\xff\xd9"
"""End of image (T.81, table B.1): a file cut short has none."""
_REMOTE = ("http:", "https:", "ftp:", "data:", "file:", "//")
# Start-of-frame markers: ITU-T T.81, table B.1, without DHT (C4), JPG (C8) and DAC (CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xDA)})


def read_image(
    path: str, alt: str, folder: Folder, span: Span, sink: Sink
) -> ImageFile | Picture | None:
    """Return the picture at ``path``, which ``span`` asks for; an SVG as marks."""
    if not path.lower().endswith(".svg"):
        return read_photo(path, folder, span, sink)
    data = _data(path, folder, span, sink)
    if data is not None and len(data) > _MAX_SVG:
        over_budget(span, sink, f"{len(data)} B", f"{_MAX_SVG // 1024} KB", path)
        return None
    if data is None:
        return None
    from reportgen.read.svg import read_svg  # noqa: PLC0415 - few reports have one

    return read_svg(path, data, alt, span, sink)


def read_photo(path: str, folder: Folder, span: Span, sink: Sink) -> ImageFile | None:
    """Return the PNG or JPEG at ``path``, which ``span`` asks for, ready for print."""
    data = _data(path, folder, span, sink)
    if data is None:
        return None
    size = png_size(data) or _jpeg_size(data)
    if size is None or 0 in size:
        sink.add(Code.NOT_A_PICTURE, span, path=path)
        return None
    width, height = size
    if width * height > _MAX_PIXELS:
        pixels = f"{width} × {height}"
        over_budget(span, sink, pixels, f"{_MAX_PIXELS // 1_000_000} MP", path)
        return None
    is_jpeg = data.startswith(_JPEG)
    if not (_END in data if is_jpeg else has_all_pixels(data)):
        sink.add(Code.NOT_A_PICTURE, span, path=path)
        return None
    try:
        return ImageFile(path, *ready(data, width, height))
    except (OSError, ValueError, SyntaxError):  # what Pillow says of a broken file
        sink.add(Code.NOT_A_PICTURE, span, path=path)
        return None


def _data(path: str, folder: Folder, span: Span, sink: Sink) -> bytes | None:
    if path.lower().startswith(_REMOTE):
        sink.add(Code.REMOTE_PICTURE, span, url=path)
        return None
    return folder.data(path, span, sink, MAX_IMAGE)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_JPEG):
        return None
    position = 2
    while position + 9 <= len(data):
        if data[position] != 0xFF:  # noqa: PLR2004 - every segment starts so (T.81, B.1.1.2)
            return None
        marker = data[position + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            position += 1
        elif marker in _NO_LENGTH:
            position += 2
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return None
