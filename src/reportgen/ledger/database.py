"""Open a ledger: SQLite with a write-ahead log, brought to the newest version step by step."""

import sqlite3
from pathlib import Path

from reportgen.ledger.builds import Ledger, LedgerFaultError
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

    Raises LedgerTooNewError or LedgerFaultError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as fault:
        raise LedgerFaultError(str(fault)) from fault
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
    except sqlite3.Error as fault:
        connection.close()
        raise LedgerFaultError(str(fault)) from fault
    except BaseException:
        connection.close()
        raise
    return Ledger(connection)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Take every step that is missing; each is taken whole or not at all."""
    while True:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > NEWEST:
            raise LedgerTooNewError(path, version)
        if version == NEWEST:
            return
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
