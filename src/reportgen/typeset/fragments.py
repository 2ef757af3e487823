"""Fragments: the pieces of a paragraph on their way into lines, and what their keys mean."""

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from msgspec import Struct

from reportgen.model.brand import Brand, Colour, FontRole, Style, StyleRole
from reportgen.model.document import (
    CitationMark,
    CrossReference,
    InlineFormula,
    LineBreak,
    LinkRun,
    NoteMark,
    PageReference,
    Piece,
    Pieces,
    Run,
)
from reportgen.model.page import Tag
from reportgen.model.report import Script
from reportgen.model.typography import EmphasisMark
from reportgen.typeset.line import Drawn, Fragment
from reportgen.typeset.slots import Slots
from reportgen.typeset.strip import NoteCall, Target
from reportgen.zh.emphasis import Emphasis, emphasised
from reportgen.zh.formula_words import as_line

FIRST_CIRCLED = "①"
"""Holds the place of every author's note mark: ①–⑳ are all one em wide."""
_MARK_SIZE = 700
_MARK_RISE = 330
_CODE_SIZE = 940
_SCRIPTS = {Script.SUPER: (660, 360), Script.SUB: (660, -140)}
"""The size of small characters, and how far they stand above the line, in thousandths."""
_STRONG = {FontRole.BODY: FontRole.STRONG, FontRole.CHART: FontRole.CHART_STRONG}
_IN_REFERENCE = (Tag.REFERENCE, Tag.LINK)


class Citations(Struct, frozen=True):
    """Where a citation may lead: the entries of the reference list, the notes of citations."""

    entries: Mapping[int, str]
    notes: Mapping[int, str]
    counted: Mapping[str, str] = {}
    """The numbers of notes that are counted through, by their ids."""

    def anchor(self, mark: CitationMark) -> str:
        """Return where ``mark`` leads: its own note, else the list's entry, else the first note."""
        if mark.notes:
            return mark.notes[0]
        first = mark.entries[0]
        return self.entries.get(first) or self.notes.get(first, "")


class Wording(Struct, frozen=True):
    """The fragments of a paragraph and the targets of their keys."""

    fragments: tuple[Fragment, ...]
    targets: Mapping[int, Target]


def plain(text: str, style: Style) -> tuple[Fragment, ...]:
    """Return ``text`` as one fragment without a key."""
    return (Fragment(text, style.font, style.size, style.colour),)


def linked(text: str, style: Style, target: Target, key: int = 1) -> Wording:
    """Return ``text`` as words that are one target."""
    return Wording((Fragment(text, style.font, style.size, style.colour, key),), {key: target})


def wording(
    pieces: Pieces, style: Style, brand: Brand, citations: Citations, pages: Slots
) -> Wording:
    """Return ``pieces`` as fragments; every mark and link has a key of its own."""
    maker = _Maker(style, brand, citations, pages)
    fragments: list[Fragment] = []
    for key, piece in enumerate(pieces, 1):
        fragments += maker.fragments(piece, key)
    return Wording(tuple(fragments), maker.targets)


def joined(first: Sequence[Fragment], rest: Wording) -> Wording:
    """Return ``rest`` with ``first`` set before it."""
    return Wording((*first, *rest.fragments), rest.targets)


class _Maker:
    """Turns pieces into fragments of one style and collects targets."""

    def __init__(self, style: Style, brand: Brand, citations: Citations, pages: Slots) -> None:
        self._pages = pages
        self._style = style
        self._link = brand.palette.link
        self._body = brand.styles[StyleRole.BODY].size
        self._has_dots = brand.typography.emphasis is EmphasisMark.DOTS
        self._citations = citations
        self.targets: dict[int, Target] = {}

    def fragments(self, piece: Piece, key: int) -> Iterable[Fragment]:
        match piece:
            case Run() if piece.source:
                spoken = f"{piece.text}的来源"
                self.targets[key] = Target(_IN_REFERENCE, anchor=piece.source, spoken=spoken)
                return self._dressed(piece, self._style.colour, key)
            case Run():
                return self._dressed(piece, self._style.colour, 0)
            case LinkRun():
                self.targets[key] = Target((Tag.LINK,), url=piece.url, spoken=piece.url)
                return self._dressed(piece, self._link, key)
            case InlineFormula():
                return (self._formula(piece, key),)
            case LineBreak():
                style = self._style
                return (Fragment("", style.font, style.size, style.colour, is_break=True),)
            case CitationMark() | NoteMark() | CrossReference() | PageReference():
                return (self._pointer(piece, key),)
            case _:
                assert_never(piece)

    def _formula(self, piece: InlineFormula, key: int) -> Fragment:
        """Return a formula in the size of the words around it; readers hear what it says."""
        style, content = self._style, piece.content
        self.targets[key] = Target((Tag.FORMULA,), alt=content.alt)
        sizes = (content.width, content.height, piece.depth)
        width, height, depth = (each * style.size // self._body for each in sizes)
        drawn = Drawn(content, width, height, depth, as_line(piece.tex))
        return Fragment(drawn.text, style.font, style.size, style.colour, key, drawn=drawn)

    def _pointer(
        self, piece: CitationMark | NoteMark | CrossReference | PageReference, key: int
    ) -> Fragment:
        match piece:
            case CitationMark():
                self.targets[key] = self._citation(piece)
                if not piece.is_raised:
                    return self._words(piece.label, key)
                return self._mark(piece.label, key)
            case NoteMark():
                number = self._citations.counted.get(piece.note, "")
                self.targets[key] = _note_target(piece, is_open=not number)
                return self._mark(number or FIRST_CIRCLED, key)
            case CrossReference():
                self.targets[key] = Target(
                    _IN_REFERENCE, anchor=piece.target, spoken=f"转到{piece.text}"
                )
                return self._words(piece.text, key)
            case PageReference(target=anchor):
                held, is_known = self._pages.held(anchor)
                text = f"第{held}页"
                page_of = "" if is_known else anchor
                self.targets[key] = Target(
                    _IN_REFERENCE, anchor=anchor, spoken="转到所指的页", page_of=page_of
                )
                return self._words(text, key)
            case _:
                assert_never(piece)

    def _dressed(self, run: Run | LinkRun, colour: Colour, key: int) -> Iterable[Fragment]:
        """Return the fragments of ``run``: several where only its Han characters bear dots."""
        role, size = self._style.font, self._style.size
        bold = _STRONG.get(role, role)
        if run.script:
            share, rise = _SCRIPTS[run.script]
            rise, size = size * rise // 1000, size * share // 1000
            role = bold if run.strong or run.emphasis else role
            yield Fragment(run.text, role, size, colour, key, rise, glued=True, is_script=True)
        elif run.code:
            yield Fragment(run.text, FontRole.CODE, size * _CODE_SIZE // 1000, colour, key)
        elif run.emphasis and self._has_dots:
            plain_role = bold if run.strong else role
            for text, look in emphasised(run.text):
                its_role = bold if look is Emphasis.BOLD else plain_role
                dotted = look is Emphasis.DOTTED
                yield Fragment(text, its_role, size, colour, key, dotted=dotted)
        else:
            yield Fragment(
                run.text, bold if run.strong or run.emphasis else role, size, colour, key
            )

    def _words(self, text: str, key: int) -> Fragment:
        return Fragment(text, self._style.font, self._style.size, self._link, key)

    def _mark(self, text: str, key: int) -> Fragment:
        style = self._style
        size, rise = style.size * _MARK_SIZE // 1000, style.size * _MARK_RISE // 1000
        return Fragment(text, style.font, size, self._link, key, rise, glued=True)

    def _citation(self, mark: CitationMark) -> Target:
        anchor = self._citations.anchor(mark)
        return Target(
            _IN_REFERENCE if anchor else (Tag.REFERENCE,),
            anchor=anchor,
            spoken=f"参考文献{mark.label.strip('（）()；; ')}",
            stands=mark.anchor,
            calls=tuple(NoteCall(note, mark.anchor) for note in mark.notes),
        )


def _note_target(mark: NoteMark, *, is_open: bool) -> Target:
    """Return where ``mark`` leads; its number is the page's where that counts anew."""
    return Target(
        _IN_REFERENCE,
        anchor=mark.note,
        spoken="转到注释",
        stands=mark.anchor,
        calls=(NoteCall(mark.note, mark.anchor),),
        numbered=mark.note if is_open else "",
    )
