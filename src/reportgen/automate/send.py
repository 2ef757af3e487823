"""Send: the current issue to each of its recipients, at most once a period."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from reportgen.automate.holds import bars, holds_of
from reportgen.automate.making import LETTER
from reportgen.automate.publish import publish
from reportgen.automate.review import acknowledged
from reportgen.automate.state import State, place_of
from reportgen.deliver import (
    Attachment,
    PackedLetter,
    ServerFaultError,
    Session,
    compose,
    deliver,
    message_id,
    read_servers,
    same_mailbox,
    unpack,
)
from reportgen.diag import (
    Code,
    DataError,
    DeliveryError,
    Diagnostic,
    Sink,
    Source,
    Span,
    UsageError,
)
from reportgen.ledger import Addressee, BuildRecord, Ledger, MessageRow, MessageState, Store
from reportgen.model.hold import Hold

Clock = Callable[[], dt.datetime]

_CHANNEL = "mail"
_MEGABYTE = 1024 * 1024
_SETTLED_BY_HAND = "settled by hand"
_STALE = "stale data"


class Issue(Struct, frozen=True):
    """A finished build with what is mailed of it."""

    record: BuildRecord
    letter: PackedLetter
    store: Store
    holds: tuple[Hold, ...] = ()

    def bars(self, now: dt.datetime) -> tuple[Diagnostic, ...]:
        """Return what keeps it from being sent at ``now``."""
        return bars(self.holds, now)

    @property
    def content(self) -> str:
        """The digest of what a recipient sees: the words of the letter and the attached files."""
        letter, digests = self.letter, dict(self.record.files)
        words = (letter.sender, letter.subject, letter.text, letter.html, letter.attachment)
        parts = [*words, *(f"{kind}:{digests[kind]}" for kind in letter.attach)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def addressee(self, recipient: str) -> Addressee:
        """Return what a message to ``recipient`` is unique by: his mailbox, however written."""
        record = self.record
        to = same_mailbox(recipient)
        return Addressee(record.report, record.params, record.period, to, _CHANNEL)

    def message_id(self, recipient: str) -> str:
        """Return the Message-ID: the same whenever the same is sent to the same."""
        to = self.addressee(recipient)
        return message_id(self.letter.sender, to.report, to.period, self.content, to.recipient)

    def message(self, recipient: str) -> bytes:
        """Return the bytes of the message to ``recipient``."""
        digests = dict(self.record.files)
        files = [Attachment(kind, self.store.get(digests[kind])) for kind in self.letter.attach]
        date = dt.datetime.fromisoformat(self.record.built_at)
        written = {same_mailbox(each): each for each in self.letter.recipients}
        to = written.get(same_mailbox(recipient), recipient)
        return compose(self.letter, to, files, self.message_id(recipient), date)


def current_issue(report: Path, state: State, ledger: Ledger) -> Issue:
    """Return what would be sent now; raise DeliveryError when there is nothing."""
    place = place_of(report)
    newest = ledger.newest_at(place)
    if newest is None:
        raise _refused(Code.NOT_BUILT, report)
    if LETTER not in dict(newest.files):
        raise _refused(Code.NO_DELIVERY, report)
    letter = unpack(state.store.get(dict(newest.files)[LETTER]))
    record = ledger.newest_at(place, (LETTER, *letter.attach))
    if record is None:
        raise _refused(Code.NOT_BUILT, report)
    return _issue(record, report, state, ledger)


def _issue(record: BuildRecord, report: Path, state: State, ledger: Ledger) -> Issue:
    if not all(state.store.holds(digest) for _, digest in record.files):
        raise _refused(Code.NOT_BUILT, report)
    letter = unpack(state.store.get(dict(record.files)[LETTER]))
    known = acknowledged(record, ledger)
    return Issue(record, letter, state.store, holds_of(record, state, known))


def dry_run(report: Path, state: State, out: Path) -> tuple[Path, ...]:
    """Write each message as ``out/<n>-<recipient>.eml``; nothing is sent or noted."""
    with state.ledger() as ledger:
        issue = current_issue(report, state, ledger)
    files = []
    for number, recipient in enumerate(issue.letter.recipients, 1):
        name = "".join(c if c.isalnum() or c in "@.-_" else "_" for c in same_mailbox(recipient))
        files.append((out / f"{number}-{name}.eml", issue.message(recipient)))
    publish(files)
    return tuple(path for path, _ in files)


def send(
    report: Path, state: State, settings: Path, env: Mapping[str, str], clock: Clock
) -> list[MessageRow]:
    """Send the current issue to whom it was not sent yet, and what earlier issues left queued.

    Returns every row of the current issue, and of earlier ones that is not settled. What was cut
    off at the final dot by a crash is held, never resent. Raises DataError when the data of the
    current issue are too old by now; DeliveryError when the server cannot be used at all;
    UsageError for the operator's settings.
    """
    with state.alone("send"), state.ledger() as ledger:
        issue = current_issue(report, state, ledger)
        _check_holds(issue, clock())
        server = read_servers(settings, issue.letter.server, env)
        _check_size(issue)
        outbox = ledger.outbox
        outbox.hold_unknown(_now(clock))
        for each in issue.letter.recipients:
            outbox.enqueue(
                issue.addressee(each),
                issue.record.id,
                issue.content,
                issue.message_id(each),
                _now(clock),
            )
        rows = outbox.rows(issue.record.report)
        waiting = [row for row in reversed(rows) if row.state is MessageState.QUEUED]
        issues = {issue.record.id: issue} | {
            number: _issue(record, report, state, ledger)
            for number in {row.build for row in waiting} - {issue.record.id}
            if (record := ledger.build(number)) is not None
        }
        stale = [row for row in waiting if issues[row.build].bars(clock())]
        for row in stale:
            outbox.mark(row.id, MessageState.HELD, _now(clock), _STALE)
        going = [row for row in waiting if row not in stale]
        try:
            deliver(going, outbox, partial(Session, server), partial(_written, issues), clock)
        except ServerFaultError as fault:
            raise _server_fault(fault, server.name, settings) from fault
        return [row for row in reversed(outbox.rows(issue.record.report)) if _counts(row, issue)]


def _check_holds(issue: Issue, now: dt.datetime) -> None:
    """Raise DataError when the data of ``issue`` are too old by now."""
    found = issue.bars(now)
    if found:
        raise DataError(found)


def _written(issues: Mapping[int, Issue], row: MessageRow) -> tuple[str, str, bytes]:
    """Return sender, recipient and bytes of a queued message."""
    issue, to = issues[row.build], row.addressee.recipient
    return issue.letter.sender, to, issue.message(to)


def _counts(row: MessageRow, issue: Issue) -> bool:
    """Tell whether ``row`` is of the current issue, or of an earlier one and not settled."""
    is_open = row.state in (MessageState.QUEUED, MessageState.HELD)
    return row.addressee.period == issue.record.period or is_open


def settle(state: State, message: int, *, was_sent: bool, clock: Clock) -> MessageRow:
    """Settle a message as a person says: a held one was sent; a held or failed one goes again."""
    with state.ledger() as ledger:
        row = ledger.outbox.get(message)
        allowed = {MessageState.HELD} if was_sent else {MessageState.HELD, MessageState.FAILED}
        if row is None or row.state not in allowed:
            sink = Sink()
            sink.add(Code.UNKNOWN_MESSAGE, _place(f"--resolve {message}"), message=message)
            raise UsageError(sink.found)
        if was_sent:
            ledger.outbox.accept(row, _SETTLED_BY_HAND, _now(clock))
        else:
            ledger.outbox.requeue(message, _now(clock))
        return ledger.outbox.get(message) or row


def _check_size(issue: Issue) -> None:
    """Raise DeliveryError when a message is over the limit: it would only clog a mailbox."""
    for recipient in issue.letter.recipients:
        size = len(issue.message(recipient))
        if size > issue.letter.max_bytes:
            sink = Sink()
            limit = f"{issue.letter.max_bytes / _MEGABYTE:.1f} MB"
            place = _place(recipient)
            sink.add(Code.MESSAGE_TOO_LARGE, place, size=f"{size / _MEGABYTE:.1f} MB", limit=limit)
            raise DeliveryError(sink.found)


def findings_of(rows: list[MessageRow]) -> tuple[Diagnostic, ...]:
    """Return a finding for every message that is not sent, or whose content has changed since."""
    sink = Sink()
    for row in rows:
        if row.undecided:
            sink.add(Code.UNDECIDED, _place(row.addressee.recipient), message=row.id)
        if row.state is not MessageState.SENT:
            place = _place(row.addressee.recipient)
            sink.add(
                Code.NOT_ALL_SENT,
                place,
                message=row.id,
                state=row.state.value,
                reason=row.reason or "—",
            )
    return sink.found


def _server_fault(fault: ServerFaultError, name: str, settings: Path) -> DeliveryError:
    sink = Sink()
    sink.add(fault.code, _place(str(settings)), name=name, reason=fault.reason)
    return DeliveryError(sink.found)


def _refused(code: Code, report: Path) -> DeliveryError:
    sink = Sink()
    sink.add(code, _place(str(report)), report=report)
    return DeliveryError(sink.found)


def _place(name: str) -> Span:
    return Span(Source(name, ""), 1, 1)


def _now(clock: Clock) -> str:
    return clock().isoformat(timespec="seconds")
