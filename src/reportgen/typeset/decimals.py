"""Decimals: where the point of a number stands in its line."""

from reportgen.fonts import FontSet
from reportgen.model.length import Length
from reportgen.typeset.line import Line
from reportgen.zh.figures import is_gap, point_of


def point_in(line: Line, fonts: FontSet) -> Length | None:
    """Return how far from the left of ``line`` its decimal point stands, or nothing.

    A whole number has its point behind its last digit, and so has a dash that stands for one.
    """
    if len(line.segments) == 1 and len(line.segments[0].runs) == 1:
        run = line.segments[0].runs[0]
        if len(run.pieces) == 1 and isinstance(run.pieces[0], str) and not run.tracking:
            text = run.pieces[0]
            if is_gap(line.segments[0].text):
                return line.width
            before = point_of(text)
            if before is None:
                return None
            advances = fonts.by_name(run.face).advances
            return run.x + sum(advances[char] for char in text[:before]) * run.size // 1000
    glyphs = list(_glyphs(line, fonts))
    text = "".join(char for char, _ in glyphs)
    if is_gap(text):
        return line.width
    before = point_of(text)
    return glyphs[before - 1][1] if before else None


def _glyphs(line: Line, fonts: FontSet) -> list[tuple[str, Length]]:
    """Return the characters of the words of ``line``, without marks, and where each ends."""
    found: list[tuple[str, Length]] = []
    for segment in line.segments:
        if segment.key:
            continue
        for run in segment.runs:
            advances, x, em = fonts.by_name(run.face).advances, float(run.x), run.size / 1000
            for piece in run.pieces:
                if isinstance(piece, int):
                    x += piece * em
                    continue
                for char in piece:
                    x += (advances[char] + run.tracking) * em
                    found.append((char, round(x)))
    return found
