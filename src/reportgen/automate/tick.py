"""Tick: do what is due or changed, and end. Serve: tick again and again, alone."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reportgen.automate.fingerprint import is_quiet
from reportgen.automate.plan import Schedule, coming, due, unpack_plan
from reportgen.automate.rebuild import PLAN, Order, Rebuilt, rebuild
from reportgen.automate.state import State
from reportgen.diag import ReportgenError
from reportgen.ledger import Lock, MessageRow
from reportgen.model.report import Action
from reportgen.model.world import World

Clock = Callable[[], dt.datetime]
_STEP_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Job:
    """A report that runs by itself: where it is, its state, and the operator's settings."""

    report: Path
    state: State
    settings: Path
    quiet_seconds: float = 2.0


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: the rebuild, and the messages of what was due to be sent."""

    rebuilt: Rebuilt
    messages: tuple[MessageRow, ...]


def tick(job: Job, world: World, clock: Clock) -> Ticked:
    """Rebuild the report if its content changed, then do what its schedules say is due.

    Files that were written a moment ago are waited for, so that no half-written one is read.
    """
    while not is_quiet(job.report, job.quiet_seconds, time.time()):
        time.sleep(_STEP_SECONDS)
    rebuilt = rebuild(Order(job.report, state=job.state.folder), world, clock())
    actions = _due_actions(job, clock)
    messages: list[MessageRow] = []
    if Action.SEND in actions:
        from reportgen.automate.send import send  # noqa: PLC0415 - only when something is due

        messages = send(job.report, job.state, job.settings, world.env, clock)
    return Ticked(rebuilt, tuple(messages))


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
    with Lock(job.state.folder / "serve.lock", 0.0):
        while True:
            try:
                desk.done(tick(job, world(), clock))
            except ReportgenError as fault:
                desk.failed(fault)
            if not desk.goes_on():
                return


def schedules(job: Job) -> list[tuple[str, str, str]]:
    """Return name, cron line and time zone of every schedule of the last build."""
    return [(each.name, each.cron, each.zone) for each in _plan(job)]


def next_moments(job: Job, clock: Clock, count: int) -> list[tuple[str, dt.datetime]]:
    """Return the coming moments of every schedule of the last build, the soonest first."""
    found: list[tuple[str, dt.datetime]] = []
    for schedule in _plan(job):
        moments = coming(schedule, clock())
        found += [(schedule.name, next(moments)) for _ in range(count)]
    return sorted(found, key=lambda each: each[1])[:count]


def _plan(job: Job) -> tuple[Schedule, ...]:
    """Return the schedules of the last build, as they are kept in the store."""
    with job.state.ledger() as ledger:
        record = ledger.build_at(str(job.report.resolve()), "")
    digest = dict(record.files).get(PLAN) if record else None
    return unpack_plan(job.state.store.get(digest)) if digest else ()


def _due_actions(job: Job, clock: Clock) -> set[Action]:
    """Claim every due moment; return what is to be done for those that were ours.

    A schedule seen for the first time counts from now on.
    """
    actions: set[Action] = set()
    plan = _plan(job)
    if not plan:
        return actions
    with job.state.ledger() as ledger:
        record = ledger.build_at(str(job.report.resolve()), "")
        if record is None:
            return actions
        now = clock()
        stamp = now.isoformat(timespec="seconds")
        served = ledger.occurrences
        for schedule in plan:
            last = served.last(record.report, schedule.name)
            if not last:
                served.claim(record.report, schedule.name, _utc(now), stamp)
                continue
            for moment in due(schedule, dt.datetime.fromisoformat(last), now):
                if served.claim(record.report, schedule.name, _utc(moment), stamp):
                    actions.update(schedule.actions)
    return actions


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
