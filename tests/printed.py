"""What the blocks of a Document print, piece by piece, in reading order."""

import re
import unicodedata
from typing import assert_never

from reportgen.model import document as doc

_UNKNOWN = "\0"
"""Where the page of a reference stands, which the layout knows, or a formula, which is drawn."""


def printed(document):
    """Yield the words of ``document`` below its cover; notes are apart."""
    for blocks in (document.front, document.body):
        yield from printed_in(blocks)


def printed_in(blocks):
    """Yield the words of ``blocks``."""
    for block in blocks:
        yield from _block(block)


def _block(block):
    match block:
        case doc.Formula():
            yield block.label
        case doc.Heading():
            yield block.label + plain(block.content)
        case doc.Paragraph():
            yield plain(block.content)
        case doc.ListBlock():
            for item in block.items:
                yield item.label
                yield from printed_in(item.blocks)
        case doc.Callout():
            yield plain(block.title)
            yield from printed_in(block.blocks)
        case doc.CodeBlock():
            yield from block.lines
        case doc.Figure():
            yield _caption(block.caption)
            yield plain(block.source)
        case doc.Table():
            yield from _table(block)
        case doc.Bibliography():
            yield from (entry.label + plain(entry.content) for entry in block.entries)
        case doc.Notice():
            yield from (block.label, block.text)
        case doc.Contents():
            yield from (entry.label + entry.text for entry in block.entries)
        case (
            doc.FigureRow(figures=inside)
            | doc.Quote(blocks=inside)
            | doc.PageSection(blocks=inside)
        ):
            yield from printed_in(inside)
        case doc.DefinitionList():
            yield from _definitions(block)
        case doc.KpiCards():
            for card in block.cards:
                yield from map(plain, (card.label, card.value, card.note))
        case doc.PageBreak() | doc.Divider():
            pass
        case _:
            assert_never(block)


def _table(block):
    if block.caption:
        yield _caption(block.caption)
    yield block.unit
    for row in (*block.head, *block.rows):
        yield from (plain(cell.content) for cell in row.cells)
    yield from map(plain, block.notes)
    yield plain(block.source)


def _definitions(block):
    for item in block.items:
        yield plain(item.term)
        yield from printed_in(item.blocks)


def _caption(caption):
    return caption.label + plain(caption.content)


def plain(pieces):
    """Return the words of ``pieces``; an author's note mark is each format's own."""
    parts = []
    for piece in pieces:
        match piece:
            case doc.CitationMark():
                parts.append(piece.label)
            case doc.NoteMark() | doc.LineBreak():
                pass
            case doc.PageReference() | doc.InlineFormula():
                parts.append(_UNKNOWN)
            case doc.Run() | doc.CrossReference() | doc.LinkRun():
                parts.append(piece.text)
            case _:
                assert_never(piece)
    return "".join(parts)


def normal(text):
    """Return ``text`` without white space, in half width, with one kind of quote."""
    flat = unicodedata.normalize("NFKC", _without_note_marks(text))
    return re.sub(r"\s+", "", re.sub('[“”"‘’]', '"', flat))


def _without_note_marks(text):
    """Take ①–⑳ out: the marks of author's notes, which Word counts by itself."""
    return re.sub("[①-⑳]", "", text)


def missing(wanted, text):
    """Return what ``text`` lacks of ``wanted``, in this order, with the words before the gap."""
    flat, place, gaps = normal(text), 0, []
    parts = (part for each in wanted for part in each.split(_UNKNOWN))
    for each in filter(None, map(normal, parts)):
        found = flat.find(each, place)
        if found < 0:
            gaps.append(f"{each!r} after {flat[max(0, place - 40) : place]!r}")
        else:
            place = found
    return gaps
