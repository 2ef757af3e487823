"""All rules, one after the other."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from reportgen.diag import Code, Diagnostic, Sink, Span
from reportgen.lint.floats import find_silent_floats, table_places
from reportgen.lint.glyphs import find_missing_glyphs
from reportgen.lint.headings import find_heading_faults
from reportgen.lint.notice import find_notice_fault
from reportgen.lint.wide_tables import find_wide_tables
from reportgen.model.brand import Brand, FontRole
from reportgen.model.document import Document
from reportgen.model.facts import Facts
from reportgen.model.judged import Judged
from reportgen.model.length import Length
from reportgen.model.report import Generated, Heading, PageBreak, Report

_NO_TEXT = (Generated, Heading, PageBreak)
_SELL_SIDE = "sell_side"


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


class Written(NamedTuple):
    """A report as written, what its numbers are, and how strictly to look at them."""

    report: Report
    facts: Facts
    is_strict: bool = False


def lint(written: Written, document: Document, looks: Looks, sink: Sink) -> None:
    """Find what a careful editor would, and characters that cannot be printed."""
    report = written.report
    if not sink.errors and all(isinstance(block, _NO_TEXT) for block in report.blocks):
        sink.add(Code.EMPTY_REPORT, report.span)
    find_missing_glyphs(report, document, looks.brand, looks.fonts.missing, sink)
    places = dict(table_places(report))
    find_wide_tables(document, places, looks.brand, looks.fonts.width, sink)
    for diagnostic in _for_editors(written, document, looks.brand, has_errors=bool(sink.errors)):
        sink.take(diagnostic)


def _for_editors(
    written: Written, document: Document, brand: Brand, *, has_errors: bool
) -> Iterator[Diagnostic]:
    """Yield what an author may waive, and waivers that have no effect."""
    from reportgen.lint.copy import find_copy_faults  # noqa: PLC0415 - as above
    from reportgen.lint.numbers import find_number_faults  # noqa: PLC0415 - loaded when there is text
    from reportgen.lint.ratings import find_ratings  # noqa: PLC0415 - as above
    from reportgen.lint.rule import Subject  # noqa: PLC0415 - as above
    from reportgen.lint.waivers import Waivers  # noqa: PLC0415 - as above

    report = written.report
    waivers = Waivers(report)
    plain = Sink()
    find_heading_faults(report, plain)
    find_silent_floats(report, document, plain)
    find_notice_fault(report.aigc, plain)
    if report.imprint.is_asked and not has_errors:  # with errors a block may be missing for them
        from reportgen.lint.profiles import find_profile_gaps  # noqa: PLC0415 - few name a profile

        find_profile_gaps(report, document, brand, plain)
    yield from waivers.keep(plain)
    subject = Subject(report, written.facts)
    yield from waivers.keep(find_ratings(subject))
    for diagnostic in waivers.keep(find_copy_faults(subject, document)):
        yield replace(diagnostic, is_raised=written.is_strict)
    must_have_sources = written.is_strict or report.profile == _SELL_SIDE
    numbers = find_number_faults(
        subject,
        lambda code, span: waivers.lets_stand(code, span) or _is_of_law(report, code, span),
        each_place=must_have_sources,
    )
    for diagnostic in numbers:
        is_error = written.is_strict or (
            must_have_sources and diagnostic.code is Code.NUMBER_WITHOUT_SOURCE
        )
        yield replace(diagnostic, is_raised=is_error)
    if not has_errors:  # with errors some findings, which it would waive, may be missing
        yield from waivers.without_effect()


def _is_of_law(report: Report, code: Code, span: Span) -> bool:
    """Tell whether a number without a source stands in a statement in the words of the law."""
    return code is Code.NUMBER_WITHOUT_SOURCE and any(
        span.source.path == path and first <= span.line <= last
        for path, first, last in report.imprint.legal_lines
    )


def judged(report: Report, facts: Facts) -> tuple[Judged, ...]:
    """Return the sentences of ``report`` that judge bound numbers."""
    if not facts.wordings:
        return ()
    from reportgen.lint.judgements import judged as found  # noqa: PLC0415 - only with bound numbers

    return found(report, facts)
