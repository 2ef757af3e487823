"""Blocks as written: headings, paragraphs, lists, tables, charts by key."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from reportgen.diag import Span
from reportgen.model.report.declared import AigcMode
from reportgen.model.report.inlines import Condition, Inlines
from reportgen.model.report.tables import PipeTable, TableRef
from reportgen.model.stand import Stand


class Heading(Struct, frozen=True, gc=False):
    """A section title; level 1 is a chapter. ``key`` is the author's ``{#sec-risk}``.

    ``is_appendix`` says that with this chapter begins 附录A, 附录B …
    """

    level: int
    content: Inlines
    key: str
    numbered: bool
    span: Span
    is_appendix: bool = False


class Paragraph(Struct, frozen=True, gc=False):
    """A run of sentences set as one block; one that says whose words a quote has is ``credit``."""

    content: Inlines
    span: Span
    is_credit: bool = False
    stand: Stand = Stand()


class LabelStyle(StrEnum):
    """How the items of a list are labelled; the value is the first label."""

    BULLET = "•"
    DASH = "–"
    SQUARE = "▪"
    DECIMAL = "1."
    PARENTHESES = "（1）"
    CIRCLED = "①"
    LETTER = "a."
    BRACKET = "1）"
    COMMA = "1、"
    CHINESE = "一、"
    CHINESE_PARENTHESES = "（一）"


class ListBlock(Struct, frozen=True, gc=False):
    """A bulleted or numbered list; each item is blocks.

    Without a ``style`` its labels are those of its depth. ``ticks`` say of each item whether it
    is done; nothing where that is not asked.
    """

    ordered: bool
    start: int
    items: "tuple[Blocks, ...]"
    span: Span
    style: LabelStyle | None = None
    ticks: tuple[bool | None, ...] = ()


class Quote(Struct, frozen=True, gc=False):
    """Words of somebody else, set off."""

    blocks: "Blocks"
    span: Span


class Callout(Struct, frozen=True, gc=False):
    """``:::{提示} 核心观点``: a framed aside with a title.

    ``alert`` is 注意, 风险 or 重要 where it is more than an aside.
    """

    title: Inlines
    blocks: "Blocks"
    span: Span
    alert: str = ""


class CodeBlock(Struct, frozen=True, gc=False):
    """Lines set as typed."""

    text: str
    language: str
    span: Span


class ChartRef(Struct, frozen=True, gc=False):
    """``:::{图表} revenue``: a chart declared in report.yaml; may dangle."""

    key: str
    span: Span


class ImageBlock(Struct, frozen=True, gc=False):
    """A picture file of the report's folder with its caption (which is its alt text too)."""

    path: str
    key: str
    caption: Inlines
    alt: str
    span: Span
    share: int = 0
    """How much of the measure it takes, in thousandths; 0: its own size."""
    is_machine_made: bool = False


class PageBreak(Struct, frozen=True, gc=False):
    """``:::{分页}``."""

    span: Span


class MachineMade(Struct, frozen=True, gc=False):
    """``ai: generated`` of a section: how much of it a machine wrote."""

    mode: AigcMode
    span: Span


class PageSection(Struct, frozen=True, gc=False):
    """``::::{横页}``, ``::::{分栏} 2``: blocks on wide pages, or in columns, of their own."""

    is_wide: bool
    columns: int
    blocks: "Blocks"
    span: Span


class Definition(Struct, frozen=True, gc=False):
    """A term and what it means."""

    term: Inlines
    blocks: "Blocks"


class DefinitionList(Struct, frozen=True, gc=False):
    """Terms, each with ``：meaning`` on the lines below."""

    items: tuple[Definition, ...]
    span: Span


class KpiCard(Struct, frozen=True, gc=False):
    """``- 标签 | 值 | 说明``."""

    label: Inlines
    value: Inlines
    note: Inlines


class KpiCards(Struct, frozen=True, gc=False):
    """``:::{指标卡}``."""

    cards: tuple[KpiCard, ...]
    span: Span


class SideBySide(Struct, frozen=True, gc=False):
    """``:::{并排}``: charts and pictures, each with its own caption and number."""

    blocks: "tuple[ChartRef | ImageBlock, ...]"
    span: Span


class Formula(Struct, frozen=True, gc=False):
    """``$$ … $$`` on lines of its own; one with a key ``{#eq-x}`` is numbered."""

    tex: str
    key: str
    span: Span


class Divider(Struct, frozen=True, gc=False):
    """``---`` on a line of its own."""

    span: Span


class GeneratedKind(StrEnum):
    """Blocks the program writes, named in ``sections``."""

    CONTENTS = "contents"
    FIGURES = "figures"
    TABLES = "tables"
    BIBLIOGRAPHY = "bibliography"
    NOTICE = "notice"
    PROVENANCE = "provenance"


class When(Struct, frozen=True, gc=False):
    """``:::{若} 营收 > 0``, or a section's ``when``: blocks that are there when the data say so."""

    condition: Condition
    blocks: "Blocks"
    span: Span


class Each(Struct, frozen=True, gc=False):
    """``:::{每个} 业务线``: blocks that come once for each row of a table.

    They are written once and printed many times: what they name is told when the rows are known.
    """

    source: str
    """A source, a column of one (``数据.业务线``), or a column that only one source has."""
    blocks: "Blocks"
    span: Span
    empty: Inlines | None = None
    """What is printed where there is no row; nothing: the author did not say."""


class Generated(Struct, frozen=True, gc=False):
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
    | DefinitionList
    | KpiCards
    | SideBySide
    | Formula
    | Divider
    | PageBreak
    | PageSection
    | MachineMade
    | Generated
    | When
    | Each
)
Blocks: TypeAlias = tuple[Block, ...]


class NoteText(Struct, frozen=True, gc=False):
    """``[^n]: words``: a foot note of the author; ``more`` are the blocks after its first words."""

    label: str
    content: Inlines
    span: Span
    more: Blocks = ()
