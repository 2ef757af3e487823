"""Heat map: a table of colours, each cell with its figure, and the scale they are read by."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.draw.board import LABEL, SMALL, Board, Spot, middle_of
from reportgen.draw.ground import Box
from reportgen.draw.ink import mixed
from reportgen.draw.names import LEADING, height_below, wrapped_name
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart
from reportgen.model.chart_options import Labels
from reportgen.zh.quantity import bare

_WIDEST_NAME = 0.3
_GAP, _SIDE = 6.0, 1.0
_CUT = 0.6
_SCALE_WIDTH, _SCALE_HEIGHT, _SHADES = 96.0, 6.0, 24
_HEAD = 20.0
_PALEST = 0.06
_NO_VALUE = "—"


class Shades:
    """Colours of values: pale to strong, or from one colour over white to another."""

    def __init__(self, chart: Chart, board: Board) -> None:
        known = [v for s in chart.series for v in s.values if v is not None]
        limits = chart.options.ranges[0]
        low = min(known, default=Decimal(0)) if limits.low is None else limits.low
        high = max(known, default=Decimal(1)) if limits.high is None else limits.high
        self.crosses_zero = low < 0 < high
        if self.crosses_zero:
            reach = max(-low, high)
            low, high = (
                (-reach if limits.low is None else low),
                (reach if limits.high is None else high),
            )
        self.low, self.high = low, high if high > low else low + 1
        self._up, self._down = board.series_colour(0), board.series_colour(1)

    def of(self, value: Decimal) -> Colour:
        """Return the colour of ``value``."""
        if not self.crosses_zero:
            share = float((value - self.low) / (self.high - self.low))
            return mixed(WHITE, self._up, _PALEST + (1 - _PALEST) * min(max(share, 0.0), 1.0))
        end, colour = (self.high, self._up) if value >= 0 else (self.low, self._down)
        return mixed(WHITE, colour, min(float(value / end), 1.0))


def draw_heatmap(chart: Chart, board: Board) -> None:
    """Draw a row a category and a column a series."""
    shades = Shades(chart, board)
    room = board.width * _WIDEST_NAME
    widest = max((board.width_of(board.words(name)) for name in chart.categories), default=0.0)
    left = _SIDE + min(widest, room) + _GAP
    columns, rows = len(chart.series), max(1, len(chart.categories))
    slot = (board.width - _SIDE - left) / columns
    heads = [wrapped_name(board, series.label, slot - 3, 2) for series in chart.series]
    lines = max((len(words or [""]) for words in heads), default=1)
    high = board.height - _HEAD - height_below(lines)
    row = high / rows
    _scale(chart, board, shades)
    has_figures = _has_figures(chart, board, (slot - _CUT, row - _CUT))
    _heads(chart, board, heads, (left, slot, high))
    for place, name in enumerate(chart.categories):
        middle = high - (place + 0.5) * row
        words = board.cut(board.words(name), room)
        board.place(words, [Spot(left - _GAP, middle - middle_of(LABEL), "end")])
        for number, series in enumerate(chart.series):
            value = series.values[place]
            start = left + number * slot
            box = Box(start, middle - row / 2, start + slot - _CUT, middle + row / 2 - _CUT)
            colour = board.palette.tint if value is None else shades.of(value)
            board.box(box, colour)
            board.ground.bars.append((box, colour))
            if has_figures:
                _cell(chart, board, value, box)


def _has_figures(chart: Chart, board: Board, cell: tuple[float, float]) -> bool:
    """Tell whether cells say their figures: all of them or none, as there is room."""
    width, height = cell
    values = (value for series in chart.series for value in series.values if value is not None)
    widest = max((board.width_of(board.words(bare(v, chart.format))) for v in values), default=0.0)
    fits = widest <= width - 1 and height >= LABEL
    return chart.options.labels is not Labels.NONE and fits


def _cell(chart: Chart, board: Board, value: Decimal | None, box: Box) -> None:
    text = _NO_VALUE if value is None else bare(value, chart.format)
    ink = board.palette.muted if value is None else board.palette.text
    y = (box.low + box.high) / 2 - middle_of(LABEL)
    board.place(board.words(text, ink), [Spot((box.left + box.right) / 2, y)])


def _heads(
    chart: Chart,
    board: Board,
    heads: Sequence[list[str] | None],
    at: tuple[float, float, float],
) -> None:
    left, slot, high = at
    widest = max(board.width_of(board.words(series.label)) for series in chart.series)
    step = 1 if None not in heads else max(1, -int(-(widest + 4) // slot))
    for number, (series, lines) in enumerate(zip(chart.series, heads, strict=True)):
        if number % step:
            continue
        said = lines or [series.label]
        for line, text in enumerate(reversed(said)):
            spot = Spot(left + (number + 0.5) * slot, high + 4 + line * LEADING)
            board.place(board.words(text), [spot])


def _scale(chart: Chart, board: Board, shades: Shades) -> None:
    """Draw the scale at the upper right, its ends named, and the unit at the upper left."""
    unit = chart.series[0].unit.name
    y = board.height - SMALL - 1
    if unit:
        board.write(board.quiet(f"单位：{unit}"), Spot(_SIDE, y, "start"))
    high = board.quiet(bare(shades.high, chart.format))
    low = board.quiet(bare(shades.low, chart.format))
    right = board.width - _SIDE - board.width_of(high) - 4
    left = right - _SCALE_WIDTH
    board.write(high, Spot(right + 4, y, "start"))
    board.write(low, Spot(left - 4, y, "end"))
    step = _SCALE_WIDTH / _SHADES
    for number in range(_SHADES):
        share = (Decimal(number) + Decimal("0.5")) / _SHADES
        value = shades.low + (shades.high - shades.low) * share
        start = left + number * step
        piece = Box(start, y - 0.5, start + step + 0.1, y - 0.5 + _SCALE_HEIGHT)
        board.box(piece, shades.of(value))
