"""Scale: round ticks for one value axis, or for two that share their grid lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product

from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.zh.quantity import bare

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
_FEWEST, _MOST = 3, 6
_FEW = 5
_NARROW = 3
_WEIGHT, _LINE_WEIGHT = 4.0, 0.3
_APART = 0.1
"""Values nearer than this share of the height are in each other's way."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Ticks ``step`` apart: so many below ``zero`` (the tick that others are counted from)."""

    zero: Decimal
    step: Decimal
    below: int
    above: int

    @property
    def count(self) -> int:
        """How many steps there are."""
        return self.below + self.above

    @property
    def labels(self) -> tuple[str, ...]:
        """The numbers at the ticks, upwards, with equal decimals."""
        exponent = self.step.normalize().as_tuple().exponent
        digits = max(0, -exponent) if isinstance(exponent, int) else 0
        how = NumberFormat(FormatKind.THOUSANDS, digits)
        ticks = (self.zero + self.step * place for place in range(-self.below, self.above + 1))
        return tuple(bare(tick, how) if tick else "0" for tick in ticks)

    def place(self, value: Decimal) -> float:
        """Return ``value`` in steps above the lowest tick."""
        return float((value - self.zero) / self.step) + self.below


def one_scale(values: Sequence[Decimal], *, from_zero: bool) -> Scale:
    """Return the scale that holds ``values`` in few steps and with little room to spare."""
    return min(_scales(values, from_zero=from_zero), key=lambda scale: _waste(scale, values))


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


def _whole(value: Decimal, step: Decimal, way: str) -> Decimal:
    return (value / step).to_integral_value(way)


def _waste(scale: Scale, values: Sequence[Decimal]) -> float:
    """Return how much of the height lies idle; many ticks and odd steps count as well."""
    ends = [*values, scale.zero]
    idle = float(scale.count * scale.step / ((max(ends) - min(ends)) or 1))
    odd = scale.step.normalize().as_tuple().digits == (2, 5)
    return idle + max(0, scale.count - _FEW) / 10 + odd / 10


def _flatness(scale: Scale, values: Sequence[Decimal]) -> float:
    """Return how little of the height a line takes."""
    return float(scale.count * scale.step / (max(values) - min(values))) * _LINE_WEIGHT


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
