"""Reports for many clients: how many a second, what engine and ledger cost, whether memory grows.

    python bench/batch.py [--clients 1000] [--workers 1,2] [--peers KIT] [--sample 10] [--append]

Each client's report has eight pages, four charts and a table of his own numbers, as PDF and DOCX.
With the peers' kit the same reports are made for a sample of the clients by the shell loop that
people write: for each client one run of Pandoc for Word and one of Typst for PDF, with charts by
matplotlib. Ratios are taken in this run. --append adds the lines to bench/results.csv.
"""

import argparse
import csv
import datetime as dt
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from compileall import compile_dir
from pathlib import Path

import psutil

from batch_clients import name, resolved, write_batch
from batch_dask import dask_alone
from reportgen.automate import Order, Plan, here, rebuild_rows
from reportgen.automate.batches.engines import Brief, Task
from reportgen.automate.batches.engines.local import Local
from reportgen.diag import ReportgenError
from reportgen.ledger import BuildRecord, JobState, open_ledger
from run import RESULTS, SOURCE, Figure

NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)
FIRST_LOOK = 100
EMPTY_TASKS = 300


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--peers", type=Path, default=os.environ.get("REPORTGEN_PEERS"))
    parser.add_argument("--sample", type=int, default=10)
    parser.add_argument("--append", action="store_true")
    options = parser.parse_args()
    compile_dir(SOURCE, quiet=1)  # as an installed package is
    figures = []
    with tempfile.TemporaryDirectory() as scratch:
        for each in measure(options, Path(scratch)):
            print(f"{each.name:<46} {each.who:<12} {each.value:>10.3f} {each.unit}", flush=True)
            figures.append(each)
    if options.append:
        _append(figures)


def measure(options: argparse.Namespace, folder: Path) -> Iterator[Figure]:
    """Yield every figure."""
    report = write_batch(options.clients, folder / "report")
    rates = {}
    for workers in map(int, options.workers.split(",")):
        for each in batch(report, folder / f"state-{workers}", workers, options.clients):
            rates.setdefault(workers, each.value)
            yield each
    yield from engine_alone(folder)
    yield from dask_alone(folder, EMPTY_TASKS)
    yield from ledger_alone(folder)
    if options.peers:
        loop = shell_loop(options.peers, folder, options.sample)
        yield Figure("batch: seconds a report", "shell loop", loop, "s", options.sample)
        for workers, rate in rates.items():
            faster = f"batch: times the shell loop, {workers} workers"
            yield Figure(faster, "reportgen", rate * loop, "x", options.sample)


def batch(report: Path, state: Path, workers: int, clients: int) -> Iterator[Figure]:
    """Make all reports; look at the memory of the workers and the time of the parent."""
    order = Order(report, out=state / "out", state=state)
    plan = Plan(Local(workers, most_tasks=10 * clients))
    cpu, begun, sizes = time.process_time(), 0.0, []
    for number, each in enumerate(rebuild_rows(order, here(env={}), NOW, plan), 1):
        if isinstance(each.done, ReportgenError):
            raise each.done
        begun = begun or time.perf_counter()  # starting the workers is a figure of its own
        sizes.append(_memory() if number % 10 == 0 or number == clients else 0)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    who = f"{workers} workers"
    yield Figure("batch: reports a second", who, (clients - 1) / seconds, "/s", clients)
    yield Figure("batch: parent's CPU a report", who, 1000 * cpu / clients, "ms", clients)
    looks = [(number, size) for number, size in enumerate(sizes, 1) if size]
    early = statistics.median(size for number, size in looks if number <= FIRST_LOOK)
    late = statistics.median(size for _, size in looks[-10:])
    yield Figure("batch: memory of a worker at the end", who, late / workers / 2**20, "MB", clients)
    yield Figure(
        "batch: memory grown since the hundredth", who, 100 * (late / early - 1), "%", clients
    )


def _memory() -> int:
    """Return the memory of the workers: the children of the process that they are forked from."""
    found = psutil.Process().children(recursive=True)
    ours = {each.pid for each in psutil.Process().children()}
    return sum(each.memory_info().rss for each in found if each.pid not in ours)


class _Desk:
    def __init__(self, folder: Path, tasks: int) -> None:
        self.store = self.cache = self.logs = folder
        self._left = [Task(str(number), {}) for number in range(tasks)]

    def take(self) -> Task | None:
        return self._left.pop() if self._left else None

    def beat(self) -> None:
        pass

    def stage(self, key: str, stage: str) -> None:
        pass


def engine_alone(folder: Path) -> Iterator[Figure]:
    """Give one worker tasks that end at once: a report that is not there."""
    brief = Brief("nowhere", (), "", is_strict=False, today=NOW.date(), now=NOW, env={})
    begun = time.perf_counter()
    outcomes = Local(1).run(brief, _Desk(folder, EMPTY_TASKS))  # type: ignore[arg-type]
    next(outcomes)
    first, started = time.perf_counter() - begun, time.perf_counter()
    count = sum(1 for _ in outcomes)
    yield Figure("batch: until the first worker works", "local", first, "s", 1)
    each = 1000 * (time.perf_counter() - started) / count
    yield Figure("batch: engine a report", "local", each, "ms", count)


def ledger_alone(folder: Path) -> Iterator[Figure]:
    """Claim and settle jobs with a build for each, as a batch does."""
    files = tuple((kind, "0" * 64) for kind in ("pdf", "docx", "run"))
    inputs = tuple((f"/place/{number}.csv", "0" * 64) for number in range(8))
    with open_ledger(folder / "ledger.db") as ledger:
        wanted = [(f"k{number}", name(number)) for number in range(EMPTY_TASKS)]
        ledger.jobs.enter("b", "/r", wanted, 0.0)
        begun = time.perf_counter()
        while (claim := ledger.jobs.claim("b", "me", 0.0, 30.0)) is not None:
            record = BuildRecord(
                "/r", "r", claim.params, "", "名", "", "f", inputs, (), files, NOW.isoformat()
            )
            with ledger.whole():
                ledger.jobs.settle(claim, JobState.DONE, build=ledger.add_build(record))
        each = 1000 * (time.perf_counter() - begun) / EMPTY_TASKS
    yield Figure("batch: ledger a report", "sqlite", each, "ms", EMPTY_TASKS)


def shell_loop(kit: Path, folder: Path, clients: int) -> float:
    """Return the seconds a report of Pandoc to Word and Typst to PDF, a process for each."""
    python, out = str(kit / "venv" / "bin" / "python"), folder / "loop"
    out.mkdir()
    commands = (
        ["src/pandoc/build.py", "--opt", "quiet", "--formats", "docx"],
        ["src/typst/build.py", "--formats", "pdf"],
    )
    files = []
    for number in range(clients):
        files.append(folder / f"client-{number}.json")
        files[-1].write_text(json.dumps(resolved(number), ensure_ascii=False), "utf-8")
    begun = time.perf_counter()
    for file in files:
        for script, *rest in commands:
            command = [python, str(kit / script), *rest, "--out", str(out), str(file)]
            subprocess.run(command, check=True, capture_output=True)
    return (time.perf_counter() - begun) / clients


def _append(figures: list[Figure]) -> None:
    git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()
    with RESULTS.open("a", encoding="utf-8", newline="") as out:
        rows = ([f.name, f.who, f"{f.value:.4f}", f.unit, f.rounds, commit] for f in figures)
        csv.writer(out, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
