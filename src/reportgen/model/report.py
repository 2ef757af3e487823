"""A report as its author wrote it: valid in shape, references not yet looked up."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from reportgen.diag import Span
from reportgen.model.facts import NumberFormat, Unit

# ---- inlines -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words on one source line."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Strong:
    """``**words**``."""

    content: "Inlines"
    span: Span


@dataclass(frozen=True, slots=True)
class Emphasis:
    """``*words*``."""

    content: "Inlines"
    span: Span


@dataclass(frozen=True, slots=True)
class Code:
    """Words between back-ticks, set as typed."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """``[words](url)``; the URL is http, https or mailto."""

    url: str
    content: "Inlines"
    span: Span


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end the author asked for."""

    span: Span


@dataclass(frozen=True, slots=True)
class CiteKey:
    """One key of a citation, with the place in the source: ``@key, 第57页``."""

    key: str
    locator: str
    span: Span


@dataclass(frozen=True, slots=True)
class CiteRef:
    """``[@a; @b, 第57页]``: pointers to entries of the reference list; may dangle."""

    keys: tuple[CiteKey, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class NoteRef:
    """``[^n]``: a pointer to a foot note of the author; may dangle."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class CrossRef:
    """``@fig-revenue`` or ``{@tbl-kpi}``: a pointer to a figure, table or section; may dangle."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Filter:
    """``| 亿(1)``: what happens to a number before it is printed; ``name`` is the ASCII form."""

    name: str
    arguments: tuple[Decimal | str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class NumberRef:
    """``{{ 营收@2022 | 亿(1) }}``: a number (or a period word) to print; may dangle.

    ``period`` is the author's word after ``@`` (``2022``, ``上期``, ``去年同期``), empty for the
    report's own period.
    """

    name: str
    period: str
    filters: tuple[Filter, ...]
    span: Span

    @property
    def key(self) -> str:
        """The same for every place that asks for the same words: ``营收@2022|yi(1)``."""
        parts = [f"{self.name}@{self.period}" if self.period else self.name]
        for each in self.filters:
            arguments = ",".join(map(str, each.arguments))
            parts.append(f"{each.name}({arguments})")
        return "|".join(parts)


Inline: TypeAlias = (
    Text | Strong | Emphasis | Code | Link | LineBreak | CiteRef | NoteRef | CrossRef | NumberRef
)
Inlines: TypeAlias = tuple[Inline, ...]

# ---- blocks --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title; level 1 is a chapter. ``key`` is the author's ``{#sec-risk}``."""

    level: int
    content: Inlines
    key: str
    numbered: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of sentences set as one block."""

    content: Inlines
    span: Span


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; each item is blocks."""

    ordered: bool
    start: int
    items: "tuple[Blocks, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, set off."""

    blocks: "Blocks"
    span: Span


@dataclass(frozen=True, slots=True)
class Callout:
    """``:::{提示} 核心观点``: a framed aside with a title."""

    title: Inlines
    blocks: "Blocks"
    span: Span


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines set as typed."""

    text: str
    language: str
    span: Span


class Align(StrEnum):
    """How the words of a table column stand."""

    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class PipeTable:
    """A table typed in Markdown."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    aligns: tuple[Align, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TableRef:
    """``:::{表格} kpi``: a table declared in report.yaml; may dangle."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class ChartRef:
    """``:::{图表} revenue``: a chart declared in report.yaml; may dangle."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class ImageBlock:
    """A picture file of the report's folder with its caption (which is its alt text too)."""

    path: str
    key: str
    caption: Inlines
    alt: str
    span: Span


@dataclass(frozen=True, slots=True)
class PageBreak:
    """``:::{分页}``."""

    span: Span


class GeneratedKind(StrEnum):
    """Blocks the program writes, named in ``sections``."""

    CONTENTS = "contents"
    BIBLIOGRAPHY = "bibliography"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Generated:
    """The place of a generated block."""

    kind: GeneratedKind
    span: Span


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | Callout
    | CodeBlock
    | PipeTable
    | TableRef
    | ChartRef
    | ImageBlock
    | PageBreak
    | Generated
)
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class NoteText:
    """``[^n]: words``: a foot note of the author."""

    label: str
    content: Inlines
    span: Span


# ---- declarations --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the references file; ``fields`` are its CSL-like words (title, url …)."""

    key: str
    kind: str
    fields: Mapping[str, str]
    span: Span


class PeriodicityKind(StrEnum):
    """What a source has one row for."""

    NONE = "none"
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One data source: a file, and the column that holds each row's period (empty: none)."""

    name: str
    file: str
    period_column: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a number that was typed by hand comes from."""

    reference: str
    page: str
    retrieved: str
    span: Span


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """A measure: exactly one of ``sql``, ``expr`` and ``value`` is set."""

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
    """Where the sql, expr or value itself stands."""


@dataclass(frozen=True, slots=True)
class SeriesSpec:
    """One series of a chart: a column, drawn as ``bar`` or ``line`` on the first or second axis."""

    column: str
    label: str
    kind: str
    axis: int
    span: Span


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart as declared: what is drawn from where. Its cross-reference key is ``fig-<key>``."""

    key: str
    kind: str
    source: str
    x: str
    series: tuple[SeriesSpec, ...]
    unit: Unit | None
    secondary_unit: Unit | None
    format: NumberFormat | None
    title: Inlines
    cite: Inlines
    alt: str
    span: Span


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of a declared table: of a source, with its head and format."""

    column: str
    label: str
    unit: Unit | None
    format: NumberFormat | None
    span: Span


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table as declared: rows of a source, or metrics × periods.

    Its cross-reference key is ``tbl-<key>``.
    """

    key: str
    source: str
    columns: tuple[ColumnSpec, ...]
    metrics: tuple[NumberRef, ...]
    periods: tuple[str, ...]
    title: Inlines
    cite: Inlines
    span: Span


class HeadingScheme(StrEnum):
    """How headings are numbered."""

    SEED = "seed"
    GONGWEN = "gongwen"
    DECIMAL = "decimal"


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


@dataclass(frozen=True, slots=True)
class AigcSpec:
    """The label an author asks for. ``provider`` is what goes into ContentProducer (ASCII)."""

    mode: AigcMode
    places: tuple[str, ...]
    provider: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture of the report's folder: PNG or JPEG bytes and its size in pixels."""

    path: str
    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the author wrote."""

    id: str
    title: Inlines
    subtitle: Inlines
    summary: Inlines
    date: dt.date
    category: str
    organisation: str
    profile: str
    outputs: tuple[str, ...]
    headings: HeadingScheme
    citations: CitationMode
    reference_style: str
    aigc: AigcSpec
    period: str
    """``auto`` or a period; empty when the report has none."""
    sources: Mapping[str, SourceSpec]
    metrics: Mapping[str, MetricSpec]
    charts: Mapping[str, ChartSpec]
    tables: Mapping[str, TableSpec]
    references: Mapping[str, Reference]
    blocks: Blocks
    notes: Mapping[str, NoteText]
    images: Mapping[str, ImageFile]
    span: Span
