"""Magnitude: numbers too long for an axis are counted in 万, 亿 or 万亿."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.zh.quantity import shown_unit
from reportgen.zh.units import convert

_LONG = Decimal(10**6)
_DIGITS = 2


def with_short_numbers(chart: Chart) -> Chart:
    """Return ``chart`` with each axis that has seven figures or more in a larger unit."""
    largest = {series.axis: _largest(chart, series.axis) for series in chart.series}
    if max(largest.values(), default=Decimal(0)) < _LONG:
        return chart
    series = tuple(
        _counted(each, largest[each.axis]) if largest[each.axis] >= _LONG else each
        for each in chart.series
    )
    return replace(chart, series=series, format=NumberFormat(FormatKind.THOUSANDS, _DIGITS))


def _largest(chart: Chart, axis: int) -> Decimal:
    values: Sequence[Decimal] = [
        abs(value)
        for series in chart.series
        if series.axis == axis
        for value in series.values
        if value is not None
    ]
    return max(values, default=Decimal(0))


def _counted(series: ChartSeries, largest: Decimal) -> ChartSeries:
    unit = shown_unit(series.unit, NumberFormat(FormatKind.AUTO), largest)
    values = (
        None if value is None else convert(value, series.unit, unit) for value in series.values
    )
    return replace(series, values=tuple(values), unit=unit)
