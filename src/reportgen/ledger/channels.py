"""Channels: which mail server is not to be used for now, since when and why; who wants no mail."""

import sqlite3

from msgspec import Struct


class Pause(Struct, frozen=True):
    """A server that takes no mail: until a moment, or until a person says so (no ``until``)."""

    server: str
    until: str
    reason: str
    times: int
    """How often in a row, with no mail taken in between."""


class Channels:
    """The servers and the opted-out mailboxes of a ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def pause(self, server: str) -> Pause | None:
        """Return what is known of a pause of ``server``, be it over or not."""
        found = self._connection.execute(
            "SELECT server, until, reason, times FROM pause WHERE server = ?", (server,)
        ).fetchone()
        return Pause(*found) if found else None

    def set_pause(self, pause: Pause) -> None:
        """Note that a server is not to be used."""
        self._connection.execute(
            "INSERT OR REPLACE INTO pause (server, until, reason, times) VALUES (?, ?, ?, ?)",
            (pause.server, pause.until, pause.reason, pause.times),
        )

    def end_pause(self, server: str) -> None:
        """Note that a server takes mail again."""
        self._connection.execute("DELETE FROM pause WHERE server = ?", (server,))

    def opt_out(self, mailbox: str, reason: str, now: str) -> None:
        """Note that a mailbox wants no more mail."""
        self._connection.execute(
            "INSERT OR REPLACE INTO opt_out (mailbox, reason, at) VALUES (?, ?, ?)",
            (mailbox, reason, now),
        )

    def opt_in(self, mailbox: str) -> None:
        """Note that a mailbox wants mail again."""
        self._connection.execute("DELETE FROM opt_out WHERE mailbox = ?", (mailbox,))

    def opted_out(self) -> dict[str, str]:
        """Return the mailboxes that want no mail, and why."""
        return dict(self._connection.execute("SELECT mailbox, reason FROM opt_out"))
