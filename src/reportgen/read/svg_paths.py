"""Path data of SVG as segments: absolute moves, lines and cubic curves (SVG 1.1, 8.3)."""

import math
import re
from collections.abc import Iterator, Sequence

from reportgen.model.chart import Segment
from reportgen.model.pattern import pattern

_NUMBER = pattern(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_FLAG, _FLAGS = pattern("[01]"), (3, 4)
_BLANK = pattern(r"[\s,]*")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_QUARTER = math.pi / 2
_ROUND = 0.5522847498
"""Control points of a quarter circle, from its ends."""


def segments_of(data: str) -> tuple[Segment, ...]:
    """Return what ``data`` draws; raise ValueError where it is not path data."""
    return tuple(_Pen().draw(data))


def ellipse(x: float, y: float, across: float, up: float) -> tuple[Segment, ...]:
    """Return an ellipse round ``x``, ``y``."""
    kx, ky = across * _ROUND, up * _ROUND
    return (
        ("m", x + across, y),
        ("c", x + across, y + ky, x + kx, y + up, x, y + up),
        ("c", x - kx, y + up, x - across, y + ky, x - across, y),
        ("c", x - across, y - ky, x - kx, y - up, x, y - up),
        ("c", x + kx, y - up, x + across, y - ky, x + across, y),
        ("h",),
    )


def polygon(points: Sequence[tuple[float, float]], *, is_closed: bool) -> tuple[Segment, ...]:
    """Return lines through ``points``."""
    made: list[Segment] = [("l" if number else "m", x, y) for number, (x, y) in enumerate(points)]
    return (*made, ("h",)) if is_closed and made else tuple(made)


class _Pen:
    """Knows where it is, where the subpath began, and the last control point."""

    def __init__(self) -> None:
        self._x = self._y = 0.0
        self._start = (0.0, 0.0)
        self._control: tuple[float, float] | None = None
        self._last = ""

    def draw(self, data: str) -> Iterator[Segment]:
        for number, (command, numbers) in enumerate(_commands(data)):
            if not number and command not in "Mm":
                raise ValueError(data[:20])
            yield from self._step(command, numbers)

    def _step(self, command: str, numbers: list[float]) -> Iterator[Segment]:
        letter = command.upper()
        if command.islower():
            numbers = self._absolute(letter, numbers)
        before, self._last = self._last, letter
        match letter:
            case "M":
                self._start = (numbers[0], numbers[1])
                yield self._to("m", numbers)
            case "L":
                yield self._to("l", numbers)
            case "H":
                yield self._to("l", [numbers[0], self._y])
            case "V":
                yield self._to("l", [self._x, numbers[0]])
            case "C":
                yield self._curve(numbers[:2], numbers[2:4], numbers[4:])
            case "S":
                yield self._curve(self._mirrored(before in "CS"), numbers[:2], numbers[2:])
            case "Q":
                yield self._quadratic(numbers[:2], numbers[2:])
            case "T":
                yield self._quadratic(self._mirrored(before in "QT"), numbers)
            case "A":
                yield from self._arc(numbers)
            case _:
                self._x, self._y = self._start
                yield ("h",)

    def _absolute(self, letter: str, numbers: list[float]) -> list[float]:
        if letter == "H":
            return [numbers[0] + self._x]
        if letter == "V":
            return [numbers[0] + self._y]
        if letter == "A":
            return [*numbers[:5], numbers[5] + self._x, numbers[6] + self._y]
        return [n + (self._y if place % 2 else self._x) for place, n in enumerate(numbers)]

    def _to(self, kind: str, place: Sequence[float]) -> Segment:
        self._x, self._y = place[0], place[1]
        return (kind, self._x, self._y)

    def _mirrored(self, is_curve: bool) -> list[float]:  # noqa: FBT001 - whether one came before
        if self._control is None or not is_curve:
            return [self._x, self._y]
        return [2 * self._x - self._control[0], 2 * self._y - self._control[1]]

    def _curve(
        self, first: Sequence[float], second: Sequence[float], end: Sequence[float]
    ) -> Segment:
        self._control = (second[0], second[1])
        self._x, self._y = end[0], end[1]
        return ("c", first[0], first[1], second[0], second[1], end[0], end[1])

    def _quadratic(self, control: Sequence[float], end: Sequence[float]) -> Segment:
        first = [self._x + 2 / 3 * (control[0] - self._x), self._y + 2 / 3 * (control[1] - self._y)]
        second = [end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])]
        made = self._curve(first, second, end)
        self._control = (control[0], control[1])
        return made

    def _arc(self, numbers: list[float]) -> Iterator[Segment]:
        """Yield an elliptical arc as curves of a quarter at most (SVG 1.1, F.6.5)."""
        across, up, turn, is_large, is_clockwise, x, y = numbers
        across, up, turn = abs(across), abs(up), math.radians(turn)
        if not across or not up or (x, y) == (self._x, self._y):
            yield self._to("l", [x, y])
            return
        cos, sin = math.cos(turn), math.sin(turn)
        half_x, half_y = (self._x - x) / 2, (self._y - y) / 2
        px, py = cos * half_x + sin * half_y, cos * half_y - sin * half_x
        grow = math.sqrt((px / across) ** 2 + (py / up) ** 2)
        if grow > 1:
            across, up = across * grow, up * grow
        rest = max(0.0, (across * up) ** 2 / ((across * py) ** 2 + (up * px) ** 2) - 1)
        root = math.sqrt(rest) * (-1 if bool(is_large) == bool(is_clockwise) else 1)
        cx, cy = root * across * py / up, -root * up * px / across
        middle = (cos * cx - sin * cy + (self._x + x) / 2, sin * cx + cos * cy + (self._y + y) / 2)
        start = math.atan2((py - cy) / up, (px - cx) / across)
        sweep = math.atan2((-py - cy) / up, (-px - cx) / across) - start
        if is_clockwise and sweep < 0:
            sweep += 2 * math.pi
        elif not is_clockwise and sweep > 0:
            sweep -= 2 * math.pi
        count = max(1, math.ceil(abs(sweep) / _QUARTER - 1e-9))
        bulge = 4 / 3 * math.tan(sweep / count / 4)

        def at(u: float, v: float) -> tuple[float, float]:
            u, v = u * across, v * up
            return middle[0] + cos * u - sin * v, middle[1] + sin * u + cos * v

        for number in range(count):
            one, two = start + sweep * number / count, start + sweep * (number + 1) / count
            first = at(math.cos(one) - bulge * math.sin(one), math.sin(one) + bulge * math.cos(one))
            second = at(
                math.cos(two) + bulge * math.sin(two), math.sin(two) - bulge * math.cos(two)
            )
            end = (x, y) if number == count - 1 else at(math.cos(two), math.sin(two))
            yield self._curve(first, second, end)


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    place, command = 0, ""
    while (place := _after(_BLANK, data, place)) < len(data):
        letter = data[place]
        if letter.isalpha():
            command, place = letter, place + 1
        elif command in "Zz":
            raise ValueError(data[:20])
        count = _NUMBERS.get(command.upper())
        if count is None:
            raise ValueError(command)
        numbers = []
        for number in range(count):
            # The flags of an arc may be typed without space: a1 1 0 012 0.
            is_flag = command in "Aa" and number in _FLAGS
            match = (_FLAG if is_flag else _NUMBER).match(data, _after(_BLANK, data, place))
            if match is None:
                raise ValueError(data[place : place + 20])
            numbers.append(float(match[0]))
            place = match.end()
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)


def _after(blank: re.Pattern[str], data: str, place: int) -> int:
    match = blank.match(data, place)
    return match.end() if match else place
