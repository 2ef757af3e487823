"""Occurrences: the due moments of schedules; each is claimed once, and kept until it is done."""

import sqlite3
from collections.abc import Iterable

from msgspec import Struct


class Occurrence(Struct, frozen=True):
    """A claimed moment that is not done yet."""

    schedule: str
    due: str
    tries: int
    tried_at: str


class Occurrences:
    """The moments of a ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def claim(self, report: str, schedule: str, due: str, *, done_at: str = "") -> bool:
        """Note that ``due`` is ours to serve (``done_at``: is served); tell whether it was free."""
        made = self._connection.execute(
            "INSERT OR IGNORE INTO occurrence (report, schedule, due, tries, tried_at, done_at)"
            " VALUES (?, ?, ?, 0, '', ?)",
            (report, schedule, due, done_at),
        )
        return made.rowcount == 1

    def claim_all(self, report: str, schedule: str, moments: Iterable[str], seen: str) -> list[str]:
        """Claim ``moments`` and note that the clock showed ``seen``; return which were free.

        Both happen or neither: a run killed between them would lose a moment.
        """
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            free = [each for each in moments if self.claim(report, schedule, each)]
            self._connection.execute(
                "INSERT OR REPLACE INTO schedule_clock (report, schedule, seen) VALUES (?, ?, ?)",
                (report, schedule, seen),
            )
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        return free

    def seen(self, report: str, schedule: str) -> str:
        """Return what the clock showed when moments were last looked for, or nothing.

        Where no look was noted it is the latest moment that was claimed.
        """
        row = self._connection.execute(
            "SELECT seen FROM schedule_clock WHERE report = ? AND schedule = ?", (report, schedule)
        ).fetchone()
        if row is not None:
            return str(row[0])
        (found,) = self._connection.execute(
            "SELECT max(due) FROM occurrence WHERE report = ? AND schedule = ?", (report, schedule)
        ).fetchone()
        return str(found or "")

    def open(self, report: str) -> list[Occurrence]:
        """Return the claimed moments that are not done, the oldest first."""
        rows = self._connection.execute(
            "SELECT schedule, due, tries, tried_at FROM occurrence"
            " WHERE report = ? AND done_at = '' ORDER BY due",
            (report,),
        )
        return [Occurrence(*row) for row in rows]

    def note_try(self, report: str, now: str) -> None:
        """Note that all open moments of ``report`` are being tried."""
        self._connection.execute(
            "UPDATE occurrence SET tries = tries + 1, tried_at = ?"
            " WHERE report = ? AND done_at = ''",
            (now, report),
        )

    def go_on(self, report: str) -> None:
        """Note that the try of ``report`` did well, as far as it went: it is the first again."""
        self._connection.execute(
            "UPDATE occurrence SET tries = 1 WHERE report = ? AND done_at = ''", (report,)
        )

    def finish(self, report: str, now: str) -> None:
        """Note that all open moments of ``report`` are done."""
        self._connection.execute(
            "UPDATE occurrence SET done_at = ? WHERE report = ? AND done_at = ''", (now, report)
        )
