"""Troubles: what keeps a report from running by itself; said once, and tried again by and by."""

import sqlite3

from msgspec import Struct


class Trouble(Struct, frozen=True):
    """What was found at the last try: a digest of it, of what it depended on, and how it ended."""

    words: str
    files: str
    exit_code: int
    tries: int
    tried_at: str


class Troubles:
    """The troubles of a ledger, one a report and a thing that was tried."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, place: str, about: str) -> Trouble | None:
        """Return the trouble that the report at ``place`` has with ``about``, or nothing."""
        row = self._connection.execute(
            "SELECT words, files, exit_code, tries, tried_at FROM trouble"
            " WHERE place = ? AND about = ?",
            (place, about),
        ).fetchone()
        return Trouble(*row) if row else None

    def note(self, place: str, about: str, trouble: Trouble) -> None:
        """Put ``trouble`` in the place of what was known."""
        self._connection.execute(
            "INSERT OR REPLACE INTO trouble"
            " (place, about, words, files, exit_code, tries, tried_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                place,
                about,
                trouble.words,
                trouble.files,
                trouble.exit_code,
                trouble.tries,
                trouble.tried_at,
            ),
        )

    def clear(self, place: str, about: str) -> bool:
        """Forget the trouble; tell whether there was one."""
        made = self._connection.execute(
            "DELETE FROM trouble WHERE place = ? AND about = ?", (place, about)
        )
        return made.rowcount == 1
