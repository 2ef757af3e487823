"""Legend: the names of the series with their colours, in rows above the plot."""

from collections.abc import Sequence
from typing import TypeAlias

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Spot, Words, middle_of
from reportgen.draw.ground import Box
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import ChartSeries

ROW = 13.0
"""Height of a row of names or units."""
_SQUARE, _DASH, _LINE, _DOT = 7.0, 13.0, 1.6, 2.0
_SWATCH_GAP, _ITEM_GAP = 4.0, 16.0

_Item: TypeAlias = tuple[ChartSeries, Colour]


class Legend:
    """Where names go; the units stand at the ends of the last row where there is room."""

    def __init__(self, board: Board, items: Sequence[_Item], units: Sequence[str]) -> None:
        self._board = board
        self._rows = self._filled(items)
        side = max((board.width_of(board.quiet(unit)) for unit in units), default=0.0)
        last = self._length(self._rows[-1]) if self._rows else board.width
        is_shared = last + 2 * (side + _ITEM_GAP) <= board.width
        self.rows = len(self._rows) + (side > 0 and not is_shared)
        self.unit_row = self._baseline(self.rows)

    def draw(self) -> None:
        """Write the names, each row in the middle."""
        for number, row in enumerate(self._rows, 1):
            y = self._baseline(number)
            x = (self._board.width - self._length(row)) / 2
            for series, colour in row:
                self._swatch(series, colour, x, y + middle_of(LABEL))
                start = x + _mark_width(series) + _SWATCH_GAP
                self._board.write(self._words(series), Spot(start, y, "start"))
                x += self._width(series) + _ITEM_GAP

    def _baseline(self, row: int) -> float:
        return self._board.height - row * ROW + (ROW - LABEL) / 2 + 1

    def _filled(self, items: Sequence[_Item]) -> list[Sequence[_Item]]:
        """Return the fewest rows of like count that are not too long."""
        for count in range(len(items), 0, -1):
            rows = [items[start : start + count] for start in range(0, len(items), count)]
            if all(self._length(row) <= self._board.width for row in rows):
                even = -(-len(items) // len(rows))
                if count in (even, 1):
                    return rows
        return [[item] for item in items]

    def _length(self, row: Sequence[_Item]) -> float:
        return sum(self._width(series) + _ITEM_GAP for series, _ in row) - _ITEM_GAP

    def _width(self, series: ChartSeries) -> float:
        return _mark_width(series) + _SWATCH_GAP + self._board.width_of(self._words(series))

    def _words(self, series: ChartSeries) -> Words:
        words = self._board.words(f"{series.label}（右轴）" if series.axis > 1 else series.label)
        return self._board.cut(words, self._board.width - _DASH - _SWATCH_GAP)

    def _swatch(self, series: ChartSeries, colour: Colour, x: float, y: float) -> None:
        if series.kind == "line":
            self._board.rule(x, y, x + _DASH, colour, _LINE)
            self._board.marks.append(shapes.dots([(x + _DASH / 2, y)], _DOT, (WHITE, colour)))
        else:
            low = y - _SQUARE / 2
            self._board.box(Box(x, low, x + _SQUARE, low + _SQUARE), colour)


def _mark_width(series: ChartSeries) -> float:
    return _DASH if series.kind == "line" else _SQUARE
