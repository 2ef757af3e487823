"""Page: things at fixed places; Layout: what is known when the last page is set.

Places are lengths from the lower left corner of the sheet, y upwards (ISO 32000-1, 8.3.2.3).
"""

from collections.abc import Generator, Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field

from reportgen.model.brand import Colour
from reportgen.model.chart import Chart, Picture
from reportgen.model.image import ImageFile
from reportgen.model.length import Length


class GlyphRun(Struct, frozen=True, gc=False):
    """Characters of one face, size and colour; ``x``, ``y`` count from its item's own origin.

    ``pieces`` are characters to show and, between them, moves to the right in thousandths of the
    size (negative: to the left). ``tracking`` is added after every character.
    """

    face: str
    size: Length
    colour: Colour
    x: Length
    y: Length
    pieces: tuple[str | int, ...]
    tracking: float = 0.0
    """In thousandths of the size."""


class TextItem(Struct, frozen=True, gc=False):
    """Glyph runs that belong to one structure element, or to none (``mcid`` -1: an artifact).

    ``actual_text`` is what was written, for copy and search; nothing when the glyphs say it.
    """

    mcid: int
    x: Length
    y: Length
    runs: tuple[GlyphRun, ...]
    actual_text: str = ""
    is_furniture: bool = False
    """Running head, folio or a repeated table head: a pagination artifact."""


class RuleItem(Struct, frozen=True, gc=False):
    """A filled rectangle: rule, tint or cover shape; always an artifact."""

    x: Length
    y: Length
    width: Length
    height: Length
    colour: Colour


class DotItem(Struct, frozen=True, gc=False):
    """A filled circle, as below an emphasised character; always an artifact."""

    x: Length
    """Of its middle."""
    y: Length
    radius: Length
    colour: Colour


class PictureItem(Struct, frozen=True, gc=False):
    """A chart or an image, by its anchor, filling a rectangle."""

    mcid: int
    key: str
    x: Length
    y: Length
    width: Length
    height: Length


class FormulaItem(Struct, frozen=True, gc=False):
    """A formula inside a line, filling a rectangle, in the colour of its words.

    ``words`` are a blank at its place, with what copy and search find there.
    """

    mcid: int
    content: Chart
    x: Length
    y: Length
    width: Length
    height: Length
    words: TextItem


class SlotItem(Struct, frozen=True, gc=False):
    """The place of something known only at the end; ``Layout.slots`` holds what it shows."""

    mcid: int
    name: str
    x: Length
    y: Length


PathSegment: TypeAlias = tuple[str, *tuple[Length, ...]]
"""``("m", x, y)``, ``("l", x, y)``, ``("c", x1, y1, x2, y2, x, y)`` or ``("h",)``."""


class PathItem(Struct, frozen=True, gc=False):
    """A filled path; always an artifact."""

    segments: tuple[PathSegment, ...]
    colour: Colour
    opacity: float


class ImageItem(Struct, frozen=True, gc=False):
    """A picture of the brand in a rectangle, cut where ``clip`` (x, y, width, height) ends."""

    mcid: int
    image: ImageFile | Picture
    x: Length
    y: Length
    width: Length
    height: Length
    clip: tuple[Length, Length, Length, Length]


class WatermarkItem(Struct, frozen=True, gc=False):
    """Words across the page, turned about ``x``, ``y`` by ``angle`` degrees."""

    runs: tuple[GlyphRun, ...]
    x: Length
    y: Length
    angle: int
    opacity: float


PageItem: TypeAlias = (
    TextItem
    | RuleItem
    | DotItem
    | PictureItem
    | FormulaItem
    | SlotItem
    | PathItem
    | ImageItem
    | WatermarkItem
)


class LinkArea(Struct, frozen=True, gc=False):
    """A rectangle that leads to an anchor of the document or to an address outside."""

    x: Length
    y: Length
    width: Length
    height: Length
    anchor: str
    url: str
    text: str
    element: int
    """The structure element (a Link) it belongs to."""


class Page(Struct, frozen=True, gc=False):
    """One finished page. ``parents`` are the structure elements of its mcids, in order."""

    index: int
    label: str
    """The printed page number: nothing on the cover, ``i``, ``1``."""
    width: Length
    height: Length
    items: tuple[PageItem, ...]
    links: tuple[LinkArea, ...]
    parents: tuple[int, ...]


class Tag(StrEnum):
    """Standard structure types (ISO 32000-1, 14.8.4)."""

    DOCUMENT = "Document"
    PARAGRAPH = "P"
    HEADING1 = "H1"
    HEADING2 = "H2"
    HEADING3 = "H3"
    HEADING4 = "H4"
    HEADING5 = "H5"
    HEADING6 = "H6"
    LIST = "L"
    LIST_ITEM = "LI"
    LABEL = "Lbl"
    LIST_BODY = "LBody"
    QUOTE = "BlockQuote"
    DIVISION = "Div"
    CODE = "Code"
    TABLE = "Table"
    TABLE_ROW = "TR"
    TABLE_HEAD = "TH"
    TABLE_CELL = "TD"
    CAPTION = "Caption"
    FIGURE = "Figure"
    FORMULA = "Formula"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"
    REFERENCE = "Reference"
    LINK = "Link"
    NOTE = "Note"
    SPAN = "Span"


class ContentKid(Struct, frozen=True, gc=False):
    """Marked content ``mcid`` of page ``page``."""

    page: int
    mcid: int


class LinkKid(Struct, frozen=True, gc=False):
    """Link area number ``link`` of page ``page`` (an OBJR)."""

    page: int
    link: int


class ElementKid(Struct, frozen=True, gc=False):
    """A structure element below this one."""

    element: int


Kid: TypeAlias = ContentKid | LinkKid | ElementKid


class Scope(StrEnum):
    """What a head cell heads (ISO 32000-1, table 349)."""

    COLUMN = "Column"
    ROW = "Row"
    BOTH = "Both"


class CellTag(Struct, frozen=True, gc=False):
    """What readers are told about a table cell."""

    columns: int = 1
    rows: int = 1
    scope: Scope | None = None
    """Of a head."""
    heads: tuple[str, ...] = ()
    """Identifiers of the cells that head it, where scopes do not say it."""


class Element(Struct, frozen=True, gc=False):
    """A structure element; its number is its place in ``Layout.structure`` (0 is the Document)."""

    tag: Tag
    parent: int
    kids: tuple[Kid, ...]
    alt: str = ""
    identifier: str = ""
    """Unique name of a Note or of a table's head."""
    box: tuple[Length, Length, Length, Length] | None = None
    """Left, bottom, right, top of a Figure."""
    cell: CellTag | None = None
    """Of a TH or TD."""


class Place(Struct, frozen=True, gc=False):
    """Where an anchor stands: page index from 0, height, and the printed page number."""

    page: int
    y: Length
    label: str


class OutlineEntry(Struct, frozen=True, gc=False):
    """One line of the PDF's outline."""

    level: int
    text: str
    anchor: str


class Slot(Struct, frozen=True, gc=False):
    """What a late slot shows: runs whose places count from the slot's own origin."""

    width: Length
    height: Length
    runs: tuple[GlyphRun, ...]


class TableLayout(Struct, frozen=True, gc=False):
    """How a table was set, so that Word can set it alike."""

    widths: tuple[Length, ...]
    scale: int
    """Of its words, in thousandths."""
    insets: Mapping[tuple[int, int], Length]
    """What a number stands away from the right of its cell, by row (heads first) and place in it.

    Its decimal point is then under those above."""
    keeps: frozenset[int] = frozenset()
    """Rows, heads counted, that a page may not end after."""
    leads: Mapping[int, Length] = field(default_factory=dict)
    """Blank before the words of a column that follows one of numbers."""


class Layout(Struct, frozen=True, gc=False):
    """What is known when the last page is set."""

    page_labels: tuple[str, ...]
    body_pages: int
    """The Y of 共 Y 页."""
    places: Mapping[str, Place]
    structure: tuple[Element, ...]
    outline: tuple[OutlineEntry, ...]
    slots: Mapping[str, Slot]
    tables: Mapping[str, TableLayout] = field(default_factory=dict)
    """By anchor."""
    heights: Mapping[str, Length] = field(default_factory=dict)
    """Of pictures, by anchor: a chart may be drawn lower so that a page holds it."""


PageStream: TypeAlias = Generator[Page, None, Layout]
