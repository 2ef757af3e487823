"""Glyphs: the letters of a TextMark, each with its place along the baseline."""

from collections.abc import Iterator

from reportgen.fonts import FontSet
from reportgen.model.chart import Segment, TextMark

_EM = 1000


def placed_glyphs(mark: TextMark, fonts: FontSet) -> Iterator[tuple[float, tuple[Segment, ...]]]:
    """Yield how far along the baseline each glyph stands, and its outline; in em thousandths."""
    pen = -round(mark.anchor * fonts.width(mark.text, mark.role, _EM)) if mark.anchor else 0
    for face, part in fonts.runs(mark.text, mark.role):
        for piece in face.word(part)[0]:
            if isinstance(piece, int):
                pen += piece
                continue
            for char in piece:
                yield pen, face.outline(char)
                pen += face.advance(char)
