"""Spans: which columns the cells of a table stand in when some of them are merged."""

from collections.abc import Sequence
from typing import Protocol


class Spanning(Protocol):
    """A cell that covers columns and rows."""

    @property
    def columns(self) -> int:
        """How many columns it covers."""

    @property
    def rows(self) -> int:
        """How many rows it covers, its own included."""


def first_columns(rows: Sequence[Sequence[Spanning]]) -> list[list[int]]:
    """Return the column of each cell of ``rows``: the first that no cell above it covers."""
    open_until: dict[int, int] = {}
    found = []
    for number, cells in enumerate(rows):
        column, places = 0, []
        for cell in cells:
            while open_until.get(column, 0) > number:
                column += 1
            places.append(column)
            for covered in range(column, column + cell.columns):
                open_until[covered] = number + cell.rows
            column += cell.columns
        found.append(places)
    return found


def column_count(rows: Sequence[Sequence[Spanning]]) -> int:
    """Return how many columns ``rows`` have."""
    return max(
        (
            place + cell.columns
            for cells, places in zip(rows, first_columns(rows), strict=True)
            for cell, place in zip(cells, places, strict=True)
        ),
        default=0,
    )
