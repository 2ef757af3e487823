"""Plot: the area where values are drawn, with its axes, grid and units."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.draw.board import LABEL, SMALL, Board, Part, Plotted, Spot, level, middle_of
from reportgen.draw.dates import DateNames
from reportgen.draw.ground import Box
from reportgen.draw.ink import mixed
from reportgen.draw.names import Names
from reportgen.draw.scale import AnyScale
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import PathMark, Segment

_SIDE, _GAP, _HEAD = 1.0, 5.0, 6.0
_GRID_LINE, _BASE_LINE = 0.5, 0.8
_PALE = 0.45
LABEL_ROOM = LABEL + 5
"""Height that a value needs at the end of its bar."""
_LEAST = 24.0
_EDGE = 14.0


class Frame(Struct, frozen=True):
    """Where a plot lies, and how its categories stand in it."""

    area: Box
    tail: float | None = None
    """Room right of the plot; with it, the first category stands near the axis."""
    days: tuple[int, ...] = ()
    """The day of each category, on an axis of time."""
    is_even: bool = False
    """Whether days stand equally far apart, as those of a market do."""
    has_numbers: bool = True
    has_names: bool = True
    left: float | None = None
    """Where categories start, when that is not for the axis to say."""


class Plot:
    """An area with categories below and one or two value axes at its sides."""

    def __init__(
        self, board: Board, categories: Sequence[str], scales: Sequence[AnyScale], frame: Frame
    ) -> None:
        """Lay out the area of ``frame``."""
        self.board = board
        self.scales = scales
        self.frame = frame
        area, tail = frame.area, frame.tail
        self.has_tail = bool(tail)
        numbers = number_width(board, scales[0]) if frame.has_numbers else 0.0
        self.left = area.left + _SIDE + numbers + _GAP if frame.left is None else frame.left
        self.right = area.right - _SIDE - (tail or 0.0)
        if len(scales) > 1:
            self.right -= number_width(board, scales[1]) + _GAP
        count, width = max(1, len(categories)), self.right - self.left
        edge = width / count / 2
        if tail is not None and count > 1:
            edge = min(edge, _EDGE)
        self.slot = (width - 2 * edge) / (count - 1) if count > 1 else width
        self._start, self._edge = self.left + edge, edge
        self.names = self._below(categories)
        self.bottom = area.low + (self.names.height if self.names else 2.0)
        self.top = max(area.high - _HEAD, self.bottom + _LEAST)
        self._margins = 0.0, 0.0
        self._backs = 0

    def _below(self, categories: Sequence[str]) -> Names | DateNames | None:
        if not self.frame.has_names:
            return None
        days = self.frame.days
        if days:
            return DateNames(self.board, (days[0], days[-1]), self._at_day)
        middles = [self.middle(place) for place in range(len(categories))]
        return Names(self.board, list(zip(categories, middles, strict=True)), self.slot)

    def leave_room(self, ends: Sequence[tuple[Decimal, int]], room: float = LABEL_ROOM) -> None:
        """Keep room for the labels of the outermost values."""
        count = self.scales[0].count
        places = [self._shared(self.scales[a - 1].place(value), a) for value, a in ends] or [0.0]
        steps = room / (self.top - self.bottom) * count
        over = max(0.0, max(places) + steps - count)
        under = max(0.0, steps - min(places)) if min(places) < self.scales[0].below else 0.0
        self._margins = under, over

    def pad(self, values: Sequence[Decimal], room: float) -> None:
        """Keep ``room`` around the outermost of ``values``, above and below."""
        count = self.scales[0].count
        places = [self.scales[0].place(value) for value in values] or [0.0]
        steps = room / (self.top - self.bottom) * count
        over = max(0.0, max(places) + steps - count)
        self._margins = max(0.0, steps - min(places)), over

    def middle(self, place: int) -> float:
        """Return the x of the middle of the category at ``place``."""
        days = self.frame.days
        if days and not self.frame.is_even:
            return self._at_day(days[place])
        return self._start + place * self.slot

    def _at_day(self, day: int) -> float:
        days = self.frame.days
        if self.frame.is_even:
            return self._start + bisect_left(days, day) * self.slot
        share = (day - days[0]) / max(1, days[-1] - days[0])
        return self._start + share * (self.right - self.left - 2 * self._edge)

    def height(self, value: Decimal, axis: int = 1) -> float:
        """Return the y of ``value`` on an axis."""
        return self.y(self._shared(self.scales[axis - 1].place(value), axis))

    def _shared(self, steps: float, axis: int) -> float:
        """Return steps of an axis in steps of the first."""
        return steps if axis == 1 else steps * self.scales[0].count / self.scales[axis - 1].count

    @property
    def foot(self) -> float:
        """The y of the line that bars stand on."""
        return self.y(self.scales[0].base)

    def y(self, steps: float) -> float:
        """Return the height of so many steps of the first scale."""
        under, over = self._margins
        part = (steps + under) / (self.scales[0].count + under + over)
        return self.bottom + part * (self.top - self.bottom)

    # ---- drawn -----------------------------------------------------------------------------

    def axes(self, units: Sequence[str] = (), row: float = 0.0) -> None:
        """Write the numbers of the axes, the units above them and the categories below."""
        board, area = self.board, self.frame.area
        sides = zip(self.scales, (self.left - _GAP, self.right + _GAP), strict=False)
        for place, (scale, x) in enumerate(sides):
            anchor = ("end", "start")[place]
            for steps, label in scale.ticks if self.frame.has_numbers else ():
                spot = Spot(x, self.y(self._shared(steps, place + 1)) - middle_of(SMALL), anchor)
                board.place(board.part(board.quiet(label), Part.AXIS, place), [spot])
        for place, unit in enumerate(units):
            if unit:
                edge = (area.left + _SIDE, board.width - _SIDE)[place]
                words = board.part(board.quiet(unit), Part.UNIT, place)
                board.write(words, Spot(edge, row, ("start", "end")[place]))
        board.plots.append(self.plotted)
        if self.names:
            self.names.draw(self.bottom)

    @property
    def plotted(self) -> Plotted:
        """What there is to know of it when it is drawn anew."""
        box = Box(self.left, self.bottom, self.right, self.top)
        names = self.names
        drawn = Plotted(box, self.scales, self._margins, self._edge, self.slot)
        if isinstance(names, Names):
            return replace(drawn, step=names.step, is_slanted=names.is_slanted)
        return replace(drawn, ticks=tuple(names.ticks)) if names else drawn

    def base(self) -> None:
        """Draw the line that bars stand on."""
        rule = self.board.palette.muted
        self.board.rule(self.left, self.foot, self.right, rule, _BASE_LINE)

    def grid(self) -> None:
        """Draw the level lines behind all that is drawn already, open where words stand."""
        segments: list[Segment] = []
        for steps, _ in self.scales[0].ticks:
            y = self.y(steps)
            if abs(steps - self.scales[0].base) > 1e-6:  # noqa: PLR2004 - the base is drawn
                for start, end in self._open(y):
                    segments += level(start, y, end)
        colour = mixed(self.board.palette.rule, WHITE, _PALE)
        mark = PathMark(tuple(segments), None, colour, _GRID_LINE)
        self.board.marks.insert(self._backs, mark)

    def back(self, box: Box, colour: Colour) -> None:
        """Fill a rectangle behind the grid."""
        self.board.box(box, colour)
        self.board.marks.insert(0, self.board.marks.pop())
        self._backs += 1

    def _open(self, y: float) -> list[tuple[float, float]]:
        """Return the pieces of the grid line at ``y`` between the words that it would cross."""
        line = Box(self.left, y - 0.5, self.right, y + 0.5)
        pieces, start = [], self.left
        for word in sorted(self.board.ground.words, key=lambda box: box.left):
            if word.meets(line):
                pieces.append((start, word.left - 1.5))
                start = max(start, word.right + 1.5)
        pieces.append((start, self.right))
        return [(start, end) for start, end in pieces if end - start > 1]


def number_width(board: Board, scale: AnyScale) -> float:
    """Return how wide the numbers of an axis are."""
    widths = (board.width_of(board.quiet(label)) for _, label in scale.ticks)
    return max(widths, default=0.0)
