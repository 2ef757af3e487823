"""The contents: headings of the first two levels; the lists of figures and of tables."""

from collections.abc import Iterator

from reportgen.model import document as doc
from reportgen.model.document import ContentsKind
from reportgen.model.walk import printed_blocks
from reportgen.resolve.inlines import words_of

_TITLES = {
    ContentsKind.HEADINGS: "目录",
    ContentsKind.FIGURES: "图目录",
    ContentsKind.TABLES: "表目录",
}
_DEEPEST = 2


def contents(body: doc.Blocks, kind: ContentsKind) -> doc.Contents:
    """Return the contents of ``body``; the page numbers are the layout's."""
    return doc.Contents(_TITLES[kind], tuple(_entries(body, kind)), kind)


def _entries(body: doc.Blocks, kind: ContentsKind) -> Iterator[doc.ContentsEntry]:
    for block in printed_blocks(body):
        match block:
            case doc.Heading() if kind is ContentsKind.HEADINGS and block.level <= _DEEPEST:
                words = words_of(block.content)
                yield doc.ContentsEntry(block.level, block.label, words, block.anchor)
            case doc.Figure(caption=caption) if kind is ContentsKind.FIGURES:
                yield doc.ContentsEntry(1, caption.label, words_of(caption.content), block.anchor)
            case doc.Table(caption=doc.Caption() as caption) if kind is ContentsKind.TABLES:
                yield doc.ContentsEntry(1, caption.label, words_of(caption.content), block.anchor)
            case _:
                pass
