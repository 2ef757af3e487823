"""Texts: all passages as one text, so that a pattern meets them once; places lead back."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from reportgen.lint.passages import Passage
from reportgen.zh.addresses import linked_parts


class Texts:
    """All passages as one text, a line each."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.text = "\n".join(passage.text for passage in passages)
        self._starts = [0, *accumulate(len(passage.text) + 1 for passage in passages)]

    def number(self, position: int) -> int:
        """Return which passage is at ``position``."""
        return bisect_right(self._starts, position) - 1

    def at(self, start: int, end: int) -> tuple[Passage, int, int] | None:
        """Return the passage of ``[start, end)`` and the place in it, if it is in one text."""
        number = self.number(start)
        passage, first = self.passages[number], self._starts[number]
        if end - first > len(passage.text):
            return None
        return passage, start - first, end - first

    def is_address(self, position: int) -> bool:
        """Tell whether an address stands at ``position``."""
        starts, ends = self._addresses
        at = bisect_right(starts, position) - 1
        return at >= 0 and position < ends[at]

    @cached_property
    def _addresses(self) -> tuple[list[int], list[int]]:
        starts: list[int] = []
        ends: list[int] = []
        place = 0
        for words, address in linked_parts(self.text):
            if address:
                starts.append(place)
                ends.append(place + len(words))
            place += len(words)
        return starts, ends
