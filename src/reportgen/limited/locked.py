"""DuckDB locked: the files it is given, and nothing else – no network, extension or writing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "temp_directory": "",
    "memory_limit": "512MB",
    "threads": 1,
}


def lock(connection: "duckdb.DuckDBPyConnection", paths: Sequence[str]) -> None:
    """Leave ``connection`` nothing but ``paths``, for good."""
    if paths:
        quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        connection.execute(f"SET allowed_paths = [{quoted}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def is_one_select(connection: "duckdb.DuckDBPyConnection", query: str) -> bool:
    """Tell whether ``query`` is a single SELECT."""
    import duckdb  # noqa: PLC0415 - the caller has it already

    statements = connection.extract_statements(query)
    return len(statements) == 1 and statements[0].type == duckdb.StatementType.SELECT
