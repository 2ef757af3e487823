"""Issues: the finished builds that are mailed, and the message that each recipient gets of them."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, json
from msgspec.structs import replace

from reportgen.automate.history.holds import bars, holds_of
from reportgen.automate.history.review import acknowledged
from reportgen.automate.mail.correcting import unpack_notice
from reportgen.automate.making import LETTER, row_key
from reportgen.automate.state import State, place_of
from reportgen.deliver import (
    Attachment,
    Envelope,
    Mail,
    PackedLetter,
    compose,
    message_id,
    same_mailbox,
    unpack,
)
from reportgen.diag import Code, DeliveryError, Diagnostic, Sink, Source, Span, UsageError
from reportgen.ledger import Addressee, BuildRecord, Draft, Ledger, MessageRow, MessageState, Store
from reportgen.model.hold import Hold

_CHANNEL = "mail"


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
    def row(self) -> str:
        """What its row is called before a person; nothing where there is no list."""
        return row_words(json.decode(self.record.params)) if self.record.params else ""

    @property
    def content(self) -> str:
        """The digest of what a recipient sees: the words of the letter and the attached files."""
        letter, digests = self.letter, dict(self.record.files)
        words = (letter.sender, letter.subject, letter.text, letter.html, letter.attachment)
        parts = [*words, *(f"{kind}:{digests[kind]}" for kind in letter.attach)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    @property
    def approved_digest(self) -> str:
        """What an approval binds to: the content, and who gets it."""
        parts = [self.content, self.record.report, self.record.period, *sorted(self.mailboxes)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    @property
    def mailboxes(self) -> dict[str, str]:
        """Who gets a message of his own: the mailbox, and how it is written; each once.

        A report for nobody has no copies either.
        """
        written: dict[str, str] = {}
        for each in self.letter.everyone if self.letter.recipients else ():
            written.setdefault(same_mailbox(each), each)
        return written

    def addressee(self, recipient: str) -> Addressee:
        """Return what a message to ``recipient`` is unique by: his mailbox, however written."""
        record = self.record
        to = same_mailbox(recipient)
        return Addressee(record.report, record.params, record.period, to, _CHANNEL)

    def draft(self, recipient: str) -> Draft:
        """Return what is to be sent to ``recipient``: the same Message-ID for the same content."""
        to, content = self.addressee(recipient), self.content
        parts = [to.report, to.period, content, to.recipient]
        if to.params:
            parts.append(to.params)
        identifier = message_id(self.letter.sender, *parts)
        return Draft(self.record.id, content, identifier)

    @property
    def attachments(self) -> Iterator[Attachment]:
        """The files, as they are in the store."""
        digests = dict(self.record.files)
        for kind in self.letter.attach:
            yield Attachment(kind, self.store.get(digests[kind]), self.letter.attachment)

    @property
    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """The charts inside the letter, by what its HTML calls them."""
        for cid, digest in self.letter.pictures:
            yield cid, self.store.get(digest)

    def seen_by(self, recipient: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who is named in To and Cc of the message to ``recipient``.

        Of several recipients none sees another; one alone is seen by those who get a copy.
        """
        letter, to = self.letter, same_mailbox(recipient)
        written = self.mailboxes.get(to, recipient)
        if to in map(same_mailbox, letter.recipients):
            return (written,), letter.copies
        if len(letter.recipients) == 1:
            return letter.recipients, letter.copies
        return (written,), ()


class Current(Struct, frozen=True):
    """The issues that would be sent now, and what is said of those that are not there."""

    issues: tuple[Issue, ...]
    findings: tuple[Diagnostic, ...] = ()
    listed: int = 1
    """Of how many rows reports are made."""


def current_issues(
    report: Path, state: State, ledger: Ledger, settings: Path, env: Mapping[str, str]
) -> Current:
    """Return what would be sent now: one issue, or the newest of each row on the list.

    Raises DeliveryError when there is nothing.
    """
    place = place_of(report)
    newest = ledger.newest_at(place)
    if newest is None:
        raise refused(Code.NOT_BUILT, report)
    if not newest.params:
        return Current((_newest(report, state, ledger, ""),))
    from reportgen.read.row_list import row_list  # noqa: PLC0415 - few reports have rows

    sink = Sink()
    rows = row_list(report, env, settings, sink)
    sink.stop_on_errors()
    issues, missing = [], Sink()
    for row in rows:
        try:
            issues.append(_newest(report, state, ledger, row_key(row)))
        except DeliveryError:
            missing.add(Code.ROW_NOT_BUILT, place_in(str(report)), row=row_words(row))
    if not issues:
        raise refused(Code.NOT_BUILT, report)
    last = max(issues, key=lambda each: each.record.id).record.period
    for issue in issues:
        if not issue.mailboxes:
            missing.add(Code.ROW_WITHOUT_ADDRESS, place_in(issue.record.name), row=issue.row)
        if issue.record.period != last:
            period = issue.record.period
            missing.add(
                Code.ROW_BEHIND, place_in(str(report)), row=issue.row, period=period, last=last
            )
    return Current(tuple(issues), missing.found, len(rows))


def row_words(row: Mapping[str, str]) -> str:
    """Return how a row is called before a person: 客户=甲."""
    return "，".join(f"{column}={name}" for column, name in row.items())


def _newest(report: Path, state: State, ledger: Ledger, params: str) -> Issue:
    place = place_of(report)
    newest = ledger.newest_at(place, (), params)
    if newest is None:
        raise refused(Code.NOT_BUILT, report)
    if LETTER not in dict(newest.files):
        raise refused(Code.NO_DELIVERY, report)
    letter = unpack(state.store.get(dict(newest.files)[LETTER]))
    record = ledger.newest_at(place, (LETTER, *letter.attach), params)
    if record is None:
        raise refused(Code.NOT_BUILT, report)
    return issue_of(record, report, state, ledger)


def issue_of(record: BuildRecord, report: Path, state: State, ledger: Ledger) -> Issue:
    """Return the issue of a build; raise DeliveryError when its files are not there."""
    if not all(state.store.holds(digest) for _, digest in record.files):
        raise refused(Code.NOT_BUILT, report)
    letter = unpack(state.store.get(dict(record.files)[LETTER]))
    known = acknowledged(record, ledger)
    return Issue(record, letter, state.store, holds_of(record, state, known))


def envelope_of(rows: Sequence[MessageRow], issues: Mapping[int, Issue]) -> Envelope:
    """Return the message of ``rows``, which are of one mailbox."""
    to = rows[0].addressee.recipient
    letter = issues[rows[0].build].letter
    data = message_of(rows, [issues[row.build] for row in rows])
    if len(data) > letter.max_bytes:
        raise TooLargeError(len(data), letter.max_bytes)
    return Envelope(letter.sender, to, data)


def message_of(rows: Sequence[MessageRow], issues: Sequence[Issue], mark: str = "") -> bytes:
    """Return the bytes of the message of ``rows``: of one issue, or of several together."""
    first, row = issues[0], rows[0]
    to, copies = first.seen_by(row.addressee.recipient)
    texts = dict.fromkeys((each.letter.text, each.letter.html) for each in issues)
    text = "\n\n———\n\n".join(text for text, _ in texts)
    html = "<hr>".join(html for _, html in texts)
    if row.correction:
        notice = unpack_notice(row.correction)
        mark = "【更正】"
        text, html = f"{notice.text}\n\n{text}", f"{notice.html}{html}"
    subjects = dict.fromkeys(each.letter.subject for each in issues)
    more = f"（等 {len(issues)} 份）" if len(subjects) > 1 else ""
    mail = Mail(
        sender=first.letter.sender,
        recipients=to,
        copies=copies,
        subject=f"{mark}{next(iter(subjects))}{more}",
        text=text,
        html=html,
        attachments=tuple(_distinct(file for each in issues for file in each.attachments)),
        message_id=row.message_id,
        date=dt.datetime.fromisoformat(first.record.built_at),
        series=first.letter.terms.series,
        pictures=tuple({cid: data for each in issues for cid, data in each.pictures}.items()),
    )
    return compose(mail)


def sample_of(issue: Issue, recipient: str) -> bytes:
    """Return the message of ``issue`` to ``recipient``, as it would be sent."""
    return message_of((_row_of(issue, recipient),), (issue,))


def trial_of(issue: Issue, me: str, now: dt.datetime) -> Envelope:
    """Return the message of ``issue`` as it is tried on ``me``: marked, and nobody else in it."""
    letter = replace(issue.letter, recipients=(me,), copies=(), blind=(), group="")
    tried = replace(issue, letter=letter)
    row = _row_of(tried, me)
    # A Message-ID of its own: else the real one might be dropped as seen before.
    row = replace(row, message_id=message_id(letter.sender, row.message_id, "test", str(now)))
    return Envelope(letter.sender, me, message_of((row,), (tried,), "【测试】"))


def _row_of(issue: Issue, recipient: str) -> MessageRow:
    draft, to = issue.draft(recipient), issue.addressee(recipient)
    state, built = MessageState.QUEUED, issue.record
    return MessageRow(
        0, to, built.id, draft.content, draft.message_id, state, "", 0, "", built.built_at
    )


def _distinct(files: Iterator[Attachment]) -> Iterator[Attachment]:
    """Yield ``files``, each under a name of its own."""
    names: dict[tuple[str, str], int] = {}
    for file in files:
        count = names[file.name, file.kind] = names.get((file.name, file.kind), 0) + 1
        name = file.name if count == 1 else f"{file.name}-{count}"
        yield Attachment(file.kind, file.data, name)


class TooLargeError(ValueError):
    """A message is larger than its report lets it be: it would only clog a mailbox."""

    def __init__(self, size: int, limit: int) -> None:
        self.size, self.limit = (f"{each / 2**20:.1f} MB" for each in (size, limit))
        super().__init__(f"{self.size} > {self.limit}")


def typed_mailbox(text: str) -> str:
    """Return the mailbox that a person typed; raise UsageError where it is none."""
    from reportgen.read.addresses import is_address  # noqa: PLC0415 - only where one is typed

    if not is_address(text):
        sink = Sink()
        sink.add(Code.BAD_ADDRESS, place_in("send"), address=ascii(text)[1:-1])
        raise UsageError(sink.found)
    return same_mailbox(text)


def refused(code: Code, report: Path) -> DeliveryError:
    """Return why there is nothing to send of ``report``."""
    sink = Sink()
    sink.add(code, place_in(str(report)), report=report)
    return DeliveryError(sink.found)


def place_in(name: str) -> Span:
    """Return the start of what is called ``name``."""
    return Span(Source(name, ""), 1, 1)
