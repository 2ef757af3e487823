"""Plots: a chart of Word as data and a declaration."""

import csv
from collections.abc import Iterator
from io import StringIO

from msgspec import Struct

from reportgen.word.elements import Element, words_of

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

    def table(self) -> str:
        """Return the data as CSV."""
        made = StringIO()
        writer = csv.writer(made, lineterminator="\n")
        writer.writerow([CATEGORY, *self.names])
        writer.writerows(self.rows)
        return made.getvalue()


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
    return Plot(
        _kind(plots, len(series)),
        any(plot.value("c:barDir") == "bar" for plot in plots),
        names,
        rows,
        _title(root.child("c:chart", "c:title")),
        _unit(area),
        frozenset(name for name, each in zip(names, series, strict=True) if id(each) in aside),
    )


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
        here = each.child("c:tx")
        values = [value.text.strip() for value in here.all("c:v")] if here else []
        name = values[0].removesuffix(_ASIDE) if values and values[0] else f"系列{number}"
        while name in taken:
            name = f"{name}{number}"
        taken.add(name)
        yield name


def _title(here: Element | None) -> str:
    return words_of(here).strip() if here else ""


def _unit(area: Element) -> str:
    for axis in area.all("c:valAx"):
        title = _title(axis.child("c:title"))
        for mark in ("单位：", "单位:"):
            if title.startswith(mark):
                return title.removeprefix(mark).strip()
    return ""
