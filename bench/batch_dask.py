"""What the Dask engine costs a report: tasks that end at once, on a scheduler and one worker."""

import datetime as dt
import hashlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.automate import MemoryCache
from reportgen.automate.batches.engines import Bench, Brief, Task, perform
from reportgen.automate.batches.engines.dask_cluster import Cluster, dask_engine
from run import Figure

NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)
FOUND = ("甲", "乙")
REPORT = "---\ntitle: 空\ndate: 2025-12-18\nparams: clients.csv\n---\n\n# 空\n\n无。\n"


class _Desk:
    """Hands out two rows that there are, then others: each is refused as soon as it is read."""

    def __init__(self, tasks: int) -> None:
        self.store = self.cache = Path()
        names = [*(f"无{number}" for number in range(tasks)), *FOUND]
        self._left = [Task(name, {"客户": name}) for name in names]

    def take(self) -> Task | None:
        return self._left.pop() if self._left else None

    def note(self, finding: object) -> None:
        raise AssertionError(str(finding))

    def beat(self) -> None:
        pass

    def stage(self, key: str, stage: str) -> None:
        pass

    def keep(self, data: bytes) -> str:
        return hashlib.sha256(data).hexdigest()


def dask_alone(folder: Path, tasks: int) -> Iterator[Figure]:
    """Yield what the engine costs: time beyond what the worker itself needs, and our own CPU."""
    report = folder / "empty" / "report.md"
    report.parent.mkdir()
    report.write_text(REPORT, "utf-8")
    (report.parent / "clients.csv").write_text("\n".join(["客户", *FOUND, ""]), "utf-8")
    brief = Brief(str(report), (), "", is_strict=False, today=NOW.date(), now=NOW, env={})
    desk = _Desk(tasks)
    begun = time.perf_counter()
    for number in range(tasks):
        perform(brief, Task("", {"客户": f"无{number}"}), Bench(desk.keep, MemoryCache()))
    itself = time.perf_counter() - begun
    with cluster(folder) as address:
        begun = time.perf_counter()
        outcomes = dask_engine(Cluster(address)).run(brief, desk)
        for _ in FOUND:
            next(outcomes)
        first, started, cpu = time.perf_counter() - begun, time.perf_counter(), time.process_time()
        count = sum(1 for _ in outcomes)
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    yield Figure("batch: until the first worker works", "dask", first, "s", 1)
    each = 1000 * (seconds / count - itself / tasks)
    yield Figure("batch: engine a report", "dask", each, "ms", count)
    yield Figure("batch: parent's CPU a task", "dask", 1000 * cpu / count, "ms", count)


@contextmanager
def cluster(folder: Path, workers: int = 1) -> Iterator[str]:
    """Run a scheduler and workers on this machine; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    here = ["--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0"]
    commands = [["scheduler", "--port", str(port)]]
    more = ["--nthreads", "1", "--no-nanny", "--local-directory", str(folder)]
    commands += [["worker", address, *more]] * workers
    silent = subprocess.DEVNULL
    processes = [
        subprocess.Popen([sys.executable, "-m", "dask", *each, *here], stdout=silent, stderr=silent)
        for each in commands
    ]
    try:
        yield address
    finally:
        for process in processes:
            process.kill()
            process.wait()
