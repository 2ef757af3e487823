"""Watching: which files a report may read, how they look on disk, and whether they are at rest."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

Stamp: TypeAlias = tuple[int, int, int, int]
"""Size, inode, when it was written, when its entry changed: no edit can set the last one back."""
_MOST_FILES = 5_000
_OURS = {".reportgen", "out", "__pycache__"}
_UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".opdownload")
_LOCKS = ("~$", ".~lock.", "~wrl", ".goutputstream-")
_ABANDONED_SECONDS = 600.0
"""A workbook may stay open for a day: what was saved of it is whole, and is read after a while."""


class Sight(Struct, frozen=True):
    """How the files of a report look at one moment."""

    stamps: tuple[tuple[str, Stamp], ...]
    unfinished: tuple[float, ...] = ()
    """When files were written that are still on their way: downloads, open workbooks."""

    @property
    def digest(self) -> str:
        """One word for all stamps: equal means that no file was written."""
        return hashlib.sha256(repr(self.stamps).encode()).hexdigest()

    def is_unfinished(self, now: float) -> bool:
        """Tell whether a file is on its way at ``now``."""
        return any(abs(now - written) < _ABANDONED_SECONDS for written in self.unfinished)

    def last_written(self) -> float:
        """Return when the newest file was written, or its entry changed."""
        return max((max(s[2], s[3]) / 1e9 for _, s in self.stamps), default=0.0)


def look(report: Path, inputs: Iterable[Path]) -> Sight:
    """Return how the files in the folder of ``report``, and its known ``inputs``, look now."""
    stamps: dict[str, Stamp] = {}
    unfinished: list[float] = []
    folder = report if report.is_dir() else report.parent
    for name, stat in _files(folder, is_deep=report.is_dir()):
        if is_unfinished(os.path.basename(name)):  # noqa: PTH119 - of thousands of names a minute
            unfinished.append(stat.st_mtime)
        else:
            stamps[name] = _stamp(stat)
    for path in inputs:
        name = str(path)
        if name not in stamps:
            try:
                stamps[name] = _stamp(path.stat())
            except OSError:
                stamps[name] = (-1, 0, 0, 0)
    return Sight(tuple(sorted(stamps.items())), tuple(unfinished))


def is_unfinished(name: str) -> bool:
    """Tell whether a file called ``name`` is on its way to another name, or a mark of an editor."""
    low = name.lower()
    return low.endswith(_UNFINISHED) or low.startswith(_LOCKS)


def is_ours(path: Path) -> bool:
    """Tell whether ``path``, seen from a report's folder, lies in one that we write ourselves."""
    return not _OURS.isdisjoint(path.parts)


def _files(folder: Path, *, is_deep: bool) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files in ``folder`` with what the system says of them."""
    waiting, count = [str(folder)], 0
    while waiting and count < _MOST_FILES:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    if is_deep and entry.name not in _OURS and not entry.name.startswith("."):
                        waiting.append(entry.path)
                elif is_unfinished(entry.name) or not entry.name.startswith("."):
                    count += 1
                    yield os.path.realpath(entry.path), entry.stat()
            except OSError:
                continue


def _stamp(stat: os.stat_result) -> Stamp:
    return stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns
