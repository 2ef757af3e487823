"""Art: a brand's shapes and pictures as items of a page."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from reportgen.model.art import Art, Disc, PlacedImage, Point, Polygon, Rectangle, Shape
from reportgen.model.chart import Picture
from reportgen.model.image import ImageFile
from reportgen.model.length import Length
from reportgen.model.page import ImageItem, PageItem, PathItem, PathSegment, RuleItem, Tag
from reportgen.typeset.sheet import Sheet
from reportgen.typeset.structure import ROOT, Tree

_ROUND = 552
"""Of a quarter of a circle, in thousandths of the radius, from its end to its control point."""


def put_art(
    art: Art, images: Mapping[str, ImageFile | Picture], sheet: Sheet, height: Length, tree: Tree
) -> None:
    """Put ``art`` under all else on a sheet so high; pictures with words are tagged."""
    for piece in art.pieces:
        if not isinstance(piece, PlacedImage):
            sheet.ground.append(_shape(piece, height))
        elif piece.file in images:
            sheet.ground.append(_image(piece, images[piece.file], sheet, height, tree))


def _image(
    piece: PlacedImage, image: ImageFile | Picture, sheet: Sheet, height: Length, tree: Tree
) -> ImageItem:
    left, top, width, tall = piece.box((image.width, image.height))
    bottom = height - top - tall
    mcid = -1
    if piece.alt:
        element = tree.open(Tag.FIGURE, ROOT, alt=piece.alt)
        tree.set_box(element, (left, bottom, left + width, bottom + tall))
        mcid = sheet.mcid(element)
    # As large as it takes to fill the box, its middle in the middle.
    across = max(width, tall * image.width // image.height)
    up = max(tall, width * image.height // image.width)
    x, y = left - (across - width) // 2, bottom - (up - tall) // 2
    return ImageItem(mcid, image, x, y, across, up, (left, bottom, width, tall))


def _shape(shape: Shape, height: Length) -> PageItem:
    match shape:
        case Rectangle() if shape.opacity == 1:
            bottom = height - shape.y - shape.height
            return RuleItem(shape.x, bottom, shape.width, shape.height, shape.colour)
        case Rectangle():
            right, low = shape.x + shape.width, shape.y + shape.height
            corners = (shape.x, shape.y), (right, shape.y), (right, low), (shape.x, low)
            return _path(corners, shape, height)
        case Disc():
            segments = tuple(_circle(shape.x, height - shape.y, shape.radius))
            return PathItem(segments, shape.colour, shape.opacity)
        case Polygon():
            return _path(shape.points, shape, height)
        case _:
            assert_never(shape)


def _path(points: tuple[Point, ...], shape: Shape, height: Length) -> PathItem:
    lines: list[PathSegment] = [
        ("l" if number else "m", x, height - y) for number, (x, y) in enumerate(points)
    ]
    return PathItem((*lines, ("h",)), shape.colour, shape.opacity)


def _circle(x: Length, y: Length, radius: Length) -> Iterator[PathSegment]:
    bow = radius * _ROUND // 1000
    yield ("m", x + radius, y)
    for across, up in ((0, 1), (-1, 0), (0, -1), (1, 0)):
        # The quarter that ends at (across, up) starts a right angle before it.
        out, rise = up, -across
        yield (
            "c",
            x + out * radius + across * bow,
            y + rise * radius + up * bow,
            x + across * radius + out * bow,
            y + up * radius + rise * bow,
            x + across * radius,
            y + up * radius,
        )
    yield ("h",)
