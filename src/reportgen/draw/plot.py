"""Plot: the area where values are drawn, its axes, grid, unit and legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from reportgen.draw.board import LABEL, SMALL, Board, height_of, middle_of
from reportgen.draw.renderer import draw_figure
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import ChartSeries
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.zh.quantity import bare

_HEAD = 20.0
_FOOT = 7.0
_GAP = 5.0
_SIDE = 4.0
_HEADROOM = 0.06
_GRID_LINE, _BASE_LINE = 0.4, 0.8
_SWATCH = 7.0
_TICKS = 5
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """The ticks of a value axis."""

    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    @property
    def low(self) -> float:
        """The value at the foot."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """The value at the head."""
        return self.ticks[-1]


def scale_of(values: Sequence[Decimal], *, from_zero: bool) -> Scale:
    """Return round ticks that hold ``values``, with some headroom for their labels."""
    numbers = [float(value) for value in values] or [0.0]
    low, high = min(numbers), max(numbers)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    room = (high - low) * _HEADROOM
    locator = MaxNLocator(nbins=_TICKS, steps=[1, 2, 2.5, 5, 10])
    rests_on_zero = from_zero and low == 0
    found = locator.tick_values(low if rests_on_zero else low - room, high + room)
    ticks = [Decimal(repr(round(float(tick), 10))) for tick in found]
    digits = max(max(0, -int(tick.normalize().as_tuple().exponent)) for tick in ticks)
    how = NumberFormat(FormatKind.THOUSANDS, digits)
    return Scale(tuple(map(float, ticks)), tuple(bare(tick, how) for tick in ticks))


class Plot:
    """An area with a category axis below and one or two value axes."""

    def __init__(
        self, board: Board, categories: Sequence[str], first: Scale, second: Scale | None = None
    ) -> None:
        self.board = board
        self.first = first
        self.second = second
        self.left = _SIDE + self._widest(first) + _GAP
        self.right = board.width - _SIDE
        if second:
            self.right -= self._widest(second) + _GAP
        self._names = [self._wrapped(name, len(categories)) for name in categories]
        lines = max((len(name) for name in self._names), default=1)
        self.bottom = _FOOT + lines * (LABEL + 1.5)
        self.top = board.height - _HEAD
        self.slot = (self.right - self.left) / max(1, len(categories))
        self.figure = Figure(figsize=(board.width / 72, board.height / 72), dpi=72)
        self.figure.patch.set_visible(False)
        self.axes = self._new_axes(first)
        self.twin = self._new_axes(second) if second else self.axes

    def reserve_right(self, width: float) -> None:
        """Keep ``width`` free at the right, for names at the ends of lines."""
        self.right -= width
        self.slot = (self.right - self.left) / max(1, len(self._names))
        for axes in {id(a): a for a in (self.axes, self.twin)}.values():
            axes.set_position(self._rectangle())

    def middle(self, place: int) -> float:
        """Return the x of the middle of the category at ``place``."""
        return self.left + (place + 0.5) * self.slot

    def height(self, value: float, axis: int = 1) -> float:
        """Return the y of ``value`` on an axis."""
        scale = self.second if axis == 2 and self.second else self.first  # noqa: PLR2004 - the second axis
        part = (value - scale.low) / (scale.high - scale.low)
        return self.bottom + part * (self.top - self.bottom)

    def grid(self) -> None:
        """Draw the level lines and the numbers of the axes."""
        for tick, label in zip(self.first.ticks, self.first.labels, strict=True):
            y = self.height(tick)
            self.board.rule(self.left, y, self.right, self.board.grid_colour, _GRID_LINE)
            self._number(label, self.left - _GAP, y, "end")
        if self.second:
            for tick, label in zip(self.second.ticks, self.second.labels, strict=True):
                self._number(label, self.right + _GAP, self.height(tick, 2), "start")

    def clear_grid(self, x: float, y: float, width: float) -> None:
        """Wipe the grid behind a label whose baseline starts at ``x``, ``y``, if it is crossed."""
        if any(y - 1 < self.height(tick) < y + LABEL for tick in self.first.ticks):
            self.board.box(x, y - 1, width, LABEL, WHITE)

    def base(self) -> None:
        """Draw the line that bars stand on, and the categories below the plot."""
        zero = min(max(0.0, self.first.low), self.first.high)
        y = self.height(zero)
        self.board.rule(self.left, y, self.right, self.board.palette.muted, _BASE_LINE)
        step = self._step()
        for place, lines in enumerate(self._names):
            if place % step:
                continue
            for number, line in enumerate(lines):
                low = self.bottom - 3 - height_of(LABEL) - number * (LABEL + 1.5)
                self.board.text(line, self.middle(place), low, anchor="middle")

    def shapes(self) -> None:
        """Put what matplotlib drew on the board."""
        self.board.marks += draw_figure(self.figure, self.board.width, self.board.height)

    def units(self, first: str, second: str = "") -> None:
        """Write the units above their axes."""
        y, muted = self.board.height - 11, self.board.palette.muted
        if first:
            self.board.text(f"单位：{first}", _SIDE, y, size=SMALL, colour=muted)
        if second and self.second:
            words = f"右轴：{second}"
            self.board.text(
                words, self.board.width - _SIDE, y, size=SMALL, colour=muted, anchor="end"
            )

    def legend(self, series: Sequence[ChartSeries], colours: Sequence[Colour]) -> None:
        """Write the series' names with their colours above the plot, from the right."""
        widths = [_SWATCH + 3 + self.board.width_of(each.label, LABEL) + 12 for each in series]
        y = self.board.height - 11
        x = (self.board.width - sum(widths)) / 2
        for each, colour, width in zip(series, colours, widths, strict=True):
            if each.kind == "line":
                self.board.rule(x, y + middle_of(LABEL), x + _SWATCH + 1, colour, 1.6)
            else:
                self.board.box(x, y - 0.5, _SWATCH, _SWATCH, colour)
            self.board.text(each.label, x + _SWATCH + 4, y)
            x += width

    def _number(self, label: str, x: float, y: float, anchor: str) -> None:
        low = y - middle_of(SMALL)
        self.board.text(label, x, low, size=SMALL, colour=self.board.palette.muted, anchor=anchor)

    def _new_axes(self, scale: Scale) -> Axes:
        axes = self.figure.add_axes(self._rectangle())
        axes.set_axis_off()
        axes.patch.set_visible(False)
        axes.set_xlim(0, max(1, len(self._names)))
        axes.set_ylim(scale.low, scale.high)
        return axes

    def _rectangle(self) -> tuple[float, float, float, float]:
        width, height = self.board.width, self.board.height
        return (
            self.left / width,
            self.bottom / height,
            (self.right - self.left) / width,
            (self.top - self.bottom) / height,
        )

    def _widest(self, scale: Scale) -> float:
        return max(self.board.width_of(label, SMALL) for label in scale.labels)

    def _wrapped(self, name: str, count: int) -> list[str]:
        """Cut ``name`` into lines that fit its slot, three at most."""
        room = (self.right - self.left) / max(1, count) - 4
        lines = [""]
        for char in name:
            if lines[-1] and self.board.width_of(lines[-1] + char, LABEL) > room:
                if len(lines) == _MOST_LINES:
                    lines[-1] = lines[-1][:-1] + "…"
                    break
                lines.append("")
            lines[-1] += char
        return lines if room > 2 * LABEL else [name]

    def _step(self) -> int:
        """Return how many categories one label stands for, so that none touch."""
        widest = max(
            (self.board.width_of(line, LABEL) for name in self._names for line in name), default=0
        )
        return max(1, -int(-(widest + 4) // self.slot)) if self.slot else 1
