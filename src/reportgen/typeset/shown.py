"""Shown: how words and marks look in a face at a size; all answers are kept."""

from functools import cache
from typing import NamedTuple, TypeAlias

from reportgen.fonts import Face, Remembered, written
from reportgen.model.length import Length
from reportgen.zh.classes import Kind, kind_of

Pieces: TypeAlias = tuple[str | int, ...]


class Shown(NamedTuple):
    """A word or a mark on its way to the paper."""

    text: str
    """What was written."""
    pieces: Pieces
    width: float
    head: float
    """The blank that goes when it starts a line."""
    tail: float
    """The blank that goes when it ends a line."""


@cache
def shown_in(face: Face, size: Length) -> Remembered[str, Shown]:
    """Return a table from words and marks to their looks."""
    em = size / 1000

    def look_up(token: str) -> Shown:
        pieces, width = face.word(token)
        text = "".join(map(written, token))
        head = tail = 0
        match kind_of(token[0]):
            case Kind.OPENING:
                head = face.halving(token)[0]
            case Kind.CLOSING | Kind.STOP:
                tail = face.halving(token)[1]
            case _:
                pass
        return Shown(text, pieces, width * em, head * em, tail * em)

    return Remembered(look_up)
