"""The first words of all that stands on a page, and the last ones of each section."""

from itertools import pairwise

from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks

_FIRST, _LAST = 8, 4
"""Characters: few enough to stand on one line of a column."""


def openings(document):
    """Yield how paragraphs, captions, notes and sources of ``document`` begin."""
    for block in printed_blocks(document.body):
        yield from filter(None, map(_begun, _pieces(block)))
    for note in document.notes:
        yield _begun(note.content)


def endings(document):
    """Yield how the paragraphs end that stand before a heading."""
    blocks = document.body
    for block, after in pairwise(blocks):
        if isinstance(block, doc.Paragraph) and isinstance(after, doc.Heading):
            yield _ended(block.content)


def _pieces(block):
    match block:
        case doc.Paragraph():
            yield block.content
        case doc.Figure() | doc.Table() if block.caption:
            yield block.caption.content
            yield block.source or ()
        case doc.Bibliography():
            yield from (entry.content for entry in block.entries)
        case doc.Notice():
            yield (doc.Run(f"{block.label}：{block.text}"),)


def _begun(pieces):
    """Return the first words: marks stand on lines of their own in what is read back."""
    first = pieces[0] if pieces else None
    return _solid(first.text)[:_FIRST] if isinstance(first, doc.Run) else ""


def _ended(pieces):
    last = pieces[-1] if pieces else None
    return _solid(last.text)[-_LAST:] if isinstance(last, doc.Run) else ""


def _solid(words):
    return "".join(words.split())
