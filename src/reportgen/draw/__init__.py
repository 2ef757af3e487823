"""From a Chart and a Brand to a Picture; the only room with matplotlib."""

from reportgen.draw.formulas import draw_formulas, has_formulas
from reportgen.draw.gallery import Gallery
from reportgen.draw.native_wishes import check_native
from reportgen.draw.own import own_figures

__all__ = [
    "Gallery",
    "check_native",
    "draw_formulas",
    "has_formulas",
    "own_figures",
]
