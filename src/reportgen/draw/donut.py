"""Donut: shares of a whole, each named beside its slice; the largest stands in the middle."""

import math
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Wedge

from reportgen.draw.board import LABEL, Board, middle_of
from reportgen.draw.renderer import draw_figure
from reportgen.model.brand import Colour
from reportgen.model.chart import Chart, PathMark
from reportgen.zh.quantity import bare

_HOLE = 0.60
_MARGIN = 12.0
_LINE_GAP = LABEL + 5
_BIG = 17.0


@dataclass(slots=True)
class _Slice:
    name: str
    said: str
    share: float
    colour: Colour
    angle: float
    """Of its middle, clockwise from the top, in degrees."""


def draw_donut(chart: Chart, board: Board) -> None:
    """Draw the first series of ``chart`` as slices, clockwise from the top."""
    slices = _slices(chart, board)
    radius = board.height / 2 - _MARGIN
    centre = board.width / 2, board.height / 2
    _wedges(board, slices, centre, radius)
    for side in (1, -1):
        _side(board, [s for s in slices if _is_on(s, side)], centre, radius, side)
    if slices:
        largest = max(slices, key=lambda s: s.share)
        x, y = centre
        ink = board.palette.primary
        board.text(largest.said, x, y - 2, size=_BIG, colour=ink, strong=True, anchor="middle")
        board.text(largest.name, x, y - 15, colour=board.palette.muted, anchor="middle")


def _slices(chart: Chart, board: Board) -> list[_Slice]:
    series = chart.series[0]
    known = [
        (name, value)
        for name, value in zip(chart.categories, series.values, strict=True)
        if value is not None and value > 0
    ]
    total = sum((value for _, value in known), start=type(known[0][1])(0)) if known else 1
    made, turned = [], 0.0
    for place, (name, value) in enumerate(known):
        share = float(value / total)
        said = bare(value, chart.format) + series.unit.name
        colour = board.series_colour(place)
        made.append(_Slice(name, said, share, colour, (turned + share / 2) * 360))
        turned += share
    return made


def _wedges(board: Board, slices: list[_Slice], centre: tuple[float, float], radius: float) -> None:
    figure = Figure(figsize=(board.width / 72, board.height / 72), dpi=72)
    figure.patch.set_visible(False)
    for each in slices:
        middle, half = 90 - each.angle, each.share * 180
        wedge = Wedge(
            centre,
            radius,
            middle - half,
            middle + half,
            width=radius * (1 - _HOLE),
            facecolor=f"#{each.colour.hex}",
            edgecolor="white",
            linewidth=1.4,
        )
        figure.add_artist(wedge)
        wedge.set_transform(figure.dpi_scale_trans.inverted() + figure.dpi_scale_trans)
    board.marks += draw_figure(figure, board.width, board.height)


def _is_on(each: _Slice, side: int) -> bool:
    return (each.angle % 360 < 180) == (side == 1)  # noqa: PLR2004 - half a turn


def _side(
    board: Board,
    slices: list[_Slice],
    centre: tuple[float, float],
    radius: float,
    side: int,
) -> None:
    """Name the slices of one side, from the top, each with a line to its slice."""
    places = []
    for each in slices:
        turn = math.radians(each.angle)
        places.append((centre[1] + math.cos(turn) * radius * 1.08, turn, each))
    places.sort(key=lambda place: -place[0])
    heights = _apart([place[0] for place in places], _LINE_GAP, board.height)
    for (_, turn, each), y in zip(places, heights, strict=True):
        x = centre[0] + math.sin(turn) * radius
        start = (x, centre[1] + math.cos(turn) * radius)
        knee = centre[0] + side * (radius + 10)
        end = knee + side * 12
        board.marks.append(
            PathMark(
                (
                    ("m", round(start[0], 2), round(start[1], 2)),
                    ("l", round(knee, 2), round(y, 2)),
                    ("l", round(end, 2), round(y, 2)),
                ),
                None,
                each.colour,
                0.7,
            )
        )
        _name(board, each, end + side * 4, y - middle_of(LABEL), side)


def _name(board: Board, each: _Slice, x: float, y: float, side: int) -> None:
    gap = 5.0
    share = board.width_of(each.said, LABEL, strong=True)
    name = board.width_of(each.name, LABEL)
    left = x if side == 1 else x - share - gap - name
    board.text(each.name, left, y)
    board.text(each.said, left + name + gap, y, strong=True)


def _apart(heights: list[float], gap: float, top: float) -> list[float]:
    """Return ``heights``, from the top down, moved so that neighbours are ``gap`` apart."""
    made: list[float] = []
    for height in heights:
        limit = made[-1] - gap if made else top - gap
        made.append(min(height, limit))
    low = gap / 2
    for place in range(len(made) - 1, -1, -1):
        made[place] = max(made[place], low)
        low = made[place] + gap
    return made
