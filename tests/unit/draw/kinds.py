"""One chart of each kind and option, as facts come to them; and nasty ones."""

import datetime as dt
import math
from decimal import Decimal

from msgspec.structs import replace
from tests.unit.draw.charts import PERCENT, YUAN, chart, series

from reportgen.model.chart_options import (
    Annotation,
    AxisRange,
    Labels,
    LegendPlace,
    PeriodBand,
    ReferenceLine,
    ValueBand,
)
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.model.length import mm

WHOLE = NumberFormat(FormatKind.THOUSANDS, 0)
YEARS = ["2020", "2021", "2022", "2023", "2024"]
TRADES = ["储能系统", "动力电池", "材料回收", "海外服务"]
START = dt.date(2024, 9, 2).toordinal()


def asked(made, **options):
    return replace(made, options=replace(made.options, **options))


def line(value, label="目标", axis=1):
    return ReferenceLine(Decimal(str(value)), label, axis)


def band(low, high, label=""):
    return ValueBand(Decimal(str(low)), Decimal(str(high)), label)


def stacked(kind="stacked", **options):
    rows = (
        [31, 52, 71, 96, 137],
        [84, 112, 121, 124, 125],
        [14, 17, 21, 24, 26],
        [9, 13, 17, 23, 34],
    )
    bars = "area" if kind == "stacked_area" else "bar"
    all_series = [series(name, row, bars) for name, row in zip(TRADES, rows, strict=True)]
    return asked(chart(kind, YEARS, *all_series, how=WHOLE), **options)


def waves(count, **options):
    days = tuple(START + 3 * place for place in range(count))
    names = [dt.date.fromordinal(day).isoformat() for day in days]
    rows = [50 + 30 * math.sin(place / 7) for place in range(count)]
    made = chart("line", names, series("价格", [round(v, 2) for v in rows], "line", unit=YUAN))
    return asked(made, days=days, **options)


def candles(count, *, volume=True):
    days = tuple(START + place for place in range(count))
    opens = [100 + 10 * math.sin(place / 5) for place in range(count)]
    closes = [value + 3 * math.cos(place) for place, value in enumerate(opens)]
    highs = [max(pair) + 1 for pair in zip(opens, closes, strict=True)]
    lows = [min(pair) - 1 for pair in zip(opens, closes, strict=True)]
    four = zip(("open", "high", "low", "close"), (opens, highs, lows, closes), strict=True)
    made = [series(kind, [round(v, 2) for v in row], kind, unit=YUAN) for kind, row in four]
    if volume:
        amounts = [20 + place % 9 for place in range(count)]
        made.append(series("成交量", amounts, "volume", 2, YUAN))
    names = [dt.date.fromordinal(day).isoformat() for day in days]
    return asked(chart("candle", names, *made, size=(mm(150), mm(92))), days=days)


def scatter(count=10, *, sized=True, names=None, **options):
    across = [place * 3 + place % 4 for place in range(1, count + 1)]
    up = [20 + place * 2 - place % 5 for place in range(count)]
    made = [series("增速", across, "x", 2, PERCENT), series("市盈率", up, "y", 1, YUAN)]
    if sized:
        made.append(series("市值", [4 ** (place % 7) for place in range(count)], "size", 3))
    named = names or [f"第{place}公司" for place in range(count)]
    return asked(chart("scatter", named, *made, how=WHOLE), **options)


def boxes():
    rows = {
        "low": [35, 24, 28, None],
        "q1": [39, 26, 32, None],
        "median": [42, 28, 35, None],
        "q3": [47, 29, 39, None],
        "high": [50, 31, 49, None],
        "outlier": [68, None, 19, None],
    }
    made = [series("用时", row, kind, unit=YUAN) for kind, row in rows.items()]
    return chart("box", ["涂布", "辊压", "卷绕", "停工"], *made, how=WHOLE)


def panels(count, kind="line", **options):
    rows = [
        replace(series("销量", [place + step for step in range(5)], "line"), panel=place)
        for place in range(count)
    ]
    titles = tuple(f"第{place}大区业务中心" for place in range(count))
    made = chart(kind, YEARS, *rows, how=WHOLE, size=(mm(150), mm(40 + 30 * (count // 3))))
    return asked(made, facets=titles, **options)


def months(*, count=8, gap=True):
    names = [f"{month}月" for month in range(1, count + 1)]
    rows = [
        [round(6 * math.sin(row * 3 + column), 1) for row in range(6)] for column in range(count)
    ]
    if gap:
        rows[3][4] = None
    made = [series(name, row, "value", unit=PERCENT) for name, row in zip(names, rows, strict=True)]
    industries = ["电池", "光伏", "半导体", "医药", "白酒", "银行"]
    return chart("heatmap", industries, *made, how=NumberFormat(FormatKind.THOUSANDS, 1))


def bullets(*kinds):
    rows = {
        "value": [93.2, 97.1, 78.5, None],
        "target": [95, 96, 85, 86],
        "range": [85, 90, 65, 70],
        "good": [92, 94, 80, 82],
        "best": [98, 99, 92, 95],
    }
    roles = {"good": "range", "best": "range"}
    names = {"value": "实际", "target": "目标", "range": "及格", "good": "良好", "best": "优秀"}
    made = [series(names[kind], rows[kind], roles.get(kind, kind), unit=PERCENT) for kind in kinds]
    categories = ["准时交付率", "一次合格率", "产能利用率", "客户续约率（含海外）"]
    return chart("bullet", categories, *made, how=NumberFormat(FormatKind.THOUSANDS, 1))


BRIDGE = asked(
    chart(
        "waterfall",
        ["2023年净利润", "销量增长", "产品降价", "原料降价", "停产", "2024年净利润"],
        series("净利润", [24.7, 14.2, -9.6, 11.8, None, 41.1], "value"),
    ),
    totals=(0, 5),
)
BARS = chart("bar", YEARS, series("收入", [86.4, 112.7, 138.9, 196.3, 325.1]))
SPARKS = chart(
    "spark",
    YEARS,
    series("订单", [17, 19, 22, 25, 30], "line", 1),
    series("回款率", [86, None, 90, 85, 84], "line", 2, PERCENT),
    series("无数据", [None] * 5, "line", 3),
    how=WHOLE,
)
LYING = asked(
    chart(
        "bar",
        ["交付周期长于竞争对手的同类产品", "报价缺少分项，客户内部难以过会", "其他", "没有回答"],
        series("占比", [31, 24, -6, None], unit=PERCENT),
        how=WHOLE,
    ),
    is_horizontal=True,
)
NOTES = (
    Annotation(1, 0, "疫情之后订单集中交付"),
    Annotation(4, 0, "海外大单落地，全年目标提前完成"),
)

KINDS = {
    "target and mean": asked(BARS, lines=(line(300, "三百亿目标"), line("171.88", "均值"))),
    "bands": asked(BARS, bands=(PeriodBand(1, 2, "疫情"), band(200, 300, "目标区间"))),
    "notes": asked(BARS, annotations=NOTES),
    "highlight": asked(BARS, highlight=(4,)),
    "range": asked(BARS, ranges=(AxisRange(Decimal(0), Decimal(500)), AxisRange())),
    "odd range": asked(BARS, ranges=(AxisRange(Decimal(-7), Decimal(333)), AxisRange())),
    "no labels": asked(BARS, labels=Labels.NONE),
    "stacked": stacked(),
    "stacked, legend below": stacked(legend=LegendPlace.BOTTOM),
    "stacked, legend right": stacked(legend=LegendPlace.RIGHT),
    "stacked, no legend": stacked(legend=LegendPlace.NONE),
    "stacked with losses": chart(
        "stacked", YEARS, series("甲", [3, -2, 4, None, 5]), series("乙", [1, -4, 2, 2, -1])
    ),
    "percent": stacked("percent"),
    "percent lying": stacked("percent", is_horizontal=True),
    "stacked lying": stacked(is_horizontal=True, annotations=NOTES),
    "stacked areas": stacked("stacked_area", bands=(PeriodBand(1, 2, "疫情"),)),
    "stacked area with a gap": chart(
        "stacked_area",
        YEARS,
        series("甲", [3, 2, 4, 5, 5], "area"),
        series("乙", [1, None, 2, 2, 1]),
    ),
    "lying": LYING,
    "lying with lines": asked(
        LYING, lines=(line(20),), bands=(band(0, 10, "偏低"),), annotations=NOTES[:1]
    ),
    "grouped lying": asked(
        chart("grouped", TRADES, series("计划", [4, 5, 6, 7]), series("实际", [3, 9, 1, 8])),
        is_horizontal=True,
    ),
    "area": chart("area", YEARS, series("订单", [17, 19, None, 25, 30], "area")),
    "dates": waves(60, bands=(PeriodBand(3, 20, "去库存"),)),
    "many dates": waves(400),
    "two dates": waves(2),
    "log": asked(
        chart("line", YEARS, series("价格", [9600, 5100, 1200, 300, 69], "line", unit=YUAN)),
        is_log=True,
        lines=(line(100),),
    ),
    "lines with one that stands out": asked(
        chart(
            "line", YEARS, *(series(f"品牌{i}", [i, i + 2, 2 * i, 3, i], "line") for i in range(5))
        ),
        highlighted_series=(2,),
    ),
    "pie": chart("pie", TRADES, series("收入", [137, 125, 26, 34])),
    "pie that stands out": asked(
        chart("pie", TRADES, series("收入", [137, 125, 26, 34])), highlight=(1,)
    ),
    "waterfall": BRIDGE,
    "waterfall without totals": chart("waterfall", TRADES, series("变动", [3, -5, 1, -2], "value")),
    "waterfall with notes": asked(BRIDGE, annotations=(Annotation(2, 0, "竞争加剧"),)),
    "scatter": scatter(),
    "scatter with all": scatter(
        trend=(Decimal("0.6"), Decimal(18)),
        groups=tuple("甲乙丙丁甲乙丙丁甲乙"),
        highlight=(3,),
        lines=(line(30, "均值"),),
        annotations=(Annotation(2, 0, "估值偏低"),),
    ),
    "many points": scatter(300, sized=False, names=[""] * 300),
    "crowded points": scatter(60),
    "heat map": months(),
    "heat map of amounts": chart(
        "heatmap", TRADES, *(series(y, [5, 9, 40, 2], "value") for y in YEARS)
    ),
    "dense heat map": months(count=24),
    "bullets": bullets("value", "target", "range", "good", "best"),
    "bullets alone": bullets("value"),
    "sparks": SPARKS,
    "boxes": asked(boxes(), lines=(line(45),)),
    "candles": candles(80),
    "a year of candles": candles(240),
    "candles alone": candles(30, volume=False),
    "panels": panels(6),
    "two panels": panels(2, lines=(line(3),)),
    "panels of bars": panels(5, "bar", bands=(PeriodBand(0, 1, ""),)),
    "twelve panels": panels(12),
    "yuan": asked(
        chart("bar", ["2023", "2024"], series("收入", [228900000, 1915400000], unit=YUAN)),
        lines=(line(1000000000),),
        bands=(band(100000000, 200000000, "下限"),),
    ),
}
