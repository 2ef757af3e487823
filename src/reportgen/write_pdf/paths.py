"""Paths: how few characters say them, with nothing lost that any device shows."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportgen.model.chart import Segment
from reportgen.write_pdf.syntax import decimal, spelled

_SHORTEST = 3.0
"""A line of shorter steps is a curve to the eye: it is written to the hundredth of a point."""
_CORNERS, _CIRCLE = "mlllh", "mcccch"
_LARGEST = 6.0
_BEND = 0.5523
_HAIR = 0.025
_MOST = 400
_MANY = 12


class Dots(NamedTuple):
    """Small circles of one size, and whether any two of them overlap."""

    middles: tuple[tuple[float, float], ...]
    radius: float
    overlap: bool

    def spelled(self) -> str:
        """Return lines of no length: a pen with round caps draws a disc at each (8.5.3.2)."""
        places = (f"{_tenth(x)} {_tenth(y)}" for x, y in self.middles)
        return " ".join(f"{place} m {place} l" for place in places)


def path(segments: Sequence[Segment]) -> str:
    """Return the operators that build a path."""
    parts = list(_parts(segments))
    number = decimal if any(map(_is_fine, parts)) else _tenth
    return " ".join(_rectangle(part) or _plain(part, number) for part in parts)


def stepped(segments: Sequence[Segment], edge: float, paint: str) -> str:
    """Return the operators that draw many bars or upright lines, each by a step from the last.

    So few figures change from one to the next that it packs into half the bytes. Nothing for
    another path, or where edges would touch.
    """
    parts = list(_parts(segments))
    if len(parts) < _MANY:
        return ""
    made, before, free = [], 0, None
    for part in parts:
        found = _box(part)
        if found is None:
            return ""
        x, to_x, shape = found
        if free is not None and x <= free:
            return ""
        free = to_x + round(edge * 10)
        made.append(f"1 0 0 1 {spelled((x - before) * 10)} 0 cm {shape} {paint}")
        before = x
    return "\n".join(["q", *made, "Q"])


def _box(segments: Sequence[Segment]) -> tuple[int, int, str] | None:
    """Return the sides of a bar or an upright line in tenths, and it as seen from its left."""
    places = _corners(segments)
    if _rectangle(segments):
        (left, low), (right, high) = places[0], places[2]
        x, to_x = round(left * 10), round(right * 10)
        size = spelled((to_x - x) * 10), spelled((round(high * 10) - round(low * 10)) * 10)
        return x, to_x, f"0 {_tenth(low)} {' '.join(size)} re"
    if "".join(segment[0] for segment in segments) != "ml" or places[0][0] != places[1][0]:
        return None
    x = round(places[0][0] * 10)
    return x, x, f"0 {_tenth(places[0][1])} m 0 {_tenth(places[1][1])} l"


def dots_of(segments: Sequence[Segment], edge: float) -> Dots | None:
    """Return the dots that a path is, each with an ``edge`` around it; nothing for another."""
    if len(segments) % len(_CIRCLE) or len(segments) > _MOST * len(_CIRCLE):
        return None
    middles, radius = [], None
    for part in _parts(segments):
        found = _circle(part)
        if found is None or (radius is not None and abs(found[2] - radius) > _HAIR):
            return None
        radius = found[2] if radius is None else radius
        middles.append(found[:2])
    if radius is None:
        return None
    return Dots(tuple(middles), radius, _overlap(middles, 2 * radius + edge))


def _circle(segments: Sequence[Segment]) -> tuple[float, float, float] | None:
    if "".join(segment[0] for segment in segments) != _CIRCLE:
        return None
    (right, y), up, left, down, _ = (tuple(map(float, segment[1:])) for segment in segments[:5])
    x = (right + left[-2]) / 2
    radius, handle = right - x, (right - x) * _BEND
    wanted = (
        (up, (right, y + handle, x + handle, y + radius, x, y + radius)),
        (down, (x - handle, y - radius, x, y - radius)),
    )
    close = all(
        abs(is_at - at) <= 2 * _HAIR
        for found, spot in wanted
        for is_at, at in zip(found[-len(spot) :], spot, strict=True)
    )
    return (x, y, radius) if close and 0 < radius <= _LARGEST else None


def _overlap(middles: Sequence[tuple[float, float]], least: float) -> bool:
    return any(
        abs(x - other_x) < least and (x - other_x) ** 2 + (y - other_y) ** 2 < least**2
        for at, (x, y) in enumerate(middles)
        for other_x, other_y in middles[:at]
    )


def _parts(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """Yield the pieces of a path, each from a move to the next."""
    starts = [at for at, segment in enumerate(segments) if segment[0] == "m"]
    for start, end in pairwise([*starts, len(segments)]):
        yield segments[start:end]


def _is_fine(segments: Sequence[Segment]) -> bool:
    """Tell whether a tenth of a point would be seen: in curves, and lines as smooth as they."""
    if any(segment[0] == "c" for segment in segments):
        return True
    places = _corners(segments)
    if len(places) <= len(_CORNERS):
        return False
    return any(
        abs(here[0] - there[0]) < _SHORTEST and abs(here[1] - there[1]) < _SHORTEST
        for here, there in pairwise(places)
    )


def _corners(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    """Return where the straight parts of a path begin and end."""
    return [(segment[1], segment[2]) for segment in segments if len(segment) == 3]  # noqa: PLR2004 - a move


def _plain(segments: Sequence[Segment], number: Callable[[float], str]) -> str:
    return " ".join(
        f"{' '.join(map(number, segment[1:]))} {segment[0]}" if len(segment) > 1 else segment[0]
        for segment in segments
    )


def _rectangle(segments: Sequence[Segment]) -> str:
    """Return an upright rectangle by its one operator; nothing for another path."""
    if "".join(segment[0] for segment in segments) != _CORNERS:
        return ""
    corners = _corners(segments)
    (left, low), (right, high) = corners[0], corners[2]
    across_first = [(left, low), (right, low), (right, high), (left, high)]
    up_first = [(left, low), (left, high), (right, high), (right, low)]
    if corners not in (across_first, up_first):
        return ""
    # Sides are rounded, not sizes: what touched still touches.
    x, y, to_x, to_y = (round(side * 10) for side in (left, low, right, high))
    return f"{' '.join(spelled(each * 10) for each in (x, y, to_x - x, to_y - y))} re"


def _tenth(value: float) -> str:
    return spelled(round(value * 10) * 10)
