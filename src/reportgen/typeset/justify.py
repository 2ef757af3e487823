"""Justify: how a line gains what it lacks and loses what it has too much.

What a line lacks goes to word spaces first, then to Han-Latin gaps, then evenly between the
letters; what it has too much is taken in the order of squeezing (CLREQ).
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from reportgen.typeset.joints import Between
from reportgen.typeset.prepare import Units
from reportgen.typeset.shown import Pieces

MOST_TRACKING = 250
"""A word alone on its line is spaced to fill it by no more than this, in thousandths of an em."""
_TORN = 150
"""More than this between two Han of a line, in thousandths of an em, is seen as a hole."""
_NOTHING: Mapping[int, float] = {}


class Fit(NamedTuple):
    """How far the joints of a line give, and its letter spacing."""

    words: float = 0.0
    """The share of what word spaces may gain."""
    gaps: float = 0.0
    """The share of what other gaps may gain."""
    squeezed: Mapping[int, float] = _NOTHING
    """The share of what is taken from the joints of each rank."""
    tracking: float = 0.0
    tracks_words: bool = False
    """Whether words are spaced too, as there is nothing else to space."""

    def spaces(self, text: str) -> bool:
        """Tell whether letter spacing goes into a word or a mark."""
        return self.tracks_words or (len(text) == 1 and not text.isascii())

    def gap(self, joint: Between) -> float:
        """Return how wide ``joint`` is set."""
        _, gap, stretch, squeeze, rank, even, is_space, _ = joint
        if squeeze and self.squeezed:
            gap -= self.squeezed.get(rank, 0.0) * squeeze
        elif stretch:
            gap += (self.words if is_space else self.gaps) * stretch
        if even or self.tracks_words:
            gap += self.tracking
        return gap


AS_IS = Fit()


def fit(units: Units, first: int, final: int, slack: float) -> Fit:
    """Return how the line from unit ``first`` to ``final`` gains ``slack``, or loses it."""
    joints = joints_within(units, first, final)
    if slack < 0:
        return Fit(squeezed=_squeezed(joints, -slack))
    words = gaps = 0.0
    uneven = 0
    for joint in joints:
        if joint.is_space:
            words += joint.stretch
        else:
            gaps += joint.stretch
        if not joint.even:
            uneven += 1
    if slack <= words:
        return Fit(words=slack / (words or 1.0))
    even = final - first - uneven
    if slack <= words + gaps:
        return Fit(1.0, (slack - words) / gaps)
    if even:
        return _spaced(units, first, final, slack - words - gaps, even)
    if words + gaps:
        share = slack / (words + gaps)
        return Fit(share, share)
    return _spaced_word(units, first, final, slack)


def _spaced(units: Units, first: int, final: int, slack: float, even: int) -> Fit:
    """Space the Han of a line, of which there are ``even`` joints.

    Where so much between a few Han would tear the line apart, words and addresses take their part.
    """
    tracking = slack / even
    if tracking <= _TORN * units.em / 1000:
        return Fit(1.0, 1.0, tracking=tracking)
    share = slack / (_letters_within(units, first, final) - 1)
    return Fit(1.0, 1.0, tracking=share, tracks_words=True)


def joints_within(units: Units, first: int, final: int) -> list[Between]:
    """Return the joints of a line that are not as between two Han."""
    get, starts = units.joints.get, units.starts
    ends = starts[bisect_right(starts, first) : bisect_right(starts, final)]
    return [joint for start in ends if (joint := get(start - 1)) is not None]


def _squeezed(joints: list[Between], excess: float) -> dict[int, float]:
    """Return the share that each rank gives so that ``excess`` goes, the lowest ranks first."""
    room: dict[int, float] = {}
    for joint in joints:
        if joint.squeeze:
            room[joint.rank] = room.get(joint.rank, 0.0) + joint.squeeze
    shares: dict[int, float] = {}
    for rank in sorted(room):
        shares[rank] = min(1.0, excess / room[rank])
        excess -= shares[rank] * room[rank]
        if excess <= 0:
            break
    return shares


def _spaced_word(units: Units, first: int, final: int, slack: float) -> Fit:
    """Space the letters of a lone word, unless that would tear it apart."""
    count = _letters_within(units, first, final) - 1
    most = MOST_TRACKING * units.em / 1000
    if not count or slack / count > most:
        return AS_IS
    return Fit(tracking=slack / count, tracks_words=True)


def _letters_within(units: Units, first: int, final: int) -> int:
    """Return how many glyphs the line from ``first`` to ``final`` shows, its hyphen too."""
    starts = units.starts
    start, end = bisect_right(starts, first) - 1, bisect_right(starts, final)
    joint = units.joints.get(final)
    count = 1 if joint is not None and joint.is_hyphen else 0
    for index in range(start, end):
        pieces = units.tokens[index][3]
        run = min(starts[index + 1], final + 1) - max(starts[index], first)
        count += letters(pieces) if pieces else run
    return count


def letters(pieces: Pieces) -> int:
    """Return how many glyphs ``pieces`` show."""
    return sum(len(piece) for piece in pieces if isinstance(piece, str))
