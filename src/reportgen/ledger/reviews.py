"""Reviews: judgements that a person has looked at and let stand, by their keys."""

import sqlite3


class Reviews:
    """The acknowledged judgements of a ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def acknowledge(self, report: str, key: str, words: str, now: str) -> None:
        """Note that somebody lets the judgement ``key`` of ``report`` stand; once is enough."""
        self._connection.execute(
            "INSERT OR IGNORE INTO review (report, key, words, at) VALUES (?, ?, ?, ?)",
            (report, key, words, now),
        )

    def known(self, report: str) -> frozenset[str]:
        """Return the keys of ``report`` that were acknowledged."""
        rows = self._connection.execute("SELECT key FROM review WHERE report = ?", (report,))
        return frozenset(str(key) for (key,) in rows)
