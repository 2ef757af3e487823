"""Overlays: bands behind the data, lines across them, and words at points."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import assert_never

from reportgen.draw.board import LABEL, SMALL, Board, Part, Spot, Words, height_of
from reportgen.draw.ground import Box, Stroke
from reportgen.draw.ink import mixed, readable
from reportgen.draw.names import wrapped_name
from reportgen.draw.plot import LABEL_ROOM, Plot
from reportgen.model.brand import WHITE
from reportgen.model.chart import Chart, PathMark
from reportgen.model.chart_options import Band, PeriodBand, ReferenceLine, ValueBand
from reportgen.model.facts import NumberFormat
from reportgen.zh.quantity import bare

_LINE = 0.9
_DASH = (3.0, 2.0)
_GAP = 3.0
_LEADING = LABEL + 1.5
_WIDEST = 96.0
_MOST_LINES = 4
_RISES = (8.0, 14.0, 22.0, 32.0, 44.0, 58.0, 74.0, 92.0)
_SHIFTS = (0.0, 18.0, -18.0, 36.0, -36.0, 54.0, -54.0)
LEADER = 0.6
DEEPER = 0.35
_OFF, _NEAR = 3.5, 9.0
_NOTE_ROOM = 2 * _LEADING + 6


def band_values(chart: Chart) -> Iterator[tuple[Decimal, int]]:
    """Yield the values that lines and bands need the axes to hold, with their axes."""
    for line in chart.options.lines:
        yield line.value, line.axis
    for band in chart.options.bands:
        if isinstance(band, ValueBand):
            yield band.low, 1
            yield band.high, 1


def room_above(chart: Chart) -> float:
    """Return the height to keep free above the outermost values: for labels, and for notes."""
    return LABEL_ROOM + (_NOTE_ROOM if chart.options.annotations else 0.0)


def draw_bands(plot: Plot, chart: Chart) -> None:
    """Fill the bands, and name them where they start or at their top."""
    board = plot.board
    for band in chart.options.bands:
        box = _band_box(plot, band)
        plot.back(box, board.palette.tint)
        if band.label:
            words = Words(band.label, readable(board.palette.muted, board.palette.tint), SMALL)
            y = box.high - height_of(SMALL) - 2
            ends = [Spot(box.left + _GAP, y, "start"), Spot(box.right - _GAP, y, "end")]
            middle = [Spot((box.left + box.right) / 2, y)] if isinstance(band, PeriodBand) else []
            board.place(words, [*middle, *ends])


def _band_box(plot: Plot, band: Band) -> Box:
    match band:
        case PeriodBand(first=first, last=last):
            half = plot.slot / 2
            left = max(plot.middle(first) - half, plot.left)
            right = min(plot.middle(last) + half, plot.right)
            return Box(left, plot.bottom, right, plot.top)
        case ValueBand(low=low, high=high):
            return Box(plot.left, plot.height(low), plot.right, plot.height(high))
        case _:
            assert_never(band)


def draw_lines_across(plot: Plot, chart: Chart) -> None:
    """Draw targets and means, each named at an end of its line."""
    board = plot.board
    for number, line in enumerate(chart.options.lines):
        y = plot.height(line.value, line.axis)
        ends = round(plot.left, 2), round(plot.right, 2)
        path = ("m", ends[0], round(y, 2)), ("l", ends[1], round(y, 2))
        board.marks.append(PathMark(path, None, board.palette.text, _LINE, _DASH))
        board.ground.strokes.append(Stroke(ends[0], y, ends[1], y))
        over, under = y + _GAP, y - _GAP - height_of(LABEL)
        spots = [
            Spot(plot.right - 1, over, "end"),
            Spot(plot.left + 2, over, "start"),
            Spot(plot.right - 1, under, "end"),
            Spot(plot.left + 2, under, "start"),
        ]
        words = Words(line_words(chart, line), board.palette.text, is_strong=True)
        board.place(board.part(words, Part.LINE, number), spots)


def line_words(chart: Chart, line: ReferenceLine) -> str:
    """Return a line's name with its value."""
    return f"{line.label} {bare(line.value, line_format(chart, line))}".strip()


def line_format(chart: Chart, line: ReferenceLine) -> NumberFormat:
    """Return how a line's value is written: a round one without digits after the point."""
    series = next((s for s in chart.series if s.axis == line.axis and s.kind != "x"), None)
    how = chart.format_of(series) if series else chart.format
    is_round = line.value == line.value.to_integral_value()
    return NumberFormat(how.kind, 0, how.half) if is_round else how


def annotate(
    plot: Plot, chart: Chart, at: Callable[[int, int], tuple[float, float] | None]
) -> None:
    """Write the annotations, each with a line to the point that ``at`` gives for it."""
    for note in chart.options.annotations:
        spot = at(note.place, note.series)
        if spot is not None:
            _annotation(plot, note.text, spot)


def _annotation(plot: Plot, text: str, spot: tuple[float, float]) -> None:
    """Write ``text`` at the nearest free place whose line to ``spot`` crosses no words."""
    board = plot.board
    lines = wrapped_name(board, text, _WIDEST, _MOST_LINES) or [text]
    said = [board.words(line) for line in lines]
    width = max(board.width_of(words) for words in said)
    block = len(lines) * _LEADING
    x, y = spot
    over, under = _clear_of_words(board, x, y, 1), _clear_of_words(board, x, y, -1)
    for is_strict, rise, way, shift in product((True, False), _RISES, (1, -1), _SHIFTS):
        start, low = (over, over + rise) if way > 0 else (under, under - rise - block)
        ends = plot.left + width / 2 + 1, plot.right - width / 2 - 1
        middle = min(max(x + shift, ends[0]), ends[1])
        foot = min(max(x, middle - width / 2), middle + width / 2)
        leader = (x, start), (foot, low - 1 if way > 0 else low + block + 1)
        is_clear = not is_strict or _is_clear(board, leader)
        if is_clear and _write_block(board, said, (middle, low, width), is_strict=is_strict):
            _leader(board, leader)
            return
    board.write(board.words(text), Spot(x, over))


def _clear_of_words(board: Board, x: float, y: float, way: int) -> float:
    """Return where a line from ``x``, ``y`` may start, beyond the value written there."""
    start = y + way * _OFF
    for word in sorted(board.ground.words, key=lambda box: way * box.low):
        is_beside = word.left - 1 <= x <= word.right + 1
        if is_beside and word.low < start + _NEAR and start - _NEAR < word.high:
            start = max(start, word.high + 1) if way > 0 else min(start, word.low - 1)
    return start


def _is_clear(board: Board, leader: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    (x, y), (to_x, to_y) = leader
    box = Box(min(x, to_x) - 1, min(y, to_y), max(x, to_x) + 1, max(y, to_y))
    return not any(map(box.meets, board.ground.words))


def _leader(board: Board, leader: tuple[tuple[float, float], tuple[float, float]]) -> None:
    board.leaders.append(leader)
    (x, y), (to_x, to_y) = leader
    path = ("m", round(x, 2), round(y, 2)), ("l", round(to_x, 2), round(to_y, 2))
    ink = mixed(board.palette.muted, WHITE, DEEPER)
    board.marks.append(PathMark(path, None, ink, LEADER))


def _write_block(
    board: Board, said: Sequence[Words], at: tuple[float, float, float], *, is_strict: bool
) -> bool:
    """Write lines in the middle of a free place, away from lines and bars; tell whether it was."""
    middle, low, width = at
    count = len(said)
    box = Box(middle - width / 2 - 1, low - 1, middle + width / 2 + 1, low + count * _LEADING)
    if not board.ground.is_free(box) or (is_strict and board.ground.cost(box)):
        return False
    labels = [
        (words, [Spot(middle, low + (count - 1 - number) * _LEADING + 1.5)])
        for number, words in enumerate(said)
    ]
    return board.place_all(labels)
