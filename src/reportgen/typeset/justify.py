"""Justify: how a line gains what it lacks and loses what it has too much.

What a line lacks goes to word spaces and Han-Latin gaps first, then evenly between the letters;
what it has too much is taken in the order of squeezing (CLREQ).
"""

from bisect import bisect_right
from dataclasses import dataclass

from reportgen.typeset.prepare import Units
from reportgen.typeset.shown import Pieces

MOST_TRACKING = 250
"""A word alone on its line is spaced to fill it by no more than this, in thousandths of an em."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What stands after each unit of a line but the last, and the letter spacing."""

    gaps: list[float]
    tracking: float = 0.0
    tracks_words: bool = False
    """Whether words are spaced too, as there is nothing else to space."""

    def spaces(self, text: str) -> bool:
        """Tell whether letter spacing goes into a word or a mark."""
        return self.tracks_words or (len(text) == 1 and not text.isascii())


def fit(units: Units, first: int, final: int, slack: float) -> Fit:
    """Return how the line from unit ``first`` to ``final`` gains ``slack``, or loses it."""
    gaps = units.gap[first:final]
    if slack < 0:
        _squeeze(units, first, gaps, -slack)
        return Fit(gaps)
    stretch = units.stretch[first:final]
    room = sum(stretch)
    even = sum(map(bool, units.even[first:final]))
    if room and (slack <= room or not even):
        share = slack / room
        return Fit([gap + share * more for gap, more in zip(gaps, stretch, strict=True)])
    if even:
        gaps = [gap + more for gap, more in zip(gaps, stretch, strict=True)]
        return Fit(gaps, (slack - room) / even)
    return _spaced_word(units, first, final, slack)


def _squeeze(units: Units, first: int, gaps: list[float], excess: float) -> None:
    """Take ``excess`` from ``gaps``, the lowest ranks first."""
    ranks: dict[int, list[int]] = {}
    for place in range(len(gaps)):
        if units.squeeze[first + place]:
            ranks.setdefault(units.rank[first + place], []).append(place)
    for rank in sorted(ranks):
        room = sum(units.squeeze[first + place] for place in ranks[rank])
        share = min(1.0, excess / room)
        for place in ranks[rank]:
            gaps[place] -= share * units.squeeze[first + place]
        excess -= share * room
        if excess <= 0:
            return


def _spaced_word(units: Units, first: int, final: int, slack: float) -> Fit:
    """Space the letters of a lone word, unless that would tear it apart."""
    gaps = units.gap[first:final]
    start, end = bisect_right(units.starts, first) - 1, bisect_right(units.starts, final)
    tokens = units.tokens[start:end]
    count = sum(letters(pieces) or 1 for *_, pieces in tokens) - 1
    most = MOST_TRACKING * tokens[0][2].size / 1000
    if not count or slack / count > most:
        return Fit(gaps)
    return Fit(gaps, slack / count, tracks_words=True)


def letters(pieces: Pieces) -> int:
    """Return how many glyphs ``pieces`` show."""
    return sum(len(piece) for piece in pieces if isinstance(piece, str))
