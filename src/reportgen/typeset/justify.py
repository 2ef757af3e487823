"""Justify: the units of a line at their places, as segments of glyph runs.

What a line lacks goes to word spaces and Han-Latin gaps first, then evenly between the letters;
what it has too much is taken in the order of squeezing (CLREQ).
"""

from bisect import bisect_right
from dataclasses import dataclass

from reportgen.model.page import GlyphRun
from reportgen.typeset.line import Line, Segment
from reportgen.typeset.prepare import Look, Units
from reportgen.typeset.shown import Pieces

MOST_TRACKING = 250
"""A word alone on its line is spaced to fill it by no more than this, in thousandths of an em."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What stands after each unit of a line but the last, and the letter spacing."""

    gaps: list[float]
    tracking: float = 0.0
    tracks_words: bool = False
    """Whether words are spaced too, as there is nothing else to space."""


def fit(units: Units, first: int, final: int, slack: float) -> Fit:
    """Return how the line from unit ``first`` to ``final`` gains ``slack``, or loses it."""
    gaps = units.gap[first:final]
    if slack < 0:
        _squeeze(units, first, gaps, -slack)
        return Fit(gaps)
    stretch = units.stretch[first:final]
    room = sum(stretch)
    even = sum(map(bool, units.even[first:final]))
    if room and (slack <= room or not even):
        share = slack / room
        return Fit([gap + share * more for gap, more in zip(gaps, stretch, strict=True)])
    if even:
        gaps = [gap + more for gap, more in zip(gaps, stretch, strict=True)]
        return Fit(gaps, (slack - room) / even)
    return _spaced_word(units, first, final, slack)


def _squeeze(units: Units, first: int, gaps: list[float], excess: float) -> None:
    """Take ``excess`` from ``gaps``, the lowest ranks first."""
    ranks: dict[int, list[int]] = {}
    for place in range(len(gaps)):
        if units.squeeze[first + place]:
            ranks.setdefault(units.rank[first + place], []).append(place)
    for rank in sorted(ranks):
        room = sum(units.squeeze[first + place] for place in ranks[rank])
        share = min(1.0, excess / room)
        for place in ranks[rank]:
            gaps[place] -= share * units.squeeze[first + place]
        excess -= share * room
        if excess <= 0:
            return


def _spaced_word(units: Units, first: int, final: int, slack: float) -> Fit:
    """Space the letters of a lone word, unless that would tear it apart."""
    gaps = units.gap[first:final]
    tokens = units.tokens[_token_at(units, first) : _token_at(units, final) + 1]
    letters = sum(_letters(pieces) or 1 for *_, pieces in tokens) - 1
    most = MOST_TRACKING * tokens[0][2].size / 1000
    if not letters or slack / letters > most:
        return Fit(gaps)
    return Fit(gaps, slack / letters, tracks_words=True)


def _letters(pieces: Pieces) -> int:
    return sum(len(piece) for piece in pieces if isinstance(piece, str))


def _token_at(units: Units, unit: int) -> int:
    return bisect_right(units.starts, unit) - 1


def set_line(units: Units, first: int, final: int, x: float, fitted: Fit) -> Line:
    """Return the line from unit ``first`` to ``final``, starting at ``x``."""
    setter = _Setter(x - units.head[first])
    tracking, tracks_words = fitted.tracking, fitted.tracks_words
    index = _token_at(units, first)
    unit = first
    while unit <= final:
        start, text, look, pieces = units.tokens[index]
        index += 1
        end = min(units.starts[index], final + 1)
        if pieces:
            width = units.advance[unit]
            is_tracked = tracks_words or (len(text) == 1 and not text.isascii())
        else:
            text = text[unit - start : end - start]
            pieces = (text,)
            width = sum(units.advance[unit:end])
            is_tracked = True
        setter.add(look, pieces, text, width, tracking if is_tracked else 0.0)
        joint = end - 1
        if joint in units.spaces:
            setter.add_space(is_shown=joint < final)
        if joint < final:
            is_spaced = tracks_words or units.even[joint]
            setter.place += fitted.gaps[joint - first] + (tracking if is_spaced else 0.0)
        unit = end
    return setter.line(units.tail[final])


class _Setter:
    """Moves along a line: ``place`` is where things should stand, ``pen`` where glyphs do."""

    def __init__(self, x: float) -> None:
        self.place = self._pen = x
        self._end = x
        self._look: Look | None = None
        self._tracking = 0.0
        self._run_x = self._segment_x = x
        self._pieces: list[str | int] = []
        self._runs: list[GlyphRun] = []
        self._texts: list[str] = []
        self._segments: list[Segment] = []

    def add(
        self,
        look: Look,
        pieces: Pieces,
        text: str,
        width: float,
        tracking: float,
    ) -> None:
        """Show ``pieces``, which are ``width`` wide without ``tracking``, at the place."""
        if look is not self._look or tracking != self._tracking:
            self._start(look, tracking)
        elif move := round((self.place - self._pen) * 1000 / look.size):
            self._pieces.append(move)
            self._pen += move * look.size / 1000
        self._pieces += pieces
        self._texts.append(text)
        self._pen += width
        self.place += width
        if tracking:
            letters = _letters(pieces)
            self._pen += tracking * letters
            self.place += tracking * (letters - 1)
        self._end = self.place

    def add_space(self, *, is_shown: bool) -> None:
        """Add the author's space: a real one, so that words are heard and copied apart."""
        self._texts.append(" ")
        if is_shown and self._look:
            self._pieces.append(" ")
            self._pen += self._look.face.widths[self._look.size][" "] + self._tracking

    def _start(self, look: Look, tracking: float) -> None:
        self._end_run()
        if self._look and look.key != self._look.key:
            self._end_segment()
        if not self._texts:
            self._segment_x = self.place
        self._look, self._tracking = look, tracking
        self._run_x = self._pen = self.place

    def _end_run(self) -> None:
        look = self._look
        if look and self._pieces:
            pieces = tuple(_merged(self._pieces))
            tracking = self._tracking * 1000 / look.size
            self._runs.append(
                GlyphRun(
                    look.face.name,
                    look.size,
                    look.colour,
                    round(self._run_x),
                    look.rise,
                    pieces,
                    tracking,
                )
            )
            self._pieces = []

    def _end_segment(self) -> None:
        if self._look:
            x = round(self._segment_x)
            self._segments.append(
                Segment(
                    self._look.key,
                    x,
                    round(self._end) - x,
                    tuple(self._runs),
                    "".join(self._texts),
                )
            )
            self._runs, self._texts = [], []

    def line(self, tail: float) -> Line:
        """Return what was set; the last mark's blank, ``tail``, does not count."""
        self._end_run()
        self._end_segment()
        return Line(tuple(self._segments), round(self._end - tail))


def _merged(pieces: list[str | int]) -> list[str | int]:
    """Join neighbouring strings."""
    merged: list[str | int] = []
    for piece in pieces:
        if merged and isinstance(piece, str) and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged
