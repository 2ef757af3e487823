"""Art: shapes and pictures at fixed places of a sheet, from its upper left corner."""

from typing import TypeAlias, assert_never

from msgspec import Struct

from reportgen.model.colour import WHITE, Colour
from reportgen.model.length import Length

Point: TypeAlias = tuple[Length, Length]


class Rectangle(Struct, frozen=True, gc=False):
    """An upright rectangle."""

    x: Length
    y: Length
    width: Length
    height: Length
    colour: Colour
    opacity: float = 1.0


class Disc(Struct, frozen=True, gc=False):
    """A filled circle by its centre."""

    x: Length
    y: Length
    radius: Length
    colour: Colour
    opacity: float = 1.0


class Polygon(Struct, frozen=True, gc=False):
    """A filled polygon; a line is a thin one."""

    points: tuple[Point, ...]
    colour: Colour
    opacity: float = 1.0


Shape: TypeAlias = Rectangle | Disc | Polygon


class PlacedImage(Struct, frozen=True, gc=False):
    """A picture file of the kit; a side that is 0 follows from the other.

    With both sides the picture fills the box, and what stands out is cut off. ``alignment`` says
    which side of the picture stands at ``x``: -1 its left, 0 its middle, 1 its right.
    """

    file: str
    x: Length
    y: Length
    width: Length
    height: Length
    alignment: int = -1
    alt: str = ""
    """Words for those who cannot see it; none when it only decorates."""
    tone: Colour | None = None
    """The colour it has on the whole, for words on it."""

    def may_cover(self, x: Length, y: Length) -> bool:
        """Tell whether it can stand at ``x``, ``y``; a side not given may be of any length."""
        across, down = x - self.x, y - self.y
        return (0 <= across < self.width or not self.width) and (
            0 <= down < self.height or (not self.height and down >= 0)
        )

    def box(self, pixels: tuple[int, int]) -> tuple[Length, Length, Length, Length]:
        """Return left, top, width and height for a picture of so many pixels."""
        across, down = pixels
        width = self.width or self.height * across // down
        height = self.height or self.width * down // across
        left = self.x - width * (self.alignment + 1) // 2
        return left, self.y, width, height


class Art(Struct, frozen=True, gc=False):
    """What is drawn behind the words of a sheet, the lowest first."""

    pieces: tuple[Shape | PlacedImage, ...] = ()

    @property
    def images(self) -> tuple[PlacedImage, ...]:
        """The pictures."""
        return tuple(piece for piece in self.pieces if isinstance(piece, PlacedImage))

    def ground(self, x: Length, y: Length) -> Colour | None:
        """Return the colour at ``x``, ``y``; of a picture no more is known than its tone."""
        colour: Colour | None = WHITE
        for piece in self.pieces:
            if isinstance(piece, PlacedImage):
                colour = piece.tone if piece.may_cover(x, y) else colour
            elif _covers(piece, x, y):
                below = colour or piece.colour
                colour = piece.colour.over(below, piece.opacity)
        return colour


def _covers(shape: Shape, x: Length, y: Length) -> bool:
    match shape:
        case Rectangle():
            return 0 <= x - shape.x < shape.width and 0 <= y - shape.y < shape.height
        case Disc():
            return (x - shape.x) ** 2 + (y - shape.y) ** 2 < shape.radius**2
        case Polygon():
            return _is_inside(shape.points, x, y)
        case _:
            assert_never(shape)


def _is_inside(points: tuple[Point, ...], x: Length, y: Length) -> bool:
    """Tell whether a ray to the right leaves the polygon an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(points, (*points[1:], *points[:1]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
