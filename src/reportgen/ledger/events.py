"""Events: the log of what became of each message, by hashed addresses; nothing is taken out."""

import hashlib
import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from reportgen.model.pattern import pattern

_ADDRESS = pattern(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")


class Event(Struct, frozen=True):
    """One line of the log: of an address only its digest, in the server's words none."""

    at: str
    what: str
    report: str
    params: str
    period: str
    recipient: str
    content: str
    message_id: str
    reason: str


def hashed(address: str) -> str:
    """Return what stands for an address in the log: the same for the same mailbox."""
    return hashlib.sha256(address.casefold().encode()).hexdigest()


def note_event(
    connection: sqlite3.Connection, message: int, now: str, what: str, reason: str
) -> None:
    """Write one line of the log, in the transaction of the change it tells of."""
    connection.execute(
        "INSERT INTO event (message, at, what, reason) VALUES (?, ?, ?, ?)",
        (message, now, what, _ADDRESS.sub("…", reason)),
    )


class Events:
    """The log of a ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, report: str) -> Iterator[Event]:
        """Yield what became of the messages of ``report``, the oldest first."""
        rows = self._connection.execute(
            "SELECT event.at, what, report, params, period, recipient, content, message_id,"
            " event.reason FROM event JOIN message ON message.id = event.message"
            " WHERE report = ? ORDER BY event.id",
            (report,),
        )
        for at, what, name, params, period, recipient, content, identifier, reason in rows:
            to = hashed(recipient)
            key = hashed(params) if params else ""
            yield Event(at, what, name, key, period, to, content, identifier, reason)
