"""Places of a sheet: ``B7``, ``A3:H40``, ``$A$3:$H$40``, ``B:D`` as rows and columns from 1."""

import re

from msgspec import Struct

from reportgen.model.pattern import pattern

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = pattern(r"([A-Za-z]{1,3})([1-9]\d{0,6})", re.ASCII)
_COLUMN = pattern(r"[A-Za-z]{1,3}", re.ASCII)


class Area(Struct, frozen=True):
    """A rectangle, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether the cell is inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def read_area(text: str) -> Area | None:
    """Return the rectangle that ``text`` means, or nothing."""
    first, _, last = text.replace("$", "").strip().partition(":")
    last = last or first
    if _COLUMN.fullmatch(first) and _COLUMN.fullmatch(last) and ":" in text:
        return _ordered((1, column_number(first)), (LAST_ROW, column_number(last)))
    ends = [_CELL.fullmatch(each) for each in (first, last)]
    if not ends[0] or not ends[1]:
        return None
    start, end = ((int(e[2]), column_number(e[1])) for e in ends if e)
    return _ordered(start, end)


def column_number(letters: str) -> int:
    """Return 1 for A and 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _ordered(one: tuple[int, int], other: tuple[int, int]) -> Area | None:
    top, bottom = sorted((one[0], other[0]))
    left, right = sorted((one[1], other[1]))
    if bottom > LAST_ROW or right > LAST_COLUMN:
        return None
    return Area(top, left, bottom, right)
