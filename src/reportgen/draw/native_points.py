"""Scatter charts and bubbles as native charts: a series a group, names from the sheet."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from reportgen.draw.board import Part
from reportgen.draw.ground import Box
from reportgen.draw.ink import mixed
from reportgen.draw.native_axes import scale_axis
from reportgen.draw.native_figures import figures, usual_form
from reportgen.draw.native_trace import Said, Trace
from reportgen.draw.scatter import LARGEST, QUIET, RADIUS, SEEN_THROUGH, TREND
from reportgen.model.brand import WHITE
from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.native_chart import (
    Column,
    FigureForm,
    GroupKind,
    LabelPiece,
    LabelPlace,
    NativeChart,
    NativeGroup,
    NativeLabel,
    NativeSeries,
    PieceKind,
    Stroke,
)

_NAMES, _NAMELESS, _DASH = "名称", "\u00a0", "dash"
_COARSE = Decimal(10**6)
"""Areas are seen too roughly for more digits than their figures have."""
_SHARE = 0.25
"""Of the shorter side of the plot: how wide the largest bubble is unless scaled."""
_MOST = 300


def points_of(trace: Trace, native: NativeChart) -> NativeChart:
    """Return the chart with its points, those of a group one after the other."""
    chart, board = trace.chart, trace.board
    upright, across = board.plots[0], board.plots[1]
    groups = list(dict.fromkeys(chart.options.groups)) or [""]
    order = sorted(range(len(chart.categories)), key=lambda at: _group(chart, groups, at))
    size = next((series for series in chart.series if series.kind == "size"), None)
    box = Box(across.box.left, _low(trace), across.box.right, _high(trace))
    columns = [Column(_NAMES, words=tuple(chart.categories[at] for at in order))]
    steps = across.scales[0], upright.scales[0]
    for number, series in enumerate(chart.series):
        step = trace.step_of(steps[number]) if number < len(steps) else _COARSE
        values = figures(chart, series, step)
        form = usual_form(values, chart.format_of(series))
        columns.append(Column(_titled(series), tuple(values[at] for at in order), form))
    made = [_all(trace, columns)] if len(groups) > 1 or chart.options.trend is not None else []
    said = {each.words.at[1]: each for each in trace.said(Part.VALUE)}
    for number, name in enumerate(groups):
        rows = [row for row, at in enumerate(order) if _group(chart, groups, at) == number]
        label = name or chart.series[1].label
        made.append(_points(trace, (label, number), (rows, order), columns, said))
    wide = min(box.right - box.left, box.high - box.low) * _SHARE
    largest = max(1, min(_MOST, round(LARGEST * 2 / wide * 100)))
    kind = GroupKind.BUBBLES if size else GroupKind.POINTS
    axes = scale_axis(upright.scales[0]), scale_axis(across.scales[0])
    return replace(
        native,
        sheet=tuple(columns),
        groups=(NativeGroup(kind, tuple(made), gap=largest),),
        plot=trace.share(box),
        axes=axes,
    )


def _titled(series: ChartSeries) -> str:
    return f"{series.label}（{series.unit.name}）" if series.unit.name else series.label


def _group(chart: Chart, groups: Sequence[str], at: int) -> int:
    return groups.index(chart.options.groups[at]) if chart.options.groups else 0


def _low(trace: Trace) -> float:
    return _edge(trace, 0.0)


def _high(trace: Trace) -> float:
    return _edge(trace, trace.plotted.scales[0].count)


def _edge(trace: Trace, steps: float) -> float:
    """Return the height of the lowest or the highest tick; points may stand beyond."""
    plotted = trace.plotted
    under, over = plotted.margins
    share = (steps + under) / (plotted.scales[0].count + under + over)
    return plotted.box.low + share * (plotted.box.high - plotted.box.low)


def _all(trace: Trace, columns: Sequence[Column]) -> NativeSeries:
    """Return all points, neither seen nor named, with the straight line through them.

    LibreOffice loses series with more points than the first, and the whole legend where the
    first is taken out of it.
    """
    return replace(
        _series(_NAMELESS, columns, range(len(columns[0].cells))),
        stroke=Stroke(trace.board.palette.muted, TREND, _DASH),
        is_across=trace.chart.options.trend is not None,
    )


def _series(label: str, columns: Sequence[Column], rows: Sequence[int]) -> NativeSeries:
    values = tuple(columns[2].numbers[row] for row in rows)
    return NativeSeries(
        label,
        values,
        columns[2].form,
        column=2,
        across=1,
        size=3 if len(columns) > 3 else 0,  # noqa: PLR2004 - names, both ways, sizes
        rows=(rows[0], rows[-1]) if rows else (0, -1),
        dots=(),
    )


def _points(
    trace: Trace,
    named: tuple[str, int],
    placed: tuple[Sequence[int], Sequence[int]],
    columns: Sequence[Column],
    said: dict[int, Said],
) -> NativeSeries:
    chart, board = trace.chart, trace.board
    (label, number), (rows, order) = named, placed
    colour = board.series_colour(number)
    chosen = chart.options.highlight
    grey = mixed(board.palette.muted, WHITE, QUIET)
    pale = [n for n, row in enumerate(rows) if chosen and order[row] not in chosen]
    labels = [
        _label(trace, n, order[row], said[order[row]])
        for n, row in enumerate(rows)
        if order[row] in said
    ]
    return replace(
        _series(label, columns, rows),
        fill=colour,
        opacity=SEEN_THROUGH,
        dots=None,
        colours=tuple((n, grey) for n in pale),
        labels=tuple(labels),
        is_named=bool(chart.options.groups),
        cells=0,
    )


def _label(trace: Trace, number: int, place: int, said: Said) -> NativeLabel:
    """Return the name of a point, on the side where the picture has it."""
    x, y = trace.spot(place)
    across, up = said.x - x, said.y - y
    where = LabelPlace.CENTRE
    if abs(across) > said.width / 2:
        where = LabelPlace.RIGHT if across > 0 else LabelPlace.LEFT
    elif abs(up) > RADIUS:
        where = LabelPlace.ABOVE if up > 0 else LabelPlace.BELOW
    piece = LabelPiece(PieceKind.CELL, said.text, said.look)
    return NativeLabel(number, where, said.look, FigureForm(), pieces=(piece,))
