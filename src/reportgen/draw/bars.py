"""Bars: side by side, and with lines over them (bar, grouped, combo)."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Label, Spot, height_of
from reportgen.draw.ground import Box
from reportgen.draw.legend import Legend
from reportgen.draw.lines import draw_line, extremes, label_points, last_place
from reportgen.draw.plot import Plot
from reportgen.draw.scale import Scale, one_scale, starts_at_zero, two_scales
from reportgen.model.brand import Colour
from reportgen.model.chart import Chart, ChartSeries
from reportgen.zh.quantity import bare

_ALONE, _GROUP = 0.5, 0.72
_WIDEST = 58.0
_BETWEEN = 0.06
_LIFT = 3.0
_NO_VALUE = "—"


def draw_bars(chart: Chart, board: Board) -> None:
    """Draw the bars of ``chart``, then its lines, then what is said about both."""
    items = [(series, board.series_colour(place)) for place, series in enumerate(chart.series)]
    bars = [item for item in items if item[0].kind != "line"]
    lines = [item for item in items if item[0].kind == "line"]
    units = _units(chart)
    legend = Legend(board, items if len(items) > 1 else [], units)
    plot = Plot(board, chart.categories, _scales(chart))
    plot.leave_room(legend.rows, _points(chart))
    legend.draw()
    plot.axes(units, legend.unit_row)
    width = (
        min(plot.slot * (_GROUP / len(bars) if len(bars) > 1 else _ALONE), _WIDEST) if bars else 0
    )
    shifts = [(place - (len(bars) - 1) / 2) * width for place in range(len(bars))]
    for (series, colour), shift in zip(bars, shifts, strict=True):
        _draw(plot, series, colour, (shift, width * (1 - _BETWEEN)))
    plot.base()
    for series, colour in lines:
        draw_line(plot, series, colour, is_cased=bool(bars))
    _label_bars(plot, chart, [series for series, _ in bars], shifts)
    for series, colour in lines:
        label_points(plot, chart, series, colour)
    plot.grid()


def _points(chart: Chart) -> list[tuple[Decimal, int]]:
    return [(v, series.axis) for series in chart.series for v in series.values if v is not None]


def _scales(chart: Chart) -> list[Scale]:
    first = [value for value, axis in _points(chart) if axis == 1]
    second = [value for value, axis in _points(chart) if axis != 1]
    if all(series.axis == 1 for series in chart.series):
        return [one_scale(first, from_zero=True)]
    has_bars = any(series.axis != 1 and series.kind != "line" for series in chart.series)
    from_zero = has_bars or starts_at_zero(second)
    return [*two_scales(first, second, _meetings(chart), from_zero=from_zero)]


def _meetings(chart: Chart) -> list[tuple[Decimal, Decimal]]:
    """Return the values of the first and the second axis that stand at one category."""
    first = [series.values for series in chart.series if series.axis == 1]
    second = [series.values for series in chart.series if series.axis != 1]
    pairs = (pair for one, other in product(first, second) for pair in zip(one, other, strict=True))
    return [(one, other) for one, other in pairs if one is not None and other is not None]


def _units(chart: Chart) -> list[str]:
    first = next((series.unit.name for series in chart.series if series.axis == 1), "")
    second = next((series.unit.name for series in chart.series if series.axis != 1), "")
    return [f"单位：{first}" if first else "", f"右轴：{second}" if second else ""]


def _draw(plot: Plot, series: ChartSeries, colour: Colour, look: tuple[float, float]) -> None:
    shift, width = look
    for place, value in enumerate(series.values):
        if value is None:
            continue
        left = plot.middle(place) + shift - width / 2
        low, high = sorted((plot.foot, plot.height(value, series.axis)))
        box = Box(left, low, left + width, high)
        if value:
            plot.board.marks.append(shapes.bar(box, colour))
            plot.board.ground.bars.append((box, colour))


def _label_bars(
    plot: Plot, chart: Chart, bars: Sequence[ChartSeries], shifts: Sequence[float]
) -> None:
    """Write each bar's value or, where they are too many, just the last and the highest.

    Of several series that would be a riddle: then only gaps are marked.
    """
    at = [
        (s, place, x) for s, x in zip(bars, shifts, strict=True) for place in range(len(s.values))
    ]
    if plot.board.place_all([_label(plot, chart, *each) for each in at]):
        return
    kept = {*last_place(bars[0].values), *extremes(bars[0].values)[:1]} if len(bars) == 1 else set()
    for series, place, x in at:
        if series.values[place] is None or place in kept:
            plot.board.place_all([_label(plot, chart, series, place, x)])


def _label(plot: Plot, chart: Chart, series: ChartSeries, place: int, shift: float) -> Label:
    """Return a bar's value and where it may stand: at its end, inside or, clear of lines, aside."""
    value = series.values[place]
    x = plot.middle(place) + shift
    if value is None:
        return plot.board.quiet(_NO_VALUE), [Spot(x, plot.foot + _LIFT)]
    words = plot.board.words(bare(value, chart.format))
    end = plot.height(value, series.axis)
    over, under = end + _LIFT, end - _LIFT - height_of(LABEL)
    outside, inside = (over, under - 1) if value >= 0 else (under, over + 1)
    has_room = abs(end - plot.foot) > LABEL * 2
    spots = [Spot(x, outside), Spot(x, inside)] if has_room else [Spot(x, outside)]
    if plot.board.ground.strokes:
        aside = plot.board.width_of(words) / 2 + _LIFT
        spots += [Spot(x + aside, outside), Spot(x - aside, outside)]
    return words, spots
