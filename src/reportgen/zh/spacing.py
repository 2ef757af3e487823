"""Spacing: what stands between two characters of a line, and how far it may give.

In thousandths of an em. Sources: CLREQ, GB/T 15834 5.1, CY/T 154-2017 8. Squeezed first is what
has the lowest ``rank``: brackets, commas, the Han-Latin gap, full stops. (A mark at a line's end
has lost its blank before that; word spaces and middle dots are as narrow as they may be.)
"""

from functools import cache

from msgspec import Struct

from reportgen.model.typography import USUAL, Typography
from reportgen.zh.classes import Kind, kind_of
from reportgen.zh.kinsoku import LATIN_CLOSING, LATIN_OPENING, SIGNS, may_break

WORD_SPACE = 250
"""CLREQ: a word space is a quarter to half an em."""
WIDEST_SPACE, WIDEST_GAP = 500, 375
"""How far a word space and a Han-Latin gap grow before letters are spaced; CLREQ allows half an em
for either, but gaps so wide tear a line apart, and a little between all letters is not seen."""
NARROWEST_GAP = 125
NO_BREAK_SPACE = "\u00a0"
HALF = 500
_FULL = 1000
_MARK_SQUEEZE = 250
SHARED_EM = {"！！": "‼", "？？": "⁇", "？！": "⁈", "！？": "⁉"}
"""GB/T 15834, 5.1.2: two of these marks share one em and are as one; three share two ems."""

_BRACKET_RANK, _COMMA_RANK, _GAP_RANK, _STOP_RANK = 1, 2, 3, 4
_RANKS = dict.fromkeys("，、；：", _COMMA_RANK) | dict.fromkeys("。？！．", _STOP_RANK)
_MARKS = {Kind.OPENING, Kind.CLOSING, Kind.STOP}
_BLANK_AFTER = {Kind.CLOSING, Kind.STOP}
_DOTS = frozenset("·‧・")
_NARROW_STOPS = frozenset(".,;:!?")
HANGING = frozenset("、，。")
"""The marks that may stand in the margin."""


class Joint(Struct, frozen=True):
    """Between two neighbours of a line.

    ``cut_after`` and ``cut_before`` are taken from the blank after the first and before the
    second, as far as the font has it; so are the squeezes. ``pad_after`` and ``pad_before`` say
    how wide the first and the second are to be at least: what is narrower gets half of the rest.
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
    pad_after: int = 0
    pad_before: int = 0
    is_even: bool = True
    """Whether even letter spacing widens it."""


PLAIN = Joint()
"""As between two Han."""


@cache
def joint(neighbours: str, rules: Typography = USUAL) -> Joint:
    """Return what stands between two characters: ``中A``, or ``中 A`` when a space was typed."""
    before, typed, after = neighbours[0], neighbours[1:-1], neighbours[-1]
    breaks = may_break(before, after, is_spaced=bool(typed), kinsoku=rules.kinsoku)
    breaks = breaks and typed != NO_BREAK_SPACE
    if typed and _keeps_space(before, after):
        return Joint(breaks, keeps_space=True, gap=WORD_SPACE, stretch=WIDEST_SPACE - WORD_SPACE)
    found = _unspaced(before, after, rules, breaks=breaks)
    return PLAIN if found == PLAIN else found


def _unspaced(before: str, after: str, rules: Typography, *, breaks: bool) -> Joint:
    first, second = kind_of(before), kind_of(after)
    if first in _MARKS and second in _MARKS:
        return _between_marks(before, after, rules, breaks=breaks)
    if Kind.MIDDLE in (first, second):
        return _beside_middle(before, after, breaks=breaks)
    if first in _BLANK_AFTER:
        return _after_mark(before, after, breaks=breaks)
    if second is Kind.OPENING:
        return Joint(may_break=breaks, squeeze_before=_MARK_SQUEEZE, rank=_BRACKET_RANK)
    if {first, second} == {Kind.HAN, Kind.LATIN}:
        return _between_han_and_latin(before, after, rules.autospace, breaks=breaks)
    is_latin = first is Kind.LATIN or second is Kind.LATIN
    return Joint(may_break=breaks, is_even=not is_latin)


def _after_mark(before: str, after: str, *, breaks: bool) -> Joint:
    """A mark gives of the blank after it; a bracket all of it before a narrow stop: （15）."""
    if kind_of(before) is Kind.CLOSING and after in _NARROW_STOPS:
        return Joint(may_break=breaks, cut_after=HALF, is_even=False)
    rank = _RANKS.get(before, _BRACKET_RANK)
    return Joint(may_break=breaks, squeeze_after=_MARK_SQUEEZE, rank=rank)


def _keeps_space(before: str, after: str) -> bool:
    """A typed space stays between words, between Han, and after the narrow stop of a sentence.

    Elsewhere the rules make the space.
    """
    first, second = kind_of(before), kind_of(after)
    if first is second:
        return first in (Kind.LATIN, Kind.HAN)
    if before in _NARROW_STOPS and second is Kind.HAN:  # [M]. 北京
        return True
    return {first, second} == {Kind.LATIN, Kind.DASH} and "—" in (before, after)


def _between_marks(before: str, after: str, rules: Typography, *, breaks: bool) -> Joint:
    """Two full-width marks take one and a half em (CLREQ); the blank inside them goes.

    Where a brand wants them in one em, all the blank between them goes.
    """
    cut_both = HALF if rules.adjacent == _FULL else 0
    if kind_of(before) is Kind.OPENING:
        return Joint(may_break=breaks, cut_before=HALF, is_even=False)
    is_even = kind_of(after) is Kind.OPENING
    return Joint(may_break=breaks, cut_after=HALF, cut_before=cut_both, is_even=is_even)


def _beside_middle(before: str, after: str, *, breaks: bool) -> Joint:
    """CLREQ: the middle dot is half an em wide and fixed; brackets keep their blank beside it."""
    return Joint(
        may_break=breaks,
        cut_after=HALF,
        cut_before=HALF,
        pad_after=HALF if before in _DOTS else 0,
        pad_before=HALF if after in _DOTS else 0,
        is_even=False,
    )


def _between_han_and_latin(before: str, after: str, autospace: int, *, breaks: bool) -> Joint:
    if after in LATIN_CLOSING or after == "％" or before in LATIN_OPENING or before in SIGNS:
        return Joint(may_break=breaks, is_even=False)
    # A bracket for what kind of source it is follows its title at once: 史记[M] (GB/T 7714).
    if before in _NARROW_STOPS or after == "[" or not autospace:
        return Joint(may_break=breaks)
    return Joint(
        may_break=breaks,
        gap=autospace,
        stretch=max(0, WIDEST_GAP - autospace),
        squeeze=max(0, autospace - NARROWEST_GAP),
        rank=_GAP_RANK,
    )
