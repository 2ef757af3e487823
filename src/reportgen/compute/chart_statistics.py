"""What charts add to their data: quartiles, running sums, means, a line through points, order."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from msgspec.structs import replace

from reportgen.compute.chart_data import Plotted
from reportgen.compute.chart_table import ChartTable
from reportgen.compute.row_order import OTHERS
from reportgen.diag import Code, Sink
from reportgen.model.chart_options import ChartKind
from reportgen.model.facts import SeriesFacts
from reportgen.model.report import ChartSpec
from reportgen.zh.units import EXACT

_REACH = Decimal("1.5")
"""Whiskers end at the last value within so many times the box's height (Tukey)."""
_QUARTERS = {"q1": Decimal("0.25"), "median": Decimal("0.5"), "q3": Decimal("0.75")}
_NOTHING = Decimal(0)


def boxes(table: ChartTable) -> Plotted | None:
    """Return five numbers and the outliers of the values of each category."""
    shown = table.numbers(table.columns[0], 1, table.spec.series[0].span)
    if shown is None:
        return None
    groups: dict[str, list[Decimal]] = {}
    for name, value in zip(table.names(table.x), shown.values, strict=True):
        groups.setdefault(name, [])
        if value is not None:
            groups[name].append(value)
    found = [_five_numbers(sorted(values)) for values in groups.values()]
    label = table.spec.series[0].label
    series = [
        SeriesFacts(label, tuple(five.get(k) for five, _ in found), shown.unit, k, 1, shown.format)
        for k in ("low", "q1", "median", "q3", "high")
    ]
    beyond = zip_longest(*(outliers for _, outliers in found))
    series += [SeriesFacts(label, row, shown.unit, "outlier", 1, shown.format) for row in beyond]
    return Plotted(tuple(groups), tuple(series))


def _five_numbers(values: Sequence[Decimal]) -> tuple[dict[str, Decimal], list[Decimal]]:
    if not values:
        return {}, []
    five = {name: _quantile(values, share) for name, share in _QUARTERS.items()}
    reach = (five["q3"] - five["q1"]) * _REACH
    inside = [v for v in values if five["q1"] - reach <= v <= five["q3"] + reach]
    five |= {"low": min(inside), "high": max(inside)}
    return five, [v for v in values if not five["low"] <= v <= five["high"]]


def _quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return the quantile by linear interpolation, as spreadsheets do (QUARTILE.INC)."""
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def with_totals(spec: ChartSpec, plotted: Plotted, sink: Sink) -> Plotted:
    """Fill in the totals of a waterfall that the data leave out; one that differs is a finding."""
    series = plotted.series[0]
    named = {place.name: place.span for place in spec.wishes.totals}
    values: list[Decimal | None] = []
    running, steps = _NOTHING, 0
    for name, value in zip(plotted.categories, series.values, strict=True):
        steps += 1
        if name in named and values:
            if value is not None and abs(value - running) > _slack(series, steps):
                total, made = f"{value:f}", f"{running:f}"
                sink.add(Code.WATERFALL_SUM, named[name], name=name, total=total, sum=made)
            values.append(running if value is None else value)
            running, steps = (running if value is None else value), 0
        else:
            values.append(value)
            running += value or _NOTHING
    return replace(plotted, series=(replace(series, values=tuple(values)),))


def _slack(series: SeriesFacts, steps: int) -> Decimal:
    """Return by how much a sum of so many rounded figures may differ from its rounded total."""
    digits = (series.format.digits or 0) if series.format else 0
    return Decimal(steps).scaleb(-digits) / 2


def ordered(spec: ChartSpec, plotted: Plotted) -> Plotted:
    """Return the categories in the order asked for."""
    order = list(range(len(plotted.categories)))
    wishes = spec.wishes
    if wishes.sort:
        keys = _sort_keys(spec, plotted)
        known = [place for place in order if keys[place] is not None]
        known.sort(key=lambda at: keys[at] or _NOTHING, reverse=wishes.sort == "descending")
        order = [*known, *(place for place in order if keys[place] is None)]
    if wishes.is_reversed:
        order.reverse()
    if wishes.sort or wishes.is_reversed or spec.frame.top is not None:
        rests = OTHERS | ({spec.frame.top.others} if spec.frame.top else set())
        order.sort(key=lambda at: plotted.categories[at] in rests)
    if order == list(range(len(order))):
        return plotted
    return replace(
        plotted,
        categories=tuple(plotted.categories[at] for at in order),
        series=tuple(
            replace(each, values=tuple(each.values[at] for at in order)) for each in plotted.series
        ),
    )


def _sort_keys(spec: ChartSpec, plotted: Plotted) -> list[Decimal | None]:
    """Return what categories are ordered by: the whole of a stack, else the first series."""
    match spec.kind:
        case ChartKind.STACKED:
            rows = zip(*(each.values for each in plotted.series), strict=True)
            return [sum((v for v in row if v is not None), _NOTHING) for row in rows]
        case ChartKind.BOX:
            return list(next(s.values for s in plotted.series if s.kind == "median"))
        case _:
            first = [each for each in plotted.series if each.label == plotted.series[0].label]
            if len(first) == 1:
                return list(first[0].values)
            rows = zip(*(each.values for each in first), strict=True)  # a panel each
            return [sum((v for v in row if v is not None), _NOTHING) for row in rows]


def mean_of(values: Sequence[Decimal | None]) -> Decimal | None:
    """Return the mean of what is known."""
    known = [value for value in values if value is not None]
    return EXACT.divide(sum(known, _NOTHING), Decimal(len(known))) if known else None


def trend_of(plotted: Plotted) -> tuple[Decimal, Decimal] | None:
    """Return slope and height at nought of the least-squares line; nothing for a single x."""
    across, up = (plotted.series[place].values for place in (0, 1))
    pairs = [(x, y) for x, y in zip(across, up, strict=True) if x is not None and y is not None]
    if not pairs:
        return None
    count = Decimal(len(pairs))
    x_mean = sum((x for x, _ in pairs), _NOTHING) / count
    y_mean = sum((y for _, y in pairs), _NOTHING) / count
    spread = sum(((x - x_mean) ** 2 for x, _ in pairs), _NOTHING)
    if not spread:
        return None
    slope = sum(((x - x_mean) * (y - y_mean) for x, y in pairs), _NOTHING) / spread
    return slope, y_mean - slope * x_mean
