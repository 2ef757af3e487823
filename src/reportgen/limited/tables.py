"""Tables of SQLite, DuckDB and Parquet files: read only, one SELECT, nothing else reached."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import duckdb

from reportgen.limited.locked import LOCKED, is_one_select, lock
from reportgen.model.bound import Bound, bound_query
from reportgen.model.cells import Cells, CellsFault, CellsFound, FaultKind, LargeFound, TableWanted

_MOST_ROWS = 200_000
_MOST_CELLS = 2_000_000
_MOST_IN_MEMORY = 100_000
_FIGURES = 15
_READS = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
_CHANCES = frozenset({"random", "randomblob", "load_extension", "fts3_tokenizer", "edit"})
_NUMBERS = ("INT", "DECIMAL", "NUMERIC", "FLOAT", "DOUBLE", "REAL")


def read_table(wanted: TableWanted) -> Cells:
    """Return names and rows; the fault when there are none, or too many."""
    try:
        if wanted.kind == "sqlite":
            return _sqlite(wanted)
        return _duckdb(wanted)
    except duckdb.OutOfMemoryException:
        return CellsFault(FaultKind.LIMIT)
    except (duckdb.Error, sqlite3.Error, OSError) as fault:
        return CellsFault(FaultKind.NOT_READABLE, _first_line(fault))


def _sqlite(wanted: TableWanted) -> Cells:
    log = Path(f"{wanted.path}-wal")
    if log.exists() and log.stat().st_size:
        return CellsFault(FaultKind.NOT_READABLE, f"{log.name}: 数据库正被别的程序使用（in use）")
    place = f"file:{quote(wanted.path)}?mode=ro&immutable=1"
    with closing(sqlite3.connect(place, uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        names = [
            str(name)
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
                " AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
        ]
        query = _query(wanted, names)
        if isinstance(query, CellsFault):
            return query
        connection.set_authorizer(_allowed)
        try:
            cursor = connection.execute(query, wanted.values)
        except (sqlite3.Warning, sqlite3.ProgrammingError, sqlite3.DatabaseError) as fault:
            return CellsFault(FaultKind.REFUSED, _first_line(fault), tuple(names))
        if cursor.description is None:
            return CellsFault(FaultKind.REFUSED, query[:40], tuple(names))
        head = [str(each[0]) for each in cursor.description]
        rows = cursor.fetchmany(_MOST_ROWS + 1)
    kinds = [
        any(row[place] is not None for row in rows)
        and all(isinstance(row[place], int | float | None) for row in rows)
        for place in range(len(head))
    ]
    return _found(Path(wanted.path).name, head, rows, kinds)


def _allowed(action: int, _: str | None, second: str | None, *_more: str | None) -> int:
    if action not in _READS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _CHANCES:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _duckdb(wanted: TableWanted) -> Cells:
    if wanted.kind == "parquet":
        with duckdb.connect(":memory:", config=LOCKED) as connection:
            lock(connection, [wanted.path])
            return _parquet(connection, wanted)
    with duckdb.connect(wanted.path, read_only=True, config=LOCKED) as connection:
        lock(connection, [])
        names = [
            str(name)
            for (name,) in connection.execute(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_schema = 'main' ORDER BY table_name"
            ).fetchall()
        ]
        asked = _query(wanted, names)
        if isinstance(asked, CellsFault):
            return asked
        return _asked_by_author(connection, asked, names, wanted)


def _parquet(connection: "duckdb.DuckDBPyConnection", wanted: TableWanted) -> Cells:
    """Return the rows, or the columns only when they are many; every page is read once here."""
    query, path = "SELECT * FROM read_parquet(?)", [wanted.path]
    counted = connection.execute("SELECT count(*) FROM read_parquet(?)", path).fetchone()
    if counted is None or counted[0] <= _MOST_IN_MEMORY:
        return _asked(connection, query, path, wanted)
    connection.execute("SELECT max(hash(t)) FROM read_parquet(?) t", path).fetchone()
    columns = connection.execute(f"DESCRIBE {query}", path).fetchall()
    return LargeFound(
        tuple(str(each[0]) for each in columns), tuple(str(each[1]) for each in columns)
    )


def _asked_by_author(
    connection: "duckdb.DuckDBPyConnection", query: str, names: list[str], wanted: TableWanted
) -> Cells:
    try:
        bound = bound_query(query)
        if is_one_select(connection, bound.text):
            return _asked(connection, bound.text, bound.values(wanted.values), wanted)
    except duckdb.OutOfMemoryException:
        return CellsFault(FaultKind.LIMIT)
    except duckdb.Error as fault:
        return CellsFault(FaultKind.REFUSED, _first_line(fault), tuple(names))
    return CellsFault(FaultKind.REFUSED, query[:40], tuple(names))


def _query(wanted: TableWanted, names: Sequence[str]) -> str | CellsFault:
    """Return the statement to run: the author's, or the whole of his table."""
    if wanted.query:
        return wanted.query
    table = wanted.table or (names[0] if len(names) == 1 else "")
    if table not in names:
        return CellsFault(FaultKind.NO_NAME, table, tuple(names))
    quoted = table.replace('"', '""')
    return f'SELECT * FROM "{quoted}"'  # noqa: S608 - a name that the database has, quoted


def _asked(
    connection: "duckdb.DuckDBPyConnection",
    query: str,
    values: list[str] | dict[str, Bound],
    wanted: TableWanted,
) -> Cells:
    result = connection.execute(query, values)
    head = [str(each[0]) for each in result.description]
    kinds = [str(each[1]).upper().startswith(_NUMBERS) for each in result.description]
    kinds = [
        is_number or "INT" in str(each[1]).upper()
        for is_number, each in zip(kinds, result.description, strict=True)
    ]
    rows = result.fetchmany(_MOST_ROWS + 1)
    return _found(Path(wanted.path).name, head, rows, kinds)


def _found(
    name: str, head: list[str], rows: Sequence[Sequence[object]], kinds: list[bool]
) -> Cells:
    if len(rows) > _MOST_ROWS or len(rows) * len(head) > _MOST_CELLS:
        return CellsFault(FaultKind.TOO_MANY_ROWS, f"{len(rows):,}")
    text = tuple(tuple(_as_text(each) for each in row) for row in rows)
    return CellsFound(name, 1, 1, (tuple(head), *text), is_number=tuple(kinds))


def _as_text(value: object) -> str:  # noqa: PLR0911 - one return a type
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            text = f"{value:.{_FIGURES}g}"
            return f"{Decimal(text):f}" if "e" in text else text
        case Decimal():
            return f"{value:f}"
        case dt.datetime():
            is_day = not (value.hour or value.minute or value.second)
            return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
        case dt.date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case _:
            return " ".join(str(value).split())


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0][:200]
