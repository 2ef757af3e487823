"""One chart: look, kind, marks."""

import hashlib

from reportgen.draw.board import Board
from reportgen.draw.fallback import laid_out
from reportgen.draw.magnitude import with_short_numbers
from reportgen.fonts import FontSet
from reportgen.model.brand import Brand
from reportgen.model.chart import Chart, Picture
from reportgen.model.length import points
from reportgen.model.native_chart import NativeChart

_DRAWING_VERSION = 13


def draw_chart(chart: Chart, brand: Brand, fonts: FontSet) -> Picture:
    """Return ``chart`` as marks in the look of ``brand``; its words in the brand's chart faces."""
    chart = laid_out(with_short_numbers(chart), brand, fonts)
    board = Board(points(chart.width), points(chart.height), brand, fonts)
    from reportgen.draw.kinds import draw_kind  # noqa: PLC0415 - one from the cache never needs it

    draw_kind(chart, board)
    return Picture(chart.width, chart.height, tuple(board.marks), chart.alt)


def native_chart(chart: Chart, brand: Brand, fonts: FontSet) -> NativeChart | None:
    """Return ``chart`` for Word to draw itself, or nothing where it must stay a picture."""
    from reportgen.draw.native import told  # noqa: PLC0415 - as above

    made = told(chart, brand, fonts)
    return made if isinstance(made, NativeChart) else None


def chart_key(chart: Chart, brand: Brand) -> bytes:
    """Return what the marks of ``chart`` depend on, as a digest for the cache."""
    return hashlib.sha256(repr((_DRAWING_VERSION, chart, brand.digest)).encode()).digest()
