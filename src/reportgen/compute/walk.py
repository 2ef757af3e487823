"""Walk a report and find every number it asks for, wherever words are printed."""

from collections.abc import Iterator
from typing import assert_never

from reportgen.model import report as rep


def number_refs(report: rep.Report) -> Iterator[rep.NumberRef]:
    """Yield the numbers of ``report`` in reading order, then those of notes and captions."""
    yield from _in_inlines(report.title)
    yield from _in_inlines(report.subtitle)
    yield from _in_inlines(report.summary)
    yield from _in_inlines(report.watermark)
    yield from _in_blocks(report.blocks)
    for note in report.notes.values():
        yield from _in_inlines(note.content)
        yield from _in_blocks(note.more)
    for chart in report.charts.values():
        yield from _in_inlines((*chart.title, *chart.cite))
    for table in report.tables.values():
        yield from _in_inlines((*table.title, *table.cite))
        for text in table.notes:
            yield from _in_inlines(text)
    if report.delivery is not None:
        yield from _in_inlines((*report.delivery.subject, *report.delivery.attachment))
        yield from _in_blocks(report.delivery.body)


def _in_blocks(blocks: rep.Blocks) -> Iterator[rep.NumberRef]:
    for block in blocks:
        yield from _in_block(block)


def _in_block(block: rep.Block) -> Iterator[rep.NumberRef]:
    match block:
        case rep.Heading() | rep.Paragraph():
            yield from _in_inlines(block.content)
        case rep.ListBlock():
            for item in block.items:
                yield from _in_blocks(item)
        case rep.DefinitionList():
            for definition in block.items:
                yield from _in_inlines(definition.term)
                yield from _in_blocks(definition.blocks)
        case rep.KpiCards():
            for card in block.cards:
                yield from _in_inlines((*card.label, *card.value, *card.note))
        case rep.Quote() | rep.PageSection() | rep.SideBySide():
            yield from _in_blocks(block.blocks)
        case rep.Callout():
            yield from _in_inlines(block.title)
            yield from _in_blocks(block.blocks)
        case rep.PipeTable():
            yield from _in_frame(block.frame)
            for row in (*block.head, *block.rows):
                for cell in row:
                    yield from _in_inlines(cell.content)
        case rep.TableRef():
            yield from _in_frame(block.frame)
        case rep.ImageBlock():
            yield from _in_inlines(block.caption)
        case (
            rep.CodeBlock()
            | rep.ChartRef()
            | rep.PageBreak()
            | rep.Divider()
            | rep.Formula()
            | rep.Generated()
        ):
            pass
        case _:
            assert_never(block)


def _in_frame(frame: rep.TableFrame) -> Iterator[rep.NumberRef]:
    for inlines in (frame.caption, *frame.notes, frame.source):
        yield from _in_inlines(inlines)


def _in_inlines(inlines: rep.Inlines) -> Iterator[rep.NumberRef]:
    for inline in inlines:
        match inline:
            case rep.NumberRef():
                yield inline
            case rep.Strong() | rep.Emphasis() | rep.Link():
                yield from _in_inlines(inline.content)
            case (
                rep.Text()
                | rep.Scripted()
                | rep.Code()
                | rep.LineBreak()
                | rep.CiteRef()
                | rep.NoteRef()
                | rep.CrossRef()
            ):
                pass
            case _:
                assert_never(inline)
