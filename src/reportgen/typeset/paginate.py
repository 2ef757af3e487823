"""Paginate: strips to pages, in one pass.

The state of a page is how far down its text reaches, how high its foot is, and which notes wait
for the next page. Strips that keep together form a chain; a chain is placed whole if it and the
first lines of its notes fit, else it starts the next page.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import ceil, inf

from msgspec.structs import replace

from reportgen.model.brand import PageGeometry, StyleRole
from reportgen.model.length import Length, pt
from reportgen.model.page import Page
from reportgen.typeset.bed import Bed
from reportgen.typeset.fill import Filling, continued, fill, filled
from reportgen.typeset.flows import Flow
from reportgen.typeset.foot import Foot
from reportgen.typeset.furniture import Furniture, Spot
from reportgen.typeset.notes import Notes
from reportgen.typeset.parts import Part
from reportgen.typeset.setting import Setting
from reportgen.typeset.sheet import Pen, Sheet
from reportgen.typeset.strip import Strip, lowered

_CARRIED = 2, 3
"""Notes that go on fill no more of a page than this, so that its text is not crowded out."""


_SPARE = pt(2)
"""What a chart drawn lower leaves free: Word counts in twips, and must not need another page."""
_ENDLESS = pt(1_000_000)


class Paginator:
    """Sets the parts of a document page by page; a page that is out is not kept."""

    def __init__(self, setting: Setting, notes: Notes, furniture: Furniture) -> None:
        page = setting.brand.page
        self.pen = Pen(setting.tree, notes, setting.fonts, setting.slots)
        self.labels: list[str] = []
        self._tree = setting.tree
        self._palette = setting.brand.palette
        self._blank = setting.style(StyleRole.BODY).leading // 2
        self._notes = notes
        self._furniture = furniture
        self._part = Part.COVER
        self._pages_of_part = 0
        self._chapter = ""
        self._bed: Bed | None = None
        self._turn_to(page)

    def set_part(self, part: Part, flows: Iterable[Flow]) -> Iterator[Page]:
        """Yield the pages of ``part``, which starts on a page of its own."""
        self._part, self._pages_of_part = part, 0
        for flow in flows:
            if flow.page != self._page:
                yield from self._ended()
                self._turn_to(flow.page)
            yield from self._set(flow.strips) if flow.columns == 1 else self._set_columns(flow)
        yield from self._ended()

    def _turn_to(self, page: PageGeometry) -> None:
        """Go on with sheets like ``page``; no note waits."""
        self._page = page
        self._room = page.room
        self._foot = Foot(page.measure, self._palette)
        self._notes.turn_to(page)

    def _ended(self) -> Iterator[Page]:
        """End the page, and let notes that wait fill pages of their own."""
        if self._bed is not None:
            yield self._closed(self._bed)
            self._bed = None
        while self._foot.is_waiting:
            yield self._closed(self._opened(is_last=True))

    def _set(self, strips: Iterable[Strip]) -> Iterator[Page]:
        """Set ``strips`` as wide as the page."""
        bed = self._bed
        for chain in chains(strips):
            if bed is None:
                bed = self._opened()
            elif chain[0].starts_page and not bed.is_empty:
                yield self._closed(bed)
                bed = self._opened()
            fits = self._fits(chain, bed)
            if not fits:
                chain = self._lowered(chain, bed)  # noqa: PLW2901 - the same, a little lower
                fits = self._fits(chain, bed)
            while not fits and not self._is_fresh(bed):
                yield self._closed(bed, chain[0])
                bed = self._opened()
                fits = self._fits(chain, bed)
            if fits:
                self._put(chain, bed)
                continue
            for strip in chain:
                if not self._fits([strip], bed) and not self._is_fresh(bed):
                    yield self._closed(bed, strip)
                    bed = self._opened()
                self._put([strip], bed)
        self._bed = bed

    def _set_columns(self, flow: Flow) -> Iterator[Page]:
        """Set the strips of ``flow`` in columns, level where they end; notes use the whole width.

        A page takes what fits in its columns above the notes that they call.
        """
        waiting = [part for chain in chains(flow.strips) for part in self._splittable(chain)]
        while waiting:
            bed = self._bed = self._bed or self._opened()
            if waiting[0][0].starts_page and not bed.is_empty:
                yield self._closed(bed)
                self._bed = None
                continue
            is_fresh = self._is_fresh(bed)
            top = bed.parted(waiting[0][0])
            room = self._room - top - self._foot.height
            filling = fill(waiting, flow.columns, room, partial(self._holds, top))
            if not filling.count and is_fresh:  # too high for any page
                split = [[strip] for strip in waiting[0]]
                waiting[:1] = split
                filling = filled(waiting[:1], 1, _ENDLESS)
            waiting = waiting[filling.count :]
            self._put_columns(filling, flow, bed)
            if waiting:
                yield self._closed(bed)
                self._bed = None

    def _splittable(self, chain: Sequence[Strip]) -> Iterator[Sequence[Strip]]:
        """Yield ``chain``, strip by strip if no page could hold it."""
        whole = sum(strip.height + strip.after for strip in chain) <= self._room
        yield from [chain] if whole else ([strip] for strip in chain)

    def _holds(self, top: Length, filling: Filling) -> bool:
        """Whether ``filling`` from ``top`` down leaves room for the notes that it calls."""
        calls = filling.calls()
        notes = self._notes.called(calls) if calls else []
        if notes and self._foot.is_waiting:
            return False
        return top + filling.height + self._foot.needed(notes) <= self._room

    def _put_columns(self, filling: Filling, flow: Flow, bed: Bed) -> None:
        """Put ``filling`` on the page, and then as much of its notes as there is room for."""
        if not filling.count:
            return
        top, beds = self._page.height - self._page.top - bed.reach(()), []
        for number, (strips, following) in enumerate(filling.columns):
            column = Bed(bed.sheet, bed.x + number * flow.pitch, top)
            for strip in strips:
                column.put(strip, self.pen)
            if strips and following is not None and following.continuation:
                column.rule(following.continuation.closing)
            beds.append(column)
        bed.joined(beds, self._blank)
        calls = filling.calls()
        if calls:
            self._foot.add(self._notes.place(calls), self._room - bed.reach(()))

    def _is_fresh(self, bed: Bed) -> bool:
        """Whether a page cannot hold more than ``bed`` does."""
        return bed.is_empty and self._foot.is_empty

    def _fits(self, chain: Sequence[Strip], bed: Bed) -> bool:
        return self._reach(chain, bed) <= self._room

    def _reach(self, chain: Sequence[Strip], bed: Bed) -> float:
        """Return how much of the page text and notes would take with ``chain``."""
        head = continued(chain[0], bed)
        reach = bed.reach([*head, *chain] if head else chain)
        calls = [call for strip in chain for call in strip.calls]
        if not calls:
            return reach + self._foot.height
        notes = self._notes.called(calls)
        if notes and self._foot.is_waiting:
            return inf
        return reach + self._foot.needed(notes)

    def _lowered(self, chain: list[Strip], bed: Bed) -> list[Strip]:
        """Return ``chain`` with a chart drawn lower, if only so the page can hold it."""
        give = max(strip.give for strip in chain)
        if not give or bed.is_empty:
            return chain
        lack = self._reach(chain, bed) - self._room + _SPARE
        if not _SPARE < lack <= give:
            return chain
        place = next(n for n, strip in enumerate(chain) if strip.give == give)
        return [*chain[:place], lowered(chain[place], ceil(lack)), *chain[place + 1 :]]

    def _put(self, chain: Sequence[Strip], bed: Bed) -> None:
        """Put ``chain`` on the page, and then as much of its notes as there is room for."""
        if chain[0].sinks:
            spare = self._room - self._foot.height - bed.reach(chain)
            bed.put(Strip(max(0, spare), (), before=chain[0].before), self.pen)
            chain = [replace(chain[0], before=0), *chain[1:]]
        for strip in (*continued(chain[0], bed), *chain):
            bed.put(strip, self.pen)
        calls = [call for strip in chain for call in strip.calls]
        if calls:
            self._foot.add(self._notes.place(calls), self._room - bed.reach(()))

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
        self._notes.open(self._foot.lines)
        self._foot.put(bed.sheet, self.pen, bed.x, page.bottom)
        chapter = bed.chapter or self._chapter
        self._chapter = bed.last_chapter or self._chapter
        number = self._pages_of_part
        spot = Spot(self._part, number, chapter, bed.starts_chapter, bed.x, page)
        self._furniture.put(bed.sheet, spot)
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
