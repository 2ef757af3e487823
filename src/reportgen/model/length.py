"""Length: whole thousandths of a point, so that sums are exact."""

from decimal import Decimal
from typing import TypeAlias

Length: TypeAlias = int
"""Thousandths of a point (1/72 inch)."""

_PER_POINT = 1000
_MM_PER_INCH = Decimal("25.4")


def pt(points: float | Decimal) -> Length:
    """Return ``points`` as a length."""
    return round(points * _PER_POINT)


def mm(millimetres: float | Decimal) -> Length:
    """Return ``millimetres`` as a length."""
    return round(Decimal(str(millimetres)) * 72 * _PER_POINT / _MM_PER_INCH)


def points(length: Length) -> float:
    """Return ``length`` in points."""
    return length / _PER_POINT


def twips(length: Length) -> int:
    """Return ``length`` in twentieths of a point, Word's unit of measure."""
    return round(length / 50)


def half_points(length: Length) -> int:
    """Return ``length`` in half points, Word's unit of font size."""
    return round(length / 500)


def emu(length: Length) -> int:
    """Return ``length`` in English Metric Units (914,400 to the inch), DrawingML's unit."""
    return round(length * 12700 / _PER_POINT)
