"""Sparks: a small line a measure, with its name, last value and change, like a table."""

from decimal import Decimal
from itertools import pairwise

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, SMALL, Board, Spot, Words, level, middle_of
from reportgen.draw.ink import mixed
from reportgen.model.brand import WHITE
from reportgen.model.chart import Chart, ChartSeries, PathMark
from reportgen.model.facts import FormatKind, Half, NumberFormat
from reportgen.zh.quantity import bare
from reportgen.zh.units import EXACT, PERCENT, TIMES

_NAME, _LINE, _LAST, _CHANGE = 0.26, 0.42, 0.16, 0.16
_HEAD = 15.0
_STROKE, _DOT, _RULE = 1.3, 2.0, 0.5
_PALE = 0.4
_FILL = 0.7
_INSIDE = 0.01
_HUNDRED, _MANY = Decimal(100), Decimal(10_000)
_NO_VALUE = "—"


def draw_sparks(chart: Chart, board: Board) -> None:
    """Draw a row a series."""
    rows = max(1, len(chart.series))
    slot = (board.height - _HEAD) / rows
    _head(chart, board)
    rule = mixed(board.palette.rule, WHITE, _PALE)
    width = board.width - _INSIDE
    for number, series in enumerate(chart.series):
        middle = board.height - _HEAD - (number + 0.5) * slot
        _row(chart, board, series, (middle, slot))
        y = round(middle - slot / 2, 2)
        board.marks.append(PathMark(level(0, max(y, 0.3), width), None, rule, _RULE))


def _head(chart: Chart, board: Board) -> None:
    width, y = board.width, board.height - SMALL - 1
    ends = f"{chart.categories[0]}至{chart.categories[-1]}" if chart.categories else ""
    board.write(board.quiet("指标"), Spot(1, y, "start"))
    board.write(board.quiet(ends), Spot(width * _NAME + width * _LINE / 2, y))
    board.write(board.quiet("最新"), Spot(width * (1 - _CHANGE), y, "end"))
    board.write(board.quiet("较上期"), Spot(width - 1, y, "end"))
    base = round(board.height - _HEAD, 2)
    board.rule(0, base, width - _INSIDE, board.palette.muted, _RULE)


def _row(chart: Chart, board: Board, series: ChartSeries, at: tuple[float, float]) -> None:
    middle, slot = at
    width, base = board.width, middle - middle_of(LABEL)
    name = board.cut(board.words(series.label), width * _NAME - 6)
    board.write(name, Spot(1, base, "start"))
    known = [(place, value) for place, value in enumerate(series.values) if value is not None]
    if not known:
        board.write(board.quiet(_NO_VALUE), Spot(width * (1 - _CHANGE), base, "end"))
        return
    _line(board, series, (width * _NAME, middle, width * _LINE), slot * _FILL)
    last = bare(known[-1][1], chart.format_of(series)) + series.unit.name
    board.write(board.strong(board.words(last)), Spot(width * (1 - _CHANGE), base, "end"))
    change = _change(series, chart.format_of(series).half)
    said = board.cut(Words(change, board.palette.muted), width * _CHANGE - 4)
    board.write(said, Spot(width - 1, base, "end"))


def _line(board: Board, series: ChartSeries, at: tuple[float, float, float], tall: float) -> None:
    left, middle, width = at
    numbers = [float(value) for value in series.values if value is not None]
    low, high = min(numbers), max(numbers)
    step = width / max(1, len(series.values) - 1)
    spots: list[tuple[float, float] | None] = []
    for place, value in enumerate(series.values):
        share = 0.5 if high == low or value is None else (float(value) - low) / (high - low)
        spot = (left + place * step, middle + (share - 0.5) * tall)
        spots.append(None if value is None else spot)
    nowhere = float("nan"), float("nan")
    colour = board.series_colour(0)
    board.marks.append(shapes.line([s or nowhere for s in spots], colour, _STROKE))
    alone = [
        s
        for before, s, after in zip([None, *spots], spots, [*spots[1:], None], strict=False)
        if s and not before and not after
    ]
    drawn = [spot for spot in spots if spot is not None]
    if alone:
        board.marks.append(shapes.dots(alone, 1.0, (colour, colour)))
    board.marks.append(shapes.dots([drawn[-1]], _DOT, (board.series_colour(1), WHITE)))


def _change(series: ChartSeries, half: Half) -> str:
    """Return how the last value differs from the one before; points for ratios."""
    pairs = [(a, b) for a, b in pairwise(series.values) if a is not None and b is not None]
    if not pairs or series.values[-1] is None or series.values[-2] is None:
        return _NO_VALUE
    before, last = pairs[-1]
    if series.unit == PERCENT:
        text = bare(last - before, NumberFormat(FormatKind.THOUSANDS, 1, half)) + "个百分点"
        return f"+{text}" if last > before else text
    if before <= 0 or last < 0:
        return _NO_VALUE
    rate = EXACT.divide((last - before) * _HUNDRED, before)
    if rate >= _MANY:
        whole = NumberFormat(FormatKind.THOUSANDS, 0, half)
        return bare(EXACT.divide(last, before), whole) + TIMES.name
    text = bare(rate, NumberFormat(FormatKind.THOUSANDS, 1, half)) + PERCENT.name
    return f"+{text}" if rate > 0 else text
