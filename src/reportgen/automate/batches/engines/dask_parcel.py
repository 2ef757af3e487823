"""What goes to a Dask worker and comes back: each on a thread of its own, told as news."""

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeAlias

from msgspec import Struct

from reportgen.automate.batches.bundle import Gathered
from reportgen.automate.batches.engines import Task
from reportgen.automate.batches.engines.dask_link import Link
from reportgen.automate.batches.engines.dask_worker import Brought, lacks, lay, receive, who
from reportgen.automate.identity import differences, identity
from reportgen.diag import Code, DataError, Diagnostic, Sink, Source, Span

_PART = 16 * 2**20


class Parcel(Struct, eq=False):
    """A task on its way to a worker and back."""

    task: Task
    worker: str
    future: Any = None
    is_made: bool = False
    """Whether the worker is done with it, though what it made may not be here yet."""
    is_given_up: bool = False


class Changed(Struct, frozen=True):
    """Workers came or went."""


class Ready(Struct, frozen=True):
    """A worker is as we are, and has all it needs."""

    link: Link
    worker: str


class Gone(Struct, frozen=True):
    """A worker went while it was looked at."""

    link: Link
    worker: str


class Unfit(Struct, frozen=True):
    """A worker that is not used."""

    link: Link
    worker: str
    finding: Diagnostic


class Moving(Struct, frozen=True):
    """A file changed while it was being sent."""

    fault: DataError


class Back(Struct, frozen=True):
    """A parcel came back: with what was made, or what went wrong."""

    parcel: Parcel
    brought: Brought | None = None
    fault: BaseException | None = None


News: TypeAlias = Changed | Ready | Gone | Unfit | Moving | Back
Board: TypeAlias = SimpleQueue[News]


def start_preparing(link: Link, worker: str, gathered: Gathered, board: Board) -> None:
    """See whether ``worker`` is as we are, and give it what it lacks."""

    def prepare() -> None:
        board.put(_prepared(link, worker, gathered))

    threading.Thread(target=prepare, daemon=True).start()


def start_waiting(parcel: Parcel, board: Board) -> None:
    """Wait for what becomes of ``parcel``, which is sent."""

    def note(_future: object) -> None:
        parcel.is_made = True

    def wait() -> None:
        try:
            board.put(Back(parcel, parcel.future.result()))
        except BaseException as fault:  # noqa: BLE001 - whatever it is, the engine decides
            board.put(Back(parcel, fault=fault))

    parcel.future.add_done_callback(note)
    threading.Thread(target=wait, daemon=True).start()


def is_innocent(fault: BaseException | None) -> bool:
    """Tell whether ``fault`` is of the scheduler or the line to it, not of the report."""
    return isinstance(fault, CancelledError | OSError | None)


def _prepared(link: Link, worker: str, gathered: Gathered) -> News:
    try:
        theirs = link.ask(worker, who)
    except Exception as fault:  # noqa: BLE001 - what a foreign worker raises is not ours to know
        return _unfit(link, worker, Code.WORKER_FOREIGN, differences=f"reportgen ≠ {fault}")
    wrong = differences(identity(), theirs)
    if wrong:
        return _unfit(link, worker, Code.WORKER_FOREIGN, differences=wrong)
    try:
        for digest in link.ask(worker, lacks, sorted(gathered.bundle.digests)):
            for part, is_first, is_last in _parts(gathered, digest):
                link.ask(worker, receive, digest, part, is_first=is_first, is_last=is_last)
        link.ask(worker, lay, gathered.bundle)
    except ValueError:
        sink, report = Sink(), gathered.bundle.called
        sink.add(Code.FILES_MOVING, Span(Source(report, ""), 1, 1), report=report)
        return Moving(DataError(sink.found))
    except Exception as fault:  # noqa: BLE001 - as above
        return _unfit(link, worker, Code.WORKER_UNABLE, reason=str(fault))
    return Ready(link, worker)


def _unfit(
    link: Link, worker: str, code: Code, *, differences: str = "", reason: str = ""
) -> Gone | Unfit:
    """Return that ``worker`` is not used; one that died meanwhile is only gone."""
    try:
        is_there = worker in link.workers()
    except OSError:
        is_there = False
    if not is_there:
        return Gone(link, worker)
    sink = Sink()
    place = Span(Source(worker, ""), 1, 1)
    sink.add(code, place, worker=worker, differences=differences, reason=reason)
    return Unfit(link, worker, sink.found[0])


def _parts(gathered: Gathered, digest: str) -> Iterator[tuple[bytes, bool, bool]]:
    """Yield a content in parts, each with whether it is the first and the last."""
    if digest in gathered.answers:
        yield gathered.answers[digest], True, True
        return
    yield from _parts_of_file(gathered.paths[digest])


def _parts_of_file(path: Path) -> Iterator[tuple[bytes, bool, bool]]:
    with path.open("rb") as file:
        part, is_first = file.read(_PART), True
        while True:
            following = file.read(_PART)
            yield part, is_first, not following
            if not following:
                return
            part, is_first = following, False
