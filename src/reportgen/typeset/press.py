"""The way through this room: a Document to pages, one at a time, and the Layout at the end."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from reportgen.fonts import FontSet
from reportgen.model.brand import Brand
from reportgen.model.document import (
    Bibliography,
    Block,
    Blocks,
    Document,
    Heading,
    NoteKind,
    PageSection,
)
from reportgen.model.page import Layout, OutlineEntry, PageStream
from reportgen.typeset.cover import back_cover_strips, cover_strips, letterhead_strips
from reportgen.typeset.expected import expected_pages
from reportgen.typeset.flows import Flow, flows, whole
from reportgen.typeset.fragments import Citations
from reportgen.typeset.furniture import Furniture
from reportgen.typeset.headings import printed, titled
from reportgen.typeset.notes import Notes
from reportgen.typeset.paginate import Paginator
from reportgen.typeset.parts import Part
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.slots import Slots
from reportgen.typeset.structure import ROOT, Tree
from reportgen.zh.numerals import circled


def typeset(document: Document, brand: Brand, fonts: FontSet) -> PageStream:
    """Yield the pages of ``document`` as they are set; return the Layout."""
    slots = Slots(fonts, partial(expected_pages, document, brand))
    setting = Setting(brand, fonts, Tree(), slots, _citations(document))
    page = brand.page
    column = Surround(0, page.measure, ROOT, page.room)
    notes = Notes(document.notes, column, setting)
    paginator = Paginator(setting, notes, Furniture(document, setting))
    body: Iterable[Flow] = flows(document.body, setting)
    if document.has_cover:
        cover = cover_strips(document, column, setting)
        yield from paginator.set_part(Part.COVER, whole(cover, page))
    else:
        body = chain(whole(letterhead_strips(document, column, setting), page), body)
    yield from paginator.set_part(Part.FRONT, flows(document.front, setting))
    before = len(paginator.labels)
    yield from paginator.set_part(Part.BODY, body)
    body_pages = len(paginator.labels) - before
    if document.back_cover is not None:
        back = back_cover_strips(document.back_cover, column, setting)
        yield from paginator.set_part(Part.BACK, whole(back, page))
    labels = tuple(paginator.labels)
    return Layout(
        page_labels=labels,
        body_pages=body_pages,
        places=slots.places,
        structure=setting.tree.finished(),
        outline=tuple(_outline((*document.front, *document.body))),
        slots=slots.filled(body_pages, setting.text),
        tables=setting.tables,
        heights=paginator.pen.heights,
    )


def run_layout(pages: PageStream) -> Layout:
    """Set all pages, keep none, and return what is known at the end."""
    while True:
        try:
            next(pages)
        except StopIteration as end:
            layout: Layout = end.value
            return layout


def _citations(document: Document) -> Citations:
    """Return where citations may lead: notes know their entry by its label."""
    blocks: tuple[Block, ...] = (*document.front, *document.body)
    entries = {
        entry.number: entry
        for block in blocks
        if isinstance(block, Bibliography)
        for entry in block.entries
    }
    return Citations(
        {number: entry.anchor for number, entry in entries.items()},
        {
            int(number): note.id
            for note in document.notes
            if note.kind is NoteKind.CITATION and (number := note.label.strip("[]")).isdecimal()
        },
        _counted(document) if document.counts_notes_through else {},
    )


def _counted(document: Document) -> dict[str, str]:
    """Return the numbers of notes that have one number all through."""
    notes = (note for note in document.notes if not note.label)
    return {note.id: circled(place) for place, note in enumerate(notes, 1)}


def _outline(blocks: Blocks) -> Iterator[OutlineEntry]:
    for block in blocks:
        if isinstance(block, PageSection):
            yield from _outline(block.blocks)
        if isinstance(block, Heading):
            title = titled(block.label, printed(block.content))
            yield OutlineEntry(block.level, title, block.anchor)
