"""Stacks: bars and areas on top of each other, as amounts or as shares of each whole."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Label, Part, Spot, Words, height_of, middle_of
from reportgen.draw.ground import Box
from reportgen.draw.ink import readable
from reportgen.draw.legend import Legend, items_of
from reportgen.draw.lines import write_tails
from reportgen.draw.overlays import (
    annotate,
    band_values,
    draw_bands,
    draw_lines_across,
    room_above,
)
from reportgen.draw.plot import Frame, Plot
from reportgen.draw.scale import one_scale
from reportgen.draw.tints import category_colours, series_colours
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, PathMark, Segment
from reportgen.model.chart_options import AxisRange, ChartKind, Labels, LegendPlace
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.zh.quantity import bare, with_half
from reportgen.zh.units import EXACT, PERCENT

_SHARE, _WIDEST = 0.56, 64.0
_TAIL_GAP, _LONGEST_TAIL, _MOST_TAILS = 7.0, 0.3, 8
EDGE = 0.8
_LIFT = 3.0
_HUNDRED, _NOTHING = Decimal(100), Decimal(0)
_WHOLE = NumberFormat(FormatKind.THOUSANDS, 0)


class Piece(Struct, frozen=True):
    """One value of a stack: from where to where, in the unit of the axis."""

    series: int
    place: int
    value: Decimal
    low: Decimal
    high: Decimal


def as_shares(chart: Chart) -> Chart:
    """Return ``chart`` with each value as its share of all at its category, in per cent."""
    totals = [
        sum((v for v in row if v is not None), _NOTHING)
        for row in zip(*(series.values for series in chart.series), strict=True)
    ]
    series = tuple(
        replace(
            each,
            values=tuple(
                EXACT.divide(v * _HUNDRED, whole) if v is not None and whole else None
                for v, whole in zip(each.values, totals, strict=True)
            ),
            unit=PERCENT,
            format=with_half(_WHOLE, chart.format_of(each).half),
        )
        for each in chart.series
    )
    ranges = AxisRange(_NOTHING, _HUNDRED), AxisRange()
    return replace(chart, series=series, options=replace(chart.options, ranges=ranges))


def pieces_of(chart: Chart) -> list[Piece]:
    """Return the pieces of all stacks: what is above nought upwards, the rest downwards."""
    found = []
    for place in range(len(chart.categories)):
        up = down = _NOTHING
        for number, series in enumerate(chart.series):
            value = series.values[place]
            if value is None:
                continue
            if value >= 0:
                found.append(Piece(number, place, value, up, up + value))
                up += value
            else:
                found.append(Piece(number, place, value, down + value, down))
                down += value
    return found


def draw_stacks(chart: Chart, board: Board) -> None:
    """Draw ``chart`` as stacked bars, each series named beside the last stack."""
    if chart.kind is ChartKind.PERCENT:
        chart = as_shares(chart)
    colours = series_colours(chart, board)
    pieces = pieces_of(chart)
    plot, tails = _open(chart, board, colours, pieces)
    _draw_bars(plot, chart, pieces, colours)
    plot.base()
    draw_lines_across(plot, chart)
    tops = _ends(pieces, len(chart.categories))
    if chart.options.labels is not Labels.NONE:
        _label(plot, chart, pieces)
    annotate(plot, chart, lambda place, _: (plot.middle(place), plot.height(tops[place][1])))
    if tails:
        _name(plot, chart, pieces, tails)
    plot.grid()


def draw_stacked_areas(chart: Chart, board: Board) -> None:
    """Draw ``chart`` as areas on top of each other; a gap of one is a gap of all above it."""
    colours = series_colours(chart, board)
    pieces = pieces_of(chart)
    plot, tails = _open(chart, board, colours, pieces)
    edges = {(piece.series, piece.place): piece for piece in pieces}
    for number, colour in enumerate(colours):
        run: list[Piece] = []
        for place in range(len(chart.categories) + 1):
            piece = edges.get((number, place))
            if piece is not None:
                run.append(piece)
            elif run:
                plot.board.marks.append(_area(plot, run, colour))
                run = []
    plot.base()
    draw_lines_across(plot, chart)
    tops = _ends(pieces, len(chart.categories))
    annotate(plot, chart, lambda place, _: (plot.middle(place), plot.height(tops[place][1])))
    if tails:
        _name(plot, chart, pieces, tails)
    plot.grid()


def _area(plot: Plot, run: Sequence[Piece], colour: Colour) -> PathMark:
    up = [(plot.middle(p.place), plot.height(p.high)) for p in run]
    down = [(plot.middle(p.place), plot.height(p.low)) for p in reversed(run)]
    spots = [(round(x, 2), round(y, 2)) for x, y in (*up, *down)]
    segments: list[Segment] = [("m", *spots[0]), *(("l", x, y) for x, y in spots[1:]), ("h",)]
    return PathMark(tuple(segments), colour, WHITE, EDGE)


def _open(
    chart: Chart, board: Board, colours: Sequence[Colour], pieces: Sequence[Piece]
) -> tuple[Plot, list[Words]]:
    tails = _tails(chart, board, colours)
    unit = chart.series[0].unit.name
    units = [f"单位：{unit}" if unit else ""]
    named = [] if tails else items_of(chart, chart.series, colours)
    legend = Legend(board, named if len(chart.series) > 1 else [], units, chart.options.legend)
    ends = [end for pair in _ends(pieces, len(chart.categories)) for end in pair]
    ends += [value for value, _ in band_values(chart)]
    scale = one_scale(ends, from_zero=True, limits=chart.options.ranges[0])
    widest = max((board.width_of(words) + _TAIL_GAP for words in tails), default=0.0)
    is_area = chart.kind is ChartKind.STACKED_AREA
    area = legend.area
    if widest and not is_area:
        area = Box(area.left, area.low, area.right - widest, area.high)
    frame = Frame(area, widest if is_area else None, chart.options.days)
    plot = Plot(board, chart.categories, [scale], frame)
    if chart.kind is not ChartKind.PERCENT or chart.options.annotations:
        plot.leave_room([(end, 1) for end in ends], room_above(chart))
    draw_bands(plot, chart)
    legend.draw()
    plot.axes(units, legend.unit_row)
    return plot, tails


def _ends(pieces: Sequence[Piece], count: int) -> list[tuple[Decimal, Decimal]]:
    """Return how far each stack reaches, down and up."""
    ends = [(_NOTHING, _NOTHING)] * count
    for piece in pieces:
        low, high = ends[piece.place]
        ends[piece.place] = min(low, piece.low), max(high, piece.high)
    return ends


def _tails(chart: Chart, board: Board, colours: Sequence[Colour]) -> list[Words]:
    """Return the names that stand beside the last stack; nothing where a legend is better."""
    is_named = chart.options.legend is LegendPlace.AUTO and 1 < len(chart.series) <= _MOST_TAILS
    known = [series.values[-1] for series in chart.series] if chart.categories else []
    if not is_named or any(not value for value in known):
        return []
    said = [
        Words(series.label, readable(colour), part=Part.TAIL, at=(number, 0))
        for number, (series, colour) in enumerate(zip(chart.series, colours, strict=True))
    ]
    widest = max(map(board.width_of, said))
    return said if widest <= board.width * _LONGEST_TAIL else []


def _name(plot: Plot, chart: Chart, pieces: Sequence[Piece], tails: Sequence[Words]) -> None:
    last = len(chart.categories) - 1
    ends = [
        ((plot.height(piece.low) + plot.height(piece.high)) / 2, tails[piece.series])
        for piece in pieces
        if piece.place == last
    ]
    write_tails(plot, ends)


def _width(plot: Plot) -> float:
    return min(plot.slot * _SHARE, _WIDEST)


def _draw_bars(
    plot: Plot, chart: Chart, pieces: Sequence[Piece], colours: Sequence[Colour]
) -> None:
    half = _width(plot) / 2
    plot.board.thickness = half * 2
    inks = [category_colours(chart, colour) for colour in colours]
    for piece in pieces:
        if piece.value:
            middle = plot.middle(piece.place)
            box = Box(middle - half, plot.height(piece.low), middle + half, plot.height(piece.high))
            ink = inks[piece.series][piece.place]
            plot.board.marks.append(replace(shapes.bar(box, ink), stroke=WHITE, line_width=EDGE))
            plot.board.ground.bars.append((box, ink))


def _label(plot: Plot, chart: Chart, pieces: Sequence[Piece]) -> None:
    """Write values inside their pieces where they fit, and the sums above the stacks."""
    board = plot.board
    width = _width(plot)
    if chart.kind is ChartKind.STACKED and len(chart.series) > 1:
        _sums(plot, chart, pieces)
    for piece in pieces:
        words = board.value(said(chart, piece), piece.series, piece.place)
        low, high = plot.height(piece.low), plot.height(piece.high)
        if high - low >= LABEL + 2 and board.width_of(words) <= width - 2:
            spot = Spot(plot.middle(piece.place), (low + high) / 2 - middle_of(LABEL))
            board.place(words, [spot])


def said(chart: Chart, piece: Piece) -> str:
    """Return a piece's figure."""
    return bare(piece.value, chart.format_of(chart.series[piece.series]))


def _sums(plot: Plot, chart: Chart, pieces: Sequence[Piece]) -> None:
    board, labels = plot.board, list[Label]()
    for place, (low, high) in enumerate(_ends(pieces, len(chart.categories))):
        total = sum((p.value for p in pieces if p.place == place), _NOTHING)
        words = Words(bare(total, chart.format), board.palette.text, is_strong=True)
        words = board.part(words, Part.SUM, place=place)
        y = plot.height(high) + _LIFT
        if total < 0:
            y = plot.height(low) - _LIFT - height_of(LABEL)
        labels.append((words, [Spot(plot.middle(place), y)]))
    board.place_all(labels)
