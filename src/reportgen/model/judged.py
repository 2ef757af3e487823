"""Judged: a sentence that judges numbers, as it is kept to be held against the next issue."""

from decimal import Decimal

from msgspec import Struct


class JudgedNumber(Struct, frozen=True, gc=False):
    """A bound number that a sentence speaks of: what was asked for, its value, its words."""

    key: str
    value: Decimal
    text: str
    is_share: bool = False
    """Whether its moves count in points."""


class Judged(Struct, frozen=True, gc=False):
    """Typed words with a judgement in them, and the numbers in them or right before them.

    ``words`` has a mark where a number stands: they are the same as long as nobody rewrites them.
    ``said`` is the sentence as printed, ``line_text`` its line in the source.
    """

    words: str
    numbers: tuple[JudgedNumber, ...]
    said: str
    file: str
    line: int
    column: int
    length: int
    line_text: str


class Review(Struct, frozen=True, gc=False):
    """A judgement that stands as it was, though a number of it moved; ``key`` names just this."""

    key: str
    judged: Judged
    before: JudgedNumber
    after: JudgedNumber
