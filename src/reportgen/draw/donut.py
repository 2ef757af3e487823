"""Donut and pie: shares of a whole, clockwise from the top, each named beside its slice."""

import math
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, Board, Part, Spot, Words, middle_of
from reportgen.draw.ink import mixed
from reportgen.draw.lines import apart
from reportgen.draw.tints import tint_colour
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, PathMark
from reportgen.model.chart_options import ChartKind, Labels
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.zh.quantity import bare, with_half
from reportgen.zh.units import EXACT, PERCENT

HOLE = 0.56
_MARGIN = 9.0
_LEAST, _WIDEST = 0.15, 0.24
"""The radius as a share of the width: names need the rest."""
CUT = 1.2
_LEADER = 0.5
_OUT, _KNEE, _ARM, _GAP = 3.0, 12.0, 8.0, 4.0
_REACH = _KNEE + _ARM + 2 * _GAP
_LEADING = LABEL + 1.5
_BIG = 16.0
SHARE = NumberFormat(FormatKind.PERCENT, 1)
_WHOLE = Decimal(100)
_TURN = 360.0
_RIGHT = 0.25


class _Slice(Struct, frozen=True):
    name: str
    share: str
    amount: str
    """Nothing when the values are shares themselves."""
    part: float
    middle: float
    """Clockwise from the top; the whole is 1."""
    colour: Colour
    leads: bool
    place: int
    """Which category it is."""

    @property
    def is_right(self) -> bool:
        return self.middle <= 0.5  # noqa: PLR2004 - half a turn


def draw_donut(chart: Chart, board: Board) -> None:
    """Draw the first series of ``chart`` as slices of a ring, or of a disc."""
    slices = _slices(chart, board)
    largest = min(board.height / 2 - _MARGIN, board.width * _WIDEST)
    room = board.width / 2 - _REACH
    is_stacked = any(each.amount for each in slices) or room - largest < _longest(board, slices, 1)
    fitting = room - _longest(board, slices, 1 + is_stacked)
    radius = min(largest, max(fitting, board.width * _LEAST))
    board.radius = radius
    most = int(board.height / _pitch(rows=1 + is_stacked))
    centre = board.width / 2, board.height / 2
    hole = HOLE if chart.kind is ChartKind.DONUT else 0.0
    _ring(board, slices, centre, (radius * hole, radius))
    for is_right in (True, False):
        side = _largest([each for each in slices if each.is_right is is_right], most)
        _names(board, [(each, _rows(board, each, is_stacked=is_stacked)) for each in side], radius)
    if hole and slices and slices[0].amount:
        _total(chart, board, centre)


def _pitch(*, rows: int) -> float:
    return _LEADING * rows + _GAP


def _largest(slices: Sequence[_Slice], count: int) -> list[_Slice]:
    """Return the slices without the smallest, for which there is no room to name them."""
    known = sorted(range(len(slices)), key=lambda place: -slices[place].part)[:count]
    return [slices[place] for place in sorted(known)]


def _rows(board: Board, each: _Slice, *, is_stacked: bool) -> list[list[Words]]:
    """Return what is said about a slice, a row or two."""
    rows = _said(board, each, is_stacked=is_stacked)
    return [[board.part(words, Part.VALUE, 0, each.place) for words in row] for row in rows]


def _said(board: Board, each: _Slice, *, is_stacked: bool) -> list[list[Words]]:
    if not each.share:
        return [[board.words(each.name)]]
    ink = board.palette.primary if each.leads else board.palette.text
    name, share = board.words(each.name), Words(each.share, ink, is_strong=True)
    if not is_stacked:
        return [[name, share]]
    return [[name], [share, board.quiet(each.amount)] if each.amount else [share]]


def _longest(board: Board, slices: Sequence[_Slice], rows: int) -> float:
    both = [_rows(board, each, is_stacked=rows > 1) for each in slices]
    return max((_length(board, row) for said in both for row in said), default=0.0)


def _length(board: Board, row: Sequence[Words]) -> float:
    return sum(board.width_of(words) + _GAP for words in row) - _GAP


def _slices(chart: Chart, board: Board) -> list[_Slice]:
    series = chart.series[0]
    pairs = zip(chart.categories, series.values, strict=True)
    numbered = enumerate(pairs)
    known = [(at, n, value) for at, (n, value) in numbered if value is not None and value >= 0]
    are_shares = series.unit == PERCENT
    total = sum((value for *_, value in known), Decimal(0))
    whole = max(total, _WHOLE) if are_shares else total
    if not total:
        return []
    colours = slice_colours(chart, board, [value for *_, value in known])
    rests = {at for at, tint in enumerate(chart.options.tints) if tint < 0}
    largest = max((value for at, _, value in known if at not in rests), default=total)
    is_silent = chart.options.labels is Labels.NONE
    chosen = chart.options.highlight
    share_form = with_half(SHARE, chart.format.half)
    made: list[_Slice] = []
    turned = 0.0
    for (at, name, value), colour in zip(known, colours, strict=True):
        part = float(value / whole)
        said = bare(value, chart.format)
        percent = said if are_shares else bare(EXACT.divide(value * 100, whole), share_form)
        amount = "" if are_shares or is_silent else said + series.unit.name
        middle = turned + part / 2 if part < 1 else _RIGHT
        leads = len(made) in chosen if chosen else value == largest
        share = "" if is_silent else f"{percent}%"
        made.append(_Slice(name, share, amount, part, middle, colour, leads, at))
        turned += part
    return made


def slice_colours(chart: Chart, board: Board, values: Sequence[Decimal]) -> list[Colour]:
    """Return the first colour for the largest value, and the others in order; or one colour.

    Where categories stand out they have the first colours, and the rest are grey.
    """
    chosen = chart.options.highlight
    if chosen:
        grey = mixed(board.palette.rule, WHITE, 0.35)
        loud = {place: board.series_colour(n) for n, place in enumerate(chosen)}
        return [loud.get(place, grey) for place in range(len(values))]
    tints = chart.options.tints
    if len(tints) == len(values):
        return [tint_colour(board, tint) for tint in tints]
    first = values.index(max(values))
    rest = iter(range(1, len(values)))
    return [board.series_colour(0 if i == first else next(rest)) for i in range(len(values))]


def _ring(
    board: Board,
    slices: Sequence[_Slice],
    centre: tuple[float, float],
    radii: tuple[float, float],
) -> None:
    filled = sum(each.part for each in slices)
    if filled < 1 - 1e-6:
        rest = 90 - _TURN, 90 - filled * _TURN
        board.marks.append(shapes.slice_of_ring(centre, radii, rest, board.palette.tint))
    for each in slices:
        if each.part:
            start, end = each.middle - each.part / 2, each.middle + each.part / 2
            turn = 90 - end * _TURN, 90 - start * _TURN
            board.marks.append(shapes.slice_of_ring(centre, radii, turn, each.colour))
    if len(slices) > 1:
        board.marks.append(_cuts(slices, centre, radii))


def _cuts(
    slices: Sequence[_Slice], centre: tuple[float, float], radii: tuple[float, float]
) -> PathMark:
    """Return white lines between the slices; thin slices do without, not to vanish."""
    segments: list[tuple[str, float, float]] = []
    for before, each in zip([slices[-1], *slices], slices, strict=False):
        if min(before.part, each.part) * 2 * math.pi * radii[1] < CUT * 2:
            continue
        for letter, radius in zip("ml", (max(radii[0] - 1, 0), radii[1] + 1), strict=True):
            x, y = _at(centre, radius, each.middle - each.part / 2)
            segments.append((letter, round(x, 2), round(y, 2)))
    return PathMark(tuple(segments), None, WHITE, CUT)


def _at(centre: tuple[float, float], radius: float, middle: float) -> tuple[float, float]:
    turn = middle * 2 * math.pi
    return centre[0] + math.sin(turn) * radius, centre[1] + math.cos(turn) * radius


def _names(board: Board, said: Sequence[tuple[_Slice, list[list[Words]]]], radius: float) -> None:
    """Name the slices of one side, each with a line to its slice."""
    centre = board.width / 2, board.height / 2
    spots = [(*_at(centre, radius + _OUT, each.middle), each.is_right, rows) for each, rows in said]
    spots.sort(key=lambda spot: spot[1])
    gap = _pitch(rows=max((len(rows) for *_, rows in spots), default=1))
    heights = apart([y for _, y, *_ in spots], gap, (gap / 2, board.height))
    ink = mixed(board.palette.muted, WHITE, 0.3)
    for (x, y, is_right, rows), height in zip(spots, heights, strict=True):
        side = 1 if is_right else -1
        knee = round(centre[0] + side * (radius + _KNEE), 2)
        end = round(knee + side * _ARM, 2)
        start = ("m", round(x, 2), round(y, 2))
        leader = start, ("l", knee, round(y, 2)), ("l", end, round(height, 2))
        board.marks.append(PathMark(leader, None, ink, _LEADER))
        top = height - middle_of(LABEL) + (len(rows) - 1) * _LEADING / 2
        for number, row in enumerate(rows):
            _row(board, row, (end + side * _GAP, top - number * _LEADING), side)


def _row(board: Board, row: Sequence[Words], at: tuple[float, float], side: int) -> None:
    """Write words one after the other; where room lacks the amount goes, or the name is cut."""
    x, y = at
    room = board.width - x if side == 1 else x
    if _length(board, row) > room:
        rest = row[1:] if not row[0].is_strong else []
        left = room - sum(board.width_of(words) + _GAP for words in rest)
        row = [board.cut(row[0], left), *rest]
    x -= 0 if side == 1 else _length(board, row)
    for words in row:
        board.write(words, Spot(x, y, "start"))
        x += board.width_of(words) + _GAP


def _total(chart: Chart, board: Board, centre: tuple[float, float]) -> None:
    """Write the sum in the middle."""
    series = chart.series[0]
    total = sum((value for value in series.values if value is not None), Decimal(0))
    x, y = centre
    said = Words(bare(total, chart.format), board.palette.primary, _BIG, is_strong=True)
    board.write(said, Spot(x, y - 2))
    board.write(
        board.quiet(f"合计（{series.unit.name}）" if series.unit.name else "合计"), Spot(x, y - 15)
    )
