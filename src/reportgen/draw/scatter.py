"""Scatter: points of a plane, with names, groups, sizes and the line through them."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, SMALL, Board, Part, Plotted, Spot, middle_of
from reportgen.draw.ground import Box, Stroke
from reportgen.draw.ink import mixed
from reportgen.draw.legend import Item, Legend
from reportgen.draw.overlays import annotate, band_values, draw_bands, draw_lines_across
from reportgen.draw.plot import Frame, Plot
from reportgen.draw.scale import AnyScale, log_scale, one_scale
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, ChartSeries, PathMark, Segment
from reportgen.model.chart_options import AxisRange, ChartOptions, Labels, LegendPlace
from reportgen.zh.quantity import bare

RADIUS, LARGEST, _SMALLEST = 3.2, 21.0, 2.6
_EDGE, SEEN_THROUGH, QUIET = 0.8, 0.82, 0.55
_LIFT = 3.0
_FOOT = 26.0
TREND, _DASH = 1.0, (4.0, 2.5)
_GRID, _PALE = 0.5, 0.45
_MARGIN = 8.0
_ROUND = 0.86
_NEAR = 4


class _Point(Struct, frozen=True):
    x: float
    y: float
    radius: float
    colour: Colour
    name: str


def draw_scatter(chart: Chart, board: Board) -> None:
    """Draw the points of ``chart``, the largest first."""
    across, up = chart.series[0], chart.series[1]
    groups = list(dict.fromkeys(chart.options.groups))
    items = [Item(name, board.series_colour(at)) for at, name in enumerate(groups)]
    size = next((series for series in chart.series if series.kind == "size"), None)
    units = [_titled(up), f"圆的面积：{_titled(size)}" if size else ""]
    place = chart.options.legend
    legend = Legend(board, [] if place is LegendPlace.NONE else items, units, place)
    below, area = _across_scale(chart), legend.area
    room = Box(area.left, area.low + _FOOT, area.right, area.high)
    plot = Plot(board, (), [_up_scale(chart)], Frame(room, has_names=False))
    reach = LARGEST if size else _MARGIN
    plot.pad(_known(up), reach)
    draw_bands(plot, chart)
    legend.draw()
    plot.axes(units, legend.unit_row)
    left, right = plot.left + reach, plot.right - reach

    def _x(value: Decimal) -> float:
        return left + below.place(value) / below.count * (right - left)

    _axis(plot, below, (left, right), _titled(across))
    board.plots.append(Plotted(Box(left, plot.bottom, right, plot.top), [below]))
    points = _points(plot, chart, _x)
    _trend(plot, chart, _x)
    draw_lines_across(plot, chart)
    _draw(board, points)
    if chart.options.labels is not Labels.NONE:
        _label(plot, chart, points)
    annotate(plot, chart, lambda place, _: (points[place].x, points[place].y))
    plot.grid()


def _titled(series: ChartSeries | None) -> str:
    if series is None:
        return ""
    return f"{series.label}（{series.unit.name}）" if series.unit.name else series.label


def _known(series: ChartSeries) -> list[Decimal]:
    return [value for value in series.values if value is not None]


def _up_scale(chart: Chart) -> AnyScale:
    values = [*_known(chart.series[1]), *(value for value, _ in band_values(chart))]
    limits = chart.options.ranges[0]
    if chart.options.is_log:
        return log_scale(values, limits)
    return one_scale(values, from_zero=_is_near_zero(values, limits), limits=limits)


def _across_scale(chart: Chart) -> AnyScale:
    values, limits = _known(chart.series[0]), chart.options.ranges[1]
    return one_scale(values, from_zero=_is_near_zero(values, limits), limits=limits)


def _is_near_zero(values: Sequence[Decimal], limits: AxisRange) -> bool:
    """Tell whether an axis of points should start at nought: where little would lie below them."""
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    return limits.low is None and (low == high or 0 <= low * _NEAR < high)


def _axis(plot: Plot, scale: AnyScale, ends: tuple[float, float], title: str) -> None:
    board = plot.board
    segments: list[Segment] = []
    foot = plot.bottom
    for steps, label in scale.ticks:
        x = round(ends[0] + steps / scale.count * (ends[1] - ends[0]), 2)
        board.place(board.part(board.quiet(label), Part.AXIS, 1), [Spot(x, foot - SMALL - 3)])
        segments += [("m", x, round(foot, 2)), ("l", x, round(plot.top, 2))]
    pale = mixed(board.palette.rule, WHITE, _PALE)
    board.marks.insert(0, PathMark(tuple(segments), None, pale, _GRID))
    board.rule(plot.left, foot, plot.right, board.palette.muted, _EDGE)
    board.write(
        board.part(board.quiet(title), Part.UNIT, 2), Spot(plot.right, foot - 2 * SMALL - 6, "end")
    )


def _points(plot: Plot, chart: Chart, x_of: Callable[[Decimal], float]) -> list[_Point]:
    across, up = chart.series[0], chart.series[1]
    groups = list(dict.fromkeys(chart.options.groups))
    radii = _radii(chart)
    found = []
    for place, (x, y) in enumerate(zip(across.values, up.values, strict=True)):
        number = groups.index(chart.options.groups[place]) if groups else 0
        colour = plot.board.series_colour(number)
        if chart.options.highlight and place not in chart.options.highlight:
            colour = mixed(plot.board.palette.muted, WHITE, QUIET)
        at = x_of(x or Decimal(0)), plot.height(y or Decimal(0))
        found.append(_Point(*at, radii[place], colour, chart.categories[place]))
    return found


def _radii(chart: Chart) -> list[float]:
    size = next((series for series in chart.series if series.kind == "size"), None)
    if size is None:
        return [RADIUS] * len(chart.categories)
    values = [max(0.0, float(value or 0)) for value in size.values]
    largest = max(values, default=0.0) or 1.0
    return [max(_SMALLEST, LARGEST * math.sqrt(value / largest)) for value in values]


def _trend(plot: Plot, chart: Chart, x_of: Callable[[Decimal], float]) -> None:
    if chart.options.trend is None:
        return
    slope, height = chart.options.trend
    values = sorted(_known(chart.series[0]))
    path = []
    for value in (values[0], values[-1]):
        x, y = x_of(value), plot.height(height + slope * value)
        path.append((round(x, 2), round(min(max(y, plot.bottom), plot.top), 2)))
    start, end = path
    ink = plot.board.palette.muted
    plot.board.marks.append(PathMark((("m", *start), ("l", *end)), None, ink, TREND, _DASH))
    plot.board.ground.strokes.append(Stroke(*start, *end))


def _draw(board: Board, points: Sequence[_Point]) -> None:
    for point in sorted(points, key=lambda each: -each.radius):
        mark = shapes.dots([(point.x, point.y)], point.radius, (point.colour, WHITE))
        board.marks.append(
            PathMark(mark.segments, point.colour, WHITE, _EDGE, opacity=SEEN_THROUGH)
        )


def _label(plot: Plot, chart: Chart, points: Sequence[_Point]) -> None:
    """Name the points, those that stand out and the largest first, where there is room."""
    board, options = plot.board, chart.options
    for point in points:
        half = point.radius * (_ROUND if point.radius > RADIUS else 1)
        box = Box(point.x - half, point.y - half, point.x + half, point.y + half)
        if point.radius > RADIUS:
            board.ground.bars.append((box, point.colour))
        else:
            board.ground.words.append(box)
    for place in _order(points, options):
        point = points[place]
        text = point.name or (_said(chart, place) if options.labels is Labels.ALL else "")
        if not text:
            continue
        words = board.value(text, 0, place)
        if place in options.highlight:
            words = board.strong(words)
        aside, down = point.radius + _LIFT, middle_of(LABEL)
        spots = [
            Spot(point.x + aside, point.y - down, "start"),
            Spot(point.x, point.y + point.radius + _LIFT - 1),
            Spot(point.x - aside, point.y - down, "end"),
            Spot(point.x, point.y - point.radius - LABEL),
        ]
        if point.radius > board.width_of(words) / 2:
            spots.insert(0, Spot(point.x, point.y - down))
        board.place(words, [spot for spot in spots if plot.bottom < spot.y < plot.top])


def _order(points: Sequence[_Point], options: ChartOptions) -> list[int]:
    places = range(len(points))
    return sorted(places, key=lambda at: (at not in options.highlight, -points[at].radius, at))


def _said(chart: Chart, place: int) -> str:
    pairs = ((series, series.values[place]) for series in chart.series[:2])
    return "，".join(bare(v, chart.format_of(s)) for s, v in pairs if v is not None)
