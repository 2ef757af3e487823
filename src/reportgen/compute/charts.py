"""What a chart shows: categories and series of a source, in the units of its axes."""

from msgspec.structs import replace

from reportgen.compute.chart_checks import check_values
from reportgen.compute.chart_data import Plotted, by_category, by_panel, candles, points
from reportgen.compute.chart_names import options_of
from reportgen.compute.chart_statistics import boxes, ordered, with_totals
from reportgen.compute.chart_table import ChartTable, open_table
from reportgen.compute.sources import Sources
from reportgen.diag import Sink
from reportgen.model.chart_options import ChartKind
from reportgen.model.facts import ChartFacts, NumberFormat, Origin
from reportgen.model.period import Period
from reportgen.model.report import ChartSpec
from reportgen.zh.quantity import with_half

SLICED = (ChartKind.DONUT, ChartKind.PIE)


def chart_facts(
    spec: ChartSpec, sources: Sources, now: Period | None, sink: Sink
) -> ChartFacts | None:
    """Return what ``spec`` shows, or nothing when there is a finding instead."""
    if spec.kind is ChartKind.FIGURE:
        return None  # its marks are the author's own
    table = open_table(spec, sources, now, sink)
    plotted = _plotted(spec, table) if table else None
    if table is None or plotted is None:
        return None
    spec = table.spec  # its series may be those that the data name
    if spec.kind is ChartKind.WATERFALL:
        plotted = with_totals(spec, plotted, sink)
    plotted = ordered(spec, plotted)
    options = options_of(spec, plotted, sink)
    check_values(spec, plotted, options, sink)
    if spec.split or (spec.frame.top is not None and spec.kind in SLICED):
        from reportgen.compute.chart_frames import tints_of  # noqa: PLC0415 - a rare feature

        options = replace(options, tints=tints_of(spec, plotted, sources))
    return ChartFacts(
        categories=plotted.categories,
        series=plotted.series,
        format=_format(spec, plotted),
        origin=_origin(spec, table),
        options=options,
    )


def _plotted(spec: ChartSpec, table: ChartTable) -> Plotted | None:
    match spec.kind:
        case ChartKind.SCATTER:
            return points(table)
        case ChartKind.BOX:
            return boxes(table)
        case ChartKind.CANDLE:
            return candles(table)
        case _:
            return by_panel(table) if "facet" in spec.wishes.columns else by_category(table)


def _format(spec: ChartSpec, plotted: Plotted) -> NumberFormat:
    """Return how figures are written: as asked, or with as many digits as the first axis needs."""
    if spec.format is not None:
        halves = [each.format.half for each in plotted.series if each.format is not None]
        return with_half(spec.format, halves[0]) if halves else spec.format
    first = [each for each in plotted.series if each.axis == 1] or list(plotted.series)
    known = [each.format for each in first if each.format is not None]
    return max(known, key=lambda how: how.digits or 0)


def _origin(spec: ChartSpec, table: ChartTable) -> Origin:
    snapshot = table.source.snapshot
    columns = ", ".join(each.column for each in spec.series)
    return Origin("column", snapshot.path, snapshot.digest, f"{spec.x}: {columns}", "", spec.span)
