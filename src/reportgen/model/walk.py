"""Walks: every block of a report or of a document, those inside others too, in reading order."""

from collections.abc import Iterator
from typing import assert_never

from reportgen.model import document as doc
from reportgen.model import report as src


def written_blocks(blocks: src.Blocks) -> Iterator[src.Block]:
    """Yield ``blocks`` as written and the blocks inside them."""
    for block in blocks:
        yield block
        for inside in _written(block):
            yield from written_blocks(inside)


def printed_blocks(blocks: doc.Blocks) -> Iterator[doc.Block]:
    """Yield ``blocks`` as printed and the blocks inside them."""
    for block in blocks:
        yield block
        for inside in _printed(block):
            yield from printed_blocks(inside)


def _written(block: src.Block) -> tuple[src.Blocks, ...]:
    match block:
        case src.ListBlock():
            return block.items
        case src.Quote() | src.Callout() | src.PageSection() | src.SideBySide():
            return (block.blocks,)
        case src.DefinitionList():
            return tuple(item.blocks for item in block.items)
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
            | src.Generated()
        ):
            return ()
        case _:
            assert_never(block)


def _printed(block: doc.Block) -> tuple[doc.Blocks, ...]:
    match block:
        case doc.ListBlock():
            return tuple(item.blocks for item in block.items)
        case doc.Quote() | doc.Callout() | doc.PageSection():
            return (block.blocks,)
        case doc.DefinitionList():
            return tuple(item.blocks for item in block.items)
        case doc.FigureRow():
            return (block.figures,)
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
        case _:
            assert_never(block)
