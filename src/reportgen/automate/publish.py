"""Put finished files into a folder: each whole or not at all, and none where none is needed."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.diag import Code, Sink, Source, Span, UsageError
from reportgen.ledger import digest_of, sweep, write_beside
from reportgen.model.pattern import pattern

# Windows refuses these, and names that end in a dot or a space.
_UNSAFE = pattern(r'[\x00-\x1f<>:"/\\|?*]')
MAX_NAME, _MAX_ROW = 80, 60
MAX_BYTES = 190  # of the 200 that every system and archive takes, the ending included
_MARK = 6
# Names of devices are no names of files there, whatever follows the point.
_DEVICES = frozenset(
    {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CONIN$",
        "CONOUT$",
        *(f"{n}{i}" for n in ("COM", "LPT") for i in range(1, 10)),
    }
)


def file_name(title: str, fallback: str, row: str = "") -> str:
    """Return ``title`` as a file name that is safe on every system.

    ``row`` is what tells the file from those of other rows when the title does not: it stays whole.
    """
    ending = f"-{_cut(_plain(row)[:_MAX_ROW], MAX_BYTES // 2)}" if row else ""
    room = MAX_BYTES - len(ending.encode())
    name = _cut(_plain(title)[: MAX_NAME - len(ending)], room).rstrip(" .")
    return _no_device(f"{name or fallback}{ending}".rstrip(" ."))


def folder_name(row: str) -> str:
    """Return what the folder of a row is called: safe on every system, and no other row's.

    A name that had to be changed gets a mark made from the whole of it.
    """
    plain = _plain(row)
    cut = _cut(plain, MAX_BYTES // 2).rstrip(" .")
    if cut == row:
        return _no_device(cut)
    mark = hashlib.sha256(row.encode()).hexdigest()[:_MARK]
    return _no_device(f"{cut}~{mark}" if cut else f"~{mark}")


def _no_device(name: str) -> str:
    return f"{name}_" if name.partition(".")[0].rstrip().upper() in _DEVICES else name


def _cut(name: str, most: int) -> str:
    """Return the beginning of ``name`` that has ``most`` bytes at most."""
    return name.encode()[:most].decode("utf-8", "ignore")


def _plain(words: str) -> str:
    return _UNSAFE.sub("", unicodedata.normalize("NFC", words)).strip(" .")


def differing(digests: Mapping[Path, str]) -> tuple[Path, ...]:
    """Return the paths that do not hold what ``digests`` says they should."""
    return tuple(path for path, digest in digests.items() if digest_of(path) != digest)


def publish(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write ``files``; raise UsageError when one cannot be written.

    All are written beside their targets first, then moved over them, so that a fault leaves the
    old files as they were; what a killed run left behind is swept away.
    """
    waiting: list[tuple[Path, Path]] = []
    target = Path()
    try:
        for target, data in files:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not waiting:
                sweep(target.parent)
            waiting.append((write_beside(target, data), target))
        for made, target in waiting:
            made.replace(target)
    except OSError as fault:
        for made, _ in waiting:
            made.unlink(missing_ok=True)
        raise cannot_write(target, fault) from fault


def cannot_write(target: Path, fault: OSError) -> UsageError:
    """Return the error that says why ``target`` cannot be written."""
    sink = Sink()
    place = Span(Source(str(target), ""), 1, 1)
    sink.add(Code.CANNOT_WRITE, place, path=target, reason=fault.strerror or str(fault))
    return UsageError(sink.found)
