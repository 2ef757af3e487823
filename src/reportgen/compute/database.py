"""The database that computes SQL metrics: in memory, opened when first needed, locked at once."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportgen.compute.periods import Coverage
from reportgen.compute.sql_text import CheckedSql, column_identifier
from reportgen.model.facts import Snapshot
from reportgen.model.period import Period

if TYPE_CHECKING:
    import duckdb

_SPARE_PLACES = 4
"""A median lies between two cells and needs more places than they have."""
_MOST_PLACES = 18
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
            table = f"t{len(self._tables)}"
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


def _as_text(cell: object) -> str | None:
    if cell is None:
        return None
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _places(cells: Sequence[object]) -> int:
    exponents = [cell.as_tuple().exponent for cell in cells if isinstance(cell, Decimal)]
    wanted = max((-e for e in exponents if isinstance(e, int)), default=0)
    return min(max(wanted, 0) + _SPARE_PLACES, _MOST_PLACES)
