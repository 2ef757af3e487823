"""Caches: in a folder beside the report, or in memory; both may be emptied at any time."""

import hashlib
import shutil
from pathlib import Path


class MemoryCache:
    """Remembers within one process."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under ``key``, or nothing."""
        return self._known.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Remember ``value`` under ``key``."""
        self._known[key] = value


class FolderCache:
    """Remembers on disk, a file a key; each file starts with the digest of the rest.

    What another ``maker`` put there is not found, and swept away when this one first puts: a
    chart may be drawn otherwise by the next version. A file that cannot be read or is damaged is
    as good as none, and a folder that cannot be written only makes the next build slower.
    """

    def __init__(self, folder: Path, maker: str = "") -> None:
        self._folder = folder
        self._own = folder / hashlib.sha256(maker.encode()).hexdigest()[:16]

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under ``key``, or nothing."""
        try:
            data = self._file(key).read_bytes()
        except OSError:
            return None
        seal, value = data[:32], data[32:]
        return value if hashlib.sha256(value).digest() == seal else None

    def put(self, key: bytes, value: bytes) -> None:
        """Remember ``value`` under ``key``."""
        file = self._file(key)
        try:
            if not self._own.is_dir():
                self._sweep()
                self._own.mkdir(parents=True, exist_ok=True)
            file.write_bytes(hashlib.sha256(value).digest() + value)
        except OSError:
            return

    def _file(self, key: bytes) -> Path:
        return self._own / hashlib.sha256(key).hexdigest()

    def _sweep(self) -> None:
        for left in self._folder.iterdir() if self._folder.is_dir() else ():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
