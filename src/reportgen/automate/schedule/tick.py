"""Tick: rebuild a report if its content changed, then do what its schedules say is due."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.making import Order
from reportgen.automate.rebuild import Rebuilt, rebuild
from reportgen.automate.schedule.agenda import kept_plan
from reportgen.automate.schedule.claims import Claimed, claim_due
from reportgen.automate.schedule.elsewhere import ask_elsewhere, next_question
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.retry import again_at, digest_of_findings, has_waited
from reportgen.automate.schedule.retry import soonest as _soonest
from reportgen.automate.schedule.watching import look
from reportgen.diag import Code, Diagnostic, ReportgenError, Severity, SourceError
from reportgen.ledger import MessageRow, MessageState, Occurrence, Trouble
from reportgen.model.report import Action
from reportgen.model.world import World

Clock: TypeAlias = Callable[[], dt.datetime]
_RUN, _SAID = "run", "said"
"""What failed and is to be tried again; what was told last."""
_FAULTY_ROWS, _UNSENT = 1, 4


class Ticked(Struct, frozen=True):
    """What one tick did: the rebuild, the messages of what was due, what there is to tell."""

    rebuilt: Rebuilt
    messages: tuple[MessageRow, ...] = ()
    due: tuple[str, ...] = ()
    """The schedules that came due, or were still to be done."""
    notes: tuple[Diagnostic, ...] = ()
    """What there is to say of clock, calendars and servers; each is said once by itself."""
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with rows that could not be made; the others were."""
    remarks: tuple[Diagnostic, ...] = ()
    """What there is to say of the sending."""


class Attempt(Struct, frozen=True):
    """What became of a tick: done, failed, or not tried because nothing has changed since."""

    ticked: Ticked | None = None
    fault: ReportgenError | None = None
    is_news: bool = True
    """Whether it says anything that was not said before."""
    is_mended: bool = False
    """Whether what failed before went well."""
    exit_code: int = 0
    next_at: dt.datetime | None = None
    """When to look again, by the clock; nothing when only a change of the files matters."""


def attempt(
    job: Job, world: World, clock: Clock, files: str = "", *, has_jumped: bool = False
) -> Attempt:
    """Tick, and remember what went wrong: it is said once, and tried again after a while.

    ``files`` is how the report's files look: when they change, or a moment comes due, there is no
    waiting.
    """
    begun = clock()
    claimed = claim_due(job, begun, has_jumped=has_jumped)
    with job.state.ledger() as ledger:
        known = ledger.troubles.of(job.place, _RUN)
    is_same = known is not None and known.files == files and not claimed.schedules
    if known is not None and is_same and not has_waited(known.tries, known.tried_at, begun):
        return Attempt(
            is_news=bool(claimed.notes),
            exit_code=known.exit_code,
            next_at=_soonest(claimed.next_at, again_at(known.tries, known.tried_at)),
            ticked=Ticked(Rebuilt((), (), is_unchanged=True), notes=claimed.notes),
        )
    try:
        ticked, next_at = _tick(job, world, clock, begun, claimed)
    except ReportgenError as fault:
        if files and look(job.report, job.inputs()).digest != files:
            return Attempt(is_news=False, next_at=claimed.next_at)  # it read what was being written
        made = Attempt(fault=fault, exit_code=fault.exit_code, next_at=claimed.next_at)
        return _remembered(made, job, known, files, clock())
    code = _FAULTY_ROWS if ticked.faults else _UNSENT if _has_error(_unsent(ticked)) else 0
    return _remembered(Attempt(ticked, exit_code=code, next_at=next_at), job, known, files, clock())


def _tick(
    job: Job, world: World, clock: Clock, begun: dt.datetime, claimed: Claimed
) -> tuple[Ticked, dt.datetime | None]:
    """Return what a tick did, and when the next moment comes due."""
    is_due = any(each.tries == 0 for each in _open(job))
    asked = ask_elsewhere(job, world, begun, is_due=is_due)
    order = Order(job.report, state=job.state.folder, asks=asked.is_needed)
    rebuilt, faults = _rebuilt(order, job, world, begun)
    again = claim_due(job, clock())  # a first build declares schedules, a later one may change them
    left = _open(job)
    if rebuilt.is_unchanged and not _may_try(left, clock()):
        left = ()
    messages, remarks = _serve(left, job, world, clock) if left else ((), ())
    due = tuple(dict.fromkeys(each.schedule for each in left))
    notes = (*claimed.notes, *asked.notes, *again.notes)
    tries = [again_at(each.tries, each.tried_at) for each in _open(job) if each.tried_at]
    next_at = _soonest(again.next_at, next_question(job, clock()), *tries)
    return Ticked(rebuilt, messages, due, notes, faults, remarks), next_at


def _rebuilt(
    order: Order, job: Job, world: World, now: dt.datetime
) -> tuple[Rebuilt, tuple[Diagnostic, ...]]:
    """Rebuild the report, or that of each of its rows; return what is wrong with rows beside it."""
    with job.state.ledger() as ledger:
        newest = ledger.newest_at(job.place)
    if newest is None or not newest.params:
        try:
            return rebuild(order, world, now), ()
        except SourceError as fault:
            if all(each.code is not Code.ROW_NEEDED for each in fault.diagnostics):
                raise
    from reportgen.automate.batches.batch import Plan, rebuild_rows  # noqa: PLC0415 - few reports have rows
    from reportgen.automate.batches.engines.local import Local  # noqa: PLC0415 - as above

    made: list[Rebuilt] = []
    faults: list[Diagnostic] = []
    plan = Plan(Local(os.cpu_count() or 1))
    for each in rebuild_rows(order, world, now, plan):
        if isinstance(each.done, ReportgenError):
            faults += each.done.diagnostics
        else:
            made.append(each.done)
    whole = Rebuilt(
        paths=tuple(chain(*(each.paths for each in made))),
        findings=tuple(chain(*(each.findings for each in made))),
        is_unchanged=all(each.is_unchanged for each in made),
        held=tuple(chain(*(each.held for each in made))),
    )
    return whole, tuple(faults)


def _serve(
    left: Sequence[Occurrence], job: Job, world: World, clock: Clock
) -> tuple[tuple[MessageRow, ...], tuple[Diagnostic, ...]]:
    """Do what is ``left``: due now, or what earlier ticks could not do; it is open until done."""
    with job.state.ledger() as ledger:
        report = job.known_as(ledger)
    plan = {schedule.name: schedule for schedule in kept_plan(job.report, job.state)}
    messages: tuple[MessageRow, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    if any(each.schedule in plan and Action.SEND in plan[each.schedule].actions for each in left):
        from reportgen.automate.mail.send import Wish, send  # noqa: PLC0415 - only when something is due
        from reportgen.deliver import stamp  # noqa: PLC0415 - as above

        begun = clock()
        with job.state.ledger() as ledger:
            ledger.occurrences.note_try(report, begun.isoformat(timespec="seconds"))
        wish = Wish(wait=lambda _seconds: False) if job.is_one_of_many else Wish()
        done = send(job.report, job.state, job.settings, world.env, clock, wish)
        messages, remarks = done.rows, done.notes
        if any(
            row.state is MessageState.SENT and row.updated_at >= stamp(begun) for row in messages
        ):
            with job.state.ledger() as ledger:  # it goes on well: the rest need not wait for long
                ledger.occurrences.go_on(report)
    if not any(row.state is MessageState.QUEUED for row in messages):
        with job.state.ledger() as ledger:
            ledger.occurrences.finish(report, clock().isoformat(timespec="seconds"))
    return messages, remarks


def _open(job: Job) -> Sequence[Occurrence]:
    """Return what is claimed and not done, of this process or of one that was killed."""
    with job.state.ledger() as ledger:
        return ledger.occurrences.open(job.known_as(ledger))


def _may_try(left: Sequence[Occurrence], now: dt.datetime) -> bool:
    return any(not each.tried_at or has_waited(each.tries, each.tried_at, now) for each in left)


def _remembered(
    made: Attempt, job: Job, known: Trouble | None, files: str, now: dt.datetime
) -> Attempt:
    """Note what went wrong, and return ``made`` with whether it was said before."""
    is_bad = made.exit_code != 0
    words = digest_of_findings(_found(made))
    with job.state.ledger() as ledger:
        said = ledger.troubles.of(job.place, _SAID)
        if words:
            at = now.isoformat(timespec="seconds")
            ledger.troubles.note(job.place, _SAID, Trouble(words, "", 0, 1, at))
        else:
            ledger.troubles.clear(job.place, _SAID)
        if not is_bad:
            is_mended = ledger.troubles.clear(job.place, _RUN)
            return replace(made, is_news=_is_news(made, said, words), is_mended=is_mended)
        is_same = known is not None and known.files == files and known.words == words
        tries = known.tries + 1 if known is not None and is_same else 1
        at = now.isoformat(timespec="seconds")
        ledger.troubles.note(job.place, _RUN, Trouble(words, files, made.exit_code, tries, at))
    next_at = _soonest(made.next_at, again_at(tries, at))
    return replace(made, is_news=_is_news(made, said, words), next_at=next_at)


def _is_news(made: Attempt, said: Trouble | None, words: str) -> bool:
    """Tell whether ``made`` is worth a word: new files, new findings, a note."""
    if made.ticked is not None and (not made.ticked.rebuilt.is_unchanged or made.ticked.notes):
        return True
    if made.ticked is not None and made.ticked.messages and made.exit_code == 0:
        return True
    return bool(words) and (said is None or said.words != words)


def _found(made: Attempt) -> Iterable[Diagnostic]:
    """Return what there is to complain about."""
    if made.fault is not None:
        return made.fault.diagnostics
    if made.ticked is None:
        return ()
    return (*made.ticked.faults, *made.ticked.rebuilt.held, *_unsent(made.ticked))


def _has_error(found: Iterable[Diagnostic]) -> bool:
    return any(each.severity is Severity.ERROR for each in found)


def _unsent(ticked: Ticked) -> tuple[Diagnostic, ...]:
    """Return a finding for each message that did not go."""
    if not ticked.messages:
        return ticked.remarks
    from reportgen.automate.mail.send import findings_of  # noqa: PLC0415 - only after a send

    return (*ticked.remarks, *findings_of(ticked.messages))
