"""Plots: a chart of Word as data and a declaration."""

import csv
from collections.abc import Iterator
from io import StringIO

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.word.elements import Element, words_of
from reportgen.zh.units import split_header

_PLOTS = {
    "c:barChart": "bar",
    "c:bar3DChart": "bar",
    "c:lineChart": "line",
    "c:line3DChart": "line",
    "c:areaChart": "area",
    "c:area3DChart": "area",
    "c:pieChart": "pie",
    "c:pie3DChart": "pie",
    "c:doughnutChart": "donut",
}
_STACKED = {"stacked": "stacked", "percentStacked": "percent"}
_MIXED = {frozenset({"bar", "line"}): "combo", frozenset({"area", "line"}): "line"}
_MOST_POINTS = 5000
_USUAL_UNIT = ("单位：", "单位:")
_ASIDE_UNIT = ("右轴：", "右轴:")
_ASIDE = "（右轴）"
_SLIP = 500
"""A total is the sum of rounded numbers, but for so small a part."""
CATEGORY = "类别"


class Plot(Struct, frozen=True):
    """A chart, read: its kind where we draw one like it, names of series, rows of data."""

    kind: str
    """Nothing, where we have none like it."""
    is_flat: bool
    """Whether its bars lie."""
    names: list[str]
    rows: list[list[str]]
    title: str
    unit: str
    aside: frozenset[str] = frozenset()
    """The series on an axis of their own."""
    units: dict[str, str] = {}
    """By series, where they are told."""
    totals: list[str] = []
    """The bars of a waterfall that start at zero."""

    def table(self) -> str:
        """Return the data as CSV."""
        made = StringIO()
        writer = csv.writer(made, lineterminator="\n")
        writer.writerow([CATEGORY, *map(self.head, self.names)])
        writer.writerows(self.rows)
        return made.getvalue()

    @property
    def has_units(self) -> bool:
        """Whether the heads of the data tell the units."""
        return any(self.head(name) != name for name in self.names)

    def head(self, name: str) -> str:
        """Return the head of a column, with its unit where that is read as one."""
        told = f"{name}（{self.units.get(name, '')}）"
        return told if split_header(told)[0] == name else name


def plot_of(root: Element) -> Plot | None:
    """Return the chart of a chart part, or nothing where it has no data."""
    area = root.child("c:chart", "c:plotArea")
    if area is None:
        return None
    plots = _telling([each for each in area.children if each.name.endswith("Chart")])
    series = [each for plot in plots for each in _series(plot)]
    if not series:
        return None
    names = list(_names(series))
    first = _axes(plots[0])
    aside = {id(each) for plot in plots if _axes(plot) != first for each in plot.all("c:ser")}
    labels = next(filter(None, (_values(each, "c:cat", "c:xVal") for each in series)), {})
    columns = [_values(each, "c:val", "c:yVal") for each in series]
    places = sorted({place for each in (labels, *columns) for place in each})
    rows = [
        [labels.get(place, str(place + 1)), *(each.get(place, "") for each in columns)]
        for place in places
    ]
    beside = frozenset(name for name, each in zip(names, series, strict=True) if id(each) in aside)
    unit = _unit(area)
    units = {
        name: split_header(_label(each))[1].name
        or _suffix(each)
        or (_unit(area, _ASIDE_UNIT) if name in beside else unit)
        for name, each in zip(names, series, strict=True)
    }
    plot = Plot(
        _kind(plots, len(series)),
        any(plot.value("c:barDir") == "bar" for plot in plots),
        names,
        rows,
        _title(root.child("c:chart", "c:title")),
        unit,
        beside,
        units,
    )
    return plot if plot.kind else _waterfall(plot)


def _waterfall(plot: Plot) -> Plot:
    """Return the waterfall that ``plot`` draws with stacked bars, or ``plot`` where it is none."""
    if not set(_STEPS) <= set(plot.names):
        return plot
    at = {name: plot.names.index(name) + 1 for name in _STEPS}
    rows, totals = [], []
    for row in plot.rows:
        total, more, less = (row[at[name]] for name in _STEPS)
        if total:
            totals.append(row[0])
        rows.append([row[0], total or more or (f"-{less}" if less else "0")])
    unit = plot.units.get(_STEPS[0], "")
    return Plot("waterfall", False, [_VALUE], rows, plot.title, unit, totals=totals)  # noqa: FBT003 - its bars stand


_STEPS = ("合计", "增加", "减少")
"""What our own waterfalls call their bars."""
_VALUE = "数值"


def _suffix(series: Element) -> str:
    """Return the unit that the labels of a series print behind its numbers, or nothing."""
    formats = (each.get("formatCode") for each in series.all("c:numFmt"))
    return next((found[1] for found in map(_SUFFIX.search, formats) if found), "")


_SUFFIX = pattern(r'[0#]"([^"]{1,8})"')


def _series(plot: Element) -> list[Element]:
    return [each for each in plot.children if each.name == "c:ser"]


def _telling(plots: list[Element]) -> list[Element]:
    """Return the plots without lines that repeat the first one: its outline, or its total."""
    if not plots:
        return []
    columns = [_values(each, "c:val") for each in _series(plots[0])]
    told = [_numbers(column) for column in columns]
    sums = {place: sum(each.get(place, 0) for each in told) for each in told for place in each}
    kept = plots[:1]
    for plot in plots[1:]:
        lines = [_numbers(_values(each, "c:val")) for each in _series(plot)]
        is_total = (
            len(lines) == 1
            and lines[0].keys() == sums.keys()
            and all(
                abs(lines[0][place] - sums[place]) <= abs(sums[place]) / _SLIP for place in sums
            )
        )
        if not (all(line in told for line in lines) or is_total):
            kept.append(plot)
    return kept


def _numbers(column: dict[int, str]) -> dict[int, float]:
    found: dict[int, float] = {}
    for place, words in column.items():
        try:
            found[place] = float(words)
        except ValueError:
            continue
    return found


def _kind(plots: list[Element], count: int) -> str:
    kinds = frozenset(_PLOTS.get(plot.name, "") for plot in plots)
    stacks = {_STACKED.get(plot.value("c:grouping"), "") for plot in plots}
    if len(kinds) > 1:
        return "" if stacks - {""} else _MIXED.get(kinds, "")
    kind, grouping = next(iter(kinds)), plots[0].value("c:grouping")
    if kind == "bar":
        return _STACKED.get(grouping) or ("bar" if count == 1 else "grouped")
    if kind in {"pie", "donut"} and count > 1:
        return ""
    return "stacked_area" if kind == "area" and grouping == "stacked" else kind


def _axes(plot: Element) -> set[str]:
    return {each.get("val") for each in plot.children if each.name == "c:axId"}


def _values(series: Element, *names: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for name in names:
        here = series.child(name)
        for point in here.all("c:pt") if here else ():
            place = point.get("idx")
            value = point.child("c:v")
            if place.isdecimal() and int(place) < _MOST_POINTS and value is not None:
                found.setdefault(int(place), value.text)
    return found


def _names(series: list[Element]) -> Iterator[str]:
    taken = {CATEGORY}
    for number, each in enumerate(series, 1):
        name = split_header(_label(each))[0] or f"系列{number}"
        while name in taken:
            name = f"{name}{number}"
        taken.add(name)
        yield name


def _label(series: Element) -> str:
    """Return the name of a series as it is typed."""
    here = series.child("c:tx")
    values = [value.text.strip() for value in here.all("c:v")] if here else []
    return values[0].removesuffix(_ASIDE) if values else ""


def _title(here: Element | None) -> str:
    return words_of(here).strip() if here else ""


def _unit(area: Element, marks: tuple[str, ...] = _USUAL_UNIT) -> str:
    for axis in area.all("c:valAx"):
        title = _title(axis.child("c:title"))
        for mark in marks:
            if title.startswith(mark):
                return title.removeprefix(mark).strip()
    return ""
