"""Pictures: a chart's marks as the operators of a form, its words in the document's own fonts."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import Colour
from reportgen.model.chart import ClipMark, Mark, PathMark, RasterMark, Segment, TextMark
from reportgen.write_pdf.faces import Faces
from reportgen.write_pdf.image import Images
from reportgen.write_pdf.resources import Resources
from reportgen.write_pdf.syntax import colour, decimal, factor


class _Pen(Struct, frozen=True):
    """What is in force; the initial values are those of ISO 32000-1, 8.4.1."""

    fill: Colour | None = None
    stroke: Colour | None = None
    line_width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


class Drawing:
    """Collects the operators of a picture and the resources they name."""

    def __init__(self, faces: Faces, images: Images, resources: Resources) -> None:
        self._faces = faces
        self._images = images
        self._resources = resources
        self._out: list[str] = ["1 j"]  # round joins: a sharp peak grows no spike
        self._pen = _Pen()

    def draw(self, marks: Sequence[Mark]) -> None:
        """Draw ``marks`` in their order."""
        for mark in marks:
            match mark:
                case PathMark():
                    self._path(mark)
                case TextMark():
                    self._text(mark)
                case ClipMark():
                    self._clip(mark)
                case RasterMark():
                    self._raster(mark)
                case _:
                    assert_never(mark)

    def outline(self, marks: Sequence[Mark]) -> None:
        """Fill the paths of ``marks`` with the colour in force where they are shown."""
        self._out = [f"{_path(mark.segments)} f" for mark in marks if isinstance(mark, PathMark)]

    def close(self) -> bytes:
        """Return the operators."""
        return "\n".join(self._out).encode("ascii")

    def _path(self, mark: PathMark) -> None:
        if mark.fill is None and mark.stroke is None:
            return
        self._opacity(mark.opacity)
        if mark.fill is not None:
            self._fill_with(mark.fill)
        if mark.stroke is not None:
            self._stroke_with(mark.stroke, mark.line_width, mark.dash)
        self._out.append(_path(mark.segments))
        both = mark.fill is not None and mark.stroke is not None
        self._out.append("B" if both else "S" if mark.fill is None else "f")

    def _text(self, mark: TextMark) -> None:
        self._opacity(1.0)
        self._fill_with(mark.colour)
        turn = math.radians(mark.angle)
        x, y = mark.x, mark.y
        if mark.anchor:
            before = mark.anchor * self._faces.width(mark.text, mark.role) * mark.size / 1000
            x, y = x - before * math.cos(turn), y - before * math.sin(turn)
        place = f"{decimal(x)} {decimal(y)}"
        if mark.angle:
            cosine, sine = factor(math.cos(turn)), math.sin(turn)
            place = f"{cosine} {factor(sine)} {factor(-sine)} {cosine} {place} Tm"
        else:
            place += " Td"
        shown = [
            f"/{face.resource} {decimal(mark.size)} Tf {face.shown(pieces)}"
            for face, pieces in self._faces.words(mark.text, mark.role)
        ]
        self._out.append(f"BT {place} {' '.join(shown)} ET")

    def _clip(self, mark: ClipMark) -> None:
        sides = _numbers(mark.x, mark.y, mark.width, mark.height)
        self._out.append(f"q {sides} re W n")
        outside = self._pen
        self.draw(mark.marks)
        self._pen = outside
        self._out.append("Q")

    def _raster(self, mark: RasterMark) -> None:
        self._opacity(1.0)
        name = self._resources.xobject(self._images.number_of(mark.png))
        width, height, x, y = map(decimal, (mark.width, mark.height, mark.x, mark.y))
        self._out.append(f"q {width} 0 0 {height} {x} {y} cm /{name} Do Q")

    def _fill_with(self, fill: Colour) -> None:
        if fill != self._pen.fill:
            self._pen = replace(self._pen, fill=fill)
            self._out.append(f"{colour(fill)} rg")

    def _stroke_with(self, stroke: Colour, line_width: float, dash: tuple[float, ...]) -> None:
        if stroke != self._pen.stroke:
            self._out.append(f"{colour(stroke)} RG")
        if line_width != self._pen.line_width:
            self._out.append(f"{decimal(line_width)} w")
        if dash != self._pen.dash:
            self._out.append(f"[{_numbers(*dash)}] 0 d")
        self._pen = replace(self._pen, stroke=stroke, line_width=line_width, dash=dash)

    def _opacity(self, opacity: float) -> None:
        if opacity != self._pen.opacity:
            self._pen = replace(self._pen, opacity=opacity)
            self._out.append(f"/{self._resources.opacity(opacity)} gs")


def _path(segments: Sequence[Segment]) -> str:
    return " ".join(_rectangle(part) or _plain(part) for part in _parts(segments))


def _parts(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """Yield the pieces of a path, each from a move to the next."""
    starts = [at for at, segment in enumerate(segments) if segment[0] == "m"]
    for start, end in pairwise([*starts, len(segments)]):
        yield segments[start:end]


def _plain(segments: Sequence[Segment]) -> str:
    return " ".join(
        f"{_numbers(*segment[1:])} {segment[0]}" if len(segment) > 1 else segment[0]
        for segment in segments
    )


_CORNERS = "mlllh"


def _rectangle(segments: Sequence[Segment]) -> str:
    """Return an upright rectangle by its one operator; nothing for another path."""
    if "".join(segment[0] for segment in segments) != _CORNERS:
        return ""
    corners = [segment[1:] for segment in segments if len(segment) == 3]  # noqa: PLR2004 - a move
    (left, low), (right, high) = corners[0], corners[2]
    across_first = [(left, low), (right, low), (right, high), (left, high)]
    up_first = [(left, low), (left, high), (right, high), (right, low)]
    if corners not in (across_first, up_first):
        return ""
    return f"{_numbers(left, low, right - left, high - low)} re"


def _numbers(*values: float) -> str:
    return " ".join(map(decimal, values))
