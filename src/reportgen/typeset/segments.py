"""Segments: the units of a fitted line at their places, as glyph runs."""

from bisect import bisect_right

from reportgen.model.page import GlyphRun
from reportgen.typeset.justify import Fit, letters
from reportgen.typeset.line import Line, Segment
from reportgen.typeset.prepare import Look, Units


def set_line(units: Units, first: int, final: int, x: float, fitted: Fit) -> Line:
    """Return the line from unit ``first`` to ``final``, starting at ``x``.

    ``place`` is where things should stand, ``pen`` where glyphs do: a move of whole thousandths
    brings one to the other, so that roundings do not add up.
    """
    tokens, starts, advance = units.tokens, units.starts, units.advance
    gaps, tracking, spaces = fitted.gaps, fitted.tracking, units.spaces
    line = _LineMaker()
    spacing, em, place = 0.0, 1.0, x - units.head[first]
    pen, unit, index = place, first, bisect_right(starts, first) - 1
    while unit <= final:
        start, text, look, pieces = tokens[index]
        index += 1
        end = min(starts[index], final + 1)
        if pieces:
            width = advance[unit]
            its_spacing = tracking if tracking and fitted.spaces(text) else 0.0
        else:
            text = text[unit - start : end - start]
            pieces, width, its_spacing = (text,), sum(advance[unit:end]), tracking
        if look is not line.look or its_spacing != spacing:
            line.start_run(look, its_spacing, place)
            spacing, em, pen = its_spacing, look.size / 1000, place
        else:
            move = round((place - pen) / em)
            pen += move * em
            line.pieces.append(move)
        line.pieces += pieces
        line.texts.append(text)
        spaced = spacing * letters(pieces) if spacing else 0.0
        pen += width + spaced
        line.end = place = place + width + spaced - spacing
        joint, unit = end - 1, end
        if joint in spaces:
            line.texts.append(" ")
            if joint < final:
                line.pieces.append(" ")
                pen += look.face.widths[look.size][" "] + spacing
        if joint < final:
            place += gaps[joint - first]
            if tracking and (units.even[joint] or fitted.tracks_words):
                place += tracking
    return line.finish(units.tail[final])


class _LineMaker:
    """Collects runs and segments."""

    def __init__(self) -> None:
        self.look: Look | None = None
        self.pieces: list[str | int] = []
        """Of the run at hand."""
        self.texts: list[str] = []
        """Of the segment at hand."""
        self.end = 0.0
        """Where the last glyph ends."""
        self._run = (0.0, 0.0)
        self._segment_x = 0
        self._runs: list[GlyphRun] = []
        self._segments: list[Segment] = []

    def start_run(self, look: Look, spacing: float, x: float) -> None:
        """Start a run, and a segment when it has another key."""
        self._end_run()
        if self.look is None or look.key != self.look.key:
            self._end_segment()
            self._segment_x = round(x)
        self.look, self._run = look, (spacing, x)

    def finish(self, tail: float) -> Line:
        """Return the line; the last mark's blank, ``tail``, does not count."""
        self._end_run()
        self._end_segment()
        return Line(tuple(self._segments), round(self.end - tail))

    def _end_run(self) -> None:
        look, (spacing, x) = self.look, self._run
        if look is not None:
            self._runs.append(
                GlyphRun(
                    look.face.name,
                    look.size,
                    look.colour,
                    round(x),
                    look.rise,
                    _merged(self.pieces),
                    spacing * 1000 / look.size,
                )
            )
            self.pieces = []

    def _end_segment(self) -> None:
        if self.look is not None:
            x, text = self._segment_x, "".join(self.texts)
            width = round(self.end) - x
            self._segments.append(Segment(self.look.key, x, width, tuple(self._runs), text))
            self._runs, self.texts = [], []


def _merged(pieces: list[str | int]) -> tuple[str | int, ...]:
    """Join neighbouring strings; leave out moves by nothing."""
    merged: list[str | int] = []
    said = ""
    for piece in pieces:
        if isinstance(piece, str):
            said += piece
        elif piece:
            merged += (said, piece)
            said = ""
    merged.append(said)
    return tuple(merged)
