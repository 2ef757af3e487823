"""Dask: reports made by the workers of a cluster; what is lost on the way is known at once."""

import itertools
import time
import traceback
import uuid
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.batches.bundle import Gathered, answers_for, at_home, gather
from reportgen.automate.batches.engines import Brief, Desk, Finished, Lost, Outcome, Refused, Task
from reportgen.automate.batches.engines.dask_cluster import Cluster
from reportgen.automate.batches.engines.dask_link import Link
from reportgen.automate.batches.engines.dask_parcel import (
    Back,
    Board,
    Changed,
    Gone,
    Moving,
    News,
    Parcel,
    Ready,
    Unfit,
    is_innocent,
    start_preparing,
    start_waiting,
)
from reportgen.automate.batches.engines.dask_worker import (
    Brought,
    BundleGoneError,
    Errand,
    leave,
    work,
)
from reportgen.automate.cache import MemoryCache
from reportgen.automate.fingerprint import fingerprint
from reportgen.automate.making import row_key
from reportgen.automate.state import place_of
from reportgen.diag import Code, ReportgenError, Sink, UsageError
from reportgen.model.world import World

_AT_ONCE = 2
"""A worker makes one report, and has the next one at hand."""
_ITS_LOG = "its last words are in its own log"
_LOOK_SECONDS = 3.0
_STEP_SECONDS = 0.5
_FIRST_WORKER_SECONDS, _MORE_WORKERS_SECONDS = 30.0, 3.0


class DaskEngine(Struct, frozen=True):
    """Makes reports on the workers of ``cluster`` that are as we are."""

    cluster: Cluster
    patience_seconds: float = 60.0
    """How long a scheduler or all workers may be gone before the batch is given up."""
    connect_seconds: float = 10.0
    """How long it may take to reach the scheduler at first."""

    def run(self, brief: Brief, desk: Desk) -> Iterator[tuple[str, Outcome]]:
        """Take tasks from ``desk`` until none is left; yield key and outcome of each."""
        first = [task for task in (desk.take(), desk.take()) if task is not None]
        if not first:
            return
        gathered = gather(Path(brief.report), _world(brief), [task.row for task in first])
        batch = _Batch(self, brief, desk, gathered)
        batch.waiting.extend(first)
        try:
            yield from batch.outcomes()
        finally:
            batch.close()


def _world(brief: Brief) -> World:
    return World(
        env=brief.env,
        today=brief.today,
        cache=MemoryCache(),
        period=brief.period,
        settings=Path(brief.settings) if brief.settings else None,
    )


class _Batch:
    """The tasks of one run: which wait, which are out, and with whom."""

    def __init__(self, engine: DaskEngine, brief: Brief, desk: Desk, gathered: Gathered) -> None:
        self.waiting: deque[Task] = deque()
        """Ours already, and not with a worker (any more)."""
        self._engine = engine
        self._asked = brief
        self._brief = replace(brief, report="", env={}, settings="")
        self._desk = desk
        self._gathered = gathered
        self._board: Board = SimpleQueue()
        self._link = self._opened(engine.connect_seconds)
        self._out: list[Parcel] = []
        """In the order in which they were sent."""
        self._posts: dict[str, bool] = {}
        """The workers we know of, and whether each is ready."""
        self._unfit: dict[str, Unfit] = {}
        self._had_worker = False
        self._seen_worker_at = self._looked_at = time.monotonic()
        self._keys = (f"reportgen-{uuid.uuid4().hex}-{number}" for number in itertools.count())

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        """Yield the outcome of each task."""
        yield from self._look()
        while self._has_work():
            self._send()
            yield from self._hear()
            self._desk.beat()

    def close(self) -> None:
        """Give up what is out, and have the workers forget what they were given."""
        for parcel in self._out:
            self._give_up(parcel)
        self._link.tell(self._posts, leave, self._gathered.bundle.digest)
        self._link.close()

    def _opened(self, seconds: float) -> Link:
        return Link(self._engine.cluster, seconds, lambda: self._board.put(Changed()))

    def _has_work(self) -> bool:
        if not self._out and not self.waiting:
            task = self._desk.take()
            if task is not None:
                self.waiting.append(task)
        return bool(self._out or self.waiting)

    def _send(self) -> None:
        """Give every worker that is ready what it can do, first one task each."""
        load = Counter(parcel.worker for parcel in self._out)
        for depth in range(_AT_ONCE):
            for worker, is_ready in self._posts.items():
                if is_ready and load[worker] == depth:
                    task = self.waiting.popleft() if self.waiting else self._desk.take()
                    if task is None:
                        return
                    load[worker] += 1
                    self._send_to(worker, task)
                    self._desk.beat()

    def _send_to(self, worker: str, task: Task) -> None:
        parcel = Parcel(task, worker)
        self._out.append(parcel)
        try:
            errand = Errand(self._gathered.bundle.digest, self._brief, task, self._answers(task))
            parcel.future = self._link.send(worker, work, errand, next(self._keys))
        except (ReportgenError, OSError) as fault:
            self._board.put(Back(parcel, fault=fault))
        else:
            start_waiting(parcel, self._board)

    def _answers(self, task: Task) -> dict[str, bytes]:
        if not self._gathered.is_asking:
            return {}
        asked = self._asked
        return answers_for(task.row, Path(asked.report), _world(asked), self._gathered.bundle)

    def _hear(self) -> Iterator[tuple[str, Outcome]]:
        """Hear the news, or that there is none, and look round now and then."""
        is_due = time.monotonic() - self._looked_at > _LOOK_SECONDS or not self._link.is_open
        for news in self._news():
            match news:
                case Back():
                    yield from self._received(news)
                case Changed():
                    is_due = True
                case Moving():
                    raise news.fault
                case Ready() | Gone() | Unfit():
                    self._note(news)
                    is_due = True
                case _:
                    assert_never(news)
        if is_due:
            yield from self._look()

    def _news(self) -> list[News]:
        found: list[News] = []
        try:
            found.append(self._board.get(timeout=_STEP_SECONDS))
            while True:
                found.append(self._board.get_nowait())
        except Empty:
            return found

    def _note(self, news: Ready | Gone | Unfit) -> None:
        """Note what came of looking at a worker."""
        if news.link is not self._link or news.worker not in self._posts:
            return
        match news:
            case Ready():
                self._posts[news.worker] = self._had_worker = True
            case Gone():
                del self._posts[news.worker]
            case Unfit():
                del self._posts[news.worker]
                self._unfit[news.worker] = news
                self._desk.note(news.finding)

    def _received(self, back: Back) -> Iterator[tuple[str, Outcome]]:
        parcel, key = back.parcel, back.parcel.task.key
        if parcel.is_given_up:
            return
        self._out.remove(parcel)
        parcel.future = None  # the scheduler forgets it, and the worker its files
        match back.fault:
            case None if back.brought is not None:
                yield key, self._at_home(parcel.task, back.brought)
            case BundleGoneError():
                self._posts.pop(parcel.worker, None)
                self.waiting.appendleft(parcel.task)
            case ReportgenError(diagnostics=findings):
                yield key, Refused(findings)
            case fault if is_innocent(fault) or not self._link.is_open:
                self.waiting.appendleft(parcel.task)
            case fault:
                log = "".join(traceback.format_exception(fault))
                yield key, Lost(f"{type(fault).__name__}: {fault}", log)

    def _at_home(self, task: Task, brought: Brought) -> Outcome:
        """Return the outcome as it would be here; what is not what it says counts as lost."""
        outcome = brought.outcome
        if not isinstance(outcome, Finished):
            return outcome
        record, report = outcome.made.record, Path(self._asked.report)
        is_whole = all(self._desk.keep(data) == digest for digest, data in brought.files.items())
        is_all = all(digest in brought.files for _, digest in record.files)
        if not (is_whole and is_all and record.params == row_key(task.row)):
            return Lost("what the worker sent is not what it says")
        inputs = at_home(record.inputs, report)
        mark = fingerprint(inputs, dict(record.settings))
        record = replace(record, place=place_of(report), inputs=inputs, fingerprint=mark)
        return Finished(replace(outcome.made, record=record))

    def _look(self) -> Iterator[tuple[str, Outcome]]:
        """See who is there: give up what was with those who are gone, prepare the new ones."""
        self._looked_at = time.monotonic()
        try:
            workers = self._link.workers() if self._link.is_open else None
        except OSError:
            workers = None
        if workers is None:
            self._reopen()
            return
        for worker in [worker for worker in self._posts if worker not in workers]:
            yield from self._lose(worker)
        self._unfit = {worker: each for worker, each in self._unfit.items() if worker in workers}
        for worker in workers:
            if worker not in self._posts and worker not in self._unfit:
                self._posts[worker] = False
                start_preparing(self._link, worker, self._gathered, self._board)
        self._check_patience()

    def _lose(self, worker: str) -> Iterator[tuple[str, Outcome]]:
        """Give up a worker: what it was at is lost, what it had not begun only waits again."""
        del self._posts[worker]
        was_at_one = False
        for parcel in [each for each in self._out if each.worker == worker]:
            is_to_blame = not (parcel.is_made or was_at_one)
            was_at_one = was_at_one or is_to_blame
            self._out.remove(parcel)
            self._give_up(parcel)
            if is_to_blame:
                yield parcel.task.key, Lost(f"worker {worker} died", _ITS_LOG)
            else:
                self.waiting.appendleft(parcel.task)

    def _give_up(self, parcel: Parcel) -> None:
        parcel.is_given_up = True
        self._link.recall(parcel.future)

    def _check_patience(self) -> None:
        now, engine = time.monotonic(), self._engine
        if self._posts:
            self._seen_worker_at = now
            return
        waited, cluster = now - self._seen_worker_at, engine.cluster
        sink = Sink()
        if self._had_worker and waited > engine.patience_seconds:
            raise self._lost("no worker")
        if not self._had_worker and waited > (
            _MORE_WORKERS_SECONDS if self._unfit else _FIRST_WORKER_SECONDS
        ):
            why = "；".join(_reason(each) for each in self._unfit.values()) or "—"
            sink.add(Code.NO_WORKER, cluster.place, address=cluster.address, reason=why)
            raise UsageError(sink.found)

    def _reopen(self) -> None:
        """Wait for the scheduler: all that was out is to be sent again, by no fault of its own."""
        for parcel in self._out:
            parcel.is_given_up = True
            self.waiting.append(parcel.task)
        self._out.clear()
        self._posts.clear()
        self._unfit.clear()
        self._link.close()
        until, seconds = time.monotonic() + self._engine.patience_seconds, 2.0
        while True:
            self._desk.beat()
            try:
                self._link = self._opened(seconds)
                break
            except UsageError as fault:
                if time.monotonic() > until:
                    raise self._lost(_reason_of(fault)) from fault
                time.sleep(_STEP_SECONDS)
        self._seen_worker_at = time.monotonic()
        self._board.put(Changed())

    def _lost(self, reason: str) -> UsageError:
        sink, cluster = Sink(), self._engine.cluster
        seconds = f"{self._engine.patience_seconds:g}"
        sink.add(
            Code.CLUSTER_LOST,
            cluster.place,
            address=cluster.address,
            seconds=seconds,
            reason=reason,
        )
        return UsageError(sink.found)


def _reason(unfit: Unfit) -> str:
    values = unfit.finding.values
    return f"{unfit.worker}: {values.get('differences') or values.get('reason', '—')}"


def _reason_of(fault: UsageError) -> str:
    return next((each.values.get("reason", "") for each in fault.diagnostics), "")
