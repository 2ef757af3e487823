"""Trace: what was drawn on a board, in the terms of an office suite."""

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from msgspec import Struct

from reportgen.draw.board import Board, Part, Plotted, Words, middle_of
from reportgen.draw.ground import Box
from reportgen.draw.scale import AnyScale, LogScale, Scale
from reportgen.model.chart import Chart, ChartSeries, TextMark
from reportgen.model.native_chart import Look, Rectangle

_ONE = Decimal(1)


class Said(Struct, frozen=True):
    """Words as they stand in the picture: the middle and the width of them."""

    words: Words
    text: str
    x: float
    y: float
    width: float

    @property
    def look(self) -> Look:
        """How they look."""
        return Look(self.words.colour, self.words.size, self.words.is_strong)


class Trace(Struct, frozen=True):
    """A chart, and the board it was drawn on."""

    chart: Chart
    board: Board

    @property
    def plotted(self) -> Plotted:
        """The plot; charts with several are not drawn anew."""
        return self.board.plots[0]

    def said(self, part: Part) -> Iterator[Said]:
        """Yield the words of one part, as they were written."""
        for words, mark in self.board.said:
            if words.part is part:
                yield self._said(words, mark)

    def _said(self, words: Words, mark: TextMark) -> Said:
        width = self.board.width_of(words)
        y = mark.y + middle_of(words.size)
        return Said(words, mark.text, mark.x + width / 2, y, width)

    # ---- places, in points from the lower left corner -----------------------------------------

    def number_of(self, series: ChartSeries) -> int:
        """Return which series this is."""
        return next(n for n, each in enumerate(self.chart.series) if each is series)

    def middle(self, place: int) -> float:
        """Return where the category at ``place`` stands: its x, or its y in lying bars."""
        plotted, options = self.plotted, self.chart.options
        box = plotted.box
        if options.is_horizontal:
            return box.high - (place + 0.5) * plotted.slot
        start = box.left + plotted.edge
        if plotted.ticks:
            days = options.days
            share = (days[place] - days[0]) / max(1, days[-1] - days[0])
            return start + share * (box.right - box.left - 2 * plotted.edge)
        return start + place * plotted.slot

    def reach(self, value: Decimal, axis: int = 1) -> float:
        """Return where ``value`` stands: its y, or its x in lying bars."""
        plotted = self.plotted
        scale, first = plotted.scales[axis - 1], plotted.scales[0]
        under, over = plotted.margins
        steps = scale.place(value) * first.count / scale.count
        share = (steps + under) / (first.count + under + over)
        box = plotted.box
        if self.chart.options.is_horizontal:
            return box.left + share * (box.right - box.left)
        return box.low + share * (box.high - box.low)

    def at(self, place: int, value: Decimal, axis: int = 1) -> tuple[float, float]:
        """Return the point of a value."""
        along, up = self.middle(place), self.reach(value, axis)
        return (up, along) if self.chart.options.is_horizontal else (along, up)

    # ---- shares of the picture, from its upper left corner ------------------------------------

    def share(self, box: Box) -> Rectangle:
        """Return ``box`` in shares of the picture."""
        wide, high = self.board.width, self.board.height
        return Rectangle(
            round(box.left / wide, 4),
            round(1 - box.high / high, 4),
            round((box.right - box.left) / wide, 4),
            round((box.high - box.low) / high, 4),
        )

    def moved(self, across: float, up: float) -> tuple[float, float]:
        """Return a way in points as shares to the right and down."""
        return round(across / self.board.width, 4), round(-up / self.board.height, 4)

    def step(self, axis: int = 1) -> Decimal:
        """Return how far apart the ticks of an axis are; nothing finer than that is seen."""
        return self.step_of(self.plotted.scales[axis - 1])

    def step_of(self, scale: AnyScale) -> Decimal:
        """Return how far apart the ticks of ``scale`` are, at the finest."""
        match scale:
            case Scale():
                return scale.step
            case LogScale():
                return _ONE.scaleb(int(scale.low))
            case _:
                assert_never(scale)

    def spot(self, place: int) -> tuple[float, float]:
        """Return where a point of a plane stands."""
        across, up = (series.values[place] or Decimal(0) for series in self.chart.series[:2])
        plotted = self.board.plots[1]
        share = plotted.scales[0].place(across) / plotted.scales[0].count
        return plotted.box.left + share * (plotted.box.right - plotted.box.left), self.reach(up)
