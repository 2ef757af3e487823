"""Chart: what is drawn, with its values; Picture: the marks that draw it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from reportgen.model.brand import Colour, FontRole
from reportgen.model.facts import NumberFormat, Unit
from reportgen.model.length import Length


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series: values in the order of the categories, a gap is nothing."""

    label: str
    values: tuple[Decimal | None, ...]
    unit: Unit
    kind: str
    """``bar`` or ``line``."""
    axis: int
    """1 or 2 (the second axis, at the right)."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its values filled in; ``kind`` is bar, grouped, line, combo or donut."""

    key: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    format: NumberFormat
    alt: str
    width: Length
    height: Length


# ---- Picture: lengths from the lower left corner, y upwards ---------------------------------

Move: TypeAlias = tuple[str, float, float]
"""``("m", x, y)`` or ``("l", x, y)``, in points."""
Curve: TypeAlias = tuple[str, float, float, float, float, float, float]
"""``("c", x1, y1, x2, y2, x, y)``, in points."""
Close: TypeAlias = tuple[str]
"""``("h",)``."""
Segment: TypeAlias = Move | Curve | Close


@dataclass(frozen=True, slots=True)
class PathMark:
    """A path, filled and/or stroked; dash lengths in points; opacity 0-1."""

    segments: tuple[Segment, ...]
    fill: Colour | None
    stroke: Colour | None
    line_width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class TextMark:
    """Words whose baseline starts at ``x``, ``y``, turned by ``angle`` degrees."""

    text: str
    role: FontRole
    size: float
    x: float
    y: float
    angle: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class ClipMark:
    """Marks that show only inside a rectangle."""

    x: float
    y: float
    width: float
    height: float
    marks: "tuple[Mark, ...]"


@dataclass(frozen=True, slots=True)
class RasterMark:
    """A PNG that fills a rectangle: for what cannot be said as paths."""

    png: bytes
    x: float
    y: float
    width: float
    height: float


Mark: TypeAlias = PathMark | TextMark | ClipMark | RasterMark


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart; never without words for those who cannot see it."""

    width: Length
    height: Length
    marks: tuple[Mark, ...]
    alt: str

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture needs alt text")


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture for Word: an SVG, and the PNG that older readers show."""

    svg: bytes
    png: bytes
