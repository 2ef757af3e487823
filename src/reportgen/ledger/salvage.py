"""Salvage: a damaged ledger is put aside, and what can be read of it goes into a new one."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct

_BESIDE = ("", "-wal", "-shm", "-journal")
_ORDERS = ("", "DESC")
"""Rows are read from both ends up to the damage."""
_MAGIC = b"SQLite format 3\0"
_LARGEST = 2**32


class Salvaged(Struct, frozen=True):
    """Where the damaged ledger is now, and how many rows of each table were read."""

    aside: str
    rows: dict[str, int]
    is_whole: bool
    """Whether every table could be read to its end."""


def put_aside(path: Path) -> Path:
    """Move the ledger at ``path`` to a name of its own, its log with it; return the name."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    for ending in _BESIDE:
        file = path.with_name(path.name + ending)
        if file.exists():
            file.replace(aside.with_name(aside.name + ending))
    return aside


def salvage(aside: Path, into: sqlite3.Connection) -> Salvaged:
    """Copy what can be read of ``aside`` into a new and empty ledger."""
    with tempfile.TemporaryDirectory(prefix=".salvage-", dir=aside.parent) as folder:
        counts, is_whole = _salvaged(_padded(aside, Path(folder)), into)
    return Salvaged(aside.name, counts, is_whole)


def _padded(aside: Path, folder: Path) -> Path:
    """Return a copy that is as long as it says: of one cut short SQLite reads not a page."""
    copy = folder / "ledger.db"
    for ending in ("", "-wal"):
        beside = aside.with_name(aside.name + ending)
        if beside.exists():
            shutil.copyfile(beside, copy.with_name(copy.name + ending))
    head = copy.read_bytes()[:32]
    if head.startswith(_MAGIC):
        size = int.from_bytes(head[16:18], "big")
        said = int.from_bytes(head[28:32], "big") * (65536 if size == 1 else size)
        if copy.stat().st_size < said < _LARGEST:
            os.truncate(copy, said)
    return copy


def _salvaged(path: Path, into: sqlite3.Connection) -> tuple[dict[str, int], bool]:
    counts: dict[str, int] = {}
    is_whole = True
    into.execute("PRAGMA foreign_keys = OFF")
    with closing(sqlite3.connect(path)) as damaged:
        for table in _tables(into):
            is_whole = _copied(table, damaged, into) and is_whole
            (counts[table],) = into.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a name of our own schema
    into.execute("PRAGMA foreign_keys = ON")
    return counts, is_whole


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [str(name) for (name,) in rows if not str(name).startswith("sqlite_")]


def _columns(table: str, connection: sqlite3.Connection) -> list[str]:
    return [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]


def _copied(table: str, damaged: sqlite3.Connection, into: sqlite3.Connection) -> bool:
    """Copy the rows of ``table``; tell whether all were read."""
    try:
        known = _columns(table, damaged)
    except sqlite3.Error:
        return False
    names = [each for each in _columns(table, into) if each in known]
    if not names:
        return _is_older(damaged)
    columns, marks = ", ".join(names), ", ".join("?" * len(names))
    for order in _ORDERS:
        try:
            for row in _rows(f"SELECT {columns} FROM {table} ORDER BY rowid {order}", damaged):  # noqa: S608 - as above
                into.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", row)  # noqa: S608 - as above
        except sqlite3.Error:
            continue
        return True
    return False


def _is_older(damaged: sqlite3.Connection) -> bool:
    """Tell whether the ledger can be read, and is from before there was such a table."""
    try:
        return bool(_tables(damaged))
    except sqlite3.Error:
        return False


def _rows(statement: str, damaged: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    for row in damaged.execute(statement):
        yield tuple(row)
