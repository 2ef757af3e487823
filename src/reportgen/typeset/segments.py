"""Segments: the units of a fitted line at their places, as glyph runs."""

from bisect import bisect_right

from reportgen.fonts import SOFT_HYPHEN
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
    unit, gap, place, spacing, owed = first, 0.0, x - units.head.get(first, 0.0), 0.0, 0.0
    for index in range(bisect_right(starts, first) - 1, bisect_right(starts, final)):
        start, text, look, pieces = tokens[index]
        end = starts[index + 1]
        before, place = place, place + gap
        its_spacing = tracking
        if not pieces:
            if unit > start or end > final + 1:
                end = min(end, final + 1)
                text = text[unit - start : end - start]
            pieces = (text,)
        elif tracking and not fitted.spaces(text):
            its_spacing = 0.0
        if look is not maker.look or its_spacing != spacing:
            maker.start_run(look, its_spacing, place, before)
            spacing, owed = its_spacing, 0.0
        elif gap or spacing or owed:
            owed += (gap - spacing) * 1000 / look.size
            if move := round(owed):
                owed -= move
                maker.move(move)
        maker.add(text, pieces)
        place += sum(advance[unit:end])
        if spacing:
            place += spacing * (letters(pieces) - 1)
        unit, gap = end, tracking
        if joint := joint_after(end - 1):
            gap = fitted.gap(joint)
            if joint.is_space and unit <= final:
                owed -= maker.space(look) + spacing * 1000 / look.size
    return _finished(maker, units, final, place, spacing)


def _finished(maker: "_LineMaker", units: Units, final: int, end: float, spacing: float) -> Line:
    last = units.joints.get(final)
    if last is not None and last.is_space:
        maker.texts.append(" ")
    if last is not None and last.is_hyphen:
        maker.said += SOFT_HYPHEN
        end += spacing
    tail = units.tail.get(final, 0.0)
    return maker.finish(end - min(0.0, tail), end - tail)


class _LineMaker:
    """Collects runs and segments."""

    def __init__(self) -> None:
        self.look: Look | None = None
        self.pieces: list[str | int] = []
        """Of the run at hand, but for the characters last said."""
        self.said = ""
        self.texts: list[str] = []
        """Of the segment at hand."""
        self._run = (0.0, 0.0)
        self._segment_x = 0
        self._runs: list[GlyphRun] = []
        self._segments: list[Segment] = []
        self._dots: list[Dot] = []

    def add(self, text: str, pieces: tuple[str | int, ...]) -> None:
        """Add what was written, and how it is shown."""
        self.texts.append(text)
        self.said += pieces[0]  # type: ignore[operator]  # pieces start with characters
        if len(pieces) > 1:
            self.pieces += (self.said, *pieces[1:-1])
            self.said = pieces[-1]  # type: ignore[assignment]  # and end with them

    def move(self, move: int) -> None:
        """Move the pen to the right, in thousandths of the size."""
        self.pieces += (self.said, move)
        self.said = ""

    def space(self, look: Look) -> int:
        """Show a space, which is a part of the gap that follows; return its width."""
        self.texts.append(" ")
        self.said += " "
        return look.face.advance(" ")

    def start_run(self, look: Look, spacing: float, x: float, before: float) -> None:
        """Start a run, and a segment when it has another key; the last one ended ``before``."""
        old = self.look
        if old is not None:
            self._end_run(old)
            if look.key != old.key:
                self._end_segment(old, before)
        if old is None or look.key != old.key:
            self._segment_x = round(x)
        self.look, self._run = look, (spacing, x)

    def finish(self, end: float, width: float) -> Line:
        """Return the line; its last glyph ends at ``end``."""
        if self.look is not None:
            self._end_run(self.look)
            self._end_segment(self.look, end)
        return Line(tuple(self._segments), round(width), tuple(self._dots))

    def _end_run(self, look: Look) -> None:
        spacing, x = self._run
        pieces = (*self.pieces, self.said)
        tracking = spacing * 1000 / look.size
        run = GlyphRun(
            look.face.name, look.size, look.colour, round(x), look.rise, pieces, tracking
        )
        self._runs.append(run)
        self.pieces, self.said = [], ""
        if look.is_dotted:
            self._dots += dots_below(run, look.face)

    def _end_segment(self, look: Look, end: float) -> None:
        x, text = self._segment_x, "".join(self.texts)
        self._segments.append(Segment(look.key, x, round(end) - x, tuple(self._runs), text))
        self._runs, self.texts = [], []
