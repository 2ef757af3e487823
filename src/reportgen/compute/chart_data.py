"""From rows to series: by category, by panel, as points of a plane, as candles."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.compute.chart_table import ChartTable
from reportgen.compute.columns import Shown
from reportgen.diag import Code
from reportgen.model.facts import SeriesFacts


class Plotted(Struct, frozen=True):
    """Categories, their series, and what else the rows say about them."""

    categories: tuple[str, ...]
    series: tuple[SeriesFacts, ...]
    facets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def by_category(table: ChartTable) -> Plotted | None:
    """Return a category a row."""
    series = _series(table)
    if series is None:
        return None
    return Plotted(tuple(table.names(table.x)), tuple(series))


def by_panel(table: ChartTable) -> Plotted | None:
    """Return the rows in panels, one for each name in the ``facet`` column."""
    series = _series(table)
    if series is None:
        return None
    names = table.names(table.x)
    titles = table.names(table.roles["facet"])
    categories, facets = tuple(dict.fromkeys(names)), tuple(dict.fromkeys(titles))
    rows: dict[tuple[str, str], int] = {}
    for row, key in enumerate(zip(titles, names, strict=True)):
        if key in rows:
            span = table.spec.at("facet")
            table.sink.add(Code.NOT_ONE_NUMBER, span, formula="、".join(key), found="2+")
            return None
        rows[key] = row
    made = []
    for panel, title in enumerate(facets):
        for each in series:
            places = [rows.get((title, name)) for name in categories]
            values = tuple(None if at is None else each.values[at] for at in places)
            made.append(
                SeriesFacts(each.label, values, each.unit, each.kind, each.axis, each.format, panel)
            )
    return Plotted(categories, tuple(made), facets)


def points(table: ChartTable) -> Plotted | None:
    """Return ``x``, ``y`` and perhaps ``size`` of points; rows without both are left out."""
    spec = table.spec
    across = table.numbers(table.x, 2, spec.at("x"))
    up = table.numbers(table.columns[0], 1, spec.series[0].span)
    area = None
    size = table.roles.get("size")
    if size is not None:
        area = table.numbers(size, 3, spec.at("size"))
    if across is None or up is None or (size is not None and area is None):
        return None
    names, groups = (_names(table, role) for role in ("points", "group"))
    kept = [
        row
        for row, pair in enumerate(zip(across.values, up.values, strict=True))
        if None not in pair and (area is None or area.values[row] is not None)
    ]
    series = [
        SeriesFacts(table.x.name, _kept(across, kept), across.unit, "x", 2, across.format),
        SeriesFacts(spec.series[0].label, _kept(up, kept), up.unit, "y", 1, up.format),
    ]
    if size is not None and area is not None:
        label = size.name
        series.append(SeriesFacts(label, _kept(area, kept), area.unit, "size", 3, area.format))
    return Plotted(
        tuple(names[row] for row in kept),
        tuple(series),
        groups=tuple(groups[row] for row in kept) if "group" in table.roles else (),
    )


def candles(table: ChartTable) -> Plotted | None:
    """Return opening, highest, lowest and closing prices, and perhaps volumes."""
    series = _series(table)
    volume = table.roles.get("volume")
    traded = None
    if volume is not None:
        traded = table.numbers(volume, 2, table.spec.at("volume"))
        if traded is None:
            return None
    if series is None:
        return None
    if volume is not None and traded is not None:
        label, unit = volume.name, traded.unit
        series.append(SeriesFacts(label, traded.values, unit, "volume", 2, traded.format))
    return Plotted(tuple(table.names(table.x)), tuple(series))


def _series(table: ChartTable) -> list[SeriesFacts] | None:
    made = []
    for each, column in zip(table.spec.series, table.columns, strict=True):
        shown = table.numbers(column, each.axis, each.span)
        if shown is not None:
            made.append(
                SeriesFacts(
                    each.label, shown.values, shown.unit, each.kind, each.axis, shown.format
                )
            )
    return made if len(made) == len(table.columns) else None


def _names(table: ChartTable, role: str) -> Sequence[str]:
    column = table.roles.get(role)
    return table.names(column) if column else [""] * len(table.dated)


def _kept(shown: Shown, rows: Sequence[int]) -> tuple[Decimal | None, ...]:
    return tuple(shown.values[row] for row in rows)
