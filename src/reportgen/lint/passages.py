"""Passages: the running texts of a report as one line each, every character with its place."""

from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from itertools import chain, pairwise
from typing import assert_never

from msgspec import Struct

from reportgen.diag import Span
from reportgen.model import report as src
from reportgen.model.facts import Facts, Wording
from reportgen.model.pattern import pattern
from reportgen.model.walk import flat, written_blocks
from reportgen.zh.quantities import Quantity, find_quantities

BOUND, CITED, OPAQUE = "\ue000", "\ue001", "\ufffc"
"""One character each: a bound number, a citation or note, and what lint does not read."""
_SENTENCE = pattern(rf"[^。！？；!?\n]{{0,600}}(?:[。！？；!?]+[”’」』）)]*{CITED}*|\n)?")
"""A limit keeps the work linear where nobody typed a full stop."""

_MARK = pattern("[ -&(-/:-@\\[-`{-~‘-”…—、。《》！-～]")


class PassageKind(Enum):
    """What a text is for."""

    PROSE = "prose"
    HEADING = "heading"
    TITLE = "title"
    """The report's own title and subtitle."""
    CAPTION = "caption"
    CARD = "card"
    NOTE = "note"
    CELL = "cell"


class Piece(Struct, frozen=True, gc=False):
    """Characters ``[start, end)`` of a passage and what they are; words have no ``inline``."""

    start: int
    end: int
    span: Span
    inline: src.Inline | None = None
    wording: Wording | None = None
    is_exact: bool = False
    """Whether each character stands in the source as it is here."""
    is_linked: bool = False
    """Whether it is inside a link."""
    is_chosen: bool = False
    """Whether a condition chose it."""


class Bound(Struct, frozen=True, gc=False):
    """A bound number of a passage."""

    start: int
    ref: src.NumberRef
    wording: Wording


class Sentence(Struct, frozen=True, gc=False):
    """A part of a passage up to a full stop, with the numbers in it."""

    start: int
    end: int
    quantities: tuple[Quantity, ...]
    bound: tuple[Bound, ...]
    is_cited: bool


class Passage:
    """One paragraph, heading, cell …; what is inside it is found when it is asked for."""

    def __init__(self, pieces: list[Piece], words: list[str], kind: PassageKind) -> None:
        self.kind = kind
        self.text = "".join(words)
        self.pieces = tuple(pieces)
        self._starts = [piece.start for piece in pieces]

    def span(self, start: int, end: int) -> Span:
        """Return the place of ``[start, end)``, as far as it stands on one line."""
        piece = self._at(start)
        if not piece.is_exact:
            return piece.span
        length = max(1, min(end, piece.end) - start)
        span = piece.span
        return Span(span.source, span.line, span.column + start - piece.start, length)

    def exact(self, start: int, end: int) -> Span | None:
        """Return the place of ``[start, end)`` where just these characters were typed.

        Links are none of them.
        """
        piece = self._at(start)
        is_plain = piece.is_exact and not piece.is_linked and end <= piece.end
        return self.span(start, end) if is_plain else None

    def typed(self, start: int, end: int) -> Span | None:
        """Return where ``[start, end)`` was typed, if no mark stands in it; of an escape all."""
        first, last = self._at(start), self._at(end - 1)
        begin, stop = _column(first, start), _column(last, end)
        if begin is None or stop is None or stop > len(last.span.source.line(last.span.line)) + 1:
            return None  # the last is the end of a line, which is no space that was typed
        at = bisect_right(self._starts, start)
        run = self.pieces[at - 1 : bisect_right(self._starts, end - 1)]
        for before, after in pairwise(run):
            here = before.span
            if (here.line, here.column + here.length) != (after.span.line, after.span.column):
                return None
        return Span(first.span.source, first.span.line, begin, stop - begin)

    def _at(self, position: int) -> Piece:
        return self.pieces[max(0, bisect_right(self._starts, position) - 1)]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The typed numbers."""
        return tuple(find_quantities(self.text))

    @cached_property
    def bound(self) -> tuple[Bound, ...]:
        """The bound numbers."""
        return tuple(
            Bound(piece.start, piece.inline, piece.wording)
            for piece in self.pieces
            if isinstance(piece.inline, src.NumberRef) and piece.wording is not None
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that hold a number."""
        return tuple(each for each in self.all_sentences if each.quantities or each.bound)

    @cached_property
    def all_sentences(self) -> tuple[Sentence, ...]:
        """The sentences; the work grows with the length alone."""
        found = []
        typed, said = list(reversed(self.quantities)), list(reversed(self.bound))
        for match in _SENTENCE.finditer(self.text):
            start, end = match.span()
            inside, bound = [], []
            while typed and typed[-1].start < end:
                inside.append(typed.pop())
            while said and said[-1].start < end:
                bound.append(said.pop())
            if start < end:
                is_cited = CITED in match[0]
                found.append(Sentence(start, end, tuple(inside), tuple(bound), is_cited))
        return tuple(found)


def _column(piece: Piece, position: int) -> int | None:
    """Return the column of ``position`` where it is sure; nothing for what is no words."""
    if piece.inline is not None:
        return None
    if piece.is_exact:
        return piece.span.column + position - piece.start
    ends = {piece.start: piece.span.column, piece.end: piece.span.column + piece.span.length}
    return ends.get(position)


def passages(report: src.Report, facts: Facts) -> Iterator[Passage]:
    """Yield the texts of ``report`` that are printed, in reading order."""
    for content in (report.title, report.subtitle):
        yield from _made(content, facts, PassageKind.TITLE)
    yield from _made(report.summary, facts, PassageKind.PROSE)
    yield from _of(report.blocks, facts, PassageKind.PROSE)
    for note in report.notes.values():
        yield from _made(note.content, facts, PassageKind.NOTE)
        yield from _of(note.more, facts, PassageKind.NOTE)
    for chart in report.charts.values():
        yield from _made(chart.title, facts, PassageKind.CAPTION)
    for table in report.tables.values():
        for content in (table.title, *table.notes):
            yield from _made(content, facts, PassageKind.CAPTION)


def _of(blocks: src.Blocks, facts: Facts, kind: PassageKind) -> Iterator[Passage]:
    for block in written_blocks(blocks):
        match block:
            case src.Heading():
                yield from _made(block.content, facts, PassageKind.HEADING)
            case src.Paragraph():
                yield from _made(block.content, facts, kind)
            case src.Callout():
                yield from _made(block.title, facts, PassageKind.HEADING)
            case src.ImageBlock():
                yield from _made(block.caption, facts, PassageKind.CAPTION)
            case src.DefinitionList():
                for item in block.items:
                    yield from _made(item.term, facts, PassageKind.HEADING)
            case src.KpiCards():
                for card in block.cards:
                    for content in (card.label, card.value, card.note):
                        yield from _made(content, facts, PassageKind.CARD)
            case src.PipeTable() | src.TableRef():
                for content in (block.frame.caption, *block.frame.notes):
                    yield from _made(content, facts, PassageKind.CAPTION)
            case _:
                pass


def cells(report: src.Report, facts: Facts) -> Iterator[Passage]:
    """Yield the texts of typed tables and the lines that say where data come from."""
    for block in written_blocks(report.blocks):
        if isinstance(block, src.PipeTable):
            for row in (*block.head, *block.rows):
                for cell in (each for each in row if _has_words(each.content)):
                    yield from _made(cell.content, facts, PassageKind.CELL)
        if isinstance(block, src.PipeTable | src.TableRef):
            yield from _made(block.frame.source, facts, PassageKind.CELL)


def _has_words(content: src.Inlines) -> bool:
    """Tell whether there is more than a figure, Latin words, or Han without a mark."""
    return any(
        not isinstance(each, src.Text) or (not each.text.isascii() and _MARK.search(each.text))
        for each in content
    )


def _made(content: src.Inlines, facts: Facts, kind: PassageKind) -> Iterator[Passage]:
    if content:
        passage = passage_of(content, facts, kind)
        if passage.text:
            yield passage


def passage_of(content: src.Inlines, facts: Facts, kind: PassageKind) -> Passage:
    """Return ``content`` as one line."""
    pieces: list[Piece] = []
    words: list[str] = []
    position = 0
    linked, chosen = _inside(content, facts, src.Link), _inside(content, facts, src.Conditional)
    for inline in flat(content, facts.choices):
        said = _said(inline, facts)
        if said is None:
            continue
        text, wording = said
        is_words = isinstance(inline, src.Text)
        pieces.append(
            Piece(
                position,
                position + len(text),
                inline.span,
                None if is_words else inline,
                wording,
                is_words and len(text) == inline.span.length,
                id(inline) in linked,
                id(inline) in chosen,
            )
        )
        words.append(text)
        position += len(text)
    return Passage(pieces, words, kind)


def _inside(content: src.Inlines, facts: Facts, kind: type[src.Link | src.Conditional]) -> set[int]:
    """Return which inlines stand inside one of ``kind``."""
    return {
        id(inner)
        for inline in flat(content, facts.choices)
        if isinstance(inline, kind)
        for inner in flat((inline,), facts.choices)
    }


def _said(inline: src.Inline, facts: Facts) -> tuple[str, Wording | None] | None:
    """Return the characters that stand for ``inline``; nothing for what only holds others."""
    match inline:
        case src.Text():
            return inline.text, None
        case src.NumberRef():
            return BOUND, facts.wordings.get(inline.key)
        case src.CiteRef() | src.NoteRef():
            return CITED, None
        case src.LineBreak():
            return "\n", None
        case src.Code() | src.Scripted() | src.InlineFormula() | src.CrossRef():
            return OPAQUE, None
        case src.Strong() | src.Emphasis() | src.Link() | src.Conditional():
            return None
        case _:
            assert_never(inline)


def spoken(passage: Passage, start: int, end: int) -> str:
    """Return ``[start, end)`` of ``passage`` as it is printed, without marks."""
    said = {bound.start: bound.wording.text for bound in passage.bound}
    words = (
        said.get(place, "") if char == BOUND else "" if char in (CITED, OPAQUE) else char
        for place, char in enumerate(passage.text[start:end], start)
    )
    return "".join(chain(words)).strip()
