"""Inlines to pieces: numbers said, citations numbered, pointers filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from reportgen.diag import Code, Sink, nearest
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import Facts, Wording
from reportgen.resolve.anchors import Anchors
from reportgen.resolve.citations import Citations


@dataclass(frozen=True, slots=True)
class Look:
    """How the words at hand are set."""

    strong: bool = False
    emphasis: bool = False
    url: str = ""


_PLAIN = Look()


@dataclass(slots=True)
class Inlines:
    """Turns inlines into pieces, one report long: it counts marks and keeps the numbers."""

    report: src.Report
    facts: Facts
    anchors: Anchors
    citations: Citations
    sink: Sink
    numbers: list[doc.PlacedNumber] = field(default_factory=list)
    notes: dict[str, doc.Note] = field(default_factory=dict)
    place: str = ""
    """Anchor of the section, figure or table at hand."""

    def pieces(self, inlines: src.Inlines) -> doc.Pieces:
        """Return what ``inlines`` print."""
        return tuple(self._pieces(inlines, _PLAIN))

    def text(self, inlines: src.Inlines) -> str:
        """Return the words of ``inlines`` alone, for titles."""
        return "".join(piece.text for piece in self.pieces(inlines) if isinstance(piece, doc.Run))

    def wording(self, wording: Wording) -> doc.Run:
        """Return the run that prints ``wording``; a bound number is kept with its place."""
        if wording.origin is None or wording.value is None:
            return doc.Run(wording.text)
        self.numbers.append(
            doc.PlacedNumber(
                metric=wording.metric,
                value=wording.value,
                unit=wording.unit,
                text=wording.text,
                rounding=wording.rounding,
                period=wording.period,
                origin=wording.origin,
                place=self.place,
            )
        )
        return doc.Run(wording.text, number=len(self.numbers) - 1)

    def _pieces(self, inlines: src.Inlines, look: Look) -> Iterator[doc.Piece]:
        for inline in inlines:
            match inline:
                case src.Text():
                    yield self._words(inline.text, look)
                case src.Code():
                    yield doc.Run(inline.text, look.strong, look.emphasis, code=True)
                case src.Strong():
                    yield from self._pieces(inline.content, Look(True, look.emphasis, look.url))  # noqa: FBT003 - a field
                case src.Emphasis():
                    yield from self._pieces(inline.content, Look(look.strong, True, look.url))  # noqa: FBT003 - a field
                case src.Link():
                    yield from self._pieces(
                        inline.content, Look(look.strong, look.emphasis, inline.url)
                    )
                case src.LineBreak():
                    yield doc.LineBreak()
                case src.CiteRef() | src.NoteRef() | src.CrossRef() | src.NumberRef():
                    piece = self._pointer(inline, look)
                    if piece is not None:
                        yield piece
                case _:
                    assert_never(inline)

    def _words(self, text: str, look: Look) -> doc.Piece:
        if look.url:
            return doc.LinkRun(text, look.url)
        return doc.Run(text, look.strong, look.emphasis)

    def _pointer(
        self, inline: src.CiteRef | src.NoteRef | src.CrossRef | src.NumberRef, look: Look
    ) -> doc.Piece | None:
        match inline:
            case src.CiteRef():
                return self.citations.mark(inline)
            case src.NoteRef():
                return self._note(inline)
            case src.CrossRef():
                return self._cross_reference(inline)
            case src.NumberRef():
                return self._number(inline, look)
            case _:
                assert_never(inline)

    def _number(self, inline: src.NumberRef, look: Look) -> doc.Piece | None:
        wording = self.facts.wordings.get(inline.key)
        if wording is None:  # compute has said why
            return None
        run = self.wording(wording)
        return doc.Run(run.text, look.strong, look.emphasis, number=run.number)

    def _cross_reference(self, inline: src.CrossRef) -> doc.Piece | None:
        target = self.anchors.by_key.get(inline.key)
        if target is None:
            close = nearest(inline.key, self.anchors.by_key) or "—"
            self.sink.add(Code.UNKNOWN_CROSS_REFERENCE, inline.span, key=inline.key, nearest=close)
            return None
        return doc.CrossReference(target.text, target.anchor)

    def _note(self, inline: src.NoteRef) -> doc.Piece | None:
        text = self.report.notes.get(inline.label)
        if text is None:
            close = nearest(inline.label, self.report.notes) or "—"
            self.sink.add(Code.UNKNOWN_NOTE, inline.span, label=inline.label, nearest=close)
            return None
        if inline.label in self.notes:
            return None
        ordinal = len(self.notes) + 1
        note = f"note-a{ordinal}"
        # Its place is kept before its words are resolved, so that a note cannot hold itself.
        self.notes[inline.label] = doc.Note(note, doc.NoteKind.AUTHOR, "", ())
        content = self.pieces(text.content)
        self.notes[inline.label] = doc.Note(note, doc.NoteKind.AUTHOR, "", content)
        return doc.NoteMark(note, ordinal, f"notemark-{ordinal}")

    def find_unused_notes(self) -> None:
        """Report every note that no mark points at."""
        for label, note in self.report.notes.items():
            if label not in self.notes:
                self.sink.add(Code.UNUSED_NOTE, note.span, label=label)
