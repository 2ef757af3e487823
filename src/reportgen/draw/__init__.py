"""From a Chart and a Brand to a Picture; the only room with matplotlib."""

from reportgen.draw.chart import chart_key, draw_chart, native_chart
from reportgen.draw.formulas import draw_formulas, has_formulas
from reportgen.draw.keep import (
    native_bytes,
    native_from_bytes,
    picture_bytes,
    picture_from_bytes,
)
from reportgen.draw.native_wishes import check_native
from reportgen.draw.own import own_figures
from reportgen.draw.word import word_picture

__all__ = [
    "chart_key",
    "check_native",
    "draw_chart",
    "draw_formulas",
    "has_formulas",
    "native_bytes",
    "native_chart",
    "native_from_bytes",
    "own_figures",
    "picture_bytes",
    "picture_from_bytes",
    "word_picture",
]
