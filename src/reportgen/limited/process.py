"""The child's way: limit oneself, read what is asked, answer, end."""

import sys
from contextlib import suppress
from typing import assert_never

import msgspec

from reportgen.model.cells import (
    CellsAnswer,
    CellsFault,
    FaultKind,
    TableWanted,
    Wanted,
    WorkbookWanted,
)

_MEMORY = 2 * 1024**3
_SECONDS = 60


def main() -> None:
    """Answer the one question on standard input."""
    _limit()
    wanted = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Wanted)
    try:
        answer = _answer(wanted)
    except MemoryError:
        answer = CellsAnswer((CellsFault(FaultKind.LIMIT),))
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    sys.stdout.buffer.flush()


def _limit() -> None:
    """Take no more memory and time than a large workbook needs; Windows knows no such limits."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_CPU: _SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,  # it writes no file
    }
    for which, most in limits.items():
        _, hard = resource.getrlimit(which)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS knows no limit of addresses
            resource.setrlimit(which, (least, least))


def _answer(wanted: Wanted) -> CellsAnswer:
    match wanted:
        case WorkbookWanted():
            from reportgen.limited.workbook import read_workbook  # noqa: PLC0415 - only what is asked

            return read_workbook(wanted)
        case TableWanted():
            from reportgen.limited.tables import read_table  # noqa: PLC0415 - as above

            return CellsAnswer((read_table(wanted),))
        case _:
            assert_never(wanted)
