"""Plot: the area where values are drawn, with its axes, grid and units."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.draw.board import LABEL, SMALL, Board, Spot, Words, level, middle_of
from reportgen.draw.ground import Box
from reportgen.draw.ink import mixed
from reportgen.draw.legend import ROW
from reportgen.draw.names import Names
from reportgen.draw.scale import Scale
from reportgen.model.brand import WHITE
from reportgen.model.chart import PathMark, Segment

_SIDE, _GAP, _HEAD = 1.0, 5.0, 6.0
_GRID_LINE, _BASE_LINE = 0.5, 0.8
_PALE = 0.45
_LABEL_ROOM = LABEL + 5
_LEAST = 24.0
_EDGE = 14.0


class Plot:
    """An area with categories below and one or two value axes at its sides."""

    def __init__(
        self,
        board: Board,
        categories: Sequence[str],
        scales: Sequence[Scale],
        tail: float | None = None,
    ) -> None:
        """Lay out the area; with a ``tail``, the room right of it, it starts with a point."""
        self.board = board
        self._scales = scales
        self.has_tail = bool(tail)
        self.left = _SIDE + self._widest(scales[0]) + _GAP
        self.right = board.width - _SIDE - (tail or 0.0)
        if len(scales) > 1:
            self.right -= self._widest(scales[1]) + _GAP
        count, width = max(1, len(categories)), self.right - self.left
        edge = width / count / 2
        if tail is not None and count > 1:
            edge = min(edge, _EDGE)
        self.slot = (width - 2 * edge) / (count - 1) if count > 1 else width
        self._start = self.left + edge
        middles = [self.middle(place) for place in range(len(categories))]
        self.names = Names(board, list(zip(categories, middles, strict=True)), self.slot)
        self.bottom = self.names.height
        self.top = board.height - SMALL / 2
        self._margins = 0.0, 0.0

    def leave_room(self, rows: int, ends: Sequence[tuple[Decimal, int]]) -> None:
        """Keep rows free at the top, and room for the labels of the outermost values."""
        self.top = max(self.board.height - rows * ROW - _HEAD, self.bottom + _LEAST)
        count = self._scales[0].count
        places = [self._scales[axis - 1].place(value) for value, axis in ends] or [0.0]
        room = _LABEL_ROOM / (self.top - self.bottom) * count
        over = max(0.0, max(places) + room - count)
        under = max(0.0, room - min(places)) if min(places) < self._scales[0].below else 0.0
        self._margins = under, over

    def middle(self, place: int) -> float:
        """Return the x of the middle of the category at ``place``."""
        return self._start + place * self.slot

    def height(self, value: Decimal, axis: int = 1) -> float:
        """Return the y of ``value`` on an axis."""
        return self._y(self._scales[axis - 1].place(value))

    @property
    def foot(self) -> float:
        """The y of the line that bars stand on."""
        return self._y(self._scales[0].below)

    def _y(self, steps: float) -> float:
        under, over = self._margins
        part = (steps + under) / (self._scales[0].count + under + over)
        return self.bottom + part * (self.top - self.bottom)

    # ---- drawn -----------------------------------------------------------------------------

    def axes(self, units: Sequence[str], row: float) -> None:
        """Write the numbers of the axes, the units above them and the categories below."""
        sides = zip(self._scales, units, (self.left - _GAP, self.right + _GAP), strict=False)
        for place, (scale, unit, x) in enumerate(sides):
            anchor = ("end", "start")[place]
            for steps, label in enumerate(scale.labels):
                spot = Spot(x, self._y(steps) - middle_of(SMALL), anchor)
                self.board.place(self.board.quiet(label), [spot])
            if unit:
                edge = (_SIDE, self.board.width - _SIDE)[place]
                self.board.write(self.board.quiet(unit), Spot(edge, row, ("start", "end")[place]))
        self.names.draw(self.bottom)

    def base(self) -> None:
        """Draw the line that bars stand on."""
        rule = self.board.palette.muted
        self.board.rule(self.left, self.foot, self.right, rule, _BASE_LINE)

    def grid(self) -> None:
        """Draw the level lines behind all that is drawn already, open where words stand."""
        segments: list[Segment] = []
        for steps in range(self._scales[0].count + 1):
            y = self._y(steps)
            if steps != self._scales[0].below:
                for start, end in self._open(y):
                    segments += level(start, y, end)
        colour = mixed(self.board.palette.rule, WHITE, _PALE)
        self.board.marks.insert(0, PathMark(tuple(segments), None, colour, _GRID_LINE))

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

    def _widest(self, scale: Scale) -> float:
        quiet = (self.board.quiet(label) for label in scale.labels)
        return max(map(self._width, quiet))

    def _width(self, words: Words) -> float:
        return self.board.width_of(words)
