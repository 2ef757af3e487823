"""Candles: opening, highest, lowest and closing prices, with the volumes below."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.draw.board import LABEL, SMALL, Board, Spot, height_of
from reportgen.draw.ground import Box
from reportgen.draw.legend import Legend
from reportgen.draw.overlays import (
    annotate,
    band_values,
    draw_bands,
    draw_lines_across,
    room_above,
)
from reportgen.draw.plot import Frame, Plot, number_width
from reportgen.draw.scale import one_scale, starts_at_zero
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, ChartSeries, PathMark, Segment
from reportgen.zh.quantity import bare

_BODY, _WIDEST, _WICK = 0.64, 9.0, 0.7
_LEAST = 0.6
_PANE, _BETWEEN = 0.24, 26.0
_LIFT = 4.0


class _Day(Struct, frozen=True):
    place: int
    start: Decimal
    high: Decimal
    low: Decimal
    end: Decimal

    @property
    def rises(self) -> bool:
        return self.end >= self.start


def draw_candles(chart: Chart, board: Board) -> None:
    """Draw a candle a day: hollow where the price rose, filled where it fell."""
    days = _days(chart)
    volume = next((series for series in chart.series if series.kind == "volume"), None)
    unit = chart.series[0].unit.name
    units = [f"单位：{unit}" if unit else ""]
    legend = Legend(board, [], units)
    area = legend.area
    foot = area.low + (area.high - area.low) * _PANE + _BETWEEN if volume else area.low
    values = [end for day in days for end in (day.low, day.high)]
    values += [value for value, _ in band_values(chart)]
    limits = chart.options.ranges[0]
    from_zero = limits.low is None and starts_at_zero(values)
    scale = one_scale(values, from_zero=from_zero, limits=limits)
    traded = one_scale(_known(volume), from_zero=True) if volume else None
    left = 6.0 + max(number_width(board, each) for each in (scale, traded) if each)
    days_of, is_last = chart.options.days, traded is None
    upper = Box(area.left, foot, area.right, area.high)
    frame = Frame(upper, None, days_of, is_even=True, has_names=is_last, left=left)
    plot = Plot(board, chart.categories, [scale], frame)
    plot.leave_room([(value, 1) for value in values], room_above(chart))
    draw_bands(plot, chart)
    plot.axes(units, legend.unit_row)
    _draw(plot, days)
    if volume is not None and traded is not None:
        low = Box(area.left, area.low, area.right, foot - _BETWEEN + LABEL)
        frame = Frame(low, None, days_of, is_even=True, left=left)
        _volumes(Plot(board, chart.categories, [traded], frame), volume, days)
    draw_lines_across(plot, chart)
    _mark_ends(plot, chart, days)
    annotate(plot, chart, lambda place, _: _top(plot, days, place))
    plot.grid()


def _days(chart: Chart) -> list[_Day]:
    prices = {series.kind: series.values for series in chart.series}
    found = []
    for place in range(len(chart.categories)):
        four = [prices[kind][place] for kind in ("open", "high", "low", "close")]
        known = [price for price in four if price is not None]
        if len(known) == len(four):
            found.append(_Day(place, *known))
    return found


def _inks(board: Board) -> tuple[Colour, Colour]:
    """Return the colours of rising and falling days, as the brand has them."""
    return board.palette.up, board.palette.down


def _draw(plot: Plot, days: Sequence[_Day]) -> None:
    board = plot.board
    half = min(plot.slot * _BODY, _WIDEST) / 2
    for rises, ink in zip((True, False), _inks(board), strict=True):
        wicks: list[Segment] = []
        bodies: list[Segment] = []
        for day in days:
            if day.rises is not rises:
                continue
            x = round(plot.middle(day.place), 1)
            low, high = sorted((plot.height(day.start), plot.height(day.end)))
            high = max(high, low + _LEAST)
            # The body is drawn over the middle of the wick, in white or in its colour.
            ends = round(plot.height(day.low), 1), round(plot.height(day.high), 1)
            if ends[1] > round(high, 1) or ends[0] < round(low, 1):
                wicks += [("m", x, ends[0]), ("l", x, ends[1])]
            bodies += _rectangle(Box(x - half, low, x + half, high))
        if wicks:
            board.marks.append(PathMark(tuple(wicks), None, ink, _WICK))
        if bodies:
            fill = WHITE if rises else ink
            board.marks.append(PathMark(tuple(bodies), fill, ink, _WICK))


def _rectangle(box: Box) -> list[Segment]:
    left, low, right, high = (round(v, 1) for v in (box.left, box.low, box.right, box.high))
    return [("m", left, low), ("l", right, low), ("l", right, high), ("l", left, high), ("h",)]


def _known(series: ChartSeries) -> list[Decimal]:
    return [value for value in series.values if value is not None]


def _volumes(plot: Plot, volume: ChartSeries, days: Sequence[_Day]) -> None:
    board = plot.board
    half = min(plot.slot * _BODY, _WIDEST) / 2
    unit = volume.unit.name
    name = f"{volume.label}（{unit}）" if unit else volume.label
    board.place(board.quiet(name), [Spot(1, plot.top + 8, "start")])
    for steps, label in (plot.scales[0].ticks[0], plot.scales[0].ticks[-1]):
        y = plot.y(steps) - SMALL / 3
        board.place(board.quiet(label), [Spot(plot.left - 5, y, "end")])
    for rises, ink in zip((True, False), _inks(board), strict=True):
        bodies: list[Segment] = []
        for day in days:
            value = volume.values[day.place]
            if day.rises is rises and value is not None:
                x = round(plot.middle(day.place), 2)
                bodies += _rectangle(Box(x - half, plot.foot, x + half, plot.height(value)))
        if bodies:
            board.marks.append(PathMark(tuple(bodies), WHITE if rises else ink, ink, _WICK / 2))
    board.rule(plot.left, plot.foot, plot.right, board.palette.muted, 0.8)
    if plot.names is not None:
        plot.names.draw(plot.bottom)


def _mark_ends(plot: Plot, chart: Chart, days: Sequence[_Day]) -> None:
    """Write the highest and the lowest price at their days."""
    if not days:
        return
    board, how = plot.board, chart.format
    top, low = max(days, key=lambda day: day.high), min(days, key=lambda day: day.low)
    x, y = plot.middle(top.place), plot.height(top.high) + _LIFT
    board.place(board.strong(board.words(bare(top.high, how))), [Spot(x, y)])
    x, y = plot.middle(low.place), plot.height(low.low) - _LIFT - height_of(LABEL)
    board.place(board.strong(board.words(bare(low.low, how))), [Spot(x, y)])


def _top(plot: Plot, days: Sequence[_Day], place: int) -> tuple[float, float] | None:
    day = next((day for day in days if day.place == place), None)
    return (plot.middle(place), plot.height(day.high)) if day else None
