"""Deliver the queued messages: each at most once, and what is unknown is held."""

import datetime as dt
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial

from reportgen.deliver.address import mailbox
from reportgen.deliver.smtp import LostError, RefusedError, Session
from reportgen.ledger import MessageRow, MessageState, Outbox

Compose = Callable[[MessageRow], tuple[str, str, bytes]]
"""Sender, recipient and bytes of a message."""
Connect = Callable[[], Session]
Clock = Callable[[], dt.datetime]

_MOST_ATTEMPTS = 8
_MOST_LOSSES = 3


class _End(Enum):
    """How a try ended: settled, the line broke before the dot, or at it."""

    DONE = "done"
    NOT_TAKEN = "not taken"
    UNKNOWN = "unknown"


def deliver(
    rows: Sequence[MessageRow], outbox: Outbox, connect: Connect, compose: Compose, clock: Clock
) -> None:
    """Send ``rows`` one by one; the ledger knows of each final dot before it goes out.

    A line that breaks is opened again for the rest; after three breaks in a row the rest stays
    queued for the next run.
    """
    losses, waiting = 0, list(rows)
    while waiting and losses < _MOST_LOSSES:
        with connect() as session:
            while waiting:
                end = _send(waiting[0], outbox, session, compose, clock)
                if end is not _End.NOT_TAKEN:
                    waiting.pop(0)
                if end is _End.DONE:
                    losses = 0
                else:
                    losses += 1
                    break


def _send(
    row: MessageRow, outbox: Outbox, session: Session, compose: Compose, clock: Clock
) -> "_End":
    """Send one message, note how it went, and return it."""
    outbox.attempt(row.id, _now(clock))
    try:
        sender, recipient, data = compose(row)
        before_dot = partial(_start, outbox, row, clock)
        reply = session.send(mailbox(sender), mailbox(recipient), data, before_dot)
    except RefusedError as fault:
        is_last = fault.is_permanent or row.attempts + 1 >= _MOST_ATTEMPTS
        state = MessageState.FAILED if is_last else MessageState.QUEUED
        outbox.mark(row.id, state, _now(clock), fault.reason)
        return _End.DONE
    except LostError as fault:
        state = MessageState.HELD if fault.is_unknown else MessageState.QUEUED
        outbox.mark(row.id, state, _now(clock), fault.reason)
        return _End.UNKNOWN if fault.is_unknown else _End.NOT_TAKEN
    except ValueError as fault:  # an address that no header can carry
        outbox.mark(row.id, MessageState.FAILED, _now(clock), str(fault))
        return _End.DONE
    outbox.accept(row, reply, _now(clock))
    return _End.DONE


def _start(outbox: Outbox, row: MessageRow, clock: Clock) -> None:
    outbox.start(row.id, _now(clock))


def _now(clock: Clock) -> str:
    return clock().isoformat(timespec="seconds")
