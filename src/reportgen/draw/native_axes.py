"""The axes of a native chart: the same ends, ticks and names as in the picture."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import assert_never

from msgspec.structs import replace

from reportgen.draw.board import Part
from reportgen.draw.ground import Box
from reportgen.draw.native_figures import digits_of
from reportgen.draw.native_trace import Trace
from reportgen.draw.scale import AnyScale, LogScale, Scale
from reportgen.model.chart_options import LegendPlace
from reportgen.model.native_chart import FigureForm, NameAxis, NativeAxis, Rectangle

_NEAR = 1e-6
_HALF = 0.5
_SPARE = 3
_MOST_SLANTED, _SLOPE, _DROP = 36, 0.71, 5.0
_ABOVE_LEGEND = 11.0
"""Names need more room than in the picture where a legend follows them."""
_WIDEST_EDGE = 28.0
"""Half a slot that is not much more than the edge a line has in the picture."""
_MONTHS = 12


def has_odd_ticks(trace: Trace) -> bool:
    """Tell whether ticks do not start at the end of their axis, as those of office suites do."""
    for scale in (scale for plotted in trace.board.plots for scale in plotted.scales):
        match scale:
            case Scale():
                if not _is_whole(float(scale.below)):
                    return True
            case LogScale():
                if not (_is_whole(scale.low) and _is_whole(scale.high)):
                    return True
    return False


def value_axes(trace: Trace) -> tuple[NativeAxis, ...]:
    """Return the axes of values."""
    return tuple(_axis(trace, number) for number in range(len(trace.plotted.scales)))


def _axis(trace: Trace, number: int) -> NativeAxis:
    scale = trace.plotted.scales[number]
    has_numbers = any(said.words.at[0] == number for said in trace.said(Part.AXIS))
    has_grid = has_numbers and number == 0
    axis = replace(scale_axis(scale), has_numbers=has_numbers, has_grid=has_grid)
    if isinstance(scale, LogScale):
        return axis
    low, high = _ends(trace, scale, is_ticked=has_numbers)
    return replace(axis, low=low, high=high)


def scale_axis(scale: AnyScale) -> NativeAxis:
    """Return an axis that ends at its outermost ticks."""
    form = FigureForm(max((digits_of(label) for _, label in scale.ticks), default=0))
    match scale:
        case Scale():
            low = scale.zero - scale.step * _exact(scale.below, _SPARE)
            high = scale.zero + scale.step * _exact(scale.above, _SPARE)
            return NativeAxis(low, high, scale.step, form)
        case LogScale():
            low, high = (Decimal(1).scaleb(round(end)) for end in (scale.low, scale.high))
            return NativeAxis(low, high, Decimal(10), form, is_log=True)
        case _:
            assert_never(scale)


def _ends(trace: Trace, scale: Scale, *, is_ticked: bool) -> tuple[Decimal, Decimal]:
    """Return the ends, with the room that the picture leaves beyond the ticks.

    Ticks are counted from the lower end, so the room below is a whole step where they are shown.
    """
    plotted = trace.plotted
    under, over = (part * scale.count / plotted.scales[0].count for part in plotted.margins)
    digits = max(0, -scale.step.adjusted()) + _SPARE
    if under and is_ticked:
        under = 1.0
    low = scale.zero - scale.step * _exact(scale.below + under, digits)
    return low, scale.zero + scale.step * _exact(scale.above + over, digits)


def _exact(steps: float, digits: int) -> Decimal:
    return Decimal(str(round(steps, digits)))


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < _NEAR


def plot_box(trace: Trace) -> Rectangle:
    """Return the box between the axes; with a narrow edge, from the first category to the last."""
    plotted = trace.plotted
    box = plotted.box
    if not trace.chart.options.is_horizontal and not has_wide_edge(trace):
        box = Box(box.left + plotted.edge, box.low, box.right - plotted.edge, box.high)
    if _slants(trace):
        box = replace(box, low=box.low + _rise(trace))
    if trace.chart.options.legend is LegendPlace.BOTTOM:
        box = replace(box, low=box.low + _ABOVE_LEGEND)
    return trace.share(box)


def _slants(trace: Trace) -> bool:
    """Tell whether names slant that the picture leaves out: LibreOffice would show none at all."""
    return trace.plotted.step > 1 and len(trace.chart.categories) <= _MOST_SLANTED


def _rise(trace: Trace) -> float:
    """Return how much more height slanted names need than level ones."""
    board = trace.board
    longest = max(board.width_of(board.words(name)) for name in trace.chart.categories)
    return longest * _SLOPE + _DROP


def has_wide_edge(trace: Trace) -> bool:
    """Tell whether half a slot is left free before the first category."""
    plotted = trace.plotted
    if plotted.ticks:
        return False
    count = len(trace.chart.categories)
    half = (plotted.box.right - plotted.box.left) / max(1, count) / 2
    return count == 1 or half <= _WIDEST_EDGE or plotted.edge >= plotted.slot / 2 - _HALF


def name_axis(trace: Trace) -> NameAxis:
    """Return the axis of categories."""
    plotted = trace.plotted
    if not plotted.ticks:
        if _slants(trace):
            return NameAxis(1, is_slanted=True, has_edge=has_wide_edge(trace))
        return NameAxis(plotted.step, plotted.is_slanted, has_wide_edge(trace))
    days = [date.fromordinal(day) for day in plotted.ticks]
    months = [day.year * _MONTHS + day.month for day in days]
    between = min((after - before for before, after in pairwise(months)), default=0)
    is_monthly = all(day.day == 1 for day in days) and between > 0
    span = min((b - a for a, b in pairwise(plotted.ticks)), default=1)
    return NameAxis(
        has_edge=False,
        days=trace.chart.options.days,
        months=between if is_monthly else 0,
        span=0 if is_monthly else span,
    )
