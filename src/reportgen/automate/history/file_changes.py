"""What changed inside a file: the lines of a text, the cells of a table or a workbook."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.compare import compared, steps
from reportgen.model.reason import TableChange

if TYPE_CHECKING:
    from reportgen.compare.tables import Rows
    from reportgen.model.cells import CellsFound

_TEXTS = frozenset(
    {".md", ".markdown", ".yaml", ".yml", ".json", ".bib", ".txt", ".svg", ".sql", ".css"}
)
_TABLES = frozenset({".csv", ".tsv", ".tab"})
BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_ENCODINGS = ("utf-8-sig", "gb18030")
_LARGEST = 16 * 2**20
_MOST_LINES = 200


def changed_lines(name: str, old: Path, new: Path) -> tuple[int, ...]:
    """Return the lines of ``new`` that ``old`` has not, and those after which some are gone."""
    if Path(name).suffix.lower() not in _TEXTS:
        return ()
    was, now = _text(old), _text(new)
    if was is None or now is None:
        return ()
    found: list[int] = []
    for step in steps(was.splitlines(), now.splitlines()):
        if not step.is_same:
            found += range(step.new + 1, max(step.new_end, step.new + 1) + 1)
    last = max(1, len(now.splitlines()))
    return tuple(dict.fromkeys(min(line, last) for line in found))[:_MOST_LINES]


def changed_tables(name: str, old: Path, new: Path) -> tuple[TableChange, ...]:
    """Return what changed in the cells of a data file; nothing for other files."""
    ending = Path(name).suffix.lower()
    if ending in _TABLES:
        was, now = _csv_rows(old), _csv_rows(new)
        found = compared(was, now) if was is not None and now is not None else None
        return (found,) if found else ()
    return tuple(_books(old, new)) if ending in BOOKS else ()


def csv_rows(data: bytes) -> "Rows | None":
    """Return the cells of CSV, its heads first; nothing where they cannot be told."""
    text = decoded(data)
    if text is None:
        return None
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter_of(text)))
    except csv.Error:
        return None


def delimiter_of(text: str) -> str:
    """Return what parts the cells of CSV: the one that its first line has most of."""
    return max(",;\t|", key=text.partition("\n")[0].count)


def _csv_rows(path: Path) -> "Rows | None":
    data = _data(path)
    return csv_rows(data) if data is not None else None


def _books(old: Path, new: Path) -> Iterator[TableChange]:
    was, now = _sheets(old), _sheets(new)
    for name in dict.fromkeys((*now, *was)):
        found = compared(was.get(name, ()), now.get(name, ()), name)
        if found is not None:
            yield found


def _sheets(path: Path) -> "dict[str, Rows]":
    return {each.sheet: each.rows for each in sheets(path)}


def sheets(path: Path) -> "list[CellsFound]":
    """Return the cells of every sheet of a workbook that can be read."""
    from reportgen.model.cells import (  # noqa: PLC0415 - few ask
        CellsFound,
        RangeWanted,
        WorkbookWanted,
    )
    from reportgen.read.child import ask  # noqa: PLC0415 - as above

    names = ask(WorkbookWanted(str(path), ())).sheets
    answer = ask(WorkbookWanted(str(path), tuple(RangeWanted(name) for name in names)))
    return [each for each in answer.found if isinstance(each, CellsFound)]


def _text(path: Path) -> str | None:
    data = _data(path)
    return decoded(data) if data is not None else None


def decoded(data: bytes) -> str | None:
    """Return ``data`` as text, or nothing when it is none."""
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return None


def _data(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except OSError:
        return None
