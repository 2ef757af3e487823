"""The database that computes SQL metrics: in memory, opened when first needed, locked at once."""

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import count
from threading import Timer
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from reportgen.compute.algebra import short
from reportgen.compute.large_engine import LargeEngine, large_engine, release
from reportgen.compute.large_tables import fault_statement, table_statement
from reportgen.compute.periods import Coverage, coverage_of, period_in_cell
from reportgen.compute.sql_text import CheckedSql, column_identifier
from reportgen.model.bound import Bound
from reportgen.model.facts import LargeFile, Snapshot, Value
from reportgen.model.pattern import pattern
from reportgen.model.period import Period

if TYPE_CHECKING:
    import duckdb

_SPARE_PLACES = 4
"""A median lies between two cells and needs more places than they have."""
_MOST_PLACES = 18
_MOST_MADE = 200_000
_QUERY_SECONDS = 60.0
_FIGURES = 15
_MOST_PERIODS = 20_000
_UNKNOWN = object()
_NUMBERED = count()
_LINE = pattern(r"on Line: (\d+)")
_NUMBERS = ("INT", "DECIMAL", "FLOAT", "DOUBLE", "REAL", "NUMBER")
_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "temp_directory": "",
    "memory_limit": "1GB",
    "threads": 1,
    "lock_configuration": True,
}
"""No file, no network, no extension, no Python variable, no spill to disk, and no way back."""


class SqlFaultError(ValueError):
    """The database's own words about an expression it cannot compute."""


class Table(Struct, frozen=True):
    """What a query made: one more row than may be shows that there are too many."""

    names: tuple[str, ...]
    is_number: tuple[bool, ...]
    rows: tuple[tuple[Value, ...], ...]


class LargeFaultError(ValueError):
    """A file of many rows that cannot be read: where, and the cell or the database's words."""

    def __init__(self, line: int, column: str, found: str) -> None:
        super().__init__(found)
        self.line, self.column, self.found = line, column, found


_Asked: TypeAlias = tuple[str, str, tuple[Period, ...]]


class Database(Struct):
    """Answers expressions over snapshots; each snapshot becomes a table when first asked."""

    files: tuple[str, ...] = ()
    """The files of many rows that it may read; nothing else is in its reach."""
    needed: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Of these files, by source, the columns that are computed with."""
    _connection: "duckdb.DuckDBPyConnection | None" = None
    _large: LargeEngine | None = None
    _shelf: str = ""
    """Where its tables stand in the engine it shares."""
    _tables: dict[str, str] = field(default_factory=dict)
    _known: dict[_Asked, object] = field(default_factory=dict)
    """What was answered before it was asked."""

    def rows(
        self,
        sql: CheckedSql,
        snapshot: Snapshot,
        coverage: Coverage | None,
        asked: Sequence[Period],
    ) -> list[object]:
        """Return the first two values of ``sql`` over the rows of the periods ``asked``."""
        known = self._known.get((snapshot.name, sql.text, tuple(asked)), _UNKNOWN)
        if known is not _UNKNOWN:
            return [known]
        return [row[0] for row in self._select([sql], snapshot, coverage, asked)]

    def prepare(
        self,
        formulas: Sequence[CheckedSql],
        snapshot: Snapshot,
        coverage: Coverage | None,
        asked: Sequence[Period],
    ) -> None:
        """Answer many formulas in one pass of the rows; if one has a fault, each is asked alone."""
        try:
            rows = self._select(formulas, snapshot, coverage, asked)
        except SqlFaultError:
            return
        if len(rows) == 1:
            for sql, value in zip(formulas, rows[0], strict=True):
                self._known[snapshot.name, sql.text, tuple(asked)] = value

    def _select(
        self,
        formulas: Sequence[CheckedSql],
        snapshot: Snapshot,
        coverage: Coverage | None,
        asked: Sequence[Period],
    ) -> list[tuple[object, ...]]:
        """Return the first two rows of ``formulas``."""
        import duckdb  # noqa: PLC0415 - a report without SQL metrics does not pay for it

        connection = self._open()
        try:
            table = self._table(snapshot, coverage)
            listed = ", ".join(f"({sql.text})" for sql in formulas)
            statement = f"SELECT {listed} FROM {table}"  # noqa: S608 - of checked tokens only
            values = [str(period) for period in asked]
            if coverage is not None:
                cell = "period"
                if snapshot.large is not None:
                    cell = _period_cell(snapshot)
                    wanted = frozenset(asked)
                    values = [
                        each for each in snapshot.large.periods if period_in_cell(each) in wanted
                    ]
                marks = ", ".join("?" for _ in values)
                statement += f" WHERE {cell} IN ({marks})"
            parsed = connection.extract_statements(statement)
            if len(parsed) != 1 or parsed[0].type != duckdb.StatementType.SELECT:
                raise SqlFaultError(listed)
            return connection.execute(parsed[0], values).fetchmany(2)
        except duckdb.Error as fault:
            raise SqlFaultError(str(fault).splitlines()[0]) from None

    def open_large(self, snapshot: Snapshot) -> None:
        """Read a file of many rows; raise with the place of what is wrong in it."""
        self._table(snapshot, None)

    def periods(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Return the cells of the period column of a file of many rows, each once."""
        table, cell = self._table(snapshot, None), _period_cell(snapshot)
        statement = f"SELECT DISTINCT {cell} FROM {table} ORDER BY 1"  # noqa: S608 - our own names
        found = self._open().execute(statement).fetchmany(_MOST_PERIODS + 1)
        if len(found) > _MOST_PERIODS:
            raise LargeFaultError(1, snapshot.period_column, f"> {_MOST_PERIODS:,}")
        return tuple(str(row[0]) if row[0] is not None else "" for row in found)

    def tree(self, query: str) -> str:
        """Return how the database understands ``query``, as JSON; nothing is run."""
        connection = self._open()
        row = connection.execute("SELECT json_serialize_sql(?)", [query]).fetchone()
        return str(row[0]) if row else "{}"

    def table(
        self,
        query: str,
        inputs: Mapping[str, Snapshot],
        values: Mapping[str, Bound] | None = None,
        *,
        needs_order: bool,
    ) -> Table:
        """Return what ``query``, which was checked, makes of ``inputs``."""
        import duckdb  # noqa: PLC0415 - as above

        connection = self._open()
        whole = query.strip().rstrip(";")
        if needs_order:
            whole = f"SELECT * FROM ({whole}\n) ORDER BY ALL"  # noqa: S608 - a checked query
        watch = Timer(_QUERY_SECONDS, connection.interrupt)
        watch.start()
        try:
            for name, snapshot in inputs.items():
                connection.execute(self._view(name, snapshot))
            result = (
                connection.execute(whole, dict(values)) if values else connection.execute(whole)
            )
            names = tuple(str(each[0]) for each in result.description)
            kinds = tuple(_is_number(str(each[1])) for each in result.description)
            rows = result.fetchmany(_MOST_MADE + 1)
        except duckdb.Error as fault:
            raise SqlFaultError(str(fault).splitlines()[0]) from None
        finally:
            watch.cancel()
        made = tuple(
            tuple(_value(cell, is_number=kind) for cell, kind in zip(row, kinds, strict=True))
            for row in rows
        )
        return Table(names, kinds, made)

    def _view(self, name: str, snapshot: Snapshot) -> str:
        """Return the statement that shows ``snapshot`` under the names its author knows."""
        columns = ", ".join(
            f"{column_identifier(index)} AS {_quoted(column.name)}"
            for index, column in enumerate(snapshot.columns)
        )
        table = self._table(snapshot, coverage_of(snapshot))
        return f"CREATE OR REPLACE TEMP VIEW {_quoted(name)} AS SELECT {columns} FROM {table}"  # noqa: S608 - quoted

    def close(self) -> None:
        """Forget everything."""
        if self._connection is None:
            return
        if self._shelf:
            self._connection.execute("USE memory")
            self._connection.execute(f"DETACH {self._shelf}")
        self._connection.close()
        self._connection = None
        if self._large is not None:
            release(self._large)
            self._large = None

    def _open(self) -> "duckdb.DuckDBPyConnection":

        if self._connection is None:
            if not self.files:
                self._connection = self._on_a_shelf(_engine(os.getpid()))
                return self._connection
            self._large = large_engine(self.files, _LOCKED)
            self._connection = self._on_a_shelf(self._large.connection)
        return self._connection

    def _on_a_shelf(self, engine: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyConnection":
        """Return a connection to ``engine`` with a database in memory that nobody else sees."""
        self._shelf = f"shelf{next(_NUMBERED)}"
        connection = engine.cursor()
        connection.execute(f"ATTACH ':memory:' AS {self._shelf}")
        connection.execute(f"USE {self._shelf}")
        return connection

    def _table(self, snapshot: Snapshot, coverage: Coverage | None) -> str:
        if snapshot.name not in self._tables:
            table = f"main.t{len(self._tables)}"
            if snapshot.large is not None:
                table = self._large_table(snapshot, snapshot.large)
            else:
                self._load(table, snapshot, coverage)
            self._tables[snapshot.name] = table
        return self._tables[snapshot.name]

    def _large_table(self, snapshot: Snapshot, large: LargeFile) -> str:
        """Return the table of a file of many rows, which may be there from an earlier report."""
        self._open()
        engine = self._large
        if engine is None:
            raise AssertionError("a snapshot of many rows is of one of our files")
        needed = frozenset(self.needed.get(snapshot.name, range(len(snapshot.columns))))
        headers = tuple(each.header for each in snapshot.columns)
        what = large.path, large.delimiter, large.kinds, headers, needed
        table = engine.find(what, snapshot.digest, "TABLE" if large.delimiter else "VIEW")
        if not table:
            table = engine.new_name()
            self._load_large(table, snapshot, large)
            engine.tables[what] = snapshot.digest, table
        return table

    def _load_large(self, table: str, snapshot: Snapshot, large: LargeFile) -> None:
        import duckdb  # noqa: PLC0415 - as above

        connection = self._open()
        needed = self.needed.get(snapshot.name, range(len(snapshot.columns)))
        for is_lenient in (False, True):
            try:
                connection.execute(table_statement(table, snapshot, needed, is_lenient=is_lenient))
            except duckdb.Error as fault:
                if is_lenient or not large.delimiter:
                    raise self._located(snapshot, large, str(fault)) from None
            else:
                return

    def _located(self, snapshot: Snapshot, large: LargeFile, words: str) -> LargeFaultError:
        """Return the fault with its line: of a row that is too long, or of a cell."""
        import duckdb  # noqa: PLC0415 - as above

        line = _LINE.search(words)
        if line is not None:
            return LargeFaultError(int(line[1]), "", words.splitlines()[0])
        for index, column in enumerate(snapshot.columns):
            if not column.is_number or not large.delimiter:
                continue
            try:
                row = self._open().execute(fault_statement(large, index)).fetchone()
            except duckdb.Error as fault:
                return LargeFaultError(1, "", str(fault).splitlines()[0])
            if row is not None:
                return LargeFaultError(int(row[0]) + 1, column.name, str(row[1]))
        return LargeFaultError(1, "", words.splitlines()[0])

    def _load(self, table: str, snapshot: Snapshot, coverage: Coverage | None) -> None:
        """Fill ``table``; numbers go as text and are cast, so that none passes through a float."""
        periods = coverage.rows if coverage else (None,) * len(snapshot.rows)
        columns: list[list[str | None]] = [[str(p) if p else None for p in periods]]
        kinds = ["VARCHAR"]
        names = ["period"]
        for index, column in enumerate(snapshot.columns):
            cells = [row[index] for row in snapshot.rows]
            columns.append([_as_text(cell) for cell in cells])
            kinds.append(f"DECIMAL(38, {_places(cells)})" if column.is_number else "VARCHAR")
            names.append(column_identifier(index))
        fields = ", ".join(
            f"CAST(unnest(?::VARCHAR[]) AS {kind}) AS {name}"
            for kind, name in zip(kinds, names, strict=True)
        )
        self._open().execute(f"CREATE TABLE {table} AS SELECT {fields}", columns)


@cache
def _engine(_process: int) -> "duckdb.DuckDBPyConnection":
    """Return the one engine of this process: to start one takes 11 ms, and it holds no data.

    Who asks attaches a database in memory of its own and detaches it.
    """
    import duckdb  # noqa: PLC0415 - as above

    return duckdb.connect(":memory:", config=_LOCKED)


def _period_cell(snapshot: Snapshot) -> str:
    """Return the period column as text."""
    column = snapshot.column(snapshot.period_column)
    index = snapshot.columns.index(column) if column else 0
    return f"CAST({column_identifier(index)} AS VARCHAR)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _is_number(kind: str) -> bool:
    return any(word in kind.upper() for word in _NUMBERS) and "INTERVAL" not in kind.upper()


def _value(cell: object, *, is_number: bool) -> Value:
    """Return a cell of a query's result as a snapshot holds it."""
    match cell:
        case None:
            return None
        case float() if is_number:
            number = Decimal(f"{cell:.{_FIGURES}g}")
            return number if number.is_finite() else None
        case int() | Decimal() if is_number:
            return short(Decimal(cell))
        case dt.datetime():
            is_day = not (cell.hour or cell.minute or cell.second)
            return cell.date().isoformat() if is_day else cell.isoformat(" ", "seconds")
        case dt.date():
            return cell.isoformat()
        case _:
            return str(cell)


def _as_text(cell: object) -> str | None:
    if cell is None:
        return None
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _places(cells: Sequence[object]) -> int:
    exponents = [cell.as_tuple().exponent for cell in cells if isinstance(cell, Decimal)]
    wanted = max((-e for e in exponents if isinstance(e, int)), default=0)
    return min(max(wanted, 0) + _SPARE_PLACES, _MOST_PLACES)
