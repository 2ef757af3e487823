"""A chart's options with the names they mention looked up among its categories and series."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from reportgen.compute.chart_data import Plotted
from reportgen.compute.chart_statistics import mean_of, trend_of
from reportgen.diag import Code, Sink, nearest
from reportgen.model.chart_options import (
    Annotation,
    Band,
    ChartKind,
    ChartOptions,
    PeriodBand,
    ReferenceLine,
    ValueBand,
)
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.model.report import BandSpec, ChartSpec, NamedPlace

_DAY = pattern(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?")
_MEAN = "均值"
_SHOWN = 8
_TIMED = (ChartKind.LINE, ChartKind.AREA, ChartKind.STACKED_AREA, ChartKind.CANDLE)


def options_of(spec: ChartSpec, plotted: Plotted, sink: Sink) -> ChartOptions:
    """Return what ``spec`` asks for; a name that is not in the chart is a finding."""
    found = _Names(spec, plotted, sink)
    wishes = spec.wishes
    places, series = found.highlighted()
    return ChartOptions(
        is_horizontal=wishes.is_horizontal,
        labels=wishes.labels,
        legend=wishes.legend,
        lines=tuple(_lines(spec, plotted, sink)),
        bands=tuple(band for each in wishes.bands if (band := found.band(each))),
        annotations=tuple(found.annotations()),
        highlight=places,
        highlighted_series=series,
        ranges=wishes.ranges,
        is_log=wishes.is_log,
        days=tuple(_days(spec, plotted, sink)),
        totals=tuple(at for each in wishes.totals if (at := found.category(each)) is not None),
        facets=plotted.facets,
        groups=plotted.groups,
        trend=trend_of(plotted) if wishes.has_trend else None,
    )


def _lines(spec: ChartSpec, plotted: Plotted, sink: Sink) -> Iterator[ReferenceLine]:
    has_right = spec.kind is ChartKind.COMBO and any(each.axis != 1 for each in plotted.series)
    for each in spec.wishes.targets:
        if each.axis == 1 or has_right:
            yield ReferenceLine(each.value, each.label, each.axis)
        else:
            span, known = spec.at("target"), "axis: 1"
            name = f"axis: {each.axis}"
            sink.add(Code.NAME_NOT_IN_CHART, span, name=name, known=known, nearest=known)
    if spec.wishes.has_mean:
        series = next(each for each in plotted.series if each.kind != "x")
        mean = mean_of(series.values)
        several = sum(each.kind != "x" and each.panel == 0 for each in plotted.series) > 1
        if mean is not None:
            yield ReferenceLine(mean, f"{series.label}{_MEAN}" if several else _MEAN, series.axis)


def _days(spec: ChartSpec, plotted: Plotted, sink: Sink) -> list[int]:
    """Return the days of the categories, where they are dates or the author says so."""
    wanted = spec.wishes.time
    if wanted == "category" or spec.kind not in _TIMED:
        return []
    days = [_day(name, with_periods=wanted == "date") for name in plotted.categories]
    known = [day for day in days if day is not None]
    if len(known) == len(days) and known == sorted(set(known)):
        return known if len(known) > 1 else []
    if wanted == "date":
        after = zip([0, *known], known, strict=False)
        fault = next((at for at, day in enumerate(days) if day is None), None)
        if fault is None:
            fault = next(at for at, (one, two) in enumerate(after) if two <= one)
        sink.add(Code.NOT_DATES, spec.at("x_axis"), name=plotted.categories[fault])
    return []


def _day(name: str, *, with_periods: bool) -> int | None:
    match = _DAY.fullmatch(name)
    try:
        if match:
            return dt.date(int(match[1]), int(match[2]), int(match[3])).toordinal()
        period = Period.parse(name) if with_periods else None
        return period.start.toordinal() if period else None
    except ValueError:
        return None


class _Names:
    """Looks names up."""

    def __init__(self, spec: ChartSpec, plotted: Plotted, sink: Sink) -> None:
        self._spec = spec
        self._sink = sink
        self._categories = plotted.categories
        self._labels = [each.label for each in plotted.series if each.panel == 0]
        self._columns = [each.column for each in spec.series]

    def category(self, place: NamedPlace) -> int | None:
        """Return where the category stands; one that does not exist is a finding."""
        if place.name in self._categories:
            return self._categories.index(place.name)
        self._unknown(place, self._categories)
        return None

    def highlighted(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the categories, and the series, that stand out."""
        places, series = [], []
        for each in self._spec.wishes.highlight:
            at = self._series(each.name)
            if each.name in self._categories:
                places += [n for n, name in enumerate(self._categories) if name == each.name]
            elif at is not None:
                series.append(at)
            else:
                self._unknown(each, [*self._categories, *self._labels])
        return tuple(places), tuple(series)

    def annotations(self) -> Iterator[Annotation]:
        """Yield words with their points."""
        for each in self._spec.wishes.annotations:
            at = self.category(each.at)
            series = self._series(each.series.name) if each.series else 0
            if series is None and each.series:
                self._unknown(each.series, self._labels)
            if at is not None and series is not None:
                yield Annotation(at, series, each.text)

    def band(self, spec: BandSpec) -> Band | None:
        """Return a stretch of categories, or of values where its ends are numbers instead."""
        first = last = None
        if self._spec.kind is not ChartKind.SCATTER:  # points do not follow each other
            first, last = self._at_least(spec.start.name), self._at_most(spec.end.name)
        if first is not None and last is not None and first <= last:
            return PeriodBand(first, last, spec.label)
        low, high = _number(spec.start.name), _number(spec.end.name)
        if low is not None and high is not None and low < high:
            return ValueBand(low, high, spec.label)
        wrong = spec.start if first is None and low is None else spec.end
        self._unknown(wrong, self._categories)
        return None

    def _at_least(self, name: str) -> int | None:
        if name in self._categories:
            return self._categories.index(name)
        rest = (at for at, each in enumerate(self._categories) if each >= name)
        return next(rest, None) if self._is_within(name) else None

    def _at_most(self, name: str) -> int | None:
        if name in self._categories:
            return self._categories.index(name)
        rest = [at for at, each in enumerate(self._categories) if each[: len(name)] <= name]
        return rest[-1] if rest and self._is_within(name) else None

    def _is_within(self, name: str) -> bool:
        """Tell whether ``name`` is a time like the categories, and these run on in time."""
        if Period.parse(name) is None and not _DAY.fullmatch(name):
            return False
        days = all(_DAY.fullmatch(each) for each in self._categories)
        return days and list(self._categories) == sorted(self._categories)

    def _series(self, name: str) -> int | None:
        for names in (self._labels, self._columns):
            if name in names:
                return names.index(name)
        return None

    def _unknown(self, place: NamedPlace, known: tuple[str, ...] | list[str]) -> None:
        names = [name for name in dict.fromkeys(known) if name]
        shown = "、".join(names[:_SHOWN]) + ("……" if len(names) > _SHOWN else "")
        close = nearest(place.name, names) or "—"
        self._sink.add(
            Code.NAME_NOT_IN_CHART, place.span, name=place.name, known=shown or "—", nearest=close
        )


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", ""))
    except ArithmeticError:
        return None
    return number if number.is_finite() else None
