"""Marks to SVG: hundredths of a point as whole numbers, words as outlines, no font needed."""

import base64
import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import assert_never

from reportgen.draw.glyphs import placed_glyphs
from reportgen.fonts import FontSet
from reportgen.model.brand import Colour
from reportgen.model.chart import ClipMark, Mark, PathMark, Picture, RasterMark, Segment, TextMark
from reportgen.model.length import points

_UNIT = 100


def svg_of(picture: Picture, fonts: FontSet) -> bytes:
    """Return ``picture`` as an SVG with its alt text as title."""
    width, height = points(picture.width), points(picture.height)
    drawing = _Drawing(height, fonts)
    size = f'width="{width:g}pt" height="{height:g}pt"'
    view = f'viewBox="0 0 {round(width * _UNIT)} {round(height * _UNIT)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>'
        f"<title>{escape(picture.alt)}</title>"
        f'<g stroke-linejoin="round">{"".join(drawing.elements(picture.marks))}</g></svg>'
    ).encode()


class _Drawing:
    """Turns marks into elements; y grows downwards there."""

    def __init__(self, height: float, fonts: FontSet) -> None:
        self._height = height
        self._fonts = fonts
        self._clips = 0

    def elements(self, marks: Sequence[Mark]) -> Iterator[str]:
        """Yield an element a mark."""
        for mark in marks:
            match mark:
                case PathMark():
                    yield f'<path d="{self._data(mark.segments)}"{_look(mark)}/>'
                case TextMark():
                    yield f'<path d="{self._words(mark)}"{_fill(mark.colour)}/>'
                case ClipMark():
                    yield from self._clipped(mark)
                case RasterMark():
                    yield self._image(mark)
                case _:
                    assert_never(mark)

    def _data(self, segments: Sequence[Segment]) -> str:
        return _relative(
            (segment[0], [self._at(x, y) for x, y in _spots(segment)]) for segment in segments
        )

    def _words(self, mark: TextMark) -> str:
        turn, scale = math.radians(mark.angle), mark.size / 1000
        cosine, sine = math.cos(turn) * scale, math.sin(turn) * scale
        return _relative(
            (
                segment[0],
                [
                    self._at(
                        mark.x + (pen + x) * cosine - y * sine,
                        mark.y + (pen + x) * sine + y * cosine,
                    )
                    for x, y in _spots(segment)
                ],
            )
            for pen, outline in placed_glyphs(mark, self._fonts)
            for segment in outline
        )

    def _image(self, mark: RasterMark) -> str:
        left, top = self._at(mark.x, mark.y + mark.height)
        width, height = round(mark.width * _UNIT), round(mark.height * _UNIT)
        data = base64.b64encode(mark.png).decode("ascii")
        place = f'x="{left}" y="{top}" width="{width}" height="{height}"'
        return f'<image {place} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>'

    def _clipped(self, mark: ClipMark) -> Iterator[str]:
        self._clips += 1
        name = f"c{self._clips}"
        left, top = self._at(mark.x, mark.y + mark.height)
        width, height = round(mark.width * _UNIT), round(mark.height * _UNIT)
        box = f'<rect x="{left}" y="{top}" width="{width}" height="{height}"/>'
        yield f'<clipPath id="{name}">{box}</clipPath><g clip-path="url(#{name})">'
        yield from self.elements(mark.marks)
        yield "</g>"

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return round(x * _UNIT), round((self._height - y) * _UNIT)


def _spots(segment: Segment) -> list[tuple[float, float]]:
    numbers = segment[1:]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _relative(steps: Iterator[tuple[str, list[tuple[int, int]]]]) -> str:
    """Return path data in which each number is counted from the point before: fewer digits."""
    parts: list[str] = []
    start = here = (0, 0)
    for letter, spots in steps:
        if letter == "h":
            parts.append("z")
            here = start
            continue
        moves = [f"{x - here[0]} {y - here[1]}" for x, y in spots]
        parts.append(letter + " ".join(moves).replace(" -", "-"))
        here = spots[-1]
        start = here if letter == "m" else start
    return "".join(parts)


def _look(mark: PathMark) -> str:
    look = _fill(mark.fill)
    if mark.stroke:
        look += f' stroke="#{mark.stroke.hex}" stroke-width="{round(mark.line_width * _UNIT)}"'
    if mark.dash:
        dashes = " ".join(str(round(dash * _UNIT)) for dash in mark.dash)
        look += f' stroke-dasharray="{dashes}"'
    return look if mark.opacity == 1 else f'{look} opacity="{mark.opacity:g}"'


def _fill(colour: Colour | None) -> str:
    return f' fill="#{colour.hex}"' if colour else ' fill="none"'
