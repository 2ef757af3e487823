"""Arithmetic that minds units: 美元 ÷ 美元 is a ratio, 美元 + 台 is a fault."""

from decimal import ROUND_HALF_UP, Context, Decimal

from msgspec import Struct

from reportgen.model.facts import NO_UNIT, Unit
from reportgen.zh.units import convert

EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
"""More figures than sums and products of what a source holds can need."""
_QUOTIENT = Context(prec=28, rounding=ROUND_HALF_UP)
LARGEST = Decimal(10) ** 38
"""As much as a DECIMAL(38) of the database can hold."""


class Quantity(Struct, frozen=True):
    """A number with its unit."""

    value: Decimal
    unit: Unit


class UnitsDifferError(ArithmeticError):
    """Two units that cannot be put together so."""

    def __init__(self, left: Unit, right: Unit) -> None:
        super().__init__(left.name, right.name)
        self.left = left
        self.right = right


def add(left: Quantity, right: Quantity) -> Quantity:
    """Return the sum, in the unit of the side that names one."""
    unit = left.unit if left.unit.name else right.unit
    values = [convert(each.value, each.unit, unit) for each in (left, right)]
    if values[0] is None or values[1] is None:
        raise UnitsDifferError(left.unit, right.unit)
    return Quantity(EXACT.add(values[0], values[1]), unit)


def leeway(of: Quantity, within: Quantity) -> Decimal | None:
    """Return how far ``within`` reaches from ``of``, in its unit; nothing where units differ.

    A percentage is so many per cent of an amount; of a share it is points.
    """
    if of.unit.base and not within.unit.base and within.unit != NO_UNIT:
        share = EXACT.multiply(within.value, within.unit.factor)
        return EXACT.multiply(of.value.copy_abs(), share)
    value = convert(within.value, within.unit, of.unit)
    return None if value is None else value.copy_abs()


def negative(quantity: Quantity) -> Quantity:
    """Return the quantity with the other sign."""
    return Quantity(EXACT.minus(quantity.value), quantity.unit)


def multiply(left: Quantity, right: Quantity) -> Quantity:
    """Return the product: of a ratio and anything, or 美元/股 × 股."""
    if not left.unit.base:
        return _times(right, _in_base(left))
    if not right.unit.base:
        return _times(left, _in_base(right))
    for price, amount in ((left, right), (right, left)):
        whole, _, part = price.unit.base.rpartition("/")
        if part == amount.unit.base and whole:
            value = EXACT.multiply(_in_base(price), _in_base(amount))
            return Quantity(value, Unit(whole, whole, Decimal(1)))
    raise UnitsDifferError(left.unit, right.unit)


def divide(left: Quantity, right: Quantity) -> Quantity:
    """Return the quotient by what is not zero: a ratio of like things, or 美元/股."""
    if left.unit.base == right.unit.base:
        return Quantity(quotient(_in_base(left), _in_base(right)), NO_UNIT)
    if not right.unit.base:
        return Quantity(quotient(left.value, _in_base(right)), left.unit)
    bases = (left.unit.base, right.unit.base)
    if not left.unit.base or any("/" in base for base in bases):
        raise UnitsDifferError(left.unit, right.unit)
    name = "/".join(bases)
    value = quotient(_in_base(left), _in_base(right))
    return Quantity(value, Unit(name, name, Decimal(1)))


def quotient(left: Decimal, right: Decimal) -> Decimal:
    """Return ``left / right``; an unending one is rounded at 28 figures."""
    return _QUOTIENT.divide(left, right)


def short(value: Decimal) -> Decimal:
    """Return ``value`` without noughts behind the point that say nothing."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize(EXACT)


def _times(quantity: Quantity, ratio: Decimal) -> Quantity:
    return Quantity(EXACT.multiply(quantity.value, ratio), quantity.unit)


def _in_base(quantity: Quantity) -> Decimal:
    return EXACT.multiply(quantity.value, quantity.unit.factor)
