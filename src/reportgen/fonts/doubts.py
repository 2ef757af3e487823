"""Doubts: characters that a font alone cannot show as what they are, and where to get others."""

import unicodedata
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from reportgen.model.pattern import pattern

# Scripts whose letters change with their neighbours, stand over one another or run to the left
# (Unicode 15, chapters 9, 12-14, 16): their glyphs one by one are not the text.
_SHAPED = (
    *(range(0x0590, 0x08FF + 1), range(0x0900, 0x0DFF + 1), range(0x0E31, 0x0E31 + 1)),
    *(range(0x0E34, 0x0E3B), range(0x0E47, 0x0E4F), range(0x0E80, 0x109F + 1)),
    *(range(0x1700, 0x18AF + 1), range(0x1900, 0x1CFF + 1), range(0xA800, 0xABFF + 1)),
    *(range(0xFB1D, 0xFDFF + 1), range(0xFE70, 0xFEFC + 1), range(0x10800, 0x11FFF + 1)),
    range(0x1E800, 0x1EFFF + 1),
)
_SELECTORS = frozenset(chain(range(0x180B, 0x180E), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)))
_OF_PRESENTATION = frozenset("\ufe0e\ufe0f")
"""They ask for text or emoji: what is printed is always text."""
_INKLESS = {"Cc", "Cf", "Zl", "Zp"}
_MARKED = pattern("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")
_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x33480))
_PICTURES = (range(0x1F000, 0x1FB00), range(0x2600, 0x27C0))
_SYMBOLS = (range(0x2000, 0x2C00), range(0x1D400, 0x1D800), range(0x1FB00, 0x1FC00))


class Doubt(StrEnum):
    """Why a character is not printed as what it is."""

    PRIVATE = "private"
    """It means something only to whoever gave it its number."""
    UNSHAPED = "unshaped"
    """It takes its form from its neighbours."""
    VARIANT = "variant"
    """It asks for another form of the character before it."""


@lru_cache(maxsize=1 << 16)
def doubt_of(char: str) -> Doubt | None:
    """Return what stands against ``char``, whatever fonts there are."""
    point, category = ord(char), unicodedata.category(char)
    if category == "Co":
        return Doubt.PRIVATE
    if point in _SELECTORS:
        return None if char in _OF_PRESENTATION else Doubt.VARIANT
    if category in {"Mn", "Mc", "Me"} or _is_in(point, _SHAPED):
        return Doubt.UNSHAPED
    return None


def composed(text: str) -> str:
    """Return ``text`` with each letter and the marks upon it as one character, where there is one.

    No more is changed: other canonical equivalents are different characters to a publisher.
    """
    return _MARKED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def is_inkless(char: str) -> bool:
    """Tell whether ``char`` leaves no mark: a control, a joiner, a variation selector."""
    return unicodedata.category(char) in _INKLESS or ord(char) in _SELECTORS


def stands_alone(char: str) -> bool:
    """Tell whether ``char`` leaves a mark of its own, not one upon the character before it."""
    return not is_inkless(char) and not unicodedata.combining(char)


def fonts_with(char: str) -> str:
    """Return free fonts that have characters like ``char``."""
    point = ord(char)
    if _is_in(point, _HAN):
        return "Plangothic / BabelStone Han / HanaMinB"
    if _is_in(point, _PICTURES):
        return "Noto Emoji / Noto Sans Symbols 2"
    if _is_in(point, _SYMBOLS):
        return "Noto Sans Symbols 2 / Noto Sans Math"
    return "Noto Sans / GNU Unifont"


def _is_in(point: int, ranges: tuple[range, ...]) -> bool:
    return any(point in each for each in ranges)
