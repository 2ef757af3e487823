"""The Layout of pages that were passed on, for the writer that comes second."""

from reportgen.model.page import Layout, PageStream
from reportgen.typeset.press import run_layout


class Recorder:
    """Passes pages on and keeps the layout, which both writers need."""

    def __init__(self, pages: PageStream) -> None:
        self._pages = pages
        self._layout: Layout | None = None

    def pages(self) -> PageStream:
        """Yield the pages; the layout is kept when the last one is out."""
        self._layout = yield from self._pages
        return self._layout

    def layout(self) -> Layout:
        """Return the layout, setting the pages now if no writer asked for them."""
        if self._layout is None:
            self._layout = run_layout(self._pages)
        return self._layout
