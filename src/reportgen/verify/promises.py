"""Promises: the label and the notice that exported files must carry (GB 45438-2025, 5, 6)."""

from collections.abc import Sequence

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.document import Document, Notice
from reportgen.model.walk import printed_blocks


def place_in(name: str) -> Span:
    """Return the place of a finding about the made file called ``name``."""
    return Span(Source(name, ""), 1, 1)


def check_labels(found: Sequence[str], document: Document, span: Span, sink: Sink) -> None:
    """Check that a file holds its implicit label: exactly one (6.1 c), or none if none is due."""
    wanted = [document.label.as_json()] if document.label else []
    if wanted and not found:
        sink.add(Code.LABEL_MISSING, span, expected=wanted[0])
    elif list(found) != wanted:
        sink.add(
            Code.LABEL_DIFFERS,
            span,
            count=len(found),
            found=" ".join(found),
            expected=wanted[0] if wanted else "–",
        )


def check_notice(document: Document, span: Span, sink: Sink) -> None:
    """Check that a labelled document says so in words, too (5.1), where no other has to."""
    if document.label and not document.notice_duty and not _has_notice(document):
        sink.add(Code.NOTICE_MISSING, span)


def _has_notice(document: Document) -> bool:
    if document.running_notice:
        return True
    blocks = printed_blocks((*document.front, *document.body))
    return any(isinstance(block, Notice) for block in blocks)
