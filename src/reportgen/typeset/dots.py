"""Dots below emphasised characters (着重号): one for each Han character, none for marks."""

from collections.abc import Iterator

from reportgen.fonts import Face
from reportgen.model.page import GlyphRun
from reportgen.typeset.line import Dot
from reportgen.zh.classes import Kind, kind_of

_DEPTH, _RADIUS = 265, 62
"""In thousandths of the size, below the baseline."""


def dots_below(run: GlyphRun, face: Face) -> Iterator[Dot]:
    """Yield the dots of a run; places count from the line's left edge and baseline."""
    em = run.size / 1000
    x = float(run.x)
    for piece in run.pieces:
        if isinstance(piece, int):
            x += piece * em
            continue
        for char in piece:
            width = face.advance(char) * em
            if kind_of(char) is Kind.HAN:
                middle = round(x + width / 2)
                yield Dot(middle, run.y - round(_DEPTH * em), round(_RADIUS * em), run.colour)
            x += width + run.tracking * em
