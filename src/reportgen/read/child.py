"""Ask the limited process for cells: a workbook that kills its reader kills nothing else."""

import hashlib
import sys
from collections import OrderedDict
from pathlib import Path

import msgspec

from reportgen.model.cells import CellsAnswer, CellsFault, FaultKind, TableWanted, Wanted

SECONDS = 120
_MOST_KEPT = 16
_LARGEST_KEPT = 8 * 2**20
_LARGEST_FILE = 64 * 2**20
_PARQUET = "parquet"
_STOPPED = CellsAnswer((CellsFault(FaultKind.LIMIT),))
_kept: "OrderedDict[bytes, bytes]" = OrderedDict()
_START = "import sys; sys.path[:] = sys.argv[1:]; from reportgen.limited import main; main()"


def ask(wanted: Wanted) -> CellsAnswer:
    """Return what the child answers; one that died or hangs is a fault too.

    The same question about the same bytes is asked once in a process: many reports of a batch read
    one workbook. Of a database file the bytes do not say all, so it is always asked.
    """
    question = _question(wanted)
    known = _kept.get(question) if question else None
    if known is not None:
        _kept.move_to_end(question)
        return msgspec.msgpack.decode(known, type=CellsAnswer)
    answer, said = ask_child(wanted)
    if question and len(said) in range(1, _LARGEST_KEPT) and question == _question(wanted):
        _kept[question] = said
        while len(_kept) > _MOST_KEPT or sum(map(len, _kept.values())) > _LARGEST_KEPT:
            _kept.popitem(last=False)
    return answer


def _question(wanted: Wanted) -> bytes:
    """Return what tells a question from others, with the content of its file; or nothing."""
    if isinstance(wanted, TableWanted) and wanted.kind != _PARQUET:
        return b""
    try:
        if Path(wanted.path).stat().st_size > _LARGEST_FILE:
            return b""
        with Path(wanted.path).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").digest()
    except OSError:
        return b""
    return digest + msgspec.msgpack.encode(wanted)


def ask_child(wanted: Wanted) -> tuple[CellsAnswer, bytes]:
    """Return what the child answers, and its words where it answered."""
    import subprocess  # noqa: PLC0415 - few reports have binary files

    paths = [path for path in sys.path if path]
    command = [sys.executable, "-I", "-c", _START, *paths]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own package
            command,
            input=msgspec.msgpack.encode(wanted),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _STOPPED, b""
    if done.returncode != 0:
        return _STOPPED, b""
    try:
        return msgspec.msgpack.decode(done.stdout, type=CellsAnswer), done.stdout
    except msgspec.DecodeError:
        return _STOPPED, b""
