"""Serve: many reports in one process, each looked at when a file, the clock or a fault says so."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.retry import digest_of_findings
from reportgen.automate.schedule.tick import Attempt, attempt
from reportgen.automate.schedule.watching import Sight, look
from reportgen.diag import Code, Diagnostic, ReportgenError, Sink, Source, Span
from reportgen.model.world import World

_A_DAY = 86_400.0
_PAUSE = dt.timedelta(minutes=1)
_SHORTEST_SLEEP, _LONGEST_SLEEP = 0.05, 60.0
"""A clock that is set, or a machine that wakes up, is noticed within this time."""


class Timepiece(Protocol):
    """Two clocks: one that people set, and one that only goes on."""

    def now(self) -> dt.datetime:
        """Return what the clock on the wall shows."""

    def steady(self) -> float:
        """Return seconds that only grow, also while the machine sleeps."""


class Desk(Protocol):
    """Who is told what the server does, and says how long it goes on."""

    def done(self, job: Job, why: str, made: Attempt, seconds: float) -> None:
        """Hear what became of a tick."""

    def note(self, finding: Diagnostic) -> None:
        """Hear what concerns the server itself."""

    def shielded(self, work: Callable[[], Attempt]) -> Attempt:
        """Return what ``work`` does; a fault of ours, too, as an attempt that failed."""

    def is_told(self) -> bool:
        """Tell whether to stop."""

    def wait(self, seconds: float, folders: Collection[Path]) -> Collection[str]:
        """Wait so long, or until something is written in ``folders``; return what was."""


class _Served:
    """One report as the server knows it: how its files looked, and when to look again."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.seen: Sight | None = None
        self.day: dt.date | None = None
        self.next_at: dt.datetime | None = None
        self._look_at = 0.0
        self._words = ""
        self.has_jumped = False
        self._moving: tuple[Sight, float] | None = None
        self._inputs = job.inputs()

    def folder(self) -> Path:
        """Return where its files are."""
        report = self.job.report
        return report if report.is_dir() else report.parent

    def why(self, time: Timepiece, every: float) -> str:
        """Return why it needs a tick now; nothing when it does not, or files are being written."""
        now, steady = time.now(), time.steady()
        is_due = self.next_at is not None and now >= self.next_at
        if not is_due and steady < self._look_at and self.day == _day(now):
            return ""
        sight = look(self.job.report, self._inputs)
        if not self._is_quiet(sight, now, steady):
            self._look_at = steady + self.job.quiet_seconds
            return ""
        self._look_at = (steady // every + 1) * every  # all reports at once, then all rest
        is_same = self.seen is not None and sight.stamps == self.seen.stamps
        if is_same and not is_due and self.day == _day(now):
            return ""
        why = "start" if self.seen is None else "time" if is_same else "changed"
        self.seen, self.day = sight, _day(now)
        return why

    def _is_quiet(self, sight: Sight, now: dt.datetime, steady: float) -> bool:
        """Tell whether no file was written for a while, and none is on its way."""
        wall, quiet = now.timestamp(), self.job.quiet_seconds
        if sight.is_unfinished(wall):
            self._moving = None
            return False
        is_old = self.seen is None and sight.last_written() < wall - quiet
        if is_old or (self.seen is not None and self.seen.stamps == sight.stamps):
            self._moving = None
            return True
        if self._moving is None or self._moving[0].stamps != sight.stamps:
            self._moving = sight, steady
            return quiet == 0
        return steady - self._moving[1] >= quiet

    def told(self, made: Attempt) -> Attempt:
        """Take in what a tick found; return it with whether it is news."""
        self.next_at, self.has_jumped, self._moving = made.next_at, False, None
        words = digest_of_findings(made.fault.diagnostics) if made.fault else ""
        is_old = bool(words) and words == self._words
        self._words = words
        self._know_inputs()
        return replace(made, is_news=made.is_news and not is_old)

    def _know_inputs(self) -> None:
        """Learn which files are read by now; those of other folders look as they do now."""
        self._inputs = self.job.inputs()
        if self.seen is not None:
            known = dict(self.seen.stamps)
            later = dict(look(self.job.report, self._inputs).stamps)
            self.seen = replace(self.seen, stamps=tuple(sorted((later | known).items())))

    def hint(self, paths: Iterable[str]) -> None:
        """Look soon when something in the report's folder was written."""
        folder = self.folder().resolve()
        if any(Path(path).is_relative_to(folder) for path in paths):
            self._look_at = 0.0

    def jumped(self, *, is_ahead: bool) -> None:
        """Learn that the clock was set."""
        self.has_jumped = self.has_jumped or is_ahead
        self.next_at = None if is_ahead else self.next_at
        self._look_at, self.day = 0.0, None

    def rest(self, time: Timepiece) -> float:
        """Return for how many seconds there is nothing to do."""
        rest = self._look_at - time.steady()
        if self.next_at is not None:
            rest = min(rest, (self.next_at - time.now()).total_seconds())
        return max(rest, _SHORTEST_SLEEP)


def serve(
    jobs: Callable[[], Iterable[Job]],
    world: Callable[[Job], World],
    time: Timepiece,
    desk: Desk,
    every: float = 10.0,
) -> None:
    """Tick each report when it needs it, until ``desk`` is told to stop, between two of them.

    ``jobs`` are asked again and again: a new report is served, one that is gone no more. Raises
    LockedError when another process serves one of them.
    """
    with ExitStack() as locks:
        house = _House(locks, desk)
        house.take_in(jobs())
        clocks, counted_at = _Clocks(time), time.steady()
        while not desk.is_told():
            _note_jump(clocks, house, desk)
            for each in house.served():
                why = each.why(time, every)
                if why and not desk.is_told():
                    _run(each, why, world, time, desk)
            if desk.is_told():
                return
            served = house.served()
            seconds = min((each.rest(time) for each in served), default=_LONGEST_SLEEP)
            hinted = desk.wait(min(seconds, _LONGEST_SLEEP), [each.folder() for each in served])
            for each in served:
                each.hint(hinted)
            if time.steady() - counted_at >= _LONGEST_SLEEP:
                counted_at = time.steady()
                house.look_again(jobs)


def _run(
    each: _Served, why: str, world: Callable[[Job], World], time: Timepiece, desk: Desk
) -> None:
    """Tick one report; whatever becomes of it, the next one has its turn."""
    begun = time.steady()

    def work() -> Attempt:
        files = each.seen.digest if each.seen else ""
        return attempt(each.job, world(each.job), time.now, files, has_jumped=each.has_jumped)

    made = desk.shielded(work)
    if made.fault is not None and made.next_at is None:
        made = replace(made, next_at=time.now() + _PAUSE)
    made = each.told(made)
    desk.done(each.job, why, made, time.steady() - begun)


class _House:
    """The reports that are served, each under its lock."""

    def __init__(self, locks: ExitStack, desk: Desk) -> None:
        self._locks, self._desk = locks, desk
        self._served: dict[str, _Served] = {}
        self._states: set[Path] = set()
        self._refused: set[str] = set()

    def served(self) -> list[_Served]:
        """Return the reports in the order they were found."""
        return list(self._served.values())

    def take_in(self, jobs: Iterable[Job]) -> None:
        """Serve ``jobs``, each under the lock of its state; raise when one cannot be had."""
        for job in jobs:
            self._lock(job)
            self._served[job.place] = _Served(job)

    def look_again(self, jobs: Callable[[], Iterable[Job]]) -> None:
        """Serve what is new and no more what is gone; what cannot be served is told once."""
        try:
            wanted = {job.place: job for job in jobs()}
        except ReportgenError as fault:
            self._refuse("", fault)
            return
        for gone in self._served.keys() - wanted.keys():
            sink, path = Sink(), str(self._served.pop(gone).job.report)
            sink.add(Code.REPORT_GONE, Span(Source(path, ""), 1, 1), path=path)
            self._desk.note(sink.found[0])
        for place in [each for each in wanted if each not in self._served]:
            try:
                self.take_in([wanted[place]])
            except ReportgenError as fault:
                self._refuse(place, fault)

    def _refuse(self, place: str, fault: ReportgenError) -> None:
        if place not in self._refused:
            self._refused.add(place)
            for finding in fault.diagnostics:
                self._desk.note(finding)

    def _lock(self, job: Job) -> None:
        folder = job.state.folder.resolve()
        if folder not in self._states:
            self._locks.enter_context(job.state.alone("serve"))
            self._states.add(folder)


class _Clocks:
    """Notices that the clock on the wall was set."""

    def __init__(self, time: Timepiece) -> None:
        self._time = time
        self._last = time.now(), time.steady()

    def jump(self) -> tuple[dt.datetime, dt.datetime] | None:
        """Return what the clock should show and what it does, if they are more than a day apart."""
        (now, steady), (was, since) = (self._time.now(), self._time.steady()), self._last
        self._last = now, steady
        should = was + dt.timedelta(seconds=steady - since)
        return (should, now) if abs((now - should).total_seconds()) > _A_DAY else None


def _note_jump(clocks: _Clocks, house: _House, desk: Desk) -> None:
    """Say that the clock has jumped; of what it passed over each schedule runs the latest only."""
    jump = clocks.jump()
    if jump is None:
        return
    before, after = jump
    sink, place = Sink(), Span(Source("serve", ""), 1, 1)
    sink.add(
        Code.CLOCK_JUMPED,
        place,
        before=f"{before.astimezone():%Y-%m-%d %H:%M}",
        after=f"{after.astimezone():%Y-%m-%d %H:%M}",
    )
    for finding in sink.found:
        desk.note(finding)
    for each in house.served():
        each.jumped(is_ahead=after > before)


def _day(now: dt.datetime) -> dt.date:
    return now.astimezone().date()
