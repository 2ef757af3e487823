"""Tints: the colour of each series and category, with what is not highlighted made pale."""

from collections.abc import Sequence

from reportgen.draw.board import Board
from reportgen.draw.ink import mixed
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart

_PALE, _GREY = 0.62, 0.5


def series_colours(chart: Chart, board: Board, count: int = 0) -> list[Colour]:
    """Return a colour a series; series beside a highlighted one are grey."""
    chosen, tints = chart.options.highlighted_series, chart.options.tints
    places = range(count or len(chart.series))
    if tints and not chosen and len(tints) == len(places):
        return [tint_colour(board, tint) for tint in tints]
    if not chosen:
        return [board.series_colour(place) for place in places]
    rest = (place for place in range(len(board.palette.chart)) if place not in chosen)
    first = dict(zip(chosen, [0, *rest], strict=False))
    grey = mixed(board.palette.muted, WHITE, _GREY)
    return [board.series_colour(first[p]) if p in first else grey for p in places]


def tint_colour(board: Board, tint: int) -> Colour:
    """Return a colour that belongs to a name; all that has none of its own is grey."""
    return mixed(board.palette.muted, WHITE, _GREY) if tint < 0 else board.series_colour(tint)


def category_colours(chart: Chart, colour: Colour) -> Sequence[Colour]:
    """Return the colour of one series at each category; pale beside a highlighted one."""
    chosen = chart.options.highlight
    pale = mixed(colour, WHITE, _PALE)
    return [
        pale if chosen and place not in chosen else colour for place in range(len(chart.categories))
    ]


def is_loud(chart: Chart, place: int) -> bool:
    """Tell whether the category at ``place`` is one that stands out, where some do."""
    return not chart.options.highlight or place in chart.options.highlight
