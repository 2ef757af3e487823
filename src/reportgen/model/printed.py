"""Blocks as printed: every label, number and pointer in them is filled in."""

from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from reportgen.model.brand import Hue, StyleRole
from reportgen.model.cards import Divider, KpiCards
from reportgen.model.chart import Chart
from reportgen.model.pieces import (
    Pieces,
)
from reportgen.model.report import Align, ImageFile, LabelStyle
from reportgen.model.stand import Stand


class Heading(Struct, frozen=True, gc=False, tag=True):
    """A section title; ``label`` is ``一、`` or ``2.1``, empty when it is not numbered.

    In an appendix (``is_appendix``) it is ``附录A`` or ``A.1``.
    """

    level: int
    label: str
    content: Pieces
    anchor: str
    is_appendix: bool = False


class Paragraph(Struct, frozen=True, gc=False, tag=True):
    """A run of sentences set as one block, in the style of ``role``.

    ``is_credit`` says that it names whose words a quote has: it stands at the right.
    """

    content: Pieces
    role: StyleRole = StyleRole.BODY
    is_credit: bool = False
    stand: Stand = Stand()


class ListItem(Struct, frozen=True, gc=False, tag=True):
    """One item: its printed label (``•``, ``1.``) and its blocks."""

    label: str
    blocks: "Blocks"


class ListBlock(Struct, frozen=True, gc=False, tag=True):
    """A bulleted or numbered list; ``style`` says how it is counted."""

    ordered: bool
    start: int
    items: tuple[ListItem, ...]
    style: LabelStyle = LabelStyle.DECIMAL


class Quote(Struct, frozen=True, gc=False, tag=True):
    """Words of somebody else, set off."""

    blocks: "Blocks"


class Callout(Struct, frozen=True, gc=False, tag=True):
    """A framed aside with a title."""

    title: Pieces
    blocks: "Blocks"
    is_alert: bool = False
    """Whether it is more than an aside: its title says so, and its bar is in the accent."""


class CodeBlock(Struct, frozen=True, gc=False, tag=True):
    """Lines set as typed."""

    lines: tuple[str, ...]


class Caption(Struct, frozen=True, gc=False, tag=True):
    """``图1　题``: the label and the words; they are parted by one em."""

    label: str
    content: Pieces


class Cell(Struct, frozen=True, gc=False, tag=True):
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


class Row(Struct, frozen=True, gc=False, tag=True):
    """The cells that start in a row, from the left."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN
    anchor: str = ""
    """What leads to it, in the list of sources."""


class Table(Struct, frozen=True, gc=False, tag=True):
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


class Figure(Struct, frozen=True, gc=False, tag=True):
    """A chart or a picture with its caption below and the source under it."""

    content: Chart | ImageFile
    caption: Caption
    source: Pieces
    alt: str
    anchor: str
    share: int = 0
    """How much of the measure it takes, in thousandths; 0: its own size."""


class ContentsEntry(Struct, frozen=True, gc=False, tag=True):
    """One line of the contents: the heading's label and words, and where it leads."""

    level: int
    label: str
    text: str
    anchor: str


class FigureRow(Struct, frozen=True, gc=False, tag=True):
    """Figures side by side."""

    figures: tuple[Figure, ...]


class Formula(Struct, frozen=True, gc=False, tag=True):
    """A formula on a line of its own; ``label`` is ``（1）`` or nothing, ``tex`` what was typed."""

    content: Chart
    label: str
    tex: str
    anchor: str


class Definition(Struct, frozen=True, gc=False, tag=True):
    """A term and what it means."""

    term: Pieces
    blocks: "Blocks"


class DefinitionList(Struct, frozen=True, gc=False, tag=True):
    """Terms and their meanings."""

    items: tuple[Definition, ...]


class ContentsKind(StrEnum):
    """What contents list; the value is the word that figures and tables are counted by."""

    HEADINGS = ""
    FIGURES = "图"
    TABLES = "表"


class Contents(Struct, frozen=True, gc=False, tag=True):
    """The contents; page numbers are the layout's."""

    title: str
    entries: tuple[ContentsEntry, ...]
    kind: ContentsKind = ContentsKind.HEADINGS


class BibliographyEntry(Struct, frozen=True, gc=False, tag=True):
    """One source: ``[1]`` or no label, its words, and the first mark that cites it."""

    number: int
    label: str
    content: Pieces
    anchor: str
    cited_at: str
    who: str = ""
    """The words it starts with, which lead back to ``cited_at`` where no label does."""


class Bibliography(Struct, frozen=True, gc=False, tag=True):
    """The reference list as ordered; its heading is a block of its own."""

    entries: tuple[BibliographyEntry, ...]


class Notice(Struct, frozen=True, gc=False, tag=True):
    """``创作声明：…``: the visible AIGC label as body text (GB 45438-2025, 5.1)."""

    label: str
    text: str


class PageBreak(Struct, frozen=True, gc=False, tag=True):
    """What follows starts a page."""


class PageSection(Struct, frozen=True, gc=False, tag=True):
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
    | Formula
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
