"""What a document holds, seen before anything is written: anchors, headings, numbered sources."""

from collections.abc import Mapping

from msgspec import Struct

from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks

_FIRST = 100_000_000
"""Where the numbers of names start: Word gives nine digits, too."""


class Survey(Struct, frozen=True):
    """Bookmark names by anchor, printed labels by anchor, and what is listed at the end."""

    bookmarks: dict[str, str]
    labels: dict[str, str]
    """What a field prints when it points to the anchor: ``图1``, ``2.1``."""
    headings: tuple[doc.Heading, ...]
    titles: frozenset[str]
    """Anchors of the headings."""
    listed: dict[int, str]
    """Bookmarks of the sources that stand in the bibliography, by their numbers."""


def survey(document: doc.Document, known: Mapping[str, str] | None = None) -> Survey:
    """Walk through ``document`` once; anchors of another document keep their ``known`` names."""
    given = dict(known or {})
    bookmarks = _Names(given)
    labels: dict[str, str] = {}
    headings: list[doc.Heading] = []
    listed: dict[int, str] = {}
    for block in printed_blocks((*document.front, *document.body)):
        match block:
            case doc.Heading(label=label, anchor=anchor):
                headings.append(block)
                bookmarks.add(anchor, "_Toc")
                labels[anchor] = label
            case doc.Figure(caption=caption, anchor=anchor):
                bookmarks.add(anchor, "_Ref")
                labels[anchor] = caption.label
            case doc.Table(caption=caption, anchor=anchor):
                bookmarks.add(anchor, "_Ref")
                labels[anchor] = caption.label if caption else ""
                for row in block.rows:
                    if row.anchor:
                        bookmarks.add(row.anchor, "_Ref")
            case doc.Formula(label=label, anchor=anchor):
                bookmarks.add(anchor, "_Ref")
                labels[anchor] = label
            case doc.Bibliography(entries=entries):
                for entry in entries:
                    listed[entry.number] = bookmarks.add_source(entry)
            case _:
                pass
    titles = frozenset(heading.anchor for heading in headings)
    return Survey(given, labels, tuple(headings), titles, listed)


class _Names:
    """Gives every anchor the name of its bookmark."""

    def __init__(self, given: dict[str, str]) -> None:
        self._given = given
        self._taken = set(given.values())

    def add(self, anchor: str, kind: str) -> None:
        """Name ``anchor``, unless another document has."""
        self._given.setdefault(anchor, f"{kind}{_FIRST + len(self._given)}")

    def add_source(self, entry: doc.BibliographyEntry) -> str:
        """Return the name of ``entry``, by its number unless that is taken."""
        name = f"_Bib{entry.number}"
        if name in self._taken:
            name = f"_Bib{_FIRST + len(self._given)}"
        return self._given.setdefault(entry.anchor, name)
