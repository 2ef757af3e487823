"""Paths: matplotlib's outlines as segments."""

import numpy as np
from matplotlib.path import Path as Outline
from matplotlib.transforms import Transform

from reportgen.model.chart import Segment


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
