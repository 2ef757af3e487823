"""Board: the marks of one picture as they are drawn, in points from the lower left corner."""

import math
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from reportgen.draw.ground import Box, Ground
from reportgen.draw.ink import LEGIBLE, mixed, readable
from reportgen.draw.scale import AnyScale
from reportgen.fonts import FontSet
from reportgen.model.brand import WHITE, Brand, Colour, FontRole
from reportgen.model.chart import Mark, PathMark, Segment, TextMark
from reportgen.model.length import points, pt

LABEL = 8.5
"""Size of values, names and categories."""
SMALL = 8.0
"""Size of axis numbers and units."""
_CAP, _DEPTH = 0.76, 0.14
_SHIFTS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_PALER = (0.0, 0.5, 0.7)
"""White in the colours, by the round of the palette."""


class Part(StrEnum):
    """What words are for: all but notes and gaps are written anew where a chart is edited."""

    NOTE = "note"
    GAP = "gap"
    """Says that a value is not known."""
    AXIS = "axis"
    UNIT = "unit"
    NAME = "name"
    """Of a category."""
    LEGEND = "legend"
    VALUE = "value"
    TAIL = "tail"
    """At the end of a series: its name, its last value or both."""
    SUM = "sum"
    LINE = "line"
    """Names a line across the plot."""


class Words(Struct, frozen=True):
    """Words, their look, and what they are for: of which series, at which place."""

    text: str
    colour: Colour
    size: float = LABEL
    is_strong: bool = False
    part: Part = Part.NOTE
    at: tuple[int, int] = (0, 0)

    @property
    def role(self) -> FontRole:
        """The face they are set in."""
        return FontRole.CHART_STRONG if self.is_strong else FontRole.CHART


class Spot(Struct, frozen=True):
    """A place for words: where the baseline starts, ends or has its middle."""

    x: float
    y: float
    anchor: str = "middle"


class Plotted(Struct, frozen=True):
    """Where values were drawn: the box of the axes, and how its categories stand in it."""

    box: Box
    scales: Sequence[AnyScale]
    margins: tuple[float, float] = (0.0, 0.0)
    """Room below and above the scales, in steps of the first."""
    edge: float = 0.0
    """From the side of the box to the first category."""
    slot: float = 0.0
    """From one category to the next."""
    step: int = 1
    """How many categories one name stands for."""
    is_slanted: bool = False
    ticks: tuple[int, ...] = ()
    """The days that are named, on an axis of time."""


Label = tuple[Words, Sequence[Spot]]
"""Words, and the places they may take, the best one first."""


class Board:
    """Collects marks; knows the brand's colours and how wide words are."""

    def __init__(self, width: float, height: float, brand: Brand, fonts: FontSet) -> None:
        self.width = width
        self.height = height
        self.palette = brand.palette
        self.marks: list[Mark] = []
        self.said: list[tuple[Words, TextMark]] = []
        """All words, as they were written."""
        self.plots: list[Plotted] = []
        self.thickness = 0.0
        """Of a bar, or of the pieces of a stack."""
        self.radius = 0.0
        """Of a ring or disc."""
        self.leaders: list[tuple[tuple[float, float], tuple[float, float]]] = []
        """The lines from notes to what they speak of."""
        self.ground = Ground(Box(0, 0, width, height))
        self._fonts = fonts

    def series_colour(self, place: int) -> Colour:
        """Return the colour of the series at ``place``; later rounds are lighter."""
        lap, place = divmod(place, len(self.palette.chart))
        return mixed(self.palette.chart[place], WHITE, _PALER[min(lap, len(_PALER) - 1)])

    # ---- words -----------------------------------------------------------------------------

    def words(self, text: str, colour: Colour | None = None) -> Words:
        """Return ``text`` as labels are written."""
        return Words(text, colour or self.palette.text)

    def quiet(self, text: str) -> Words:
        """Return ``text`` as axes and units are written."""
        return Words(text, self.palette.muted, SMALL)

    def value(self, text: str, series: int, place: int) -> Words:
        """Return ``text`` as the value of a series is written."""
        return Words(text, self.palette.text, part=Part.VALUE, at=(series, place))

    def part(self, words: Words, part: Part, number: int = 0, place: int = 0) -> Words:
        """Return ``words`` as known to be a part of the chart."""
        return replace(words, part=part, at=(number, place))

    def unknown(self) -> Words:
        """Return what is written for a value that is not known."""
        return Words("—", self.palette.muted, SMALL, part=Part.GAP)

    def strong(self, words: Words) -> Words:
        """Return ``words`` in the stronger face."""
        return replace(words, is_strong=True)

    def width_of(self, words: Words) -> float:
        """Return how wide ``words`` are."""
        return points(self._fonts.width(words.text, words.role, pt(words.size)))

    def cut(self, words: Words, room: float) -> Words:
        """Return ``words`` cut with ``…`` so that they fit into ``room``."""
        if self.width_of(words) <= room:
            return words
        for end in range(len(words.text) - 1, 0, -1):
            cut = replace(words, text=f"{words.text[:end]}…")
            if self.width_of(cut) <= room:
                return cut
        return replace(words, text="…")

    def write(self, words: Words, spot: Spot) -> None:
        """Write ``words`` at ``spot``, moved as far as needed to stay in the picture."""
        words = self.cut(words, self.width)
        box = self._inside(self._box(words, spot))
        self._put(words, box.left, spot.y, 0.0)

    def turned(self, words: Words, x: float, y: float, angle: float) -> None:
        """Write ``words`` that rise by ``angle`` degrees and end at ``x``, ``y``."""
        turn, width = math.radians(angle), self.width_of(words)
        self._put(words, x - width * math.cos(turn), y - width * math.sin(turn), angle)

    def place(self, words: Words, spots: Sequence[Spot]) -> bool:
        """Write ``words`` at the best of ``spots`` in a colour that can be read there."""
        return self.place_all([(words, spots)])

    def place_all(self, labels: Sequence[Label]) -> bool:
        """Write all of ``labels`` or, when two would touch, none; tell which."""
        known = len(self.ground.words)
        chosen = []
        for words, spots in labels:
            best = self._best(words, spots)
            if best is None:
                del self.ground.words[known:]
                return False
            self.ground.words.append(best)
            chosen.append((words, best))
        del self.ground.words[known:]
        for words, box in chosen:
            ink = self._ink(words.colour, self.ground.colour(box))
            shown = words if ink == words.colour else replace(words, colour=ink)
            self._put(shown, box.left, box.low + words.size * _DEPTH, 0.0)
        return True

    def _ink(self, wanted: Colour, ground: Colour) -> Colour:
        """Return the colour for words on ``ground``: on a bar, plain dark or plain white."""
        if ground == WHITE:
            return readable(wanted)
        if wanted.contrast(ground) >= LEGIBLE:
            return wanted
        return max(WHITE, self.palette.text, key=ground.contrast)

    def _best(self, words: Words, spots: Sequence[Spot]) -> Box | None:
        boxes = [self._inside(self._box(words, spot)) for spot in spots]
        free = [box for box in boxes if self.ground.is_free(box)]
        return min(free, key=self.ground.cost, default=None)

    def _box(self, words: Words, spot: Spot) -> Box:
        width = self.width_of(words)
        left = spot.x - width * _SHIFTS[spot.anchor]
        low, high = spot.y - words.size * _DEPTH, spot.y + words.size * _CAP
        return Box(left, low, left + width, high)

    def _inside(self, box: Box) -> Box:
        """Return ``box`` moved sideways as far as needed to stay in the picture."""
        aside = max(-box.left, 0.0) or min(self.width - box.right, 0.0)
        return Box(box.left + aside, box.low, box.right + aside, box.high)

    def _put(self, words: Words, x: float, y: float, angle: float) -> None:
        x, y = round(x, 2), round(y, 2)
        mark = TextMark(words.text, words.role, words.size, x, y, angle, words.colour)
        self.marks.append(mark)
        self.said.append((words, mark))
        if not angle:
            self.ground.words.append(self._box(words, Spot(x, y, "start")))

    # ---- shapes ----------------------------------------------------------------------------

    def rule(self, x: float, y: float, to_x: float, colour: Colour, width: float) -> None:
        """Draw a level line."""
        self.marks.append(PathMark(level(x, y, to_x), None, colour, width))

    def box(self, box: Box, colour: Colour) -> None:
        """Fill a rectangle."""
        left, low, right, high = (
            round(side, 2) for side in (box.left, box.low, box.right, box.high)
        )
        corners = ("m", left, low), ("l", right, low), ("l", right, high), ("l", left, high)
        self.marks.append(PathMark((*corners, ("h",)), colour, None, 0.0))


def level(x: float, y: float, to_x: float) -> tuple[Segment, Segment]:
    """Return a level line as segments."""
    return ("m", round(x, 2), round(y, 2)), ("l", round(to_x, 2), round(y, 2))


def middle_of(size: float) -> float:
    """Return how far below the middle of a line of words its baseline stands."""
    return size * (_CAP - _DEPTH / 2) / 2


def height_of(size: float) -> float:
    """Return the height that a line of ``size`` takes above its baseline."""
    return size * _CAP
