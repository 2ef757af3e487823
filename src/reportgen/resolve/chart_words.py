"""What a chart shows, in sentences, for those who cannot see it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from msgspec.structs import replace

from reportgen.model.chart_options import ChartKind as Kind
from reportgen.model.facts import ChartFacts, NumberFormat, SeriesFacts
from reportgen.resolve.chart_kind_words import special_words
from reportgen.zh.calendar import moment_words
from reportgen.zh.quantity import bare

_KINDS = {
    Kind.BAR: "柱形图",
    Kind.GROUPED: "分组柱形图",
    Kind.STACKED: "堆积柱形图",
    Kind.PERCENT: "百分比堆积图",
    Kind.LINE: "折线图",
    Kind.AREA: "面积图",
    Kind.STACKED_AREA: "堆积面积图",
    Kind.COMBO: "柱线组合图",
    Kind.DONUT: "环形图",
    Kind.PIE: "饼图",
    Kind.SCATTER: "散点图",
    Kind.WATERFALL: "瀑布图",
    Kind.HEATMAP: "热力图",
    Kind.BULLET: "子弹图",
    Kind.SPARK: "迷你折线图",
    Kind.BOX: "箱线图",
    Kind.CANDLE: "K线图",
}
_LYING = {Kind.STACKED: "堆积条形图", Kind.PERCENT: "百分比条形图"}
_MOST = 400
"""Longer alt texts are listened to by nobody: beyond, the data are summed up."""
_FEWEST = 3
_TIMED = (Kind.LINE, Kind.AREA, Kind.SPARK)


def alt_text(kind: str, title: str, facts: ChartFacts) -> str:
    """Return ``柱形图：题。营业收入：2023为2.29亿美元，2024为19.15亿美元。`` from the data."""
    kind = Kind(kind)
    facts = replace(facts, categories=tuple(map(moment_words, facts.categories)))
    name = _KINDS[kind]
    if facts.options.is_horizontal:
        name = _LYING.get(kind, "条形图")
    lead = "：".join(filter(None, (name, title.rstrip("。"))))
    marks = tuple(_marks(facts))
    for sentences in _tellings(kind, facts):
        text = "。".join([lead, *sentences, *marks]) + "。"
        if len(text) <= _MOST:
            return text
    names = "、".join(dict.fromkeys(series.label for series in facts.series))
    ends = f"{facts.categories[0]}至{facts.categories[-1]}"
    count = len({series.label for series in facts.series})
    text = f"{lead}。{ends}，共{count}个系列：{names}。"
    return text if len(text) <= _MOST else text[: _MOST - 2] + "……"


def _tellings(kind: Kind, facts: ChartFacts) -> Iterator[Sequence[str]]:
    """Yield what the data say, ever shorter."""
    special = special_words(kind, facts)
    if special:
        yield from special
        return
    for say in (_every_point, _main_points):
        yield [_named(series, facts) + say(series, facts, kind) for series in facts.series]


def _named(series: SeriesFacts, facts: ChartFacts) -> str:
    panels = facts.options.facets
    several = len({each.label for each in facts.series}) > 1
    if not panels:
        return f"{series.label}："
    return f"{panels[series.panel]}{series.label if several else ''}："


def _every_point(series: SeriesFacts, facts: ChartFacts, kind: Kind) -> str:
    points = zip(facts.categories, series.values, strict=True)
    said = "，".join(point_words(name, value, series, facts) for name, value in points)
    known = [value for value in series.values if value is not None]
    return said + (_trend(known) if kind in _TIMED and len(known) >= _FEWEST else "")


def _main_points(series: SeriesFacts, facts: ChartFacts, kind: Kind) -> str:
    points = zip(facts.categories, series.values, strict=True)
    known = [(name, value) for name, value in points if value is not None]
    if not known:
        return "无数据"
    lowest, highest = min(known, key=itemgetter(1)), max(known, key=itemgetter(1))
    picked = (("", known[0]), ("", known[-1]), ("最低", lowest), ("最高", highest))
    said = [lead + point_words(name, value, series, facts) for lead, (name, value) in picked]
    trend = _trend([value for _, value in known]) if kind in _TIMED else ""
    return f"共{len(known)}项，" + "，".join(dict.fromkeys(said)) + trend


def _trend(values: Sequence[Decimal]) -> str:
    if values[-1] == values[0]:
        return "，首尾持平"
    return "，总体上升" if values[-1] > values[0] else "，总体下降"


def point_words(name: str, value: Decimal | None, series: SeriesFacts, facts: ChartFacts) -> str:
    """Return ``2024为19.15亿美元``."""
    if value is None:
        return f"{name}无数据"
    return f"{name}为{bare(value, _format(series, facts))}{series.unit.name}"


def _format(series: SeriesFacts, facts: ChartFacts) -> NumberFormat:
    return series.format or facts.format


def _marks(facts: ChartFacts) -> Iterator[str]:
    """Yield what lines and annotations add to the data."""
    for line in facts.options.lines:
        series = next((s for s in facts.series if s.axis == line.axis and s.kind != "x"), None)
        if series is not None:
            yield f"{line.label}：{bare(line.value, _format(series, facts))}{series.unit.name}"
    for note in facts.options.annotations:
        yield f"标注：{facts.categories[note.place]}，{note.text.rstrip('。')}"
    for band in facts.options.bands:
        if band.label:
            yield f"色带：{band.label}"
