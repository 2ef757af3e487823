"""Find, measure, shape and subset faces."""

from reportgen.fonts.codes import code, plane_of, private_codes
from reportgen.fonts.coverage import FontSet, open_fonts
from reportgen.fonts.doubts import Doubt, composed, doubt_of, fonts_with
from reportgen.fonts.face import Face, Remembered
from reportgen.fonts.find import assets_dir
from reportgen.fonts.for_word import WordFace, WordFaces, word_faces
from reportgen.fonts.shape import (
    DASH_PAIR,
    HAN_DASH,
    LATIN_QUOTES,
    SOFT_HYPHEN,
    plain_digit,
    written,
    written_text,
)
from reportgen.fonts.subset import FontProgram, OutlineKind
from reportgen.fonts.tables import BrokenFontError

__all__ = [
    "DASH_PAIR",
    "HAN_DASH",
    "LATIN_QUOTES",
    "SOFT_HYPHEN",
    "BrokenFontError",
    "Doubt",
    "Face",
    "FontProgram",
    "FontSet",
    "OutlineKind",
    "Remembered",
    "WordFace",
    "WordFaces",
    "assets_dir",
    "code",
    "composed",
    "doubt_of",
    "fonts_with",
    "open_fonts",
    "plain_digit",
    "plane_of",
    "private_codes",
    "word_faces",
    "written",
    "written_text",
]
