"""Pictures as bytes for the cache, and back."""

import base64
import json
from typing import Any

from msgspec import msgpack

from reportgen.model.brand import Colour, FontRole
from reportgen.model.chart import ClipMark, Mark, PathMark, Picture, RasterMark, TextMark
from reportgen.model.native_chart import NativeChart

_NATIVE: msgpack.Decoder[NativeChart | None] = msgpack.Decoder(NativeChart | None)


def picture_bytes(picture: Picture) -> bytes:
    """Return ``picture`` as JSON: the same picture gives the same bytes."""
    record = {
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "depth": picture.depth,
        "marks": [_record(mark) for mark in picture.marks],
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def picture_from_bytes(data: bytes) -> Picture:
    """Return the picture that ``data`` keeps."""
    record = json.loads(data)
    marks = tuple(_mark(each) for each in record["marks"])
    size = record["width"], record["height"]
    return Picture(*size, marks, record["alt"], depth=record.get("depth", 0))


def native_bytes(native: NativeChart | None) -> bytes:
    """Return a chart as Word draws it, or that it does not, as bytes."""
    return msgpack.encode(native)


def native_from_bytes(data: bytes) -> NativeChart | None:
    """Return the chart that ``data`` keeps."""
    return _NATIVE.decode(data)


def _record(mark: Mark) -> list[object]:
    match mark:
        case PathMark():
            fill, stroke = _hex(mark.fill), _hex(mark.stroke)
            return ["path", mark.segments, fill, stroke, mark.line_width, mark.dash, mark.opacity]
        case TextMark():
            look = [
                mark.role.value,
                mark.size,
                mark.x,
                mark.y,
                mark.angle,
                mark.colour.hex,
                mark.anchor,
            ]
            return ["text", mark.text, *look]
        case ClipMark():
            inside = [_record(each) for each in mark.marks]
            return ["clip", mark.x, mark.y, mark.width, mark.height, inside]
        case RasterMark():
            png = base64.b64encode(mark.png).decode("ascii")
            return ["raster", png, mark.x, mark.y, mark.width, mark.height]


def _mark(record: list[Any]) -> Mark:
    kind, *rest = record
    if kind == "path":
        segments, fill, stroke, line_width, dash, opacity = rest
        shapes = tuple(tuple(segment) for segment in segments)
        return PathMark(shapes, _colour(fill), _colour(stroke), line_width, tuple(dash), opacity)
    if kind == "text":
        text, role, size, x, y, angle, colour, anchor = rest
        return TextMark(text, FontRole(role), size, x, y, angle, Colour.parse(colour), anchor)
    if kind == "clip":
        x, y, width, height, inside = rest
        return ClipMark(x, y, width, height, tuple(_mark(each) for each in inside))
    png, x, y, width, height = rest
    return RasterMark(base64.b64decode(png), x, y, width, height)


def _hex(colour: Colour | None) -> str | None:
    return colour.hex if colour is not None else None


def _colour(text: str | None) -> Colour | None:
    return Colour.parse(text) if text is not None else None
