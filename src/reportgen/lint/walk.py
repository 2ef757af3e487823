"""Every inline of a report, in reading order."""

from collections.abc import Iterator

from reportgen.model import report as src


def all_inlines(report: src.Report) -> Iterator[src.Inline]:
    """Yield the inlines of the whole report, each with what it holds."""
    for inlines in (report.title, report.subtitle, report.summary):
        yield from flat(inlines)
    yield from block_inlines(report.blocks)
    for note in report.notes.values():
        yield from flat(note.content)
    for chart in report.charts.values():
        yield from flat(chart.title + chart.cite)
    for table in report.tables.values():
        yield from flat(table.title + table.cite)


def block_inlines(blocks: src.Blocks) -> Iterator[src.Inline]:
    """Yield the inlines of ``blocks`` and of the blocks inside them."""
    for block in blocks:
        match block:
            case src.Heading() | src.Paragraph():
                yield from flat(block.content)
            case src.ListBlock():
                for item in block.items:
                    yield from block_inlines(item)
            case src.Quote():
                yield from block_inlines(block.blocks)
            case src.Callout():
                yield from flat(block.title)
                yield from block_inlines(block.blocks)
            case src.PipeTable():
                for row in (block.header, *block.rows):
                    for cell in row:
                        yield from flat(cell)
            case src.ImageBlock():
                yield from flat(block.caption)
            case _:
                pass


def flat(inlines: src.Inlines) -> Iterator[src.Inline]:
    """Yield ``inlines`` and what they hold."""
    for inline in inlines:
        yield inline
        if isinstance(inline, src.Strong | src.Emphasis | src.Link):
            yield from flat(inline.content)
