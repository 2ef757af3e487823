"""Settle: what only a person decides of a message, and what comes back from the mail system."""

from pathlib import Path

from reportgen.automate.mail.issue import place_in, typed_mailbox
from reportgen.automate.state import State, place_of
from reportgen.deliver import Clock, bounces_in, stamp
from reportgen.diag import Code, Sink, UsageError
from reportgen.ledger import Event, MessageRow, MessageState

_SETTLED_BY_HAND = "settled by hand"


def settle(state: State, message: int, *, was_sent: bool, clock: Clock) -> MessageRow:
    """Settle a message as a person says: a held one was sent; a held or failed one goes again."""
    with state.alone("send"), state.ledger() as ledger:
        row = ledger.outbox.get(message)
        again = {MessageState.HELD, MessageState.FAILED, MessageState.BOUNCED}
        if row is None or row.state not in ({MessageState.HELD} if was_sent else again):
            sink = Sink()
            place = place_in(f"--resolve {message}")
            sink.add(Code.UNKNOWN_MESSAGE, place, message=message)
            raise UsageError(sink.found)
        if was_sent:
            ledger.outbox.accept((row,), _SETTLED_BY_HAND, stamp(clock()))
        else:
            ledger.outbox.requeue(message, stamp(clock()), _SETTLED_BY_HAND)
        return ledger.outbox.get(message) or row


def held_of(state: State, report: Path) -> tuple[int, ...]:
    """Return the numbers of the messages of ``report`` that are held, the oldest first."""
    with state.ledger() as ledger:
        newest = ledger.newest_at(place_of(report))
        rows = ledger.outbox.rows(newest.report) if newest is not None else []
        return tuple(row.id for row in reversed(rows) if row.state is MessageState.HELD)


def note_bounces(state: State, path: Path, clock: Clock) -> tuple[MessageRow, ...]:
    """Mark what came back as bounced: ``path`` is a message, an mbox or a folder of messages.

    Only a report of a message that we sent counts, by its Message-ID.
    """
    found: list[MessageRow] = []
    with state.ledger() as ledger:
        for bounce in bounces_in(path):
            rows = ledger.outbox.bounce(bounce.message_id, bounce.reason, stamp(clock()))
            found += [ledger.outbox.get(row.id) or row for row in rows]
    return tuple(found)


def note_wish(state: State, mailbox: str, *, wants_mail: bool, reason: str, clock: Clock) -> None:
    """Note that the reader behind ``mailbox`` wants no more mail, or wants it again."""
    with state.ledger() as ledger:
        to = typed_mailbox(mailbox)
        if wants_mail:
            ledger.channels.opt_in(to)
        else:
            ledger.channels.opt_out(to, reason, stamp(clock()))


def log_of(state: State, report: Path) -> tuple[Event, ...]:
    """Return what became of each message of ``report``, by hashed addresses, the oldest first."""
    with state.ledger() as ledger:
        newest = ledger.newest_at(place_of(report))
        return tuple(ledger.events.of(newest.report)) if newest is not None else ()
