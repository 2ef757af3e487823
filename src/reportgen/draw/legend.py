"""Legend: the names of the series with their colours, beside the plot, and the units above it."""

from collections.abc import Sequence

from msgspec import Struct

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Part, Spot, Words, middle_of
from reportgen.draw.ground import Box
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.chart_options import LegendPlace

ROW = 13.0
"""Height of a row of names or units."""
_SQUARE, _DASH, _LINE, _DOT = 7.0, 13.0, 1.6, 2.0
_SWATCH_GAP, _ITEM_GAP = 4.0, 16.0
_ASIDE = 14.0
_WIDEST = 0.3


class Item(Struct, frozen=True):
    """A name with its colour, as a line, an upright tick or a square."""

    label: str
    colour: Colour
    is_line: bool = False
    is_tick: bool = False

    @property
    def swatch(self) -> float:
        """How wide its mark is."""
        return _DASH if self.is_line else _SQUARE


def items_of(chart: Chart, series: Sequence[ChartSeries], colours: Sequence[Colour]) -> list[Item]:
    """Return the names of ``series`` as legends write them; nothing where none was asked for."""
    if chart.options.legend is LegendPlace.NONE:
        return []
    return [
        Item(f"{s.label}（右轴）" if s.axis > 1 else s.label, colour, s.kind == "line")
        for s, colour in zip(series, colours, strict=True)
    ]


class Legend:
    """Where names go; the units stand at the ends of the first row where there is room."""

    def __init__(
        self,
        board: Board,
        items: Sequence[Item],
        units: Sequence[str] = (),
        place: LegendPlace = LegendPlace.AUTO,
    ) -> None:
        self._board = board
        self._place = place
        self._side = 0.0
        if place is LegendPlace.RIGHT and items:
            widest = max(self._width(item) for item in items)
            self._side = min(widest, board.width * _WIDEST) + _ASIDE + 1
        self._rows = [[item] for item in items] if self._side else self._filled(items)
        is_above = place is not LegendPlace.BOTTOM and not self._side
        above = self._rows if is_above else []
        side = max((board.width_of(board.quiet(unit)) for unit in units), default=0.0)
        last = self._length(above[-1]) if above else board.width
        is_shared = last + 2 * (side + _ITEM_GAP) <= board.width
        self._above = len(above)
        rows = len(above) + (side > 0 and not is_shared)
        below = len(self._rows) if place is LegendPlace.BOTTOM else 0
        self.unit_row = self._baseline(rows)
        self.area = Box(0, below * ROW, board.width - self._side, board.height - rows * ROW)

    def draw(self) -> None:
        """Write the names, each row in the middle."""
        for number, row in enumerate(self._rows, 1):
            if self._side:
                x = self._board.width - self._side + _ASIDE
                y = self.area.high - number * ROW
            elif self._above:
                x, y = (self._board.width - self._length(row)) / 2, self._baseline(number)
            else:
                x = (self._board.width - self._length(row)) / 2
                y = (len(self._rows) - number) * ROW + 2
            for item in row:
                self._swatch(item, x, y + middle_of(LABEL))
                spot = Spot(x + item.swatch + _SWATCH_GAP, y, "start")
                self._board.write(self._words(item), spot)
                x += self._width(item) + _ITEM_GAP

    def _baseline(self, row: int) -> float:
        return self._board.height - row * ROW + (ROW - LABEL) / 2 + 1

    def _filled(self, items: Sequence[Item]) -> list[Sequence[Item]]:
        """Return the fewest rows of like count that are not too long."""
        for count in range(len(items), 0, -1):
            rows = [items[start : start + count] for start in range(0, len(items), count)]
            if all(self._length(row) <= self._board.width for row in rows):
                even = -(-len(items) // len(rows))
                if count in (even, 1):
                    return rows
        return [[item] for item in items]

    def _length(self, row: Sequence[Item]) -> float:
        return sum(self._width(item) + _ITEM_GAP for item in row) - _ITEM_GAP

    def _width(self, item: Item) -> float:
        return item.swatch + _SWATCH_GAP + self._board.width_of(self._words(item))

    def _words(self, item: Item) -> Words:
        room = self._side - _ASIDE if self._side else self._board.width
        words = self._board.part(self._board.words(item.label), Part.LEGEND)
        return self._board.cut(words, room - item.swatch - _SWATCH_GAP)

    def _swatch(self, item: Item, x: float, y: float) -> None:
        if item.is_tick:
            half = _SQUARE / 2
            tick = Box(x + half - 1.1, y - half - 1, x + half + 1.1, y + half + 1)
            self._board.box(tick, item.colour)
        elif item.is_line:
            self._board.rule(x, y, x + _DASH, item.colour, _LINE)
            dot = shapes.dots([(x + _DASH / 2, y)], _DOT, (WHITE, item.colour))
            self._board.marks.append(dot)
        else:
            low = y - _SQUARE / 2
            self._board.box(Box(x, low, x + _SQUARE, low + _SQUARE), item.colour)
