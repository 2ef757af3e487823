"""Send: the current issue to each of its recipients, at most once a period."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.automate.publish import publish
from reportgen.automate.rebuild import LETTER
from reportgen.automate.state import State
from reportgen.deliver import (
    Attachment,
    PackedLetter,
    ServerFaultError,
    Session,
    compose,
    deliver,
    message_id,
    read_servers,
    unpack,
)
from reportgen.diag import Code, DeliveryError, Diagnostic, Sink, Source, Span, UsageError
from reportgen.ledger import (
    Addressee,
    BuildRecord,
    Ledger,
    Lock,
    MessageRow,
    MessageState,
    Store,
)

Clock = Callable[[], dt.datetime]

_CHANNEL = "mail"
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Issue:
    """A finished build with what is mailed of it."""

    record: BuildRecord
    letter: PackedLetter
    store: Store

    @property
    def content(self) -> str:
        """The digest of the letter and of every file: what a recipient would see."""
        parts = [f"{kind}:{digest}" for kind, digest in self.record.files]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def addressee(self, recipient: str) -> Addressee:
        """Return what a message to ``recipient`` is unique by."""
        record = self.record
        return Addressee(record.report, record.params, record.period, recipient, _CHANNEL)

    def message_id(self, recipient: str) -> str:
        """Return the Message-ID: the same whenever the same is sent to the same."""
        to = self.addressee(recipient)
        return message_id(self.letter.sender, to.report, to.period, self.content, recipient)

    def message(self, recipient: str) -> bytes:
        """Return the bytes of the message to ``recipient``."""
        digests = dict(self.record.files)
        files = [
            Attachment(kind, self.store.get(digests[kind]))
            for kind in self.letter.attach
            if kind in digests
        ]
        date = dt.datetime.fromisoformat(self.record.built_at)
        return compose(self.letter, recipient, files, self.message_id(recipient), date)


def current_issue(report: Path, state: State, ledger: Ledger) -> Issue:
    """Return what would be sent now; raise DeliveryError when there is nothing."""
    record = ledger.build_at(str(report.resolve()), "")
    if record is None:
        raise _refused(Code.NOT_BUILT, report)
    digest = dict(record.files).get(LETTER)
    if digest is None:
        raise _refused(Code.NO_DELIVERY, report)
    if not all(state.store.holds(each) for _, each in record.files):
        raise _refused(Code.NOT_BUILT, report)
    return Issue(record, unpack(state.store.get(digest)), state.store)


def dry_run(report: Path, state: State, out: Path) -> tuple[Path, ...]:
    """Write each message as ``out/<n>-<recipient>.eml``; nothing is sent or noted."""
    with state.ledger() as ledger:
        issue = current_issue(report, state, ledger)
    files = []
    for number, recipient in enumerate(issue.letter.recipients, 1):
        name = "".join(c if c.isalnum() or c in "@.-_" else "_" for c in recipient)
        files.append((out / f"{number}-{name}.eml", issue.message(recipient)))
    publish(files)
    return tuple(path for path, _ in files)


def send(
    report: Path, state: State, settings: Path, env: Mapping[str, str], clock: Clock
) -> list[MessageRow]:
    """Send the current issue to whom it was not sent yet; return every row of its period.

    What was cut off at the final dot by a crash is held, never resent. Raises DeliveryError when
    the server cannot be used at all; UsageError for the operator's settings.
    """
    with Lock(state.folder / "send.lock", 0.0), state.ledger() as ledger:
        issue = current_issue(report, state, ledger)
        server = read_servers(settings, issue.letter.server, env)
        _check_size(issue)
        outbox = ledger.outbox
        outbox.hold_unknown(_now(clock))
        rows = [
            outbox.enqueue(
                issue.addressee(each), issue.content, issue.message_id(each), _now(clock)
            )
            for each in issue.letter.recipients
        ]
        waiting = [row for row in rows if row.state is MessageState.QUEUED]
        if waiting:
            try:
                with Session(server) as session:
                    deliver(
                        waiting,
                        issue.letter.sender,
                        outbox,
                        session,
                        lambda row: issue.message(row.addressee.recipient),
                        clock,
                    )
            except ServerFaultError as fault:
                raise _server_fault(fault, server.name, settings) from fault
        return [row for each in rows if (row := outbox.get(each.id))]


def settle(state: State, message: int, *, was_sent: bool, clock: Clock) -> MessageRow:
    """Settle a held message as a person says: it was sent, or it is to be sent again."""
    with state.ledger() as ledger:
        row = ledger.outbox.get(message)
        if row is None or row.state is not MessageState.HELD:
            sink = Sink()
            sink.add(Code.UNKNOWN_MESSAGE, _place(f"--resolve {message}"), message=message)
            raise UsageError(sink.found)
        if was_sent:
            ledger.outbox.accept(row, "settled by hand", _now(clock))
        else:
            ledger.outbox.mark(message, MessageState.QUEUED, _now(clock))
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
    """Return a finding for every message that is not sent."""
    sink = Sink()
    for row in rows:
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
