"""The local engine: workers on this machine, each alone in a process that may die alone."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from msgspec import Struct

from reportgen.automate.batches.engines import BEAT_SECONDS, Brief, Desk, Lost, Outcome, Task
from reportgen.automate.batches.engines.worker import Answer, Post, Reached, Ready, Word, serve
from reportgen.diag import Code, InternalError, Sink, Source, Span

_MOST_TASKS = 500
_MOST_BYTES = 2**30
_MOST_FALSE_STARTS = 3
_SHOWN_OF_A_LOG = 4_000
_END_SECONDS = 2.0


class Local(Struct, frozen=True):
    """Up to ``workers`` processes at work, each replaced when it has grown or served long."""

    workers: int
    most_tasks: int = _MOST_TASKS
    most_bytes: int = _MOST_BYTES

    def run(self, brief: Brief, desk: Desk) -> Iterator[tuple[str, Outcome]]:
        """Take tasks from ``desk`` until none is left; yield key and outcome of each."""
        crew = _Crew(self, brief, desk)
        try:
            yield from crew.work()
        finally:
            crew.end()


class _Worker(Struct, eq=False):
    process: BaseProcess
    pipe: Connection
    log: Path
    task: Task | None
    is_ready: bool = False

    @property
    def last_words(self) -> str:
        try:
            return self.log.read_text("utf-8", "replace")[-_SHOWN_OF_A_LOG:].strip()
        except OSError:
            return ""


class _Crew:
    def __init__(self, engine: Local, brief: Brief, desk: Desk) -> None:
        self._engine, self._desk, self._brief = engine, desk, brief
        self._context = _context()
        self._crew: list[_Worker] = []
        self._waiting: deque[Task] = deque()
        """Taken from the desk, but whoever was to do it never started."""
        self._started = self._false_starts = 0

    def work(self) -> Iterator[tuple[str, Outcome]]:
        """Yield outcomes until nothing waits and nobody is at work."""
        while True:
            self._hire()
            if not any(each.task for each in self._crew):
                return
            self._desk.beat()
            for worker in self._heard():
                yield from self._outcomes(worker)

    def end(self) -> None:
        """End every worker; one that is at a task is killed, which harms nothing."""
        for worker in self._crew:
            worker.pipe.close()
            if worker.task is not None:
                worker.process.kill()
        for worker in self._crew:
            worker.process.join(_END_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()
        self._crew.clear()

    def _hire(self) -> None:
        """Give a task to whoever has none, and start workers while there are tasks."""
        for worker in self._crew:
            if worker.task is None and (task := self._next()) is not None:
                self._give(worker, task)
        while len(self._crew) < self._engine.workers and (task := self._next()) is not None:
            self._crew.append(self._start(task))

    def _next(self) -> Task | None:
        return self._waiting.popleft() if self._waiting else self._desk.take()

    def _give(self, worker: _Worker, task: Task) -> None:
        worker.task = task
        try:
            worker.pipe.send(task)
        except OSError:
            return  # it is dead: its end is heard next

    def _start(self, task: Task) -> _Worker:
        self._started += 1
        ours, theirs = self._context.Pipe()
        log = self._desk.logs / f"{self._started}.log"
        engine = self._engine
        desk, limits = self._desk, (engine.most_tasks, engine.most_bytes)
        post = Post(self._brief, desk.store, desk.cache, log, *limits)
        process = self._context.Process(  # type: ignore[attr-defined]  # typeshed: not on the base
            target=serve, args=(theirs, post), name=f"reportgen-{self._started}", daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours, log, task)
        self._give(worker, task)
        return worker

    def _heard(self) -> list[_Worker]:
        """Return the workers who said something or ended, after some seconds none."""
        by_signal = {each.pipe: each for each in self._crew}
        by_end = {each.process.sentinel: each for each in self._crew}
        found = wait([*by_signal, *by_end], BEAT_SECONDS)
        heard = [by_signal.get(each) or by_end[each] for each in found]  # type: ignore[call-overload, index]  # a pipe or a handle
        return list(dict.fromkeys(heard))

    def _outcomes(self, worker: _Worker) -> Iterator[tuple[str, Outcome]]:
        """Yield what ``worker`` has done; after its death, that its task is lost."""
        try:
            while worker.pipe.poll():
                word: Word = worker.pipe.recv()
                match word:
                    case Ready():
                        worker.is_ready, self._false_starts = True, 0
                    case Reached(key, stage):
                        self._desk.stage(key, stage)
                    case Answer(key, outcome, is_last):
                        worker.task = None
                        if is_last:
                            self._dismiss(worker)
                        self._hire()  # before the ledger is written: nobody waits for it
                        yield key, outcome
                        if is_last:
                            return
        except (EOFError, OSError):
            yield from self._lost(worker)
            return
        if not worker.process.is_alive() and not worker.pipe.poll():
            yield from self._lost(worker)

    def _dismiss(self, worker: _Worker) -> None:
        self._crew.remove(worker)
        worker.pipe.close()
        worker.process.join(_END_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()

    def _lost(self, worker: _Worker) -> Iterator[tuple[str, Outcome]]:
        worker.process.join(_END_SECONDS)
        reason, task = _reason(worker.process.exitcode), worker.task
        self._dismiss(worker)
        if task is None:
            return
        if worker.is_ready:
            yield task.key, Lost(reason, worker.last_words)
            return
        self._false_starts += 1
        self._waiting.append(task)
        if self._false_starts >= _MOST_FALSE_STARTS:
            sink, place = Sink(), Span(Source("reportgen", ""), 1, 1)
            said = worker.last_words.splitlines() or ["—"]
            sink.add(Code.WORKERS_DO_NOT_START, place, reason=reason, said=said[-1])
            raise InternalError(sink.found)


def _reason(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return f"killed by signal {-code} ({signal.Signals(-code).name})"
        except ValueError:
            return f"killed by signal {-code}"
    return f"ended with code {code}"


def _context() -> BaseContext:
    """Return how workers start: forked from a process that has imported all and opened nothing.

    Where that is not sound (macOS) or does not exist (Windows) each starts afresh.
    """
    if os.name != "posix" or os.uname().sysname == "Darwin":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportgen.automate.batches.engines.warm"])
    return context
