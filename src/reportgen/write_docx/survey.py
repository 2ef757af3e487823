"""What a document holds, seen before anything is written: anchors, headings, numbered sources."""

from msgspec import Struct

from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks


class Survey(Struct, frozen=True):
    """Bookmark names by anchor, printed labels by anchor, and what is listed at the end."""

    bookmarks: dict[str, str]
    labels: dict[str, str]
    """What a field prints when it points to the anchor: ``图1``, ``2.1``."""
    headings: tuple[doc.Heading, ...]
    titles: frozenset[str]
    """Anchors of the headings."""
    listed: frozenset[int]
    """Numbers of the sources that stand in the bibliography."""


def survey(document: doc.Document) -> Survey:
    """Walk through ``document`` once."""
    bookmarks: dict[str, str] = {}
    labels: dict[str, str] = {}
    headings: list[doc.Heading] = []
    listed: set[int] = set()
    for block in printed_blocks((*document.front, *document.body)):
        match block:
            case doc.Heading(label=label, anchor=anchor):
                headings.append(block)
                bookmarks[anchor] = f"_Toc{100000000 + len(bookmarks)}"
                labels[anchor] = label
            case doc.Figure(caption=caption, anchor=anchor):
                bookmarks[anchor] = f"_Ref{100000000 + len(bookmarks)}"
                labels[anchor] = caption.label
            case doc.Table(caption=caption, anchor=anchor):
                bookmarks[anchor] = f"_Ref{100000000 + len(bookmarks)}"
                labels[anchor] = caption.label if caption else ""
            case doc.Formula(label=label, anchor=anchor):
                bookmarks[anchor] = f"_Ref{100000000 + len(bookmarks)}"
                labels[anchor] = label
            case doc.Bibliography(entries=entries):
                bookmarks.update({e.anchor: f"_Bib{e.number}" for e in entries})
                listed.update(entry.number for entry in entries)
            case _:
                pass
    titles = frozenset(heading.anchor for heading in headings)
    return Survey(bookmarks, labels, tuple(headings), titles, frozenset(listed))
