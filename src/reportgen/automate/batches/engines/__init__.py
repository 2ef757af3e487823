"""Engines: who makes the reports of a batch. Tasks go in, outcomes come out; none sees a ledger."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec import Struct, field

from reportgen.automate.making import Keep, Made, Order, make
from reportgen.diag import Diagnostic, ReportgenError
from reportgen.model.artifact import ArtifactKind, Cache
from reportgen.model.world import Progress, World

BEAT_SECONDS = 5.0
"""While tasks are out, an engine calls ``Desk.beat`` at least this often."""


class Brief(Struct, frozen=True):
    """What all tasks of a batch have in common; a worker is told it once.

    ``report`` and ``settings`` are paths where the one who asks is; an engine whose workers share
    no disk with him puts its own in their place. ``env`` is his whole environment: what leaves
    this machine of it is for the engine to choose.
    """

    report: str
    kinds: tuple[str, ...]
    period: str
    is_strict: bool
    today: dt.date
    now: dt.datetime
    env: Mapping[str, str]
    settings: str = ""
    called: str = ""
    """What findings call the report's folder where it is a copy; empty: as given."""


class Task(Struct, frozen=True):
    """One report to make: its key in the ledger, and the row it is about."""

    key: str
    row: Mapping[str, str]


class Finished(Struct, frozen=True):
    """The report is made. The store that the desk keeps holds every digest of its record."""

    made: Made


class Refused(Struct, frozen=True):
    """The report cannot be made as it is: another try would find the same."""

    findings: tuple[Diagnostic, ...]


class Lost(Struct, frozen=True):
    """The worker died or broke at it: another try may go well. ``log`` is what it last wrote."""

    reason: str
    log: str = ""


Outcome: TypeAlias = Finished | Refused | Lost


class Desk(Protocol):
    """Hands out tasks and hears how they go; only the process of the ledger has it."""

    def take(self) -> Task | None:
        """Return a task that is now the engine's; nothing when none waits.

        After a ``Lost`` was yielded one may wait again, so ask until nothing is out any more.
        """

    def note(self, finding: Diagnostic) -> None:
        """Hear what there is to say of the engine itself: a worker that it does not use."""

    def beat(self) -> None:
        """Hear that the engine lives and that the tasks that are out are being worked at."""

    def stage(self, key: str, stage: str) -> None:
        """Hear which stage of ``World.progress`` the task has reached; an engine may not know."""

    def keep(self, data: bytes) -> str:
        """Keep a finished file that came from afar; return its SHA-256."""

    @property
    def store(self) -> Path:
        """Where finished files are kept, for workers on this machine; each is put there whole."""

    @property
    def cache(self) -> Path:
        """Where workers on this machine may remember what can be forgotten."""

    @property
    def logs(self) -> Path:
        """A folder for what workers on this machine write; it is emptied when a batch starts."""


class Engine(Protocol):
    """Makes reports somewhere; closes all it opened when its iterator is closed."""

    def run(self, brief: Brief, desk: Desk) -> Iterator[tuple[str, Outcome]]:
        """Take tasks from ``desk`` until none is left; yield key and outcome of each.

        Exactly one outcome a task; a task that is out when the iterator is closed has none.
        Trying again what was lost is for the desk: it counts.
        """


class Bench(Struct):
    """What a worker works with: where finished files go, what it may remember, whom it tells."""

    keep: Keep
    cache: Cache
    progress: Progress = lambda _stage: None
    answers: Mapping[str, bytes] = field(default_factory=dict)
    """What databases and addresses gave to the one who asks: they are not asked again."""


def perform(brief: Brief, task: Task, bench: Bench) -> Finished | Refused:
    """Make the report of ``task``: the same on every engine, with the same bytes.

    Whatever else than a ReportgenError comes out of it is the worker's to turn into a ``Lost``.
    """
    kinds = tuple(ArtifactKind(kind) for kind in brief.kinds)
    world = World(
        env=brief.env,
        today=brief.today,
        cache=bench.cache,
        progress=bench.progress,
        period=brief.period,
        row=task.row,
        settings=Path(brief.settings) if brief.settings else None,
        is_strict=brief.is_strict,
        called=brief.called,
        archived=bench.answers,
    )
    try:
        return Finished(make(Order(Path(brief.report), kinds), world, brief.now, bench.keep))
    except ReportgenError as fault:
        return Refused(fault.diagnostics)
