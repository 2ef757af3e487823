"""A Word file as it came back: its words, what was tracked and remarked, its bound numbers."""

from enum import StrEnum

from msgspec import Struct

NUMBERS = "urn:reportgen:numbers"
"""The namespace of the map of bound numbers inside a Word file."""
NUMBER = "_rgm_"
"""What the bookmarks of bound numbers start with."""
TOOL = "reportgen"
"""The author of comments and changes that are our own."""
PLACEHOLDER = "\ufffc"
"""Stands for what a reader's program counts anew: the page of a reference."""


class Fate(StrEnum):
    """What tracking says of words, and of the end of a paragraph."""

    KEPT = ""
    INSERTED = "inserted"
    DELETED = "deleted"


class WordPiece(Struct, frozen=True, gc=False):
    """Words with one fate; ``number`` is the bookmark of the bound number they belong to."""

    text: str
    fate: Fate = Fate.KEPT
    author: str = ""
    number: str = ""
    is_field: bool = False
    """Whether a field gives them: a reference, the number of a caption."""
    is_formula: bool = False


class TextSort(StrEnum):
    """What a paragraph is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    CELL = "cell"
    NOTE = "note"
    CHART = "chart"


class WordText(Struct, frozen=True, gc=False):
    """A paragraph; ``table``, ``row`` and ``column`` count from 1 where it stands in a cell."""

    sort: TextSort
    pieces: tuple[WordPiece, ...]
    end: Fate = Fate.KEPT
    """The fate of its end: with a deleted one it is joined to the next."""
    table: int = 0
    row: int = 0
    column: int = 0
    calls: int = 0
    """How many foot notes are called in it."""


class WordComment(Struct, frozen=True, gc=False):
    """A comment, what it is about, and the paragraph (its place in ``texts``)."""

    author: str
    text: str
    about: str
    at: int
    place: str = ""
    """Where it stands, in words."""


class BoundNumber(Struct, frozen=True, gc=False):
    """An entry of the map: the bookmark, the metric, and what was printed."""

    bookmark: str
    metric: str
    text: str


class ReturnedFile(Struct, frozen=True):
    """What a Word file says."""

    texts: tuple[WordText, ...]
    comments: tuple[WordComment, ...] = ()
    numbers: tuple[BoundNumber, ...] = ()
    """The map; nothing where the file has none, or lost it."""
    label: str = ""
    """The implicit label, as it stands there."""
    title: str = ""
