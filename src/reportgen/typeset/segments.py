"""Segments: the units of a fitted line at their places, as glyph runs."""

from bisect import bisect_right

from reportgen.fonts import SOFT_HYPHEN, written_text
from reportgen.model.page import GlyphRun
from reportgen.typeset.dots import dots_below
from reportgen.typeset.justify import Fit, letters
from reportgen.typeset.line import Dot, Line, Segment
from reportgen.typeset.prepare import Look, Units


def set_line(units: Units, first: int, final: int, x: float, fitted: Fit) -> Line:
    """Return the line from unit ``first`` to ``final``, starting at ``x``.

    What a move of whole thousandths lacks goes to the next one, so that roundings do not add up.
    """
    tokens, starts, advance = units.tokens, units.starts, units.advance
    joint_after, tracking = units.joints.get, fitted.tracking
    maker = _LineMaker()
    now, pieces = None, maker.pieces
    unit, gap, place, spacing, owed, scale = (
        first,
        0.0,
        x - units.head.get(first, 0.0),
        0.0,
        0.0,
        1.0,
    )
    for index in range(bisect_right(starts, first) - 1, bisect_right(starts, final)):
        start, text, look, shown = tokens[index]
        if shown:
            end, width = unit + 1, advance[unit]
            its_spacing = tracking if tracking and fitted.spaces(text) else 0.0
        else:
            end, its_spacing = starts[index + 1], tracking
            if unit > start or end > final + 1:
                end = min(end, final + 1)
                text = text[unit - start : end - start]
            width, shown = sum(advance[unit:end]), (text,)
        if look is not now or its_spacing != spacing:
            pieces = maker.start_run(look, its_spacing, place + gap, place)
            now, spacing, owed, scale = look, its_spacing, 0.0, 1000 / look.size
        elif gap or spacing or owed:
            owed += (gap - spacing) * scale
            if move := round(owed):
                owed -= move
                pieces.append(move)
        pieces += shown
        place += gap + width
        if spacing:
            place += spacing * (letters(shown) - 1)
        unit, gap = end, tracking
        if joint := joint_after(end - 1):
            gap = fitted.gap(joint) if joint.stretch or joint.squeeze or tracking else joint.gap
            if joint.is_space and unit <= final:
                pieces.append(" ")
                owed -= look.face.advances[" "] + spacing * scale
    return _finished(maker, units, final, place, spacing)


def _finished(maker: "_LineMaker", units: Units, final: int, end: float, spacing: float) -> Line:
    last = units.joints.get(final)
    if last is not None and last.is_hyphen:
        maker.pieces.append(SOFT_HYPHEN)
        end += spacing
    tail = units.tail.get(final, 0.0)
    is_spaced = last is not None and last.is_space
    return maker.finish(end - min(0.0, tail), end - tail, " " if is_spaced else "")


class _LineMaker:
    """Collects runs and segments."""

    def __init__(self) -> None:
        self.pieces: list[str | int] = []
        """Of the run at hand."""
        self._look: Look | None = None
        self._run = (0.0, 0.0)
        self._segment_x = 0
        self._runs: list[GlyphRun] = []
        self._said: list[str] = []
        """What the runs of the segment at hand show."""
        self._segments: list[Segment] = []
        self._dots: list[Dot] = []

    def start_run(self, look: Look, spacing: float, x: float, before: float) -> list[str | int]:
        """Start a run, and a segment when it has another key; return the list of its pieces.

        The last run ended ``before``.
        """
        old = self._look
        if old is not None:
            self._end_run(old)
            if look.key != old.key:
                self._end_segment(old, before, "")
        if old is None or look.key != old.key:
            self._segment_x = round(x)
        self._look, self._run = look, (spacing, x)
        return self.pieces

    def finish(self, end: float, width: float, after: str) -> Line:
        """Return the line; its last glyph ends at ``end``, ``after`` is written behind it."""
        if self._look is not None:
            self._end_run(self._look)
            self._end_segment(self._look, end, after)
        return Line(tuple(self._segments), round(width), tuple(self._dots))

    def _end_run(self, look: Look) -> None:
        spacing, x = self._run
        pieces, said = _merged(self.pieces)
        tracking = spacing * 1000 / look.size
        run = GlyphRun(
            look.face.name, look.size, look.colour, round(x), look.rise, pieces, tracking
        )
        self._runs.append(run)
        self._said.append(said)
        self.pieces = []
        if look.is_dotted:
            self._dots += dots_below(run, look.face)

    def _end_segment(self, look: Look, end: float, after: str) -> None:
        x, text = self._segment_x, written_text("".join(self._said)) + after
        self._segments.append(Segment(look.key, x, round(end) - x, tuple(self._runs), text))
        self._runs, self._said = [], []


def _merged(pieces: list[str | int]) -> tuple[tuple[str | int, ...], str]:
    """Return ``pieces`` with neighbouring strings joined, and all that they show."""
    merged: list[str | int] = []
    said = whole = ""
    for piece in pieces:
        if isinstance(piece, str):
            said += piece
        elif piece:
            whole += said
            merged += (said, piece)
            said = ""
    return (*merged, said), whole + said
