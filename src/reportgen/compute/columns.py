"""Columns as charts and tables show them: in one unit, with equal figures."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from reportgen.compute.sources import DataSource
from reportgen.model.facts import (
    NO_UNIT,
    FormatKind,
    Half,
    NumberFormat,
    SnapshotColumn,
    Unit,
    Value,
)
from reportgen.model.period import Period
from reportgen.zh.quantity import fits, shown_unit, with_half
from reportgen.zh.units import EXACT, PERCENT, POINTS, convert

DatedRows: TypeAlias = list[tuple[Period | None, tuple[Value, ...]]]
_MOST_DIGITS = 2
_YEARS = range(1900, 2101)
_CODES = range(100_000, 1_000_000)
"""A column of whole numbers of no unit, all six figures long, is of codes: 202403, 600036."""
NO_NUMBER = "—"
"""Stands where the data have no number: never a blank."""


def rows_until(source: DataSource, now: Period | None) -> DatedRows:
    """Return the rows up to the report's period, each with its own period."""
    rows = source.snapshot.rows
    if source.coverage is None:
        return [(None, row) for row in rows]
    dated = list(zip(source.coverage.rows, rows, strict=True))
    if now is None:
        return dated
    past = {period for period in source.coverage.periods if period.end <= now.end}
    return [(period, row) for period, row in dated if period in past]


def cells_of(
    source: DataSource, column: SnapshotColumn, rows: Sequence[tuple[Value, ...]]
) -> list[Value]:
    """Return the cells of ``column``."""
    index = source.snapshot.columns.index(column)
    return [row[index] for row in rows]


def in_words(cell: Value) -> str:
    """Return a cell that is not computed with, as typed."""
    if cell is None:
        return NO_NUMBER
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


MADE_FORMATS: Mapping[Unit, NumberFormat] = {
    PERCENT: NumberFormat(FormatKind.PERCENT, 1),
    POINTS: NumberFormat(FormatKind.POINTS, 1),
}
"""How made columns are written where the author does not say."""


class Shown(Struct, frozen=True):
    """Numbers in the unit they are shown in, and how their figures are written."""

    values: tuple[Decimal | None, ...]
    unit: Unit
    format: NumberFormat


def show_numbers(
    cells: Sequence[Value],
    unit: Unit,
    wanted: Unit | None,
    how: NumberFormat | None,
    half: Half = Half.UP,
) -> Shown | None:
    """Return the numbers of ``cells`` in ``wanted``, or in the unit their format shows.

    A column without a unit takes the wanted one; nothing when the two do not convert.
    """
    numbers = [cell if isinstance(cell, Decimal) else None for cell in cells]
    largest = max((abs(n) for n in numbers if n is not None), default=Decimal(0))
    if unit == NO_UNIT and wanted is not None:
        unit = wanted
    if how is not None and not fits(unit, how):
        return None
    shown = wanted or (shown_unit(unit, how, largest) if how else unit)
    values = [None if n is None else convert(n, unit, shown) for n in numbers]
    if unit.base != shown.base:
        return None
    return Shown(tuple(values), shown, with_half(how or _even_format(values, shown), half))


def is_code(cells: Sequence[Value]) -> bool:
    """Tell whether numbers without a unit are years or codes, which nobody adds up."""
    numbers = [n for n in cells if isinstance(n, Decimal)]
    return bool(numbers) and not any(n % 1 for n in numbers) and _are_codes(map(int, numbers))


def _are_codes(wholes: Iterable[int]) -> bool:
    known = list(wholes)
    return all(n in _YEARS for n in known) or all(n in _CODES for n in known)


def _even_format(values: Sequence[Decimal | None], unit: Unit) -> NumberFormat:
    """Return as many digits as the values need; years and codes are not grouped in thousands."""
    exponents = [v.normalize(EXACT).as_tuple().exponent for v in values if v is not None]
    places = max((-e for e in exponents if isinstance(e, int)), default=0)
    wholes = [int(v) for v in values if v is not None]
    is_plain = unit == NO_UNIT and places <= 0 and (_are_codes(wholes) or not wholes)
    kind = FormatKind.PLAIN if is_plain else FormatKind.THOUSANDS
    return NumberFormat(kind, min(max(places, 0), _MOST_DIGITS))
