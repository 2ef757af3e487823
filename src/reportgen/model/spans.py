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
    covered_until: dict[int, int] = {}
    found = []
    for number, cells in enumerate(rows):
        covered_until = {at: end for at, end in covered_until.items() if end > number}
        covered = frozenset(covered_until)
        column, places = 0, []
        for cell in cells:
            while column in covered:
                column += 1
            places.append(column)
            width = cell.columns
            if cell.rows > 1:
                end = number + cell.rows
                covered_until.update(dict.fromkeys(range(column, column + width), end))
            column += width
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
