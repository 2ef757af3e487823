"""Bars: side by side or stacked, and with lines over them (bar, grouped, stacked, combo)."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from msgspec import Struct

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Label, Spot, height_of
from reportgen.draw.ground import Box
from reportgen.draw.legend import Legend, items_of
from reportgen.draw.lines import draw_line, extremes, label_points, last_place, number_of
from reportgen.draw.overlays import (
    annotate,
    band_values,
    draw_bands,
    draw_lines_across,
    room_above,
)
from reportgen.draw.plot import Frame, Plot
from reportgen.draw.scale import Scale, one_scale, starts_at_zero, two_scales
from reportgen.draw.tints import category_colours, is_loud, series_colours
from reportgen.model.brand import Colour
from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.chart_options import OPEN, Labels
from reportgen.zh.quantity import bare

_ALONE, _GROUP = 0.5, 0.8
_WIDEST = 58.0
_BETWEEN = 0.06
_LIFT = 3.0


class Bars(Struct, frozen=True):
    """Series of bars with the colour of each bar, and how they stand in their slots."""

    series: Sequence[ChartSeries]
    colours: Sequence[Colour]
    shifts: Sequence[float]
    width: float


def draw_bars(chart: Chart, board: Board) -> None:
    """Draw the bars of ``chart``, then its lines, then what is said about both."""
    colours = series_colours(chart, board)
    items = list(zip(chart.series, colours, strict=True))
    bars = [item for item in items if item[0].kind != "line"]
    lines = [item for item in items if item[0].kind == "line"]
    units = unit_words(chart)
    named = items_of(chart, chart.series, colours) if len(items) > 1 else []
    legend = Legend(board, named, units, chart.options.legend)
    plot = Plot(board, chart.categories, _scales(chart), Frame(legend.area))
    plot.leave_room(_points(chart), room_above(chart))
    draw_bands(plot, chart)
    legend.draw()
    plot.axes(units, legend.unit_row)
    placed = placed_bars(plot, bars)
    draw_placed(plot, chart, placed)
    plot.base()
    for series, colour in lines:
        draw_line(plot, series, colour, is_cased=bool(bars))
    draw_lines_across(plot, chart)
    if chart.options.labels is not Labels.NONE:
        for series, colour in lines:
            label_points(plot, chart, series, colour)
        label_bars(plot, chart, placed)
    annotate(plot, chart, lambda place, at: _top_of(plot, chart, placed, (place, at)))
    plot.grid()


def placed_bars(plot: Plot, bars: Sequence[tuple[ChartSeries, Colour]]) -> Bars:
    """Return where the bars of each series stand in their slots."""
    count = len(bars)
    share = plot.slot * (_GROUP / count if count > 1 else _ALONE) if bars else 0.0
    width = min(share, _WIDEST)
    shifts = [(place - (count - 1) / 2) * width for place in range(count)]
    return Bars([s for s, _ in bars], [c for _, c in bars], shifts, width)


def draw_placed(plot: Plot, chart: Chart, bars: Bars) -> None:
    """Draw the bars."""
    width = bars.width * (1 - _BETWEEN)
    plot.board.thickness = width
    for series, colour, shift in zip(bars.series, bars.colours, bars.shifts, strict=True):
        inks = category_colours(chart, colour)
        for place, value in enumerate(series.values):
            if not value:
                continue
            left = plot.middle(place) + shift - width / 2
            low, high = sorted((plot.foot, plot.height(value, series.axis)))
            box = Box(left, low, left + width, high)
            plot.board.marks.append(shapes.bar(box, inks[place]))
            plot.board.ground.bars.append((box, inks[place]))


def unit_words(chart: Chart) -> list[str]:
    """Return what stands above the axes."""
    first = next((series.unit.name for series in chart.series if series.axis == 1), "")
    second = next((series.unit.name for series in chart.series if series.axis != 1), "")
    return [f"单位：{first}" if first else "", f"右轴：{second}" if second else ""]


def _points(chart: Chart) -> list[tuple[Decimal, int]]:
    points = [(v, series.axis) for series in chart.series for v in series.values if v is not None]
    return [*points, *band_values(chart)]


def _scales(chart: Chart) -> list[Scale]:
    points = _points(chart)
    first = [value for value, axis in points if axis == 1]
    second = [value for value, axis in points if axis != 1]
    low, high = chart.options.ranges
    if all(series.axis == 1 for series in chart.series):
        return [one_scale(first, from_zero=True, limits=low)]
    has_bars = any(series.axis != 1 and series.kind != "line" for series in chart.series)
    from_zero = has_bars or starts_at_zero(second)
    if (low, high) != (OPEN, OPEN):
        return [
            one_scale(first, from_zero=True, limits=low),
            one_scale(second, from_zero=from_zero, limits=high),
        ]
    return [*two_scales(first, second, _meetings(chart), from_zero=from_zero)]


def _meetings(chart: Chart) -> list[tuple[Decimal, Decimal]]:
    """Return the values of the first and the second axis that stand at one category."""
    first = [series.values for series in chart.series if series.axis == 1]
    second = [series.values for series in chart.series if series.axis != 1]
    pairs = (pair for one, other in product(first, second) for pair in zip(one, other, strict=True))
    return [(one, other) for one, other in pairs if one is not None and other is not None]


def _top_of(
    plot: Plot, chart: Chart, bars: Bars, at: tuple[int, int]
) -> tuple[float, float] | None:
    """Return the end of the bar, or the point of the line, that an annotation speaks of."""
    place, number = at
    series = chart.series[number]
    value = series.values[place]
    if value is None:
        return None
    shifts = dict(zip(bars.series, bars.shifts, strict=True))
    return plot.middle(place) + shifts.get(series, 0.0), plot.height(value, series.axis)


def label_bars(plot: Plot, chart: Chart, bars: Bars) -> None:
    """Write each bar's value or, where they are too many, just the last and the highest.

    Of several series that would be a riddle: then only gaps are marked.
    """
    at = [
        (s, place, x)
        for s, x in zip(bars.series, bars.shifts, strict=True)
        for place in range(len(s.values))
    ]
    if plot.board.place_all([_label(plot, chart, *each) for each in at]):
        return
    kept: set[int] = set()
    if len(bars.series) == 1:
        values = bars.series[0].values
        kept = {*last_place(values), *extremes(values)[:1], *chart.options.highlight}
    is_all = chart.options.labels is Labels.ALL
    for series, place, x in at:
        if is_all or series.values[place] is None or place in kept:
            plot.board.place_all([_label(plot, chart, series, place, x)])


def _label(plot: Plot, chart: Chart, series: ChartSeries, place: int, shift: float) -> Label:
    """Return a bar's value and where it may stand: at its end, inside or, clear of lines, aside."""
    value = series.values[place]
    x = plot.middle(place) + shift
    if value is None:
        return plot.board.unknown(), [Spot(x, plot.foot + _LIFT)]
    number = number_of(chart, series)
    words = plot.board.value(bare(value, chart.format_of(series)), number, place)
    if chart.options.highlight and is_loud(chart, place):
        words = plot.board.strong(words)
    end = plot.height(value, series.axis)
    over, under = end + _LIFT, end - _LIFT - height_of(LABEL)
    outside, inside = (over, under - 1) if value >= 0 else (under, over + 1)
    has_room = abs(end - plot.foot) > LABEL * 2
    spots = [Spot(x, outside), Spot(x, inside)] if has_room else [Spot(x, outside)]
    if plot.board.ground.strokes:
        aside = plot.board.width_of(words) / 2 + _LIFT
        spots += [Spot(x + aside, outside), Spot(x - aside, outside)]
    return words, spots
