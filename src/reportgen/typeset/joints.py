"""Joints: what stands between the units of a paragraph, as lengths."""

from functools import cache
from math import inf
from typing import NamedTuple, TypeAlias

from reportgen.fonts import Face, Remembered
from reportgen.model.length import Length
from reportgen.zh.spacing import PLAIN, Joint, joint

EVEN = 60
"""How far letter spacing opens a joint before a line counts as loose, in thousandths of an em."""


class Between(NamedTuple):
    """What stands between two units."""

    penalty: float = 0.0
    """What a line end costs here; infinite where none may be."""
    gap: float = 0.0
    stretch: float = 0.0
    """What the gap may gain before letters are spaced."""
    squeeze: float = 0.0
    rank: int = 0
    """The order of squeezing."""
    is_even: bool = True
    """Whether letter spacing widens it."""
    is_space: bool = False
    """Whether a typed space stays."""


GLUED = Between(penalty=inf, is_even=False)


class Neighbours(NamedTuple):
    """The faces and sizes on both sides of a joint, and the paragraph's own size."""

    face: Face
    size: Length
    next_face: Face
    next_size: Length
    own_size: Length


JointTable: TypeAlias = "Remembered[str, Between | None]"


@cache
def joints_between(neighbours: Neighbours) -> JointTable:
    """Return a table from two characters, a typed space between them or not, to their joint.

    It has nothing for what is as between two Han.
    """

    def look_up(chars: str) -> Between | None:
        found = joint(chars)
        return None if found is PLAIN else _measured(found, chars, neighbours)

    return Remembered(look_up)


def across_mark(found: Between) -> Between:
    """Return the joint after a raised mark: the mark takes the place of other spacing."""
    if found.is_space:
        return found
    return Between(penalty=found.penalty, is_even=found.is_even)


def _measured(found: Joint, chars: str, neighbours: Neighbours) -> Between:
    """Cut and squeeze the blank inside marks only as far as their fonts have it."""
    em = neighbours.own_size / 1000
    blank_after = blank_before = 0.0
    if found.cut_after or found.squeeze_after:
        blank_after = neighbours.face.halving(chars[0])[1] * neighbours.size / 1000
    if found.cut_before or found.squeeze_before:
        blank_before = neighbours.next_face.halving(chars[-1])[0] * neighbours.next_size / 1000
    cut = min(found.cut_after * em, blank_after) + min(found.cut_before * em, blank_before)
    squeeze = min(found.squeeze_after * em, blank_after) + min(
        found.squeeze_before * em, blank_before
    )
    return Between(
        penalty=0.0 if found.may_break else inf,
        gap=found.gap * em - cut,
        stretch=found.stretch * em,
        squeeze=found.squeeze * em + squeeze,
        rank=found.rank,
        is_even=found.is_even,
        is_space=found.keeps_space,
    )
