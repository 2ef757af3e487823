"""The series of a chart, and the groups in which Word draws them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.colour import WHITE, Colour
from reportgen.model.native_chart import (
    Column,
    GroupKind,
    NativeChart,
    NativeGroup,
    NativeSeries,
    Stroke,
)
from reportgen.write_docx.chart_ink import NO_LINE, Ink
from reportgen.write_docx.chart_labels import cell_range, labels_xml
from reportgen.write_docx.markup import escape
from reportgen.write_docx.workbook import SHEET, format_code, letter, plain

AXES = {1: (111, 112), 2: (113, 114)}
"""The ids of the axes of names and of values; Word wants them above nought."""
_DOT = 5
_DOT_LINE = 1.0
_POINT = 6.4
_TREND = "趋势线"

_TAGS = {
    GroupKind.BARS: "barChart",
    GroupKind.LINES: "lineChart",
    GroupKind.AREAS: "areaChart",
    GroupKind.PIE: "pieChart",
    GroupKind.DONUT: "doughnutChart",
    GroupKind.POINTS: "scatterChart",
    GroupKind.BUBBLES: "bubbleChart",
}


class Placed(Struct, frozen=True):
    """A series with its number in the chart, and how its group is drawn."""

    series: NativeSeries
    number: int
    kind: GroupKind
    is_stacked: bool
    chart: NativeChart
    ink: Ink


def groups_xml(chart: NativeChart, ink: Ink) -> str:
    """Return the groups; those of one kind on one axis are one."""
    number, parts = 0, []
    for group in _merged(chart.groups):
        series = []
        for each in group.series:
            placed = Placed(each, number, group.kind, group.is_stacked, chart, ink)
            series.append(_series(placed))
            number += 1
        parts.append(_group(group, "".join(series), chart))
    return "".join(parts)


def in_order(chart: NativeChart) -> Iterator[NativeSeries]:
    """Yield the series as they are numbered."""
    for group in _merged(chart.groups):
        yield from group.series


def _merged(groups: Sequence[NativeGroup]) -> list[NativeGroup]:
    """Return the groups with all lines of an axis in one: Word takes one group of a kind.

    Those of the first axis come first, as LibreOffice counts the names of a legend.
    """
    made: list[NativeGroup] = []
    for group in sorted(groups, key=lambda group: group.axis):
        same = [n for n, known in enumerate(made) if _is_same(known, group)]
        if same:
            known = made[same[0]]
            made[same[0]] = replace(known, series=(*known.series, *group.series))
        else:
            made.append(group)
    return made


def _is_same(one: NativeGroup, other: NativeGroup) -> bool:
    return one.kind is other.kind is GroupKind.LINES and one.axis == other.axis


def _group(group: NativeGroup, series: str, chart: NativeChart) -> str:
    tag = _TAGS[group.kind]
    names, values = AXES[group.axis]
    axes = f'<c:axId val="{names}"/><c:axId val="{values}"/>'
    plain_colours = '<c:varyColors val="0"/>'
    match group.kind:
        case GroupKind.BARS:
            way = "bar" if chart.is_lying else "col"
            grouping = "stacked" if group.is_stacked else "clustered"
            head = f'<c:barDir val="{way}"/><c:grouping val="{grouping}"/>{plain_colours}'
            tail = f'<c:gapWidth val="{group.gap}"/><c:overlap val="{group.overlap}"/>{axes}'
        case GroupKind.LINES:
            head = f'<c:grouping val="standard"/>{plain_colours}'
            tail = f'<c:marker val="1"/>{axes}'
        case GroupKind.AREAS:
            grouping = "stacked" if group.is_stacked else "standard"
            head, tail = f'<c:grouping val="{grouping}"/>{plain_colours}', axes
        case GroupKind.PIE:
            head, tail = '<c:varyColors val="1"/>', '<c:firstSliceAng val="0"/>'
        case GroupKind.DONUT:
            head = '<c:varyColors val="1"/>'
            tail = f'<c:firstSliceAng val="0"/><c:holeSize val="{group.gap}"/>'
        case GroupKind.POINTS:
            head, tail = f'<c:scatterStyle val="lineMarker"/>{plain_colours}', axes
        case GroupKind.BUBBLES:
            head = plain_colours
            tail = (
                f'<c:bubbleScale val="{group.gap}"/><c:showNegBubbles val="0"/>'
                f'<c:sizeRepresents val="area"/>{axes}'
            )
        case _:
            assert_never(group.kind)
    return f"<c:{tag}>{head}{series}{tail}</c:{tag}>"


def _series(placed: Placed) -> str:
    series, kind, number = placed.series, placed.kind, placed.number
    is_bar = kind is GroupKind.BARS
    is_bubble = kind is GroupKind.BUBBLES
    parts = [
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{_name(placed)}{_look(placed)}'
    ]
    if kind in (GroupKind.LINES, GroupKind.POINTS):
        parts.append(_marker(placed, _colour(series) if series.dots is None else None))
    if is_bar or is_bubble:
        parts.append('<c:invertIfNegative val="0"/>')
    parts += _points(placed)
    parts.append(labels_xml(series, kind, placed.ink))
    if _goes_on(placed):
        parts.append(_straight(placed))
    parts.append(_data(placed))
    if kind in (GroupKind.LINES, GroupKind.POINTS):
        parts.append('<c:smooth val="0"/>')
    parts.append(cell_range(series, placed.chart.sheet))
    return "".join(parts) + "</c:ser>"


def _name(placed: Placed) -> str:
    series = placed.series
    head = placed.chart.sheet[series.column].head
    if head == series.label:
        cell = f"{SHEET}!${letter(series.column)}$1"
        return (
            f'<c:tx><c:strRef><c:f>{cell}</c:f><c:strCache><c:ptCount val="1"/>'
            f'<c:pt idx="0"><c:v>{escape(head)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )
    return f"<c:tx><c:v>{escape(series.label)}</c:v></c:tx>"


def _look(placed: Placed) -> str:
    series, ink, kind = placed.series, placed.ink, placed.kind
    match kind:
        case GroupKind.LINES:
            stroke = None if _goes_on(placed) else series.stroke
            return ink.shape("", ink.line(stroke, cap="rnd"))
        case GroupKind.POINTS:
            return ink.shape("", NO_LINE)
        case GroupKind.PIE | GroupKind.DONUT:
            return ink.shape("", ink.line(_edge(placed)))
        case GroupKind.BUBBLES | GroupKind.BARS | GroupKind.AREAS:
            return ink.shape(ink.fill(series.fill, series.opacity), ink.line(_edge(placed)))
        case _:
            assert_never(kind)


def _marker(placed: Placed, colour: Colour | None) -> str:
    """Return a dot, hollow on a line; nothing for no colour."""
    if colour is None:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    ink = placed.ink
    is_line = placed.kind is GroupKind.LINES
    fill = ink.fill(WHITE) if is_line else ink.fill(colour, placed.series.opacity)
    line = ink.line(Stroke(colour if is_line else WHITE, _DOT_LINE))
    size = max(2, round((_DOT if is_line else _POINT) * ink.scale))
    look = ink.shape(fill, line)
    return f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>{look}</c:marker>'


def _colour(series: NativeSeries) -> Colour | None:
    """Return the colour of the dots of a series."""
    return series.stroke.colour if series.stroke else series.fill


def _points(placed: Placed) -> Iterator[str]:
    """Yield the points that look otherwise than their series."""
    series, ink, kind = placed.series, placed.ink, placed.kind
    if kind is GroupKind.LINES:
        dot = _marker(placed, _colour(series))
        for place in series.dots or ():
            yield f'<c:dPt><c:idx val="{place}"/>{dot}<c:bubble3D val="0"/></c:dPt>'
        return
    is_solid = kind in (GroupKind.BARS, GroupKind.BUBBLES)
    inverted = '<c:invertIfNegative val="0"/>' if is_solid else ""
    edge = ink.line(_edge(placed))
    for place, colour in series.colours:
        if kind is GroupKind.POINTS:
            look = _marker(placed, colour) + '<c:bubble3D val="0"/>'
        else:
            shape = ink.shape(ink.fill(colour, series.opacity), edge)
            look = f'{inverted}<c:bubble3D val="0"/>{shape}'
        yield f'<c:dPt><c:idx val="{place}"/>{look}</c:dPt>'


def _edge(placed: Placed) -> Stroke | None:
    match placed.kind:
        case GroupKind.PIE | GroupKind.DONUT:
            return placed.series.stroke
        case GroupKind.BUBBLES:
            return Stroke(WHITE, _DOT_LINE) if placed.series.fill is not None else None
        case _:
            return placed.series.stroke if placed.series.fill is not None else None


def _goes_on(placed: Placed) -> bool:
    """Tell whether a straight line is drawn through the points and on to the edges.

    A legend would name it, and LibreOffice shows no legend from which that name is taken out: with
    a legend a line across bars ends in the middle of the first and the last.
    """
    is_line = placed.kind is GroupKind.LINES
    return placed.series.is_across and not (is_line and placed.chart.legend is not None)


def _straight(placed: Placed) -> str:
    """Return the line that goes on half a category beyond both ends, or through points."""
    series, ink = placed.series, placed.ink
    is_line = placed.kind is GroupKind.LINES
    beyond = '<c:forward val="0.5"/><c:backward val="0.5"/>'
    if not is_line or not placed.chart.names.has_edge:
        beyond = ""
    return (
        f"<c:trendline><c:name>{_TREND}</c:name>{ink.shape('', ink.line(series.stroke))}"
        f'<c:trendlineType val="linear"/>{beyond}<c:dispRSqr val="0"/><c:dispEq val="0"/>'
        "</c:trendline>"
    )


# ---- values -----------------------------------------------------------------------------------


def _data(placed: Placed) -> str:
    series, chart = placed.series, placed.chart
    sheet = chart.sheet
    rows = series.rows or (0, len(sheet[0].cells) - 1)
    values = _numbers(sheet, series.column, rows)
    if placed.kind not in (GroupKind.POINTS, GroupKind.BUBBLES):
        names = _numbers if chart.names.days else _words
        return f"<c:cat>{names(sheet, 0, rows)}</c:cat><c:val>{values}</c:val>"
    across = _numbers(sheet, series.across, rows)
    made = f"<c:xVal>{across}</c:xVal><c:yVal>{values}</c:yVal>"
    if placed.kind is GroupKind.POINTS:
        return made
    sizes = _numbers(sheet, series.size, rows)
    return f'{made}<c:bubbleSize>{sizes}</c:bubbleSize><c:bubble3D val="0"/>'


def reference(column: int, rows: tuple[int, int]) -> str:
    """Return the address of cells."""
    name = letter(column)
    return f"{SHEET}!${name}${rows[0] + 2}:${name}${rows[1] + 2}"


def _numbers(sheet: Sequence[Column], column: int, rows: tuple[int, int]) -> str:
    cells = sheet[column].cells[rows[0] : rows[1] + 1]
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{plain(cell)}</c:v></c:pt>'
        for place, cell in enumerate(cells)
        if isinstance(cell, Decimal)
    )
    code = escape(format_code(sheet[column].form))
    return (
        f"<c:numRef><c:f>{reference(column, rows)}</c:f><c:numCache>"
        f'<c:formatCode>{code}</c:formatCode><c:ptCount val="{len(cells)}"/>{points}'
        "</c:numCache></c:numRef>"
    )


def _words(sheet: Sequence[Column], column: int, rows: tuple[int, int]) -> str:
    cells = sheet[column].cells[rows[0] : rows[1] + 1]
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(str(cell))}</c:v></c:pt>'
        for place, cell in enumerate(cells)
    )
    return (
        f"<c:strRef><c:f>{reference(column, rows)}</c:f><c:strCache>"
        f'<c:ptCount val="{len(cells)}"/>{points}</c:strCache></c:strRef>'
    )
