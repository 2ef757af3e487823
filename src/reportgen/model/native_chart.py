"""NativeChart: a chart as an office suite draws it itself, editable, beside the drawn picture."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from reportgen.model.colour import Colour


class GroupKind(StrEnum):
    """How an office suite draws some of the series."""

    BARS = "bars"
    LINES = "lines"
    AREAS = "areas"
    PIE = "pie"
    DONUT = "donut"
    POINTS = "points"
    BUBBLES = "bubbles"


class LabelPlace(StrEnum):
    """Where a label stands at its point."""

    ABOVE = "above"
    BELOW = "below"
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"
    OUTSIDE = "outside"
    INSIDE = "inside"
    FOOT = "foot"
    """Inside, where the bar starts."""


class Rectangle(Struct, frozen=True, gc=False):
    """A box in shares of the picture, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


class FigureForm(Struct, frozen=True, gc=False):
    """How figures are written: 1,234.5."""

    digits: int = 0
    is_grouped: bool = True
    sign: str = ""
    """Stands before the figure, and a unit behind it."""
    unit: str = ""


class Look(Struct, frozen=True, gc=False):
    """The look of words."""

    colour: Colour
    size: float
    is_strong: bool = False


class PieceKind(StrEnum):
    """What a piece of a label repeats, so that it changes with the sheet."""

    CATEGORY = "category"
    VALUE = "value"
    CELL = "cell"


class LabelPiece(Struct, frozen=True, gc=False):
    """A part of a label with a look of its own."""

    kind: PieceKind
    text: str
    look: Look
    is_new_line: bool = False


class NativeLabel(Struct, frozen=True, gc=False):
    """Words at a point: the name of its series, its value, or pieces."""

    place: int
    where: LabelPlace
    look: Look
    form: FigureForm
    has_value: bool = True
    has_name: bool = False
    pieces: tuple[LabelPiece, ...] = ()
    shift: tuple[float, float] = (0.0, 0.0)
    """To the right and down, in shares of the picture."""


class Stroke(Struct, frozen=True, gc=False):
    """A line."""

    colour: Colour
    width: float
    dash: str = ""
    """``dash`` or nothing."""


class NativeSeries(Struct, frozen=True, gc=False):
    """One series: no fill where it is there only to lift others, or to carry labels."""

    label: str
    values: tuple[Decimal | None, ...]
    form: FigureForm
    fill: Colour | None = None
    opacity: float = 1.0
    stroke: Stroke | None = None
    dots: tuple[int, ...] | None = ()
    """The points that have a dot; nothing: all of them."""
    colours: tuple[tuple[int, Colour], ...] = ()
    """Places that have a colour of their own."""
    labels: tuple[NativeLabel, ...] = ()
    is_named: bool = True
    """Whether the legend names it."""
    column: int = 0
    """Where it stands in the sheet, from 1."""
    across: int = 0
    """The column of the values along the lower axis, for points of a plane."""
    size: int = 0
    """The column of the areas of bubbles."""
    cells: int | None = None
    """The column of what labels say beside values."""
    rows: tuple[int, int] | None = None
    """The first and the last row of the sheet that it has; nothing: all of them."""
    is_across: bool = False
    """Whether it is a line across the plot, or the straight line through its points."""


class NativeGroup(Struct, frozen=True, gc=False):
    """Series drawn in one way on one axis."""

    kind: GroupKind
    series: tuple[NativeSeries, ...]
    axis: int = 1
    is_stacked: bool = False
    gap: int = 100
    """Between the bars of two categories, in hundredths of a bar; the hole of a ring, in
    hundredths of its width; the size of the largest bubble, in hundredths of the usual one.
    """
    overlap: int = 0
    """Of the bars of one category, in hundredths of a bar."""


class NativeAxis(Struct, frozen=True, gc=False):
    """An axis of values."""

    low: Decimal
    high: Decimal
    step: Decimal
    form: FigureForm
    is_log: bool = False
    has_numbers: bool = True
    has_grid: bool = True
    title: str = ""


class NameAxis(Struct, frozen=True, gc=False):
    """The axis of categories."""

    step: int = 1
    """How many categories one name stands for."""
    is_slanted: bool = False
    has_edge: bool = True
    """Whether half a slot is left free before the first category."""
    days: tuple[int, ...] = ()
    """The day of each category, on an axis of time."""
    months: int = 0
    """How many months lie between two that are named; nothing: so many days."""
    span: int = 0
    """How many days lie between two that are named."""


class Column(Struct, frozen=True, gc=False):
    """A column of the sheet that holds what is printed: numbers, or words."""

    head: str
    numbers: tuple[Decimal | None, ...] = ()
    form: FigureForm = FigureForm()
    words: tuple[str | None, ...] = ()
    share_of: int = 0
    """The column whose shares it says, so that they change with it; nothing: its own words."""

    @property
    def cells(self) -> tuple[Decimal | str | None, ...]:
        """What stands below its head."""
        return self.words or self.numbers


class Note(Struct, frozen=True, gc=False):
    """Words on the picture that belong to no point."""

    text: str
    look: Look
    box: Rectangle


class Leader(Struct, frozen=True, gc=False):
    """A thin line from a note to what it speaks of, in shares of the picture."""

    x: float
    y: float
    to_x: float
    to_y: float
    stroke: Stroke


class NativeChart(Struct, frozen=True, gc=False):
    """All that an office suite needs to draw a chart as the picture shows it."""

    alt: str
    categories: tuple[str, ...]
    sheet: tuple[Column, ...]
    """The columns behind it; the first are the categories."""
    groups: tuple[NativeGroup, ...]
    plot: Rectangle
    axes: tuple[NativeAxis, ...] = ()
    names: NameAxis = NameAxis()
    is_lying: bool = False
    legend: Rectangle | None = None
    """Without a width it stands where the program puts it."""
    legend_side: str = "top"
    """``top``, ``bottom`` or ``right``."""
    units: tuple[tuple[int, "Note"], ...] = ()
    """The words of axes, by the number of the axis."""
    notes: tuple[Note, ...] = ()
    leaders: tuple[Leader, ...] = ()
