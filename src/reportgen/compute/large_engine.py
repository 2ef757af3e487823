"""The engine that reads files with many rows; a process that makes many reports keeps it open.

What it has read of a file is found again by path, content and columns, so that a batch scans the
file once in each process. Each report has a database in memory of its own beside it.
"""

import os
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportgen.compute.large_tables import text_of

if TYPE_CHECKING:
    import duckdb

Config = Mapping[str, str | bool | int | float | list[str]]
_LATER = {"enable_external_access", "lock_configuration"}


class LargeEngine(Struct):
    """An open database with the tables of files; ``tables`` are (digest, name) by what they are."""

    connection: "duckdb.DuckDBPyConnection"
    tables: dict[Hashable, tuple[str, str]] = field(default_factory=dict)
    made: int = 0

    def find(self, what: Hashable, digest: str, kind: str) -> str:
        """Return the table made of ``what`` with this content, or nothing; another one goes."""
        known, name = self.tables.get(what, ("", ""))
        if name and known != digest:
            del self.tables[what]
            self.connection.execute(f"DROP {kind} IF EXISTS {name}")
            return ""
        return name

    def new_name(self) -> str:
        """Return a name that no table has."""
        self.made += 1
        return f"compact.main.l{self.made}"


class _Keeper(Struct):
    """Whether engines are kept, and the last one."""

    is_on: bool = False
    process: int = 0
    files: tuple[str, ...] = ()
    engine: LargeEngine | None = None


_KEEPER = _Keeper()


def keep_large_files() -> None:
    """Keep what is read of files with many rows: for a process that makes many reports."""
    _KEEPER.is_on = True


def large_engine(files: tuple[str, ...], config: Config) -> LargeEngine:
    """Return an engine that may read ``files`` and nothing else."""
    here = os.getpid()
    known = _KEEPER.engine
    if known is not None and (_KEEPER.process, _KEEPER.files) == (here, files):
        return known
    if known is not None and _KEEPER.process == here:
        known.connection.close()
    engine = LargeEngine(_opened(files, config))
    if _KEEPER.is_on:
        _KEEPER.process, _KEEPER.files, _KEEPER.engine = here, files, engine
    return engine


def release(engine: LargeEngine) -> None:
    """Close ``engine`` unless it is kept for the next report."""
    if engine is not _KEEPER.engine:
        engine.connection.close()


def _opened(files: tuple[str, ...], config: Config) -> "duckdb.DuckDBPyConnection":
    import duckdb  # noqa: PLC0415 - few reports have such files

    early = {key: value for key, value in config.items() if key not in _LATER}
    connection = duckdb.connect(":memory:", config=early)
    connection.execute("ATTACH ':memory:' AS compact (COMPRESS)")
    paths = ", ".join(text_of(each) for each in files)
    connection.execute(f"SET allowed_paths = [{paths}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
