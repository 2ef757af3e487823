"""Our Word file beside Pandoc's and one by python-docx's own calls, in one run."""

import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from beside_typst import Process, Row, repeated, variants

HERE = Path(__file__).resolve().parent
MORE = {"base": 6, "x1": 6, "x10": 4}
"""How many reports are made after the first one."""
_REPEATS_OF_A_THOUSAND_PAGES = 330


def beside_word(kit: Path, folder: Path, rounds: int, process: Process) -> Iterator[Row]:
    """Yield cold seconds, warm seconds, memory and bytes for each size of the report.

    Only ours and Pandoc's hold notes, references and contents; only ours hold the pages' numbers,
    and of the charts (in ``base``) python-docx is given none.
    """
    commands = {
        "reportgen": [sys.executable, str(HERE / "adapter.py"), "--formats", "docx"],
        "pandoc": [
            str(kit / "venv" / "bin" / "python"),
            str(kit / "src" / "pandoc" / "build.py"),
            *("--opt", "quiet", "--formats", "docx"),
        ],
        "python-docx": [sys.executable, str(HERE / "with_python_docx.py")],
    }
    thousand = repeated(kit, folder, _REPEATS_OF_A_THOUSAND_PAGES)
    name = "DOCX of 1,000 pages"
    yield from alone(name, commands, folder, thousand, process)
    yield written(name, folder, [thousand, thousand])
    for size, more in MORE.items():
        files = list(map(str, variants(kit, folder, size, more + 1)))
        yield from cold_and_warm(size, commands, folder, files, (rounds, process))
        if size != "base":
            yield written(f"DOCX {size}", folder, files)
            yield written(f"DOCX {size}, redline", folder, files, "redline")


def alone(
    name: str, commands: dict[str, list[str]], folder: Path, data: Path, process: Process
) -> Iterator[Row]:
    """Yield seconds, memory and bytes of one report made by a process of its own."""
    for who, command in commands.items():
        out = folder / f"{who}-{data.stem}-docx"
        seconds, memory = process([*command, "--out", str(out), str(data)])
        yield Row(f"{name}, cold", who, seconds, "s")
        yield Row(f"{name}, memory", who, memory / 1024, "MB")
        size = (out / f"{data.stem}.docx").stat().st_size
        yield Row(f"{name}, bytes", who, size / 1024, "KB")


def cold_and_warm(
    size: str,
    commands: dict[str, list[str]],
    folder: Path,
    files: list[str],
    runs: tuple[int, Process],
) -> Iterator[Row]:
    """Yield what the first report costs a process, and what each further one does."""
    rounds, process = runs
    for who, command in commands.items():
        cold, warm = [], []
        for turn in range(rounds):
            out = folder / f"{who}-{size}-{turn}-docx"
            one, _ = process([*command, "--out", str(out), files[0]])
            many, _ = process([*command, "--out", str(out), *files])
            cold.append(one)
            warm.append((many - one) / (len(files) - 1))
        yield Row(f"DOCX {size}, cold", who, statistics.median(cold), "s")
        yield Row(f"DOCX {size}, warm", who, statistics.median(warm), "s")


def written(name: str, folder: Path, files: list[str | Path], kind: str = "docx") -> Row:
    """Return what writing alone takes, the pages being set."""
    scratch = folder / f"{name}-written"
    scratch.mkdir()
    script = str(HERE / "document_to_bytes.py")
    command = [sys.executable, script, kind, str(scratch), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Row(f"{name}, Document to bytes", "reportgen", float(done.stdout), "s")
