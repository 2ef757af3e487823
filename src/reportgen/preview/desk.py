"""Desk: the report as it lies open; what it shows now, and who waits for the next state."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reportgen.automate.cache import MemoryCache
from reportgen.build import Shown, build, show
from reportgen.diag import Diagnostic, ReportgenError
from reportgen.fonts import assets_dir
from reportgen.model.artifact import ArtifactKind
from reportgen.model.world import World
from reportgen.preview.places import Places
from reportgen.preview.view import View
from reportgen.write_svg import Media, PagePicture

WINDOW_FACE = "NotoSansSC-Regular"
"""What the window itself is set in where the system has no Chinese face."""
_OLD_STATES = 3
"""How many states back a slow window may still ask for pages."""


class Desk:
    """Keeps the last view, its pages and pictures; one thread renews it, many read it."""

    def __init__(self, report: Path, world: Callable[[], World]) -> None:
        self.report = report
        self._world = world
        self._cache = MemoryCache()
        self._news = threading.Condition()
        self._works = threading.Lock()
        self.view = View(0, None, ())
        self._states: list[Shown] = []
        self._places: tuple[int, Places] | None = None

    def renew(self) -> View:
        """Set the report anew and tell all who wait; with a fault the last pages stay."""
        with self._works:
            begun = time.perf_counter()
            shown, findings = self._set()
            seconds = time.perf_counter() - begun
            if shown is not None:
                self._states = [*self._states[1 - _OLD_STATES :], shown]
            with self._news:
                last = shown or self.view.shown
                self.view = View(self.view.revision + 1, last, findings, seconds)
                self._news.notify_all()
            return self.view

    def _set(self) -> tuple[Shown | None, tuple[Diagnostic, ...]]:
        from msgspec.structs import replace  # noqa: PLC0415 - with the first report

        try:
            shown = show(self.report, replace(self._world(), cache=self._cache))
        except ReportgenError as fault:
            return None, fault.diagnostics
        return shown, shown.checked.findings

    def after(self, revision: int, seconds: float) -> View | None:
        """Wait for a view later than ``revision``; nothing when ``seconds`` pass without one."""
        with self._news:
            if self._news.wait_for(lambda: self.view.revision > revision, seconds):
                return self.view
        return None

    def page(self, digest: str) -> PagePicture | None:
        """Return a page of this state or one before."""
        return next((page for page in self._all_pages() if page.digest == digest), None)

    def _all_pages(self) -> Iterator[PagePicture]:
        for state in reversed(self._states):
            yield from state.svg.pages

    def media(self, key: str) -> Media | None:
        """Return a picture that a page shows."""
        found = (state.svg.media.get(key) for state in reversed(self._states))
        return next((each for each in found if each is not None), None)

    def face(self, name: str) -> Path | None:
        """Return the file of a face that a page uses, or of the window's own."""
        if name == WINDOW_FACE:
            return assets_dir() / "fonts" / f"{WINDOW_FACE}.ttf"
        found = (state.svg.faces.get(name) for state in reversed(self._states))
        return next((each for each in found if each is not None), None)

    def places(self) -> Places | None:
        """Return where the words of the pages that are shown were written."""
        view = self.view
        if view.shown is None:
            return None
        if self._places is None or self._places[0] != id(view.shown):
            self._places = id(view.shown), Places(view.shown)
        return self._places[1]

    def made(self, kind: ArtifactKind) -> bytes:
        """Return the finished file of the report as it is now; raise what forbids it."""
        from msgspec.structs import replace  # noqa: PLC0415 - as above

        with self._works:
            world = replace(self._world(), cache=self._cache)
            return build(self.report, (kind,), world).artifacts[0].data

    def inputs(self) -> tuple[Path, ...]:
        """Return the files that the pages were made from, wherever they are."""
        shown = self.view.shown
        return tuple(Path(path) for path, _ in shown.checked.files) if shown is not None else ()
