"""Bullet: a value against its target, on pale ranges, a measure a row."""

from decimal import Decimal

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, SMALL, Board, Spot, Words, middle_of
from reportgen.draw.ground import Box
from reportgen.draw.ink import mixed
from reportgen.draw.legend import Item, Legend
from reportgen.draw.names import wrapped_name
from reportgen.draw.scale import one_scale
from reportgen.model.brand import WHITE
from reportgen.model.chart import Chart, PathMark
from reportgen.model.chart_options import Labels
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.zh.quantity import bare, with_half
from reportgen.zh.units import EXACT, PERCENT

_WIDEST_NAME = 0.3
_GAP, _SIDE = 8.0, 1.0
_BAR, _RANGE, _THICKEST = 0.26, 0.58, 24.0
_TARGET = 2.2
_PALES = (0.55, 0.72, 0.86)
_HUNDRED = Decimal(100)
_WHOLE = NumberFormat(FormatKind.THOUSANDS, 0)
_NO_VALUE, _DONE = "—", "完成率"


def draw_bullets(chart: Chart, board: Board) -> None:
    """Draw a row a category; each row has a scale of its own unless all share a unit of parts."""
    value = chart.series[0]
    targets = [series for series in chart.series if series.kind == "target"]
    ranges = [series for series in chart.series if series.kind == "range"]
    pales = [mixed(board.palette.rule, WHITE, pale) for pale in _PALES]
    items = [Item(value.label, board.series_colour(0))]
    items += [Item(series.label, board.palette.text, is_tick=True) for series in targets]
    items += [Item(series.label, pales[min(at, 2)]) for at, series in enumerate(ranges)]
    unit = value.unit.name
    units = [f"单位：{unit}" if unit else ""]
    legend = Legend(board, items if len(items) > 1 else [], [*units, _DONE])
    legend.draw()
    if unit:
        board.write(board.quiet(units[0]), Spot(_SIDE, legend.unit_row, "start"))
    room = board.width * _WIDEST_NAME
    widest = max((board.width_of(board.words(n)) for n in chart.categories), default=0.0)
    left = _SIDE + min(widest, room) + _GAP
    columns = _columns(chart, board, legend)
    right = board.width - _SIDE - sum(width + _GAP for width, _ in columns)
    high = legend.area.high - 4
    slot = high / max(1, len(chart.categories))
    for place, name in enumerate(chart.categories):
        middle = high - (place + 0.5) * slot
        _name(board, name, (left - _GAP, middle, room))
        _row(chart, board, place, Box(left, middle - slot / 2, right, middle + slot / 2))
        end = right
        for width, said in columns:
            end += _GAP + width
            board.place(said[place], [Spot(end, middle - middle_of(LABEL), "end")])


def _columns(chart: Chart, board: Board, legend: Legend) -> list[tuple[float, list[Words]]]:
    """Return the columns of figures at the right: the values, and how much of the targets."""
    if chart.options.labels is Labels.NONE:
        return []
    places = range(len(chart.categories))
    values = [board.strong(board.words(_value(chart, place))) for place in places]
    found = [values]
    if any(series.kind == "target" for series in chart.series):
        found.append([board.quiet(_share(chart, place)) for place in places])
        board.write(board.quiet(_DONE), Spot(board.width - _SIDE, legend.unit_row, "end"))
    return [(max(map(board.width_of, said), default=0.0), said) for said in found]


def _name(board: Board, name: str, at: tuple[float, float, float]) -> None:
    right, middle, room = at
    lines = wrapped_name(board, name, room, 2) or [name]
    top = middle + (len(lines) - 1) * SMALL * 0.6 - middle_of(LABEL)
    for number, text in enumerate(lines):
        words = board.cut(board.words(text), room)
        board.place(words, [Spot(right, top - number * (LABEL + 1.5), "end")])


def _value(chart: Chart, place: int) -> str:
    value = chart.series[0].values[place]
    return _NO_VALUE if value is None else bare(value, chart.format)


def _share(chart: Chart, place: int) -> str:
    """Return how much of its target a value is."""
    value = chart.series[0].values[place]
    target = next((s.values[place] for s in chart.series if s.kind == "target"), None)
    if value is None or not target:
        return _NO_VALUE
    whole = with_half(_WHOLE, chart.format.half)
    return bare(EXACT.divide(value * _HUNDRED, target), whole) + PERCENT.name


def _row(chart: Chart, board: Board, place: int, area: Box) -> None:
    known = {series: series.values[place] for series in chart.series}
    scale = one_scale(_all(chart, place), from_zero=True)
    low, high = scale.ticks[0][0], max(scale.place(v) for v in _all(chart, place)) or 1.0
    width, middle = area.right - area.left, (area.low + area.high) / 2
    tall = min(area.high - area.low, _THICKEST / _RANGE)

    def _x(value: Decimal) -> float:
        return area.left + (scale.place(value) - low) / (high - low or 1) * width

    ranges = [series for series in chart.series if series.kind == "range"]
    for number in range(len(ranges) - 1, -1, -1):
        end = known[ranges[number]]
        if end is not None:
            pale = mixed(board.palette.rule, WHITE, _PALES[min(number, 2)])
            half = tall * _RANGE / 2
            box = Box(_x(Decimal(0)), middle - half, _x(end), middle + half)
            board.marks.append(shapes.bar(box, pale))
    if not ranges:
        box = Box(area.left, middle - tall * _RANGE / 2, area.right, middle + tall * _RANGE / 2)
        board.marks.append(shapes.bar(box, mixed(board.palette.tint, WHITE, 0.2)))
    value = known[chart.series[0]]
    if value:
        ends = sorted((_x(Decimal(0)), _x(value)))
        box = Box(ends[0], middle - tall * _BAR / 2, ends[1], middle + tall * _BAR / 2)
        board.marks.append(shapes.bar(box, board.series_colour(0)))
    for series in chart.series:
        target = known[series]
        if series.kind == "target" and target is not None:
            x, half = round(_x(target), 2), tall * _RANGE * 0.5
            path = ("m", x, round(middle - half, 2)), ("l", x, round(middle + half, 2))
            board.marks.append(PathMark(path, None, board.palette.text, _TARGET))


def _all(chart: Chart, place: int) -> list[Decimal]:
    """Return what shares the scale of a row: nought, and the row's own numbers."""
    values = [series.values[place] for series in chart.series]
    known = [value for value in values if value is not None]
    return [Decimal(0), *known] if known else [Decimal(0), Decimal(1)]
