"""Tables as written: typed with bars, or named and declared elsewhere."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from reportgen.diag import Span
from reportgen.model.report.inlines import Inlines


class Align(StrEnum):
    """How the words of a table column stand."""

    START = "start"
    CENTER = "center"
    END = "end"
    DECIMAL = "decimal"
    """Numbers at the right, their decimal points under one another."""


class TableFrame(Struct, frozen=True, gc=False):
    """What stands round the cells of a table, as its author wrote it."""

    caption: Inlines = ()
    key: str = ""
    """The author's name for it, without ``tbl-``."""
    unit: str = ""
    notes: tuple[Inlines, ...] = ()
    source: Inlines = ()
    widths: tuple[Decimal, ...] = ()
    """Shares of the measure, one a column; nothing: by the words."""
    has_row_heads: bool | None = None
    """Whether the first column heads the rows; nothing when the author did not say."""


class TypedCell(Struct, frozen=True, gc=False):
    """A cell typed in Markdown, with the columns and rows that were merged into it."""

    content: Inlines
    columns: int = 1
    rows: int = 1


TypedRow = tuple[TypedCell, ...]


class PipeTable(Struct, frozen=True, gc=False):
    """A table typed in Markdown. A column whose alignment is nothing is set by what it holds."""

    head: tuple[TypedRow, ...]
    rows: tuple[TypedRow, ...]
    aligns: tuple[Align | None, ...]
    span: Span
    frame: TableFrame = TableFrame()


class TableRef(Struct, frozen=True, gc=False):
    """``:::{表格} kpi``: a table declared in report.yaml; may dangle.

    What its ``frame`` says stands before what the declaration says.
    """

    key: str
    span: Span
    frame: TableFrame = TableFrame()
