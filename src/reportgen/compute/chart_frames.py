"""Charts of rows that are filtered, put together, computed: the same steps as tables take."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from reportgen.compute.algebra import EXACT
from reportgen.compute.chart_data import Plotted
from reportgen.compute.columns import DatedRows, in_words
from reportgen.compute.frame import Frame
from reportgen.compute.pivot import pivoted
from reportgen.compute.row_order import OTHERS
from reportgen.compute.shaping import Shaper, without_rows
from reportgen.compute.sources import DataSource, Sources
from reportgen.diag import Code, Sink
from reportgen.model.chart_options import ChartKind
from reportgen.model.report import (
    ChartSpec,
    ColumnSpec,
    PivotRow,
    PivotSpec,
    SeriesSpec,
    TopRule,
    Totalling,
)

_OF_PARTS = frozenset({ChartKind.DONUT, ChartKind.PIE, ChartKind.STACKED, ChartKind.PERCENT})
"""Kinds whose values are parts of a whole: even shares add up."""
_TINTS = 12


def framed_chart(
    spec: ChartSpec, source: DataSource, shaper: Shaper, sources: Sources, sink: Sink
) -> tuple[ChartSpec, DataSource, DatedRows] | None:
    """Return the chart with the rows it shows; its series are columns then."""
    frame = shaper.start(source)
    if spec.split:
        split = _split(spec, frame, shaper, sources, sink)
        if split is None:
            return None
        spec, frame = split
    names = (spec.x, *(each.column for each in spec.series))
    parts = spec.series if spec.kind in _OF_PARTS else ()
    wanted = {each.column: Totalling.SUM for each in parts if "|" not in each.column}
    key = (spec.key, spec.span)
    made = shaper.shaped(frame, spec.frame, names, wanted, key)
    if made is None:
        return None
    settled = made.settled()
    return spec, settled.source, settled.dated


def _split(
    spec: ChartSpec, frame: Frame, shaper: Shaper, sources: Sources, sink: Sink
) -> tuple[ChartSpec, Frame] | None:
    """Return the chart with a series for each name of a column: the data are a long table."""
    if len(spec.series) > 1:
        expected, found = "1", len(spec.series)
        sink.add(
            Code.CHART_COLUMNS,
            spec.at("y"),
            key=spec.key,
            kind="split / 系列列",
            expected=expected,
            found=found,
        )
        return None
    value = spec.series[0]
    names = sources.column(frame.source, spec.split, spec.at("split"))
    numbers = sources.column(frame.source, value.column, value.span)
    narrowed = shaper.narrowed(frame, spec.frame)
    if names is None or numbers is None or narrowed is None:
        return None
    if not narrowed.dated:
        sink.add(Code.NO_ROWS_LEFT, spec.span, key=spec.key, rows=len(frame.dated))
        return None
    if spec.frame.top is not None:
        places = frame.columns.index(names), frame.columns.index(numbers)
        narrowed = _with_fewer_names(narrowed, places, spec.frame.top)
    pivot = PivotSpec(
        (PivotRow(spec.x, spec.x, spec.at("x")),), spec.split, Totalling.SUM, "", spec.at("split")
    )
    column = ColumnSpec(value.column, value.label, None, None, value.span)
    found_pivot = pivoted(narrowed, pivot, (column,), spec.frame.sorts, sources, sink)
    if found_pivot is None:
        return None
    shown = found_pivot.columns[1:]
    series = tuple(
        SeriesSpec(each.column, each.label, value.kind, value.axis, value.span) for each in shown
    )
    rows = replace(without_rows(spec.frame), sorts=found_pivot.sorts, top=None)
    return replace(spec, series=series, frame=rows), found_pivot.frame


def _with_fewer_names(frame: Frame, places: Sequence[int], top: TopRule) -> Frame:
    """Return the rows with the names of all small series turned into that of the rest."""
    at, number = places
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for _, row in frame.dated:
        cell = row[number]
        if isinstance(cell, Decimal) and in_words(row[at]) not in OTHERS:
            sums[in_words(row[at])] = EXACT.add(sums[in_words(row[at])], cell)
    largest = sorted(sums, key=lambda name: sums[name], reverse=True)[: top.count]
    kept = set(largest)
    dated: DatedRows = []
    for period, row in frame.dated:
        if in_words(row[at]) in kept:
            dated.append((period, row))
        elif top.others:
            dated.append((period, (*row[:at], top.others, *row[at + 1 :])))
    return frame.with_rows(dated)


def tints_of(spec: ChartSpec, plotted: Plotted, sources: Sources) -> tuple[int, ...]:
    """Return a colour for each name by when it first came up: new names take new ones."""
    names = [each.label for each in plotted.series] if spec.split else plotted.categories
    source = sources.get(spec.source)
    column = source.snapshot.column(spec.split or spec.x) if source else None
    first: dict[str, int] = {}
    if source is not None and column is not None:
        place = source.snapshot.columns.index(column)
        for row in source.snapshot.rows:
            name = in_words(row[place])
            if name not in OTHERS:
                first.setdefault(name, len(first))
    rest = spec.frame.top.others if spec.frame.top else ""
    taken: dict[str, int] = {}
    for name in sorted(names, key=lambda name: first.get(name, len(first))):
        if name == rest or name in OTHERS:
            taken[name] = -1
            continue
        tint = first.get(name, len(first)) % _TINTS
        free = (tint + step for step in range(len(names) + 1))
        taken[name] = next(each for each in free if each not in taken.values())
    return tuple(taken[name] for name in names)
