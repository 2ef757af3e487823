"""Facts: the only numbers a report may quote, each with its unit, period and origin."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field

from reportgen.diag import Span
from reportgen.model.chart_options import PLAIN, ChartOptions
from reportgen.model.colour import Hue
from reportgen.model.hold import Hold
from reportgen.model.period import Period


class Unit(Struct, frozen=True, gc=False):
    """``百万美元`` is ``Unit("百万美元", "美元", Decimal(1000000))``.

    Two units can be converted when their ``base`` is the same.
    """

    name: str
    base: str
    factor: Decimal


NO_UNIT = Unit("", "", Decimal(1))


class FormatKind(StrEnum):
    """The number words an author may ask for, by their ASCII names."""

    YI = "yi"
    WAN = "wan"
    WANYI = "wanyi"
    AUTO = "auto"
    INTEGER = "integer"
    PERCENT = "percent"
    POINTS = "points"
    THOUSANDS = "thousands"
    TIMES = "times"
    PLAIN = "plain"
    CAPITAL = "rmb"


class Half(StrEnum):
    """Where a number goes that lies in the middle between two that can be printed."""

    UP = "half-up"
    """Away from nought, as Excel rounds."""
    EVEN = "half-even"
    """To the even figure (GB/T 8170)."""


class NumberFormat(Struct, frozen=True, gc=False):
    """``亿(1)``: the scale words and how many digits follow the point (nothing: as needed)."""

    kind: FormatKind
    digits: int | None = None
    half: Half = Half.UP


class Origin(Struct, frozen=True, gc=False):
    """Where a number comes from; what an auditor is shown."""

    kind: str
    """``sql``, ``expr``, ``value``, ``cell`` or ``column``."""
    source: str
    """The file's path as written, or nothing for expr and value."""
    digest: str
    """SHA-256 of the file."""
    formula: str
    """The SQL, the expression, or the value as typed."""
    evidence: str
    """Key of the reference that vouches for it, or nothing."""
    span: Span
    page: str = ""
    """Where in that reference, and the day it was taken from there."""
    retrieved: str = ""
    rows: int | None = None
    """How many rows it was computed over."""
    inputs: tuple[str, ...] = ()
    """The metrics an expression is made of: ``营收@2024Q4``."""


class Metric(Struct, frozen=True, gc=False):
    """A measure at a period: ``value`` is in ``unit``."""

    name: str
    label: str
    value: Decimal
    unit: Unit
    period: Period | None
    format: NumberFormat
    origin: Origin
    leeway: Decimal = Decimal(0)
    """How far another number may be from it, in its unit, and still be the same."""

    @property
    def key(self) -> str:
        """``营收@2024Q4``, or the name alone of what has no period."""
        return f"{self.name}@{self.period}" if self.period else self.name


class Wording(Struct, frozen=True, gc=False):
    """How a number is said: the text, and the number behind it (nothing for plain words)."""

    text: str
    metric: str = ""
    value: Decimal | None = None
    unit: Unit = NO_UNIT
    rounding: str = ""
    period: Period | None = None
    origin: Origin | None = None
    item: str = ""
    """Which row of a source it is of, by its name: 华东."""


MetricKey: TypeAlias = tuple[str, Period | None]


class SeriesFacts(Struct, frozen=True, gc=False):
    """The points of one series in the order of the categories; a gap is nothing."""

    label: str
    values: tuple[Decimal | None, ...]
    unit: Unit
    kind: str
    axis: int
    format: NumberFormat | None = None
    panel: int = 0


class ChartFacts(Struct, frozen=True, gc=False):
    """What a chart shows, and how, with the names its options mention looked up."""

    categories: tuple[str, ...]
    series: tuple[SeriesFacts, ...]
    format: NumberFormat
    origin: Origin
    options: ChartOptions = PLAIN


class TableColumn(Struct, frozen=True, gc=False):
    """A column's head, and the head it shares with its neighbours; numbers stand at the right."""

    label: str
    is_number: bool
    group: str = ""


class Highlight(Struct, frozen=True, gc=False):
    """How a number stands out besides being strong: the colour behind it, a mark before it."""

    hue: Hue
    mark: str


class TableFacts(Struct, frozen=True, gc=False):
    """What a table shows; ``unit`` is printed once above it when numbers share it."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Wording, ...], ...]
    unit: str
    origin: Origin
    titles: Mapping[int, str] = field(default_factory=dict)
    """What stands above a row, by the row's number."""
    highlights: Mapping[tuple[int, int], Highlight] = field(default_factory=dict)
    """The cells that stand out, by row and column."""
    totals: frozenset[int] = frozenset()
    """Rows that put others together."""
    notes: tuple[str, ...] = ()
    """What is to be said under it besides the author's own notes."""


class DataFile(Struct, frozen=True, gc=False):
    """What a report used of a source, as CSV: its columns, and its rows up to the period."""

    source: str
    path: str
    text: str


class Facts(Struct, frozen=True, gc=False):
    """All that was computed. ``wordings`` answers each NumberRef by its ``key``."""

    period: Period | None
    metrics: Mapping[MetricKey, Metric]
    wordings: Mapping[str, Wording]
    charts: Mapping[str, ChartFacts]
    tables: Mapping[str, TableFacts]
    used_data: tuple[DataFile, ...] = ()
    """Where the author wants it attached."""
    choices: Mapping[str, bool] = field(default_factory=dict)
    """Whether each condition of the text holds, by its words."""
    snapshots: "Mapping[str, Snapshot]" = field(default_factory=dict)
    """The data it was computed from, by source; those made by a query too."""
    holds: tuple[Hold, ...] = ()
    """What keeps it from being sent."""


Value: TypeAlias = Decimal | str | None


class SnapshotColumn(Struct, frozen=True, gc=False):
    """A column of a data file: ``header`` is as typed, ``name`` without the unit's suffix."""

    name: str
    header: str
    unit: Unit
    is_number: bool


class LargeFile(Struct, frozen=True, gc=False):
    """A file of too many rows to hold: the database of metrics reads it where it is."""

    path: str
    shown: str
    """The file as the user would type it, for findings."""
    delimiter: str
    """Nothing for Parquet."""
    kinds: tuple[str, ...]
    """The database's type of each column."""
    periods: tuple[str, ...] = ()
    """The cells of the period column, each once; known when the database has read the file."""


class Snapshot(Struct, frozen=True, gc=False):
    """A data file as it was when read: typed rows, and the bytes' digest."""

    name: str
    path: str
    digest: str
    columns: tuple[SnapshotColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    period_column: str
    span: Span
    large: LargeFile | None = None
    """Instead of rows."""

    def column(self, name: str) -> SnapshotColumn | None:
        """Return the column called ``name`` (with or without the unit's suffix)."""
        return next((c for c in self.columns if name in (c.name, c.header)), None)
