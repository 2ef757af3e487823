"""Tick: do what is due or changed, and end. Serve: tick again and again, alone."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec import Struct

from reportgen.automate.agenda import kept_plan
from reportgen.automate.fingerprint import is_quiet
from reportgen.automate.making import Order
from reportgen.automate.plan import Days, Schedule, due
from reportgen.automate.rebuild import Rebuilt, rebuild
from reportgen.automate.state import State, place_of
from reportgen.diag import Diagnostic, ReportgenError
from reportgen.ledger import BuildRecord, MessageRow, MessageState, Occurrence
from reportgen.model.report import Action
from reportgen.model.world import World

Clock = Callable[[], dt.datetime]
_Served: TypeAlias = tuple[tuple[MessageRow, ...], tuple[Diagnostic, ...]]
_STEP_SECONDS = 0.2
_FIRST_PAUSE, _LONGEST_PAUSE = dt.timedelta(minutes=1), dt.timedelta(hours=3)


class Job(Struct, frozen=True):
    """A report that runs by itself: where it is, its state, and the operator's settings."""

    report: Path
    state: State
    settings: Path
    quiet_seconds: float = 2.0


class Ticked(Struct, frozen=True):
    """What one tick did: the rebuild, and the messages of what was due to be sent."""

    rebuilt: Rebuilt
    messages: tuple[MessageRow, ...]
    notes: tuple[Diagnostic, ...] = ()
    """What else is to be said of the sending."""


def tick(job: Job, world: World, clock: Clock) -> Ticked:
    """Rebuild the report if its content changed, then do what its schedules say is due.

    Files that were written a moment ago are waited for, so that no half-written one is read.
    """
    begun = clock()
    while not is_quiet(job.report, _inputs(job), job.quiet_seconds, time.time()):
        time.sleep(_STEP_SECONDS)
    rebuilt = rebuild(Order(job.report, state=job.state.folder), world, begun)
    return Ticked(rebuilt, *_serve_due(job, world, clock, begun))


def _serve_due(job: Job, world: World, clock: Clock, begun: dt.datetime) -> _Served:
    """Do what came due by ``begun``, and what earlier ticks could not; it stays open until done."""
    plan, report = kept_plan(job.report, job.state), _report_id(job)
    if not plan:
        return (), ()
    _claim_due(job, plan, report, begun)
    with job.state.ledger() as ledger:
        left = ledger.occurrences.open(report)
    sends = {schedule.name for schedule in plan if Action.SEND in schedule.actions}
    if not left or not _may_try(left, begun):
        return (), ()
    messages: tuple[MessageRow, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    if any(each.schedule in sends for each in left):
        from reportgen.automate.send import send  # noqa: PLC0415 - only when something is due

        with job.state.ledger() as ledger:
            ledger.occurrences.note_try(report, begun.isoformat(timespec="seconds"))
        done = send(job.report, job.state, job.settings, world.env, clock)
        messages, notes = done.rows, done.notes
    if not any(row.state is MessageState.QUEUED for row in messages):
        with job.state.ledger() as ledger:
            ledger.occurrences.finish(report, clock().isoformat(timespec="seconds"))
    return messages, notes


def _may_try(left: Sequence[Occurrence], now: dt.datetime) -> bool:
    """Tell whether enough time has passed: 1, 3, 9 … minutes after each failed try, 3 h at most."""
    for each in left:
        if not each.tried_at:
            return True
        pause = min(_FIRST_PAUSE * 3 ** (each.tries - 1), _LONGEST_PAUSE)
        if now - dt.datetime.fromisoformat(each.tried_at) >= pause:
            return True
    return False


class Desk(Protocol):
    """Who is told what the server does, and says how long it goes on."""

    def done(self, ticked: Ticked) -> None:
        """Hear what a tick did."""

    def failed(self, fault: ReportgenError) -> None:
        """Hear why a tick failed; the next one tries again."""

    def goes_on(self) -> bool:
        """Wait for the next tick; tell whether there is one."""


def serve(job: Job, world: Callable[[], World], clock: Clock, desk: Desk) -> None:
    """Tick until ``desk`` ends it; raise LockedError when a server of this state runs already."""
    with job.state.alone("serve"):
        while True:
            try:
                desk.done(tick(job, world(), clock))
            except ReportgenError as fault:
                desk.failed(fault)
            if not desk.goes_on():
                return


def _report_id(job: Job) -> str:
    record = _newest(job)
    return record.report if record else ""


def _inputs(job: Job) -> tuple[Path, ...]:
    """Return the files that the last build read."""
    record = _newest(job)
    return tuple(Path(path) for path, _ in record.inputs) if record else ()


def _newest(job: Job) -> BuildRecord | None:
    with job.state.ledger() as ledger:
        return ledger.newest_at(place_of(job.report))


def _claim_due(job: Job, plan: Sequence[Schedule], report: str, now: dt.datetime) -> None:
    """Claim every moment that has come due; a schedule seen for the first time counts from now."""
    days = Days(job.state.cache)
    with job.state.ledger() as ledger:
        served = ledger.occurrences
        for schedule in plan:
            seen = served.seen(report, schedule.name)
            moments = (
                due(schedule, dt.datetime.fromisoformat(seen), now, days).moments if seen else ()
            )
            if moments or not seen or _utc(now) < seen:
                served.claim_all(report, schedule.name, map(_utc, moments), _utc(now))


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
