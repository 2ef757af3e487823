"""Joints: what stands between the units of a paragraph, as lengths."""

from functools import cache
from math import inf
from typing import NamedTuple, TypeAlias

from reportgen.fonts import Face, Remembered, plain_digit
from reportgen.model.length import Length
from reportgen.model.typography import Typography
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
    even: float = 0.0
    """What letter spacing may add before a line counts as loose; 0 where it may not."""
    is_space: bool = False
    """Whether a typed space stays."""
    is_hyphen: bool = False
    """Whether a line that ends here ends with a hyphen."""


GLUED = Between(penalty=inf)


class Neighbours(NamedTuple):
    """The faces and sizes on both sides of a joint, the paragraph's own size, and the rules."""

    face: Face
    size: Length
    next_face: Face
    next_size: Length
    own_size: Length
    rules: Typography


JointTable: TypeAlias = "Remembered[str, Between | None]"


@cache
def joints_between(neighbours: Neighbours) -> JointTable:
    """Return a table from two characters, a typed space between them or not, to their joint.

    It has nothing for what is as between two Han.
    """

    def look_up(chars: str) -> Between | None:
        plain = plain_digit(chars[0]) + chars[1:-1] + plain_digit(chars[-1])
        found = joint(plain, neighbours.rules)
        return None if found is PLAIN else _measured(found, chars, neighbours)

    return Remembered(look_up)


def across_mark(found: Between) -> Between:
    """Return the joint after a raised mark: the mark takes the place of other spacing."""
    if found.is_space:
        return found
    return Between(penalty=found.penalty, even=found.even)


def _measured(found: Joint, chars: str, neighbours: Neighbours) -> Between:
    """Cut and squeeze the blank inside marks only as far as their fonts have it."""
    em, rank = neighbours.own_size / 1000, found.rank
    face, size = neighbours.face, neighbours.size / 1000
    next_face, next_size = neighbours.next_face, neighbours.next_size / 1000
    blank_after = blank_before = 0.0
    if found.cut_after or found.squeeze_after:
        blank_after = face.halving(chars[0])[1] * size
    if found.cut_before or found.squeeze_before:
        blank_before = next_face.halving(chars[-1])[0] * next_size
    cut = min(found.cut_after * em, blank_after) + min(found.cut_before * em, blank_before)
    squeeze = min(found.squeeze_after * em, blank_after) + min(
        found.squeeze_before * em, blank_before
    )
    pad = max(0.0, found.pad_after - face.advance(chars[0])) * size / 2
    pad += max(0.0, found.pad_before - next_face.advance(chars[-1])) * next_size / 2
    return Between(
        penalty=0.0 if found.may_break else inf,
        gap=found.gap * em - cut + pad,
        stretch=found.stretch * em,
        squeeze=found.squeeze * em + squeeze,
        rank=rank,
        even=EVEN * em if found.is_even else 0.0,
        is_space=found.keeps_space,
    )
