"""Board: the marks of one picture as they are drawn, in points from the lower left corner."""

from reportgen.fonts import FontSet
from reportgen.model.brand import Brand, Colour, FontRole
from reportgen.model.chart import Mark, PathMark, Segment, TextMark
from reportgen.model.length import points, pt

LABEL = 8.0
"""Size of value labels and categories."""
SMALL = 7.5
"""Size of axis numbers and units."""
_ASCENT, _CAP = 0.88, 0.73
_FULL = 255


class Board:
    """Collects marks; knows the brand's colours and how wide words are."""

    def __init__(self, width: float, height: float, brand: Brand, fonts: FontSet) -> None:
        self.width = width
        self.height = height
        self.palette = brand.palette
        self.marks: list[Mark] = []
        self._fonts = fonts

    @property
    def grid_colour(self) -> Colour:
        """The colour of grid lines: the brand's rules, half as strong."""
        rule = self.palette.rule
        return Colour(*((part + _FULL) // 2 for part in (rule.red, rule.green, rule.blue)))

    def series_colour(self, place: int) -> Colour:
        """Return the colour of the series at ``place``, from 0."""
        return self.palette.chart[place % len(self.palette.chart)]

    def width_of(self, text: str, size: float, *, strong: bool = False) -> float:
        """Return how wide ``text`` is."""
        role = FontRole.CHART_STRONG if strong else FontRole.CHART
        return points(self._fonts.width(text, role, pt(size)))

    def text(  # noqa: PLR0913 - a place, a look and an anchor are what text is
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = LABEL,
        colour: Colour | None = None,
        strong: bool = False,
        anchor: str = "start",
    ) -> None:
        """Write ``text`` on the baseline ``y``, starting, centred or ending at ``x``."""
        width = self.width_of(text, size, strong=strong)
        shift = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        left = min(max(x - shift, 0.0), max(self.width - width, 0.0))
        role = FontRole.CHART_STRONG if strong else FontRole.CHART
        ink = colour or self.palette.text
        self.marks.append(TextMark(text, role, size, round(left, 2), round(y, 2), 0.0, ink))

    def is_free(self, x: float, y: float, width: float, size: float) -> bool:
        """Tell whether words of ``size`` could stand on the baseline ``y`` and touch no others."""
        if y < 0 or y + size > self.height:
            return False
        return not any(
            x < mark.x + self.width_of(mark.text, mark.size)
            and mark.x < x + width
            and y < mark.y + mark.size
            and mark.y < y + size
            for mark in self.marks
            if isinstance(mark, TextMark)
        )

    def rule(self, x: float, y: float, to_x: float, colour: Colour, width: float) -> None:
        """Draw a level line."""
        segments: tuple[Segment, ...] = (
            ("m", round(x, 2), round(y, 2)),
            ("l", round(to_x, 2), round(y, 2)),
        )
        self.marks.append(PathMark(segments, None, colour, width))

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle."""
        left, low = round(x, 2), round(y, 2)
        right, high = round(x + width, 2), round(y + height, 2)
        segments: tuple[Segment, ...] = (
            ("m", left, low),
            ("l", right, low),
            ("l", right, high),
            ("l", left, high),
            ("h",),
        )
        self.marks.append(PathMark(segments, colour, None, 0.0))


def middle_of(size: float) -> float:
    """Return how far below the middle of a line of capitals and digits its baseline stands."""
    return size * _CAP / 2


def height_of(size: float) -> float:
    """Return the height that a line of ``size`` takes above its baseline."""
    return size * _ASCENT
