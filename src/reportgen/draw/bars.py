"""Bars side by side, and lines over them: bar, grouped, combo."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.draw.board import LABEL, Board, height_of
from reportgen.draw.lines import draw_series, label_points
from reportgen.draw.plot import Plot, Scale, scale_of
from reportgen.model.brand import Colour
from reportgen.model.chart import Chart, ChartSeries
from reportgen.zh.quantity import bare

_FILL = 0.66
_WIDEST = 42.0
_NO_VALUE = "—"


def draw_bars(chart: Chart, board: Board) -> None:
    """Draw the bars of ``chart``, then its lines, then what is said about both."""
    bars = [series for series in chart.series if series.kind != "line"]
    lines = [series for series in chart.series if series.kind == "line"]
    plot = Plot(board, chart.categories, _scale(chart, 1), _second_scale(chart))
    colours = [board.series_colour(place) for place in range(len(chart.series))]
    colour_of = {id(s): c for s, c in zip(chart.series, colours, strict=True)}
    plot.grid()
    width = min(plot.slot * _FILL / max(1, len(bars)), _WIDEST)
    _rectangles(plot, bars, [colour_of[id(s)] for s in bars], width)
    for series in lines:
        draw_series(plot, series, colour_of[id(series)])
    plot.shapes()
    plot.base()
    for place, series in enumerate(bars):
        _labels(plot, chart, series, (place - (len(bars) - 1) / 2) * width, width)
    for series in lines:
        label_points(plot, chart, series, colour_of[id(series)])
    plot.units(*_units(chart))
    if len(chart.series) > 1:
        plot.legend(chart.series, colours)


def _scale(chart: Chart, axis: int) -> Scale:
    values = [v for s in chart.series if s.axis == axis for v in s.values if v is not None]
    return scale_of(values, from_zero=True)


def _second_scale(chart: Chart) -> Scale | None:
    return _scale(chart, 2) if any(series.axis == 2 for series in chart.series) else None  # noqa: PLR2004 - the second axis


def _units(chart: Chart) -> tuple[str, str]:
    names = {axis: [s.unit.name for s in chart.series if s.axis == axis] for axis in (1, 2)}
    return (names[1] or [""])[0], (names[2] or [""])[0]


def _rectangles(
    plot: Plot, bars: Sequence[ChartSeries], colours: Sequence[Colour], width: float
) -> None:
    share = width / plot.slot
    for place, (series, colour) in enumerate(zip(bars, colours, strict=True)):
        shift = 0.5 + (place - (len(bars) - 1) / 2) * share
        axes = plot.axes if series.axis == 1 else plot.twin
        known = [(i, float(v)) for i, v in enumerate(series.values) if v is not None]
        axes.bar(
            [i + shift for i, _ in known],
            [value for _, value in known],
            width=share * 0.94,
            color=f"#{colour.hex}",
            linewidth=0,
        )


def _labels(plot: Plot, chart: Chart, series: ChartSeries, shift: float, width: float) -> None:
    """Write each bar's value over it (under it when negative), where the labels have room."""
    said = [_said(value, chart) for value in series.values]
    widest = max(plot.board.width_of(text, LABEL) for text in said) if said else 0
    if widest > max(width, plot.slot * _FILL) * 1.35:
        return
    for place, (value, text) in enumerate(zip(series.values, said, strict=True)):
        top = plot.height(float(value or 0), series.axis)
        below = value is not None and value < 0
        y = top - 2.5 - height_of(LABEL) if below else top + 3
        muted = plot.board.palette.muted
        colour = muted if value is None else plot.board.palette.text
        middle, wide = plot.middle(place) + shift, plot.board.width_of(text, LABEL)
        plot.clear_grid(middle - wide / 2, y, wide)
        plot.board.text(text, middle, y, colour=colour, anchor="middle")


def _said(value: Decimal | None, chart: Chart) -> str:
    return _NO_VALUE if value is None else bare(value, chart.format)
