"""Parts: cover, front matter, body and back cover, each with page numbers of its own."""

from enum import Enum, auto
from typing import assert_never

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Part(Enum):
    """What a page belongs to."""

    COVER = auto()
    FRONT = auto()
    BODY = auto()
    BACK = auto()

    def label(self, number: int) -> str:
        """Return the printed number of the part's page ``number``, counted from 1."""
        match self:
            case Part.COVER | Part.BACK:
                return ""
            case Part.FRONT:
                return roman(number)
            case Part.BODY:
                return str(number)
            case _:
                assert_never(self)


def roman(number: int) -> str:
    """Return ``number`` in small roman numerals."""
    letters = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        letters += numeral * count
    return letters
