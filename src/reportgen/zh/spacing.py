"""Spacing: what stands between two characters of a line, and how far it may give.

In thousandths of an em. Sources: CLREQ, GB/T 15834 5.1, CY/T 154-2017 8. Squeezed first is what
has the lowest ``rank``: word space, middle dot, brackets, commas, Han-Latin gap, full stops.
"""

from dataclasses import dataclass
from functools import cache

from reportgen.zh.classes import Kind, kind_of
from reportgen.zh.kinsoku import LATIN_CLOSING, LATIN_OPENING, may_break

HAN_LATIN_GAP = 250
"""CLREQ: a quarter em between Han and Latin, made by space, never by a U+0020."""
_GAP_STRETCH = 125
_GAP_SQUEEZE = 125
WORD_SPACE = 250
"""CLREQ: a word space is a quarter to half an em."""
_WORD_STRETCH = 250
NO_BREAK_SPACE = "\u00a0"
HALF = 500
_MARK_SQUEEZE = 250

_RANKS = {"。": 5, "？": 5, "！": 5, "．": 5, "，": 3, "、": 3, "；": 3, "：": 3}
_BRACKET_RANK, _GAP_RANK = 2, 4
_MARKS = {Kind.OPENING, Kind.CLOSING, Kind.STOP}
_BLANK_AFTER = {Kind.CLOSING, Kind.STOP}


@dataclass(frozen=True, slots=True)
class Joint:
    """Between two neighbours of a line.

    ``cut_after`` and ``cut_before`` are taken from the blank after the first and before the
    second, as far as the font has it; so are the squeezes.
    """

    may_break: bool = True
    keeps_space: bool = False
    gap: int = 0
    stretch: int = 0
    squeeze: int = 0
    rank: int = 0
    cut_after: int = 0
    cut_before: int = 0
    squeeze_after: int = 0
    squeeze_before: int = 0
    is_even: bool = True
    """Whether even letter spacing widens it."""


PLAIN = Joint()
"""As between two Han."""


@cache
def joint(neighbours: str) -> Joint:
    """Return what stands between two characters: ``中A``, or ``中 A`` when a space was typed."""
    before, typed, after = neighbours[0], neighbours[1:-1], neighbours[-1]
    breaks = may_break(before, after, is_spaced=bool(typed)) and typed != NO_BREAK_SPACE
    if typed and _keeps_space(before, after):
        return Joint(breaks, keeps_space=True, gap=WORD_SPACE, stretch=_WORD_STRETCH)
    found = _unspaced(before, after, breaks=breaks)
    return PLAIN if found == PLAIN else found


def _unspaced(before: str, after: str, *, breaks: bool) -> Joint:
    first, second = kind_of(before), kind_of(after)
    if first in _MARKS and second in _MARKS:
        return _between_marks(before, after, breaks=breaks)
    if Kind.MIDDLE in (first, second):
        # CLREQ: the middle dot is half an em wide and fixed.
        return Joint(may_break=breaks, cut_after=HALF, cut_before=HALF, is_even=False)
    if first in _BLANK_AFTER:
        rank = _RANKS.get(before, _BRACKET_RANK)
        return Joint(may_break=breaks, squeeze_after=_MARK_SQUEEZE, rank=rank)
    if second is Kind.OPENING:
        return Joint(may_break=breaks, squeeze_before=_MARK_SQUEEZE, rank=_BRACKET_RANK)
    if {first, second} == {Kind.HAN, Kind.LATIN}:
        return _between_han_and_latin(before, after, breaks=breaks)
    is_latin = first is Kind.LATIN or second is Kind.LATIN
    return Joint(may_break=breaks, is_even=not is_latin)


def _keeps_space(before: str, after: str) -> bool:
    """A typed space stays between words, and between Han; elsewhere the rules make the space."""
    first, second = kind_of(before), kind_of(after)
    if first is second:
        return first in (Kind.LATIN, Kind.HAN)
    return {first, second} == {Kind.LATIN, Kind.DASH} and "—" in (before, after)


def _between_marks(before: str, after: str, *, breaks: bool) -> Joint:
    """Two full-width marks take one and a half em (CLREQ); the blank inside them goes."""
    if kind_of(before) is Kind.OPENING:
        return Joint(may_break=breaks, cut_before=HALF, is_even=False)
    return Joint(may_break=breaks, cut_after=HALF, is_even=kind_of(after) is Kind.OPENING)


def _between_han_and_latin(before: str, after: str, *, breaks: bool) -> Joint:
    if after in LATIN_CLOSING or before in LATIN_OPENING:
        return Joint(may_break=breaks, is_even=False)
    if before in ",.;:!?":
        return Joint(may_break=breaks)
    return Joint(
        may_break=breaks,
        gap=HAN_LATIN_GAP,
        stretch=_GAP_STRETCH,
        squeeze=_GAP_SQUEEZE,
        rank=_GAP_RANK,
    )
