"""State: the folder where a report's ledger, finished files and cache are kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from reportgen.automate.cache import FolderCache
from reportgen.automate.fingerprint import makers
from reportgen.automate.history.losses import losses, note_loss
from reportgen.automate.publish import cannot_write
from reportgen.diag import Code, Diagnostic, LockedError, Sink, Source, Span, UsageError
from reportgen.ledger import (
    Ledger,
    LedgerDamagedError,
    LedgerFaultError,
    LedgerTooNewError,
    Lock,
    LockHeldError,
    Store,
    mend_ledger,
    open_ledger,
    sweep,
)

_NAME = ".reportgen"
BUILD_WAIT_SECONDS = 60.0
"""A build waits for another one this long; sending and serving do not wait."""
REPORT_NAMES = ("report.yaml", "report.yml", "报告.yaml", "report.md", "报告.md")


class State(Struct, frozen=True):
    """``REPORT/.reportgen``, or the folder given with ``--state``; it ignores itself in git."""

    folder: Path

    @contextmanager
    def alone(self, work: str, wait_seconds: float = 0.0) -> Iterator[None]:
        """Do ``work`` (build, send, serve) while no other process does; else raise LockedError."""
        path = self.folder / f"{work}.lock"
        sink, place = Sink(), Span(Source(str(path), ""), 1, 1)
        try:
            with Lock(path, wait_seconds):
                yield
        except LockHeldError as fault:
            sink.add(Code.AT_WORK, place, work=work, path=path)
            raise LockedError(sink.found) from fault
        except LedgerFaultError as fault:
            sink.add(Code.CANNOT_WRITE, place, path=path, reason=fault)
            raise UsageError(sink.found) from fault

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """Open the ledger; raise UsageError when it cannot be used, or a later version wrote it."""
        path = self.folder / "ledger.db"
        sink, place = Sink(), Span(Source(str(path), ""), 1, 1)
        try:
            with self._opened(path) as opened:
                yield opened
        except LedgerDamagedError as fault:  # in a page that nobody had looked at
            self.mend()
            sink.add(Code.CANNOT_WRITE, place, path=path, reason=fault)
            raise UsageError((*sink.found, *losses(self.folder))) from fault
        except LedgerTooNewError as fault:
            sink.add(Code.LEDGER_TOO_NEW, place, path=path, version=fault.version)
            raise UsageError(sink.found) from fault
        except LedgerFaultError as fault:
            sink.add(Code.CANNOT_WRITE, place, path=path, reason=fault)
            raise UsageError(sink.found) from fault

    def _opened(self, path: Path) -> Ledger:
        try:
            return open_ledger(path)
        except LedgerDamagedError:
            self.mend()
            return open_ledger(path)

    def mend(self) -> None:
        """Put a damaged ledger aside, and make a new one of what can be read of it."""
        with Lock(self.folder / "mend.lock", BUILD_WAIT_SECONDS):
            found = mend_ledger(self.folder / "ledger.db")
            if found is not None:
                note_loss(self.folder, found)

    @property
    def store(self) -> Store:
        """The finished files."""
        return Store(self.folder / "store")

    def keep(self, data: bytes) -> str:
        """Keep ``data`` among the finished files; return its digest, or raise UsageError."""
        try:
            return self.store.put(data)
        except OSError as fault:
            raise cannot_write(self.folder, fault) from fault

    def sweep(self) -> None:
        """Remove what killed runs left half-written among files and manifests; under the lock."""
        self.store.sweep()
        for folder in self.runs.iterdir() if self.runs.is_dir() else ():
            sweep(folder)

    @property
    def runs(self) -> Path:
        """Where each build has its manifest, by its number."""
        return self.folder / "runs"

    @property
    def cache(self) -> FolderCache:
        """What may be forgotten."""
        return FolderCache(self.folder / "cache", repr(makers()))


def place_of(report: Path) -> str:
    """Return what a report is known by here: the same for its folder and for the file in it."""
    return str((report.parent if report.name in REPORT_NAMES else report).resolve())


def home(report: Path) -> Path:
    """Return the folder of ``report``, which may be given as a folder or a file."""
    return report if report.is_dir() else report.parent


def writable_state(report: Path, asked: Path | None = None) -> State:
    """Return the state of ``report``; raise UsageError where nothing can be written."""
    state = open_state(report, asked)
    if state is None:
        folder = asked or home(report) / _NAME
        sink = Sink()
        place = Span(Source(str(folder), ""), 1, 1)
        sink.add(Code.CANNOT_WRITE, place, path=folder, reason="Read-only or missing folder")
        raise UsageError(sink.found)
    return state


def open_state(report: Path, asked: Path | None = None) -> State | None:
    """Return the state of ``report``, made if needed; nothing where nothing can be written."""
    folder = asked or home(report) / _NAME
    ignore = folder / ".gitignore"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except OSError:
        return None
    return State(folder) if os.access(folder, os.W_OK) else None


def state_not_kept(report: Path, asked: Path | None) -> tuple[Diagnostic, ...]:
    """Return what to say of a build that cannot be remembered."""
    folder = asked or home(report) / _NAME
    sink = Sink()
    sink.add(Code.STATE_NOT_KEPT, Span(Source(str(folder), ""), 1, 1), path=folder)
    return sink.found
