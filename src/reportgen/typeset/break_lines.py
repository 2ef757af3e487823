"""Break lines: the best places for all line ends of a paragraph at once (Knuth and Plass).

A line is better the less it is squeezed or stretched; squeezing is a little cheaper, so that
what does not fit is pushed in before it is pushed out (CLREQ).
"""

from bisect import bisect_right
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import accumulate
from math import inf
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from reportgen.model.length import Length
from reportgen.typeset.prepare import Units

LOOSE = 3.0
"""A line that must stretch more than this is taken only where no more units fit."""
LINE = 10.0
LONELY = 10_000.0
OVERFULL = 1e6
_SQUEEZED, _STRETCHED = 100.0, 130.0
_FINE = 60.0
"""What a good line costs at most."""
_ROUNDING = 1e-9
_LinesFrom: TypeAlias = Callable[[int, float], list[tuple[int, float]]]
_HAIR = 0.5
"""Half a thousandth of a point: sums of parts may differ by less."""


class Strip(NamedTuple):
    """The units on one endless line: sums before each unit."""

    place: list[float]
    """Where it starts."""
    least: list[float]
    """Where it starts when all before it is squeezed: it never falls."""
    take: list[float]
    """What may be stretched before it."""


class Extent(NamedTuple):
    """The units of a line, and the room it leaves; less than nothing: it is too long."""

    first: int
    final: int
    slack: float


class Broken(NamedTuple):
    """The lines of a paragraph, what they cost, and how far the loosest must stretch."""

    lines: list[Extent]
    cost: float
    loosest: float = 0.0


def _natural_width(units: Units) -> float:
    """Return how wide all units are on one line."""
    width = sum(units.advance) + sum([joint.gap for joint in units.joints.values()])
    return width - units.head.get(0, 0.0) - units.tail.get(len(units.advance) - 1, 0.0)


def break_lines(
    units: Units, measure: Length, indent: Length, *, may_squeeze: bool = True
) -> Broken:
    """Return the lines of a paragraph; only the first one is indented."""
    count = len(units.advance)
    room = measure - indent - _natural_width(units)
    if room > -_HAIR:
        return Broken([Extent(0, count - 1, room)], LINE)
    strip = lay_out(units, may_squeeze=may_squeeze)
    lines_from = _finder(units, strip, measure, indent)
    best: dict[int, float] = {0: 0.0, count: _quick_cost(lines_from, count)}
    widest = measure + _blanks(units) if best[count] < OVERFULL else inf
    came_from = {count: 0}
    starts = [0]
    while starts:
        first = heappop(starts)
        so_far = best[first]
        if first == count:
            break
        # The lines after this one cost something too.
        more = LINE * ((strip.least[count] - strip.least[first]) // widest)
        most = best[count] - so_far - more
        if most < LINE:
            continue
        for after, cost in lines_from(first, most):
            known = best.get(after, inf)
            if so_far + cost <= known:
                if known == inf:
                    heappush(starts, after)
                best[after] = so_far + cost
                came_from[after] = first
    lines = []
    loosest, after = 0.0, count
    while after:
        first, final = came_from[after], after - 1
        slack = measure - (0 if first else indent) - _width(units, strip, first, final)
        lines.append(Extent(first, final, slack))
        if after < count and slack > 0:
            loosest = max(loosest, slack / (strip.take[final] - strip.take[first] or 1.0))
        after = first
    return Broken(lines[::-1], best[count], loosest)


def lay_out(units: Units, *, may_squeeze: bool) -> Strip:
    """Return the units on one endless line."""
    step = units.advance.copy()
    take = [units.even] * len(step)
    squeezed = []
    for unit, (_, gap, stretch, squeeze, _, even, _, _) in units.joints.items():
        if gap:
            step[unit] += gap
        take[unit] = stretch + even
        if squeeze:
            squeezed.append((unit, squeeze))
    place = least = list(accumulate(step, initial=0.0))
    if may_squeeze and squeezed:
        for unit, squeeze in squeezed:
            step[unit] -= squeeze
        least = list(accumulate(step, initial=0.0))
    return Strip(place, least, list(accumulate(take, initial=0.0)))


def _width(units: Units, strip: Strip, first: int, final: int) -> float:
    joint = units.joints.get(final)
    end = strip.place[final + 1] - (joint.gap if joint else 0.0) - units.tail.get(final, 0.0)
    return end - strip.place[first] - units.head.get(first, 0.0)


def _blanks(units: Units) -> float:
    """Return how much more than its measure a line may hold: what goes at its edges.

    That is the blank of marks, and a gap, which is never wider than half an em.
    """
    blanks = max(units.head.values(), default=0.0) + max(units.tail.values(), default=0.0)
    return blanks + units.em / 2 + _HAIR


def _quick_cost(lines_from: _LinesFrom, count: int) -> float:
    """Return what it costs to end each line where that line is best: more than need be."""
    first, cost = 0, 0.0
    while first < count:
        found = lines_from(first, _FINE) or lines_from(first, inf)
        first, more = min(found, key=itemgetter(1))
        cost += more
    return cost * (1 + _ROUNDING) + _HAIR


def _finder(units: Units, strip: Strip, measure: Length, indent: Length) -> _LinesFrom:
    """Return a function that looks for the lines from a unit on that cost no more than ``most``.

    It returns the unit after each of them, and what it costs.
    """
    place, least, take = strip.place, strip.least, strip.take
    joints, head, tail = units.joints, units.head, units.tail
    last, lonely = len(place) - 2, units.lonely

    def lines_from(first: int, most: float) -> list[tuple[int, float]]:
        start = place[first]
        right = start + head.get(first, 0.0) + (measure if first else measure - indent)
        given, taken = start - least[first], take[first]
        found: list[tuple[int, float]] = []
        fits = is_full = False
        reach = min(bisect_right(least, right - given + _HAIR) - 1, last)
        for final in range(reach, first - 1, -1):
            joint = joints.get(final)
            after = final + 1
            if joint is None:
                price, end = LINE, place[after] - tail.get(final, 0.0)
            elif joint[0] == inf:
                continue
            else:
                price, end = LINE + joint[0], place[after] - joint[1] - tail.get(final, 0.0)
            slack = right - end
            if slack < -_HAIR:
                give = place[final] - least[final] - given
                if -slack > give + _HAIR:
                    continue
                price += _SQUEEZED * (-slack / give) ** 3
            elif final == last:
                price += LONELY if first >= lonely else 0.0
            else:
                room = take[final] - taken
                if fits and slack > LOOSE * room:
                    break
                bad = _STRETCHED * (slack / (room or 1.0)) ** 3
                fits, price = True, price + bad
                if bad + LINE > most:
                    break
            is_full = True
            if price <= most:
                found.append((after, price))
        if found or is_full or fits:
            return found
        return [(_first_end(units, first), OVERFULL)]

    return lines_from


def _first_end(units: Units, first: int) -> int:
    """Return the unit after the shortest line: it sticks out, but nothing is lost."""
    final = first
    while (joint := units.joints.get(final)) is not None and joint.penalty == inf:
        final += 1
    return final + 1
