"""Promises: the label and the notice that exported files must carry (GB 45438-2025, 5, 6)."""

from collections.abc import Sequence

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.document import (
    Blocks,
    Callout,
    Document,
    ListBlock,
    Notice,
    PageSection,
    Quote,
)


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
    """Check that a labelled document says so in words, too (5.1)."""
    if document.label and not _has_notice((*document.front, *document.body)):
        sink.add(Code.NOTICE_MISSING, span)


def _has_notice(blocks: Blocks) -> bool:
    for block in blocks:
        match block:
            case Notice():
                return True
            case Quote() | Callout() | PageSection():
                inner = block.blocks
            case ListBlock():
                inner = tuple(each for item in block.items for each in item.blocks)
            case _:
                continue
        if _has_notice(inner):
            return True
    return False
