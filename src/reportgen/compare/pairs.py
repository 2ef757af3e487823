"""Pairs: which paragraph, row or block of a new text is which of the old one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from reportgen.compare.tokens import steps, tokens

Pair: TypeAlias = tuple[int | None, int | None]
"""A place in the old and one in the new sequence; nothing where there is no counterpart."""

_LEAST = 0.3
"""How alike two items must be to be one that was edited."""
_SAME_NAME = 0.5
_MOST = 10_000
"""Comparisons in a gap; beyond, only equal items are paired."""


class Item(Struct, frozen=True, gc=False):
    """What is paired: items of unlike ``kind`` never are, items of one ``key`` are the same.

    ``name`` is what an item is called among its like: a row's first cell.
    """

    kind: str
    key: str
    words: str
    name: str = ""


def paired(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Return the pairs in the order of a reader: in a gap, what is gone before what came."""
    fixed = [(-1, -1), *_same(old, new), (len(old), len(new))]
    found: list[Pair] = []
    for (a, c), (b, d) in pairwise(fixed):
        found += _gap(old, new, range(a + 1, b), range(c + 1, d))
        if b < len(old):
            found.append((b, d))
    return found


def _same(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Return equal items in rising order: those that stand once in each, and their neighbours."""
    there = _once(new)
    common = [(at, there[key]) for key, at in _once(old).items() if key in there]
    rising = _rising(common)
    found: list[tuple[int, int]] = []
    for (a, c), (b, d) in pairwise([(-1, -1), *rising, (len(old), len(new))]):
        low, high = (a + 1, c + 1), (b, d)
        while low[0] < b and low[1] < d and old[low[0]].key == new[low[1]].key:
            found.append(low)
            low = low[0] + 1, low[1] + 1
        behind: list[tuple[int, int]] = []
        while high[0] > low[0] and high[1] > low[1] and _ends_alike(old, new, high):
            high = high[0] - 1, high[1] - 1
            behind.append(high)
        found += reversed(behind)
        if b < len(old):
            found.append((b, d))
    return found


def _ends_alike(old: Sequence[Item], new: Sequence[Item], end: tuple[int, int]) -> bool:
    return old[end[0] - 1].key == new[end[1] - 1].key


def _once(items: Sequence[Item]) -> dict[str, int]:
    counts = Counter(item.key for item in items)
    return {item.key: at for at, item in enumerate(items) if counts[item.key] == 1}


def _rising(common: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of ``common`` that rises on both sides (patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(common):
        place = bisect_left(tops, at)
        before.append(last[place - 1] if place else -1)
        tops[place : place + 1] = [at]
        last[place : place + 1] = [number]
    found = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(common[number])
        number = before[number]
    return found[::-1]


def _gap(old: Sequence[Item], new: Sequence[Item], gone: range, came: range) -> Iterator[Pair]:
    """Yield the pairs of a gap so that they are as alike as can be."""
    if gone and came and len(gone) * len(came) <= _MOST:
        matches = _likest(old, new, gone, came)
    elif gone and came:
        matches = list(_equal(old, new, gone, came))
    else:
        matches = []
    a, c = gone.start, came.start
    for b, d in [*matches, (gone.stop, came.stop)]:
        yield from ((each, None) for each in range(a, b))
        yield from ((None, each) for each in range(c, d))
        if b < gone.stop:
            yield b, d
        a, c = b + 1, d + 1


def _equal(
    old: Sequence[Item], new: Sequence[Item], gone: range, came: range
) -> Iterator[tuple[int, int]]:
    keys = [old[at].key for at in gone], [new[at].key for at in came]
    for step in steps(*keys):
        if step.is_same:
            length = step.old_end - step.old
            for more in range(length):
                yield gone.start + step.old + more, came.start + step.new + more


def _likest(
    old: Sequence[Item], new: Sequence[Item], gone: range, came: range
) -> list[tuple[int, int]]:
    """Return the pairs in order whose likeness adds up to most."""
    width = len(came) + 1
    best = [[0.0] * width for _ in range(len(gone) + 1)]
    likeness = [[_likeness(old[i], new[j]) for j in came] for i in gone]
    for i in range(len(gone) - 1, -1, -1):
        for j in range(len(came) - 1, -1, -1):
            alike = likeness[i][j]
            pair = alike + best[i + 1][j + 1] if alike else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    found = []
    i = j = 0
    while i < len(gone) and j < len(came):
        alike = likeness[i][j]
        if alike and best[i][j] == alike + best[i + 1][j + 1]:
            found.append((gone[i], came[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(old: Item, new: Item) -> float:
    """Return how alike two items are, from 0 (too unlike to be the same) to 1."""
    if old.kind != new.kind:
        return 0.0
    if old.key == new.key or old.words == new.words:
        return 1.0
    here, there = _links(old.words), _links(new.words)
    common = sum(min(count, there[link]) for link, count in here.items() if link in there)
    found = 2 * common / (here.total() + there.total())
    if old.name and old.name == new.name:
        found = max(found, _SAME_NAME)
    return found if found >= _LEAST else 0.0


@lru_cache(maxsize=4096)
def _links(words: str) -> Counter[tuple[str, str]]:
    """Return neighbours: single Han characters are too common to tell sentences apart."""
    return Counter(pairwise(["", *tokens(words), ""]))
