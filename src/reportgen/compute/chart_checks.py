"""What a kind of chart cannot show: found before anything is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.compute.chart_data import Plotted
from reportgen.diag import Code, Sink
from reportgen.model.chart_options import AxisRange, ChartKind, ChartOptions, ValueBand
from reportgen.model.facts import SeriesFacts
from reportgen.model.report import ChartSpec

_FROM_ZERO = frozenset(
    {
        ChartKind.BAR,
        ChartKind.GROUPED,
        ChartKind.STACKED,
        ChartKind.AREA,
        ChartKind.STACKED_AREA,
        ChartKind.COMBO,
    }
)
_SHARES = frozenset({ChartKind.PERCENT, ChartKind.STACKED_AREA})
_MOST_NAMES: Mapping[ChartKind, int] = {
    ChartKind.WATERFALL: 24,
    ChartKind.HEATMAP: 40,
    ChartKind.BULLET: 16,
    ChartKind.SPARK: 400,
    ChartKind.BOX: 40,
    ChartKind.CANDLE: 400,
}
_MOST_SERIES: Mapping[ChartKind, int] = {
    **dict.fromkeys((ChartKind.STACKED, ChartKind.PERCENT, ChartKind.STACKED_AREA), 12),
    ChartKind.HEATMAP: 24,
    ChartKind.SPARK: 16,
}
_MOST_PANELS, _MOST_ROWS = 12, 48


def check_values(spec: ChartSpec, plotted: Plotted, options: ChartOptions, sink: Sink) -> None:
    """Report what ``spec`` asks of its data and they cannot give."""
    _check_axes(spec, plotted, options, sink)
    _check_count(spec, plotted, sink)
    if spec.kind in _SHARES and any(v < 0 for s in plotted.series for v in _known(s)):
        sink.add(Code.NEGATIVE_PARTS, spec.span, key=spec.key, kind=spec.kind)
    if spec.kind is ChartKind.CANDLE:
        _check_candles(spec, plotted, sink)


def _known(series: SeriesFacts) -> list[Decimal]:
    return [value for value in series.values if value is not None]


def _check_axes(spec: ChartSpec, plotted: Plotted, options: ChartOptions, sink: Sink) -> None:
    for axis, key in ((1, "range"), (2, "secondary_range")):
        drawn = [each for each in plotted.series if each.axis == axis]
        values = [value for each in drawn for value in _known(each)]
        if spec.kind in (ChartKind.STACKED, ChartKind.STACKED_AREA):
            values = list(_stacks(drawn))
        values += [line.value for line in options.lines if line.axis == axis]
        if axis == 1:
            values += [
                v for b in options.bands if isinstance(b, ValueBand) for v in (b.low, b.high)
            ]
        span, limits = spec.at(key), options.ranges[axis - 1]
        outside = [v for v in values if not _holds(limits, v)]
        if outside:
            sink.add(
                Code.OUTSIDE_RANGE,
                span,
                value=outside[0],
                low=_end(limits.low),
                high=_end(limits.high),
            )
        is_filled = any(each.kind in ("bar", "area") for each in drawn)
        if spec.kind in _FROM_ZERO and is_filled and not _holds(limits, Decimal(0)):
            sink.add(Code.BARS_NOT_FROM_ZERO, span, key=spec.key)
    if options.is_log:
        axes = [line.value for line in options.lines]
        axes += [v for each in plotted.series if each.axis == 1 for v in _known(each)]
        axes += [band.low for band in options.bands if isinstance(band, ValueBand)]
        lowest = min(axes, default=Decimal(1))
        if lowest <= 0:
            sink.add(Code.LOG_OF_NOTHING, spec.at("scale"), key=spec.key, value=lowest)


def _stacks(drawn: Sequence[SeriesFacts]) -> Iterator[Decimal]:
    """Yield how far the stacks reach up and down."""
    for row in zip(*(each.values for each in drawn), strict=True):
        yield sum((v for v in row if v is not None and v > 0), Decimal(0))
        yield sum((v for v in row if v is not None and v < 0), Decimal(0))


def _holds(limits: AxisRange, value: Decimal) -> bool:
    above = limits.low is None or limits.low <= value
    return above and (limits.high is None or value <= limits.high)


def _end(value: Decimal | None) -> str:
    return "auto" if value is None else f"{value:f}"


def _check_count(spec: ChartSpec, plotted: Plotted, sink: Sink) -> None:
    """Report more than can be told apart."""
    series = len({each.label for each in plotted.series})
    counts = [
        (len(plotted.categories), _MOST_NAMES.get(spec.kind)),
        (series, _MOST_SERIES.get(spec.kind)),
        (len(plotted.facets), _MOST_PANELS),
    ]
    if spec.wishes.is_horizontal:
        rows = len(plotted.categories)
        counts.append((rows, _MOST_ROWS))
    for count, most in counts:
        if most is not None and count > most:
            sink.add(
                Code.TOO_CROWDED, spec.span, key=spec.key, kind=spec.kind, count=count, most=most
            )


def _check_candles(spec: ChartSpec, plotted: Plotted, sink: Sink) -> None:
    prices = {each.kind: each.values for each in plotted.series}
    rows = zip(
        plotted.categories,
        *(prices[kind] for kind in ("open", "high", "low", "close")),
        strict=True,
    )
    for name, *four in rows:
        known = [price for price in four if price is not None]
        first, high, low, last = four
        if len(known) < len(four) or high is None or low is None:
            continue
        if high < max(known) or low > min(known):
            span = spec.at("y")
            shown = "、".join(f"{p:f}" for p in (first, high, low, last) if p is not None)
            sink.add(Code.CANDLE_ORDER, span, name=name, prices=shown)
            return
