"""H02, H04: headings end without a mark (GB/T 15834) and skip no level."""

from collections.abc import Iterator

from reportgen.diag import Code, Fix, Sink, Span
from reportgen.model import report as src
from reportgen.model.walk import written_blocks

_END_MARKS = frozenset("。，、；：,;:.")


def find_heading_faults(report: src.Report, sink: Sink) -> None:
    """Report marks at the end of headings, and skipped levels."""
    above = 0
    for heading in _headings(report):
        end = _end_mark(heading)
        if end is not None:
            mark, place = end
            sink.add(Code.HEADING_END_MARK, place, fix=Fix(place, ""), mark=mark)
        if heading.level > above + 1:
            level, wanted = heading.level, above + 1
            sink.add(Code.HEADING_LEVEL_SKIPPED, heading.span, level=level, wanted=wanted)
        above = heading.level


def _headings(report: src.Report) -> Iterator[src.Heading]:
    return (block for block in written_blocks(report.blocks) if isinstance(block, src.Heading))


def _end_mark(heading: src.Heading) -> tuple[str, Span] | None:
    """Return the mark a heading ends with, and its place; ``Inc.`` and ``U.S.`` keep their dot."""
    last = heading.content[-1] if heading.content else None
    while isinstance(last, src.Strong | src.Emphasis | src.Link) and last.content:
        last = last.content[-1]
    if not isinstance(last, src.Text):
        return None
    words = last.text.rstrip()
    mark, before = words[-1:], words[-2:-1]
    if mark not in _END_MARKS or (mark == "." and before.isascii() and before.isalpha()):
        return None
    span = last.span
    return mark, Span(span.source, span.line, span.column + len(words) - 1)
