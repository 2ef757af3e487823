"""Outbox: one row a report, period, recipient and channel, whatever is rebuilt."""

import sqlite3
from enum import StrEnum

from msgspec import Struct


class MessageState(StrEnum):
    """Where a message is on its way; ``dotting`` is the one step whose end may be unknown."""

    QUEUED = "queued"
    DOTTING = "dotting"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"


class Addressee(Struct, frozen=True):
    """What a message is unique by: a recipient gets a period's issue at most once."""

    report: str
    params: str
    period: str
    recipient: str
    channel: str


class MessageRow(Struct, frozen=True):
    """A message as the ledger knows it; ``undecided`` is newer content that waits for a person."""

    id: int
    addressee: Addressee
    build: int
    content: str
    message_id: str
    state: MessageState
    reason: str
    attempts: int
    undecided: str
    updated_at: str


_KEY = "report = ? AND params = ? AND period = ? AND recipient = ? AND channel = ?"
_COLUMNS = (
    "id, report, params, period, recipient, channel, build, content, message_id, state, reason,"
    " attempts, undecided, updated_at"
)
_UNSENT = (MessageState.QUEUED, MessageState.FAILED)


class Outbox:
    """The messages of a ledger; every change is on disk before the call returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def enqueue(
        self, to: Addressee, build: int, content: str, message_id: str, now: str
    ) -> MessageRow:
        """Queue ``content`` for ``to`` unless something was sent, or may have been.

        What is queued or failed takes the newer content; after a send it is only noted as
        undecided, and never goes by itself.
        """
        key = (to.report, to.params, to.period, to.recipient, to.channel)
        known = self._find(key)
        if known is None:
            self._connection.execute(
                "INSERT INTO message (report, params, period, recipient, channel, build, content,"
                " message_id, state, reason, attempts, undecided, updated_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '', ?)",
                (*key, build, content, message_id, MessageState.QUEUED.value, now),
            )
        elif known.content == content:
            if known.undecided:
                self._change(known.id, now, undecided="")
        elif known.state in _UNSENT:
            self._change(
                known.id,
                now,
                build=build,
                attempts=0,
                content=content,
                message_id=message_id,
                state=MessageState.QUEUED.value,
                reason="",
            )
        else:
            self._change(known.id, now, undecided=content)
        row = self._find(key)
        if row is None:
            raise LookupError(key)
        return row

    def hold_unknown(self, now: str) -> None:
        """Hold what was cut off at the final dot: it may have been taken, so it is not resent."""
        self._connection.execute(
            "UPDATE message SET state = ?, reason = ?, updated_at = ? WHERE state = ?",
            (MessageState.HELD.value, "interrupted", now, MessageState.DOTTING.value),
        )

    def mark(self, message: int, state: MessageState, now: str, reason: str = "") -> None:
        """Note that a message came to ``state``."""
        self._change(message, now, state=state.value, reason=reason)

    def attempt(self, message: int, now: str) -> None:
        """Note that a message is being tried."""
        self._connection.execute(
            "UPDATE message SET attempts = attempts + 1, updated_at = ? WHERE id = ?",
            (now, message),
        )

    def start(self, message: int, now: str) -> None:
        """Note that the final dot is about to go out."""
        self._change(message, now, state=MessageState.DOTTING.value)

    def requeue(self, message: int, now: str) -> None:
        """Queue a message again, as if it had not been tried."""
        self._change(message, now, state=MessageState.QUEUED.value, reason="", attempts=0)

    def accept(self, row: MessageRow, reply: str, now: str) -> None:
        """Note that the server took the message, with its words as the receipt."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(
            "INSERT INTO receipt (message, content, message_id, reply, at) VALUES (?, ?, ?, ?, ?)",
            (row.id, row.content, row.message_id, reply, now),
        )
        self._change(row.id, now, state=MessageState.SENT.value, reason="")
        self._connection.execute("COMMIT")

    def rows(self, report: str = "") -> list[MessageRow]:
        """Return the messages of a report (of all, without one), the newest first."""
        where = "WHERE report = ?" if report else ""
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM message {where} ORDER BY id DESC",  # noqa: S608 - only our own names
            (report,) if report else (),
        )
        return [_row(each) for each in found]

    def get(self, message: int) -> MessageRow | None:
        """Return a message by its number."""
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM message WHERE id = ?",  # noqa: S608 - as above
            (message,),
        ).fetchone()
        return _row(found) if found else None

    def _find(self, key: tuple[str, ...]) -> MessageRow | None:
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM message WHERE {_KEY}",  # noqa: S608 - as above
            key,
        ).fetchone()
        return _row(found) if found else None

    def _change(self, message: int, now: str, **values: str | int) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        self._connection.execute(
            f"UPDATE message SET {names}, updated_at = ? WHERE id = ?",  # noqa: S608 - as above
            (*values.values(), now, message),
        )


def _row(found: tuple[object, ...]) -> MessageRow:
    number, report, params, period, recipient, channel, build, content, identifier, *rest = found
    state, reason, attempts, undecided, updated_at = rest
    to = Addressee(str(report), str(params), str(period), str(recipient), str(channel))
    return MessageRow(
        int(str(number)),
        to,
        int(str(build)),
        str(content),
        str(identifier),
        MessageState(str(state)),
        str(reason),
        int(str(attempts)),
        str(undecided),
        str(updated_at),
    )
