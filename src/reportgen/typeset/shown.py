"""Shown: how words and marks look in a face at a size; all answers are kept."""

from functools import cache
from typing import NamedTuple, TypeAlias

from reportgen.fonts import Face, Remembered, written
from reportgen.model.length import Length
from reportgen.model.typography import Typography
from reportgen.zh.classes import Kind, kind_of
from reportgen.zh.spacing import HALF, HANGING, SHARED_EM

Pieces: TypeAlias = tuple[str | int, ...]


class Shown(NamedTuple):
    """A word or a mark on its way to the paper."""

    text: str
    """What was written."""
    pieces: Pieces
    """They start and end with characters, if with none."""
    width: float
    head: float
    """The blank that goes when it starts a line."""
    tail: float
    """The blank that goes when it ends a line."""
    margin: float
    """What goes when it may hang in the margin."""
    last: str
    """The character that stands before the next joint."""
    is_latin: bool
    has_blank: bool
    """Whether any blank of it may go."""


@cache
def shown_in(face: Face, size: Length, rules: Typography) -> Remembered[str, Shown]:
    """Return a table from words and marks to their looks."""
    em = size / 1000

    def look_up(token: str) -> Shown:
        pieces, width = (
            _shared(face, token) if token[1:] and token[0] in "！？" else face.word(token)
        )
        last = SHARED_EM.get(token, token[-1])
        text = "".join(map(written, token))
        head = tail = 0
        kind = kind_of(token[0])
        match kind:
            case Kind.OPENING:
                head = face.halving(token)[0]
            case Kind.CLOSING | Kind.STOP if rules.halves_line_end:
                tail = face.halving(last)[1]
            case _:
                pass
        margin = width if token in HANGING else tail
        lengths = (width * em, head * em, tail * em, margin * em)
        return Shown(text, pieces, *lengths, last, kind is Kind.LATIN, bool(head or tail or margin))

    return Remembered(look_up)


def _shared(face: Face, marks: str) -> tuple[Pieces, int]:
    """Return a run of ``！`` and ``？``: two of them share one em, three share two."""
    cuts = [min(HALF, face.halving(mark)[1]) for mark in marks]
    if marks not in SHARED_EM:
        cuts[-1] = 0
    width = sum(map(face.advance, marks)) - sum(cuts)
    pairs = zip(marks, cuts, strict=True)
    return (*(part for mark, cut in pairs for part in (mark, -cut)), ""), width
