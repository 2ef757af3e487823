"""Shapes: matplotlib's artists as marks.

They are drawn without a figure: to import matplotlib.figure is to list the machine's fonts.
"""

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle, Wedge
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Transform

from reportgen.draw.ground import Box
from reportgen.model.brand import Colour
from reportgen.model.chart import PathMark, Segment

_QUARTERS = 4


def bar(box: Box, colour: Colour) -> PathMark:
    """Return a bar."""
    corner, width, height = (box.left, box.low), box.right - box.left, box.high - box.low
    return _patch(Rectangle(corner, width, height), colour)


def slice_of_ring(
    centre: tuple[float, float],
    radii: tuple[float, float],
    turn: tuple[float, float],
    colour: Colour,
) -> PathMark:
    """Return the part of a ring between two angles, anticlockwise from the right, in degrees."""
    inner, outer = radii
    return _patch(Wedge(centre, outer, *turn, width=outer - inner), colour)


def line(spots: list[tuple[float, float]], colour: Colour, width: float) -> PathMark:
    """Return a line through ``spots``; a spot that is not a number leaves a gap."""
    artist = Line2D(*zip(*spots, strict=True))
    segments = segments_of(artist.get_path(), artist.get_transform())
    return PathMark(segments, None, colour, width)


def dots(spots: list[tuple[float, float]], radius: float, look: tuple[Colour, Colour]) -> PathMark:
    """Return a dot at each spot, in the colours of its inside and its edge."""
    circle = Outline.arc(0, 360, n=_QUARTERS)
    inside, edge = look
    found: list[Segment] = []
    for x, y in spots:
        found += segments_of(circle, Affine2D().scale(radius).translate(x, y))
        found.append(("h",))
    return PathMark(tuple(found), inside, edge, radius / 2)


def segments_of(path: Outline, transform: Transform) -> tuple[Segment, ...]:
    """Return ``path`` in points, to the hundredth."""
    found: list[Segment] = []
    for raw, code in path.iter_segments(transform, simplify=False):
        spot = (np.round(raw, 2) + 0.0).tolist()  # no minus zero
        if code == Outline.MOVETO:
            found.append(("m", *spot))
        elif code == Outline.LINETO:
            found.append(("l", *spot))
        elif code == Outline.CURVE4:
            found.append(("c", *spot))
        elif code == Outline.CURVE3:
            found.append(_cubic(found, spot))
        elif code == Outline.CLOSEPOLY:
            found.append(("h",))
    return tuple(found)


def _cubic(before: list[Segment], spot: list[float]) -> Segment:
    """Return a quadratic curve from the last point as a cubic one."""
    *_, x, y = (part for part in before[-1] if not isinstance(part, str))
    by, up, to_x, to_y = spot
    near = round(x + (by - x) * 2 / 3, 2), round(y + (up - y) * 2 / 3, 2)
    far = round(to_x + (by - to_x) * 2 / 3, 2), round(to_y + (up - to_y) * 2 / 3, 2)
    return ("c", *near, *far, to_x, to_y)


def _patch(patch: Patch, colour: Colour) -> PathMark:
    transform = patch.get_patch_transform()
    return PathMark(segments_of(patch.get_path(), transform), colour, None, 0.0)
