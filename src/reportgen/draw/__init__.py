"""From a Chart and a Brand to a Picture; the only room with matplotlib."""

from reportgen.draw.gallery import Gallery
from reportgen.draw.native_wishes import check_native
from reportgen.draw.prepared import draw_prepared
from reportgen.draw.svg import svg_of

__all__ = [
    "Gallery",
    "check_native",
    "draw_prepared",
    "svg_of",
]
