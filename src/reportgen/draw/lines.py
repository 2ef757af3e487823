"""Lines: line charts, and the lines of combined charts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Label, Part, Spot, Words, height_of, middle_of
from reportgen.draw.ground import Stroke
from reportgen.draw.ink import mixed, readable
from reportgen.draw.legend import Legend, items_of
from reportgen.draw.overlays import (
    annotate,
    band_values,
    draw_bands,
    draw_lines_across,
    room_above,
)
from reportgen.draw.plot import Frame, Plot
from reportgen.draw.scale import AnyScale, log_scale, one_scale, starts_at_zero
from reportgen.draw.tints import series_colours
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, ChartSeries, PathMark, Segment
from reportgen.model.chart_options import ChartKind, Labels, LegendPlace
from reportgen.zh.quantity import bare

LINE, THIN, _CASING, _DOT = 1.6, 1.0, 3.2, 2.0
PALER, SEEN_THROUGH = 0.7, 0.7
_LIFT, _ASIDE, _FARTHER = 5.0, 2.0, 6.0
DOTS_FROM = 9.0
"""Points closer than this have no dots."""
_TAIL_GAP = 7.0
_LONGEST_TAIL = 0.3
_MOST_TAILS = 8
_NAME_LEADING = LABEL + 2.5


def draw_lines(chart: Chart, board: Board) -> None:
    """Draw each series as a line, with its name and last value at its end."""
    colours = series_colours(chart, board)
    tails = line_tails(chart, board, colours)
    units = [f"单位：{name}" if (name := chart.series[0].unit.name) else ""]
    named = items_of(chart, chart.series, colours) if len(chart.series) > 1 and not tails else []
    legend = Legend(board, named, units, chart.options.legend)
    widest = max((board.width_of(words) + _TAIL_GAP for words in tails), default=0.0)
    frame = Frame(legend.area, widest, chart.options.days)
    plot = Plot(board, chart.categories, [_scale(chart)], frame)
    values = [value for series in chart.series for value in series.values if value is not None]
    ends = [*((value, 1) for value in values), *band_values(chart)]
    plot.leave_room(ends, room_above(chart))
    draw_bands(plot, chart)
    legend.draw()
    plot.axes(units, legend.unit_row)
    plot.base()
    draw_curves(plot, chart, colours)
    draw_lines_across(plot, chart)
    _write_tails(plot, chart, tails)
    _label_lines(plot, chart, colours)
    annotate(plot, chart, lambda place, at: _spots(plot, chart.series[at])[place])
    plot.grid()


def draw_curves(plot: Plot, chart: Chart, colours: Sequence[Colour]) -> None:
    """Draw the lines, those that stand out last; with their areas where these are wanted."""
    items = list(zip(chart.series, colours, strict=True))
    if chart.kind is ChartKind.AREA:
        for series, colour in items:
            draw_area(plot, series, colour)
    chosen = chart.options.highlighted_series
    order = sorted(range(len(items)), key=lambda place: place in chosen)
    for place in order:
        is_quiet = bool(chosen) and place not in chosen
        draw_line(plot, *items[place], width=THIN if is_quiet else LINE)


def draw_area(plot: Plot, series: ChartSeries, colour: Colour) -> None:
    """Fill what lies between a line and the base, in a pale shade; gaps stay open."""
    foot = round(plot.foot, 2)
    segments: list[Segment] = []
    for run in _runs(_spots(plot, series)):
        ends = run[0][0], run[-1][0]
        segments += [("m", round(ends[0], 2), foot)]
        segments += [("l", round(x, 2), round(y, 2)) for x, y in run]
        segments += [("l", round(ends[1], 2), foot), ("h",)]
    pale = mixed(colour, WHITE, PALER)
    plot.board.marks.append(PathMark(tuple(segments), pale, None, 0.0, opacity=SEEN_THROUGH))


def _runs(
    spots: Sequence[tuple[float, float] | None],
) -> Iterator[list[tuple[float, float]]]:
    """Yield the pieces of a line between its gaps."""
    run: list[tuple[float, float]] = []
    for spot in [*spots, None]:
        if spot is not None:
            run.append(spot)
        elif run:
            yield run
            run = []


def _scale(chart: Chart) -> AnyScale:
    values = [value for series in chart.series for value in series.values if value is not None]
    values += [value for value, _ in band_values(chart)]
    limits = chart.options.ranges[0]
    if chart.options.is_log:
        return log_scale(values, limits)
    from_zero = chart.kind is ChartKind.AREA or (limits.low is None and starts_at_zero(values))
    return one_scale(values, from_zero=from_zero, limits=limits)


def _label_lines(plot: Plot, chart: Chart, colours: Sequence[Colour]) -> None:
    """Write values: of a single line, of the one that stands out, or of all where asked."""
    if chart.options.labels is Labels.NONE:
        return
    chosen = chart.options.highlighted_series
    is_all = chart.options.labels is Labels.ALL
    for place, (series, colour) in enumerate(zip(chart.series, colours, strict=True)):
        if len(chart.series) == 1 or is_all or place in chosen:
            label_points(plot, chart, series, colour)


def draw_line(
    plot: Plot,
    series: ChartSeries,
    colour: Colour,
    *,
    is_cased: bool = False,
    width: float = LINE,
) -> None:
    """Draw one line, a gap where a value is missing; a white edge parts it from bars behind."""
    spots = _spots(plot, series)
    known = [spot for spot in spots if spot is not None]
    if not known:
        return
    nowhere = float("nan"), float("nan")
    path = [spot or nowhere for spot in spots]
    board = plot.board
    if is_cased:
        board.marks.append(shapes.line(path, WHITE, _CASING))
    board.marks.append(shapes.line(path, colour, width))
    alone = _alone(spots)
    is_dotted = plot.slot >= DOTS_FROM and width == LINE
    dotted = known if is_dotted else alone
    if dotted:
        board.marks.append(shapes.dots(dotted, _DOT, (WHITE, colour)))
    board.ground.strokes += [Stroke(*one, *two) for one, two in pairwise(spots) if one and two]


def label_points(plot: Plot, chart: Chart, series: ChartSeries, colour: Colour) -> None:
    """Write the value at each point or, where they are too many, at the last, top and bottom."""
    how, number = chart.format_of(series), number_of(chart, series)

    def _labels(places: Sequence[int]) -> list[Label]:
        said = ((place, series.values[place]) for place in places)
        return [
            _label(
                plot,
                series,
                place,
                Words(
                    bare(value, how), colour, part=Part.VALUE, at=(number, place), is_strong=True
                ),
            )
            for place, value in said
            if value is not None
        ]

    last = last_place(series.values)
    said_beside = set(last) if plot.has_tail else set[int]()
    places = [place for place in range(len(series.values)) if place not in said_beside]
    if plot.slot >= DOTS_FROM and plot.board.place_all(_labels(places)):
        return
    last = [place for place in last if place not in said_beside]
    kept = [*last, *chart.options.highlight, *extremes(series.values)]
    if chart.options.labels is Labels.ALL:
        kept = [*kept, *places]
    for label in _labels([*dict.fromkeys(kept)]):
        plot.board.place_all([label])


def number_of(chart: Chart, series: ChartSeries) -> int:
    """Return which series of ``chart`` this one is."""
    return next(number for number, each in enumerate(chart.series) if each is series)


def last_place(values: Sequence[Decimal | None]) -> list[int]:
    """Return where the last known value stands."""
    known = [place for place, value in enumerate(values) if value is not None]
    return known[-1:]


def extremes(values: Sequence[Decimal | None]) -> list[int]:
    """Return where the highest and the lowest value stand, each once."""
    known = [(value, place) for place, value in enumerate(values) if value is not None]
    return list(dict.fromkeys((max(known)[1], min(known)[1]))) if known else []


def _spots(plot: Plot, series: ChartSeries) -> list[tuple[float, float] | None]:
    return [
        None if value is None else (plot.middle(place), plot.height(value, series.axis))
        for place, value in enumerate(series.values)
    ]


def _alone(spots: Sequence[tuple[float, float] | None]) -> list[tuple[float, float]]:
    """Return the spots without a neighbour, of which a line shows nothing."""
    sides = zip([None, *spots], spots, [*spots[1:], None], strict=False)
    return [spot for before, spot, after in sides if spot and not before and not after]


def _label(plot: Plot, series: ChartSeries, place: int, words: Words) -> Label:
    """Return the places round a point, those first where its line leaves room."""
    value = series.values[place] or Decimal(0)
    x, y = plot.middle(place), plot.height(value, series.axis)
    over, under = y + _LIFT, y - _LIFT - height_of(words.size)
    above = [Spot(x, over), Spot(x - _ASIDE, over, "end"), Spot(x + _ASIDE, over, "start")]
    below = [Spot(x, under), Spot(x - _ASIDE, under, "end"), Spot(x + _ASIDE, under, "start")]
    beside = [
        Spot(x + _LIFT, y - middle_of(words.size), "start"),
        Spot(x - _LIFT, y - middle_of(words.size), "end"),
    ]
    far = [Spot(x, over + _FARTHER), Spot(x, under - _FARTHER)]
    near = [*below, *above] if _is_dip(series, place) else [*above, *below]
    spots = [*near, *beside, *far]
    return words, [spot for spot in spots if spot.y > plot.bottom]


def _is_dip(series: ChartSeries, place: int) -> bool:
    """Tell whether the line rises on the known sides of a point, so that below it is free."""
    here = series.values[place]
    sides = [series.values[i] for i in (place - 1, place + 1) if 0 <= i < len(series.values)]
    known = [side for side in sides if side is not None]
    return here is not None and bool(known) and all(side > here for side in known)


def line_tails(chart: Chart, board: Board, colours: Sequence[Colour]) -> list[Words]:
    """Return what stands at the ends of the lines; nothing where a legend is better, or no need.

    One line is not named there, but has its last value there when its points are too many to say.
    """
    is_one = len(chart.series) == 1
    says_values = chart.options.labels is not Labels.NONE
    is_sparse = board.width >= len(chart.categories) * DOTS_FROM
    if is_one and (is_sparse or not says_values):
        return []
    if not is_one and chart.options.legend is not LegendPlace.AUTO:
        return []
    said = []
    for place, series in enumerate(chart.series):
        last = _last(series) if says_values else None
        how = chart.format_of(series)
        words = ["" if is_one else series.label, "" if last is None else bare(last, how)]
        is_strong = is_one or place in chart.options.highlighted_series
        ink = readable(colours[place])
        text = " ".join(filter(None, words))
        said.append(Words(text, ink, part=Part.TAIL, at=(place, 0), is_strong=is_strong))
    widest = max(map(board.width_of, said))
    return said if len(said) <= _MOST_TAILS and widest <= board.width * _LONGEST_TAIL else []


def _last(series: ChartSeries) -> Decimal | None:
    return next((value for value in reversed(series.values) if value is not None), None)


def _write_tails(plot: Plot, chart: Chart, tails: Sequence[Words]) -> None:
    """Write names and last values at the ends of the lines, moved apart where two would touch."""
    ends = []
    for each, words in zip(chart.series, tails, strict=bool(tails)):
        last = _last(each)
        ends.append((plot.foot if last is None else plot.height(last), words))
    write_tails(plot, ends)


def write_tails(plot: Plot, tails: Sequence[tuple[float, Words]]) -> None:
    """Write words right of the plot, each at its height or as near as others let it."""
    ends = list(tails)
    ends.sort(key=lambda end: end[0])
    heights = apart([height for height, _ in ends], _NAME_LEADING, (LABEL / 2, plot.board.height))
    for y, (_, words) in zip(heights, ends, strict=True):
        plot.board.write(words, Spot(plot.right + _TAIL_GAP, y - middle_of(LABEL), "start"))


def apart(heights: Sequence[float], gap: float, limits: tuple[float, float]) -> list[float]:
    """Return rising ``heights`` moved as little as needed to be ``gap`` apart, within limits."""
    low, high = limits
    made: list[float] = []
    for height in heights:
        made.append(max(height, made[-1] + gap) if made else max(height, low))
    ceiling = high - gap / 2
    for place in range(len(made) - 1, -1, -1):
        made[place] = min(made[place], ceiling)
        ceiling = made[place] - gap
    return made
