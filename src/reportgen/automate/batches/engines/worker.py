"""A worker of the local engine: takes one task at a time from its pipe, and answers."""

import faulthandler
import gc
import os
import signal
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from reportgen.automate.batches.engines import Bench, Brief, Lost, Outcome, Task, perform
from reportgen.automate.cache import FolderCache
from reportgen.automate.collector import relax_collector
from reportgen.automate.publish import cannot_write
from reportgen.compute.large_engine import keep_large_files
from reportgen.ledger import Store

_TASKS_A_LOOK = 10


class Post(Struct, frozen=True):
    """Where a worker finds its task's material, and when it is to be replaced by a fresh one."""

    brief: Brief
    store: Path
    cache: Path
    log: Path
    most_tasks: int
    most_bytes: int


class Ready(Struct, frozen=True):
    """The worker has started."""


class Reached(Struct, frozen=True):
    """The task has reached a stage."""

    key: str
    stage: str


class Answer(Struct, frozen=True):
    """The task is over; ``is_last``: the worker ends itself, it has grown or served long."""

    key: str
    outcome: Outcome
    is_last: bool


Word: TypeAlias = Ready | Reached | Answer


def serve(pipe: Connection, post: Post) -> None:
    """Take tasks from ``pipe`` and answer each, until it is closed or it is time to go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends us
    _write_into(post.log)
    relax_collector()
    keep_large_files()
    served = 0
    try:
        pipe.send(Ready())
        while True:
            task: Task = pipe.recv()
            outcome = _done(task, post, pipe)
            served += 1
            is_last = served >= post.most_tasks or _memory() > post.most_bytes
            pipe.send(Answer(task.key, outcome, is_last))
            if is_last:
                return
            if not served % _TASKS_A_LOOK:
                gc.collect()
            elif served == 1:
                gc.freeze()  # what is loaded and kept by now stays: nobody need look through it
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone: so is what this was for


def _done(task: Task, post: Post, pipe: Connection) -> Outcome:
    store = Store(post.store)

    def keep(data: bytes) -> str:
        try:
            return store.put(data)
        except OSError as fault:
            raise cannot_write(post.store, fault) from fault

    def progress(stage: str) -> None:
        pipe.send(Reached(task.key, stage))

    try:
        return perform(post.brief, task, Bench(keep, FolderCache(post.cache), progress))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as fault:  # noqa: BLE001 - whatever it is, the other reports go on
        reason = f"{type(fault).__name__}: {fault}"
        return Lost(reason, traceback.format_exc())


def _write_into(log: Path) -> None:
    """Send all that is written, by whomever in this process, to ``log``; crashes leave a trace."""
    sys.stdout.flush()
    sys.stderr.flush()
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for descriptor in (1, 2):
        os.dup2(handle, descriptor)
    os.close(handle)
    faulthandler.enable()


def _memory() -> int:
    """Return how much memory this process holds; where nobody says, nothing."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return _most_memory()


def _most_memory() -> int:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
