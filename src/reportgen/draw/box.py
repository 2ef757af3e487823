"""Box plots: median, quartiles, whiskers and outliers of each category."""

from decimal import Decimal

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Spot, middle_of
from reportgen.draw.ground import Box
from reportgen.draw.ink import mixed
from reportgen.draw.legend import Legend
from reportgen.draw.overlays import band_values, draw_bands, draw_lines_across
from reportgen.draw.plot import Frame, Plot
from reportgen.draw.scale import one_scale, starts_at_zero
from reportgen.draw.tints import category_colours
from reportgen.model.brand import WHITE
from reportgen.model.chart import Chart, PathMark, Segment
from reportgen.model.chart_options import Labels
from reportgen.zh.quantity import bare

_SHARE, _WIDEST = 0.46, 40.0
_WHISKER, _CAP, _MEDIAN, _DOT = 0.9, 0.5, 1.8, 1.7
_PALE = 0.62
_LIFT = 3.0


def draw_boxes(chart: Chart, board: Board) -> None:
    """Draw a box a category, its median written beside it."""
    values = [v for s in chart.series for v in s.values if v is not None]
    values += [value for value, _ in band_values(chart)]
    unit = chart.series[0].unit.name
    units = [f"单位：{unit}" if unit else ""]
    legend = Legend(board, [], units)
    limits = chart.options.ranges[0]
    from_zero = limits.low is None and starts_at_zero(values)
    scale = one_scale(values, from_zero=from_zero, limits=limits)
    plot = Plot(board, chart.categories, [scale], Frame(legend.area))
    draw_bands(plot, chart)
    plot.axes(units, legend.unit_row)
    for place in range(len(chart.categories)):
        _box(plot, chart, place)
    board.rule(plot.left, plot.bottom, plot.right, board.palette.muted, 0.8)
    draw_lines_across(plot, chart)
    if chart.options.labels is not Labels.NONE:
        _label(plot, chart)
    plot.grid()


def _five(chart: Chart, place: int) -> dict[str, Decimal]:
    return {
        series.kind: value
        for series in chart.series
        if series.kind != "outlier" and (value := series.values[place]) is not None
    }


def _half(plot: Plot) -> float:
    return min(plot.slot * _SHARE, _WIDEST) / 2


def _box(plot: Plot, chart: Chart, place: int) -> None:
    five = _five(chart, place)
    if not five:
        return
    board, middle, half = plot.board, plot.middle(place), _half(plot)
    ink = category_colours(chart, board.series_colour(0))[place]
    at = {name: round(plot.height(value), 2) for name, value in five.items()}
    x, cap = round(middle, 2), half * _CAP
    whiskers: list[Segment] = []
    for inner, outer in (("q1", "low"), ("q3", "high")):
        whiskers += [("m", x, at[inner]), ("l", x, at[outer])]
        whiskers += [("m", round(x - cap, 2), at[outer]), ("l", round(x + cap, 2), at[outer])]
    board.marks.append(PathMark(tuple(whiskers), None, ink, _WHISKER))
    body = Box(middle - half, at["q1"], middle + half, at["q3"])
    pale = mixed(ink, WHITE, _PALE)
    board.marks.append(PathMark(shapes.bar(body, pale).segments, pale, ink, _WHISKER))
    board.ground.bars.append((body, pale))
    left, right, level = round(middle - half, 2), round(middle + half, 2), at["median"]
    path = ("m", left, level), ("l", right, level)
    board.marks.append(PathMark(path, None, ink, _MEDIAN))
    far = [s.values[place] for s in chart.series if s.kind == "outlier"]
    spots = [(x, plot.height(value)) for value in far if value is not None]
    if spots:
        board.marks.append(shapes.dots(spots, _DOT, (WHITE, ink)))


def _label(plot: Plot, chart: Chart) -> None:
    board = plot.board
    half = _half(plot)
    for place in range(len(chart.categories)):
        five = _five(chart, place)
        if five:
            words = board.strong(board.words(bare(five["median"], chart.format)))
            y = plot.height(five["median"]) - middle_of(LABEL)
            spots = [Spot(plot.middle(place) + half + _LIFT, y, "start")]
            if board.width_of(words) + _LIFT * 2 <= plot.slot - 2 * half:
                board.place(words, spots)
