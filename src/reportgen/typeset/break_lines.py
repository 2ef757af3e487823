"""Break lines: the best places for all line ends of a paragraph at once (Knuth and Plass).

A line is better the less it is squeezed or stretched; squeezing is a little cheaper, so that
what does not fit is pushed in before it is pushed out (CLREQ).
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from operator import add, sub

from reportgen.model.length import Length
from reportgen.typeset.prepare import Units

LOOSE = 2.2
"""A line that must stretch more than this is taken only where no more units fit."""
LINE = 10.0
LONELY = 3000.0
OVERFULL = 1e6
_SQUEEZED, _STRETCHED = 100.0, 130.0
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
    """Places of the units when all before them is squeezed."""


def lay_out(units: Units) -> Strip:
    """Return the units one after the other."""
    place = list(accumulate(map(add, units.advance, units.gap), initial=0.0))
    give = list(accumulate(units.squeeze, initial=0.0))
    return Strip(
        start=list(map(add, place, units.head)),
        end=list(map(sub, map(sub, place[1:], units.gap), units.tail)),
        give=give,
        take=list(accumulate(map(add, units.stretch, units.even), initial=0.0)),
        least=list(map(sub, place, give)),
    )


def badness(slack: float, give: float, take: float) -> float:
    """Return how bad a line is that must gain ``slack``, or lose it; infinite: impossible."""
    if slack >= 0:
        return _STRETCHED * (slack / (take or 1.0)) ** 3
    if slack < -give - _HAIR:
        return inf
    return _SQUEEZED * (-slack / (give or 1.0)) ** 3


def break_lines(
    units: Units, strip: Strip, measure: Length, indent: Length
) -> list[tuple[int, int]]:
    """Return the first and last unit of each line."""
    last = len(units.advance) - 1
    if strip.end[last] - strip.start[0] <= measure - indent + _HAIR:
        return [(0, last)]
    best = [inf] * (last + 2)
    best[0] = 0.0
    came_from = [0] * (last + 2)
    for first in range(last + 1):
        if best[first] < inf:
            width = measure - (0 if first else indent)
            for after, cost in _lines_from(units, strip, first, width):
                if best[first] + cost < best[after]:
                    best[after] = best[first] + cost
                    came_from[after] = first
    lines = []
    after = last + 1
    while after:
        lines.append((came_from[after], after - 1))
        after = came_from[after]
    return lines[::-1]


def _lines_from(
    units: Units, strip: Strip, first: int, width: float
) -> Iterator[tuple[int, float]]:
    """Yield the unit after each line that may start with ``first``, and what the line costs."""
    penalty, end, give, take = units.penalty, strip.end, strip.give, strip.take
    last = len(end) - 1
    right = strip.start[first] + width
    give_before, take_before = give[first], take[first]
    reach = bisect_right(strip.least, strip.least[first] + width + units.slop) - 1
    has_one = fits = False
    for final in range(min(reach, last), first - 1, -1):
        price = penalty[final]
        if price == inf:
            continue
        slack = right - end[final]
        if slack < 0:
            bad = badness(slack, give[final] - give_before, 0.0)
            if bad == inf:
                continue
        elif final == last:
            bad = 0.0
        else:
            room = take[final] - take_before
            if fits and slack > LOOSE * room:
                break
            bad = badness(slack, 0.0, room)
            fits = True
        has_one = True
        yield (
            final + 1,
            bad + price + LINE + (LONELY if final == last and first >= units.lonely else 0),
        )
    if not has_one:
        final = first
        while penalty[final] == inf:
            final += 1
        yield final + 1, OVERFULL
