"""Fingerprint: one digest of all that a report's files depend on; equal means nothing to do."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from reportgen import __version__
from reportgen.ledger import digest_of


def fingerprint(inputs: Iterable[tuple[str, str]], settings: Mapping[str, str]) -> str:
    """Return the digest of ``inputs`` (path and content of each file), ``settings`` and engine.

    Contents count, times do not: touching a file or writing the same bytes changes nothing.
    """
    digest = hashlib.sha256(engine().encode())
    for path, content in sorted(inputs):
        digest.update(f"\n{path}\0{content}".encode())
    for name, value in sorted(settings.items()):
        digest.update(f"\n={name}\0{value}".encode())
    return digest.hexdigest()


def as_now(inputs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the files of ``inputs`` with what they hold now (nothing: gone)."""
    return tuple((path, digest_of(Path(path))) for path, _ in inputs)


def is_quiet(report: Path, inputs: Iterable[Path], seconds: float, now: float) -> bool:
    """Tell whether no file of ``report``, nor of its last ``inputs``, was written just now."""
    folder = report if report.is_dir() else report.parent
    files = [report, *inputs] if report.is_file() else [*inputs]
    files += [path for path in folder.iterdir() if path.is_file()]
    return all(not 0 <= now - _written(path) < seconds for path in files)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


@cache
def engine() -> str:
    """Return what makes the files: the version, and in a checkout every line of the source."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    if (package / "_assets").is_dir():
        digest.update(__version__.encode())
    else:
        for path in sorted(package.rglob("*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
