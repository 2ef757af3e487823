"""What can be asked of a chart: its kind, and how it is drawn, with names looked up."""

from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class ChartKind(StrEnum):
    """What a chart is; what its series mean depends on it (see ``ChartSeries.kind``)."""

    BAR = "bar"
    GROUPED = "grouped"
    STACKED = "stacked"
    PERCENT = "percent"
    LINE = "line"
    AREA = "area"
    STACKED_AREA = "stacked_area"
    COMBO = "combo"
    DONUT = "donut"
    PIE = "pie"
    SCATTER = "scatter"
    WATERFALL = "waterfall"
    HEATMAP = "heatmap"
    BULLET = "bullet"
    SPARK = "spark"
    BOX = "box"
    CANDLE = "candle"
    FIGURE = "figure"
    """The author's own figure: its marks come with it."""


class Labels(StrEnum):
    """Which values are written; never two on top of each other."""

    AUTO = "auto"
    ALL = "all"
    NONE = "none"


class LegendPlace(StrEnum):
    """Where series are named; ``auto`` names them where they are drawn, if there is room."""

    AUTO = "auto"
    TOP = "top"
    BOTTOM = "bottom"
    RIGHT = "right"
    NONE = "none"


class ReferenceLine(Struct, frozen=True, gc=False):
    """A line across the plot: a target, or the mean."""

    value: Decimal
    label: str
    axis: int = 1


class ValueBand(Struct, frozen=True, gc=False):
    """A stretch of the value axis."""

    low: Decimal
    high: Decimal
    label: str


class PeriodBand(Struct, frozen=True, gc=False):
    """A stretch of the categories, by their places, both included."""

    first: int
    last: int
    label: str


Band: TypeAlias = ValueBand | PeriodBand


class Annotation(Struct, frozen=True, gc=False):
    """Words at a point: the place of its category and of its series."""

    place: int
    series: int
    text: str


class AxisRange(Struct, frozen=True, gc=False):
    """Where an axis starts and ends; an open end follows the data."""

    low: Decimal | None = None
    high: Decimal | None = None


OPEN = AxisRange()


class ChartOptions(Struct, frozen=True, gc=False):
    """How a chart is drawn; categories and series are named by their places."""

    is_horizontal: bool = False
    labels: Labels = Labels.AUTO
    legend: LegendPlace = LegendPlace.AUTO
    lines: tuple[ReferenceLine, ...] = ()
    bands: tuple[Band, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    highlight: tuple[int, ...] = ()
    """Categories that stand out; the others are pale."""
    highlighted_series: tuple[int, ...] = ()
    ranges: tuple[AxisRange, AxisRange] = (OPEN, OPEN)
    """Of the first and the second axis."""
    is_log: bool = False
    days: tuple[int, ...] = ()
    """The day of each category where the axis is of time; nothing where it is of names."""
    totals: tuple[int, ...] = ()
    """Categories of a waterfall that stand on the ground."""
    facets: tuple[str, ...] = ()
    """Titles of the panels; ``ChartSeries.panel`` counts them."""
    groups: tuple[str, ...] = ()
    """The group of each point of a scatter chart."""
    tints: tuple[int, ...] = ()
    """The colours of slices or series by their names, the same in each issue; the rest is -1."""
    trend: tuple[Decimal, Decimal] | None = None
    """Slope and height at nought of the line through a scatter chart's points."""


PLAIN = ChartOptions()
