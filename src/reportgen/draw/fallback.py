"""Fallback: bars whose long names would have to slant lie down instead, where there is room."""

from msgspec.structs import replace

from reportgen.draw.board import Board
from reportgen.draw.names import are_moments, wrapped_name
from reportgen.fonts import FontSet
from reportgen.model.brand import Brand
from reportgen.model.chart import Chart
from reportgen.model.chart_options import ChartKind
from reportgen.model.length import points

_KINDS = {ChartKind.BAR, ChartKind.GROUPED, ChartKind.STACKED, ChartKind.PERCENT}
_ROW, _FRAME = 15.0, 30.0
_AXIS, _GAP = 34.0, 4.0


def laid_out(chart: Chart, brand: Brand, fonts: FontSet) -> Chart:
    """Return ``chart`` lying where its names have no room below and its rows have room."""
    options = chart.options
    if chart.kind not in _KINDS or options.is_horizontal or options.facets or options.annotations:
        return chart
    count = max(1, len(chart.categories))
    width, height = points(chart.width), points(chart.height)
    rows = count * (len(chart.series) if chart.kind is ChartKind.GROUPED else 1)
    if are_moments(chart.categories) or rows * _ROW + _FRAME > height:
        return chart
    board = Board(width, height, brand, fonts)
    room = (width - _AXIS) / count - _GAP
    if all(wrapped_name(board, name, room) for name in chart.categories):
        return chart
    return replace(chart, options=replace(options, is_horizontal=True))
