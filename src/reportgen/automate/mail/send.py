"""Send: the current issues to each of their recipients, at most once a period."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from reportgen.automate.history.losses import refuse_unknown
from reportgen.automate.mail.approval import Approvers, lacks_approval, read_approvers
from reportgen.automate.mail.correcting import notice_of, pack_notice
from reportgen.automate.mail.issue import (
    Current,
    Issue,
    TooLargeError,
    current_issues,
    envelope_of,
    issue_of,
    place_in,
    sample_of,
    typed_mailbox,
)
from reportgen.automate.state import State
from reportgen.deliver import (
    Clock,
    Post,
    Rows,
    Server,
    ServerFaultError,
    Session,
    deliver,
    is_listed,
    is_paused,
    message_id,
    read_servers,
    same_mailbox,
    stamp,
)
from reportgen.diag import Code, DataError, DeliveryError, Diagnostic, Sink, UsageError
from reportgen.ledger import Ledger, MessageRow, MessageState, Pause
from reportgen.model.terms import Counts, SendWindow

_STALE, _FILES_GONE = "stale data", "its files are no longer kept"
_OPTED_OUT, _NOT_ALLOWED = "opted out", "not allowed"
_OPEN = (MessageState.QUEUED, MessageState.HELD)


class Wish(Struct, frozen=True):
    """What a person asks of a send: one mailbox only, to try at once what waits, how to wait."""

    only: str = ""
    resumes: bool = False
    correction: str = ""
    """Why what has changed since it was sent is sent in its new form."""
    again: str = ""
    """The mailbox that gets once more what it got, for ``reason``."""
    reason: str = ""
    wait: Callable[[float], object] = time.sleep
    """Waits as long as the rate asks for; False: the rest is for a later run."""


class Sent(Struct, frozen=True):
    """Every row of the current issues and what earlier ones left open; what is to be said."""

    rows: tuple[MessageRow, ...]
    notes: tuple[Diagnostic, ...] = ()

    @property
    def totals(self) -> dict[str, int]:
        """How many of the messages are in which state; what is not built counts, too."""
        found = Counter(row.state.value for row in self.rows)
        unbuilt = sum(note.code is Code.ROW_NOT_BUILT for note in self.notes)
        return {**dict(sorted(found.items())), **({"not built": unbuilt} if unbuilt else {})}

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Everything that is to be said to the owner."""
        return (*self.notes, *findings_of(self.rows))


def send(
    report: Path,
    state: State,
    settings: Path,
    env: Mapping[str, str],
    clock: Clock,
    wish: Wish = Wish(),  # noqa: B008 - frozen
) -> Sent:
    """Send the current issues to whom they were not sent yet, and what earlier ones left queued.

    What was cut off at the final dot by a crash is held, never resent. Raises DataError when the
    data of the only issue are too old by now; DeliveryError when the server cannot be used at all;
    UsageError for the operator's settings.
    """
    with state.alone("send"), state.ledger() as ledger:
        refuse_unknown(state.folder)
        current = current_issues(report, state, ledger, settings, env)
        approvers = _approvers(current, settings)
        barred = _barred(current, clock) | _unapproved(current, approvers, ledger)
        server = read_servers(settings, current.issues[0].letter.server, env)
        _check_size(current)
        _check_wish(wish, current)
        turn = _Turn(report, state, ledger, server, clock, wish, approvers)
        turn.prepare(current, barred)
        issues = turn.issues(current)
        turn.look_at_open(issues)
        try:
            notes = turn.deliver(issues)
        except ServerFaultError as fault:
            raise server_fault(fault, server.name, settings) from fault
        rows = ledger.outbox.rows(current.issues[0].record.report)
        told = tuple(row for row in reversed(rows) if _counts(row, current))
        return Sent(told, (*current.findings, *barred.values(), *notes))


class _Turn(Struct, frozen=True):
    """One run of send: what it works on."""

    report: Path
    state: State
    ledger: Ledger
    server: Server
    clock: Clock
    wish: Wish
    approvers: Approvers

    @property
    def _now(self) -> str:
        return stamp(self.clock())

    def prepare(self, current: Current, barred: Mapping[int, Diagnostic]) -> None:
        """Bring the outbox to what is to be sent now."""
        outbox = self.ledger.outbox
        outbox.hold_unknown(self._now)
        if self.wish.resumes:
            self.ledger.channels.end_pause(self.server.name)
            outbox.forget_waits(self._now)
        with outbox.at_once():
            for issue in current.issues:
                for each in issue.mailboxes if issue.record.id not in barred else ():
                    if self._is_asked(each):
                        row = outbox.enqueue(issue.addressee(each), issue.draft(each), self._now)
                        self._decide(row, issue)

    def _decide(self, row: MessageRow, issue: Issue) -> None:
        """Queue a sent message once more where a person says so: corrected, or as it was."""
        wish, to = self.wish, row.addressee.recipient
        was_sent = row.state in (MessageState.SENT, MessageState.BOUNCED)
        if was_sent and wish.correction and row.undecided:
            old = self.ledger.build(row.build)
            notice = notice_of(wish.correction, old, issue.record, self.state)
            self.ledger.outbox.correct(row, issue.draft(to), pack_notice(notice), self._now)
        elif was_sent and wish.again and same_mailbox(wish.again) == to:
            times = str(self.ledger.outbox.times_sent(row.id))
            # Another Message-ID: a server may drop what it has seen before.
            identifier = message_id(issue.letter.sender, row.message_id, times)
            self.ledger.outbox.repeat(row, identifier, wish.reason, self._now)

    def _is_asked(self, mailbox: str) -> bool:
        return not self.wish.only or same_mailbox(self.wish.only) == mailbox

    def issues(self, current: Current) -> dict[int, Issue]:
        """Return the issues of all that is open, by the numbers of their builds.

        Files that were made long ago may be gone: what still waits for them fails, and stops no
        other message.
        """
        known = {issue.record.id: issue for issue in current.issues}
        for row in self._open(current.issues[0].record.report):
            record = self.ledger.build(row.build)
            if row.build in known or record is None:
                continue
            try:
                known[row.build] = issue_of(record, self.report, self.state, self.ledger)
            except DeliveryError:
                if row.state is MessageState.QUEUED:
                    failed = MessageState.FAILED
                    self.ledger.outbox.mark((row.id,), failed, self._now, _FILES_GONE)
        return known

    def _open(self, report: str) -> list[MessageRow]:
        states = (MessageState.QUEUED, MessageState.FAILED, MessageState.SKIPPED)
        return [row for row in self.ledger.outbox.rows(report) if row.state in states]

    def look_at_open(self, issues: Mapping[int, Issue]) -> None:
        """Skip who may not or will not get it, hold what has become too old meanwhile."""
        outbox, gone = self.ledger.outbox, self.ledger.channels.opted_out()
        report = next(iter(issues.values())).record.report
        with outbox.at_once():
            for row in self._open(report):
                if row.build not in issues:
                    continue
                why = self._why_skipped(row, issues[row.build], gone)
                if row.state is MessageState.SKIPPED and not why:
                    outbox.requeue(row.id, self._now)
                elif why and (row.state, row.reason) != (MessageState.SKIPPED, why):
                    outbox.mark((row.id,), MessageState.SKIPPED, self._now, why)
                is_going = row.state is not MessageState.FAILED and not why
                if is_going and issues[row.build].bars(self.clock()):
                    outbox.mark((row.id,), MessageState.HELD, self._now, _STALE)

    def _why_skipped(self, row: MessageRow, issue: Issue, gone: Mapping[str, str]) -> str:
        to, domains = row.addressee.recipient, issue.letter.terms.domains
        if to in gone:
            return _OPTED_OUT
        is_allowed = self.server.may_write_to(to) and (not domains or is_listed(to, domains))
        return "" if is_allowed else _NOT_ALLOWED

    def deliver(self, issues: Mapping[int, Issue]) -> tuple[Diagnostic, ...]:
        """Send what may go now; return what keeps the rest waiting."""
        first = next(iter(issues.values()))
        channels, sink = self.ledger.channels, Sink()
        window = first.letter.terms.window
        counts = self._counts(window, sink)
        if not is_paused(channels.pause(self.server.name), self.clock()):
            post = Post(
                self.server.name,
                self.ledger.outbox,
                channels,
                partial(Session, self.server),
                partial(envelope_of, issues=issues),
                self.clock,
                self.wish.wait,
                first.letter.terms,
                counts,
            )
            try:
                deliver(self._queue(issues), post)
            except ServerFaultError as fault:
                if fault.code is Code.LOGIN_REFUSED:
                    channels.set_pause(Pause(self.server.name, "", fault.reason, 0))
                raise
        self._tell_pause(sink)
        if window is not None and not window.is_open(self.clock(), counts):
            opens = window.opens(self.clock(), counts).isoformat(timespec="minutes")
            sink.add(Code.OUTSIDE_WINDOW, place_in(str(self.report)), opens=opens)
        return sink.found

    def _counts(self, window: SendWindow | None, sink: Sink) -> Counts:
        """Return which days are workdays, by the calendar; a year it does not know is told."""
        if window is None or not window.on_workdays:
            return lambda _day: True
        from reportgen.automate.schedule.calendars import Calendar, known_years  # noqa: PLC0415 - few ask
        from reportgen.model.report import DayKind, OwnDays  # noqa: PLC0415 - as above

        known = known_years(DayKind.WORKDAY, self.state.cache)
        calendar, year = Calendar(DayKind.WORKDAY, OwnDays(), known), self.clock().year
        if not calendar.knows(year):
            sink.add(
                Code.CALENDAR_UNKNOWN,
                place_in(str(self.report)),
                name="send_window",
                kind="工作日",
                year=year,
                reason=calendar.origin,
            )
        return calendar.has

    def _tell_pause(self, sink: Sink) -> None:
        pause = self.ledger.channels.pause(self.server.name)
        if pause is not None and is_paused(pause, self.clock()):
            code = Code.CHANNEL_PAUSED if pause.until else Code.CHANNEL_STOPPED
            place, name = place_in(str(self.report)), self.server.name
            sink.add(code, place, name=name, until=pause.until or "—", reason=pause.reason)

    def _queue(self, issues: Mapping[int, Issue]) -> list[Rows]:
        """Return the messages that are due, those tried least first; some are of several rows."""
        report = next(iter(issues.values())).record.report
        may_go = {
            number
            for number, issue in issues.items()
            if lacks_approval(issue, self.approvers, self.ledger) is None
        }
        rows = [
            row
            for row in self.ledger.outbox.rows(report)
            if row.state is MessageState.QUEUED
            and row.build in may_go
            and row.due <= self._now
            and self._is_asked(row.addressee.recipient)
        ]
        groups: dict[tuple[str, str], list[MessageRow]] = {}
        for row in sorted(rows, key=lambda row: (row.attempts, row.id)):
            # A corrected issue goes alone: its reason is no other's.
            alone = not issues[row.build].letter.group or row.correction
            group = f"#{row.id}" if alone else issues[row.build].letter.group
            key = f"{row.addressee.period}\0{group}"
            groups.setdefault((row.addressee.recipient, key), []).append(row)
        return [tuple(each) for each in groups.values()]


def _barred(current: Current, clock: Clock) -> dict[int, Diagnostic]:
    """Return which issues may not be sent now, and why; raise DataError if it is the only one."""
    found = {issue.record.id: issue.bars(clock()) for issue in current.issues}
    if len(current.issues) == 1 and current.listed == 1:
        if bars := found[current.issues[0].record.id]:
            raise DataError(bars)
        return {}
    sink = Sink()
    barred = {}
    for issue in current.issues:
        if bars := found[issue.record.id]:
            place = place_in(issue.record.name)
            sink.add(Code.ROW_BARRED, place, row=issue.row, cause=bars[0].code.value)
            barred[issue.record.id] = sink.found[-1]
    return barred


def _check_wish(wish: Wish, current: Current) -> None:
    """Raise UsageError when a person names a mailbox that gets nothing of the current issues."""
    known = {to for issue in current.issues for to in issue.mailboxes}
    sink = Sink()
    for asked in filter(None, (wish.only, wish.again)):
        if typed_mailbox(asked) not in known:
            sink.add(Code.NOT_A_RECIPIENT, place_in(asked), mailbox=asked)
    if sink.errors:
        raise UsageError(sink.found)


def _approvers(current: Current, settings: Path) -> Approvers:
    """Return who may approve, where an issue asks for it."""
    if not any(issue.letter.terms.approve for issue in current.issues):
        return {}
    return read_approvers(settings)


def _unapproved(current: Current, approvers: Approvers, ledger: Ledger) -> dict[int, Diagnostic]:
    """Return which issues nobody has let go out; raise DeliveryError if it is the only one."""
    found = {
        issue.record.id: lack
        for issue in current.issues
        if (lack := lacks_approval(issue, approvers, ledger)) is not None
    }
    if found and current.listed == 1:
        raise DeliveryError(tuple(found.values()))
    return found


def _check_size(current: Current) -> None:
    """Raise DeliveryError when the only issue is too large; of many each is looked at later."""
    issue = current.issues[0]
    if current.listed > 1 or not issue.mailboxes:
        return
    size, limit = len(sample_of(issue, next(iter(issue.mailboxes)))), issue.letter.max_bytes
    if size > limit:
        fault, sink = TooLargeError(size, limit), Sink()
        place = place_in(issue.record.name)
        sink.add(Code.MESSAGE_TOO_LARGE, place, size=fault.size, limit=fault.limit)
        raise DeliveryError(sink.found)


def _counts(row: MessageRow, current: Current) -> bool:
    """Tell whether ``row`` is of a current issue, or of an earlier one and not settled."""
    periods = {issue.record.period for issue in current.issues}
    return row.addressee.period in periods or row.state in _OPEN


def findings_of(rows: Sequence[MessageRow]) -> tuple[Diagnostic, ...]:
    """Return a finding for every message that is not sent, or whose content has changed since."""
    sink = Sink()
    for row in rows:
        place = place_in(row.addressee.recipient)
        if row.undecided:
            sink.add(Code.UNDECIDED, place, message=row.id)
        if row.state is MessageState.SKIPPED:
            code = Code.OPTED_OUT if row.reason == _OPTED_OUT else Code.NOT_ALLOWED
            sink.add(code, place, message=row.id, recipient=row.addressee.recipient)
        elif row.state is not MessageState.SENT:
            sink.add(
                Code.NOT_ALL_SENT,
                place,
                message=row.id,
                state=row.state.value,
                reason=row.reason or "—",
            )
    return sink.found


def server_fault(fault: ServerFaultError, name: str, settings: Path) -> DeliveryError:
    """Return why the server called ``name`` could not be used."""
    sink = Sink()
    sink.add(fault.code, place_in(str(settings)), name=name, reason=fault.reason)
    return DeliveryError(sink.found)
