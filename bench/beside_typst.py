"""Our PDF beside Typst's PDF/UA-1 of the same report, in one run: cold, warm, memory, bytes.

Warm is what one more report costs in a process that has made one: no two reports are the same, so
that neither side may answer from what it remembers.
"""

import copy
import json
import statistics
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
        for who in commands:
            yield Row(f"PDF {size}, cold", who, statistics.median(cold[who]), "s")
            yield Row(f"PDF {size}, warm", who, statistics.median(warm[who]), "s")
            yield Row(f"PDF {size}, memory", who, peak[who], "MB")
            made = folder / f"{who}-{size}-0" / f"{Path(files[0]).stem}.pdf"
            yield Row(f"PDF {size}, bytes", who, made.stat().st_size / 1024, "KB")


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
