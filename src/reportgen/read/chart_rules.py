"""Which columns a kind of chart needs, what they are for, and which keys it honours."""

from collections.abc import Mapping

from reportgen.model.chart_options import ChartKind as Kind

_MANY = 60
_ANY_WORDS = f"1–{_MANY}"
COLUMNS: Mapping[Kind, tuple[int, int, str]] = {
    **dict.fromkeys(Kind, (1, _MANY, _ANY_WORDS)),
    **dict.fromkeys((Kind.DONUT, Kind.PIE, Kind.SCATTER, Kind.WATERFALL, Kind.BOX), (1, 1, "1")),
    Kind.BULLET: (1, 5, "1–5"),
    Kind.CANDLE: (4, 4, "4"),
}
"""How few and how many columns ``y`` may name, and how that is said."""

POSITIONS: Mapping[Kind, tuple[str, ...]] = {
    Kind.COMBO: ("bar", "line"),
    Kind.BULLET: ("value", "target", "range"),
    Kind.CANDLE: ("open", "high", "low", "close"),
}
"""What columns are for by their order; the last word holds for all further ones."""

SERIES_KIND: Mapping[Kind, str] = {
    **dict.fromkeys((Kind.BAR, Kind.GROUPED, Kind.STACKED, Kind.PERCENT), "bar"),
    **dict.fromkeys((Kind.LINE, Kind.SPARK), "line"),
    **dict.fromkeys((Kind.AREA, Kind.STACKED_AREA), "area"),
    Kind.SCATTER: "y",
}
"""What columns are for where their order says nothing; elsewhere they are values."""

_BARS = {Kind.BAR, Kind.GROUPED, Kind.STACKED, Kind.PERCENT}
_LINES = {Kind.LINE, Kind.AREA}
_ROUND = {Kind.DONUT, Kind.PIE}
_PLOTS = {*_BARS, *_LINES, Kind.STACKED_AREA, Kind.COMBO}
_VALUED = {*_PLOTS, Kind.SCATTER, Kind.BOX, Kind.CANDLE}
_ALL = set(Kind) - {Kind.FIGURE}

_HONOURED: Mapping[str, set[Kind]] = {
    "kind": set(Kind),
    "title": set(Kind),
    "cite": set(Kind),
    "alt": set(Kind),
    **dict.fromkeys(("from", "x", "y", "unit", "format", "height"), _ALL),
    **dict.fromkeys(("where", "last"), _ALL),
    "top": {*_BARS, *_ROUND, Kind.LINE, Kind.STACKED_AREA},
    "split": {Kind.GROUPED, Kind.STACKED, Kind.PERCENT, Kind.LINE, Kind.STACKED_AREA},
    "secondary_unit": {Kind.COMBO, Kind.SCATTER},
    "layout": _BARS,
    "sort": {*_BARS, *_ROUND, Kind.BOX},
    "reverse": {*_BARS, *_ROUND, Kind.COMBO, Kind.HEATMAP, Kind.BULLET, Kind.BOX},
    "labels": _ALL - {Kind.SPARK, Kind.CANDLE, Kind.STACKED_AREA},
    "legend": {*_PLOTS, Kind.SCATTER},
    "highlight": {*_BARS, *_LINES, *_ROUND, Kind.COMBO, Kind.SCATTER, Kind.BOX},
    "range": {*_VALUED, Kind.HEATMAP} - {Kind.PERCENT},
    "secondary_range": {Kind.COMBO, Kind.SCATTER},
    "scale": {Kind.LINE, Kind.SCATTER},
    "x_axis": {*_LINES, Kind.STACKED_AREA},
    "target": _VALUED,
    "mean": {*_LINES, Kind.BAR, Kind.GROUPED, Kind.COMBO, Kind.SCATTER},
    "bands": _VALUED,
    "annotations": {*_VALUED, Kind.WATERFALL} - {Kind.BOX},
    "totals": {Kind.WATERFALL},
    **{key: {Kind.SCATTER} for key in ("size", "points", "group", "trend")},
    "facet": {Kind.BAR, Kind.GROUPED, Kind.LINE, Kind.AREA},
    "volume": {Kind.CANDLE},
    "native": {*_PLOTS, *_ROUND, Kind.SCATTER, Kind.WATERFALL},
}


def honours(kind: Kind, key: str) -> bool:
    """Tell whether a chart of ``kind`` can do what ``key`` asks."""
    return kind in _HONOURED[key]


NOT_IN_PANELS = frozenset({"layout", "mean", "annotations", "scale"})
"""Keys that speak of one plot, and so mean nothing where there are several."""
