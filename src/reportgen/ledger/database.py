"""Open a ledger: SQLite with a write-ahead log, brought to the newest version step by step."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from reportgen.ledger.builds import Ledger, LedgerDamagedError, LedgerFaultError, fault_of
from reportgen.ledger.place import is_on_network
from reportgen.ledger.salvage import Salvaged, put_aside, salvage
from reportgen.ledger.schema import NEWEST, STEPS

_WAIT_SECONDS = 30


class LedgerTooNewError(Exception):
    """The ledger was written by a later reportgen than this one."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(f"{path}: version {version}, this program knows {NEWEST}")
        self.path = path
        self.version = version


def open_ledger(path: Path) -> Ledger:
    """Return the ledger at ``path``, made or migrated as needed.

    Raises LedgerTooNewError or LedgerFaultError, which is a LedgerDamagedError where the file is.
    """
    return Ledger(_opened(path))


def mend_ledger(path: Path) -> Salvaged | None:
    """Put a damaged ledger aside and make a new one of what can be read; nothing if it is sound.

    The caller sees to it that no other process does the same.
    """
    try:
        with closing(_opened(path)) as connection:
            if is_sound(connection):
                return None
    except LedgerDamagedError:
        pass
    aside = put_aside(path)
    with closing(_opened(path)) as connection:
        return salvage(aside, connection)


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether every page and index of the ledger is as it should be."""
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchall()
    except sqlite3.DatabaseError:
        return False
    return found == [("ok",)]


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as fault:
        raise LedgerFaultError(str(fault)) from fault
    try:
        mode = "DELETE" if is_on_network(path) else "WAL"
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
    except sqlite3.Error as fault:
        connection.close()
        raise fault_of(fault) from fault
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Take every step that is missing; each is taken whole or not at all."""
    is_kept = False
    while True:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > NEWEST:
            raise LedgerTooNewError(path, version)
        if version == NEWEST:
            return
        if version and not is_kept:
            _back_up(connection, path, version)
            is_kept = True
        connection.execute("BEGIN IMMEDIATE")
        try:
            (now,) = connection.execute("PRAGMA user_version").fetchone()
            if now == version:  # no other process took the step meanwhile
                for statement in STEPS[version].split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Keep the ledger as it was before a step; it is whole when it has its name."""
    kept = path.with_name(f"{path.stem}.v{version}{path.suffix}")
    if kept.exists():
        return
    try:
        with tempfile.TemporaryDirectory(prefix=".kept-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            connection.execute("VACUUM INTO ?", (str(made),))
            made.replace(kept)
    except OSError as fault:
        raise LedgerFaultError(str(fault)) from fault
