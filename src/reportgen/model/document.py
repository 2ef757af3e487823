"""A document with every number, label and reference filled in: what writers write."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from reportgen.model.cards import Divider, KpiCard, KpiCards
from reportgen.model.facts import Origin, Unit
from reportgen.model.label import ImplicitLabel
from reportgen.model.period import Period
from reportgen.model.pieces import (
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
from reportgen.model.printed import (
    Bibliography,
    BibliographyEntry,
    Block,
    Blocks,
    Callout,
    Caption,
    Cell,
    CodeBlock,
    Contents,
    ContentsEntry,
    ContentsKind,
    Definition,
    DefinitionList,
    Figure,
    FigureRow,
    Formula,
    Heading,
    ListBlock,
    ListItem,
    Notice,
    PageBreak,
    PageSection,
    Paragraph,
    Quote,
    Row,
    RowKind,
    Table,
)

__all__ = [
    "Attachment",
    "BackCover",
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
    "DocxOptions",
    "Figure",
    "FigureRow",
    "Formula",
    "Heading",
    "InlineFormula",
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
    "PdfOptions",
    "Piece",
    "Pieces",
    "PlacedNumber",
    "Quote",
    "Relation",
    "Row",
    "RowKind",
    "Run",
    "Table",
]

# ---- the whole -----------------------------------------------------------------------------


class NoteKind(StrEnum):
    """Two sequences of notes that never mix."""

    CITATION = "citation"
    AUTHOR = "author"


class Note(Struct, frozen=True, gc=False, tag=True):
    """A foot note. One with a ``label`` prints that: ``[1]``; all others are numbered ①②③.

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


class Cover(Struct, frozen=True, gc=False, tag=True):
    """The words of the cover, top down; ``meta`` are lines like ``发布时间：…``."""

    organisation: str
    title: str
    subtitle: str
    meta: tuple[str, ...]
    summary: Pieces
    kind: str = ""
    """What it must say that it is, under the title: ``证券研究报告``."""
    imprint: tuple[str, ...] = ()
    """Lines that say who answers for it, or under which number it goes out."""

    marks: tuple[str, ...] = ()
    """What stands in the upper left corner of an official letter, line by line."""
    signatory: str = ""
    """Who signed an official letter to a higher office; beside its number."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All that stands under the titles."""
        return (*self.meta, *self.imprint)

    @property
    def signed_by(self) -> str:
        """Who signed it, in the words that are printed."""
        return f"签发人：{self.signatory}" if self.signatory else ""


class BackCover(Struct, frozen=True, gc=False, tag=True):
    """The words of the last page: how to reach us, and what we do not answer for."""

    contact: tuple[Pieces, ...]
    disclaimer: str


class Relation(StrEnum):
    """What an attachment is to the report (ISO 32000-2, table 43)."""

    DATA = "Data"
    SOURCE = "Source"


class Attachment(Struct, frozen=True, gc=False, tag=True):
    """A file inside the PDF."""

    name: str
    media_type: str
    relation: Relation
    description: str
    data: bytes


class PdfOptions(Struct, frozen=True, gc=False, tag=True):
    """What the author asked of the PDF alone."""

    has_files: bool = False
    """Whether it is PDF/A-3, not PDF/A-2."""
    exact_copy: bool = True
    attachments: tuple[Attachment, ...] = ()


class DocxOptions(Struct, frozen=True, gc=False, tag=True):
    """What the author asked of the Word file alone."""

    has_comments: bool = False
    """Whether each bound number has a comment that says where it comes from."""
    embeds_fonts: bool = False


class PlacedNumber(Struct, frozen=True, gc=False, tag=True):
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
    item: str = ""
    """Which row of a source it is of, by its name: 华东."""


class Document(Struct, frozen=True, gc=False, tag=True):
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
    docx: DocxOptions = DocxOptions()
    has_cover: bool = True
    """Without one, the words of the cover stand above the body under a letterhead."""
    back_cover: BackCover | None = None
    classification: str = ""
    """``内部``, ``机密``: on the cover and on every page."""
    watermark: str = ""
    running_notice: str = ""
    """That a machine wrote in it, in the foot of every page."""
    notice_duty: str = ""
    """Who puts the notice in, where the report has none (标识办法, Art. 9)."""
    counts_notes_through: bool = False
    """Whether notes have one number all through, not anew on each page."""

    def note(self, identifier: str) -> Note:
        """Return the note with ``identifier``."""
        return next(n for n in self.notes if n.id == identifier)
