"""Paginate: strips to pages, in one pass.

The state of a page is how far down its text reaches, how high its foot is, and which notes wait
for the next page. Strips that keep together form a chain; a chain is placed whole if it and the
first lines of its notes fit, else it starts the next page.
"""

from collections.abc import Iterable, Iterator, Sequence

from reportgen.model.page import Page
from reportgen.typeset.bed import Bed
from reportgen.typeset.foot import Foot
from reportgen.typeset.furniture import Furniture
from reportgen.typeset.notes import Notes
from reportgen.typeset.parts import Part
from reportgen.typeset.setting import Setting
from reportgen.typeset.sheet import Pen, Sheet
from reportgen.typeset.strip import Strip

_CARRIED = 2, 3
"""Notes that go on fill no more of a page than this, so that its text is not crowded out."""


class Paginator:
    """Sets the parts of a document page by page; a page that is out is not kept."""

    def __init__(self, setting: Setting, notes: Notes, furniture: Furniture) -> None:
        page = setting.brand.page
        self.pen = Pen(setting.tree, notes, setting.fonts)
        self.labels: list[str] = []
        self._tree = setting.tree
        self._page = page
        self._room = page.height - page.top - page.bottom
        self._notes = notes
        self._furniture = furniture
        self._foot = Foot(page.measure, setting.brand.palette)
        self._part = Part.COVER
        self._pages_of_part = 0
        self._chapter = ""

    def set_part(self, part: Part, strips: Iterable[Strip]) -> Iterator[Page]:
        """Yield the pages of ``part``, which starts on a page of its own."""
        self._part, self._pages_of_part = part, 0
        bed: Bed | None = None
        for chain in chains(strips):
            if bed is None:
                bed = self._opened()
            elif chain[0].starts_page and not bed.is_empty:
                yield self._closed(bed)
                bed = self._opened()
            while not self._fits(chain, bed) and not self._is_fresh(bed):
                yield self._closed(bed, chain[0])
                bed = self._opened()
            if self._fits(chain, bed):
                self._put(chain, bed)
                continue
            for strip in chain:
                if not self._fits([strip], bed) and not self._is_fresh(bed):
                    yield self._closed(bed, strip)
                    bed = self._opened()
                self._put([strip], bed)
        if bed is not None:
            yield self._closed(bed)
        while self._foot.is_waiting:
            yield self._closed(self._opened(is_last=True))

    def _is_fresh(self, bed: Bed) -> bool:
        """Whether a page cannot hold more than ``bed`` does."""
        return bed.is_empty and self._foot.is_empty

    def _fits(self, chain: Sequence[Strip], bed: Bed) -> bool:
        head = self._continued(chain[0], bed)
        reach = bed.reach([*head, *chain] if head else chain)
        calls = [call for strip in chain for call in strip.calls]
        if not calls:
            return reach + self._foot.height <= self._room
        notes = self._notes.called(calls)
        if notes and self._foot.is_waiting:
            return False
        return reach + self._foot.needed(notes) <= self._room

    def _put(self, chain: Sequence[Strip], bed: Bed) -> None:
        """Put ``chain`` on the page, and then as much of its notes as there is room for."""
        for strip in (*self._continued(chain[0], bed), *chain):
            bed.put(strip, self.pen)
        calls = [call for strip in chain for call in strip.calls]
        if calls:
            self._foot.add(self._notes.place(calls), self._room - bed.reach(()))

    def _continued(self, strip: Strip, bed: Bed) -> tuple[Strip, ...]:
        """Return what stands above ``strip`` when it is the first of its page."""
        return strip.continuation.strips if strip.continuation and bed.is_empty else ()

    def _opened(self, *, is_last: bool = False) -> Bed:
        """Begin a page with the notes that waited for it."""
        self._pages_of_part += 1
        number = self._pages_of_part
        self._notes.start_page()
        part, whole = (1, 1) if is_last else _CARRIED
        self._foot.add((), self._room * part // whole)
        page = self._page
        sheet = Sheet(len(self.labels), self._part.label(number), self._tree)
        self.labels.append(sheet.label)
        left = page.inner if number % 2 else page.outer
        return Bed(sheet, left, page.height - page.top)

    def _closed(self, bed: Bed, following: Strip | None = None) -> Page:
        """End a page; ``following`` is the first strip of the next."""
        if following and following.continuation and not bed.is_empty:
            bed.rule(following.continuation.closing)
        bed.close()
        page = self._page
        self._foot.put(bed.sheet, self.pen, bed.x, page.bottom)
        chapter = bed.chapter or self._chapter
        self._chapter = bed.last_chapter or self._chapter
        self._furniture.put(bed.sheet, self._part, chapter, bed.x)
        return bed.sheet.finished(page.width, page.height)


def chains(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    """Yield the runs of ``strips`` that keep together."""
    chain: list[Strip] = []
    for strip in strips:
        if strip.starts_page and chain:
            yield chain
            chain = []
        chain.append(strip)
        if not strip.keeps:
            yield chain
            chain = []
    if chain:
        yield chain
