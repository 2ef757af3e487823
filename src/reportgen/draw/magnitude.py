"""Magnitude: numbers too long for an axis are counted in 万, 亿 or 万亿."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from msgspec.structs import replace

from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.chart_options import AxisRange, Band, ChartOptions, ValueBand
from reportgen.model.facts import NO_UNIT, FormatKind, Half, NumberFormat, Unit
from reportgen.zh.quantity import shown_unit
from reportgen.zh.units import EXACT, convert

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
    pairs = zip(chart.series, series, strict=True)
    units = {each.axis: (before.unit, each.unit) for before, each in pairs}
    options = _options(chart.options, units)
    how = NumberFormat(FormatKind.THOUSANDS, _DIGITS, chart.format.half)
    is_first = largest.get(1, Decimal(0)) >= _LONG
    return replace(chart, series=series, format=how if is_first else chart.format, options=options)


_Units: TypeAlias = Mapping[int, tuple[Unit, Unit]]
"""The units before and after, by axis."""


def _options(options: ChartOptions, units: _Units) -> ChartOptions:
    """Return lines, bands and ranges in the units of their axes."""

    def _to(value: Decimal, axis: int) -> Decimal:
        before, after = units.get(axis, (NO_UNIT, NO_UNIT))
        made = convert(value, before, after)
        return value if made is None else made

    def _range(limits: AxisRange, axis: int) -> AxisRange:
        ends = (None if end is None else _to(end, axis) for end in (limits.low, limits.high))
        return AxisRange(*ends)

    bands: list[Band] = [
        replace(band, low=_to(band.low, 1), high=_to(band.high, 1))
        if isinstance(band, ValueBand)
        else band
        for band in options.bands
    ]
    trend = options.trend
    if trend is not None:
        slope, height = trend
        rise, across = _to(Decimal(1), 1), _to(Decimal(1), 2)
        trend = EXACT.divide(slope * rise, across), height * rise
    return replace(
        options,
        lines=tuple(replace(line, value=_to(line.value, line.axis)) for line in options.lines),
        bands=tuple(bands),
        ranges=(_range(options.ranges[0], 1), _range(options.ranges[1], 2)),
        trend=trend,
    )


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
    half = series.format.half if series.format else Half.UP
    how = NumberFormat(FormatKind.THOUSANDS, _DIGITS, half)
    return replace(series, values=tuple(values), unit=unit, format=series.format and how)
