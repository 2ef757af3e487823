"""Rows: bars that lie, one category below the other, their names at the left."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.draw import shapes
from reportgen.draw.board import LABEL, SMALL, Board, Label, Part, Plotted, Spot, Words, middle_of
from reportgen.draw.ground import Box, Stroke
from reportgen.draw.ink import mixed
from reportgen.draw.legend import Legend, items_of
from reportgen.draw.names import LEADING, wrapped_name
from reportgen.draw.overlays import band_values, line_words
from reportgen.draw.scale import Scale, one_scale
from reportgen.draw.stacks import Piece, as_shares, pieces_of
from reportgen.draw.tints import category_colours, is_loud, series_colours
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import Chart, PathMark, Segment
from reportgen.model.chart_options import ChartKind, Labels, ValueBand
from reportgen.zh.quantity import bare

_WIDEST_NAME = 0.36
_GAP, _SIDE, _LIFT = 6.0, 1.0, 3.0
_SHARE, _GROUP, _THICKEST = 0.62, 0.78, 20.0
_LINE, _DASH = 0.9, (3.0, 2.0)
_BASE_LINE, _GRID_LINE, _PALE, _EDGE = 0.8, 0.5, 0.45, 0.8
_FOOT = 14.0
_PART = 0.94
"""Of its share of the row that each of several bars takes."""


class _Rows(Struct, frozen=True):
    """Where rows and values stand."""

    board: Board
    scale: Scale
    area: Box
    slot: float
    margins: tuple[float, float]

    def x(self, value: Decimal) -> float:
        """Return how far right ``value`` is."""
        return self.at(self.scale.place(value))

    def at(self, steps: float) -> float:
        """Return how far right so many steps are."""
        before, after = self.margins
        width = self.area.right - self.area.left - before - after
        return self.area.left + before + steps / self.scale.count * width

    @property
    def plotted(self) -> Plotted:
        """What there is to know of it when it is drawn anew."""
        before, after = self.margins
        width = self.area.right - self.area.left - before - after
        steps = before * self.scale.count / width, after * self.scale.count / width
        return Plotted(self.area, [self.scale], steps, self.slot / 2, self.slot)

    def middle(self, place: int) -> float:
        """Return the height of the middle of a row."""
        return self.area.high - (place + 0.5) * self.slot


def draw_rows(chart: Chart, board: Board) -> None:
    """Draw the bars of ``chart`` lying: side by side, stacked, or as shares."""
    if chart.kind is ChartKind.PERCENT:
        chart = as_shares(chart)
    colours = series_colours(chart, board)
    is_stacked = chart.kind in (ChartKind.STACKED, ChartKind.PERCENT)
    pieces = pieces_of(chart) if is_stacked else _side_by_side(chart)
    unit = chart.series[0].unit.name
    units = [f"单位：{unit}" if unit else ""]
    named = items_of(chart, chart.series, colours) if len(chart.series) > 1 else []
    legend = Legend(board, named, units, chart.options.legend)
    rows = _open(chart, board, legend.area, pieces)
    board.plots.append(rows.plotted)
    _bands(rows, chart)
    legend.draw()
    board.write(board.part(board.quiet(units[0]), Part.UNIT), Spot(_SIDE, legend.unit_row, "start"))
    _names(rows, chart)
    boxes = _bars(rows, chart, pieces, colours)
    _base(rows)
    _lines(rows, chart)
    if chart.options.labels is not Labels.NONE:
        _label(rows, chart, pieces, boxes)
    _notes(rows, chart, pieces, boxes)
    if _has_axis(chart):
        _axis(rows)


def _side_by_side(chart: Chart) -> list[Piece]:
    nothing = Decimal(0)
    return [
        Piece(number, place, value, min(value, nothing), max(value, nothing))
        for number, series in enumerate(chart.series)
        for place, value in enumerate(series.values)
        if value is not None
    ]


def _has_axis(chart: Chart) -> bool:
    """Tell whether the numbers of the axis are needed, as the bars do not say their own."""
    return chart.options.labels is Labels.NONE or bool(chart.options.bands)


def _open(chart: Chart, board: Board, area: Box, pieces: Sequence[Piece]) -> _Rows:
    room = board.width * _WIDEST_NAME
    names = [wrapped_name(board, name, room, 2) or [name] for name in chart.categories]
    widest = min(
        room, max((board.width_of(board.words(t)) for ls in names for t in ls), default=0.0)
    )
    values = [end for piece in pieces for end in (piece.low, piece.high)]
    values += [value for value, _ in band_values(chart)]
    scale = one_scale(values, from_zero=True, limits=chart.options.ranges[0])
    low = area.low + (_FOOT if _has_axis(chart) else 2.0)
    high = area.high - (LABEL + 6 if chart.options.lines else 4.0)
    left = area.left + _SIDE + widest + _GAP
    slot = (high - low) / max(1, len(chart.categories))
    said = [board.width_of(board.words(bare(p.value, chart.format))) + _LIFT * 2 for p in pieces]
    is_outside = chart.kind not in (ChartKind.STACKED, ChartKind.PERCENT)
    after = max(said, default=0.0) if is_outside or chart.kind is ChartKind.STACKED else 0.0
    before = after if any(piece.value < 0 for piece in pieces) else 0.0
    right = area.right - _SIDE
    if not chart.options.ranges[0].high and is_outside:
        after = _spare(scale, values, after, right - left)
    return _Rows(board, scale, Box(left, low, right, high), slot, (before, after))


def _spare(scale: Scale, values: Sequence[Decimal], wanted: float, width: float) -> float:
    """Return the room right of the scale that labels need beyond what it leaves free."""
    idle = 1 - max(map(scale.place, values), default=0.0) / scale.count
    return max(0.0, wanted - idle * width)


def _names(rows: _Rows, chart: Chart) -> None:
    board = rows.board
    room = rows.area.left - _SIDE - _GAP
    for place, name in enumerate(chart.categories):
        lines = wrapped_name(board, name, room, 2)
        if lines is None or len(lines) * LEADING > rows.slot:
            lines = [name]
        top = rows.middle(place) + (len(lines) - 1) * LEADING / 2 - middle_of(LABEL)
        for number, text in enumerate(lines):
            words = board.cut(board.part(board.words(text), Part.NAME), room)
            if chart.options.highlight and is_loud(chart, place):
                words = board.strong(words)
            spot = Spot(rows.area.left - _GAP, top - number * LEADING, "end")
            board.place(words, [spot])


def _bars(
    rows: _Rows, chart: Chart, pieces: Sequence[Piece], colours: Sequence[Colour]
) -> list[Box]:
    is_stacked = chart.kind in (ChartKind.STACKED, ChartKind.PERCENT)
    count = 1 if is_stacked else len(chart.series)
    thick = min(rows.slot * (_SHARE if count == 1 else _GROUP / count), _THICKEST)
    inks = [category_colours(chart, colour) for colour in colours]
    boxes = []
    for piece in pieces:
        middle = rows.middle(piece.place)
        if not is_stacked:
            middle += ((count - 1) / 2 - piece.series) * thick
        half = thick * (1 if count == 1 else _PART) / 2
        rows.board.thickness = half * 2
        box = Box(rows.x(piece.low), middle - half, rows.x(piece.high), middle + half)
        boxes.append(box)
        ink = inks[piece.series][piece.place]
        if piece.value:
            mark = shapes.bar(box, ink)
            if is_stacked:
                mark = PathMark(mark.segments, ink, WHITE, _EDGE)
            rows.board.marks.append(mark)
            rows.board.ground.bars.append((box, ink))
    return boxes


def _label(rows: _Rows, chart: Chart, pieces: Sequence[Piece], boxes: Sequence[Box]) -> None:
    """Write each bar's value at its end, or inside its piece of a stack where it fits."""
    board = rows.board
    is_stacked = chart.kind in (ChartKind.STACKED, ChartKind.PERCENT)
    for piece, box in zip(pieces, boxes, strict=True):
        text = bare(piece.value, chart.format_of(chart.series[piece.series]))
        words = board.value(text, piece.series, piece.place)
        if chart.options.highlight and is_loud(chart, piece.place):
            words = board.strong(words)
        y = (box.low + box.high) / 2 - middle_of(LABEL)
        if is_stacked:
            if board.width_of(words) <= box.right - box.left - 2:
                board.place(words, [Spot((box.left + box.right) / 2, y)])
            continue
        outside = Spot(box.right + _LIFT, y, "start")
        inside = Spot(box.right - _LIFT, y, "end")
        if piece.value < 0:
            outside, inside = Spot(box.left - _LIFT, y, "end"), Spot(box.left + _LIFT, y, "start")
        board.place(words, [outside, inside])
    known = {(piece.series, piece.place) for piece in pieces}
    for place in range(len(chart.categories)):
        if not is_stacked and (0, place) not in known and len(chart.series) == 1:
            y = rows.middle(place) - middle_of(LABEL)
            board.place(board.unknown(), [Spot(rows.x(Decimal(0)) + _LIFT, y, "start")])
    if chart.kind is ChartKind.STACKED and len(chart.series) > 1:
        _sums(rows, chart, pieces)


def _notes(rows: _Rows, chart: Chart, pieces: Sequence[Piece], boxes: Sequence[Box]) -> None:
    """Write annotations in their rows, right of what stands there already, or below the bar."""
    board = rows.board
    for note in chart.options.annotations:
        mine = [box for piece, box in zip(pieces, boxes, strict=True) if piece.place == note.place]
        middle = rows.middle(note.place)
        row = Box(rows.area.left, middle - LABEL / 2, board.width, middle + LABEL / 2)
        taken = [word.right for word in board.ground.words if word.meets(row)]
        x = max([*(box.right for box in mine), *taken, rows.area.left]) + _GAP
        words = board.quiet(note.text)
        y = middle - middle_of(SMALL)
        aside = [Spot(x, y, "start"), Spot(board.width - _SIDE, y, "end")]
        below = max(0.0, rows.slot / 2 - SMALL / 2)
        spots = [*aside, Spot(board.width - _SIDE, y - below, "end")]
        if not board.place(words, spots):
            board.write(words, spots[-1])


def _sums(rows: _Rows, chart: Chart, pieces: Sequence[Piece]) -> None:
    board, labels = rows.board, list[Label]()
    for place in range(len(chart.categories)):
        mine = [piece for piece in pieces if piece.place == place]
        total = sum((piece.value for piece in mine), Decimal(0))
        end = max((piece.high for piece in mine), default=Decimal(0))
        words = Words(bare(total, chart.format), board.palette.text, is_strong=True)
        words = board.part(words, Part.SUM, place=place)
        y = rows.middle(place) - middle_of(LABEL)
        labels.append((words, [Spot(rows.x(end) + _LIFT, y, "start")]))
    board.place_all(labels)


def _base(rows: _Rows) -> None:
    _upright(rows, rows.scale.base, rows.board.palette.muted, _BASE_LINE)


def _upright(rows: _Rows, steps: float, colour: Colour, width: float) -> None:
    x = round(rows.at(steps), 2)
    path = ("m", x, round(rows.area.low, 2)), ("l", x, round(rows.area.high, 2))
    rows.board.marks.append(PathMark(path, None, colour, width))


def _lines(rows: _Rows, chart: Chart) -> None:
    board = rows.board
    for line in chart.options.lines:
        x = round(rows.x(line.value), 2)
        path = ("m", x, round(rows.area.low, 2)), ("l", x, round(rows.area.high, 2))
        board.marks.append(PathMark(path, None, board.palette.text, _LINE, _DASH))
        board.ground.strokes.append(Stroke(x - 0.5, rows.area.low, x + 0.5, rows.area.high))
        words = Words(line_words(chart, line), board.palette.text, is_strong=True)
        y = rows.area.high + 2
        board.place(words, [Spot(x, y), Spot(x - 2, y, "end"), Spot(x + 2, y, "start")])


def _bands(rows: _Rows, chart: Chart) -> None:
    board = rows.board
    for band in chart.options.bands:
        if isinstance(band, ValueBand):
            box = Box(rows.x(band.low), rows.area.low, rows.x(band.high), rows.area.high)
        else:
            half = rows.slot / 2
            top, foot = rows.middle(band.first) + half, rows.middle(band.last) - half
            box = Box(rows.area.left, foot, rows.area.right, top)
        board.box(box, board.palette.tint)
        if band.label:
            words = Words(band.label, board.palette.muted, SMALL)
            spots = [Spot(box.right - 2, y, "end") for y in (box.high - SMALL, box.low + 2)]
            board.place(words, spots)


def _axis(rows: _Rows) -> None:
    """Write the numbers below, with thin lines behind the bars."""
    board = rows.board
    segments: list[Segment] = []
    for steps, label in rows.scale.ticks:
        x = round(rows.at(steps), 2)
        board.place(board.part(board.quiet(label), Part.AXIS), [Spot(x, rows.area.low - _FOOT + 3)])
        if abs(steps - rows.scale.base) > 1e-6:  # noqa: PLR2004 - the base is drawn
            segments += [("m", x, round(rows.area.low, 2)), ("l", x, round(rows.area.high, 2))]
    colour = mixed(board.palette.rule, WHITE, _PALE)
    board.marks.insert(0, PathMark(tuple(segments), None, colour, _GRID_LINE))
