"""Walks: the blocks and inlines of a report, the blocks of a document; those inside others too."""

from collections.abc import Iterator
from typing import assert_never

from reportgen.model import document as doc
from reportgen.model import report as src


def written_blocks(blocks: src.Blocks) -> Iterator[src.Block]:
    """Yield ``blocks`` as written and the blocks inside them."""
    for block in blocks:
        yield block
        for inside in blocks_in(block):
            yield from written_blocks(inside)


def printed_blocks(blocks: doc.Blocks) -> Iterator[doc.Block]:
    """Yield ``blocks`` as printed and the blocks inside them."""
    for block in blocks:
        yield block
        for inside in _printed(block):
            yield from printed_blocks(inside)


def written_inlines(blocks: src.Blocks, choices: src.Choices | None = None) -> Iterator[src.Inline]:
    """Yield the inlines of ``blocks`` and of the blocks inside them, each with what it holds."""
    for block in written_blocks(blocks):
        for inlines in _inlines(block):
            yield from flat(inlines, choices)


def all_inlines(report: src.Report) -> Iterator[src.Inline]:
    """Yield the inlines of the whole report, each with what it holds."""
    for inlines in (report.title, report.subtitle, report.watermark):
        yield from flat(inlines)
    yield from text_inlines(report)
    for chart in report.charts.values():
        yield from flat(chart.title + chart.cite)
    for table in report.tables.values():
        for inlines in (table.title, table.cite, *table.notes):
            yield from flat(inlines)


def text_inlines(report: src.Report) -> Iterator[src.Inline]:
    """Yield the inlines of the summary, the text and the notes."""
    yield from flat(report.summary)
    yield from written_inlines(report.blocks)
    for note in report.notes.values():
        yield from flat(note.content)
        yield from written_inlines(note.more)


def flat(inlines: src.Inlines, choices: src.Choices | None = None) -> Iterator[src.Inline]:
    """Yield ``inlines``, each with what it holds.

    Of a conditional it holds all branches, or with ``choices`` the chosen one.
    """
    for inline in inlines:
        yield inline
        match inline:
            case (
                src.Text()
                | src.Scripted()
                | src.InlineFormula()
                | src.Code()
                | src.LineBreak()
                | src.NumberRef()
                | src.CiteRef()
                | src.NoteRef()
                | src.CrossRef()
            ):
                pass
            case src.Strong() | src.Emphasis() | src.Link():
                yield from flat(inline.content, choices)
            case src.Conditional() if choices is not None:
                yield from flat(inline.chosen(choices), choices)
            case src.Conditional():
                for branch in inline.branches:
                    yield from flat(branch.content)
            case _:
                assert_never(inline)


def blocks_in(block: src.Block) -> tuple[src.Blocks, ...]:
    """Return what stands directly inside ``block``, a tuple an item."""
    match block:
        case (
            src.Heading()
            | src.Paragraph()
            | src.CodeBlock()
            | src.PipeTable()
            | src.TableRef()
            | src.ChartRef()
            | src.ImageBlock()
            | src.KpiCards()
            | src.Formula()
            | src.Divider()
            | src.PageBreak()
            | src.MachineMade()
            | src.Generated()
        ):
            return ()
        case src.ListBlock():
            return block.items
        case src.Quote() | src.Callout() | src.PageSection() | src.SideBySide():
            return (block.blocks,)
        case src.When() | src.Each():
            return (block.blocks,)
        case src.DefinitionList():
            return tuple(item.blocks for item in block.items)
        case _:
            assert_never(block)


def _inlines(block: src.Block) -> Iterator[src.Inlines]:
    """Yield the words of ``block`` itself, without those of the blocks inside it."""
    match block:
        case src.Heading() | src.Paragraph():
            yield block.content
        case src.Callout():
            yield block.title
        case src.ImageBlock():
            yield block.caption
        case src.DefinitionList():
            yield from (item.term for item in block.items)
        case src.KpiCards():
            for card in block.cards:
                yield from (card.label, card.value, card.note)
        case src.PipeTable() | src.TableRef():
            yield from (block.frame.caption, *block.frame.notes, block.frame.source)
            if isinstance(block, src.PipeTable):
                yield from (cell.content for row in (*block.head, *block.rows) for cell in row)
        case (
            src.ListBlock()
            | src.Quote()
            | src.PageSection()
            | src.SideBySide()
            | src.When()
            | src.Each()
            | src.CodeBlock()
            | src.ChartRef()
            | src.Formula()
            | src.Divider()
            | src.PageBreak()
            | src.MachineMade()
            | src.Generated()
        ):
            pass
        case _:
            assert_never(block)


def _printed(block: doc.Block) -> tuple[doc.Blocks, ...]:
    match block:
        case (
            doc.Heading()
            | doc.Paragraph()
            | doc.CodeBlock()
            | doc.Table()
            | doc.Figure()
            | doc.KpiCards()
            | doc.Formula()
            | doc.Divider()
            | doc.Contents()
            | doc.Bibliography()
            | doc.Notice()
            | doc.PageBreak()
        ):
            return ()
        case doc.ListBlock():
            return tuple(item.blocks for item in block.items)
        case doc.Quote() | doc.Callout() | doc.PageSection():
            return (block.blocks,)
        case doc.DefinitionList():
            return tuple(item.blocks for item in block.items)
        case doc.FigureRow():
            return (block.figures,)
        case _:
            assert_never(block)
