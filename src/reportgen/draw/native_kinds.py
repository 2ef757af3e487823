"""What an office suite can draw itself, and why the rest stays a picture."""

from decimal import Decimal
from enum import StrEnum

from reportgen.model.chart import Chart
from reportgen.model.chart_options import ChartKind
from reportgen.model.length import pt
from reportgen.zh.units import PERCENT

_FEWEST = 2
_WHOLE = 100
_NARROWEST = pt(300)
_BARS = {ChartKind.BAR, ChartKind.GROUPED, ChartKind.STACKED, ChartKind.PERCENT}
_KINDS = _BARS | {
    ChartKind.LINE,
    ChartKind.AREA,
    ChartKind.STACKED_AREA,
    ChartKind.COMBO,
    ChartKind.DONUT,
    ChartKind.PIE,
    ChartKind.SCATTER,
    ChartKind.WATERFALL,
}


class Reason(StrEnum):
    """Why a chart stays a picture in Word."""

    ASKED = "the author asked for a picture"
    KIND = "office suites have no such chart: heat map, bullet, spark, box, candles, own figure"
    NARROW = "a column so narrow that words are cut or stand closer than office suites set them"
    NAMES = "names of lying bars that are cut"
    PANELS = "several small charts share a picture"
    BANDS = "bands lie behind the data"
    LINES = "a line across lying bars or points of a plane, or across a single category"
    SCALE = "ticks that do not start at the end of the axis"
    TWO_AXES = "bars that stand side by side belong to two axes"
    GAPS = "an area with a gap, which would be drawn as nought"
    TREND = "a straight line through bubbles, which LibreOffice and WPS leave out"
    BELOW_ZERO = "a waterfall that sinks below nought"
    REST = "shares that do not make a whole, or a single slice"


_OPTIONS = {
    Reason.NAMES: "x: …",
    Reason.PANELS: "facet",
    Reason.BANDS: "bands",
    Reason.LINES: "target / mean",
    Reason.SCALE: "range / scale",
    Reason.TWO_AXES: "axis: 2",
    Reason.TREND: "size + trend",
}


def option_of(reason: Reason, chart: Chart) -> str:
    """Return what of ``chart`` is to blame, as an author writes it."""
    return _OPTIONS.get(reason, f"kind: {chart.kind}")


def is_native(chart: Chart) -> bool:
    """Tell whether Word can show ``chart`` as a chart of its own, with nothing lost."""
    return why_picture(chart) is None


def why_picture(chart: Chart) -> Reason | None:  # noqa: PLR0911 - one line a reason
    """Return why ``chart`` must stay a picture, or nothing."""
    options, kind = chart.options, chart.kind
    if not chart.is_native:
        return Reason.ASKED
    if kind not in _KINDS or chart.drawing is not None:
        return Reason.KIND
    if chart.width < _NARROWEST:
        return Reason.NARROW
    if options.facets:
        return Reason.PANELS
    if options.bands:
        return Reason.BANDS
    if options.lines and not _can_cross(chart):
        return Reason.LINES
    if len({series.axis for series in chart.series if series.kind == "bar"}) > 1:
        return Reason.TWO_AXES
    if kind in (ChartKind.AREA, ChartKind.STACKED_AREA) and _has_gap(chart):
        return Reason.GAPS
    if options.trend is not None and any(series.kind == "size" for series in chart.series):
        return Reason.TREND
    if kind is ChartKind.WATERFALL and _sinks(chart):
        return Reason.BELOW_ZERO
    if kind in (ChartKind.DONUT, ChartKind.PIE) and _lacks(chart):
        return Reason.REST
    return None


def _can_cross(chart: Chart) -> bool:
    is_lying = chart.options.is_horizontal or chart.kind is ChartKind.SCATTER
    return not is_lying and len(chart.categories) >= _FEWEST


def _has_gap(chart: Chart) -> bool:
    return any(value is None for series in chart.series for value in series.values)


def _sinks(chart: Chart) -> bool:
    """Tell whether a waterfall's running sum is ever below nought."""
    running = Decimal(0)
    for place, value in enumerate(chart.series[0].values):
        if value is None:
            continue
        is_total = place in chart.options.totals or (place == 0 and bool(chart.options.totals))
        running = value if is_total else running + value
        if running < 0:
            return True
    return False


def _lacks(chart: Chart) -> bool:
    """Tell whether slices leave a part of the ring open, or some value is no slice."""
    series = chart.series[0]
    known = [value for value in series.values if value is not None]
    if len(known) < max(_FEWEST, len(series.values)) or any(value < 0 for value in known):
        return True
    return series.unit == PERCENT and sum(known) < _WHOLE
