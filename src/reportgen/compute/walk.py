"""Walk a report and find every number it asks for, wherever words are printed."""

from collections.abc import Iterator
from itertools import chain

from reportgen.model import report as rep
from reportgen.model.walk import flat, written_blocks, written_inlines


def number_refs(report: rep.Report, choices: rep.Choices | None = None) -> Iterator[rep.NumberRef]:
    """Yield the numbers of ``report`` in reading order, then those of notes and captions.

    With ``choices``, those that are printed.
    """
    for inline in chain.from_iterable(_parts(report, choices)):
        if isinstance(inline, rep.NumberRef):
            yield inline


def pointers(report: rep.Report, choices: rep.Choices | None = None) -> set[str]:
    """Return what ``report`` cites: keys of references, and labels of notes as ``^label``."""
    found: set[str] = set()
    for inline in chain.from_iterable(_parts(report, choices)):
        if isinstance(inline, rep.CiteRef):
            found.update(each.key for each in inline.keys)
        elif isinstance(inline, rep.NoteRef):
            found.add(f"^{inline.label}")
    return found


def conditions(report: rep.Report) -> Iterator[rep.Condition]:
    """Yield the conditions of ``report`` in reading order."""
    letter = report.delivery.body if report.delivery else ()
    for block in written_blocks((*report.blocks, *letter)):
        if isinstance(block, rep.When):
            yield block.condition
    for inline in chain.from_iterable(_parts(report, None)):
        if isinstance(inline, rep.Conditional):
            yield from (each.condition for each in inline.branches if each.condition)


def _parts(report: rep.Report, choices: rep.Choices | None) -> Iterator[Iterator[rep.Inline]]:
    yield flat((*report.title, *report.subtitle, *report.summary, *report.watermark), choices)
    yield written_inlines(report.blocks, choices)
    for note in report.notes.values():
        yield flat(note.content, choices)
        yield written_inlines(note.more, choices)
    for chart in report.charts.values():
        yield flat((*chart.title, *chart.cite), choices)
    for table in report.tables.values():
        yield flat((*table.title, *table.cite, *chain.from_iterable(table.notes)), choices)
    if report.delivery is not None:
        yield flat((*report.delivery.subject, *report.delivery.attachment), choices)
        yield written_inlines(report.delivery.body, choices)
