"""Lines with markers: line charts, and the lines of combo charts."""

from decimal import Decimal

from reportgen.draw.board import LABEL, Board, height_of, middle_of
from reportgen.draw.plot import Plot, scale_of
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, ChartSeries
from reportgen.zh.quantity import bare

_LINE, _MARKER, _LIFT = 1.6, 4.2, 5.5
_END_GAP = 6.0
_MOST_LABELS = 12
_MOST_NAMES = 6


def draw_lines(chart: Chart, board: Board) -> None:
    """Draw each series as a line; its name stands at its end when the lines are few."""
    values = [value for series in chart.series for value in series.values if value is not None]
    plot = Plot(board, chart.categories, scale_of(values, from_zero=_is_near_zero(values)))
    colours = [board.series_colour(place) for place in range(len(chart.series))]
    named = 1 < len(chart.series) <= _MOST_NAMES
    if named:
        widest = max(board.width_of(series.label, LABEL) for series in chart.series)
        plot.reserve_right(widest + _END_GAP)
    plot.grid()
    for series, colour in zip(chart.series, colours, strict=True):
        draw_series(plot, series, colour)
    plot.shapes()
    plot.base()
    if len(chart.series) == 1:
        label_points(plot, chart, chart.series[0], colours[0])
    if named:
        _names(plot, chart, colours)
    elif len(chart.series) > 1:
        plot.legend(chart.series, colours)
    plot.units(chart.series[0].unit.name if chart.series else "")


def draw_series(plot: Plot, series: ChartSeries, colour: Colour) -> None:
    """Draw one line; a missing value leaves a gap in it."""
    axes = plot.axes if series.axis == 1 else plot.twin
    heights = [float("nan") if value is None else float(value) for value in series.values]
    axes.plot(
        [place + 0.5 for place in range(len(heights))],
        heights,
        color=f"#{colour.hex}",
        linewidth=_LINE,
        marker="o",
        markersize=_MARKER,
        markerfacecolor="white",
        markeredgewidth=1.2,
        clip_on=False,
    )


def label_points(plot: Plot, chart: Chart, series: ChartSeries, colour: Colour) -> None:
    """Write the value at each point: above it, or below where that is clear of other words."""
    known = [(i, v) for i, v in enumerate(series.values) if v is not None]
    if len(known) > _MOST_LABELS:
        known = [known[0], known[-1]]
    for place, value in known:
        text = bare(value, chart.format)
        width = plot.board.width_of(text, LABEL, strong=True)
        x, y = plot.middle(place), plot.height(float(value), series.axis)
        above, below = y + _LIFT, y - _LIFT - height_of(LABEL)
        order = (below, above) if _is_dip(series, place) else (above, below)
        inside = [low for low in order if low > plot.bottom + 2]
        free = [low for low in inside if plot.board.is_free(x - width / 2, low, width, LABEL)]
        low = (free or inside or order)[0]
        if len(chart.series) > 1:  # a patch of white where it crosses bars and lines
            plot.board.box(x - width / 2 - 1.5, low - 1.5, width + 3, LABEL + 1.5, WHITE)
        plot.board.text(text, x, low, colour=colour, strong=True, anchor="middle")


def _is_dip(series: ChartSeries, place: int) -> bool:
    """Tell whether the line rises on the known sides of a point, so that below it is free."""
    here = series.values[place]
    sides = [series.values[i] for i in (place - 1, place + 1) if 0 <= i < len(series.values)]
    return here is not None and all(side is not None and side > here for side in sides)


def _names(plot: Plot, chart: Chart, colours: list[Colour]) -> None:
    """Write each name at the end of its line, moved apart where two would touch."""
    ends: list[tuple[float, str, Colour]] = []
    for series, colour in zip(chart.series, colours, strict=True):
        last = next((v for v in reversed(series.values) if v is not None), Decimal(0))
        ends.append((plot.height(float(last), series.axis), series.label, colour))
    free = 0.0
    for height, label, colour in sorted(ends, key=lambda end: end[:2]):
        y = max(height, free)
        free = y + LABEL + 2
        low = min(y, plot.board.height - LABEL) - middle_of(LABEL)
        plot.board.text(label, plot.right + _END_GAP / 2, low, colour=colour)


def _is_near_zero(values: list[Decimal]) -> bool:
    """Tell whether the axis should start at zero: unless all values lie in a narrow band."""
    if not values or min(values) <= 0:
        return True
    return (max(values) - min(values)) * 3 > max(values)
