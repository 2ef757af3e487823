"""Merged cells of a typed table: ``<`` joins the cell at its left, ``^^`` the one above."""

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

_LEFT = frozenset({"<", "＜"})
_UP = frozenset({"^^", "＾＾"})

Place = tuple[int, int]


class Mark(Enum):
    """What the words of a cell are besides words."""

    NONE = "none"
    LEFT = "left"
    UP = "up"


class Merged(Struct, frozen=True):
    """The size of each cell by its row and column, and the marks that join nothing."""

    sizes: dict[Place, tuple[int, int]]
    """Columns and rows; what is joined to another cell has none."""
    faults: tuple[Place, ...]


def mark_of(words: str) -> Mark:
    """Return what ``words`` ask for."""
    if words in _LEFT:
        return Mark.LEFT
    return Mark.UP if words in _UP else Mark.NONE


def merge(rows: Sequence[Sequence[Mark]], heads: int) -> Merged:
    """Return the cells that ``rows`` make; the first ``heads`` rows join none below them.

    A mark is at fault when there is nothing to join, or when what it joins is no rectangle.
    """
    owners: dict[Place, Place] = {}
    faults: list[Place] = []
    for row, marks in enumerate(rows):
        for column, mark in enumerate(marks):
            place = (row, column)
            joined = _joined(place, mark, heads)
            if joined is None and mark is not Mark.NONE:
                faults.append(place)
            owners[place] = owners.get(joined, place) if joined else place
    cells: dict[Place, list[Place]] = {}
    for place, owner in owners.items():
        cells.setdefault(owner, []).append(place)
    sizes = {}
    for (row, column), places in cells.items():
        height = max(place[0] for place in places) - row + 1
        width = max(place[1] for place in places) - column + 1
        if height * width == len(places) and min(place[1] for place in places) == column:
            sizes[row, column] = (width, height)
        else:
            faults.append(places[-1])
            sizes.update(dict.fromkeys(places, (1, 1)))
    return Merged(sizes, tuple(sorted(faults)))


def _joined(place: Place, mark: Mark, heads: int) -> Place | None:
    """Return the cell that ``mark`` joins."""
    row, column = place
    match mark:
        case Mark.LEFT if column:
            return row, column - 1
        case Mark.UP if row not in (0, heads):
            return row - 1, column
        case _:
            return None
