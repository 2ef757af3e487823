"""Store: finished files by the digest of their content; a file in it is whole, always."""

import hashlib
import os
import tempfile
from collections.abc import Collection
from pathlib import Path

_PIECE = 2**20
_PREFIX, _SUFFIX = ".reportgen-", ".tmp"


class Store:
    """A folder of files named by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep ``data``; return its digest. It is on disk when this returns."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.holds(digest):
            self._folder.mkdir(parents=True, exist_ok=True)
            sweep(self._folder)
            target = self._folder / digest
            write_beside(target, data).replace(target)
        return digest

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


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file at ``path``, or nothing when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(_PIECE):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()
