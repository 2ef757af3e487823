"""Charts of the tests: those of the example, and nasty ones."""

from decimal import Decimal

from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.chart_options import ChartKind
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.model.length import mm
from reportgen.zh.units import parse_unit

MONEY, PERCENT, YUAN = parse_unit("亿美元"), parse_unit("%"), parse_unit("元")
TWO = NumberFormat(FormatKind.THOUSANDS, 2)
AS_NEEDED = NumberFormat(FormatKind.PERCENT)
SIZE = mm(150), mm(76)


def series(label, values, kind="bar", axis=1, unit=MONEY):
    numbers = tuple(None if v is None else Decimal(str(v)) for v in values)
    return ChartSeries(label, numbers, unit, kind, axis)


def chart(kind, categories, *all_series, how=TWO, size=SIZE):
    return Chart("c", ChartKind(kind), tuple(categories), all_series, how, "替代文字", *size)


REVENUE = chart("bar", ["2022年", "2023年", "2024年"], series("营业收入", [0.16, 2.289, 19.154]))
QUARTERS = chart(
    "combo",
    ["2024Q1", "2024Q2", "2024Q3", "2024Q4"],
    series("营业收入", [1.887, 3.954, 5.839, 7.474]),
    series("净亏损", [1.292, 3.230, 3.598, 0.514], "line"),
)
SHARES = chart(
    "donut",
    ["微软", "英伟达", "其他客户"],
    series("占比", [65, 15, 20], unit=PERCENT),
    how=AS_NEEDED,
)
RAISED = chart(
    "grouped", ["融资规模", "目标估值"], series("计划", [40, 350]), series("实际", [15, None])
)
MARGIN = chart(
    "combo",
    [f"2024-{month:02}" for month in range(1, 13)],
    series("收入", [12.3, 11.2, 15.6, 18.1, 17.2, 19.9, 22.4, 21.8, 24.5, 26.1, 27.7, 30.2]),
    series("毛利率", [61, 60, 63, 66, 65, 68, 70, 69, 72, 73, 74, 75], "line", 2, PERCENT),
)
LINES = chart(
    "line",
    ["2021", "2022", "2023", "2024"],
    series("英伟达", [82, 84, 88, 90], "line", unit=PERCENT),
    series("超威半导体", [11, 10, 8, 7], "line", unit=PERCENT),
    series("其他", [7, 6, 4, 3], "line", unit=PERCENT),
    how=AS_NEEDED,
)
LONG_NAMES = chart(
    "grouped",
    ["华东大区渠道业务部门", "华南大区直营业务部门", "西北西南联合事业部群"] * 3,
    series("计划", [12345.6, 2, 3] * 3),
    series("实际", [11345.6, None, 4] * 3),
)
REGIONS = chart(
    "bar",
    [f"{city}分公司业务联合管理部" for city in "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽"],
    series("收入", range(3, 27)),
)
NASTY = {
    "negative": chart("bar", ["一", "二", "三"], series("利润", [-5, 0, 3.2])),
    "all negative": chart("line", ["一", "二"], series("利润", [-5, -3], "line")),
    "many": chart("bar", [f"2023-{i:02}" for i in range(1, 25)], series("收入", range(24))),
    "long names": LONG_NAMES,
    "regions": REGIONS,
    "seven lines": chart(
        "line",
        ["2019", "2020", "2021"],
        *(series(f"系列{i}", [i, 2 * i, 3 * i], "line") for i in range(7)),
    ),
    "twelve bars": chart(
        "grouped", ["2019", "2020"], *(series(f"业务板块{i}", [i, 20 - i]) for i in range(12))
    ),
    "every day": chart(
        "line", [f"{i:03}" for i in range(250)], series("价", [i % 23 for i in range(250)], "line")
    ),
    "one point": chart("line", ["2024"], series("增速", [3.5], "line", unit=PERCENT)),
    "nothing": chart("bar", ["2024"], series("收入", [None])),
    "no line": chart("line", ["2023", "2024"], series("收入", [None, None], "line")),
    "zero": chart("bar", ["2024"], series("收入", [0])),
    "huge": chart("bar", ["2024"], series("收入", [123456789012345])),
    "tiny": chart("bar", ["2024"], series("收入", ["0.00000012"])),
    "second axis": chart(
        "combo",
        ["2023", "2024"],
        series("收入", [1, 19]),
        series("率", [45, 76], "line", 2, PERCENT),
    ),
    "below zero twice": chart(
        "combo",
        ["2021", "2022", "2023"],
        series("净利润", [-5.1, 0.4, 2.9]),
        series("同比", [-45, 120, 625], "line", 2, PERCENT),
    ),
    "one slice": chart("donut", ["全部"], series("占比", [100], unit=PERCENT)),
    "no slice": chart("donut", ["无"], series("占比", [None], unit=PERCENT)),
    "thin slices": chart(
        "donut", list("甲乙丙丁戊己庚"), series("占比", [40, 30, 10, 8, 6, 4, 2], unit=PERCENT)
    ),
    "crowded side": chart("donut", [f"{i}号" for i in range(40)], series("收入", [900, *[1] * 39])),
    "amounts": chart(
        "donut",
        ["华东大区渠道业务管理部门", "华南", "西北", "海外"],
        series("收入", [12.3, 45.2, 33.1, 5.5]),
    ),
    "small": chart("bar", ["甲", "乙"], series("收入", [1, 2]), size=(mm(40), mm(24))),
}
EXAMPLE = {"revenue": REVENUE, "quarters": QUARTERS, "shares": SHARES, "raised": RAISED}
ALL = {**EXAMPLE, "margin": MARGIN, "lines": LINES, **NASTY}
