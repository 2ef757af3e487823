"""A matplotlib renderer that keeps what is drawn as marks."""

from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.transforms import Transform

from reportgen.model.brand import Colour
from reportgen.model.chart import Mark, PathMark, Segment

_FULL = 255


class MarksRenderer(RendererBase):
    """Takes paths from matplotlib, in points (the figure has 72 dots an inch)."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.marks: list[Mark] = []
        self._size = width, height

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the picture."""
        return self._size

    def flipy(self) -> bool:
        """Say that y grows upwards."""
        return False

    def points_to_pixels(self, points: Any) -> Any:  # noqa: ANN401 - matplotlib gives floats or arrays
        """Return ``points``: a dot is a point."""
        return points

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Outline,
        transform: Transform,
        rgbFace: Any = None,  # noqa: ANN401, N803 - matplotlib's own name and type
    ) -> None:
        """Keep ``path`` as a mark."""
        fill = _colour(rgbFace) if rgbFace is not None else None
        width = float(gc.get_linewidth())
        stroke = _colour(gc.get_rgb()) if width > 0 and gc.get_rgb()[3] > 0 else None
        if fill is None and stroke is None:
            return
        _, dashes = gc.get_dashes()
        dash = tuple(round(d, 2) for d in np.asarray(dashes).tolist()) if dashes is not None else ()
        marks = PathMark(_segments(path, transform), fill, stroke, round(width, 2), dash)
        self.marks.append(marks)


def draw_figure(figure: Figure, width: float, height: float) -> list[Mark]:
    """Return the shapes of ``figure`` as marks."""
    renderer = MarksRenderer(width, height)
    figure.draw(renderer)
    return renderer.marks


def _colour(rgba: Any) -> Colour:  # noqa: ANN401 - a tuple or an array
    red, green, blue = (round(float(part) * _FULL) for part in rgba[:3])
    return Colour(red, green, blue)


def _segments(path: Outline, transform: Transform) -> tuple[Segment, ...]:
    found: list[Segment] = []
    place = (0.0, 0.0)
    for raw, code in path.iter_segments(transform, curves=True, simplify=False):
        spot = [round(float(v), 2) for v in raw]
        if code == Outline.MOVETO:
            found.append(("m", spot[0], spot[1]))
        elif code == Outline.LINETO:
            found.append(("l", spot[0], spot[1]))
        elif code == Outline.CURVE4:
            found.append(("c", spot[0], spot[1], spot[2], spot[3], spot[4], spot[5]))
        elif code == Outline.CURVE3:
            found.append(_cubic(place, spot))
        elif code == Outline.CLOSEPOLY:
            found.append(("h",))
            continue
        place = (spot[-2], spot[-1])
    return tuple(found)


def _cubic(start: tuple[float, float], spot: list[float]) -> Segment:
    begin, control, end = np.array(start), np.array(spot[:2]), np.array(spot[2:])
    one, two = begin + (control - begin) * 2 / 3, end + (control - end) * 2 / 3
    places = [round(float(v), 2) for v in (*one, *two, *end)]
    return ("c", places[0], places[1], places[2], places[3], places[4], places[5])
