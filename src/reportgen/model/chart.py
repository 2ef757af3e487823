"""Chart: what is drawn, with its values; Picture: the marks that draw it."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.chart_options import PLAIN, ChartKind, ChartOptions
from reportgen.model.colour import Colour
from reportgen.model.facts import FormatKind, NumberFormat, Unit
from reportgen.model.font_role import FontRole
from reportgen.model.length import Length, pt

_HAIR = pt(0.1)
"""Heights that differ by less are the same."""


class ChartSeries(Struct, frozen=True, gc=False):
    """One series: values in the order of the categories, a gap is nothing."""

    label: str
    values: tuple[Decimal | None, ...]
    unit: Unit
    kind: str
    """``bar``, ``line`` or ``area``; in other kinds of chart what the values are for.

    scatter: ``x``, ``y``, ``size``; bullet: ``value``, ``target``, ``range``; box: ``low``,
    ``q1``, ``median``, ``q3``, ``high``, ``outlier``; candle: ``open``, ``high``, ``low``,
    ``close``, ``volume``; the rest: ``value``.
    """
    axis: int
    """1 or 2 (the second axis, at the right); 3 is the size of a point."""
    format: NumberFormat | None = None
    """How its figures are written, where that is not as the chart's."""
    panel: int = 0
    """Which of several small charts it belongs to."""


class OwnDrawing(Struct, frozen=True, gc=False):
    """A figure that the author drew: the digest of its marks, and its words."""

    digest: str
    words: tuple[str, ...]


class Chart(Struct, frozen=True, gc=False):
    """A chart with its values filled in: all that is needed to draw it anywhere."""

    key: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    format: NumberFormat
    alt: str
    width: Length
    height: Length
    options: ChartOptions = PLAIN
    drawing: OwnDrawing | None = None
    is_fixed: bool = False
    """Whether the author said how high it is."""
    is_native: bool = True
    """Whether Word may draw it itself, so that it can be edited there."""

    def format_of(self, series: ChartSeries) -> NumberFormat:
        """Return how the figures of ``series`` are written."""
        return series.format or self.format

    def in_proportion(self, width: Length, height: Length) -> "Chart":
        """Return this chart as high as it must be drawn to fill ``width`` and ``height``."""
        wanted = height * self.width // width
        is_drawn = self.drawing is not None or abs(wanted - self.height) <= _HAIR
        return self if is_drawn else replace(self, height=wanted)


# ---- Picture: lengths from the lower left corner, y upwards ---------------------------------

Move: TypeAlias = tuple[str, float, float]
"""``("m", x, y)`` or ``("l", x, y)``, in points."""
Curve: TypeAlias = tuple[str, float, float, float, float, float, float]
"""``("c", x1, y1, x2, y2, x, y)``, in points."""
Close: TypeAlias = tuple[str]
"""``("h",)``."""
Segment: TypeAlias = Move | Curve | Close


class PathMark(Struct, frozen=True, gc=False):
    """A path, filled and/or stroked; dash lengths in points; opacity 0-1."""

    segments: tuple[Segment, ...]
    fill: Colour | None
    stroke: Colour | None
    line_width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


class TextMark(Struct, frozen=True, gc=False):
    """Words whose baseline starts at ``x``, ``y``, turned by ``angle`` degrees."""

    text: str
    role: FontRole
    size: float
    x: float
    y: float
    angle: float
    colour: Colour
    anchor: float = 0.0
    """The share of their width that stands before ``x``."""


class ClipMark(Struct, frozen=True, gc=False):
    """Marks that show only inside a rectangle."""

    x: float
    y: float
    width: float
    height: float
    marks: "tuple[Mark, ...]"


class RasterMark(Struct, frozen=True, gc=False):
    """A PNG that fills a rectangle: for what cannot be said as paths."""

    png: bytes
    x: float
    y: float
    width: float
    height: float


Mark: TypeAlias = PathMark | TextMark | ClipMark | RasterMark


class Picture(Struct, frozen=True, gc=False):
    """A drawn chart; never without words for those who cannot see it."""

    width: Length
    height: Length
    marks: tuple[Mark, ...]
    alt: str
    is_clear: bool = False
    """Whether what is behind it shows through: a logo on a cover."""
    depth: Length = 0
    """How far a formula inside a line reaches below it."""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture needs alt text")

    @property
    def digest(self) -> str:
        """SHA-256 of the marks and the size."""
        ground = ("clear",) if self.is_clear else ()
        return sha256(repr((self.width, self.height, self.marks, *ground)).encode()).hexdigest()

    def as_chart(self, key: str, alt: str) -> Chart:
        """Return what is drawn already as a chart, known by the digest of its marks."""
        words = tuple(mark.text for mark in self.all_marks() if isinstance(mark, TextMark))
        return Chart(
            key=key,
            kind=ChartKind.FIGURE,
            categories=(),
            series=(),
            format=NumberFormat(FormatKind.PLAIN),
            alt=alt,
            width=self.width,
            height=self.height,
            drawing=OwnDrawing(self.digest, words),
        )

    def all_marks(self) -> Iterator["Mark"]:
        """Yield the marks, and those inside clips."""
        stack = list(reversed(self.marks))
        while stack:
            mark = stack.pop()
            if isinstance(mark, ClipMark):
                stack += reversed(mark.marks)
            else:
                yield mark


class WordPicture(Struct, frozen=True, gc=False):
    """A picture for Word: an SVG, and the PNG that older readers show."""

    svg: bytes
    png: bytes
