"""Find, measure, shape and subset faces."""

from reportgen.fonts.cover import FontSet, open_fonts
from reportgen.fonts.face import Face, Remembered
from reportgen.fonts.find import assets_dir
from reportgen.fonts.shape import DASH_PAIR, HAN_DASH, LATIN_QUOTES, written
from reportgen.fonts.subset import FontProgram

__all__ = [
    "DASH_PAIR",
    "HAN_DASH",
    "LATIN_QUOTES",
    "Face",
    "FontProgram",
    "FontSet",
    "Remembered",
    "assets_dir",
    "open_fonts",
    "written",
]
