"""All rules, one after the other."""

from typing import Protocol

from reportgen.diag import Code, Sink
from reportgen.lint.floats import find_silent_floats
from reportgen.lint.glyphs import find_missing_glyphs
from reportgen.lint.headings import find_heading_faults
from reportgen.lint.notice import find_notice_fault
from reportgen.model.document import Document
from reportgen.model.facts import Facts
from reportgen.model.report import Generated, Heading, PageBreak, Report

_NO_TEXT = (Generated, Heading, PageBreak)


class Cover(Protocol):
    """What lint asks of the fonts."""

    def missing(self, text: str) -> list[str]:
        """Return the characters of ``text`` that no face has."""


def lint(
    report: Report,
    facts: Facts,  # noqa: ARG001 - rules about numbers compare the text with it; none is here yet
    document: Document,
    fonts: Cover,
    sink: Sink,
) -> None:
    """Find what a careful editor would, and characters that cannot be printed."""
    if not sink.errors and all(isinstance(block, _NO_TEXT) for block in report.blocks):
        sink.add(Code.EMPTY_REPORT, report.span)
    find_missing_glyphs(report, document, fonts.missing, sink)
    find_heading_faults(report, sink)
    find_silent_floats(report, document, sink)
    find_notice_fault(report.aigc, sink)
