"""Our figures, and the peers' beside them when their kit is at hand; one line a figure.

    python bench/run.py [--peers KIT] [--pages 10,100,1000] [--rounds 5]

KIT is a set-up copy of the peers' folder (its own venv inside). Every ratio is taken in this run.
Lines are appended to bench/results.csv: figure, who, value, unit, rounds, commit.
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path

from beside_typst import beside_typst
from beside_word import beside_word

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"
RESULTS = HERE / "results.csv"
PEERS = {
    "pandoc-typst": ("src/pandoc/build.py", ["--opt", "engine=typst", "--opt", "quiet"]),
    "typst-ua1": ("src/typst/build.py", ["--opt", "std=ua-1"]),
}


@dataclass(frozen=True)
class Figure:
    """One measured value."""

    name: str
    who: str
    value: float
    unit: str
    rounds: int


def main() -> None:
    """Measure, print, append."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=os.environ.get("REPORTGEN_PEERS"))
    parser.add_argument("--pages", default="10,100,1000")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    compile_dir(SOURCE, quiet=1)  # as an installed package is, whatever this environment says
    figures = []
    for figure in measure(options):
        print(f"{figure.name:<34} {figure.who:<14} {figure.value:>10.3f} {figure.unit}", flush=True)
        figures.append(figure)
    _append(figures)
    _ratios(figures)


def measure(options: argparse.Namespace) -> Iterator[Figure]:
    """Yield every figure."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if options.peers:
            yield from cold(options.peers, folder, options.rounds)
            for beside in (beside_typst, beside_word):
                for row in beside(options.peers, folder, min(3, options.rounds), _process):
                    yield Figure(row.name, row.who, row.value, row.unit, options.rounds)
        yield from own_process(folder, options.rounds)
        yield from warm(folder, options.rounds)
        for pages in map(int, options.pages.split(",")):
            yield from tagged_text(pages, options.rounds if pages < 1000 else 1)
        yield from breaking(options.rounds)


def cold(kit: Path, folder: Path, rounds: int) -> Iterator[Figure]:
    """Time one process that makes both formats (typst: PDF) of the same report with four charts."""
    data = kit / "data" / "resolved" / "base.json"
    commands = {"reportgen": [sys.executable, str(HERE / "adapter.py"), "--formats", "pdf,docx"]}
    for name, (script, words) in PEERS.items():
        kinds = "pdf" if name.startswith("typst") else "pdf,docx"
        python = str(kit / "venv" / "bin" / "python")
        commands[name] = [python, str(kit / script), *words, "--formats", kinds]
    times: dict[str, list[float]] = {name: [] for name in commands}
    memory: dict[str, int] = dict.fromkeys(commands, 0)
    for turn in range(rounds + 1):
        for name, command in commands.items():
            out = folder / f"cold-{name}-{turn}"
            spent, peak = _process([*command, "--out", str(out), str(data)])
            if turn:  # the first round warms the disk cache
                times[name].append(spent)
                memory[name] = max(memory[name], peak)
    for name in commands:
        yield Figure(
            "cold process, 4 fresh charts", name, statistics.median(times[name]), "s", rounds
        )
        yield Figure("cold process, memory", name, memory[name] / 1024, "MB", rounds)


def own_process(folder: Path, rounds: int) -> Iterator[Figure]:
    """Time the command line on the example: first build, and a build with drawn charts."""
    example = folder / "coreweave"
    _copy_example(example)
    command = [sys.executable, "-m", "reportgen", "build", str(example)]
    fresh, cached = [], []
    for _ in range(rounds):
        _forget(example)
        fresh.append(_process(command)[0])
        cached.append(_process([*command, "--force"])[0])
    yield Figure(
        "example, process, fresh charts", "reportgen", statistics.median(fresh), "s", rounds
    )
    quiet = [sys.executable, "-m", "reportgen", "tick", str(example)]
    _process(quiet)
    unchanged = [_process(command)[0] for _ in range(rounds)]
    ticks = [_process(quiet)[0] for _ in range(rounds)]
    yield Figure(
        "example, process, unchanged", "reportgen", statistics.median(unchanged), "s", rounds
    )
    yield Figure("tick with nothing to do", "reportgen", statistics.median(ticks), "s", rounds)
    yield Figure(
        "example, process, cached charts", "reportgen", statistics.median(cached), "s", rounds
    )


def warm(folder: Path, rounds: int) -> Iterator[Figure]:
    """Time builds of the example inside one process."""
    from reportgen.automate import MemoryCache, here  # noqa: PLC0415 - measured apart
    from reportgen.build import build  # noqa: PLC0415 - as above

    example = folder / "coreweave"
    cache = MemoryCache()
    for name, kinds in (("pdf", "pdf"), ("docx", "docx"), ("pdf and docx", "pdf,docx")):
        from reportgen.automate import parse_kinds  # noqa: PLC0415 - as above

        wanted = parse_kinds(kinds.split(","))
        build(example, wanted, here(cache=cache))
        fresh = _median(lambda w=wanted: build(example, w, here(cache=MemoryCache())), rounds)
        cached = _median(lambda w=wanted: build(example, w, here(cache=cache)), rounds)
        yield Figure(f"example, warm, {name}, fresh", "reportgen", fresh * 1000, "ms", rounds)
        yield Figure(f"example, warm, {name}, cached", "reportgen", cached * 1000, "ms", rounds)


def tagged_text(pages: int, rounds: int) -> Iterator[Figure]:
    """Time Document → PDF bytes of running text with headings, notes and contents."""
    script = HERE / "text_pages.py"
    done = subprocess.run(
        [sys.executable, str(script), str(pages), str(rounds)],
        capture_output=True,
        text=True,
        check=True,
    )
    made, spent, size, memory = done.stdout.split()
    yield Figure(
        f"tagged text, {pages} pages",
        "reportgen",
        float(spent) * 1000 / int(made),
        "ms/page",
        rounds,
    )
    yield Figure(
        f"tagged text, {pages} pages, size", "reportgen", int(size) / int(made) / 1024, "KB/page", 1
    )
    yield Figure(f"tagged text, {pages} pages, memory", "reportgen", float(memory), "MB", 1)


def breaking(rounds: int) -> Iterator[Figure]:
    """Time the breaking of running text into lines, a character."""
    done = subprocess.run(
        [sys.executable, str(HERE / "line_breaking.py"), str(rounds)],
        capture_output=True,
        text=True,
        check=True,
    )
    for line in done.stdout.splitlines():
        name, value = line.rsplit(" ", 1)
        yield Figure(name, "reportgen", float(value), "µs/char", rounds)


def _median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _process(command: list[str]) -> tuple[float, int]:
    """Return the seconds and the peak memory (KB) of ``command``."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.perf_counter() - started, usage.ru_maxrss


def _copy_example(target: Path) -> None:
    import shutil  # noqa: PLC0415 - once

    ignore = shutil.ignore_patterns("out", ".reportgen")
    shutil.copytree(HERE.parent / "data" / "coreweave", target, ignore=ignore)


def _forget(example: Path) -> None:
    import shutil  # noqa: PLC0415 - once

    shutil.rmtree(example / ".reportgen", ignore_errors=True)


def _append(figures: list[Figure]) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        cwd=HERE,
        check=False,
    ).stdout.strip()
    is_new = not RESULTS.exists()
    with RESULTS.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(["figure", "who", "value", "unit", "rounds", "commit"])
        for f in figures:
            writer.writerow([f.name, f.who, f"{f.value:.4g}", f.unit, f.rounds, commit])


def _ratios(figures: list[Figure]) -> None:
    ours = {f.name: f.value for f in figures if f.who == "reportgen"}
    for f in figures:
        if f.who != "reportgen" and f.name in ours:
            print(f"{f.name}: reportgen / {f.who} = {ours[f.name] / f.value:.2f}")


if __name__ == "__main__":
    main()
