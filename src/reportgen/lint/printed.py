"""What a Document prints: its blocks and their words."""

from collections.abc import Iterator
from typing import assert_never

from reportgen.model import document as doc
from reportgen.model.brand import Brand
from reportgen.model.chart import Chart
from reportgen.model.furniture import Field
from reportgen.model.walk import printed_blocks
from reportgen.zh.formula_words import as_line


def printed_words(document: doc.Document) -> Iterator[str]:
    """Yield all words of ``document``."""
    cover = document.cover
    yield from (cover.organisation, cover.title, cover.subtitle, cover.kind, *cover.lines)
    yield from (*cover.marks, cover.signed_by)
    yield from _words(cover.summary)
    yield from (document.classification, document.watermark, document.running_notice)
    if document.back_cover is not None:
        for line in document.back_cover.contact:
            yield from _words(line)
        yield document.back_cover.disclaimer
    for block in printed_blocks((*document.front, *document.body)):
        yield from _block(block)
    for note in document.notes:
        yield note.label
        for block in printed_blocks(note.blocks):
            yield from _block(block)


def brand_words(brand: Brand) -> Iterator[str]:
    """Yield the words that ``brand`` itself puts into heads and feet."""
    for thirds in (brand.heads.head, brand.heads.foot, brand.heads.front_foot):
        for phrase in (*thirds.left, *thirds.centre, *thirds.right):
            yield from (piece for piece in phrase if not isinstance(piece, Field))


def data_words(document: doc.Document) -> Iterator[tuple[str, str]]:
    """Yield the words of charts and tables that come from data, each with the block's anchor."""
    for block in printed_blocks(document.body):
        match block:
            case doc.Figure(content=Chart() as chart):
                yield from ((block.anchor, words) for words in _chart(chart))
            case doc.Table() if block.caption is not None:
                yield from ((block.anchor, words) for words in _cells(block))
            case _:
                pass


def _block(block: doc.Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a block
    match block:
        case doc.Heading():
            yield block.label
            yield from _words(block.content)
            # Contents and running heads show a formula as plain characters.
            formulas = (each for each in block.content if isinstance(each, doc.InlineFormula))
            yield from (as_line(each.tex) for each in formulas)
        case doc.Paragraph():
            yield from _words(block.content)
        case doc.ListBlock():
            yield from (item.label for item in block.items)
        case doc.Callout():
            yield from _words(block.title)
        case doc.CodeBlock():
            yield from block.lines
        case doc.Table():
            yield from _table(block)
        case doc.Figure():
            yield block.caption.label
            yield from _words(block.caption.content + block.source)
            if isinstance(block.content, Chart):
                yield from _chart(block.content)
        case doc.Contents():
            yield block.title
        case doc.Bibliography():
            for entry in block.entries:
                yield entry.label
                yield from _words(entry.content)
        case doc.Notice():
            yield from (block.label, block.text)
        case doc.DefinitionList():
            for item in block.items:
                yield from _words(item.term)
        case doc.KpiCards():
            for card in block.cards:
                yield from _words(card.label + card.value + card.note)
        case doc.Formula():
            yield block.label
        case doc.FigureRow() | doc.Divider() | doc.Quote() | doc.PageBreak() | doc.PageSection():
            pass
        case _:
            assert_never(block)


def _table(table: doc.Table) -> Iterator[str]:
    if table.caption is not None:
        yield table.caption.label
        yield from _words(table.caption.content)
    yield from _cells(table)
    for note in table.notes:
        yield from _words(note)
    yield from _words(table.source)


def _cells(table: doc.Table) -> Iterator[str]:
    yield table.unit
    for row in (*table.head, *table.rows):
        for cell in row.cells:
            yield from _words(cell.content)


def _chart(chart: Chart) -> Iterator[str]:
    yield from chart.categories
    for series in chart.series:
        yield from (series.label, series.unit.name)
    options = chart.options
    yield from (*options.facets, *options.groups)
    yield from (each.label for each in (*options.lines, *options.bands))
    yield from (note.text for note in options.annotations)
    if chart.drawing is not None:
        yield from chart.drawing.words


def _words(pieces: doc.Pieces) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case doc.Run() | doc.LinkRun() | doc.CrossReference():
                yield piece.text
            case doc.CitationMark():
                yield piece.label
            case doc.NoteMark() | doc.PageReference() | doc.LineBreak() | doc.InlineFormula():
                pass
            case _:
                assert_never(piece)
