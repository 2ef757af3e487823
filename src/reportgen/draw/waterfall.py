"""Waterfall: from one total to the next, a step a bar."""

from decimal import Decimal

from msgspec import Struct

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Label, Spot, height_of
from reportgen.draw.ground import Box
from reportgen.draw.ink import mixed
from reportgen.draw.legend import Item, Legend
from reportgen.draw.overlays import annotate, room_above
from reportgen.draw.plot import Frame, Plot
from reportgen.draw.scale import one_scale
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, PathMark, Segment
from reportgen.model.chart_options import Labels, LegendPlace
from reportgen.zh.quantity import bare

_SHARE, _WIDEST = 0.62, 52.0
_LIFT = 3.0
JOIN, _PALE = 0.6, 0.2
_NOTHING = Decimal(0)


class Step(Struct, frozen=True):
    """A bar from ``start`` to ``end``; nothing is known of its height in a gap."""

    start: Decimal
    end: Decimal
    is_total: bool
    is_gap: bool


def steps_of(chart: Chart) -> list[Step]:
    """Return the bars; the first stands on the ground, as totals do."""
    found: list[Step] = []
    running = _NOTHING
    for place, value in enumerate(chart.series[0].values):
        is_total = place in chart.options.totals or (place == 0 and bool(chart.options.totals))
        if value is None:
            found.append(Step(running, running, is_total=False, is_gap=True))
            continue
        start = _NOTHING if is_total else running
        running = start + value
        found.append(Step(start, running, is_total, is_gap=False))
    return found


def draw_waterfall(chart: Chart, board: Board) -> None:
    """Draw ``chart`` with thin lines from each bar to the next."""
    steps = steps_of(chart)
    unit = chart.series[0].unit.name
    units = [f"单位：{unit}" if unit else ""]
    up, down, total = inks(board)
    items = [Item("增加", up), Item("减少", down)]
    if any(step.is_total for step in steps):
        items.insert(0, Item("合计", total))
    wanted = [] if chart.options.legend is LegendPlace.NONE else items
    legend = Legend(board, wanted, units)
    ends = [end for step in steps for end in (step.start, step.end)]
    plot = Plot(board, chart.categories, [one_scale(ends, from_zero=True)], Frame(legend.area))
    plot.leave_room([(end, 1) for end in ends], room_above(chart))
    legend.draw()
    plot.axes(units, legend.unit_row)
    _draw(plot, steps)
    plot.base()
    if chart.options.labels is not Labels.NONE:
        _label(plot, chart, steps)
    tops = [max(step.start, step.end) for step in steps]
    annotate(plot, chart, lambda place, _: (plot.middle(place), plot.height(tops[place])))
    plot.grid()


def inks(board: Board) -> tuple[Colour, Colour, Colour]:
    """Return the colours of what goes up, what goes down, and totals: told by shade as well."""
    return board.series_colour(2), board.series_colour(1), board.series_colour(0)


def join_ink(board: Board) -> Colour:
    """Return the colour of the lines between bars."""
    return mixed(board.palette.muted, WHITE, _PALE)


def _draw(plot: Plot, steps: list[Step]) -> None:
    board = plot.board
    half = min(plot.slot * _SHARE, _WIDEST) / 2
    board.thickness = half * 2
    up, down, total = inks(board)
    joins: list[Segment] = []
    for place, step in enumerate(steps):
        middle = plot.middle(place)
        low, high = sorted((plot.height(step.start), plot.height(step.end)))
        box = Box(middle - half, low, middle + half, high)
        ink = total if step.is_total else up if step.end >= step.start else down
        if step.start != step.end:
            board.marks.append(shapes.bar(box, ink))
            board.ground.bars.append((box, ink))
        if place + 1 < len(steps):
            y, end = round(plot.height(step.end), 2), plot.middle(place + 1) - half
            start = middle - half if step.is_gap else middle + half
            joins += [("m", round(start, 2), y), ("l", round(end, 2), y)]
    board.marks.append(PathMark(tuple(joins), None, join_ink(board), JOIN))


def _label(plot: Plot, chart: Chart, steps: list[Step]) -> None:
    """Write each step with its sign, above what rises and below what falls."""
    board, how = plot.board, chart.format_of(chart.series[0])
    labels: list[Label] = []
    for place, (step, value) in enumerate(zip(steps, chart.series[0].values, strict=True)):
        x = plot.middle(place)
        over = plot.height(max(step.start, step.end)) + _LIFT
        under = plot.height(min(step.start, step.end)) - _LIFT - height_of(LABEL)
        if value is None:
            labels.append((board.unknown(), [Spot(x, over)]))
            continue
        text = bare(value, how)
        if step.is_total:
            words = board.strong(board.value(text, 0, place))
        else:
            words = board.value(f"+{text}" if value > 0 else text, 0, place)
        first, second = (under, over) if value < 0 else (over, under)
        labels.append((words, [Spot(x, first), Spot(x, second)]))
    if not board.place_all(labels):
        for label in labels:
            board.place_all([label])
