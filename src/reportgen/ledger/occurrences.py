"""Occurrences: which due moments of a schedule have been served; each is, once."""

import sqlite3


class Occurrences:
    """The served moments of a ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def claim(self, report: str, schedule: str, due: str, now: str) -> bool:
        """Note that ``due`` is served; tell whether it was not yet."""
        made = self._connection.execute(
            "INSERT OR IGNORE INTO occurrence (report, schedule, due, done_at) VALUES (?, ?, ?, ?)",
            (report, schedule, due, now),
        )
        return made.rowcount == 1

    def last(self, report: str, schedule: str) -> str:
        """Return the latest moment that was served, or nothing."""
        (found,) = self._connection.execute(
            "SELECT max(due) FROM occurrence WHERE report = ? AND schedule = ?", (report, schedule)
        ).fetchone()
        return str(found or "")
