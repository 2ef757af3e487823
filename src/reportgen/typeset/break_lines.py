"""Break lines: the best places for all line ends of a paragraph at once (Knuth and Plass).

A line is better the less it is squeezed or stretched; squeezing is a little cheaper, so that
what does not fit is pushed in before it is pushed out (CLREQ).
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from math import inf
from operator import add, itemgetter, sub
from typing import NamedTuple, TypeAlias

from reportgen.model.length import Length
from reportgen.typeset.prepare import Units

LOOSE = 3.0
"""A line that must stretch more than this is taken only where no more units fit."""
LINE = 10.0
LONELY = 10_000.0
OVERFULL = 1e6
_SQUEEZED, _STRETCHED = 100.0, 130.0
_LinesFrom: TypeAlias = Callable[[int], list[tuple[int, float]]]
_HAIR = 0.5
"""Half a thousandth of a point: sums of parts may differ by less."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The units on one endless line: where lines start and end on it, and how far they give."""

    start: list[float]
    end: list[float]
    give: list[float]
    """Sums of what may be squeezed, before each unit."""
    take: list[float]
    """Sums of what may be stretched, before each unit."""
    least: list[float]
    """Places of the units when all before them is squeezed: it never falls."""


class Extent(NamedTuple):
    """The units of a line, and the room it leaves; less than nothing: it is too long."""

    first: int
    final: int
    slack: float


def natural_width_of(units: Units) -> float:
    """Return how wide all units are on one line."""
    width = sum(units.advance) + sum(units.gap)
    return width - units.gap[-1] - units.head[0] - units.tail[-1]


def break_lines(
    units: Units, measure: Length, indent: Length, *, may_squeeze: bool = True
) -> list[Extent]:
    """Return the lines of a paragraph; only the first one is indented."""
    count = len(units.advance)
    room = measure - indent - natural_width_of(units)
    if room > -_HAIR:
        return [Extent(0, count - 1, room)]
    strip = _lay_out(units, may_squeeze=may_squeeze)
    lines_from = partial(_lines_from, units, strip, measure, indent)
    best = [inf] * count
    best.append(_quick_cost(lines_from, count))
    best[0] = 0.0
    came_from = [0] * (count + 1)
    for first in range(count):
        so_far = best[first]
        if so_far + LINE > best[count]:
            continue
        for after, cost in lines_from(first):
            if so_far + cost <= best[after]:
                best[after] = so_far + cost
                came_from[after] = first
    lines = []
    after = count
    while after:
        first, final = came_from[after], after - 1
        width = strip.end[final] - strip.start[first]
        lines.append(Extent(first, final, measure - (0 if first else indent) - width))
        after = first
    return lines[::-1]


def _lay_out(units: Units, *, may_squeeze: bool) -> Strip:
    place = list(accumulate(map(add, units.advance, units.gap), initial=0.0))
    give = list(accumulate(units.squeeze, initial=0.0)) if may_squeeze else [0.0] * len(place)
    return Strip(
        start=list(map(add, place, units.head)),
        end=list(map(sub, map(sub, place[1:], units.gap), units.tail)),
        give=give,
        take=list(accumulate(map(add, units.stretch, units.even), initial=0.0)),
        least=list(map(sub, place, give)),
    )


def _quick_cost(lines_from: _LinesFrom, count: int) -> float:
    """Return what it costs to end each line where that line is best: more than need be."""
    first, cost = 0, 0.0
    while first < count:
        first, more = min(lines_from(first), key=itemgetter(1))
        cost += more
    return cost + _HAIR


def _lines_from(
    units: Units, strip: Strip, measure: Length, indent: Length, first: int
) -> list[tuple[int, float]]:
    """Return the unit after each line that may start with ``first``, and what the line costs."""
    penalty, end, give, take = units.penalty, strip.end, strip.give, strip.take
    last = len(end) - 1
    right = strip.start[first] + measure - (0 if first else indent)
    given, taken = give[first], take[first]
    found: list[tuple[int, float]] = []
    fits = False
    reach = bisect_right(strip.least, right - given + _HAIR) - 1
    for final in range(min(reach, last), first - 1, -1):
        price = penalty[final]
        if price == inf:
            continue
        slack = right - end[final]
        if slack < -_HAIR:
            bad = _squeezed(-slack, give[final] - given)
        elif final == last:
            bad = LONELY if first >= units.lonely else 0.0
        else:
            room = take[final] - taken
            if fits and slack > LOOSE * room:
                break
            bad = _STRETCHED * (slack / (room or 1.0)) ** 3
            fits = True
        if bad < inf:
            found.append((final + 1, LINE + price + bad))
    return found or [(_first_end(penalty, first), OVERFULL)]


def _squeezed(excess: float, give: float) -> float:
    if excess > give + _HAIR:
        return inf
    return _SQUEEZED * (excess / give) ** 3


def _first_end(penalty: list[float], first: int) -> int:
    """Return the unit after the shortest line: it sticks out, but nothing is lost."""
    final = first
    while penalty[final] == inf:
        final += 1
    return final + 1
