"""Manifest: what one issue says, every number with its place and its origin; ``run.json``."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

MANIFEST_VERSION = 1
"""A reader refuses what a later program wrote."""


class TextKind(StrEnum):
    """What a text is in the document; the values stand in ``run.json``."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    WATERMARK = "watermark"
    SUMMARY = "summary"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TERM = "term"
    CARD = "card"
    CAPTION = "caption"
    CELL = "cell"
    NOTE = "note"
    """Under a table."""
    SOURCE = "source"
    """``资料来源：…`` under a figure or a table."""
    FOOTNOTE = "footnote"
    CODE = "code"
    REFERENCE = "reference"
    NOTICE = "notice"


class BoundSpan(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where in a text the data speak: characters ``[start, end)``.

    ``number`` is the place in ``Manifest.numbers``; nothing for words: a period's name, 增长.
    """

    number: int | None
    start: int
    end: int


class TextRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """A paragraph, heading, cell …: its words, and those of them that the data say.

    ``place`` is the anchor of the section, figure, table or note that holds it; ``row`` and
    ``column`` count the cells of a table from 1, its head too.
    """

    kind: TextKind
    place: str
    text: str
    bound: tuple[BoundSpan, ...] = ()
    row: int = 0
    column: int = 0
    written: str = ""
    """Where the author wrote it: ``正文.md:3``; nothing for what is made of data."""
    needs: tuple[str, ...] = ()
    """The metrics that it says, or that choose its words or whether it is there."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The bound numbers in it, by their places in ``Manifest.numbers``."""
        return tuple(each.number for each in self.bound if each.number is not None)


class PlaceRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """An anchor and what is printed there: ``一、核心观点``, ``图1　…``."""

    anchor: str
    label: str
    words: str
    page: str = ""
    """The printed number of the page it starts on; nothing on the cover."""
    written: str = ""
    """Where a chart or table is declared, a heading written."""
    needs: tuple[str, ...] = ()
    """The metrics that choose whether it is there."""


class FileUse(Struct, frozen=True, gc=False, omit_defaults=True):
    """A file behind a number."""

    path: str
    sha256: str


class OriginRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where values come from: ``kind`` is sql, expr, value, cell, column or text."""

    kind: str
    source: str
    """The file's path as the report names it, or nothing."""
    sha256: str
    formula: str
    """The SQL, the expression, the cell, or the value as typed."""
    rows: int | None = None
    """How many rows it was computed over."""
    inputs: tuple[str, ...] = ()
    """The metrics an expression is made of: ``营收@2024Q4``."""
    files: tuple[FileUse, ...] = ()
    """All files behind an expression: those of the metrics it is made of."""
    evidence: str = ""
    """Key of the reference that vouches for it."""
    page: str = ""
    retrieved: str = ""
    written: str = ""
    """Where the author wrote the formula, the value, or what shows the column."""


class NumberRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """A bound number as printed; ``number`` is its place in ``Manifest.numbers``."""

    number: int
    bookmark: str
    """Its name in the Word file, or nothing where it has none."""
    metric: str
    """``营收``, or ``营收|yoy`` for a change."""
    value: Decimal
    unit: str
    text: str
    rounding: str
    period: str
    place: str
    """Anchor of the section, figure, table or note."""
    at: int | None
    """Its text's place in ``Manifest.texts``."""
    origin: int
    """Its place in ``Manifest.origins``."""
    written: str = ""
    """Where the author wrote it: ``正文.md:3:14``."""


class MetricRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """A computed metric at a period, printed or not."""

    name: str
    label: str
    period: str
    value: Decimal
    unit: str
    origin: int
    """Its place in ``Manifest.origins``."""


class WordsRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """A metric that is words: the customer with the largest share, a client's name."""

    name: str
    period: str
    text: str
    origin: int
    """Its place in ``Manifest.origins``."""


class SourceRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """A source as it was read; one made by a query has its ``query`` and ``inputs``."""

    name: str
    path: str
    sha256: str
    rows: int | None
    columns: tuple[str, ...]
    query: str = ""
    inputs: tuple[str, ...] = ()
    period_column: str = ""
    """Which column says of what period a row is."""


class SeriesRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """A series: its values in the order of the categories, a gap is nothing."""

    label: str
    unit: str
    kind: str
    values: tuple[Decimal | None, ...]
    panel: int = 0


class ChartRecord(Struct, frozen=True, gc=False, omit_defaults=True):
    """A chart's data; its caption is a text."""

    anchor: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[SeriesRecord, ...]
    origin: int | None = None
    """Its place in ``Manifest.origins``."""


class MadeFile(Struct, frozen=True, gc=False, omit_defaults=True):
    """A finished file: ``pdf`` or ``docx``."""

    kind: str
    sha256: str
    size: int


class Manifest(Struct, frozen=True):
    """``run.json``: it stays with the operator and is inside no file that leaves the house."""

    version: int
    report: str
    title: str
    period: str
    date: str
    built_at: str
    """When, as the caller says."""
    files: tuple[MadeFile, ...]
    sources: tuple[SourceRecord, ...]
    origins: tuple[OriginRecord, ...]
    metrics: tuple[MetricRecord, ...]
    numbers: tuple[NumberRecord, ...]
    places: tuple[PlaceRecord, ...]
    texts: tuple[TextRecord, ...]
    """In reading order."""
    charts: tuple[ChartRecord, ...]
    words: tuple[WordsRecord, ...] = ()

    def made(self, files: tuple[MadeFile, ...], built_at: str) -> "Manifest":
        """Return this with the files that were made of the document, and when."""
        return replace(self, files=files, built_at=built_at)

    def placed(self, pages: Mapping[str, str]) -> "Manifest":
        """Return this with the printed numbers of ``pages``, by anchor."""
        places = (replace(each, page=pages.get(each.anchor, "")) for each in self.places)
        return replace(self, places=tuple(places))
