"""SVG files as marks: shapes, lines and words; no script, no reference, no entity is followed."""

import math
import re
from collections.abc import Mapping
from itertools import pairwise
from xml.parsers import expat

from msgspec.structs import replace

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.brand import FontRole
from reportgen.model.chart import Mark, PathMark, Picture, Segment, TextMark
from reportgen.model.length import pt
from reportgen.model.pattern import pattern
from reportgen.read.svg_looks import IGNORED, Look, Matrix, RefusedError, combined, length
from reportgen.read.svg_paths import ellipse, polygon, segments_of

_PIXEL = 0.75
"""Points; CSS pixels are a 96th of an inch."""
_MOST_ELEMENTS, _DEEPEST = 20_000, 100
_SMALLEST, _LARGEST = 0.1, 20_000.0
"""Pixels of a side: the smallest that can be seen, and over five metres."""
_FARTHEST = 1e6
"""Points: nothing that can be seen is so far away or so thick."""
_MOST_WORDS, _MOST_DASHES = 20_000, 20_000
_GROUPS = {"svg", "g", "a", "switch"}
_SILENT = {"title", "desc", "metadata", "defs"}
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_WORDS = {"text", "tspan"}
_UNSAFE = pattern(r"on\w+|href", re.IGNORECASE)
_NUMBERS = pattern(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def read_svg(path: str, data: bytes, alt: str, span: Span, sink: Sink) -> Picture | None:
    """Return the drawing ``data``; what it cannot have is found at its line in the file."""
    try:
        source = Source(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        sink.add(Code.NOT_A_PICTURE, span, path=path)
        return None
    reader = _Reader(source, sink)
    is_svg = reader.read(data)
    if reader.is_refused:
        return None
    if not is_svg or not reader.width or not reader.height or not reader.marks:
        sink.add(Code.NOT_A_PICTURE, span, path=path)
        return None
    size = (pt(reader.width * _PIXEL), pt(reader.height * _PIXEL))
    return Picture(*size, tuple(reader.marks), alt.strip() or path)


class _Reader:
    """Takes elements as they come; keeps the looks of those that are open."""

    def __init__(self, source: Source, sink: Sink) -> None:
        self._source = source
        self._sink = sink
        self._looks: list[Look] = []
        self._names: list[str] = []
        self._silent = 0
        self._count = 0
        self._letters = 0
        self._dashes = 0.0
        self._words = ""
        self._at = (0.0, 0.0)
        self._parser = expat.ParserCreate()
        self.width = self.height = 0.0
        self.marks: list[Mark] = []
        self.is_refused = False

    def read(self, data: bytes) -> bool:
        """Read the file; tell whether it is an SVG at all."""
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(data, True)  # noqa: FBT003 - expat's own call
        except expat.ExpatError:
            return False
        except RefusedError as fault:
            self._refuse(str(fault))
        return self._count > 0

    def _entity(self, name: str, *_: object) -> None:
        raise RefusedError(f"<!ENTITY {name}>")

    def _refuse(self, what: str) -> None:
        line = min(self._parser.CurrentLineNumber, len(self._source.lines))
        span = Span(self._source, max(1, line), self._parser.CurrentColumnNumber + 1)
        self._sink.add(Code.SVG_REFUSED, span, path=self._source.path, what=what[:60])
        self.is_refused = True

    def _start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        self._count += 1
        if self._count == 1 and name != "svg":
            raise RefusedError(f"<{name}>")
        if self._count > _MOST_ELEMENTS or len(self._names) > _DEEPEST:
            raise RefusedError(f"> {_MOST_ELEMENTS} <…>")
        self._names.append(name)
        if self._silent or name in _SILENT or ":" in qualified.removeprefix("svg:"):
            self._silent += 1
            self._looks.append(self._looks[-1] if self._looks else Look())
            return
        look = self._looks[-1] if self._looks else Look()
        try:
            look = self._opened(name, attributes, look)
        except RefusedError as fault:
            self._refuse(str(fault))
        except ValueError:
            self._refuse(f"<{name}>")
        self._looks.append(look)

    def _opened(self, name: str, attributes: Mapping[str, str], look: Look) -> Look:
        for each, value in attributes.items():
            if _UNSAFE.fullmatch(each.rpartition(":")[2]) or "url(" in value:
                raise RefusedError(f"{each}={value}")
        known = {key: value for key, value in attributes.items() if key not in IGNORED}
        if name == "svg" and not self._looks:
            return self._sheet(known, look.inside(known))
        look = look.inside(known)
        if name in _SHAPES:
            if look.is_shown:
                self._shape(name, known, look)
        elif name in _WORDS:
            self._begin(name, known, look)
        elif name not in _GROUPS:
            raise RefusedError(f"<{name}>")
        return look

    def _sheet(self, attributes: Mapping[str, str], look: Look) -> Look:
        """Take the size of the whole, and turn it upright: y grows downwards there."""
        box = [float(n) for n in _NUMBERS.findall(attributes.get("viewBox", ""))]
        if len(box) != 4:  # noqa: PLR2004 - x, y, width, height
            box = [0.0, 0.0, 0.0, 0.0]
        width = length(attributes.get("width", "100%"), box[2])
        height = length(attributes.get("height", "100%"), box[3])
        box = box if box[2] and box[3] else [0.0, 0.0, width, height]
        if not box[2] or not box[3]:
            return look
        scale = min(width / box[2], height / box[3])
        self.width, self.height = box[2] * scale, box[3] * scale
        if not all(_SMALLEST <= side <= _LARGEST for side in (self.width, self.height)):
            raise RefusedError(f"{self.width:g} × {self.height:g}")
        points = scale * _PIXEL
        upright: Matrix = (points, 0, 0, -points, -box[0] * points, (box[1] + box[3]) * points)
        return replace(look, matrix=combined(upright, look.matrix))

    def _shape(self, name: str, attributes: Mapping[str, str], look: Look) -> None:
        segments = _transformed(_segments(name, attributes), look.matrix)
        if not segments:
            return
        scale = math.sqrt(abs(_determinant(look.matrix)))
        fill = None if name == "line" else look.fill
        stroke = look.stroke if look.width * scale > 0 else None
        dash = tuple(part * scale for part in look.dash)
        line = round(look.width * scale, 3)
        self._bound(segments, dash, line)
        if look.fill_opacity == look.stroke_opacity:
            opacity = look.opacity * look.fill_opacity
            self._add(PathMark(segments, fill, stroke, line, dash, opacity))
            return
        self._add(PathMark(segments, fill, None, 0.0, (), look.opacity * look.fill_opacity))
        edge = look.opacity * look.stroke_opacity
        self._add(PathMark(segments, None, stroke, line, dash, edge))

    def _bound(self, segments: tuple[Segment, ...], dash: tuple[float, ...], line: float) -> None:
        """Refuse what lies far outside, and more dashes than anybody can see."""
        numbers = [number for segment in segments for number in segment[1:]]
        if not all(abs(number) <= _FARTHEST for number in (*numbers, line)):
            raise RefusedError(f"> {_FARTHEST:g} pt")
        if dash and min(dash) >= 0 and sum(dash) > 0:
            spots = [segment[-2:] for segment in segments if len(segment) > 1]
            way = sum(math.dist(here, there) for here, there in pairwise(spots))
            self._dashes += way * len(dash) / sum(dash)
        elif dash:
            raise RefusedError("stroke-dasharray")
        if self._dashes > _MOST_DASHES:
            raise RefusedError("stroke-dasharray")

    def _add(self, mark: PathMark) -> None:
        if mark.fill is not None or mark.stroke is not None:
            self.marks.append(mark)

    def _begin(self, name: str, attributes: Mapping[str, str], look: Look) -> None:
        self._write(self._looks[-1])
        x, y = self._at if name == "tspan" else (0.0, 0.0)
        x = length(attributes.get("x", str(x))) + length(attributes.get("dx", "0"), look.size)
        y = length(attributes.get("y", str(y))) + length(attributes.get("dy", "0"), look.size)
        self._at = (x, y)

    def _text(self, text: str) -> None:
        if not self._silent and self._names and self._names[-1] in _WORDS:
            self._letters += len(text)
            if self._letters > _MOST_WORDS:
                raise RefusedError(f"> {_MOST_WORDS} <text>")
            self._words += text

    def _write(self, look: Look) -> None:
        words, self._words = " ".join(self._words.split()), ""
        if not words or look.fill is None or not look.is_shown:
            return
        a, b, *_ = look.matrix
        (x, y) = _at(look.matrix, *self._at)
        role = FontRole.CHART_STRONG if look.is_bold else FontRole.CHART
        size = round(look.size * math.hypot(a, b), 3)
        angle = round(math.degrees(math.atan2(b, a)), 3)
        self.marks.append(TextMark(words, role, size, x, y, angle, look.fill, look.anchor))

    def _end(self, _: str) -> None:
        name, look = self._names.pop(), self._looks.pop()
        if self._silent:
            self._silent -= 1
        elif name in _WORDS:
            self._write(look)


def _segments(name: str, attributes: Mapping[str, str]) -> tuple[Segment, ...]:
    def number(key: str) -> float:
        return length(attributes.get(key, "0"))

    match name:
        case "path":
            return segments_of(attributes.get("d", ""))
        case "rect":
            return _rectangle(number("x"), number("y"), number("width"), number("height"))
        case "circle":
            return ellipse(number("cx"), number("cy"), number("r"), number("r"))
        case "ellipse":
            return ellipse(number("cx"), number("cy"), number("rx"), number("ry"))
        case "line":
            ends = [(number("x1"), number("y1")), (number("x2"), number("y2"))]
            return polygon(ends, is_closed=False)
        case _:
            spots = [float(n) for n in _NUMBERS.findall(attributes.get("points", ""))]
            pairs = list(zip(spots[::2], spots[1::2], strict=False))
            return polygon(pairs, is_closed=name == "polygon")


def _rectangle(x: float, y: float, width: float, height: float) -> tuple[Segment, ...]:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return polygon(corners, is_closed=True)


def _transformed(segments: tuple[Segment, ...], matrix: Matrix) -> tuple[Segment, ...]:
    made: list[Segment] = []
    for segment in segments:
        spots = segment[1:]
        flat = [
            number
            for x, y in zip(spots[::2], spots[1::2], strict=True)
            for number in _at(matrix, x, y)
        ]
        made.append((segment[0], *flat))  # type: ignore[arg-type]  # as many numbers as before
    return tuple(made)


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return round(a * x + c * y + e, 3), round(b * x + d * y + f, 3)


def _determinant(matrix: Matrix) -> float:
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]
