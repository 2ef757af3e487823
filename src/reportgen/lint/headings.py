"""H02, H04: headings end without a mark and skip no level (GB/T 15834; norms of accessibility)."""

from reportgen.diag import Code, Sink
from reportgen.model import report as src

_END_MARKS = frozenset("。，、；：,;:.")


def find_heading_faults(report: src.Report, sink: Sink) -> None:
    """Report marks at the end of headings, and skipped levels."""
    before = 0
    for block in report.blocks:
        if not isinstance(block, src.Heading):
            continue
        last = block.content[-1] if block.content else None
        if isinstance(last, src.Text) and last.text[-1:] in _END_MARKS:
            sink.add(Code.HEADING_END_MARK, block.span, mark=last.text[-1])
        if block.level > before + 1:
            sink.add(
                Code.HEADING_LEVEL_SKIPPED,
                block.span,
                before=before,
                level=block.level,
                wanted=before + 1,
            )
        before = block.level
