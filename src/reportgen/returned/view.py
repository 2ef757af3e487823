"""A returned file as it reads with its tracked changes accepted, or rejected."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.pattern import pattern
from reportgen.model.returned import (
    PLACEHOLDER,
    Fate,
    ReturnedFile,
    TextSort,
    WordComment,
    WordPiece,
    WordText,
)

_NOTE_MARK = pattern(r"\s*\[\d+\]\s*|\s+")
"""The typed number of a note; programs differ in what stands round it."""
_LABEL = pattern(r"(\S+?\d+)(?:\s|$)")
_LONGEST = 24
_FLOWING = (TextSort.PARAGRAPH, TextSort.HEADING, TextSort.CAPTION)


class Stretch(Struct, frozen=True, gc=False):
    """Characters ``[start, end)`` of a text."""

    start: int
    end: int
    number: str = ""
    """The bookmark, where a bound number stands there."""


class Place(Struct, frozen=True, gc=False):
    """Where a text stands: the heading above it, the table, its row and column, by their words."""

    heading: str = ""
    table: str = ""
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        cell = " / ".join(filter(None, (self.row, self.column)))
        return " · ".join(filter(None, (self.heading, self.table, cell)))


class Seen(Struct, frozen=True):
    """A text as it reads, and where its bound numbers and its fields stand."""

    sort: TextSort
    text: str
    place: Place
    at: int
    """Its place among the texts of the file."""
    numbers: tuple[Stretch, ...] = ()
    fields: tuple[Stretch, ...] = ()
    authors: tuple[str, ...] = ()
    """Who tracked changes in it."""
    calls: int = 0

    @property
    def kind(self) -> str:
        """What it may be paired with: paragraphs, headings and captions turn into one another."""
        return "text" if self.sort in _FLOWING else self.sort.value

    @property
    def name(self) -> str:
        """What a cell is called among its like."""
        return f"{self.place.table}|{self.place.row}|{self.place.column}" if self.place.row else ""


def seen(file: ReturnedFile, *, accepted: bool, spells: bool = True) -> list[Seen]:
    """Return the texts as they read once all tracked changes are accepted, or rejected.

    ``spells`` says that formulas are read out; else a placeholder stands for each.
    """
    made: list[Seen] = []
    places = _Places(file.texts)
    waiting: list[WordText] = []
    for at, text in enumerate(file.texts):
        waiting.append(text)
        if text.end is (Fate.DELETED if accepted else Fate.INSERTED) and at + 1 < len(file.texts):
            continue  # its end goes: the next one goes on with it
        whole = _seen(
            waiting if spells else list(map(_silent, waiting)), at, places.of(at), accepted=accepted
        )
        waiting = []
        if whole.text.strip() or whole.calls:
            made.append(whole)
    return made


def _seen(texts: list[WordText], at: int, place: Place, *, accepted: bool) -> Seen:
    gone = Fate.DELETED if accepted else Fate.INSERTED
    pieces = [piece for text in texts for piece in text.pieces]
    shown = [piece for piece in pieces if piece.fate is not gone]
    first = texts[0]
    if first.sort is TextSort.NOTE:
        shown = _without_mark(shown)
    words = "".join(piece.text for piece in shown)
    authors = dict.fromkeys(piece.author for piece in pieces if piece.author)
    return Seen(
        first.sort,
        words,
        place,
        at - len(texts) + 1,
        tuple(_stretches(shown, lambda piece: piece.number)),
        tuple(
            _stretches(shown, lambda piece: "field" if piece.is_field or piece.is_formula else "")
        ),
        tuple(authors),
        sum(text.calls for text in texts),
    )


def _silent(text: WordText) -> WordText:
    """Return ``text`` with a placeholder for each formula."""
    pieces: list[WordPiece] = []
    for is_formula, group in groupby(text.pieces, key=lambda piece: piece.is_formula):
        if is_formula:
            pieces.append(replace(next(group), text=PLACEHOLDER))
        else:
            pieces += group
    return replace(text, pieces=tuple(pieces))


def _stretches(
    pieces: Iterable[WordPiece], name_of: Callable[[WordPiece], str]
) -> Iterator[Stretch]:
    """Yield where pieces of one name follow one another; those without a name are passed over."""
    start = 0
    for name, same in groupby(pieces, key=name_of):
        end = start + sum(len(piece.text) for piece in same)
        if name:
            yield Stretch(start, end, name)
        start = end


def _without_mark(pieces: list[WordPiece]) -> list[WordPiece]:
    """Return a note's pieces without its number."""
    words = "".join(piece.text for piece in pieces)
    match = _NOTE_MARK.match(words)
    rest = match.end() if match else 0
    made = []
    for piece in pieces:
        kept = piece.text[rest:]
        rest = max(0, rest - len(piece.text))
        if kept:
            made.append(replace(piece, text=kept))
    return made


def placed_comments(file: ReturnedFile) -> tuple[WordComment, ...]:
    """Return the comments of ``file``, each with the words for its place."""
    places = _Places(file.texts)
    last = len(file.texts) - 1
    return tuple(
        replace(each, place=str(places.of(min(each.at, last)))) if last >= 0 else each
        for each in file.comments
    )


class _Places:
    """Says where texts stand."""

    def __init__(self, texts: Iterable[WordText]) -> None:
        self._places: list[Place] = []
        heads: dict[tuple[int, int], str] = {}
        rows: dict[tuple[int, int], str] = {}
        heading = caption = ""
        for text in texts:
            words = plain(text)
            if text.sort is TextSort.HEADING:
                heading = words[:_LONGEST]
            elif text.sort is TextSort.CAPTION:
                match = _LABEL.match(words)
                caption = match[1] if match else ""
            if text.sort in _FLOWING:
                self._places.append(Place(heading))
            elif text.sort is TextSort.CELL:
                row = rows.setdefault((text.table, text.row), words[:_LONGEST])
                head = heads.setdefault((text.table, text.column), words[:_LONGEST])
                self._places.append(Place(heading, caption or f"#{text.table}", row, head))
            else:
                label = {TextSort.NOTE: "脚注"}.get(text.sort, f"图表{text.table}")
                self._places.append(Place("", label, str(text.row or "")))

    def of(self, at: int) -> Place:
        """Return where the text at ``at`` stands."""
        return self._places[at]


def plain(text: WordText) -> str:
    """Return the words of ``text``, its changes accepted, on one line."""
    shown = (piece.text for piece in text.pieces if piece.fate is not Fate.DELETED)
    return " ".join("".join(shown).split())
