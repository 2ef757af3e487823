"""Every inline of a report, in reading order."""

from collections.abc import Iterator

from reportgen.model import report as src
from reportgen.model.walk import flat, written_inlines


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
