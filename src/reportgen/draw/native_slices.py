"""Pies and rings as native charts: each slice named beside it, as in the picture."""

import math
from collections import defaultdict
from decimal import Decimal

from msgspec.structs import replace

from reportgen.draw.board import Part
from reportgen.draw.donut import CUT, HOLE, SHARE, slice_colours
from reportgen.draw.ground import Box
from reportgen.draw.native_figures import figure, form_of, usual_form
from reportgen.draw.native_trace import Said, Trace
from reportgen.model.brand import WHITE
from reportgen.model.chart_options import ChartKind
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
from reportgen.zh.quantity import bare
from reportgen.zh.units import EXACT, PERCENT

_CATEGORIES, _SHARES = "类别", "占比"
_NEAR = 1.0


def slices_of(trace: Trace, native: NativeChart) -> NativeChart:
    """Return the chart with its slices; the sheet holds amounts and, beside them, shares."""
    chart, board = trace.chart, trace.board
    series = chart.series[0]
    values = [value for value in series.values if value is not None]
    how = chart.format
    shown = tuple(figure(value, how, 0) for value in values)
    form = usual_form(values, how)
    colours = tuple(enumerate(slice_colours(chart, board, values)))
    said = defaultdict(list)
    for each in trace.said(Part.VALUE):
        said[each.words.at[1]].append(each)
    labels = tuple(_label(trace, place, rows) for place, rows in sorted(said.items()))
    cells = _shares(labels, len(values))
    columns = [Column(_CATEGORIES, words=chart.categories), Column(series.label, shown, form)]
    if any(cells):
        follows = all(map(_is_share, cells, shown, [sum(shown, Decimal(0))] * len(shown)))
        columns.append(Column(_SHARES, words=cells, share_of=1 if follows else 0))
    is_ring = chart.kind is ChartKind.DONUT
    narrowest = float(min(values) / sum(values)) * 2 * math.pi * board.radius
    drawn = NativeSeries(
        series.label,
        shown,
        form,
        stroke=Stroke(WHITE, CUT) if narrowest >= 2 * CUT else None,
        colours=colours,
        labels=labels,
        column=1,
        cells=2 if any(cells) else None,
    )
    kind = GroupKind.DONUT if is_ring else GroupKind.PIE
    x, y, radius = board.width / 2, board.height / 2, board.radius
    return replace(
        native,
        sheet=tuple(columns),
        groups=(NativeGroup(kind, (drawn,), gap=round(HOLE * 100)),),
        plot=trace.share(Box(x - radius, y - radius, x + radius, y + radius)),
    )


def _shares(labels: tuple[NativeLabel, ...], count: int) -> tuple[str | None, ...]:
    found = {
        label.place: piece.text
        for label in labels
        for piece in label.pieces
        if piece.kind is PieceKind.CELL
    }
    return tuple(found.get(place) for place in range(count))


def _is_share(said: str | None, value: Decimal, whole: Decimal) -> bool:
    """Tell whether a share is the one that the printed amounts give."""
    return said == f"{bare(EXACT.divide(value * 100, whole), SHARE)}%"


def _label(trace: Trace, place: int, rows: list[Said]) -> NativeLabel:
    """Return what stands beside a slice, moved there from the middle of the slice."""
    chart, board = trace.chart, trace.board
    left = min(said.x - said.width / 2 for said in rows)
    right = max(said.x + said.width / 2 for said in rows)
    low, high = min(said.y for said in rows), max(said.y for said in rows)
    turn = _middle(trace, place) * 2 * math.pi
    hole = HOLE if chart.kind is ChartKind.DONUT else 0.0
    reach = board.radius * (1 + hole) / 2
    x = board.width / 2 + math.sin(turn) * reach
    y = board.height / 2 + math.cos(turn) * reach
    form = _form(trace, rows)
    return NativeLabel(
        place,
        LabelPlace.CENTRE,
        rows[0].look,
        form,
        pieces=tuple(_piece(trace, number, rows) for number in range(len(rows))),
        shift=trace.moved((left + right) / 2 - x, (low + high) / 2 - y),
    )


def _middle(trace: Trace, place: int) -> float:
    """Return where the middle of a slice is: clockwise from the top; the whole is 1."""
    values = [float(value or 0) for value in trace.chart.series[0].values]
    return (sum(values[:place]) + values[place] / 2) / sum(values)


def _form(trace: Trace, rows: list[Said]) -> FigureForm:
    chart = trace.chart
    unit = chart.series[0].unit
    text = rows[-1].text.removesuffix(unit.name) if len(rows) > 1 else ""
    return form_of(text, chart.format, unit.name)


def _piece(trace: Trace, number: int, rows: list[Said]) -> LabelPiece:
    """Return a piece: the name first, then the share and the amount."""
    said = rows[number]
    is_new_line = number > 0 and abs(said.y - rows[number - 1].y) > _NEAR
    are_shares = trace.chart.series[0].unit == PERCENT
    kind = PieceKind.CATEGORY
    if number:
        is_amount = are_shares or not said.words.is_strong
        kind = PieceKind.VALUE if is_amount else PieceKind.CELL
    return LabelPiece(kind, said.text, said.look, is_new_line)
