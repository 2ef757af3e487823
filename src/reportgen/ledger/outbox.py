"""Outbox: one row a report, period, recipient and channel, whatever is rebuilt."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum

from msgspec import Struct

from reportgen.ledger.events import note_event


class MessageState(StrEnum):
    """Where a message is on its way; ``dotting`` is the one step whose end may be unknown."""

    QUEUED = "queued"
    DOTTING = "dotting"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    SKIPPED = "skipped"
    BOUNCED = "bounced"


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
    due: str = ""
    """The moment before which it is not tried again."""
    correction: str = ""
    """Why an issue that was sent is sent once more, in its corrected form."""


class Draft(Struct, frozen=True):
    """What is to be sent: a build, the digest of what a recipient sees of it, its Message-ID."""

    build: int
    content: str
    message_id: str


_KEY = "report = ? AND params = ? AND period = ? AND recipient = ? AND channel = ?"
_COLUMNS = (
    "id, report, params, period, recipient, channel, build, content, message_id, state, reason,"
    " attempts, undecided, updated_at, due, correction"
)
_UNSENT = (MessageState.QUEUED, MessageState.FAILED, MessageState.SKIPPED)


class Outbox:
    """The messages of a ledger; every change is on disk before the call returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def enqueue(self, to: Addressee, draft: Draft, now: str) -> MessageRow:
        """Queue ``draft`` for ``to`` unless something was sent, or may have been.

        What is queued, failed or skipped takes newer content; after a send that is only noted as
        undecided, and never goes by itself.
        """
        key = (to.report, to.params, to.period, to.recipient, to.channel)
        with self.at_once():
            known = self._find(key)
            if known is None:
                self._connection.execute(
                    "INSERT INTO message (report, params, period, recipient, channel, build,"
                    " content, message_id, state, reason, attempts, undecided, updated_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '', ?)",
                    (
                        *key,
                        draft.build,
                        draft.content,
                        draft.message_id,
                        MessageState.QUEUED.value,
                        now,
                    ),
                )
                self._note(key, now)
            elif known.content == draft.content:
                if known.undecided:
                    self._change(known.id, now, undecided="")
            elif known.state in _UNSENT and not self.times_sent(known.id):
                self._renew(known, draft, now)
            elif known.undecided != draft.content:
                self._change(known.id, now, undecided=draft.content)
                self._note(key, now, "undecided")
        row = self._find(key)
        if row is None:
            raise LookupError(key)
        return row

    def _renew(self, known: MessageRow, draft: Draft, now: str, correction: str = "") -> None:
        """Queue ``draft`` in the place of what ``known`` was to say, or has said."""
        self._change(
            known.id,
            now,
            build=draft.build,
            content=draft.content,
            message_id=draft.message_id,
            correction=correction or known.correction,
            undecided="",
            due="",
            attempts=0,
            state=MessageState.QUEUED.value,
            reason="",
        )
        self._note(known.id, now, reason=correction)

    def correct(self, row: MessageRow, draft: Draft, reason: str, now: str) -> None:
        """Queue the newer content of a message that was sent: a person says so, and why."""
        with self.at_once():
            self._renew(row, draft, now, reason)

    def repeat(self, row: MessageRow, message_id: str, reason: str, now: str) -> None:
        """Queue a message that was sent once more, as it was: a person says so, and why."""
        with self.at_once():
            state = MessageState.QUEUED.value
            self._change(row.id, now, state=state, message_id=message_id, attempts=0, due="")
            self._note(row.id, now, "again", reason)

    def hold_unknown(self, now: str) -> None:
        """Hold what was cut off at the final dot: it may have been taken, so it is not resent."""
        rows = self._rows("state = ?", MessageState.DOTTING.value)
        for row in rows:
            self.mark((row.id,), MessageState.HELD, now, "interrupted")

    def mark(
        self, messages: Sequence[int], state: MessageState, now: str, reason: str = ""
    ) -> None:
        """Note that messages came to ``state``."""
        with self.at_once():
            for message in messages:
                self._change(message, now, state=state.value, reason=reason)
                self._note(message, now, reason=reason)

    def defer(self, messages: Sequence[int], due: str, reason: str, now: str) -> None:
        """Note that the server did not take messages for now: one try more, the next at ``due``."""
        with self.at_once():
            for message in messages:
                self._connection.execute(
                    "UPDATE message SET state = ?, attempts = attempts + 1, due = ?, reason = ?,"
                    " updated_at = ? WHERE id = ?",
                    (MessageState.QUEUED.value, due, reason, now, message),
                )
                self._note(message, now, reason=reason)

    def start(self, rows: Sequence[MessageRow], now: str) -> None:
        """Note that the final dot of one message is about to go out, be it of several rows."""
        with self.at_once():
            for row in rows:
                identifier = rows[0].message_id
                self._change(row.id, now, state=MessageState.DOTTING.value, message_id=identifier)

    def requeue(self, message: int, now: str, reason: str = "") -> None:
        """Queue a message again, as if it had not been tried."""
        with self.at_once():
            self._change(
                message, now, state=MessageState.QUEUED.value, reason="", attempts=0, due=""
            )
            self._note(message, now, reason=reason)

    def forget_waits(self, now: str) -> None:
        """Let what waits for a later try be tried at once: a person says so."""
        with self.at_once():
            for row in self._rows("state = ? AND due <> ''", MessageState.QUEUED.value):
                self._change(row.id, now, due="")

    def accept(self, rows: Sequence[MessageRow], reply: str, now: str) -> None:
        """Note that the server took the message of ``rows``, with its words as the receipt."""
        with self.at_once():
            for row in rows:
                self._connection.execute(
                    "INSERT INTO receipt (message, content, message_id, reply, at)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (row.id, row.content, rows[0].message_id, reply, now),
                )
                self._change(row.id, now, state=MessageState.SENT.value, reason="", due="")
                self._note(row.id, now, reason=reply)

    def bounce(self, message_id: str, reason: str, now: str) -> list[MessageRow]:
        """Note that what was sent under ``message_id`` came back; return the rows it concerns."""
        where = "message_id = ? AND state IN (?, ?)"
        settled = MessageState.SENT.value, MessageState.HELD.value
        rows = self._rows(where, message_id, *settled)
        self.mark([row.id for row in rows], MessageState.BOUNCED, now, reason)
        return rows

    def sent_since(self, moment: str) -> int:
        """Return how many messages a server has taken since ``moment``."""
        found = self._connection.execute(
            "SELECT count(DISTINCT message_id) FROM receipt WHERE at >= ?", (moment,)
        )
        return int(found.fetchone()[0])

    def times_sent(self, message: int) -> int:
        """Return how often a server has taken a message."""
        found = self._connection.execute(
            "SELECT count(*) FROM receipt WHERE message = ?", (message,)
        )
        return int(found.fetchone()[0])

    def rows(self, report: str = "") -> list[MessageRow]:
        """Return the messages of a report (of all, without one), the newest first."""
        return self._rows("report = ?", report) if report else self._rows("1")

    def get(self, message: int) -> MessageRow | None:
        """Return a message by its number."""
        return next(iter(self._rows("id = ?", message)), None)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Make several changes one: on disk together, or not at all."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _find(self, key: tuple[str, ...]) -> MessageRow | None:
        return next(iter(self._rows(_KEY, *key)), None)

    def _rows(self, where: str, *values: str | int) -> list[MessageRow]:
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM message WHERE {where} ORDER BY id DESC",  # noqa: S608 - only our own names
            values,
        )
        return [_row(each) for each in found]

    def _change(self, message: int, now: str, **values: str | int) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        self._connection.execute(
            f"UPDATE message SET {names}, updated_at = ? WHERE id = ?",  # noqa: S608 - as above
            (*values.values(), now, message),
        )

    def _note(
        self, which: int | tuple[str, ...], now: str, what: str = "", reason: str = ""
    ) -> None:
        """Write into the log what became of a message; without ``what``, its state."""
        row = self.get(which) if isinstance(which, int) else self._find(which)
        if row is not None:
            note_event(self._connection, row.id, now, what or row.state.value, reason)


def _row(found: tuple[object, ...]) -> MessageRow:
    number, report, params, period, recipient, channel, build, content, identifier, *rest = found
    state, reason, attempts, undecided, updated_at, due, correction = rest
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
        str(due),
        str(correction),
    )
