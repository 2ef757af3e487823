"""The series of a native chart, in the groups that an office suite draws alike."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from reportgen.draw.board import Part
from reportgen.draw.ink import mixed
from reportgen.draw.lines import DOTS_FROM, LINE, PALER, SEEN_THROUGH, THIN
from reportgen.draw.native_figures import figure, figures, finest, usual_form
from reportgen.draw.native_labels import (
    bar_labels,
    crossing_label,
    line_labels,
    piece_labels,
    step_labels,
    sum_labels,
)
from reportgen.draw.native_trace import Trace
from reportgen.draw.overlays import line_format
from reportgen.draw.stacks import EDGE
from reportgen.draw.tints import category_colours, series_colours
from reportgen.draw.waterfall import JOIN, Step, inks, join_ink, steps_of
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import ChartSeries
from reportgen.model.chart_options import ChartKind as Kind
from reportgen.model.native_chart import (
    GroupKind,
    NativeGroup,
    NativeSeries,
    Stroke,
)

_WIDEST_GAP = 500
_ACROSS, _DASH = 0.9, "dash"
_CUT = Stroke(WHITE, EDGE)
SUM, BLANK = "合计", "\u00a0"
_NOTHING = Decimal(0)
_JOIN_EVERY = 3
"""A line between two bars takes two places and a third that is empty."""


def groups_of(trace: Trace) -> Iterator[NativeGroup]:
    """Yield the groups, in the order in which they are drawn."""
    chart = trace.chart
    colours = series_colours(chart, trace.board)
    pairs = list(zip(chart.series, colours, strict=True))
    if chart.kind in (Kind.STACKED, Kind.PERCENT):
        yield from _stacks(trace, pairs)
    elif chart.kind is Kind.STACKED_AREA:
        made = [_filled(trace, series, colour, stroke=_CUT) for series, colour in pairs]
        yield NativeGroup(GroupKind.AREAS, tuple(made), is_stacked=True)
    elif chart.kind is Kind.WATERFALL:
        yield from _waterfall(trace)
    else:
        yield from _bars_and_lines(trace, pairs)
    yield from _crossing(trace)


_Pairs = Sequence[tuple[ChartSeries, Colour]]


def _bars_and_lines(trace: Trace, pairs: _Pairs) -> Iterator[NativeGroup]:
    chart = trace.chart
    are_lines = chart.kind in (Kind.LINE, Kind.AREA)
    bars = [] if are_lines else [pair for pair in pairs if pair[0].kind != "line"]
    lines = pairs if are_lines else [pair for pair in pairs if pair[0].kind == "line"]
    if chart.kind is Kind.AREA:
        areas = [_area(trace, series, colour) for series, colour in pairs]
        yield NativeGroup(GroupKind.AREAS, tuple(areas))
    for axis in (1, 2):
        own = [pair for pair in bars if pair[0].axis == axis]
        made = []
        for series, colour in own:
            labels = bar_labels(trace, trace.number_of(series), series)
            made.append(replace(_filled(trace, series, colour), labels=labels))
        if made:
            yield _group_of_bars(trace, tuple(made), axis)
    for axis in (1, 2):
        own = [pair for pair in lines if pair[0].axis == axis]
        drawn = tuple(_line(trace, series, colour) for series, colour in own)
        if drawn:
            yield NativeGroup(GroupKind.LINES, drawn, axis)


def _filled(
    trace: Trace, series: ChartSeries, colour: Colour, stroke: Stroke | None = None
) -> NativeSeries:
    """Return a series of bars or areas, pale where others stand out."""
    chart = trace.chart
    shades = category_colours(chart, colour)
    return NativeSeries(
        named(series),
        figures(chart, series, trace.step(series.axis)),
        usual_form(series.values, chart.format_of(series)),
        fill=colour,
        stroke=stroke,
        colours=tuple((n, shade) for n, shade in enumerate(shades) if shade != colour),
    )


def named(series: ChartSeries) -> str:
    """Return the name of a series as the legend has it."""
    return f"{series.label}（右轴）" if series.axis > 1 else series.label


def _group_of_bars(
    trace: Trace, series: tuple[NativeSeries, ...], axis: int = 1, *, is_stacked: bool = False
) -> NativeGroup:
    """Return bars as wide, and as far apart, as in the picture."""
    thick, slot = trace.board.thickness or 1.0, trace.plotted.slot
    count = 1 if is_stacked else len(series)
    between = thick * 0.06 / 0.94 if count > 1 else 0.0
    free = slot - count * thick - (count - 1) * between
    gap = max(0, min(_WIDEST_GAP, round(100 * free / thick)))
    overlap = 100 if is_stacked else -round(100 * between / thick)
    return NativeGroup(GroupKind.BARS, series, axis, is_stacked, gap, overlap)


def _line(trace: Trace, series: ChartSeries, colour: Colour) -> NativeSeries:
    chart, number = trace.chart, trace.number_of(series)
    chosen = chart.options.highlighted_series
    is_quiet = bool(chosen) and number not in chosen and chart.kind is not Kind.COMBO
    is_dotted = trace.plotted.slot >= DOTS_FROM and not is_quiet
    values = figures(chart, series, trace.step(series.axis))
    return NativeSeries(
        named(series),
        values,
        usual_form(series.values, chart.format_of(series)),
        stroke=Stroke(colour, THIN if is_quiet else LINE),
        dots=None if is_dotted else _alone(values),
        labels=line_labels(trace, number, series),
        is_named=chart.kind is not Kind.AREA,
    )


def _alone(values: Sequence[Decimal | None]) -> tuple[int, ...]:
    """Return the points without a neighbour, of which a line shows nothing."""
    sides = zip([None, *values], values, [*values[1:], None], strict=False)
    return tuple(
        place
        for place, (before, value, after) in enumerate(sides)
        if value is not None and before is None and after is None
    )


def _area(trace: Trace, series: ChartSeries, colour: Colour) -> NativeSeries:
    pale = mixed(colour, WHITE, PALER)
    return replace(_filled(trace, series, pale), opacity=SEEN_THROUGH, colours=())


def _stacks(trace: Trace, pairs: _Pairs) -> Iterator[NativeGroup]:
    chart = trace.chart
    made = []
    for number, (series, colour) in enumerate(pairs):
        labels = piece_labels(trace, number, series)
        made.append(replace(_filled(trace, series, colour, stroke=_CUT), labels=labels))
    is_lying = chart.options.is_horizontal
    sums = _sums(trace)
    if sums is not None and is_lying:
        # LibreOffice takes the wrong name out of the legend of lying bars: this one has none.
        made.append(replace(sums, label=BLANK, is_named=True))
    yield _group_of_bars(trace, tuple(made), is_stacked=True)
    if sums is not None and not is_lying:
        yield NativeGroup(GroupKind.LINES, (sums,))


def _sums(trace: Trace) -> NativeSeries | None:
    """Return a series that is not seen but for its labels: the sums at the ends of the stacks."""
    chart, digits = trace.chart, finest(trace.step())
    totals = [
        sum((v for v in row if v is not None), _NOTHING)
        for row in zip(*(series.values for series in chart.series), strict=True)
    ]
    labels = sum_labels(trace, totals)
    if not labels:
        return None
    values = tuple(figure(total, chart.format, digits) for total in totals)
    form = usual_form(totals, chart.format)
    return NativeSeries(SUM, values, form, labels=labels, is_named=False)


def _waterfall(trace: Trace) -> Iterator[NativeGroup]:
    """Yield steps on bars that are not seen, and the lines that join them."""
    chart = trace.chart
    steps, series = steps_of(chart), chart.series[0]
    how, digits = chart.format_of(series), finest(trace.step())
    ends = [(min(s.start, s.end), max(s.start, s.end)) for s in steps]
    labels = step_labels(trace, ends)
    lifts = tuple(figure(low, how, digits) if low else None for low, _ in ends)
    made = [NativeSeries("起点", lifts, usual_form(lifts, how), is_named=False)]
    up, down, total = inks(trace.board)
    wanted = {said.text for said in trace.said(Part.LEGEND)}
    kinds = [(s.is_total and "合计") or ("增加" if s.end >= s.start else "减少") for s in steps]
    for name, colour in (("合计", total), ("增加", up), ("减少", down)):
        places = [n for n, kind in enumerate(kinds) if kind == name and not steps[n].is_gap]
        heights = {n: figure(ends[n][1] - ends[n][0], how, digits) for n in places}
        values = tuple(heights.get(n) for n in range(len(steps)))
        own = tuple(labels[n] for n in places if n in labels)
        if places or name in wanted:
            form = usual_form(values, how)
            made.append(NativeSeries(name, values, form, fill=colour, labels=own))
    yield _group_of_bars(trace, tuple(made), is_stacked=True)
    joins = tuple(_joins(trace, steps))
    if joins:
        yield NativeGroup(GroupKind.LINES, joins)


def _joins(trace: Trace, steps: Sequence[Step]) -> Iterator[NativeSeries]:
    """Yield the lines from each bar to the next; in each series there is a gap behind a line."""
    how, digits = trace.chart.format_of(trace.chart.series[0]), finest(trace.step())
    stroke = Stroke(join_ink(trace.board), JOIN)
    for first in range(min(_JOIN_EVERY, len(steps) - 1)):
        starts = range(first, len(steps) - 1, _JOIN_EVERY)
        ends = {place + side: steps[place].end for place in starts for side in (0, 1)}
        values = tuple(
            figure(ends[place], how, digits) if place in ends else None
            for place in range(len(steps))
        )
        form = usual_form(values, how)
        yield NativeSeries(f"连线{first + 1}", values, form, stroke=stroke, is_named=False)


def _crossing(trace: Trace) -> Iterator[NativeGroup]:
    """Yield the lines across the plot, each through all categories."""
    chart = trace.chart
    for number, line in enumerate(chart.options.lines):
        how = line_format(chart, line)
        value = figure(line.value, how, 0)
        series = NativeSeries(
            line.label,
            (value,) * len(chart.categories),
            usual_form([line.value], how),
            stroke=Stroke(trace.board.palette.text, _ACROSS, _DASH),
            labels=crossing_label(trace, number, line.value, how),
            is_named=False,
            is_across=True,
        )
        yield NativeGroup(GroupKind.LINES, (series,), line.axis)
