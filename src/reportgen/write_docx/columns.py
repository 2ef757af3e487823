"""Columns: how the measure is shared among the columns of a table, from estimated widths."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from reportgen.model.length import Length
from reportgen.model.report import Align

_FIRST_WIDE = "\u2e80"
_NARROW = 560
"""Width of a Latin letter or a digit, in thousandths of the size."""
_BROAD, _BROAD_LETTERS = 920, frozenset("%‰@MWm")
_LEAST_HAN = 4
"""A column of Chinese is broken to no less than so many characters."""
_WORD = re.compile("[!-\u02ff]+")


class Extent(NamedTuple):
    """How narrow a column can be, and how wide it is when nothing in it is broken."""

    least: Length
    natural: Length


def width(words: str, size: Length) -> Length:
    """Return about how wide ``words`` are: Word will measure them with the reader's fonts."""
    return sum(size * _thousandths(char) // 1000 for char in words)


def _thousandths(char: str) -> int:
    if char >= _FIRST_WIDE:
        return 1000
    return _BROAD if char in _BROAD_LETTERS else _NARROW


def extent(cells: Sequence[tuple[str, Align]], size: Length, side: Length) -> Extent:
    """Return the extent of a column of ``cells``; numbers, which stand at the right, stay whole."""
    natural = max(width(words, size) for words, _ in cells)
    least = max(
        width(words, size) if align is Align.END else _narrowest(words, size)
        for words, align in cells
    )
    return Extent(min(least, natural) + 2 * side, natural + 2 * side)


def share(extents: Sequence[Extent], measure: Length) -> list[Length]:
    """Return widths that fill ``measure`` exactly.

    Blank that is left over goes to the columns evenly; what is lacking is taken from those that
    can give it.
    """
    spare = measure - sum(column.natural for column in extents)
    give = [column.natural - column.least for column in extents]
    if spare >= 0:
        widths = [column.natural + spare // len(extents) for column in extents]
    elif sum(give) + spare >= 0:
        widths = [
            column.natural + part * spare // sum(give)
            for column, part in zip(extents, give, strict=True)
        ]
    else:
        total = sum(column.least for column in extents)
        widths = [column.least * measure // total for column in extents]
    widths[-1] += measure - sum(widths)
    return widths


def _narrowest(words: str, size: Length) -> Length:
    longest = max((width(word, size) for word in _WORD.findall(words)), default=0)
    return max(longest, min(width(words, size), _LEAST_HAN * size))
