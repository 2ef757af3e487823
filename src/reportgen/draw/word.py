"""A picture for Word: the same marks as SVG and as PNG; words become outlines."""

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportgen.fonts import FontSet
from reportgen.model.chart import (
    ClipMark,
    Mark,
    PathMark,
    Picture,
    RasterMark,
    Segment,
    TextMark,
    WordPicture,
)
from reportgen.model.length import points


def word_picture(picture: Picture, fonts: FontSet) -> WordPicture:
    """Return ``picture`` as Word shows it: an SVG, and a PNG for readers without SVG."""
    from reportgen.draw.raster import png_of  # noqa: PLC0415 - brings in matplotlib

    marks = tuple(_outlined(picture.marks, fonts))
    return WordPicture(_svg(picture, marks), png_of(picture, marks))


def _outlined(marks: tuple[Mark, ...], fonts: FontSet) -> Iterator[Mark]:
    """Yield ``marks`` with the outlines of their words in place of the words."""
    for mark in marks:
        match mark:
            case TextMark():
                yield PathMark(tuple(_glyphs(mark, fonts)), mark.colour, None, 0.0)
            case ClipMark():
                inside = tuple(_outlined(mark.marks, fonts))
                yield ClipMark(mark.x, mark.y, mark.width, mark.height, inside)
            case PathMark() | RasterMark():
                yield mark


def _glyphs(mark: TextMark, fonts: FontSet) -> Iterator[Segment]:
    turn = math.radians(mark.angle)
    cosine, sine, scale = math.cos(turn), math.sin(turn), mark.size / 1000
    pen = 0.0
    for face, part in fonts.runs(mark.text, mark.role):
        for piece in face.word(part)[0]:
            if isinstance(piece, int):
                pen += piece
                continue
            for char in piece:
                for segment in face.outline(char):
                    spots = segment[1:]
                    moved: list[float] = []
                    for x, y in zip(spots[::2], spots[1::2], strict=True):
                        along, up = (x + pen) * scale, y * scale
                        moved.append(round(mark.x + along * cosine - up * sine, 2))
                        moved.append(round(mark.y + along * sine + up * cosine, 2))
                    yield (segment[0], *moved)  # type: ignore[misc]  # the shape is the segment's own
                pen += face.advance(char)


def _svg(picture: Picture, marks: tuple[Mark, ...]) -> bytes:
    width, height = points(picture.width), points(picture.height)
    body = "".join(_element(mark) for mark in marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}pt" height="{_n(height)}pt" '
        f'viewBox="0 0 {_n(width)} {_n(height)}"><title>{escape(picture.alt)}</title>'
        f'<g transform="matrix(1 0 0 -1 0 {_n(height)})">{body}</g></svg>'
    ).encode()


def _element(mark: Mark) -> str:
    match mark:
        case PathMark():
            return f'<path d="{_data(mark.segments)}"{_look(mark)}/>'
        case ClipMark():
            # Shapes outside the clip are not expected in our charts; SVG clips by a nested view.
            inside = "".join(_element(each) for each in mark.marks)
            box = f"{_n(mark.x)} {_n(mark.y)} {_n(mark.width)} {_n(mark.height)}"
            place = (
                f'x="{_n(mark.x)}" y="{_n(mark.y)}" '
                f'width="{_n(mark.width)}" height="{_n(mark.height)}"'
            )
            return f'<svg {place} viewBox="{box}" overflow="hidden">{inside}</svg>'
        case RasterMark() | TextMark():
            raise ValueError("words are outlines by now, and our charts hold no raster")


def _look(mark: PathMark) -> str:
    parts = [f' fill="#{mark.fill.hex}"' if mark.fill else ' fill="none"']
    if mark.stroke:
        parts.append(f' stroke="#{mark.stroke.hex}" stroke-width="{_n(mark.line_width)}"')
    if mark.dash:
        parts.append(f' stroke-dasharray="{" ".join(map(_n, mark.dash))}"')
    if mark.opacity != 1:
        parts.append(f' opacity="{_n(mark.opacity)}"')
    return "".join(parts)


def _data(segments: tuple[Segment, ...]) -> str:
    parts = []
    for segment in segments:
        if segment[0] == "h":
            parts.append("Z")
        else:
            parts.append(segment[0].upper() + " ".join(_n(value) for value in segment[1:]))
    return "".join(parts)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
