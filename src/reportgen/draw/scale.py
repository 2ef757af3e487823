"""Scale: round ticks for one value axis, or for two that share their grid lines."""

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product
from typing import TypeAlias

from msgspec import Struct

from reportgen.model.chart_options import OPEN, AxisRange
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.zh.quantity import bare

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_FEWEST, _MOST = 3, 6
_FEW = 5
_NARROW = 3
_WEIGHT, _LINE_WEIGHT = 4.0, 0.3
_MANY = 8
_TINY = 1e-9
_APART = 0.1
"""Values nearer than this share of the height are in each other's way."""


class Scale(Struct, frozen=True):
    """Ticks ``step`` apart: so many below ``zero`` (the tick that others are counted from)."""

    zero: Decimal
    step: Decimal
    below: float
    above: float

    @property
    def count(self) -> float:
        """How many steps there are."""
        return self.below + self.above

    @property
    def base(self) -> float:
        """Where bars stand, in steps above the foot: at nought, where the axis has it."""
        return 0.0 if self.zero else self.below

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The ticks upwards: how many steps above the lowest, and the number, equally precise."""
        digits = max(_digits(self.step), _digits(self.zero))
        how = NumberFormat(FormatKind.THOUSANDS, digits)
        places = range(-math.floor(self.below + _TINY), math.floor(self.above + _TINY) + 1)
        values = ((place + self.below, self.zero + self.step * place) for place in places)
        return tuple((steps, bare(value, how) if value else "0") for steps, value in values)

    def place(self, value: Decimal) -> float:
        """Return ``value`` in steps above the lowest tick."""
        return float((value - self.zero) / self.step) + self.below


class LogScale(Struct, frozen=True):
    """Powers of ten, and 2 and 5 between where they are few; a step is a power."""

    low: float
    """The power of ten at the foot."""
    high: float

    base = 0.0
    below = 0

    @property
    def count(self) -> float:
        """How many powers it spans."""
        return self.high - self.low

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The ticks upwards: how many powers above the foot, and the number."""
        digits = (1, 2, 5) if self.count <= _FEWEST else (1,)
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        values = (Decimal(digit).scaleb(power) for power in powers for digit in digits)
        placed = ((self.place(value), value) for value in values)
        how = NumberFormat(FormatKind.THOUSANDS)
        return tuple((at, bare(v, how)) for at, v in placed if -_TINY <= at <= self.count + _TINY)

    def place(self, value: Decimal) -> float:
        """Return ``value`` in powers of ten above the foot."""
        return math.log10(value) - self.low if value > 0 else 0.0


AnyScale: TypeAlias = Scale | LogScale


def one_scale(values: Sequence[Decimal], *, from_zero: bool, limits: AxisRange = OPEN) -> Scale:
    """Return the scale that holds ``values`` in few steps and with little room to spare."""
    if limits != OPEN:
        return _limited(values, limits, from_zero=from_zero)
    return min(_scales(values, from_zero=from_zero), key=lambda scale: _waste(scale, values))


def log_scale(values: Sequence[Decimal], limits: AxisRange = OPEN) -> LogScale:
    """Return the logarithmic scale that holds ``values``, which are above nought."""
    known = [float(value) for value in values if value > 0] or [1.0]
    low = math.log10(float(limits.low) if limits.low and limits.low > 0 else min(known))
    high = math.log10(float(limits.high) if limits.high else max(known))
    if not limits.low:
        low = _round_power(low, math.floor)
    if not limits.high:
        high = _round_power(high, math.ceil)
    return LogScale(low, high if high > low else low + 1)


def _round_power(power: float, way: Callable[[float], int]) -> float:
    """Return the next 1, 2 or 5 below or above a power of ten."""
    whole = math.floor(power + _TINY)
    steps = [math.log10(digit) for digit in (1, 2, 5, 10)]
    part = power - whole
    if way is math.floor:
        return whole + max(step for step in steps if step <= part + _TINY)
    return whole + min(step for step in steps if step >= part - _TINY)


def _limited(values: Sequence[Decimal], limits: AxisRange, *, from_zero: bool) -> Scale:
    """Return a scale with the ends that were asked for, and round ticks between them."""
    free = one_scale(
        [*values, *(e for e in (limits.low, limits.high) if e is not None)],
        from_zero=from_zero and not limits.low,
    )
    low = free.zero - int(free.below) * free.step if limits.low is None else limits.low
    if limits.high is not None and limits.high > low:
        high = limits.high
    else:
        high = max(free.zero + int(free.above) * free.step, low + free.step)
    zero = Decimal(0) if low <= 0 <= high else low
    size = (high - low).adjusted()
    steps = [digit.scaleb(power) for power in (size - 1, size) for digit in _STEPS]
    fitting = [
        step
        for step in steps
        if not (low - zero) % step and not (high - zero) % step and (high - low) / step <= _MANY
    ]
    if not fitting and limits.high is None:  # the open end gives way
        step = min((s for s in steps if (high - low) / s <= _MOST), default=steps[-1])
        high = low + _whole(high - low, step, ROUND_CEILING) * step
        return Scale(low, step, 0, int((high - low) / step))
    if not fitting and limits.low is None:
        step = min((s for s in steps if (high - low) / s <= _MOST), default=steps[-1])
        below = int(_whole(high - low, step, ROUND_CEILING))
        return Scale(high, step, below, 0)
    if fitting:
        step = min(fitting)
        return Scale(zero, step, int((zero - low) / step), int((high - zero) / step))
    step = min((s for s in steps if (high - low) / s <= _MOST), default=steps[-1])
    if not low <= 0 <= high:  # the lowest round number
        zero = _whole(low, step, ROUND_CEILING) * step
    return Scale(zero, step, float((zero - low) / step), float((high - zero) / step))


def two_scales(
    first: Sequence[Decimal],
    second: Sequence[Decimal],
    meetings: Sequence[tuple[Decimal, Decimal]],
    *,
    from_zero: bool,
) -> tuple[Scale, Scale]:
    """Return scales with their ticks at the same heights.

    Of all that hold the values those are taken that keep ``meetings`` apart: two values, one of
    each axis, that stand at one place.
    """
    lower = [
        _stretched(scale, more) for scale in _scales(first, from_zero=True) for more in range(4)
    ]
    upper = [
        _sunk(scale, more)
        for scale in _scales(second, from_zero=from_zero)
        for more in (range(1) if from_zero else range(3))
    ]
    made = [_evened(one, other) for one, other in product(lower, upper)]
    few = [pair for pair in made if pair[0].count <= _MOST] or made

    def _cost(pair: tuple[Scale, Scale]) -> float:
        one, other = pair
        idle = _waste(one, first) + (
            _waste(other, second) if from_zero else _flatness(other, second)
        )
        return idle + _WEIGHT * _clash(pair, meetings)

    return min(few, key=_cost)


def starts_at_zero(values: Sequence[Decimal]) -> bool:
    """Tell whether a line's axis should start at zero: unless all values lie in a narrow band."""
    if not values or min(values) <= 0 or min(values) == max(values):
        return True
    return (max(values) - min(values)) * _NARROW > max(values)


def _scales(values: Sequence[Decimal], *, from_zero: bool) -> Iterator[Scale]:
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        yield Scale(Decimal(0), Decimal(1), 0, 1)
        return
    counts_things = all(value == value.to_integral_value() for value in values)
    size = (high - low).adjusted()
    for power, digit in product((size - 1, size), _STEPS):
        step = digit.scaleb(power)
        zero = Decimal(0) if from_zero else _whole(low, step, ROUND_FLOOR) * step
        below = -_whole(low - zero, step, ROUND_FLOOR)
        above = _whole(high - zero, step, ROUND_CEILING)
        is_whole = step == step.to_integral_value()
        fewest = 1 if counts_things and step == 1 else _FEWEST
        if fewest <= below + above <= _MOST and (is_whole or not counts_things):
            yield Scale(zero, step, int(below), int(above))


def _digits(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _whole(value: Decimal, step: Decimal, way: str) -> Decimal:
    return (value / step).to_integral_value(way)


def _waste(scale: Scale, values: Sequence[Decimal]) -> float:
    """Return how much of the height lies idle; many ticks and odd steps count as well."""
    ends = [*values, scale.zero]
    idle = scale.count * float(scale.step / ((max(ends) - min(ends)) or 1))
    odd = scale.step.normalize().as_tuple().digits == (2, 5)
    return idle + max(0, scale.count - _FEW) / 10 + odd / 10


def _flatness(scale: Scale, values: Sequence[Decimal]) -> float:
    """Return how little of the height a line takes."""
    return scale.count * float(scale.step / (max(values) - min(values))) * _LINE_WEIGHT


def _clash(pair: tuple[Scale, Scale], meetings: Sequence[tuple[Decimal, Decimal]]) -> float:
    """Return how near the values of both axes come to each other, from 0 to 1."""
    one, other = pair
    near = 0.0
    for first, second in meetings:
        distance = abs(one.place(first) - other.place(second)) / one.count
        near += max(0.0, 1 - distance / _APART)
    return near / max(1, len(meetings))


def _stretched(scale: Scale, more: int) -> Scale:
    return Scale(scale.zero, scale.step, scale.below, scale.above + more)


def _sunk(scale: Scale, more: int) -> Scale:
    """Return ``scale`` with ``more`` ticks below its values, but not below nought."""
    more = min(more, max(0, int(scale.zero / scale.step)))
    return Scale(scale.zero - more * scale.step, scale.step, scale.below, scale.above + more)


def _evened(one: Scale, other: Scale) -> tuple[Scale, Scale]:
    below, above = max(one.below, other.below), max(one.above, other.above)
    return (
        Scale(one.zero, one.step, below, above),
        Scale(other.zero, other.step, below, above),
    )
