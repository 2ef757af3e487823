"""Watch: when the files of a report look other than they did; a hint saves the waiting."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reportgen.automate.schedule.hints import Hints
from reportgen.automate.schedule.watching import look

_LOOK_SECONDS = 1.0
"""How often to look where the system gives no hints: network drives, or without watchfiles."""


def changes(
    report: Path, inputs: Callable[[], Iterable[Path]], stop: threading.Event
) -> Iterator[None]:
    """Yield at once, and whenever a file of ``report`` or one of its ``inputs`` has changed.

    A file that is half written counts: what follows is another change.
    """
    hinted = threading.Event()
    hints = Hints(lambda _: hinted.set())
    hints.watch([report if report.is_dir() else report.parent])
    seen = ""
    try:
        while not stop.is_set():
            now = look(report, inputs()).digest
            if now != seen:
                seen = now
                yield
                continue
            hinted.wait(_LOOK_SECONDS)
            hinted.clear()
    finally:
        hints.close()
