"""Rows of a sheet or a table, each cell with its place: ``模型.xlsx!利润表!C12``."""

import hashlib
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportgen.diag import Source, Span
from reportgen.model.cells import CellsFound
from reportgen.read.table_text import Cell

_WIDEST = 1 << 14
"""So many columns has a sheet; an offset is row × this + column."""
_JOINT = "_"


class SheetText(Struct, frozen=True):
    """Rows with their places; the first are the names."""

    path: str
    shown: str
    """The file as the user would type it, for findings."""
    sheet: str
    digest: str
    rows: tuple[tuple[Cell, ...], ...]
    is_number: tuple[bool, ...] = ()

    def place(self, cell: Cell) -> Span:
        """Return where ``cell`` stands."""
        row, column = divmod(cell.offset, _WIDEST)
        return place_in_sheet(self.shown, self.sheet, row, column)


def place_in_sheet(shown: str, sheet: str, row: int, column: int) -> Span:
    """Return the place of a cell as people say it, with its row and column."""
    where = f"{shown}!{sheet}!{column_letters(column)}{row}" if sheet else shown
    return Span(Source(where, ""), row, column)


def column_letters(number: int) -> str:
    """Return A for 1 and AA for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_rows(
    found: CellsFound, head_rows: int, *, has_titles: bool = False
) -> tuple[tuple[Cell, ...], ...]:
    """Return the names and the rows below them; empty rows and nameless empty columns are none.

    Above the names a whole sheet may have titles: rows of one cell, where a table has several.
    """
    rows = [
        tuple(
            Cell(text.strip(), (found.row + down) * _WIDEST + found.column + along)
            for along, text in enumerate(row)
        )
        for down, row in enumerate(found.rows)
    ]
    rows = [row for row in rows if any(cell.text for cell in row)]
    if has_titles:
        filled = [sum(bool(cell.text) for cell in row) for row in rows]
        first = next((at for at, count in enumerate(filled) if count > 1), 0)
        rows = rows[first:]
    if len(rows) <= head_rows:
        return tuple(rows)
    heads, body = rows[:head_rows], rows[head_rows:]
    head = tuple(_head(heads, found)) if head_rows > 1 else heads[0]
    kept = [
        along
        for along, cell in enumerate(head)
        if cell.text or any(row[along].text for row in body)
    ]
    named = tuple(
        cell if cell.text else Cell(column_letters(cell.offset % _WIDEST), cell.offset)
        for cell in head
    )
    return tuple(tuple(row[along] for along in kept) for row in (named, *body))


def rows_digest(rows: Sequence[Sequence[Cell]]) -> str:
    """Return the digest of what the cells say: saving a workbook anew changes nothing."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\t".join(cell.text for cell in row).encode() + b"\n")
    return digest.hexdigest()


def _head(heads: Sequence[tuple[Cell, ...]], found: CellsFound) -> Iterator[Cell]:
    """Yield one name a column: the heads above one another, a merged one over all it covers."""
    for along, last in enumerate(heads[-1]):
        parts = [_covering(row[along], row, found) for row in heads]
        said = list(dict.fromkeys(part for part in parts if part))
        yield Cell(_JOINT.join(said), last.offset)


def _covering(cell: Cell, row: tuple[Cell, ...], found: CellsFound) -> str:
    if cell.text:
        return cell.text
    number, column = divmod(cell.offset, _WIDEST)
    for top, left, bottom, right in found.merged:
        if top <= number <= bottom and left <= column <= right:
            first = left - row[0].offset % _WIDEST
            start = next((each for each in (row[first],) if number == top), None)
            return start.text if start else ""
    return ""


def rows_of_values(rows: Sequence[Sequence[str]]) -> tuple[tuple[Cell, ...], ...]:
    """Return texts as cells, the first row at 1."""
    return tuple(
        tuple(Cell(text.strip(), row * _WIDEST + column) for column, text in enumerate(cells, 1))
        for row, cells in enumerate(rows, 1)
    )
