"""Charts with their values, and the words for those who cannot see them."""

from decimal import Decimal
from operator import itemgetter

from reportgen.diag import Code
from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.facts import ChartFacts, SeriesFacts
from reportgen.model.length import mm
from reportgen.model.report import ChartSpec
from reportgen.zh.quantity import bare

WIDTH, HEIGHT = mm(150), mm(76)
_KINDS = {
    "bar": "柱形图",
    "grouped": "分组柱形图",
    "line": "折线图",
    "combo": "柱线组合图",
    "donut": "环形图",
}
_MOST = 400
"""Longer alt texts are listened to by nobody: beyond, the data are summed up."""


def chart_fault(kind: str, facts: ChartFacts) -> Code | None:
    """Return why a chart of ``kind`` cannot show ``facts``, or nothing when it can."""
    values = [value for each in facts.series for value in each.values if value is not None]
    if not values:
        return Code.CANNOT_DRAW
    if kind == "donut" and (min(values) < 0 or sum(values) == 0):
        return Code.NOT_SHARES
    return None


def chart_of(spec: ChartSpec, facts: ChartFacts, title: str, key: str) -> Chart:
    """Return the chart that ``spec`` declares, with the values of ``facts``."""
    return Chart(
        key=key,
        kind=spec.kind,
        categories=facts.categories,
        series=tuple(
            ChartSeries(each.label, each.values, each.unit, each.kind, each.axis)
            for each in facts.series
        ),
        format=facts.format,
        alt=spec.alt.strip() or alt_text(spec.kind, title, facts),
        width=WIDTH,
        height=HEIGHT,
    )


def alt_text(kind: str, title: str, facts: ChartFacts) -> str:
    """Return ``柱形图：题。营业收入：2023为2.29亿美元，2024为19.15亿美元。`` from the data."""
    lead = "：".join(filter(None, (_KINDS.get(kind, "图"), title.rstrip("。"))))
    for say in (_every_point, _main_points):
        text = "。".join([lead, *(f"{s.label}：{say(s, facts)}" for s in facts.series)]) + "。"
        if len(text) <= _MOST:
            return text
    names = "、".join(series.label for series in facts.series)
    ends = f"{facts.categories[0]}至{facts.categories[-1]}"
    text = f"{lead}。{ends}，共{len(facts.series)}个系列：{names}。"
    return text if len(text) <= _MOST else text[: _MOST - 2] + "……"


def _every_point(series: SeriesFacts, facts: ChartFacts) -> str:
    points = zip(facts.categories, series.values, strict=True)
    return "，".join(_point(name, value, series, facts) for name, value in points)


def _main_points(series: SeriesFacts, facts: ChartFacts) -> str:
    points = zip(facts.categories, series.values, strict=True)
    known = [(name, value) for name, value in points if value is not None]
    if not known:
        return "无数据"
    lowest, highest = min(known, key=itemgetter(1)), max(known, key=itemgetter(1))
    picked = (("", known[0]), ("", known[-1]), ("最低", lowest), ("最高", highest))
    said = [lead + _point(name, value, series, facts) for lead, (name, value) in picked]
    return f"共{len(known)}项，" + "，".join(dict.fromkeys(said))


def _point(name: str, value: Decimal | None, series: SeriesFacts, facts: ChartFacts) -> str:
    if value is None:
        return f"{name}无数据"
    return f"{name}为{bare(value, facts.format)}{series.unit.name}"
