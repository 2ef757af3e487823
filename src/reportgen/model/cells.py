"""Cells: what is asked of the process that reads binary files, and what it answers."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field


class RangeWanted(Struct, frozen=True):
    """A part of a workbook; no sheet is the first one, no place all that is used of it."""

    sheet: str = ""
    place: str = ""
    """``A3:H40``, ``B7`` or a name that the workbook defines."""


class WorkbookWanted(Struct, frozen=True, tag=True):
    """Ranges of one workbook."""

    path: str
    ranges: tuple[RangeWanted, ...]


class TableWanted(Struct, frozen=True, tag=True):
    """Rows of a SQLite, DuckDB or Parquet file; ``query`` or the whole ``table``."""

    path: str
    kind: str
    query: str = ""
    table: str = ""
    values: dict[str, str | int | float | None] = field(default_factory=dict)
    """What ``:name`` in the query stands for."""


Wanted: TypeAlias = WorkbookWanted | TableWanted


class FaultKind(StrEnum):
    """Why there are no cells."""

    NO_SHEET = "no_sheet"
    NO_NAME = "no_name"
    BAD_PLACE = "bad_place"
    RANGE_TOO_LARGE = "range_too_large"
    EXPANDS = "expands"
    NOT_READABLE = "not_readable"
    REFUSED = "refused"
    TOO_MANY_ROWS = "too_many_rows"
    LIMIT = "limit"


class CellsFault(Struct, frozen=True, tag=True):
    """What went wrong; ``known`` is what there is instead."""

    kind: FaultKind
    found: str = ""
    known: tuple[str, ...] = ()


class CellsFound(Struct, frozen=True, tag=True):
    """Cells as text, the first of them at ``row`` and ``column`` (from 1) of ``sheet``."""

    sheet: str
    row: int
    column: int
    rows: tuple[tuple[str, ...], ...]
    uncached: tuple[tuple[int, int], ...] = ()
    """Row and column of the formulas that were saved without their value."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column of each."""
    is_number: tuple[bool, ...] = ()
    """Of each column, where the file says so; the first row is the names then."""
    errors: tuple[tuple[int, int, str], ...] = ()
    """Row, column and words of the cells in which a spreadsheet found a fault: ``#DIV/0!``."""


class LargeFound(Struct, frozen=True, tag=True):
    """A file of too many rows to answer with: its columns and their types."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]


Cells: TypeAlias = CellsFound | CellsFault | LargeFound


class CellsAnswer(Struct, frozen=True):
    """One for each range, or a single fault of the whole file."""

    found: tuple[Cells, ...]
    sheets: tuple[str, ...] = ()
    """The names of all sheets of a workbook."""
