"""Units: a paragraph, title or cell as printed, each character with its place in the source."""

from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import accumulate
from typing import assert_never

from msgspec import Struct

from reportgen.diag import Source, Span
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.origins import Origins, Said
from reportgen.model.returned import PLACEHOLDER


class Hold(Enum):
    """What may be done with the words of an atom."""

    OPEN = "open"
    """They stand in the source as printed."""
    NUMBER = "number"
    """Data give them."""
    FIXED = "fixed"
    """Something else gives them: a reference, a formula, a line end."""


class Container(Struct, frozen=True, gc=False):
    """Marks round words, ``**…**`` or a link, from offset to offset of the source."""

    start: int
    end: int


class Atom(Struct, frozen=True, gc=False):
    """Printed words and the offsets in the source they come from."""

    text: str
    start: int
    end: int
    hold: Hold
    inside: tuple[Container, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether each character has a place of its own."""
        return self.end - self.start == len(self.text)


class Unit(Struct, frozen=True):
    """What one run of inlines prints."""

    source: Source
    span: Span
    atoms: tuple[Atom, ...]

    @property
    def text(self) -> str:
        """The words as printed; a placeholder stands for what is counted or drawn."""
        return "".join(atom.text for atom in self.atoms)


_TEXTS = (".md", ".markdown", ".yaml", ".yml")


class _UnfitError(Exception):
    """What was printed is not what was written, as far as can be told."""


def units_of(origins: Origins) -> list[Unit]:
    """Return the units in reading order; those whose places are not known are left out."""
    offsets: dict[int, list[int]] = {}
    made = (_unit(said, origins.choices, offsets) for said in origins.said)
    return [unit for unit in made if unit is not None and unit.text.strip()]


def _unit(said: Said, choices: Mapping[str, bool], offsets: dict[int, list[int]]) -> Unit | None:
    span = said.written[0].span
    if not span.source.path.lower().endswith(_TEXTS):
        return None  # a cell of a workbook, or a report that is no file
    try:
        walk = _Walk(said.printed, choices, span.source, offsets)
        atoms = tuple(walk.atoms(said.written, ()))
    except _UnfitError:
        return None
    return Unit(span.source, span, atoms)


class _Walk:
    """Goes through what was written and what was printed, side by side."""

    def __init__(
        self,
        pieces: doc.Pieces,
        choices: Mapping[str, bool],
        source: Source,
        offsets: dict[int, list[int]],
    ) -> None:
        self._pieces = pieces
        self._at = 0
        self._choices = choices
        self._source = source
        if id(source) not in offsets:
            offsets[id(source)] = [0, *accumulate(len(line) + 1 for line in source.lines)]
        self._starts = offsets[id(source)]

    def atoms(self, inlines: src.Inlines, inside: tuple[Container, ...]) -> Iterator[Atom]:
        """Yield the atoms of ``inlines``."""
        for inline in inlines:
            if inline.span.source is not self._source:
                raise _UnfitError
            start = self._starts[inline.span.line - 1] + inline.span.column - 1
            end = start + inline.span.length
            match inline:
                case src.Text():
                    yield self._text(inline, start, end, inside)
                case src.Strong() | src.Emphasis() | src.Link():
                    yield from self.atoms(inline.content, (*inside, Container(start, end)))
                case src.Conditional():
                    yield from self.atoms(inline.chosen(self._choices), inside)
                case src.NumberRef():
                    piece = self._take()
                    is_bound = isinstance(piece, doc.Run) and piece.number is not None
                    hold = Hold.NUMBER if is_bound else Hold.FIXED
                    yield Atom(_words(piece), start, end, hold, inside)
                case src.CiteRef():
                    yield Atom("".join(self._marks(inline)), start, end, Hold.FIXED, inside)
                case (
                    src.Code()
                    | src.Scripted()
                    | src.InlineFormula()
                    | src.LineBreak()
                    | src.NoteRef()
                    | src.CrossRef()
                ):
                    yield Atom(_words(self._take()), start, end, Hold.FIXED, inside)
                case _:
                    assert_never(inline)

    def _text(self, inline: src.Text, start: int, end: int, inside: tuple[Container, ...]) -> Atom:
        words = ""
        while len(words) < len(inline.text):
            piece = self._take()
            if not isinstance(piece, doc.Run | doc.LinkRun):
                raise _UnfitError
            words += piece.text
        if words != inline.text:
            raise _UnfitError
        typed = self._source.text[start:end]
        is_escape = len(words) == 1 and len(typed) > 1 and typed[0] in "\\&"
        is_open = typed == words or is_escape
        return Atom(words, start, end, Hold.OPEN if is_open else Hold.FIXED, inside)

    def _take(self) -> doc.Piece:
        if self._at >= len(self._pieces):
            raise _UnfitError
        self._at += 1
        return self._pieces[self._at - 1]

    def _marks(self, cite: src.CiteRef) -> Iterator[str]:
        """Yield what a citation prints: marks, notes of its own, or marks with raised pages."""
        notes = len(cite.keys)
        before: doc.Piece | None = None
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            is_mark = isinstance(piece, doc.CitationMark)
            is_note = isinstance(piece, doc.NoteMark) and notes > 0
            is_note = is_note and (before is None or isinstance(before, doc.NoteMark))
            if not (is_mark or is_note or _is_place(piece, before)):
                return
            self._at += 1
            notes -= 1
            before = piece
            yield _words(piece)


def _is_place(piece: doc.Piece, before: doc.Piece | None) -> bool:
    """Tell whether ``piece`` is the page behind a mark that stands in the line."""
    is_after_mark = isinstance(before, doc.CitationMark) and not before.is_raised
    return is_after_mark and isinstance(piece, doc.Run) and piece.script is src.Script.SUPER


def _words(piece: doc.Piece) -> str:
    match piece:
        case doc.Run() | doc.LinkRun() | doc.CrossReference():
            return piece.text
        case doc.CitationMark():
            return piece.label
        case doc.InlineFormula():
            return PLACEHOLDER
        case doc.PageReference():
            return f"第{PLACEHOLDER}页"
        case doc.LineBreak():
            return "\n"
        case doc.NoteMark():
            return ""
        case _:
            assert_never(piece)
