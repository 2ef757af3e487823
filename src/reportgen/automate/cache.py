"""Caches: in a folder beside the report, or in memory; both may be emptied at any time."""

import hashlib
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

    A file that cannot be read or is damaged is as good as none, and a folder that cannot be
    written only makes the next build slower.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

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
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(hashlib.sha256(value).digest() + value)
        except OSError:
            return

    def _file(self, key: bytes) -> Path:
        return self._folder / hashlib.sha256(key).hexdigest()
