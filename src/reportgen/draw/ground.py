"""Ground: what is drawn already, as far as words must keep clear of it."""

from msgspec import Struct

from reportgen.model.brand import WHITE, Colour

_CLEAR = 2.0
_ON_A_LINE = 2
"""As bad as standing on two bars."""


class Box(Struct, frozen=True):
    """An upright rectangle, in points."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: "Box") -> bool:
        """Tell whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high

    def holds(self, other: "Box") -> bool:
        """Tell whether ``other`` lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.low <= other.low and other.high <= self.high


class Stroke(Struct, frozen=True):
    """A straight piece of a line that runs from left to right."""

    x: float
    y: float
    to_x: float
    to_y: float

    def meets(self, box: Box) -> bool:
        """Tell whether the line crosses ``box``."""
        left, right = max(self.x, box.left), min(self.to_x, box.right)
        if left >= right:
            return False
        slope = (self.to_y - self.y) / (self.to_x - self.x)
        ends = self.y + (left - self.x) * slope, self.y + (right - self.x) * slope
        return min(ends) < box.high and box.low < max(ends)


class Ground:
    """Remembers words, bars and lines of a picture."""

    def __init__(self, sheet: Box) -> None:
        self.words: list[Box] = []
        self.bars: list[tuple[Box, Colour]] = []
        self.strokes: list[Stroke] = []
        self._sheet = sheet

    def is_free(self, box: Box) -> bool:
        """Tell whether words may stand in ``box``: on no other words, nor on a bar's edge."""
        on_edge = any(box.meets(bar) and not bar.holds(box) for bar, _ in self.bars)
        wide = Box(box.left - _CLEAR, box.low, box.right + _CLEAR, box.high)
        return self._sheet.holds(box) and not on_edge and not any(map(wide.meets, self.words))

    def cost(self, box: Box) -> int:
        """Return how much lines, and then bars, disturb words in ``box``."""
        lines = sum(stroke.meets(box) for stroke in self.strokes)
        return lines * _ON_A_LINE + any(bar.meets(box) for bar, _ in self.bars)

    def colour(self, box: Box) -> Colour:
        """Return the colour behind words in ``box``."""
        return next((colour for bar, colour in self.bars if bar.holds(box)), WHITE)
