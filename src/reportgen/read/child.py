"""Ask the limited process for cells: a workbook that kills its reader kills nothing else."""

import sys

import msgspec

from reportgen.model.cells import CellsAnswer, CellsFault, FaultKind, Wanted

SECONDS = 120
_START = "import sys; sys.path[:] = sys.argv[1:]; from reportgen.limited import main; main()"


def ask(wanted: Wanted) -> CellsAnswer:
    """Return what the child answers; one that died or hangs is a fault too."""
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
        return CellsAnswer((CellsFault(FaultKind.LIMIT),))
    if done.returncode != 0:
        return CellsAnswer((CellsFault(FaultKind.LIMIT),))
    try:
        return msgspec.msgpack.decode(done.stdout, type=CellsAnswer)
    except msgspec.DecodeError:
        return CellsAnswer((CellsFault(FaultKind.LIMIT),))
