"""A document with every number, label and reference filled in: what writers write."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from reportgen.model.brand import Hue, StyleRole
from reportgen.model.cards import Divider, KpiCard, KpiCards
from reportgen.model.chart import Chart
from reportgen.model.facts import Origin, Unit
from reportgen.model.label import ImplicitLabel
from reportgen.model.period import Period
from reportgen.model.pieces import (
    CitationMark,
    CrossReference,
    LineBreak,
    LinkRun,
    NoteMark,
    PageReference,
    Piece,
    Pieces,
    Run,
)
from reportgen.model.report import Align, ImageFile, LabelStyle

__all__ = [
    "Bibliography",
    "BibliographyEntry",
    "Block",
    "Blocks",
    "Callout",
    "Caption",
    "Cell",
    "CitationMark",
    "CodeBlock",
    "Contents",
    "ContentsEntry",
    "ContentsKind",
    "Cover",
    "CrossReference",
    "Definition",
    "DefinitionList",
    "Divider",
    "Document",
    "Figure",
    "FigureRow",
    "Heading",
    "KpiCard",
    "KpiCards",
    "LineBreak",
    "LinkRun",
    "ListBlock",
    "ListItem",
    "Note",
    "NoteKind",
    "NoteMark",
    "Notice",
    "PageBreak",
    "PageReference",
    "PageSection",
    "Paragraph",
    "Piece",
    "Pieces",
    "PlacedNumber",
    "Quote",
    "Run",
    "Table",
]

# ---- blocks --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title; ``label`` is ``一、`` or ``2.1``, empty when it is not numbered.

    In an appendix (``is_appendix``) it is ``附录A`` or ``A.1``.
    """

    level: int
    label: str
    content: Pieces
    anchor: str
    is_appendix: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of sentences set as one block, in the style of ``role``."""

    content: Pieces
    role: StyleRole = StyleRole.BODY


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its printed label (``•``, ``1.``) and its blocks."""

    label: str
    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; ``style`` says how it is counted."""

    ordered: bool
    start: int
    items: tuple[ListItem, ...]
    style: LabelStyle = LabelStyle.DECIMAL


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, set off."""

    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Callout:
    """A framed aside with a title."""

    title: Pieces
    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines set as typed."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """``图1　题``: the label and the words; they are parted by one em."""

    label: str
    content: Pieces


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; one that spans stands in the first of its rows only, as in HTML."""

    content: Pieces
    align: Align
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    """Whether it heads its row."""
    hue: Hue | None = None
    """Colour behind a marked number, which is strong too."""


class RowKind(StrEnum):
    """What a row is for."""

    PLAIN = "plain"
    TOTAL = "total"
    """Sums up rows above it."""
    TITLE = "title"
    """Names the rows below it; one cell as wide as the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that start in a row, from the left."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table: caption above, ``unit`` at the upper right, notes and ``source`` under the rule."""

    caption: Caption | None
    unit: str
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    source: Pieces
    anchor: str
    notes: tuple[Pieces, ...] = ()
    widths: tuple[Decimal, ...] = ()
    """Shares of the measure, one a column; nothing: by the words."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or a picture with its caption below and the source under it."""

    content: Chart | ImageFile
    caption: Caption
    source: Pieces
    alt: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents: the heading's label and words, and where it leads."""

    level: int
    label: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means."""

    term: Pieces
    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and their meanings."""

    items: tuple[Definition, ...]


class ContentsKind(StrEnum):
    """What contents list; the value is the word that figures and tables are counted by."""

    HEADINGS = ""
    FIGURES = "图"
    TABLES = "表"


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents; page numbers are the layout's."""

    title: str
    entries: tuple[ContentsEntry, ...]
    kind: ContentsKind = ContentsKind.HEADINGS


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """One numbered source: ``[1]``, its words, and the first mark that cites it."""

    number: int
    label: str
    content: Pieces
    anchor: str
    cited_at: str


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The reference list in the order of first citation; its heading is a block of its own."""

    entries: tuple[BibliographyEntry, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """``创作声明：…``: the visible AIGC label as body text (GB 45438-2025, 5.1)."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""


@dataclass(frozen=True, slots=True)
class PageSection:
    """Blocks on wide pages, or in columns; it stands in no other block."""

    is_wide: bool
    columns: int
    blocks: "Blocks"


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | Callout
    | CodeBlock
    | Table
    | Figure
    | FigureRow
    | DefinitionList
    | KpiCards
    | Divider
    | Contents
    | Bibliography
    | Notice
    | PageBreak
    | PageSection
)
Blocks: TypeAlias = tuple[Block, ...]

# ---- the whole -----------------------------------------------------------------------------


class NoteKind(StrEnum):
    """Two sequences of notes that never mix."""

    CITATION = "citation"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Note:
    """A foot note. A citation note prints its ``label`` ``[1]``; an author's is numbered a page.

    ``more`` are the paragraphs and lists after its first words.
    """

    id: str
    kind: NoteKind
    label: str
    content: Pieces
    more: Blocks = ()

    @property
    def blocks(self) -> Blocks:
        """All that it says."""
        return (Paragraph(self.content), *self.more) if self.content else self.more


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of the cover, top down; ``meta`` are lines like ``发布时间：…``."""

    organisation: str
    title: str
    subtitle: str
    meta: tuple[str, ...]
    summary: Pieces


class Relation(StrEnum):
    """What an attachment is to the report (ISO 32000-2, table 43)."""

    DATA = "Data"
    SOURCE = "Source"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF."""

    name: str
    media_type: str
    relation: Relation
    description: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """What the author asked of the PDF alone."""

    has_files: bool = False
    """Whether it is PDF/A-3, not PDF/A-2."""
    exact_copy: bool = True
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedNumber:
    """A bound number as printed: the single record of where each number stands."""

    metric: str
    value: Decimal
    unit: Unit
    text: str
    rounding: str
    period: Period | None
    origin: Origin
    place: str
    """Anchor of the section, figure or table that holds it."""


@dataclass(frozen=True, slots=True)
class Document:
    """All that is to be set, in reading order: cover, front matter (i, ii …), body (1, 2 …)."""

    id: str
    language: str
    date: dt.date
    keywords: tuple[str, ...]
    cover: Cover
    front: Blocks
    body: Blocks
    notes: tuple[Note, ...]
    numbers: tuple[PlacedNumber, ...]
    label: ImplicitLabel | None
    pdf: PdfOptions = PdfOptions()

    def note(self, identifier: str) -> Note:
        """Return the note with ``identifier``."""
        return next(n for n in self.notes if n.id == identifier)
