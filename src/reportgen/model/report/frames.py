"""What is made of a source's rows before a table or a chart shows them."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field

from reportgen.diag import Span
from reportgen.model.period import Grain


class Comparison(StrEnum):
    """How a number is held against a bound."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "="
    OTHER = "!="


class Making(StrEnum):
    """How a column is made from another one."""

    YOY = "yoy"
    QOQ = "qoq"
    YTD = "ytd"
    SHARE = "share"
    RANK = "rank"
    RUNNING = "running"
    FORMULA = "expr"


class MadeColumn(Struct, frozen=True, gc=False):
    """A column that the source does not have; ``name`` is how others are to find it."""

    name: str
    label: str
    making: Making
    formula: str
    """The column it is made from, or the expression."""
    span: Span
    """Of the column or the expression as typed."""


class RowTest(Struct, frozen=True, gc=False):
    """Rows whose ``column`` compares so with each, or with one, of ``words`` stay."""

    column: str
    comparison: Comparison
    words: tuple[str, ...]
    """Several for ``属于``, which asks for any of them, and ``不属于``, for none."""
    number: Decimal | None
    span: Span


class Window(Struct, frozen=True, gc=False):
    """So many periods, the report's own the last of them; of ``grain`` where it is said."""

    count: int
    grain: Grain | None
    span: Span


class SortOrder(StrEnum):
    """How rows follow each other."""

    ASCENDING = "ascending"
    DESCENDING = "descending"
    PINYIN = "pinyin"
    STROKES = "strokes"


class SortRule(Struct, frozen=True, gc=False):
    """Rows are ordered by a column; those with one of ``values`` come first, in their order."""

    column: str
    order: SortOrder
    span: Span
    values: tuple[tuple[str, Span], ...] = ()


class TopRule(Struct, frozen=True, gc=False):
    """Only so many rows, the largest in ``column``, and one for all others where it has a name."""

    count: int
    column: str
    """Nothing for the first that is of numbers."""
    others: str
    span: Span


class FrameSpec(Struct, frozen=True, gc=False):
    """Which rows are shown in which order, and what is computed besides."""

    tests: tuple[RowTest, ...] = ()
    window: Window | None = None
    sorts: tuple[SortRule, ...] = ()
    top: TopRule | None = None
    made: tuple[MadeColumn, ...] = ()
    group_by: str = ""
    """Rows of the same name in this column stand together."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Where each key was typed."""

    @property
    def is_plain(self) -> bool:
        """Whether the rows are shown as they are."""
        asked = (self.tests, self.window, self.sorts, self.top, self.made, self.group_by)
        return not any(asked)


class Totalling(StrEnum):
    """What one number is made of many."""

    SUM = "sum"
    AVERAGE = "average"
    MEDIAN = "median"
    MAX = "max"
    MIN = "min"
    COUNT = "count"
    NONE = "none"


class TotalRow(Struct, frozen=True, gc=False):
    """A row under the others that puts them together."""

    how: Totalling
    label: str


class PivotRow(Struct, frozen=True, gc=False):
    """A column whose names are rows of a pivot."""

    column: str
    label: str
    span: Span


class PivotSpec(Struct, frozen=True, gc=False):
    """Rows with the same names in ``rows`` are one; ``column``'s names are columns."""

    rows: tuple[PivotRow, ...]
    column: str
    how: Totalling
    total: str
    """Head of the column that puts the others together, or nothing."""
    span: Span
    """Of ``column`` as typed."""
