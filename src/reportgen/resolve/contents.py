"""The contents: the headings of the first two levels, in order."""

from collections.abc import Iterator

from reportgen.model import document as doc
from reportgen.resolve.inlines import words_of

_TITLE = "目录"
_DEEPEST = 2


def contents(body: doc.Blocks) -> doc.Contents:
    """Return the contents of ``body``; the page numbers are the layout's."""
    entries = (
        doc.ContentsEntry(heading.level, heading.label, words_of(heading.content), heading.anchor)
        for heading in _headings(body)
        if heading.level <= _DEEPEST
    )
    return doc.Contents(_TITLE, tuple(entries))


def _headings(blocks: doc.Blocks) -> Iterator[doc.Heading]:
    for block in blocks:
        match block:
            case doc.Heading():
                yield block
            case doc.Quote() | doc.Callout() | doc.PageSection():
                yield from _headings(block.blocks)
            case doc.ListBlock():
                for item in block.items:
                    yield from _headings(item.blocks)
            case _:
                pass
