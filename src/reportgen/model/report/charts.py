"""Charts as declared: what is drawn from where, and what was asked for, by the author's names."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from reportgen.diag import Span
from reportgen.model.chart_options import OPEN, AxisRange, ChartKind, Labels, LegendPlace
from reportgen.model.facts import NumberFormat, Unit
from reportgen.model.length import Length
from reportgen.model.report.frames import FrameSpec
from reportgen.model.report.inlines import Inlines


class SeriesSpec(Struct, frozen=True, gc=False):
    """One series of a chart: a column, what its values are for, on the first or second axis."""

    column: str
    label: str
    kind: str
    axis: int
    span: Span


class NamedPlace(Struct, frozen=True, gc=False):
    """The name of a category or series, and where it was typed."""

    name: str
    span: Span


class TargetSpec(Struct, frozen=True, gc=False):
    """A line at a value, in the unit of its axis."""

    value: Decimal
    label: str
    axis: int


class BandSpec(Struct, frozen=True, gc=False):
    """From one name or number to another."""

    start: NamedPlace
    end: NamedPlace
    label: str


class AnnotationSpec(Struct, frozen=True, gc=False):
    """Words at a category, on the first series or the one named."""

    at: NamedPlace
    series: NamedPlace | None
    text: str


class ChartWishes(Struct, frozen=True, gc=False):
    """What was asked for beyond the data; nothing here changes a number."""

    is_horizontal: bool = False
    sort: str = ""
    """``ascending``, ``descending`` or nothing."""
    is_reversed: bool = False
    labels: Labels = Labels.AUTO
    legend: LegendPlace = LegendPlace.AUTO
    targets: tuple[TargetSpec, ...] = ()
    has_mean: bool = False
    bands: tuple[BandSpec, ...] = ()
    annotations: tuple[AnnotationSpec, ...] = ()
    highlight: tuple[NamedPlace, ...] = ()
    ranges: tuple[AxisRange, AxisRange] = (OPEN, OPEN)
    is_log: bool = False
    time: str = ""
    """``date`` or ``category`` where the author says what the axis is of."""
    height: Length | None = None
    totals: tuple[NamedPlace, ...] = ()
    has_trend: bool = False
    is_native: bool = True
    """Whether Word may show it as a chart whose data can be edited."""
    columns: Mapping[str, NamedPlace] = field(default_factory=dict)
    """Columns by what they are for: ``size``, ``points``, ``group``, ``facet``, ``volume``."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Where each key was typed."""


class ChartSpec(Struct, frozen=True, gc=False):
    """A chart as declared: what is drawn from where. Its cross-reference key is ``fig-<key>``."""

    key: str
    kind: ChartKind
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
    wishes: ChartWishes = field(default_factory=ChartWishes)
    frame: FrameSpec = FrameSpec()
    split: str = ""
    """The column whose names are the series; nothing where each series is a column."""

    @property
    def asks_native(self) -> bool:
        """Whether it is the author's wish that it can be edited in Word."""
        return "native" in self.wishes.spans and self.wishes.is_native

    def at(self, key: str) -> Span:
        """Return where ``key`` was typed."""
        return self.wishes.spans.get(key, self.span)
