"""The labels of a native chart: those the picture has, where it has them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from reportgen.draw.board import Part
from reportgen.draw.native_figures import form_of
from reportgen.draw.native_trace import Said, Trace
from reportgen.model.chart import ChartSeries
from reportgen.model.facts import NumberFormat
from reportgen.model.native_chart import LabelPlace, NativeLabel
from reportgen.zh.quantity import MINUS

_NEAR = 1.0
_GAP = 7.0
"""From a point to a label beside it, as office suites have it."""
_ASIDE = 3.0
_LIFT, _DROP = 7.0, 12.0
"""From a point to the middle of a label above it, and of one below it."""
_CLOSE = 15.0


def bar_labels(trace: Trace, number: int, series: ChartSeries) -> tuple[NativeLabel, ...]:
    """Return the values at the ends of bars, outside or inside."""
    made = []
    for said in trace.said(Part.VALUE):
        of, place = said.words.at
        value = series.values[place]
        if of != number or value is None:
            continue
        end = trace.reach(value, series.axis)
        beyond = (said.x if trace.chart.options.is_horizontal else said.y) - end
        is_outside = (beyond >= 0) is (value >= 0)
        where = LabelPlace.OUTSIDE if is_outside else LabelPlace.INSIDE
        made.append(_label(trace, series, said, where))
    return tuple(made)


def piece_labels(trace: Trace, number: int, series: ChartSeries) -> tuple[NativeLabel, ...]:
    """Return the values inside the pieces of stacks."""
    return tuple(
        _label(trace, series, said, LabelPlace.CENTRE)
        for said in trace.said(Part.VALUE)
        if said.words.at[0] == number
    )


def line_labels(trace: Trace, number: int, series: ChartSeries) -> tuple[NativeLabel, ...]:
    """Return the values round the points of a line, and what stands at its end."""
    made = [_at_point(trace, series, s) for s in trace.said(Part.VALUE) if s.words.at[0] == number]
    return (*made, *_tails(trace, number, series))


def _label(trace: Trace, series: ChartSeries, said: Said, where: LabelPlace) -> NativeLabel:
    form = form_of(said.text, trace.chart.format_of(series))
    return NativeLabel(said.words.at[1], where, said.look, form)


def _at_point(trace: Trace, series: ChartSeries, said: Said) -> NativeLabel:
    """Return a value at its point, moved aside where the picture keeps it clear of the line."""
    label = _label(trace, series, said, _side(trace, series, said))
    if label.where in (LabelPlace.LEFT, LabelPlace.RIGHT):
        return label
    x, y = trace.at(label.place, series.values[label.place] or Decimal(0), series.axis)
    aside = said.x - x if abs(said.x - x) > _ASIDE else 0.0
    up = 0.0
    if label.where is LabelPlace.BELOW and _is_crowded(trace, said):
        up = max(0.0, said.y - y + _DROP)
    return replace(label, shift=trace.moved(aside, up))


def _is_crowded(trace: Trace, said: Said) -> bool:
    """Tell whether the value of another series stands close below."""
    number, place = said.words.at[:2]
    return any(
        other.words.at[1] == place and other.words.at[0] != number and 0 < said.y - other.y < _CLOSE
        for other in trace.said(Part.VALUE)
    )


def _side(trace: Trace, series: ChartSeries, said: Said) -> LabelPlace:
    """Return on which side of its point a value stands."""
    place = said.words.at[1]
    x, y = trace.at(place, series.values[place] or Decimal(0), series.axis)
    is_level = abs(said.y - y) < _NEAR
    if is_level:
        return LabelPlace.RIGHT if said.x > x else LabelPlace.LEFT
    return LabelPlace.ABOVE if said.y > y else LabelPlace.BELOW


def _tails(trace: Trace, number: int, series: ChartSeries) -> Iterator[NativeLabel]:
    """Yield what stands right of the plot: the name of a line, its last value or both."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    for said in trace.said(Part.TAIL):
        if said.words.at[0] != number or not known:
            continue
        place = known[-1]
        value = series.values[place] or Decimal(0)
        x, y = trace.at(place, value, series.axis)
        aside = max(said.x - said.width / 2 - x - _GAP, 0.0)
        up = said.y - y if abs(said.y - y) > _NEAR else 0.0
        has_name = bool(series.label) and said.text.startswith(series.label)
        rest = said.text[len(series.label) :].strip() if has_name else said.text
        form = form_of(rest, trace.chart.format_of(series))
        yield NativeLabel(
            place,
            LabelPlace.RIGHT,
            said.look,
            form,
            has_value=bool(rest),
            has_name=has_name,
            shift=trace.moved(aside, up),
        )


def crossing_label(
    trace: Trace, number: int, value: Decimal, how: NumberFormat
) -> tuple[NativeLabel, ...]:
    """Return the words of a line across, at the end where the picture has them."""
    line = trace.chart.options.lines[number]
    for said in trace.said(Part.LINE):
        if said.words.at[0] != number:
            continue
        box, last = trace.plotted.box, len(trace.chart.categories) - 1
        place = last if said.x > (box.left + box.right) / 2 else 0
        x, y = trace.at(place, value, line.axis)
        where = LabelPlace.ABOVE if said.y > y else LabelPlace.BELOW
        words = said.text.rpartition(" ")[2]
        form = form_of(words, how)
        shift = trace.moved(said.x - x, 0.0)
        has_name = bool(line.label)
        return (NativeLabel(place, where, said.look, form, has_name=has_name, shift=shift),)
    return ()


def sum_labels(trace: Trace, totals: Sequence[Decimal]) -> tuple[NativeLabel, ...]:
    """Return the sums of stacks: at the end of the stack, where the sum itself may not be."""
    how, is_lying = trace.chart.format, trace.chart.options.is_horizontal
    made = []
    for said in trace.said(Part.SUM):
        place = said.words.at[1]
        total = totals[place]
        where = LabelPlace.ABOVE if total >= 0 else LabelPlace.BELOW
        up = said.y - trace.reach(total) - (_LIFT if total >= 0 else -_LIFT)
        shift = trace.moved(0.0, up) if abs(up) > _ASIDE else (0.0, 0.0)
        if is_lying:
            where, shift = LabelPlace.FOOT, (0.0, 0.0)
        form = form_of(said.text, how)
        made.append(NativeLabel(place, where, said.look, form, shift=shift))
    return tuple(made)


def step_labels(trace: Trace, ends: list[tuple[Decimal, Decimal]]) -> dict[int, NativeLabel]:
    """Return the label of each step of a waterfall, moved from the middle of its bar."""
    series = trace.chart.series[0]
    made = {}
    for said in trace.said(Part.VALUE):
        place = said.words.at[1]
        low, high = ends[place]
        middle = (trace.reach(low) + trace.reach(high)) / 2
        form = form_of(said.text, trace.chart.format_of(series))
        if said.text.startswith(MINUS):  # its bar has a height, its label a minus
            form = replace(form, sign=MINUS)
        shift = trace.moved(0.0, said.y - middle)
        made[place] = NativeLabel(place, LabelPlace.CENTRE, said.look, form, shift=shift)
    return made
