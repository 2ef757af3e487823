"""Inlines to pieces: numbers said, citations numbered, pointers filled in."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.diag import Sink
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.chart import Picture
from reportgen.model.facts import Facts, Wording
from reportgen.model.origins import Origins
from reportgen.resolve.citations import Citations
from reportgen.resolve.crossrefs import cross_reference
from reportgen.resolve.notes import Notes
from reportgen.resolve.source_rows import SourceRows
from reportgen.resolve.targets import Targets
from reportgen.zh.addresses import linked_parts
from reportgen.zh.formula_words import aloud, as_line
from reportgen.zh.scripts import small


class _Look(Struct, frozen=True):
    """How the words at hand are set."""

    strong: bool = False
    emphasis: bool = False
    url: str = ""
    script: src.Script = src.Script.NONE

    def run(self, text: str, *, code: bool = False) -> doc.Piece:
        """Return ``text`` in this look."""
        if self.url:
            return doc.LinkRun(text, self.url, self.strong, self.emphasis, code, self.script)
        return doc.Run(text, self.strong, self.emphasis, code, None, self.script)

    def bound(self, said: doc.Run) -> doc.Piece:
        """Return what the data say in this look; a number stays one inside a link."""
        if self.url and said.number is None:
            return self.run(said.text)
        return replace(said, strong=self.strong, emphasis=self.emphasis, script=self.script)


class InlineResolver(Struct):
    """Turns the inlines of one report, in reading order; collects the bound numbers."""

    facts: Facts
    targets: Targets
    citations: Citations
    notes: Notes
    sink: Sink
    numbers: list[doc.PlacedNumber] = field(default_factory=list)
    formulas: Mapping[str, Picture] = field(default_factory=dict)
    """Those inside lines, by their TeX."""
    place: str = ""
    """The anchor of the section, figure, table or note at hand."""
    origins: Origins | None = None
    sources: SourceRows | None = None
    """The rows of the list of sources, while what is printed leads there."""

    def pieces(self, inlines: src.Inlines) -> doc.Pieces:
        """Return what ``inlines`` print."""
        made = tuple(self._pieces(inlines, _Look()))
        if self.origins is not None:
            self.origins.keep(inlines, made)
        return made

    def pieces_at(self, inlines: src.Inlines, place: str) -> doc.Pieces:
        """Return what ``inlines`` print inside ``place``."""
        outside, self.place = self.place, place
        pieces = self.pieces(inlines)
        self.place = outside
        return pieces

    def title(self, inlines: src.Inlines) -> str:
        """Return the words of a title, which bears no marks."""
        return words_of(self.pieces(_without_marks(inlines)))

    def said(self, wording: Wording, place: str) -> doc.Run:
        """Return the run that prints ``wording``; a bound number is kept with its place."""
        if wording.origin is None or wording.value is None:
            return doc.Run(wording.text, is_bound=True)
        number = doc.PlacedNumber(
            metric=wording.metric,
            value=wording.value,
            unit=wording.unit,
            text=wording.text,
            rounding=wording.rounding,
            period=wording.period,
            origin=wording.origin,
            place=place,
            item=wording.item,
        )
        return self.placed(number, place)

    def placed(self, number: doc.PlacedNumber, place: str) -> doc.Run:
        """Return the run that prints ``number`` at ``place``."""
        self.numbers.append(replace(number, place=place))
        source = self.sources.anchor(number) if self.sources else ""
        return doc.Run(number.text, number=len(self.numbers) - 1, is_bound=True, source=source)

    def _pieces(self, inlines: src.Inlines, look: _Look) -> Iterator[doc.Piece]:
        for inline in inlines:
            match inline:
                case src.Text():
                    yield from _words(inline.text, look)
                case src.Code():
                    yield look.run(inline.text, code=True)
                case src.Scripted():
                    yield replace(look, script=inline.script).run(inline.text)
                case src.Strong():
                    yield from self._pieces(inline.content, replace(look, strong=True))
                case src.Emphasis():
                    inner = replace(look, emphasis=True)
                    yield from self._pieces(inline.content, inner)
                case src.Link():
                    yield from self._pieces(inline.content, replace(look, url=inline.url))
                case src.InlineFormula():
                    yield from self._formula(inline)
                case src.LineBreak():
                    yield doc.LineBreak()
                case src.NumberRef():
                    yield from self._number(inline, look)
                case src.CiteRef():
                    yield from self.citations.marks(inline)
                case src.NoteRef() | src.CrossRef():
                    yield from self._pointer(inline)
                case src.Conditional():
                    yield from self._pieces(inline.chosen(self.facts.choices), look)
                case _:
                    assert_never(inline)

    def _number(self, ref: src.NumberRef, look: _Look) -> Iterator[doc.Piece]:
        wording = self.facts.wordings.get(ref.key)
        if wording is not None:  # else why there is none has been found with the data
            run = self.said(wording, self.place)
            yield look.bound(run)

    def _formula(self, formula: src.InlineFormula) -> Iterator[doc.Piece]:
        tex = formula.tex
        picture = self.formulas.get(tex)
        if picture is not None:  # else why it cannot be set has been found when it was drawn
            yield doc.InlineFormula(picture.as_chart("", aloud(tex)), picture.depth, tex)

    def _pointer(self, ref: src.NoteRef | src.CrossRef) -> Iterator[doc.Piece]:
        piece: doc.Piece | None
        match ref:
            case src.NoteRef():
                piece = self.notes.mark(ref, self.pieces_at)
            case src.CrossRef():
                piece = cross_reference(ref, self.targets, self.sink)
            case _:
                assert_never(ref)
        if piece is not None:
            yield piece


def _words(text: str, look: _Look) -> Iterator[doc.Piece]:
    """Yield ``text``; an address in it leads where it says."""
    if look.url:
        yield look.run(text)
        return
    for part, url in linked_parts(text):
        yield replace(look, url=url).run(part) if url else look.run(part)


def words_of(pieces: doc.Pieces) -> str:
    """Return the words of ``pieces`` without marks, on one line."""
    parts = []
    for piece in pieces:
        match piece:
            case doc.Run() | doc.LinkRun():
                parts.append(small(piece.text, piece.script))
            case doc.CrossReference():
                parts.append(piece.text)
            case doc.InlineFormula():
                parts.append(as_line(piece.tex))
            case doc.LineBreak():
                parts.append(" ")
            case doc.CitationMark() | doc.NoteMark() | doc.PageReference():
                pass
            case _:
                assert_never(piece)
    return "".join(parts)


def _without_marks(inlines: src.Inlines) -> src.Inlines:
    kept: list[src.Inline] = []
    for inline in inlines:
        match inline:
            case src.CiteRef() | src.NoteRef():
                pass
            case src.Strong() | src.Emphasis() | src.Link():
                kept.append(replace(inline, content=_without_marks(inline.content)))
            case src.Conditional():
                branches = (
                    replace(each, content=_without_marks(each.content)) for each in inline.branches
                )
                kept.append(replace(inline, branches=tuple(branches)))
            case _:
                kept.append(inline)
    return tuple(kept)
