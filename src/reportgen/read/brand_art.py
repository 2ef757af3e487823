"""Art of a kit: backgrounds, pictures, logo and declared shapes; a kit runs no code."""

import math
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from reportgen.diag import Code, Sink, Span
from reportgen.model.art import Art, Disc, PlacedImage, Point, Polygon, Rectangle, Shape
from reportgen.model.brand import PageGeometry, Palette
from reportgen.model.length import Length, mm
from reportgen.read.brand_values import bounded, colour, file_name, millimetres
from reportgen.read.check import number_of
from reportgen.read.yaml_tree import Mapping, Sequence

_ALIGNMENTS = {"start": -1, "center": 0, "end": 1}
_LEAST_POINTS = 3
_PAIR = 2
_HAIRLINE = mm(Decimal("0.3"))
_NEEDS = {
    "rect": ("x", "y", "width", "height"),
    "line": ("x", "y", "x2", "y2"),
    "circle": ("x", "y", "radius"),
    "polygon": ("points",),
}


class ArtReader(Struct, frozen=True):
    """Reads the art of one kit."""

    palette: Palette
    page: PageGeometry
    logo: Mapping | None
    sink: Sink

    def art(self, node: Mapping) -> Art:
        """Return background, picture, shapes and logo of ``node``, the lowest first."""
        pieces: list[Shape | PlacedImage] = []
        background = node.scalar("background")
        if background is not None:
            ground = colour(background, self.palette, self.sink)
            pieces.append(Rectangle(0, 0, self.page.width, self.page.height, ground))
        image = node.mapping("image")
        if image is not None:
            pieces.append(self._image(image))
        for each in node.listing("shapes"):
            if isinstance(each, Mapping):
                pieces += self._shape(each)
        place = node.mapping("logo")
        if place is not None and self.logo is not None:
            pieces.append(self._logo(place, self.logo))
        return Art(tuple(pieces))

    def _image(self, node: Mapping) -> PlacedImage:
        file = node.scalar("file")
        sides = {name: self._mm(node, name) for name in ("x", "y", "width", "height")}
        if not sides["width"] and not sides["height"]:
            sides["width"] = self.page.width - sides["x"]
        name = file_name(file, self.sink) if file else ""
        word = node.scalar("tone")
        tone = colour(word, self.palette, self.sink) if word else None
        return PlacedImage(name, **sides, alt=node.word("alt"), tone=tone)

    def _logo(self, place: Mapping, logo: Mapping) -> PlacedImage:
        """Return the logo where the sheet wants it, as high as the kit wants it."""
        file = logo.scalar("file")
        name = file_name(file, self.sink) if file else ""
        height = self._mm(logo, "height") or self._mm(place, "height") or mm(12)
        alignment = _ALIGNMENTS[place.word("alignment", "start")]
        return PlacedImage(name, self._mm(place, "x"), self._mm(place, "y"), 0, height, alignment)

    def _shape(self, node: Mapping) -> Iterator[Shape]:
        kind = node.word("kind", "rect")
        missing = [name for name in _NEEDS[kind] if node.get(name) is None]
        for name in missing:
            self.sink.add(Code.MISSING_KEY, node.span, key=name, place=f"shapes / {kind}")
        if missing:
            return
        fill = colour(node.scalar("colour"), self.palette, self.sink)
        opacity = float(bounded(node, "opacity", Decimal(1), self.sink, default=Decimal(1)))
        x, y = self._mm(node, "x"), self._mm(node, "y")
        if kind == "line":
            end = self._mm(node, "x2"), self._mm(node, "y2")
            thickness = self._mm(node, "thickness") or _HAIRLINE
            yield Polygon(_line((x, y), end, thickness), fill, opacity)
        elif kind == "circle":
            yield Disc(x, y, self._mm(node, "radius"), fill, opacity)
        elif kind == "polygon":
            points = tuple(self._points(node))
            if len(points) >= _LEAST_POINTS:
                yield Polygon(points, fill, opacity)
        else:
            width, height = self._mm(node, "width"), self._mm(node, "height")
            yield Rectangle(x, y, width, height, fill, opacity)

    def _points(self, node: Mapping) -> Iterator[Point]:
        """Yield the corners; a corner is a pair of millimetres."""
        corners = node.listing("points")
        for each in corners:
            pair = [number_of(item) for item in each.items] if isinstance(each, Sequence) else []
            if len(pair) == _PAIR and pair[0] is not None and pair[1] is not None:
                yield mm(pair[0]), mm(pair[1])
            else:
                self._wrong(each.span, "[x, y]")
        if len(corners) < _LEAST_POINTS:
            self._wrong(node.span, "[[x, y], [x, y], [x, y]]")

    def _wrong(self, span: Span, expected: str) -> None:
        self.sink.add(Code.WRONG_TYPE, span, key="points", expected=expected, found="—")

    def _mm(self, node: Mapping, name: str) -> Length:
        return millimetres(node, name, self.sink)


def _line(start: Point, end: Point, thickness: Length) -> tuple[Point, ...]:
    """Return the corners of a line with square ends."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    across = round((y2 - y1) / length * thickness / 2)
    down = round((x2 - x1) / length * thickness / 2)
    return (
        (x1 + across, y1 - down),
        (x2 + across, y2 - down),
        (x2 - across, y2 + down),
        (x1 - across, y1 + down),
    )
