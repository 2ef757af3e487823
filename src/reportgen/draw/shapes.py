"""Shapes: bars, lines, dots and slices as marks, to the hundredth of a point."""

import math
from collections.abc import Iterator, Sequence

from reportgen.draw.ground import Box
from reportgen.model.brand import Colour
from reportgen.model.chart import PathMark, Segment

_QUARTER, _WHOLE = 90.0, 360.0
_NOTHING = 1e-9
_Spot = tuple[float, float]


def bar(box: Box, colour: Colour) -> PathMark:
    """Return a bar."""
    left, low, right, high = (_hundredth(side) for side in (box.left, box.low, box.right, box.high))
    corners = ("m", left, low), ("l", right, low), ("l", right, high), ("l", left, high)
    return PathMark((*corners, ("h",)), colour, None, 0.0)


def slice_of_ring(
    centre: _Spot, radii: tuple[float, float], turn: tuple[float, float], colour: Colour
) -> PathMark:
    """Return the part of a ring between two angles, anticlockwise from the right, in degrees."""
    inner, outer = radii
    start, end = turn
    is_whole = abs(end - start - _WHOLE) < _NOTHING
    segments = [*_arc(centre, outer, (start, end), "m")]
    if inner:
        if is_whole:
            segments.append(("h",))
        segments += _arc(centre, inner, (end, start), "m" if is_whole else "l")
    elif not is_whole:
        segments.append(("l", _hundredth(centre[0]), _hundredth(centre[1])))
    return PathMark((*segments, ("h",)), colour, None, 0.0)


def line(spots: Sequence[_Spot], colour: Colour, width: float) -> PathMark:
    """Return a line through ``spots``; a spot that is not a number leaves a gap."""
    segments: list[Segment] = []
    step = "m"
    for x, y in spots:
        if math.isnan(x):
            step = "m"
            continue
        segments.append((step, _hundredth(x), _hundredth(y)))
        step = "l"
    return PathMark(tuple(segments), None, colour, width)


def dots(spots: Sequence[_Spot], radius: float, look: tuple[Colour, Colour]) -> PathMark:
    """Return a dot at each spot, in the colours of its inside and its edge."""
    inside, edge = look
    found: list[Segment] = []
    for spot in spots:
        found += _arc(spot, radius, (0.0, _WHOLE), "m", _QUARTER)
        found.append(("h",))
    return PathMark(tuple(found), inside, edge, radius / 2)


def _arc(
    centre: _Spot,
    radius: float,
    turn: tuple[float, float],
    first: str,
    piece: float = _QUARTER / 2,
) -> Iterator[Segment]:
    """Yield a move or line to the start of an arc, and a curve for each ``piece`` of it."""
    start, end = (math.radians(angle) for angle in turn)
    count = max(1, math.ceil(abs(turn[1] - turn[0]) / piece - _NOTHING))
    step = (end - start) / count
    # Handles that keep tangent and curvature at both ends of a piece (L. Maisonobe, 2003).
    bend = math.sin(step) * (math.sqrt(4 + 3 * math.tan(step / 2) ** 2) - 1) / 3

    def _at(angle: float) -> tuple[_Spot, _Spot]:
        sine, cosine = math.sin(angle), math.cos(angle)
        return (
            (centre[0] + radius * cosine, centre[1] + radius * sine),
            (-radius * sine * bend, radius * cosine * bend),
        )

    (x, y), (rise, run) = _at(start)
    yield (first, _hundredth(x), _hundredth(y))
    for number in range(1, count + 1):
        (to_x, to_y), (to_rise, to_run) = _at(start + step * number)
        near = _hundredth(x + rise), _hundredth(y + run)
        far = _hundredth(to_x - to_rise), _hundredth(to_y - to_run)
        yield ("c", *near, *far, _hundredth(to_x), _hundredth(to_y))
        x, y, rise, run = to_x, to_y, to_rise, to_run


def _hundredth(number: float) -> float:
    return round(number, 2) + 0.0  # no minus zero
