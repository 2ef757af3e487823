"""A chart for office suites: drawn as the picture is, and then told in their own terms."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from reportgen.draw.board import Board, Part, height_of
from reportgen.draw.fallback import laid_out
from reportgen.draw.ground import Box
from reportgen.draw.ink import mixed
from reportgen.draw.kinds import draw_kind
from reportgen.draw.magnitude import with_short_numbers
from reportgen.draw.native_axes import has_odd_ticks, name_axis, plot_box, value_axes
from reportgen.draw.native_kinds import Reason, why_picture
from reportgen.draw.native_points import points_of
from reportgen.draw.native_series import BLANK, SUM, groups_of
from reportgen.draw.native_slices import slices_of
from reportgen.draw.native_trace import Said, Trace
from reportgen.draw.overlays import DEEPER, LEADER
from reportgen.draw.stacks import as_shares
from reportgen.fonts import FontSet
from reportgen.model.brand import WHITE, Brand
from reportgen.model.chart import Chart
from reportgen.model.chart_options import ChartKind as Kind
from reportgen.model.chart_options import LegendPlace
from reportgen.model.length import points
from reportgen.model.native_chart import (
    Column,
    FigureForm,
    Leader,
    NativeChart,
    NativeGroup,
    Note,
    Rectangle,
    Stroke,
)

_SLACK = 14.0
_ROW = 13.0
_FRAME = 2.0
_BESIDE = 4.0
_CATEGORIES, _DAYS = "类别", "日期"
_EPOCH = date(1899, 12, 30).toordinal()
"""The day that sheets count from."""


def told(chart: Chart, brand: Brand, fonts: FontSet) -> NativeChart | Reason:
    """Return ``chart`` for Word to draw, or why it must stay a picture."""
    chart = laid_out(with_short_numbers(chart), brand, fonts)
    reason = why_picture(chart)
    if reason is not None:
        return reason
    board = Board(points(chart.width), points(chart.height), brand, fonts)
    draw_kind(chart, board)
    if chart.kind is Kind.PERCENT:
        chart = as_shares(chart)
    trace = Trace(chart, board)
    return why_not_traced(trace) or _told(trace)


def why_not_traced(trace: Trace) -> Reason | None:
    """Return why what was drawn must stay a picture, or nothing."""
    if trace.board.plots and has_odd_ticks(trace):
        return Reason.SCALE
    names = "".join(trace.chart.categories)
    is_lying = trace.chart.options.is_horizontal
    is_cut = is_lying and any(said.text[-1:] == "…" for said in trace.said(Part.NAME))
    return Reason.NAMES if is_cut and "…" not in names else None


def _told(trace: Trace) -> NativeChart:
    chart = trace.chart
    native = NativeChart(
        alt=chart.alt,
        categories=chart.categories,
        sheet=(),
        groups=(),
        plot=Rectangle(0, 0, 1, 1),
        is_lying=chart.options.is_horizontal,
        notes=tuple(_notes(trace)),
        leaders=tuple(_leaders(trace)),
    )
    if chart.kind in (Kind.DONUT, Kind.PIE):
        return slices_of(trace, native)
    legend, side = _legend(trace)
    native = replace(native, legend=legend, legend_side=side, units=tuple(_units(trace)))
    if chart.kind is Kind.SCATTER:
        return points_of(trace, native)
    groups, sheet = _in_sheet(trace, list(groups_of(trace)))
    return replace(
        native,
        sheet=sheet,
        groups=groups,
        plot=plot_box(trace),
        axes=value_axes(trace),
        names=name_axis(trace),
    )


def _in_sheet(
    trace: Trace, groups: Sequence[NativeGroup]
) -> tuple[tuple[NativeGroup, ...], tuple[Column, ...]]:
    """Return the groups with their columns; two that show the same values share one."""
    columns = [_first_column(trace)]
    made = []
    for group in groups:
        series = []
        for each in group.series:
            head = SUM if each.label == BLANK else each.label
            column = Column(head, each.values, each.form)
            if column not in columns:
                columns.append(column)
            series.append(replace(each, column=columns.index(column)))
        made.append(replace(group, series=tuple(series)))
    return tuple(made), tuple(columns)


def _first_column(trace: Trace) -> Column:
    days = trace.plotted.ticks and trace.chart.options.days
    if not days:
        return Column(_CATEGORIES, words=trace.chart.categories)
    return Column(_DAYS, tuple(Decimal(day - _EPOCH) for day in days), FigureForm(unit="日"))


# ---- words beside the data --------------------------------------------------------------------


def _around(said: Said) -> Box:
    high = height_of(said.words.size) / 2 + _FRAME
    half = said.width / 2 + _FRAME
    return Box(said.x - half, said.y - high, said.x + half, said.y + high)


def _notes(trace: Trace) -> Iterator[Note]:
    spoken = [*trace.said(Part.NOTE), *trace.said(Part.GAP)]
    if trace.chart.kind is Kind.SCATTER:  # what the areas mean
        spoken += (said for said in trace.said(Part.UNIT) if said.words.at[0] == 1)
    for said in spoken:
        yield Note(said.text, said.look, trace.share(_around(said)))


def _leaders(trace: Trace) -> Iterator[Leader]:
    board = trace.board
    stroke = Stroke(mixed(board.palette.muted, WHITE, DEEPER), LEADER)
    for start, end in board.leaders:
        (x, y), (to_x, to_y) = (
            (at[0] / board.width, 1 - at[1] / board.height) for at in (start, end)
        )
        yield Leader(round(x, 4), round(y, 4), round(to_x, 4), round(to_y, 4), stroke)


def _units(trace: Trace) -> Iterator[tuple[int, Note]]:
    """Yield the words above the axes; those of a plane's second axis stand below it."""
    is_plane = trace.chart.kind is Kind.SCATTER
    for said in trace.said(Part.UNIT):
        number = said.words.at[0]
        if not (is_plane and number == 1):
            axis = 1 if number else 0
            yield axis, Note(said.text, said.look, trace.share(_around(said)))


def _legend(trace: Trace) -> tuple[Rectangle | None, str]:
    """Return where the legend stands: as asked, or right of a stack whose pieces are named."""
    named = list(trace.said(Part.LEGEND))
    place = trace.chart.options.legend
    if named:
        boxes = [_around(said) for said in named]
        # LibreOffice draws all marks as wide as a dashed one, and no legend where they do not fit.
        options = trace.chart.options
        more = _SLACK * (len(named) + 1) if options.lines else 0.0
        box = Box(
            min(each.left for each in boxes) - _SLACK * 1.5 - more,
            min(each.low for each in boxes),
            max(each.right for each in boxes) + _SLACK + more,
            max(each.high for each in boxes),
        )
        if options.trend is not None:
            box = Box(0, trace.board.height, 0, trace.board.height)
        if place is LegendPlace.RIGHT:  # marks are wider there, and what does not fit is left out
            box = Box(box.left - _SLACK, box.low - _SLACK, trace.board.width, box.high)
        side = place.value if place in (LegendPlace.BOTTOM, LegendPlace.RIGHT) else "top"
        return trace.share(box), side
    is_stack = trace.chart.kind in (Kind.STACKED, Kind.PERCENT, Kind.STACKED_AREA)
    tails = [_around(said) for said in trace.said(Part.TAIL)] if is_stack else []
    if not tails:
        return None, ""
    middle = (min(box.low for box in tails) + max(box.high for box in tails)) / 2
    half = max(len(tails) * _ROW, max(b.high for b in tails) - min(b.low for b in tails)) / 2
    left = trace.plotted.box.right - _BESIDE
    low = max(0.0, middle - half)
    box = Box(left, low, trace.board.width, low + 2 * half)
    return trace.share(box), "right"
