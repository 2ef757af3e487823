"""Deliver the queued messages: each at most once, and what is unknown is held."""

import datetime as dt
from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from itertools import chain

from msgspec import Struct

from reportgen.deliver.address import mailbox
from reportgen.deliver.login import ServerFaultError
from reportgen.deliver.reply import Meaning, Refusal
from reportgen.deliver.smtp import LostError, RefusedError, Session
from reportgen.diag import Code
from reportgen.ledger import Channels, MessageRow, MessageState, Outbox, Pause
from reportgen.model.terms import Counts, Terms

Rows = tuple[MessageRow, ...]
"""What goes out in one message: one row, or several of one mailbox."""
Clock = Callable[[], dt.datetime]

_MOST_ATTEMPTS = 8
_MOST_LOSSES = 3
_SAME = 3
"""So many refusals in a row in the same words are no longer about the recipients."""
_FIRST_WAIT, _LONGEST_WAIT = dt.timedelta(minutes=5), dt.timedelta(hours=4)
_FIRST_PAUSE, _LONGEST_PAUSE = dt.timedelta(minutes=30), dt.timedelta(hours=6)
_MINUTE, _DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
_LOOK_SECONDS = 1.0
_SATURDAY = 5


class Envelope(Struct, frozen=True):
    """A message on its way: from whom, to whom, its bytes."""

    sender: str
    recipient: str
    data: bytes


class Post(Struct, frozen=True):
    """All that sending takes: the ledger, a server, how to write a message, how fast to go."""

    server: str
    outbox: Outbox
    channels: Channels
    connect: Callable[[], Session]
    compose: Callable[[Rows], Envelope]
    clock: Clock
    wait: Callable[[float], object]
    """Waits so many seconds; False: nobody waits, the rest stays queued for a later run."""
    terms: Terms = Terms()
    counts: Counts = lambda day: day.weekday() < _SATURDAY
    """Which days are workdays."""

    @property
    def now(self) -> str:
        """The moment, as the ledger writes it."""
        return stamp(self.clock())


class _End(Enum):
    """How a try ended: settled, the line broke before the dot or at it, no more for now."""

    DONE = "done"
    NOT_TAKEN = "not taken"
    UNKNOWN = "unknown"
    PAUSED = "paused"


class _Streak:
    """Messages that were refused one after the other in the same words."""

    def __init__(self) -> None:
        self._gist = ""
        self._messages: list[Rows] = []

    def add(self, refusal: Refusal, rows: Rows) -> list[MessageRow]:
        """Note a refusal; return all that it is one of, once there are enough of them."""
        if refusal.gist != self._gist:
            self._gist, self._messages = refusal.gist, []
        self._messages.append(rows)
        return list(chain(*self._messages)) if len(self._messages) >= _SAME else []

    def end(self) -> None:
        """Note that the server took a message."""
        self._gist, self._messages = "", []


def stamp(moment: dt.datetime) -> str:
    """Return ``moment`` as the ledger writes it: moments compare as their words do."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


def is_paused(pause: Pause | None, now: dt.datetime) -> bool:
    """Tell whether a server is not to be used at ``now``."""
    return pause is not None and (not pause.until or pause.until > stamp(now))


def deliver(queue: Sequence[Rows], post: Post) -> None:
    """Send the messages of ``queue`` one by one; the ledger knows of each dot before it goes out.

    A line that breaks is opened again for the rest; after three breaks in a row, a pause, or the
    end of the window or of the day's number the rest stays queued for a later run.
    """
    losses, waiting, streak = 0, deque(queue), _Streak()
    while waiting and losses < _MOST_LOSSES and _may_go(post):
        with post.connect() as session:
            while waiting and _may_go(post):
                end = _send(waiting[0], session, post, streak)
                if end is _End.PAUSED:
                    return
                if end is not _End.NOT_TAKEN:
                    waiting.popleft()
                if end is not _End.DONE:
                    losses += 1
                    break
                losses = 0


def _may_go(post: Post) -> bool:
    """Wait as long as the rate asks for; tell whether a message may go out now."""
    terms = post.terms
    while terms.per_minute and _sent_within(_MINUTE, post) >= terms.per_minute:
        if post.wait(_LOOK_SECONDS) is False:
            return False
    if terms.per_day and _sent_within(_DAY, post) >= terms.per_day:
        return False
    return terms.window is None or terms.window.is_open(post.clock(), post.counts)


def _sent_within(span: dt.timedelta, post: Post) -> int:
    return post.outbox.sent_since(stamp(post.clock() - span))


def _send(rows: Rows, session: Session, post: Post, streak: _Streak) -> _End:
    """Send one message, note how it went, and return it."""
    ids = [row.id for row in rows]
    try:
        envelope = post.compose(rows)
        sender, recipient = mailbox(envelope.sender), mailbox(envelope.recipient)
        before_dot = partial(_start, post, rows)
        reply = session.send(sender, recipient, envelope.data, before_dot)
    except RefusedError as fault:
        return _refused(rows, fault.refusal, post, streak)
    except LostError as fault:
        state = MessageState.HELD if fault.is_unknown else MessageState.QUEUED
        post.outbox.mark(ids, state, post.now, fault.reason)
        return _End.UNKNOWN if fault.is_unknown else _End.NOT_TAKEN
    except ValueError as fault:  # an address that no header can carry
        post.outbox.mark(ids, MessageState.FAILED, post.now, str(fault))
        return _End.DONE
    post.outbox.accept(rows, reply, post.now)
    post.channels.end_pause(post.server)
    streak.end()
    return _End.DONE


def _start(post: Post, rows: Rows) -> None:
    post.outbox.start(rows, post.now)


def _refused(rows: Rows, refusal: Refusal, post: Post, streak: _Streak) -> _End:
    """Note a refusal as what it means: of this message, of all for a while, of the login."""
    ids, reason = [row.id for row in rows], refusal.reason
    match refusal.meaning:
        case Meaning.LOGIN:
            post.outbox.mark(ids, MessageState.QUEUED, post.now, reason)
            raise ServerFaultError(Code.LOGIN_REFUSED, reason)
        case Meaning.TOO_MUCH:
            post.outbox.mark(ids, MessageState.QUEUED, post.now, reason)
            _pause(post, reason)
            return _End.PAUSED
        case Meaning.LATER if rows[0].attempts + 1 < _MOST_ATTEMPTS:
            wait = min(_FIRST_WAIT * 2 ** rows[0].attempts, _LONGEST_WAIT)
            post.outbox.defer(ids, stamp(post.clock() + wait), reason, post.now)
            return _End.DONE
        case Meaning.NEVER if not refusal.is_of_one and rows[0].attempts < _SAME:
            if alike := streak.add(refusal, rows):
                with post.outbox.at_once():
                    until = _pause(post, reason)
                    post.outbox.defer([row.id for row in alike], until, reason, post.now)
                return _End.PAUSED
    post.outbox.mark(ids, MessageState.FAILED, post.now, reason)
    return _End.DONE


def _pause(post: Post, reason: str) -> str:
    """Let the server be, for longer each time in a row; return until when."""
    known = post.channels.pause(post.server)
    times = known.times if known is not None else 0
    until = stamp(post.clock() + min(_FIRST_PAUSE * 2**times, _LONGEST_PAUSE))
    post.channels.set_pause(Pause(post.server, until, reason, times + 1))
    return until
