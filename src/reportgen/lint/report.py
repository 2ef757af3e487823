"""All rules, one after the other."""

from typing import NamedTuple, Protocol

from reportgen.diag import Code, Sink
from reportgen.lint.floats import find_silent_floats, table_places
from reportgen.lint.glyphs import find_missing_glyphs
from reportgen.lint.headings import find_heading_faults
from reportgen.lint.notice import find_notice_fault
from reportgen.lint.wide_tables import find_wide_tables
from reportgen.model.brand import Brand, FontRole
from reportgen.model.document import Document
from reportgen.model.length import Length
from reportgen.model.report import Generated, Heading, PageBreak, Report

_NO_TEXT = (Generated, Heading, PageBreak)


class Coverage(Protocol):
    """What lint asks of the fonts."""

    def missing(self, text: str) -> list[str]:
        """Return the characters of ``text`` that no face has."""

    def width(self, text: str, role: FontRole, size: Length) -> Length:
        """Return how wide ``text`` is."""


class Looks(NamedTuple):
    """What the report will look like."""

    brand: Brand
    fonts: Coverage


def lint(report: Report, document: Document, looks: Looks, sink: Sink) -> None:
    """Find what a careful editor would, and characters that cannot be printed."""
    if not sink.errors and all(isinstance(block, _NO_TEXT) for block in report.blocks):
        sink.add(Code.EMPTY_REPORT, report.span)
    find_missing_glyphs(report, document, looks.brand, looks.fonts.missing, sink)
    find_heading_faults(report, sink)
    find_silent_floats(report, document, sink)
    places = dict(table_places(report))
    find_wide_tables(document, places, looks.brand, looks.fonts.width, sink)
    find_notice_fault(report.aigc, sink)
