"""Pictures: a chart's marks as the operators of a form, its words in the document's own fonts."""

import math
from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import Colour
from reportgen.model.chart import ClipMark, Mark, PathMark, RasterMark, TextMark
from reportgen.write_pdf.faces import Faces
from reportgen.write_pdf.image import Images
from reportgen.write_pdf.paths import Dots, dots_of, path, stepped
from reportgen.write_pdf.resources import Resources
from reportgen.write_pdf.syntax import colour, decimal, factor, spelled


class _Pen(Struct, frozen=True):
    """What is in force; the initial values are those of ISO 32000-1, 8.4.1."""

    fill: Colour | None = None
    stroke: Colour | None = None
    line_width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    font: str = ""


class Drawing:
    """Collects the operators of a picture and the resources they name."""

    def __init__(self, faces: Faces, images: Images, resources: Resources) -> None:
        self._faces = faces
        self._images = images
        self._resources = resources
        self._out: list[str] = ["1 j"]  # round joins: a sharp peak grows no spike
        self._pen = _Pen()
        self._spot: tuple[int, int] | None = None
        """Where the last words began, in hundredths, while a text object is open."""

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
        self._out = [f"{path(mark.segments)} f" for mark in marks if isinstance(mark, PathMark)]

    def close(self) -> bytes:
        """Return the operators."""
        self._end_words()
        return "\n".join(self._out).encode("ascii")

    def _path(self, mark: PathMark) -> None:
        if mark.fill is None and mark.stroke is None:
            return
        self._end_words()
        self._opacity(mark.opacity)
        edge = mark.line_width if mark.stroke is not None else 0.0
        dots = dots_of(mark.segments, edge)
        # Where an edge and the inside of another dot overlap, or shine through, both are drawn.
        if dots is not None and not (edge and (dots.overlap or mark.opacity < 1 or mark.dash)):
            self._dots(dots, mark)
            return
        if mark.fill is not None:
            self._fill_with(mark.fill)
        if mark.stroke is not None:
            self._stroke_with(mark.stroke, mark.line_width, mark.dash)
        both = mark.fill is not None and mark.stroke is not None
        paint = "B" if both else "S" if mark.fill is None else "f"
        steps = stepped(mark.segments, edge, paint) if mark.opacity == 1 else ""
        self._out += [steps] if steps else [path(mark.segments), paint]

    def _dots(self, dots: Dots, mark: PathMark) -> None:
        """Draw dots as strokes of a round pen: the edges first, the insides over them."""
        self._out.append("1 J")
        edge = mark.line_width if mark.stroke is not None else 0.0
        places = dots.spelled()
        for ink, width in (
            (mark.stroke, 2 * dots.radius + edge),
            (mark.fill, 2 * dots.radius - edge),
        ):
            if ink is not None:
                self._stroke_with(ink, width, ())
                self._out.append(f"{places} S")
        self._out.append("0 J")

    def _text(self, mark: TextMark) -> None:
        self._opacity(1.0)
        turn = math.radians(mark.angle)
        x, y = mark.x, mark.y
        if mark.anchor:
            before = mark.anchor * self._faces.width(mark.text, mark.role) * mark.size / 1000
            x, y = x - before * math.cos(turn), y - before * math.sin(turn)
        if mark.angle:
            self._end_words()
        if self._spot is None:
            self._out.append("BT")
            self._spot = 0, 0
        self._fill_with(mark.colour)
        across, up = round(x * 100), round(y * 100)
        if mark.angle:
            cosine, sine = factor(math.cos(turn)), math.sin(turn)
            place = f"{spelled(across)} {spelled(up)} Tm"
            place = f"{cosine} {factor(sine)} {factor(-sine)} {cosine} {place}"
        else:
            place = f"{spelled(across - self._spot[0])} {spelled(up - self._spot[1])} Td"
        self._spot = across, up
        shown = [place]
        for face, pieces in self._faces.words(mark.text, mark.role):
            font = f"/{face.resource} {decimal(mark.size)} Tf"
            if font != self._pen.font:
                self._pen = replace(self._pen, font=font)
                shown.append(font)
            shown.append(face.shown(pieces))
        self._out.append(" ".join(shown))
        if mark.angle:
            self._end_words()

    def _end_words(self) -> None:
        """End the words that stand side by side in one text object."""
        if self._spot is not None:
            self._out.append("ET")
            self._spot = None

    def _clip(self, mark: ClipMark) -> None:
        self._end_words()
        sides = _numbers(mark.x, mark.y, mark.width, mark.height)
        self._out.append(f"q {sides} re W n")
        outside = self._pen
        self.draw(mark.marks)
        self._end_words()
        self._pen = outside
        self._out.append("Q")

    def _raster(self, mark: RasterMark) -> None:
        self._end_words()
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


def _numbers(*values: float) -> str:
    return " ".join(map(decimal, values))
