"""Batch: a report that is made once for each row of a table, by an engine, out of the ledger.

The engine makes; this process alone writes the ledger. A row whose report is current is no job. A
report is done when one transaction has both its build and its settled job, so a batch that is
killed at any moment goes on where it was, and nothing is done twice.
"""

import datetime as dt
import hashlib
import json
import os
import secrets
import shutil
import socket
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol, assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.batches.engines import Brief, Engine, Finished, Lost, Outcome, Refused, Task
from reportgen.automate.fingerprint import as_now, engine
from reportgen.automate.history.archive import tidy
from reportgen.automate.making import Made, Order, row_key, wanted_of
from reportgen.automate.rebuild import Rebuilt, as_rebuilt, is_current, noted, rows_of
from reportgen.automate.state import BUILD_WAIT_SECONDS, State, place_of, writable_state
from reportgen.diag import (
    Code,
    Diagnostic,
    LockedError,
    MakeError,
    ReportgenError,
    Sink,
    Source,
    Span,
    error_of,
)
from reportgen.ledger import MOST_ATTEMPTS, BuildRecord, Claim, JobState, Ledger, sweep
from reportgen.model.world import EVERY_ROW, RowChoice, World

LEASE_SECONDS = 30.0


class RowDone(Struct, frozen=True):
    """What became of one row: its files, or what is wrong with it."""

    row: dict[str, str]
    done: Rebuilt | ReportgenError


class Watcher(Protocol):
    """Is told how a batch goes."""

    def begins(self, rows: int, waiting: int) -> None:
        """Hear how many rows there are, and of how many the report is to be made."""

    def stage(self, row: Mapping[str, str], stage: str) -> None:
        """Hear which stage the report of ``row`` has reached."""

    def note(self, finding: Diagnostic) -> None:
        """Hear what there is to say of the engine."""


class _Silent:
    def begins(self, rows: int, waiting: int) -> None:
        pass

    def stage(self, row: Mapping[str, str], stage: str) -> None:
        pass

    def note(self, finding: Diagnostic) -> None:
        pass


class Plan(Struct, frozen=True):
    """Who makes which rows, and whether one that fails ends the batch."""

    engine: Engine
    choice: RowChoice = EVERY_ROW
    fails_fast: bool = False
    watcher: Watcher = _Silent()
    clock: Callable[[], float] = time.time


def rebuild_rows(
    order: Order, world: World, now: dt.datetime, plan: Plan
) -> Generator[RowDone, None, None]:
    """Build the report of each row that ``plan`` asks for; one that fails stops no other.

    Raises LockedError when another batch of this state is at work. Close the iterator to end
    early: what was at work waits again.
    """
    rows = rows_of(order.report, world, plan.choice)
    state = writable_state(order.report, order.state)
    with (
        state.alone("batch"),
        state.alone("build", BUILD_WAIT_SECONDS),
        state.ledger() as ledger,
    ):
        state.sweep()
        for folder in order.folder.iterdir() if order.folder.is_dir() else ():
            if folder.is_dir():
                sweep(folder)
        batch = _Batch(order, world, now, state, ledger, plan)
        try:
            yield from batch.run(rows)
        finally:
            batch.end()


class _Batch:
    """One run over the rows: the desk that the engine takes its tasks from."""

    def __init__(
        self,
        order: Order,
        world: World,
        now: dt.datetime,
        state: State,
        ledger: Ledger,
        plan: Plan,
    ) -> None:
        self._order, self._world, self._now = order, world, now
        self._state, self._ledger, self._plan = state, ledger, plan
        self._place, self._wanted = place_of(order.report), wanted_of(order, world)
        self._host = f"{socket.gethostname()}:"
        self._owner = f"{self._host}{os.getpid()}:{secrets.token_hex(4)}"
        self._out: dict[str, Claim] = {}
        self._beaten = plan.clock()
        self._made = 0

    # What the engine sees.

    @property
    def store(self) -> Path:
        return self._state.folder / "store"

    @property
    def cache(self) -> Path:
        return self._state.folder / "cache"

    @property
    def logs(self) -> Path:
        return self._state.folder / "workers"

    def take(self) -> Task | None:
        at = self._plan.clock()
        claim = self._ledger.jobs.claim(self._owner, self._owner, at, at + LEASE_SECONDS)
        if claim is None:
            return None
        self._out[claim.key] = claim
        return Task(claim.key, _row(claim.params))

    def note(self, finding: Diagnostic) -> None:
        self._plan.watcher.note(finding)

    def beat(self) -> None:
        at = self._plan.clock()
        if self._out and not 0 <= at - self._beaten < LEASE_SECONDS / 6:
            self._ledger.jobs.beat(self._owner, self._owner, at + LEASE_SECONDS)
            self._beaten = at

    def stage(self, key: str, stage: str) -> None:
        if key in self._out:
            self._plan.watcher.stage(_row(self._out[key].params), stage)

    def keep(self, data: bytes) -> str:
        return self._state.keep(data)

    # What the batch does.

    def run(self, rows: tuple[dict[str, str], ...]) -> Iterator[RowDone]:
        """Yield what became of each row: at once where nothing has changed."""
        current = list(self._current(rows))
        waiting = [row for row, known in zip(rows, current, strict=True) if known is None]
        self._enter(waiting)
        shutil.rmtree(self.logs, ignore_errors=True)
        self.logs.mkdir(parents=True, exist_ok=True)
        self._plan.watcher.begins(len(rows), len(waiting))
        for row, known in zip(rows, current, strict=True):
            if known is not None:
                yield self._row_done(row, partial(self._as_it_is, known))
        for key, outcome in self._plan.engine.run(self._brief(), self):
            for done in self._settled(key, outcome):
                yield done
                if self._plan.fails_fast and isinstance(done.done, ReportgenError):
                    return

    def end(self) -> None:
        """Give back what is still out, and forget the files that nobody will ask for."""
        shutil.rmtree(self.logs, ignore_errors=True)
        if self._out:
            self._ledger.jobs.free(self._owner, self._owner)
        if self._made:
            tidy(self._ledger, self._state, 0)

    def _current(self, rows: tuple[dict[str, str], ...]) -> Iterator[BuildRecord | None]:
        """Yield the build of each row whose report is as it would be made now."""
        for row in rows:
            known = self._ledger.build_at(self._place, self._wanted, row_key(row))
            world = replace(self._world, row=row)
            is_right = (
                known is not None
                and not self._order.force
                and is_current(known, self._order, self._state, world)
            )
            yield known if is_right else None

    def _enter(self, rows: list[dict[str, str]]) -> None:
        jobs, at = self._ledger.jobs, self._plan.clock()
        jobs.take_over(self._place, self._host)
        wanted = [(self._key(row), row_key(row)) for row in rows]
        jobs.enter(self._owner, self._place, wanted, at)

    def _key(self, row: dict[str, str]) -> str:
        """Return what the report of ``row`` will be made from, as far as that is known before."""
        params = row_key(row)
        known = self._ledger.build_at(self._place, self._wanted, params)
        inputs = as_now(known.inputs) if known else ()
        parts = (self._place, self._wanted, params, engine(), json.dumps(inputs))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _brief(self) -> Brief:
        world = self._world
        return Brief(
            report=str(self._order.report),
            kinds=tuple(kind.value for kind in self._order.kinds),
            period=world.period,
            is_strict=world.is_strict,
            today=world.today,
            now=self._now,
            env=dict(world.env),
            settings=str(world.settings or ""),
        )

    def _settled(self, key: str, outcome: Outcome) -> Iterator[RowDone]:
        """Note how a task went; yield what became of its row, nothing if it is tried again."""
        claim = self._out.pop(key)
        row, jobs, at = _row(claim.params), self._ledger.jobs, self._now.isoformat()
        match outcome:
            case Finished(made):
                yield self._row_done(row, partial(self._noted, made, claim))
            case Refused(findings):
                codes = " ".join(dict.fromkeys(each.code.value for each in findings))
                jobs.settle(claim, JobState.REFUSED, codes, at=at)
                yield RowDone(row, error_of(findings))
            case Lost(reason, log) if claim.attempt < MOST_ATTEMPTS:
                jobs.settle(claim, JobState.WAITING, f"{reason}\n{log}", at=at)
            case Lost(reason, log):
                jobs.settle(claim, JobState.POISON, f"{reason}\n{log}", at=at)
                yield RowDone(row, _poison(row, claim, reason, log))
            case _:
                assert_never(outcome)

    def _row_done(self, row: dict[str, str], act: Callable[[], Rebuilt]) -> RowDone:
        try:
            return RowDone(row, act())
        except ReportgenError as fault:
            return RowDone(row, fault)

    def _noted(self, made: Made, claim: Claim) -> Rebuilt:
        ledger = self._ledger
        try:
            record = noted(made, self._order.report, self._state, ledger)
        except ReportgenError as fault:
            ledger.jobs.settle(claim, JobState.REFUSED, str(fault), at=self._now.isoformat())
            raise
        with ledger.whole():
            record = replace(record, id=ledger.add_build(record))
            at = record.built_at
            if not ledger.jobs.settle(claim, JobState.DONE, build=record.id, at=at):
                raise _taken_over(self._order.report)  # the build is not added either
        self._made += 1
        done = as_rebuilt(record, self._order, self._state, ledger, self._now)
        return replace(done, findings=made.findings)

    def _as_it_is(self, known: BuildRecord) -> Rebuilt:
        order, state, ledger = self._order, self._state, self._ledger
        return as_rebuilt(known, order, state, ledger, self._now, is_unchanged=True)


def _row(params: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(params) if params else {}
    return found


def _poison(row: Mapping[str, str], claim: Claim, reason: str, log: str) -> MakeError:
    sink = Sink()
    shown = "，".join(row.values()) or "—"
    said = " / ".join(log.strip().splitlines()[-3:]) or "—"
    place = Span(Source(shown, ""), 1, 1)
    sink.add(Code.REPORT_POISON, place, row=shown, attempts=claim.attempt, reason=reason, log=said)
    return MakeError(sink.found)


def _taken_over(report: Path) -> LockedError:
    sink = Sink()
    place = Span(Source(str(report), ""), 1, 1)
    sink.add(Code.AT_WORK, place, work="batch", path=report)
    return LockedError(sink.found)
