"""Lock: one process at a time; it falls open by itself when its holder dies."""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from reportgen.ledger.builds import LedgerFaultError


class LockHeldError(Exception):
    """Another process holds the lock."""


class Lock:
    """Held inside a ``with``; SQLite's own file lock, so it works on every system."""

    def __init__(self, path: Path, wait_seconds: float) -> None:
        self._path = path
        self._wait = wait_seconds
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=self._wait, isolation_level=None)
        except (OSError, sqlite3.Error) as fault:
            raise LedgerFaultError(str(fault)) from fault
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as fault:
            connection.close()
            if getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise LockHeldError(str(self._path)) from fault
            raise LedgerFaultError(str(fault)) from fault
        self._connection = connection
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._connection is not None:
            self._connection.close()
