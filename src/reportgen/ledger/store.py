"""Store: finished files by the digest of their content; a file in it is whole, always."""

import hashlib
import os
import tempfile
import time
from collections.abc import Collection
from pathlib import Path
from typing import TypeAlias

_PIECE = 2**20
_PREFIX, _SUFFIX = ".reportgen-", ".tmp"


class Store:
    """A folder of files named by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._desk = folder.with_name(f"{folder.name}-desk")

    def put(self, data: bytes) -> str:
        """Keep ``data``; return its digest. It is on disk when this returns.

        Several processes may do so at once.
        """
        digest = hashlib.sha256(data).hexdigest()
        if not self.holds(digest):
            for folder in (self._folder, self._desk):
                folder.mkdir(parents=True, exist_ok=True)
            write_beside(self._desk / digest, data).replace(self._folder / digest)
        return digest

    def sweep(self) -> None:
        """Remove what killed runs left half-written; the caller holds the lock."""
        sweep(self._desk)

    def holds(self, digest: str) -> bool:
        """Tell whether a file with ``digest`` is there, undamaged."""
        return digest_of(self._folder / digest) == digest

    def get(self, digest: str) -> bytes:
        """Return the file with ``digest``, which the store holds."""
        return self.path(digest).read_bytes()

    def path(self, digest: str) -> Path:
        """Return where the file with ``digest`` is, if the store holds it."""
        return self._folder / digest

    def drop_all_but(self, digests: Collection[str]) -> None:
        """Forget the files with other digests; the caller holds the lock."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name not in digests:
                path.unlink(missing_ok=True)


def write_beside(target: Path, data: bytes) -> Path:
    """Write ``data`` to a new file beside ``target`` and return its path; it is on disk then."""
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=target.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(0o644)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return made


def sweep(folder: Path) -> None:
    """Remove what a killed run left half-written; the caller holds the lock."""
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        left.unlink(missing_ok=True)


_Stamp: TypeAlias = tuple[int, int, int, int]
_KNOWN: dict[Path, tuple[_Stamp, str]] = {}
_MOST_KNOWN = 50_000
_SETTLED_NS = 2_000_000_000


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file at ``path``, or nothing when it cannot be read.

    A file that stands as it stood when this process last read it is not read again: a thousand
    reports are made of the same data. The time of its last change of any kind (ctime) counts, which
    nobody can set back, and not while it is so fresh that another change might bear the same.
    """
    try:
        stamp = _stamp(path)
        known = _KNOWN.get(path)
        if known is not None and known[0] == stamp:
            return known[1]
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while part := file.read(_PIECE):
                digest.update(part)
        is_settled = time.time_ns() - max(stamp[1], stamp[2]) > _SETTLED_NS
        if os.name == "posix" and is_settled and stamp == _stamp(path):
            if len(_KNOWN) >= _MOST_KNOWN:
                _KNOWN.clear()
            _KNOWN[path] = stamp, digest.hexdigest()
    except OSError:
        return ""
    return digest.hexdigest()


def _stamp(path: Path) -> _Stamp:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
