"""Notes: citation notes and the author's own, in the order of their marks."""

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from reportgen.diag import Code, Sink, nearest
from reportgen.model import document as doc
from reportgen.model.document import Note, NoteKind, NoteMark, Pieces
from reportgen.model.report import Blocks, Inlines, ListBlock, NoteRef, NoteText, Paragraph
from reportgen.resolve.lists import Outer, list_of


class Notes(Struct):
    """Collects the notes of a document; each is printed once, however many marks it has."""

    texts: Mapping[str, NoteText]
    sink: Sink
    _made: dict[str, Note] = field(default_factory=dict)
    _authors: dict[str, str] = field(default_factory=dict)
    """The id of each author's note by its label."""
    _ordinals: dict[str, int] = field(default_factory=dict)
    """The place of each note that is numbered ①②③."""
    _marks: int = 0

    @property
    def all(self) -> tuple[Note, ...]:
        """The notes in the order of their first marks."""
        return tuple(self._made.values())

    def add(self, kind: NoteKind, label: str, content: Pieces) -> str:
        """Keep a new note; return its id."""
        identifier = f"note-{len(self._made) + 1}"
        self._made[identifier] = Note(identifier, kind, label, content)
        if not label:
            self._ordinals[identifier] = len(self._ordinals) + 1
        return identifier

    def cite(self, content: Pieces) -> NoteMark:
        """Keep a new note that names a source; return its mark."""
        anchor = self.next_anchor
        self._marks += 1
        identifier = self.add(NoteKind.CITATION, "", content)
        return NoteMark(identifier, self.ordinal(identifier), anchor)

    def ordinal(self, identifier: str) -> int:
        """Return the place of a note among those that are numbered ①②③."""
        return self._ordinals[identifier]

    @property
    def next_anchor(self) -> str:
        """The anchor of the mark to come."""
        return f"notemark-{self._marks + 1}"

    def mark(self, ref: NoteRef, resolve: Callable[[Inlines, str], Pieces]) -> NoteMark | None:
        """Return the mark to print for ``ref``; ``resolve`` makes pieces of a note's words."""
        text = self.texts.get(ref.label)
        if text is None:
            close = nearest(ref.label, self.texts) or "—"
            self.sink.add(Code.UNKNOWN_NOTE, ref.span, label=ref.label, nearest=close)
            return None
        anchor = self.next_anchor
        self._marks += 1
        if ref.label not in self._authors:
            self._keep(text, resolve)
        identifier = self._authors[ref.label]
        return NoteMark(identifier, self.ordinal(identifier), anchor)

    def check_unused(self) -> None:
        """Report every author's note that no mark points at."""
        for label, text in self.texts.items():
            if label not in self._authors:
                self.sink.add(Code.UNUSED_NOTE, text.span, label=label)

    def _keep(self, text: NoteText, resolve: Callable[[Inlines, str], Pieces]) -> None:
        # The note has its place before its words are resolved: notes called in it follow it, and
        # a note that calls itself ends.
        identifier = self.add(NoteKind.AUTHOR, "", ())
        self._authors[text.label] = identifier
        content = resolve(text.content, identifier)

        def make(blocks: Blocks, outer: Outer) -> doc.Blocks:
            return tuple(
                list_of(block, outer, make)
                if isinstance(block, ListBlock)
                else doc.Paragraph(resolve(block.content, identifier))
                for block in blocks
                if isinstance(block, ListBlock | Paragraph)
            )

        more = make(text.more, Outer())
        self._made[identifier] = Note(identifier, NoteKind.AUTHOR, "", content, more)
