"""What a Dask worker does for us: it keeps bundles for a while, and makes reports out of them."""

import atexit
import gc
import hashlib
import itertools
import os
import shutil
import tempfile
import threading
import time
import traceback
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.automate.batches.bundle import Bundle, portable, unpack
from reportgen.automate.batches.engines import Bench, Brief, Finished, Lost, Outcome, Task, perform
from reportgen.automate.cache import MemoryCache
from reportgen.automate.identity import identity

_MOST_BUNDLES = 4
_MOST_BYTES = 8 * 2**30
_FILES, _CONTENTS, _PART = "files", "contents", ".part"
_IDLE_SECONDS, _TIDY_SECONDS = 600.0, 30.0
_OFTEN, _served = 10, itertools.count(1)
_ONE_AT_A_TIME = threading.Lock()
"""A worker with several threads makes one report after the other: drawing is for one at a time."""


class Errand(Struct, frozen=True):
    """One report to make from the bundle with ``digest``, and what only this row may know."""

    digest: str
    brief: Brief
    task: Task
    answers: Mapping[str, bytes] = field(default_factory=dict)


class Brought(Struct, frozen=True):
    """What came of an errand, and the finished files by their SHA-256."""

    outcome: Outcome
    files: Mapping[str, bytes] = field(default_factory=dict)


class HasFolder(Protocol):
    """A worker of Dask, which hands itself to a function that asks for it by this name."""

    local_directory: str


class BundleGoneError(Exception):
    """The worker has not, or no more, the bundle of an errand."""


class Cellar:
    """A folder of a worker's own: contents by digest, and bundles laid out of them."""

    def __init__(self, parent: Path | None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="reportgen-", dir=parent))
        self._contents = self.folder / _CONTENTS
        self._contents.mkdir()
        self._bundles: dict[str, tuple[Bundle, float]] = {}
        """Each with the moment of its last use, the least lately used first."""

    def lacks(self, digests: Collection[str]) -> list[str]:
        """Return those of ``digests`` that are not here."""
        return [each for each in digests if not (self._contents / each).is_file()]

    def receive(self, digest: str, part: bytes, *, is_first: bool, is_last: bool) -> None:
        """Take the next part of a content; raise ValueError when the whole is not what it says."""
        if digest != os.path.basename(digest):  # noqa: PTH119 - a name, not a path
            raise ValueError(digest)
        growing = self._contents / f"{digest}{_PART}"
        with growing.open("wb" if is_first else "ab") as file:
            file.write(part)
        if not is_last:
            return
        with growing.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != digest:
            growing.unlink()
            raise ValueError(f"{digest} ≠ {found}")
        growing.replace(self._contents / digest)

    def lay(self, bundle: Bundle) -> None:
        """Lay the files of ``bundle`` into a folder of their own; the oldest ones make room."""
        place = self.folder / bundle.digest
        if bundle.digest in self._bundles:
            return
        shutil.rmtree(place, ignore_errors=True)
        (place / _FILES).mkdir(parents=True)
        unpack(bundle, self._contents, place / _FILES)
        self._bundles[bundle.digest] = bundle, time.monotonic()
        while len(self._bundles) > 1 and self._is_full():
            self.drop(next(iter(self._bundles)))

    def drop(self, digest: str) -> None:
        """Forget a bundle, and the contents that no other one needs."""
        self._bundles.pop(digest, None)
        shutil.rmtree(self.folder / digest, ignore_errors=True)
        needed = {each for bundle, _ in self._bundles.values() for each in bundle.digests}
        for path in self._contents.iterdir():
            if path.name not in needed:
                path.unlink(missing_ok=True)

    def open(self, digest: str) -> tuple[Bundle, Path]:
        """Return a bundle and its folder; raise BundleGoneError where it is not here."""
        bundle, _ = self._bundles.pop(digest, (None, 0.0))
        place = self.folder / digest / _FILES
        if bundle is None or not place.is_dir():
            raise BundleGoneError(digest)
        self._bundles[digest] = bundle, time.monotonic()
        return bundle, place

    def drop_idle(self, seconds: float) -> None:
        """Forget what nobody has asked for this long: who gave it was killed."""
        now = time.monotonic()
        for digest, (_, used) in list(self._bundles.items()):
            if now - used > seconds:
                self.drop(digest)

    def answers(self, bundle: Bundle) -> dict[str, bytes]:
        """Return what every row is given alike."""
        return {each.name: (self._contents / each.digest).read_bytes() for each in bundle.shared}

    @property
    def is_empty(self) -> bool:
        """Whether no bundle is left."""
        return not self._bundles

    def _is_full(self) -> bool:
        size = sum(path.stat().st_size for path in self._contents.iterdir())
        return len(self._bundles) > _MOST_BUNDLES or size > _MOST_BYTES


_cellars: list[Cellar] = []


def _cellar() -> Cellar:
    """Return the folder of this process; raise BundleGoneError where there is none."""
    if not _cellars or not _cellars[0].folder.is_dir():
        raise BundleGoneError
    return _cellars[0]


@atexit.register
def clear() -> None:
    """Remove all that was kept."""
    while _cellars:
        shutil.rmtree(_cellars.pop().folder, ignore_errors=True)


def who() -> Mapping[str, str]:
    """Return what this worker would make reports with."""
    return dict(identity())


def lacks(digests: Collection[str], dask_worker: HasFolder | None = None) -> list[str]:
    """Return the contents that this worker is still to be given.

    They will be kept in its own folder, which Dask removes with it.
    """
    if not _cellars or not _cellars[0].folder.is_dir():
        _cellars[:] = [Cellar(Path(dask_worker.local_directory) if dask_worker else None)]
        threading.Thread(target=_keep_tidy, args=_cellars, daemon=True).start()
    return _cellars[0].lacks(digests)


def _keep_tidy(cellar: Cellar) -> None:
    """Forget, as long as ``cellar`` is in use, what is not asked for any more."""
    while cellar in _cellars:
        time.sleep(_TIDY_SECONDS)
        with _ONE_AT_A_TIME:
            cellar.drop_idle(_IDLE_SECONDS)


def receive(digest: str, part: bytes, *, is_first: bool, is_last: bool) -> None:
    """Take the next part of a content."""
    _cellar().receive(digest, part, is_first=is_first, is_last=is_last)


def lay(bundle: Bundle) -> None:
    """Make ``bundle`` ready, whose contents are all here."""
    _cellar().lay(bundle)


def leave(digest: str) -> None:
    """Forget a bundle; with the last one goes the folder."""
    if not _cellars:
        return
    _cellars[0].drop(digest)
    if _cellars[0].is_empty:
        clear()


def work(errand: Errand) -> Brought:
    """Make the report of ``errand``; raise BundleGoneError where its bundle is not here."""
    with _ONE_AT_A_TIME:
        if not next(_served) % _OFTEN:
            gc.collect()  # what reports leave in circles is large, and few: Python waits too long
        bundle, place = _cellar().open(errand.digest)
        files: dict[str, bytes] = {}

        def keep(data: bytes) -> str:
            digest = hashlib.sha256(data).hexdigest()
            files[digest] = data
            return digest

        answers = {**_cellar().answers(bundle), **errand.answers}
        entry = str(place / bundle.entry)
        brief = replace(errand.brief, report=entry, env=dict(bundle.env), called=bundle.called)
        try:
            outcome = perform(brief, errand.task, Bench(keep, MemoryCache(), answers=answers))
        except Exception as fault:  # noqa: BLE001 - whatever breaks here is told to who asked
            return Brought(Lost(f"{type(fault).__name__}: {fault}", traceback.format_exc()))
    if isinstance(outcome, Finished):
        record = outcome.made.record
        record = replace(record, place="", inputs=portable(record.inputs, place))
        outcome = Finished(replace(outcome.made, record=record))
    return Brought(outcome, files)
