"""Outlines: a glyph's shape as path segments, for charts in Word."""

from typing import TypeAlias

import uharfbuzz as hb

from reportgen.model.chart import Segment

Outline: TypeAlias = tuple[Segment, ...]


class _Pen:
    """Collects segments; quadratic curves become cubic ones."""

    def __init__(self, scale: float) -> None:
        self.segments: list[Segment] = []
        self._scale = scale
        self._place = (0.0, 0.0)

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self._scale, point[1] * self._scale

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen protocol's name
        """Start a contour."""
        self._place = self._at(point)
        self.segments.append(("m", *self._place))

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen protocol's name
        """Draw a line."""
        self._place = self._at(point)
        self.segments.append(("l", *self._place))

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802 - the protocol's name
        """Draw a cubic curve."""
        one, two, end = map(self._at, points)
        self._place = end
        self.segments.append(("c", *one, *two, *end))

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802 - the protocol's name
        """Draw a quadratic curve."""
        (control_x, control_y), end = map(self._at, points)
        (start_x, start_y), self._place = self._place, end
        self.segments.append(
            (
                "c",
                start_x + (control_x - start_x) * 2 / 3,
                start_y + (control_y - start_y) * 2 / 3,
                end[0] + (control_x - end[0]) * 2 / 3,
                end[1] + (control_y - end[1]) * 2 / 3,
                *end,
            )
        )

    def closePath(self) -> None:  # noqa: N802 - the pen protocol's name
        """End a contour."""
        self.segments.append(("h",))


def outline(font: hb.Font, glyph: int, scale: float) -> Outline:
    """Return the shape of ``glyph`` in thousandths of an em, y upwards."""
    pen = _Pen(scale)
    font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.segments)
