"""Tokens: the least that can change in a Chinese sentence, and the steps from one to another."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from reportgen.model.pattern import pattern

_SCALE = "(?:万亿|[十百千]?[亿万]|千|百)?"
_UNIT = "(?:个百分点|百分点|[%％‰]|倍|[美港欧日]?元|bp|[年月日])?"
# A number goes with its unit: 19.2亿美元 became 20.1亿美元, not 19.2 → 20.1 inside 亿美元.
_TOKEN = pattern(
    rf"[+\-−]?\d+(?:[,.]\d+)*{_SCALE}{_UNIT}|[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9'’\-]*|\s+|.",
    re.DOTALL,
)


_MOST_WORK = 20_000_000
"""Texts of more pairs of equal tokens are no longer compared word by word."""


def tokens(text: str) -> list[str]:
    """Return numbers with their units, Latin words, blanks and single characters of ``text``."""
    return _TOKEN.findall(text)


class Step(NamedTuple):
    """The old tokens ``[old, old_end)`` became the new ones ``[new, new_end)``."""

    is_same: bool
    old: int
    old_end: int
    new: int
    new_end: int


def steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """Yield how ``old`` became ``new``, in order."""
    start = _equal(old, new)
    end = min(_equal(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    if start:
        yield Step(is_same=True, old=0, old_end=start, new=0, new_end=start)
    middle = old[start : len(old) - end], new[start : len(new) - end]
    if _work(*middle) > _MOST_WORK:
        yield Step(
            is_same=False, old=start, old_end=len(old) - end, new=start, new_end=len(new) - end
        )
    else:
        for name, a, b, c, d in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
            yield Step(name == "equal", a + start, b + start, c + start, d + start)
    if end:
        yield Step(
            is_same=True,
            old=len(old) - end,
            old_end=len(old),
            new=len(new) - end,
            new_end=len(new),
        )


def _work(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many pairs of equal tokens there are: what a comparison takes."""
    counts = Counter(old)
    return sum(counts[token] * count for token, count in Counter(new).items())


def _equal(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many of the first tokens are the same."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in same)
