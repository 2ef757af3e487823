"""Charts with their values, and what a kind cannot show."""

from msgspec.structs import replace

from reportgen.diag import Code
from reportgen.model.chart import Chart, ChartSeries, Picture
from reportgen.model.chart_options import ChartKind
from reportgen.model.facts import ChartFacts
from reportgen.model.length import Length, mm, points
from reportgen.model.report import ChartSpec
from reportgen.resolve.chart_words import alt_text

WIDTH, HEIGHT = mm(156), mm(76)
_WHOLES = (ChartKind.DONUT, ChartKind.PIE)
_TALLEST = mm(215)
_PANEL, _PANELS_ACROSS = mm(46), 3
_ROWS = {ChartKind.HEATMAP: mm(8), ChartKind.BULLET: mm(12), ChartKind.SPARK: mm(9.5)}
"""How high a row of a kind is."""
_ROW, _BAR, _HEAD = mm(7.5), mm(5), mm(15)
_LOWEST = mm(34)
_BARS = (ChartKind.BAR, ChartKind.GROUPED, ChartKind.STACKED, ChartKind.PERCENT)
_MOST_ROWS = 26
_AXIS, _GAP, _EM, _LINES = 34.0, 4.0, 8.5, 3
"""Points left of the bars, between their names, a letter's size; and how many lines a name has."""
_LATIN, _LAST_LATIN = 0.56, "\u2e7f"


def chart_fault(kind: ChartKind, facts: ChartFacts) -> Code | None:
    """Return why a chart of ``kind`` cannot show ``facts``, or nothing when it can."""
    values = [value for each in facts.series for value in each.values if value is not None]
    if not values or (kind is ChartKind.CANDLE and not _has_day(facts)):
        return Code.CANNOT_DRAW
    if kind in _WHOLES and (min(values) < 0 or sum(values) == 0):
        return Code.NOT_SHARES
    return None


def _has_day(facts: ChartFacts) -> bool:
    """Tell whether all four prices of some day are known."""
    prices = [each.values for each in facts.series if each.kind != "volume"]
    return any(None not in day for day in zip(*prices, strict=True))


def chart_of(spec: ChartSpec, facts: ChartFacts, title: str, key: str) -> Chart:
    """Return the chart that ``spec`` declares, with the values of ``facts``."""
    if _lies_down(spec, facts):
        facts = replace(facts, options=replace(facts.options, is_horizontal=True))
    return Chart(
        key=key,
        kind=spec.kind,
        categories=facts.categories,
        series=tuple(
            ChartSeries(s.label, s.values, s.unit, s.kind, s.axis, s.format, s.panel)
            for s in facts.series
        ),
        format=facts.format,
        alt=spec.alt.strip() or alt_text(spec.kind, title, facts),
        width=WIDTH,
        height=spec.wishes.height or _height(spec.kind, facts),
        is_fixed=bool(spec.wishes.height),
        is_native=spec.wishes.is_native,
        options=facts.options,
    )


def own_chart(spec: ChartSpec, picture: Picture, key: str) -> Chart:
    """Return the author's own figure."""
    return replace(drawn_chart(picture, key, picture.alt), kind=spec.kind)


def drawn_chart(picture: Picture, key: str, alt: str) -> Chart:
    """Return what is drawn already, known by the digest of its marks."""
    return picture.as_chart(key, alt)


def _lies_down(spec: ChartSpec, facts: ChartFacts) -> bool:
    """Tell whether the names of bars are too long to stand below them."""
    options, names = facts.options, facts.categories
    is_free = spec.kind in _BARS and not options.facets and not options.annotations
    if not is_free or len(names) > _MOST_ROWS or spec.wishes.height:
        return False
    if all(any(char.isdigit() for char in name) for name in names):  # moments, in their order
        return False
    room = (points(WIDTH) - _AXIS) / len(names) - _GAP
    return any(_ems(name) * _EM > max(room, _EM) * _LINES for name in names)


def _ems(name: str) -> float:
    return sum(1.0 if char > _LAST_LATIN else _LATIN for char in name)


def _height(kind: ChartKind, facts: ChartFacts) -> Length:
    """Return how high a chart is when nobody says: as its rows need."""
    if facts.options.facets:
        count = len(facts.options.facets)
        across = 2 if count in (2, 4) else min(count, _PANELS_ACROSS)
        return max(HEIGHT, min(_TALLEST, -(-count // across) * _PANEL + _HEAD))
    rows, row = len(facts.categories), _ROWS.get(kind)
    if kind is ChartKind.SPARK:
        rows = len(facts.series)
    if facts.options.is_horizontal:
        is_grouped = kind in (ChartKind.BAR, ChartKind.GROUPED) and len(facts.series) > 1
        row = _BAR * len(facts.series) + mm(3) if is_grouped else _ROW
    if row is None:
        return HEIGHT
    return max(_LOWEST, min(_TALLEST, rows * row + _HEAD))
