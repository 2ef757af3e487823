"""Deliver the queued messages: each at most once, and what is unknown is held."""

import datetime as dt
from collections.abc import Callable, Sequence
from email.utils import parseaddr
from functools import partial

from reportgen.deliver.smtp import LostError, RefusedError, Session
from reportgen.ledger import MessageRow, MessageState, Outbox

Compose = Callable[[MessageRow], bytes]
Clock = Callable[[], dt.datetime]

_MOST_ATTEMPTS = 3


def deliver(
    rows: Sequence[MessageRow],
    sender: str,
    outbox: Outbox,
    session: Session,
    compose: Compose,
    clock: Clock,
) -> None:
    """Send ``rows`` one by one; the ledger knows of each final dot before it goes out."""
    for row in rows:
        try:
            reply = session.send(
                bare_address(sender),
                bare_address(row.addressee.recipient),
                compose(row),
                partial(_start, outbox, row, clock),
            )
        except RefusedError as fault:
            gone = fault.is_permanent or row.attempts + 1 >= _MOST_ATTEMPTS
            state = MessageState.FAILED if gone else MessageState.QUEUED
            outbox.mark(row.id, state, _now(clock), fault.reason)
        except LostError as fault:
            state = MessageState.HELD if fault.is_unknown else MessageState.QUEUED
            outbox.mark(row.id, state, _now(clock), fault.reason)
            return  # the line is gone; the rest stays queued for the next run
        else:
            outbox.accept(row, reply, _now(clock))


def bare_address(text: str) -> str:
    """Return the address of ``name <address>``."""
    return parseaddr(text)[1]


def _start(outbox: Outbox, row: MessageRow, clock: Clock) -> None:
    outbox.start(row.id, _now(clock))


def _now(clock: Clock) -> str:
    return clock().isoformat(timespec="seconds")
