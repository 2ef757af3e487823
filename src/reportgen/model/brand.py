"""Brand: colours, fonts, page and one style per role, for PDF, Word and charts alike."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Source, Span
from reportgen.model.art import Art
from reportgen.model.chart import Picture
from reportgen.model.colour import LEGIBLE, WHITE, Colour, Hue
from reportgen.model.facts import Half
from reportgen.model.font_role import FontRole
from reportgen.model.furniture import (
    BackCoverLook,
    CoverLook,
    Heads,
    WatermarkLook,
)
from reportgen.model.image import ImageFile
from reportgen.model.length import Length, pt
from reportgen.model.template import TemplateFile
from reportgen.model.typography import USUAL, Typography

__all__ = [
    "CELL_ABOVE",
    "CELL_SIDE",
    "SMALLER",
    "WHITE",
    "Alignment",
    "Brand",
    "Colour",
    "FontFile",
    "FontRole",
    "FontSpec",
    "Hue",
    "PageGeometry",
    "Palette",
    "Style",
    "StyleRole",
    "TableKind",
    "TableStyle",
]

_WASH = 0.18
"""How much of its colour a marked cell has."""
_COLUMN_GAP = pt(21)
_FLAT = 1e-9
_UP, _DOWN = Colour(0xC2, 0x36, 0x2B), Colour(0x2F, 0x7D, 0x5B)
_HEADS = Heads()
_WATERMARK = WatermarkLook(Colour(90, 101, 114), 0.07, 45, pt(72))


_NOWHERE = Span(Source("brand.yaml", ""), 1, 1)


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face as a kit asks for it: ``msyh.ttc#1``, or a variable font at a weight."""

    name: str
    """File name in assets/fonts, or a path inside the brand's folder."""
    index: int = 0
    """Of the face in a collection, from 0."""
    weight: int = 0
    """Of a variable font, 1-1000; 0: the file's own."""
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


class FontSpec(Struct, frozen=True, gc=False):
    """The face of a role for the PDF, and its names for Word (Latin and East Asian)."""

    file: FontFile
    word_latin: str
    word_east_asian: str
    is_bold: bool
    """Whether Word should set it bold."""
    fallbacks: tuple[FontFile, ...] = ()
    """Tried before those of the brand for characters the face lacks."""


class StyleRole(StrEnum):
    """What a paragraph is for; each has one style."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    COVER_META = "cover_meta"
    HEADING1 = "heading1"
    HEADING2 = "heading2"
    HEADING3 = "heading3"
    BODY = "body"
    LIST = "list"
    QUOTE = "quote"
    CODE = "code"
    CALLOUT_TITLE = "callout_title"
    CALLOUT = "callout"
    CAPTION = "caption"
    SOURCE = "source"
    TABLE_HEAD = "table_head"
    TABLE_CELL = "table_cell"
    NOTE = "note"
    CONTENTS_TITLE = "contents_title"
    CONTENTS1 = "contents1"
    CONTENTS2 = "contents2"
    CONTENTS3 = "contents3"
    BIBLIOGRAPHY = "bibliography"
    NOTICE = "notice"
    SUMMARY = "summary"
    RUNNING_HEAD = "running_head"
    FOLIO = "folio"
    ORGANISATION = "organisation"
    CLASSIFICATION = "classification"
    CONTACT = "contact"
    DISCLAIMER = "disclaimer"
    RECORD = "record"


class Alignment(StrEnum):
    """How the lines of a paragraph stand in the measure."""

    JUSTIFY = "justify"
    START = "start"
    CENTER = "center"
    END = "end"


class Style(Struct, frozen=True, eq=False):
    """How a paragraph looks. ``first_indent`` is in thousandths of the font size.

    A brand makes each style once: caches know it by its identity.
    """

    font: FontRole
    size: Length
    leading: Length
    space_before: Length
    space_after: Length
    first_indent: int
    alignment: Alignment
    colour: Colour


class PageGeometry(Struct, frozen=True, gc=False):
    """The sheet and its margins; running head and folio stand in the margins."""

    width: Length
    height: Length
    top: Length
    bottom: Length
    inner: Length
    outer: Length
    head_baseline: Length
    """From the top edge to the running head's baseline."""
    folio_baseline: Length
    """From the bottom edge to the folio's baseline."""
    column_gap: Length = _COLUMN_GAP
    """Between two columns of text."""
    starts_chapters: bool = False
    """Whether every chapter starts a page."""

    @property
    def measure(self) -> Length:
        """Width of the text."""
        return self.width - self.inner - self.outer

    @property
    def room(self) -> Length:
        """Height of the text."""
        return self.height - self.top - self.bottom

    @property
    def turned(self) -> "PageGeometry":
        """The sheet on its side: the margins stay where the reader sees them."""
        return replace(self, width=self.height, height=self.width)

    def reach(self, angle: int) -> Length:
        """Return how long a line through the middle of the sheet is, at ``angle`` degrees."""
        turn = math.radians(angle)
        across, up = abs(math.cos(turn)), abs(math.sin(turn))
        return round(min(self.width / max(across, _FLAT), self.height / max(up, _FLAT)))

    def column(self, columns: int) -> Length:
        """Return the width of one of ``columns`` that share the measure."""
        return (self.measure - (columns - 1) * self.column_gap) // columns


class Palette(Struct, frozen=True, gc=False):
    """The brand's colours by what they are for."""

    primary: Colour
    accent: Colour
    text: Colour
    muted: Colour
    rule: Colour
    tint: Colour
    """Behind callouts and table heads."""
    link: Colour
    chart: tuple[Colour, ...]
    up: Colour = _UP
    """Of days on which a price rose; red in China, and hollow."""
    down: Colour = _DOWN
    theme: tuple[tuple[Colour, str], ...] | None = None
    """Word's names of colours, where the theme is not made from this palette."""

    def wash(self, hue: Hue) -> Colour:
        """Return ``hue`` so pale that any text of the palette can be read on it."""
        colours = {
            Hue.PRIMARY: self.primary,
            Hue.ACCENT: self.accent,
            Hue.MUTED: self.muted,
            Hue.LINK: self.link,
            Hue.UP: self.up,
            Hue.DOWN: self.down,
        }
        return colours[hue].on_white(_WASH)


_OUTER, _INNER = pt(1.5), pt(0.75)


class TableKind(StrEnum):
    """Where a table has rules and tints."""

    THREE_LINE = "three_line"
    """Rules above, below and under the head."""
    GRID = "grid"
    """Rules round every cell."""
    BANDED = "banded"
    """As three_line, with every other row on a tint."""


class TableStyle(Struct, frozen=True, gc=False):
    """How tables look. Colours that are nothing are the palette's primary, tint and rule."""

    kind: TableKind = TableKind.THREE_LINE
    outer: Length = _OUTER
    """Thickness of the top and the bottom rule."""
    inner: Length = _INNER
    """Thickness of the rule under the head."""
    rule: Colour | None = None
    head: Colour | None = None
    is_head_tinted: bool = True


CELL_SIDE, CELL_ABOVE = pt(4), pt(3)
"""Blank in a table cell: at each side, above and below."""
SMALLER = (900, 800)
"""The words of a table too wide for the measure are set smaller, in thousandths."""


class Brand(Struct, frozen=True, gc=False):
    """A finished kit: everything the looks of a report depend on."""

    name: str
    organisation: str
    palette: Palette
    fonts: Mapping[FontRole, FontSpec]
    fallbacks: tuple[FontFile, ...]
    """Faces tried for characters that a role's face lacks."""
    styles: Mapping[StyleRole, Style]
    page: PageGeometry
    cover: CoverLook
    letterhead: CoverLook
    digest: str
    """SHA-256 of everything as written, for caches and fingerprints."""
    typography: Typography = USUAL
    table: TableStyle = TableStyle()
    back_cover: BackCoverLook | None = None
    heads: Heads = _HEADS
    watermark: WatermarkLook = _WATERMARK
    draws_charts: bool = True
    """Whether Word draws charts itself, unless a report or a chart says otherwise."""
    images: Mapping[str, ImageFile | Picture] = {}
    """The pictures that its art names."""
    template: TemplateFile | None = None
    """The company's own Word file, which ours is made in."""
    theme_fonts: tuple[tuple[str, str, str], ...] | None = None
    """Latin and Chinese name of a face and Word's name of the pair, where the theme is not ours."""
    half: Half | None = None
    """How numbers are rounded, unless a report says otherwise."""

    def ink(self, role: StyleRole, art: Art, top: Length) -> Colour:
        """Return the colour of the words of ``role`` on ``art``: white where they would be lost."""
        wanted = self.styles[role]
        ground = art.ground(self.page.inner, top + wanted.leading // 2)
        if ground is None or wanted.colour.contrast(ground) >= LEGIBLE:
            return wanted.colour
        return max(WHITE, self.palette.text, key=ground.contrast)
