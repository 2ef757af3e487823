"""Every inline of a report, in reading order."""

from collections.abc import Iterator

from reportgen.model import report as src
from reportgen.model.walk import written_blocks


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
    yield from _in_blocks(report.blocks)
    for note in report.notes.values():
        yield from flat(note.content)
        yield from _in_blocks(note.more)


def _in_blocks(blocks: src.Blocks) -> Iterator[src.Inline]:
    for block in written_blocks(blocks):
        for inlines in _inlines(block):
            yield from flat(inlines)


def flat(inlines: src.Inlines) -> Iterator[src.Inline]:
    """Yield ``inlines`` and what they hold."""
    for inline in inlines:
        yield inline
        if isinstance(inline, src.Strong | src.Emphasis | src.Link):
            yield from flat(inline.content)


def _inlines(block: src.Block) -> Iterator[src.Inlines]:
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
        case src.PipeTable():
            yield from _framing(block.frame)
            for row in (*block.head, *block.rows):
                yield from (cell.content for cell in row)
        case src.TableRef():
            yield from _framing(block.frame)
        case _:
            pass


def _framing(frame: src.TableFrame) -> Iterator[src.Inlines]:
    yield from (frame.caption, *frame.notes, frame.source)
