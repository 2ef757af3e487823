"""Put finished files into a folder: each whole or not at all."""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from reportgen.diag import Code, Sink, Source, Span, UsageError
from reportgen.model.artifact import Artifact

# Windows refuses these, and names that end in a dot or a space.
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_MAX_NAME = 80


def file_name(title: str, fallback: str) -> str:
    """Return ``title`` as a file name that is safe on every system."""
    name = _UNSAFE.sub("", title).strip(" .")[:_MAX_NAME].rstrip(" .")
    return name or fallback


def publish(artifacts: Iterable[Artifact], folder: Path, name: str) -> tuple[Path, ...]:
    """Write ``artifacts`` as ``folder/name.<kind>``; raise UsageError when one cannot be written.

    All are written beside their targets first, then moved over them, so that a fault leaves the
    old files as they were.
    """
    waiting: list[tuple[Path, Path]] = []
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for artifact in artifacts:
            target = folder / f"{name}.{artifact.kind.value}"
            waiting.append((_write_beside(target, artifact.data), target))
        for made, target in waiting:
            made.replace(target)
    except OSError as fault:
        for made, _ in waiting:
            made.unlink(missing_ok=True)
        raise _cannot_write(target, fault) from fault
    return tuple(target for _, target in waiting)


def _write_beside(target: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(0o644)
    except OSError:
        made.unlink(missing_ok=True)
        raise
    return made


def _cannot_write(target: Path, fault: OSError) -> UsageError:
    sink = Sink()
    place = Span(Source(str(target), ""), 1, 1)
    sink.add(Code.CANNOT_WRITE, place, path=target, reason=fault.strerror or str(fault))
    return UsageError(sink.found)
