"""Our PDF beside Typst's PDF/UA-1 of the same report, in one run: cold, warm, memory, bytes.

Warm is what one more report costs in a process that has made one: no two reports are the same, so
that neither side may answer from what it remembers.
"""

import copy
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
MORE = {"base": 6, "x1": 6, "x10": 4, "x100": 2}
"""How many reports are made after the first one."""
Process = Callable[[list[str]], tuple[float, int]]
"""Runs a command; returns its seconds and its peak memory in KB."""


@dataclass(frozen=True)
class Row:
    """One measured value."""

    name: str
    who: str
    value: float
    unit: str


def beside_typst(kit: Path, folder: Path, rounds: int, process: Process) -> Iterator[Row]:
    """Yield cold seconds, warm seconds, memory and bytes for each size of the report."""
    commands = {
        "reportgen": [sys.executable, str(HERE / "adapter.py"), "--formats", "pdf"],
        "typst-ua1": [
            str(kit / "venv" / "bin" / "python"),
            str(kit / "src" / "typst" / "build.py"),
            *("--opt", "std=ua-1", "--formats", "pdf"),
        ],
    }
    yield from at_a_thousand_pages(kit, folder, commands, process)
    for size, more in MORE.items():
        files = [str(path) for path in variants(kit, folder, size, more + 1)]
        turns = max(1, rounds if size != "x100" else rounds // 2)
        cold: dict[str, list[float]] = {who: [] for who in commands}
        warm: dict[str, list[float]] = {who: [] for who in commands}
        peak = dict.fromkeys(commands, 0.0)
        for turn in range(turns):
            for who, command in commands.items():
                out = folder / f"{who}-{size}-{turn}"
                one, memory = process([*command, "--out", str(out), files[0]])
                peak[who] = max(peak[who], memory / 1024)
                many, _ = process([*command, "--out", str(out), *files])
                cold[who].append(one)
                warm[who].append((many - one) / more)
        if size != "base":
            script = str(HERE / "document_to_bytes.py")
            made = [sys.executable, script, "pdf", str(folder / size), *files]
            (folder / size).mkdir()
            done = subprocess.run(made, capture_output=True, text=True, check=True)
            yield Row(f"PDF {size}, Document to bytes", "reportgen", float(done.stdout), "s")
        for who in commands:
            yield Row(f"PDF {size}, cold", who, statistics.median(cold[who]), "s")
            yield Row(f"PDF {size}, warm", who, statistics.median(warm[who]), "s")
            yield Row(f"PDF {size}, memory", who, peak[who], "MB")
            made = folder / f"{who}-{size}-0" / f"{Path(files[0]).stem}.pdf"
            yield Row(f"PDF {size}, bytes", who, made.stat().st_size / 1024, "KB")


def at_a_thousand_pages(
    kit: Path, folder: Path, commands: dict[str, list[str]], process: Process
) -> Iterator[Row]:
    """Yield seconds, memory and bytes of one report of about a thousand pages."""
    data = repeated(kit, folder, 330)
    for who, command in commands.items():
        out = folder / f"{who}-x330"
        seconds, memory = process([*command, "--out", str(out), str(data)])
        yield Row("PDF of 1,000 pages, cold", who, seconds, "s")
        yield Row("PDF of 1,000 pages, memory", who, memory / 1024, "MB")
        yield Row("PDF of 1,000 pages, bytes", who, (out / "x330.pdf").stat().st_size / 1024, "KB")


def repeated(kit: Path, folder: Path, times: int) -> Path:
    """Write the report without its charts ``times`` over; three pages are one."""
    data = folder / f"x{times}.json"
    script = (
        "import json, sys; from common.model import resolve; "
        "raw = json.load(open('data/report.json', encoding='utf-8')); "
        f"json.dump(resolve(raw, repeat={times}, charts=False), open(sys.argv[1], 'w'))"
    )
    python = str(kit / "venv" / "bin" / "python")
    subprocess.run([python, "-c", script, str(data)], cwd=kit, check=True)
    return data


def variants(kit: Path, folder: Path, size: str, count: int) -> Iterator[Path]:
    """Write ``count`` reports of ``size`` whose paragraphs all differ."""
    document = json.loads((kit / "data" / "resolved" / f"{size}.json").read_text("utf-8"))
    for number in range(count):
        made = copy.deepcopy(document)
        for place, block in enumerate(made["body"]):
            if block["type"] == "p":
                block["runs"].insert(0, {"t": f"观察{number}之{place}："})
        path = folder / f"{size}-{number}.json"
        path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
        yield path
