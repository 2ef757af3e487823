"""Facets: one small chart for each panel, all on the same scale."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportgen.draw.bars import draw_placed, label_bars, placed_bars, unit_words
from reportgen.draw.board import LABEL, Board, Spot, height_of
from reportgen.draw.ground import Box, Ground
from reportgen.draw.legend import Legend, items_of
from reportgen.draw.lines import draw_curves, label_points
from reportgen.draw.overlays import annotate, band_values, draw_bands, draw_lines_across
from reportgen.draw.plot import Frame, Plot, number_width
from reportgen.draw.scale import Scale, one_scale, starts_at_zero
from reportgen.draw.tints import series_colours
from reportgen.model.brand import Colour
from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.chart_options import ChartKind, Labels

_ACROSS, _DOWN = 14.0, 10.0
_TITLE = LABEL + 6
_GAP, _UNDER = 6.0, 4.0
_COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2}
"""How many panels stand side by side; three where there are more."""


class _Panel(Struct, frozen=True):
    chart: Chart
    title: str
    area: Box
    numbers: float
    """Room for the numbers of the axis."""
    is_first: bool
    """Whether it stands at the left, and shows the numbers of the axis."""


def columns_of(count: int) -> int:
    """Return how many panels stand side by side."""
    return _COLUMNS.get(count, 3)


def draw_facets(chart: Chart, board: Board) -> None:
    """Draw the panels of ``chart`` row by row, each with its title."""
    own = [series for series in chart.series if series.panel == 0]
    colours = series_colours(chart, board, len(own))
    units = unit_words(chart)[:1]
    named = items_of(chart, own, colours) if len(own) > 1 else []
    legend = Legend(board, named, units, chart.options.legend)
    legend.draw()
    if units[0]:
        board.write(board.quiet(units[0]), Spot(1, legend.unit_row, "start"))
    scale = _scale(chart)
    numbers = number_width(board, scale) + _GAP
    area = legend.area
    below = Box(area.left, area.low, area.right, area.high - _UNDER)
    for panel in _panels(chart, below, numbers):
        _draw(panel, board, scale, colours)


def _scale(chart: Chart) -> Scale:
    values = [v for series in chart.series for v in series.values if v is not None]
    values += [value for value, _ in band_values(chart)]
    limits = chart.options.ranges[0]
    is_line = chart.kind is ChartKind.LINE
    from_zero = not is_line or (limits.low is None and starts_at_zero(values))
    return one_scale(values, from_zero=from_zero, limits=limits)


def _panels(chart: Chart, area: Box, numbers: float) -> Sequence[_Panel]:
    count = len(chart.options.facets)
    columns = columns_of(count)
    rows = -(-count // columns)
    width = (area.right - area.left - numbers - _ACROSS * (columns - 1)) / columns
    height = (area.high - area.low - _DOWN * (rows - 1)) / rows
    found = []
    for number, title in enumerate(chart.options.facets):
        row, column = divmod(number, columns)
        left = area.left + numbers + column * (width + _ACROSS)
        high = area.high - row * (height + _DOWN)
        series = tuple(s for s in chart.series if s.panel == number)
        inner = replace(chart, series=series)
        box = Box(left - numbers if column == 0 else left, high - height, left + width, high)
        found.append(_Panel(inner, title, box, numbers, column == 0))
    return found


def _draw(panel: _Panel, board: Board, scale: Scale, colours: Sequence[Colour]) -> None:
    chart, area = panel.chart, panel.area
    half = _ACROSS / 2  # words of one panel never reach into the next
    board.ground = Ground(Box(area.left, area.low, min(area.right + half, board.width), area.high))
    box = Box(area.left, area.low, area.right, area.high - _TITLE)
    is_line = chart.kind in (ChartKind.LINE, ChartKind.AREA)
    left = area.left + (panel.numbers if panel.is_first else 0.0)
    tail = 0.0 if is_line else None
    frame = Frame(box, tail, chart.options.days, has_numbers=panel.is_first, left=left)
    plot = Plot(board, chart.categories, [scale], frame)
    plot.leave_room([(v, 1) for s in chart.series for v in s.values if v is not None])
    draw_bands(plot, chart)
    title = board.cut(board.strong(board.words(panel.title)), area.right - plot.left)
    board.write(title, Spot(plot.left, area.high - height_of(LABEL) - 1, "start"))
    plot.axes()
    pairs: list[tuple[ChartSeries, Colour]] = list(zip(chart.series, colours, strict=True))
    bars = placed_bars(plot, pairs)
    if is_line:
        plot.base()
        draw_curves(plot, chart, colours)
    else:
        draw_placed(plot, chart, bars)
        plot.base()
    draw_lines_across(plot, chart)
    annotate(plot, chart, lambda place, at: _point(plot, chart, (place, at)))
    if chart.options.labels is not Labels.NONE and len(pairs) == 1:
        if is_line:
            label_points(plot, chart, *pairs[0])
        else:
            label_bars(plot, chart, bars)
    plot.grid()


def _point(plot: Plot, chart: Chart, at: tuple[int, int]) -> tuple[float, float] | None:
    place, number = at
    value = chart.series[number].values[place]
    return None if value is None else (plot.middle(place), plot.height(value))
