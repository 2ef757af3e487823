"""One chart: look, kind, marks."""

import hashlib

from reportgen.draw.board import Board
from reportgen.draw.guest import no_traces
from reportgen.draw.magnitude import with_short_numbers
from reportgen.fonts import FontSet
from reportgen.model.brand import Brand
from reportgen.model.chart import Chart, Picture
from reportgen.model.length import points

_DRAWING_VERSION = 6


def draw_chart(chart: Chart, brand: Brand, fonts: FontSet) -> Picture:
    """Return ``chart`` as marks in the look of ``brand``; its words in the brand's chart faces."""
    # matplotlib takes a quarter of a second to load; a chart from the cache never needs it.
    with no_traces():
        from reportgen.draw.bars import draw_bars  # noqa: PLC0415 - see above
        from reportgen.draw.donut import draw_donut  # noqa: PLC0415 - see above
        from reportgen.draw.lines import draw_lines  # noqa: PLC0415 - see above

    chart = with_short_numbers(chart)
    board = Board(points(chart.width), points(chart.height), brand, fonts)
    match chart.kind:
        case "donut":
            draw_donut(chart, board)
        case "line":
            draw_lines(chart, board)
        case "bar" | "grouped" | "combo":
            draw_bars(chart, board)
        case _:
            raise ValueError(f"no chart is of kind {chart.kind}")
    return Picture(chart.width, chart.height, tuple(board.marks), chart.alt)


def chart_key(chart: Chart, brand: Brand) -> bytes:
    """Return what the marks of ``chart`` depend on, as a digest for the cache."""
    return hashlib.sha256(repr((_DRAWING_VERSION, chart, brand.digest)).encode()).digest()
