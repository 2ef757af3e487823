"""What report.yaml declares: references, sources, metrics, charts, tables, schemes, label."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from reportgen.diag import Span
from reportgen.model.bound import Bound, bindable
from reportgen.model.colour import Hue
from reportgen.model.facts import Half, NumberFormat, SnapshotColumn, Unit, Value
from reportgen.model.report.frames import Comparison, FrameSpec, PivotSpec, Totalling, TotalRow
from reportgen.model.report.inlines import Condition, Inlines, NumberRef


class SourceSpec(Struct, frozen=True, gc=False):
    """One data source: a file, and the column that holds each row's period (empty: none).

    A derived one has the query over its ``inputs`` instead of a file.
    """

    name: str
    file: str
    period_column: str
    span: Span
    inputs: tuple[str, ...] = ()
    query: str = ""
    query_span: Span | None = None
    units: tuple[tuple[str, Unit], ...] = ()
    """What is declared of the columns that a query makes."""
    has_all_rows: bool = False
    """Whether it is whole everywhere: in a block repeated for a row, in a client's report."""
    poll_seconds: int = 0
    """How often a database or an address is asked; 0: not said."""
    is_unread: bool = False
    """A sheet that nothing asked for: who asks for it by a wrong name may have meant it."""


class ReportRow(Struct, frozen=True, gc=False):
    """The row that a report is about, of a table with one report a row."""

    column: str
    """The column that names the rows."""
    name: str
    """What the row is called there: 甲公司."""
    cells: tuple[tuple[SnapshotColumn, Value], ...]
    span: Span
    is_in_title: bool = False
    """Whether the title, which names the files, names the row."""

    @property
    def bound(self) -> dict[str, Bound]:
        """Return what ``:name`` in a query stands for."""
        return {column.name: bindable(value) for column, value in self.cells}


class Evidence(Struct, frozen=True, gc=False):
    """Where a number that was typed by hand comes from: a page, and the day it was taken."""

    reference: str
    span: Span
    page: str = ""
    retrieved: str = ""


class CellRef(Struct, frozen=True, gc=False):
    """One cell of a workbook; no value where it could not be read, which is a finding."""

    file: str
    place: str
    span: Span
    digest: str = ""
    value: Decimal | None = None
    is_percent: bool = False


class Given(Struct, frozen=True, gc=False):
    """A cell of the row that a text is about; without a value it is empty there."""

    value: Value
    unit: Unit
    path: str
    digest: str
    column: str


class Tolerance(Struct, frozen=True, gc=False):
    """How far apart two numbers are the same: ``0.5%`` of an amount, or ``0.1亿元``."""

    value: Decimal
    unit: Unit
    span: Span


class MetricSpec(Struct, frozen=True, gc=False):
    """A measure: one of ``sql``, ``expr``, ``value``, ``text``, ``cell`` and ``given`` is set."""

    name: str
    label: str
    source: str
    sql: str
    expr: str
    value: Decimal | None
    unit: Unit | None
    period: str
    format: NumberFormat | None
    evidence: Evidence | None
    span: Span
    formula_span: Span
    """Where the sql, expr, value or text itself stands."""
    text: str = ""
    """``argmax(客户, 占比)``, for a metric that is words."""
    cell: CellRef | None = None
    given: Given | None = None
    definition: str = ""
    """How it is computed, in the author's words."""
    half: Half | None = None
    """How it is rounded; nothing: as the report says."""
    tolerance: Tolerance | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is words, not a number."""
        return bool(self.text) or (self.given is not None and isinstance(self.given.value, str))


class Claim(Struct, frozen=True, gc=False):
    """What must hold of the data before anybody reads the report, and whom to ask if not."""

    condition: Condition
    owner: str = ""


class HighlightRule(Struct, frozen=True, gc=False):
    """Cells that compare so with ``bound``, as shown, are strong on ``hue`` after ``mark``."""

    comparison: Comparison
    bound: Decimal
    hue: Hue
    mark: str
    column: str = ""
    """Whose number of the same row is compared; nothing for the cell's own."""
    words: str = ""
    """Instead of the bound."""
    span: Span | None = None


class ColumnSpec(Struct, frozen=True, gc=False):
    """A column of a declared table: of a source, with its head and format."""

    column: str
    label: str
    unit: Unit | None
    format: NumberFormat | None
    span: Span
    group: str = ""
    """The head over this column and its neighbours of the same group."""
    highlights: tuple[HighlightRule, ...] = ()
    is_hidden: bool = False
    total: Totalling | None = None
    """What stands in the rows of totals, where the author says so."""


class MetricGroup(Struct, frozen=True, gc=False):
    """Rows of a declared table under a title of their own."""

    title: str
    metrics: tuple[NumberRef, ...]


class TableSpec(Struct, frozen=True, gc=False):
    """A table as declared: rows of a source, or metrics × periods.

    Its cross-reference key is ``tbl-<key>``.
    """

    key: str
    source: str
    columns: tuple[ColumnSpec, ...]
    groups: tuple[MetricGroup, ...]
    """The metrics; those that stand in no group come in one without a title."""
    periods: tuple[str, ...]
    title: Inlines
    cite: Inlines
    span: Span
    unit: Unit | None = None
    """What numbers are shown in where they can be."""
    notes: tuple[Inlines, ...] = ()
    widths: tuple[Decimal, ...] = ()
    has_row_heads: bool | None = None
    highlights: tuple[HighlightRule, ...] = ()
    frame: FrameSpec = FrameSpec()
    totals: tuple[TotalRow, ...] = ()
    subtotal: str = ""
    """Name of the row that puts a group together, or nothing."""
    has_group_heads: bool = False
    pivot: PivotSpec | None = None

    @property
    def metrics(self) -> tuple[NumberRef, ...]:
        """The metrics of all groups."""
        return tuple(metric for group in self.groups for metric in group.metrics)


class Embedded(StrEnum):
    """What may be attached to the PDF."""

    DATA = "data"
    SOURCE = "source"


class PdfSpec(Struct, frozen=True, gc=False):
    """What the author asks of the PDF beyond what each has."""

    embed: tuple[Embedded, ...]
    has_files: bool
    """Whether it is PDF/A-3, which allows attachments, not PDF/A-2."""
    exact_copy: bool
    span: Span


class DocxSpec(Struct, frozen=True, gc=False):
    """What the author asks of the Word file beyond what each has."""

    has_comments: bool = False
    embeds_fonts: bool = False
    place: Span | None = None
    """Where fonts are asked for."""


class SourceText(Struct, frozen=True, gc=False):
    """A text of the report as read, without what names people."""

    name: str
    text: str


class HeadingScheme(StrEnum):
    """How headings are numbered."""

    SEED = "seed"
    GONGWEN = "gongwen"
    DECIMAL = "decimal"


class HeadingLevel(Struct, frozen=True, gc=False):
    """How a company numbers its headings of one level: ``第%1章``, or ``%1.%2``."""

    words: str
    """``%1`` to ``%9`` stand for the numbers of the levels; nothing: they have no number."""
    is_chinese: bool
    """Whether it counts 一、二、三."""
    is_legal: bool
    """Whether it prints all numbers in Arabic digits."""


class HeadingPattern(Struct, frozen=True, gc=False):
    """How a company's template numbers headings."""

    levels: tuple[HeadingLevel, ...]


class CitationMode(StrEnum):
    """Where a citation's words are printed."""

    LIST = "list"
    FOOTNOTE = "footnote"
    BOTH = "footnote+list"


class AigcMode(StrEnum):
    """How much of the text a machine wrote (GB 45438-2025)."""

    NONE = "none"
    ASSISTED = "assisted"
    GENERATED = "generated"


class AigcSpec(Struct, frozen=True, gc=False):
    """The label an author asks for. ``provider`` is what goes into ContentProducer (ASCII)."""

    mode: AigcMode
    places: tuple[str, ...]
    """Where it is said in words: ``start``, ``end``, ``footer``; nowhere where another has to."""
    provider: str
    text: str
    span: Span
    reviewer: str = ""
    """Who has read what the machine wrote; only then the notice says that it was reviewed."""
    accepted_by: str = ""
    """Who has agreed to put the notice in, where the report has none (标识办法, Art. 9)."""
