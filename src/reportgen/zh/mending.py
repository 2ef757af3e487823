"""Mending: what a text comes to when rules repair it over and over, said of the text as typed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct

from reportgen.zh.repair import Repair, Rule, in_order, outside_code

_ROUNDS = 8
"""One repair may lead to another: a comma behind a quote that was straight. Few lead far."""


class Mending(Struct, frozen=True, gc=False):
    """The repairs of a text, in order and without overlap, and the text they make of it.

    ``places`` say which characters of the first text each of the new one stands for.
    """

    repairs: tuple[Repair, ...]
    text: str
    places: Sequence[tuple[int, int]] = ()

    def place(self, position: int) -> int:
        """Return where a character of the new text begins in the first."""
        return self.places[position][0] if self.places else position


def mending(text: str, rules: Sequence[Rule]) -> Mending:
    """Return the repairs of ``text`` by ``rules`` after which they find nothing more.

    Code, addresses and our own marks are left alone.
    """
    made = _found(text, rules)
    if not made:
        return Mending((), text)
    for _ in range(_ROUNDS):
        mended, places = _mended(text, made)
        now = _found(mended, rules)
        if not now:
            break
        made = _merged(made, now, mended, places)
    return Mending(made, *_mended(text, made))


def _found(text: str, rules: Sequence[Rule]) -> tuple[Repair, ...]:
    found = [each for rule in rules for each in rule(text)]
    return in_order(outside_code(text, found)) if found else ()


def _mended(text: str, made: Sequence[Repair]) -> tuple[str, list[tuple[int, int]]]:
    """Return ``text`` with ``made``, and for each of its characters what it stands for."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    place = 0
    for each in made:
        words += (text[place : each.start], each.mended)
        places += _own(place, each.start)
        places += [(each.start, each.end)] * len(each.mended)
        place = each.end
    words.append(text[place:])
    places += _own(place, len(text))
    return "".join(words), places


def _own(start: int, end: int) -> Iterable[tuple[int, int]]:
    return zip(range(start, end), range(start + 1, end + 1), strict=True)


def _merged(
    made: tuple[Repair, ...],
    now: tuple[Repair, ...],
    mended: str,
    places: list[tuple[int, int]],
) -> tuple[Repair, ...]:
    """Return ``made`` and ``now``, said of the first text; those that meet become one."""
    joined = [*made]
    for each in now:
        start, end = each.start, each.end
        while start > 0 and places[start - 1] == places[start]:
            start -= 1
        while end < len(places) and places[end] == places[end - 1]:
            end += 1
        words = mended[start : each.start] + each.mended + mended[each.end : end]
        first, last = places[start][0], places[end - 1][1]
        low = bisect_right(joined, first, key=lambda one: one.end)
        high = bisect_left(joined, last, low, key=lambda one: one.start)
        rule = joined[low].rule if low < high else each.rule
        joined[low:high] = [Repair(first, last, words, rule)]
    return tuple(joined)
