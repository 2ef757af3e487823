"""The database that computes SQL metrics: in memory, opened when first needed, locked at once."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from threading import Timer
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportgen.compute.algebra import short
from reportgen.compute.periods import Coverage, coverage_of
from reportgen.compute.sql_text import CheckedSql, column_identifier
from reportgen.model.facts import Snapshot, Value
from reportgen.model.period import Period

if TYPE_CHECKING:
    import duckdb

_SPARE_PLACES = 4
"""A median lies between two cells and needs more places than they have."""
_MOST_PLACES = 18
_MOST_MADE = 200_000
_QUERY_SECONDS = 60.0
_FIGURES = 15
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


class Database(Struct):
    """Answers expressions over snapshots; each snapshot becomes a table when first asked."""

    _connection: "duckdb.DuckDBPyConnection | None" = None
    _tables: dict[str, str] = field(default_factory=dict)

    def rows(
        self,
        sql: CheckedSql,
        snapshot: Snapshot,
        coverage: Coverage | None,
        asked: Sequence[Period],
    ) -> list[object]:
        """Return the first two values of ``sql`` over the rows of the periods ``asked``."""
        import duckdb  # noqa: PLC0415 - a report without SQL metrics does not pay for it

        connection = self._open()
        try:
            table = self._table(snapshot, coverage)
            statement = f"SELECT ({sql.text}) FROM {table}"  # noqa: S608 - of checked tokens only
            if coverage is not None:
                marks = ", ".join("?" for _ in asked)
                statement += f" WHERE period IN ({marks})"
            parsed = connection.extract_statements(statement)
            if len(parsed) != 1 or parsed[0].type != duckdb.StatementType.SELECT:
                raise SqlFaultError(sql.text)
            result = connection.execute(statement, [str(period) for period in asked])
            return [row[0] for row in result.fetchmany(2)]
        except duckdb.Error as fault:
            raise SqlFaultError(str(fault).splitlines()[0]) from None

    def tree(self, query: str) -> str:
        """Return how the database understands ``query``, as JSON; nothing is run."""
        connection = self._open()
        row = connection.execute("SELECT json_serialize_sql(?)", [query]).fetchone()
        return str(row[0]) if row else "{}"

    def table(self, query: str, inputs: Mapping[str, Snapshot], *, needs_order: bool) -> Table:
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
            result = connection.execute(whole)
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
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> "duckdb.DuckDBPyConnection":
        import duckdb  # noqa: PLC0415 - as above

        if self._connection is None:
            self._connection = duckdb.connect(":memory:", config=_LOCKED)
        return self._connection

    def _table(self, snapshot: Snapshot, coverage: Coverage | None) -> str:
        if snapshot.name not in self._tables:
            table = f"main.t{len(self._tables)}"
            self._load(table, snapshot, coverage)
            self._tables[snapshot.name] = table
        return self._tables[snapshot.name]

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
