"""The texts of a document in reading order, each with the bound numbers in it."""

from collections.abc import Iterator
from typing import TypeAlias, assert_never

from reportgen.model import document as doc
from reportgen.model.manifest import BoundSpan, PlaceRecord, TextKind, TextRecord
from reportgen.model.period import Period
from reportgen.model.spans import first_columns
from reportgen.model.walk import printed_blocks
from reportgen.trace.written import Written
from reportgen.zh.formula_words import as_line
from reportgen.zh.scripts import small

_Told: TypeAlias = tuple[TextKind, str, doc.Pieces, int, int]
"""Kind, place, words, row and column."""


def texts_of(document: doc.Document, written: Written) -> Iterator[TextRecord]:
    """Yield all that ``document`` says of itself: cover, front matter, body, foot notes.

    Contents are left out: they repeat the headings.
    """
    for kind, place, pieces, row, column in _told(document):
        text, bound = _words(pieces)
        if kind is TextKind.CELL and not bound and Period.parse(text):
            bound = (BoundSpan(None, 0, len(text)),)  # the head of a column: its period
        if text.strip():
            where, needs = written.words(pieces) or written.title(kind)
            yield TextRecord(kind, place, text, bound, row, column, where, needs)


def places_of(document: doc.Document, written: Written) -> Iterator[PlaceRecord]:
    """Yield what can hold a number: headings, figures and tables, and notes."""
    for anchor, label, pieces in _places(document):
        where, needs = written.declared(anchor) or written.words(pieces) or ("", ())
        yield PlaceRecord(anchor, label, _words(pieces)[0], written=where, needs=needs)
    for note in document.notes:
        yield PlaceRecord(note.id, note.label, "")


def _places(document: doc.Document) -> Iterator[tuple[str, str, doc.Pieces]]:
    """Yield anchor, label and words of headings, figures and tables."""
    for block in printed_blocks((*document.front, *document.body)):
        match block:
            case doc.Heading():
                yield block.anchor, block.label, block.content
            case doc.Figure():
                yield block.anchor, block.caption.label, block.caption.content
            case doc.Table():
                caption = block.caption
                yield block.anchor, caption.label if caption else "", _caption(block)
            case _:
                pass


def _caption(table: doc.Table) -> doc.Pieces:
    return table.caption.content if table.caption else ()


def _told(document: doc.Document) -> Iterator[_Told]:
    cover = document.cover
    titles = (
        (TextKind.TITLE, cover.title),
        (TextKind.SUBTITLE, cover.subtitle),
        (TextKind.WATERMARK, document.watermark),
    )
    for kind, words in titles:
        yield kind, "", (doc.Run(words),), 0, 0
    yield TextKind.SUMMARY, "", cover.summary, 0, 0
    place = ""
    for block in printed_blocks((*document.front, *document.body)):
        if isinstance(block, doc.Heading):
            place = block.anchor
        yield from _block(block, place)
    for note in document.notes:
        for block in printed_blocks(note.blocks):
            for kind, _, pieces, row, column in _block(block, note.id):
                is_text = kind is TextKind.PARAGRAPH
                yield (TextKind.FOOTNOTE if is_text else kind), note.id, pieces, row, column


def _block(block: doc.Block, place: str) -> Iterator[_Told]:
    match block:
        case doc.Heading():
            yield TextKind.HEADING, place, block.content, 0, 0
        case doc.Paragraph():
            yield TextKind.PARAGRAPH, place, block.content, 0, 0
        case doc.Callout():
            yield TextKind.TERM, place, block.title, 0, 0
        case doc.DefinitionList():
            for item in block.items:
                yield TextKind.TERM, place, item.term, 0, 0
        case doc.KpiCards():
            for card in block.cards:
                for pieces in (card.label, card.value, card.note):
                    yield TextKind.CARD, place, pieces, 0, 0
        case doc.CodeBlock():
            yield TextKind.CODE, place, (doc.Run("\n".join(block.lines)),), 0, 0
        case doc.Table():
            yield from _table(block)
        case doc.Figure():
            yield TextKind.CAPTION, block.anchor, block.caption.content, 0, 0
            yield TextKind.SOURCE, block.anchor, block.source, 0, 0
        case doc.Bibliography():
            for entry in block.entries:
                yield TextKind.REFERENCE, entry.anchor, entry.content, 0, 0
        case doc.Notice():
            yield TextKind.NOTICE, "", (doc.Run(block.label + block.text),), 0, 0
        case (
            doc.ListBlock()
            | doc.Quote()
            | doc.PageSection()
            | doc.FigureRow()
            | doc.Formula()
            | doc.Divider()
            | doc.Contents()
            | doc.PageBreak()
        ):
            pass
        case _:
            assert_never(block)


def _table(table: doc.Table) -> Iterator[_Told]:
    if table.caption is not None:
        yield TextKind.CAPTION, table.anchor, table.caption.content, 0, 0
    rows = (*table.head, *table.rows)
    places = first_columns([row.cells for row in rows])
    for number, (row, columns) in enumerate(zip(rows, places, strict=True), 1):
        for cell, column in zip(row.cells, columns, strict=True):
            yield TextKind.CELL, table.anchor, cell.content, number, column + 1
    for note in table.notes:
        yield TextKind.NOTE, table.anchor, note, 0, 0
    yield TextKind.SOURCE, table.anchor, table.source, 0, 0


def _words(pieces: doc.Pieces) -> tuple[str, tuple[BoundSpan, ...]]:
    """Return the words of ``pieces`` without marks, and where in them the data speak."""
    parts: list[str] = []
    bound: list[BoundSpan] = []
    length = 0
    for piece in pieces:
        said = _said(piece)
        if isinstance(piece, doc.Run) and piece.is_bound:
            bound.append(BoundSpan(piece.number, length, length + len(said)))
        parts.append(said)
        length += len(said)
    return "".join(parts), tuple(bound)


def _said(piece: doc.Piece) -> str:
    match piece:
        case doc.Run() | doc.LinkRun():
            return small(piece.text, piece.script)
        case doc.CrossReference():
            return piece.text
        case doc.InlineFormula():
            return as_line(piece.tex)
        case doc.LineBreak():
            return " "
        case doc.CitationMark() | doc.NoteMark() | doc.PageReference():
            return ""
        case _:
            assert_never(piece)
