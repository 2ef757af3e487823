"""Hints: the system says that a file was written; only a hint, for it says so far too early."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from reportgen.automate.schedule.watching import is_ours

_GATHER_MILLISECONDS = 200


class Hints:
    """Watches folders in a thread of its own, and calls ``hint`` with what was written.

    Without watchfiles, or where the system cannot watch (too many folders, a network drive), there
    are no hints: who asks now and then loses nothing but seconds.
    """

    def __init__(self, hint: Callable[[frozenset[str]], None]) -> None:
        self._hint = hint
        self._folders: frozenset[Path] = frozenset()
        self._stop = threading.Event()

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch ``folders`` from now on, and no others."""
        wanted = frozenset(each.resolve() for each in folders if each.is_dir())
        if wanted == self._folders:
            return
        self.close()
        self._folders, self._stop = wanted, threading.Event()
        if wanted:
            work = (tuple(wanted), self._stop)
            threading.Thread(target=self._run, args=work, daemon=True, name="hints").start()

    def close(self) -> None:
        """Watch nothing any more."""
        self._stop.set()
        self._folders = frozenset()

    def _run(self, folders: tuple[Path, ...], stop: threading.Event) -> None:
        try:
            from watchfiles import watch  # noqa: PLC0415 - an extra
        except ImportError:
            return
        try:
            for changes in watch(
                *folders,
                watch_filter=lambda _change, path: _is_theirs(Path(path), folders),
                debounce=_GATHER_MILLISECONDS,
                stop_event=stop,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                self._hint(frozenset(path for _, path in changes))
        except (OSError, RuntimeError):
            return


def _is_theirs(path: Path, folders: tuple[Path, ...]) -> bool:
    """Tell whether ``path`` is a report's own file, not one of those that we write beside it."""
    within = (path.relative_to(each) for each in folders if path.is_relative_to(each))
    return any(not is_ours(each) for each in within)
