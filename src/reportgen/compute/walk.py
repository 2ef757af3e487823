"""Walk a report and find every number it asks for, wherever words are printed."""

from collections.abc import Iterator
from itertools import chain

from reportgen.model import report as rep
from reportgen.model.walk import flat, written_inlines


def number_refs(report: rep.Report) -> Iterator[rep.NumberRef]:
    """Yield the numbers of ``report`` in reading order, then those of notes and captions."""
    for inline in chain.from_iterable(_parts(report)):
        if isinstance(inline, rep.NumberRef):
            yield inline


def _parts(report: rep.Report) -> Iterator[Iterator[rep.Inline]]:
    yield flat((*report.title, *report.subtitle, *report.summary, *report.watermark))
    yield written_inlines(report.blocks)
    for note in report.notes.values():
        yield flat(note.content)
        yield written_inlines(note.more)
    for chart in report.charts.values():
        yield flat((*chart.title, *chart.cite))
    for table in report.tables.values():
        yield flat((*table.title, *table.cite, *chain.from_iterable(table.notes)))
    if report.delivery is not None:
        yield flat((*report.delivery.subject, *report.delivery.attachment))
        yield written_inlines(report.delivery.body)
