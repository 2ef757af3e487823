"""The contents: the headings of the first two levels, in order."""

from reportgen.model import document as doc

_DEEPEST = 2


def contents(body: doc.Blocks) -> doc.Contents:
    """Return the contents of ``body``; the page numbers are the layout's."""
    entries = tuple(
        doc.ContentsEntry(block.level, block.label, words_of(block.content), block.anchor)
        for block in body
        if isinstance(block, doc.Heading) and block.level <= _DEEPEST
    )
    return doc.Contents("目录", entries)


def words_of(pieces: doc.Pieces) -> str:
    """Return the words of a heading without its marks."""
    return "".join(
        piece.text
        for piece in pieces
        if isinstance(piece, doc.Run | doc.LinkRun | doc.CrossReference)
    )
