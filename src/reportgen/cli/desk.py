"""The desk of a server: one line a tick, what is new in full, and ears for signals and hints."""

import datetime as dt
import os
import queue
import signal
import time
from collections.abc import Callable, Collection
from pathlib import Path

from reportgen.automate.schedule.hints import Hints
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.tick import Attempt
from reportgen.cli.log import log_line
from reportgen.cli.say import Speaker
from reportgen.diag import Code, Diagnostic, InternalError, Sink, Source, Span

_SLICE_SECONDS = 1.0 if os.name == "nt" else 60.0
"""Windows does not wake a waiting process for a signal."""


class WallClock:
    """The clocks of this machine."""

    def now(self) -> dt.datetime:
        """Return what the clock on the wall shows."""
        return dt.datetime.now(dt.UTC)

    def steady(self) -> float:
        """Return seconds that go on while the machine sleeps, where the system counts them."""
        sleepless = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if sleepless is None else time.clock_gettime(sleepless)


class ServerDesk:
    """Says what the server does, and hears when it is told to stop."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._heard: queue.SimpleQueue[frozenset[str]] = queue.SimpleQueue()
        self._hints = Hints(self._heard.put)
        self._is_told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)

    def _tell(self, _number: int, _frame: object) -> None:
        self._is_told = True
        self._heard.put(frozenset())

    def is_told(self) -> bool:
        """Tell whether to stop."""
        return self._is_told

    def wait(self, seconds: float, folders: Collection[Path]) -> Collection[str]:
        """Wait so long, or until something is written in ``folders``; return what was."""
        self._hints.watch(folders)
        until = time.monotonic() + seconds
        while not self._is_told and (rest := until - time.monotonic()) > 0:
            try:
                heard = self._heard.get(timeout=min(rest, _SLICE_SECONDS))
            except queue.Empty:
                continue
            while not self._heard.empty():
                heard |= self._heard.get()
            return heard
        return ()

    def close(self) -> None:
        """Stop listening for hints."""
        self._hints.close()

    def shielded(self, work: Callable[[], Attempt]) -> Attempt:
        """Return what ``work`` does; a fault of ours, too, as an attempt that failed."""
        try:
            return work()
        except InternalError as fault:
            return Attempt(fault=fault, exit_code=fault.exit_code)
        except Exception as fault:
            if os.environ.get("REPORTGEN_DEBUG"):
                raise
            sink = Sink()
            reason = f"{type(fault).__name__}: {fault}"
            sink.add(Code.INTERNAL, Span(Source("reportgen", ""), 1, 1), reason=reason)
            made = InternalError(sink.found)
            return Attempt(fault=made, exit_code=made.exit_code)

    def note(self, finding: Diagnostic) -> None:
        """Say what concerns the server itself."""
        self._speaker.findings((finding,))

    def done(self, job: Job, why: str, made: Attempt, seconds: float) -> None:
        """Say what became of a tick: one line, and in full what was not said before."""
        line = log_line(job, why, made, dt.datetime.now(dt.UTC), seconds)
        self._speaker.logged(line)
        if made.is_news:
            self._speaker.complaints(made)
