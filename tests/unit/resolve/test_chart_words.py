"""What is said of each kind of chart to those who cannot see it."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.unit.resolve.desk import ORIGIN, PLAIN, YI

from reportgen.model.chart_options import (
    Annotation,
    ChartKind,
    ChartOptions,
    PeriodBand,
    ReferenceLine,
)
from reportgen.model.facts import ChartFacts, SeriesFacts
from reportgen.resolve.chart_words import alt_text
from reportgen.zh.units import PERCENT


def facts(names, rows, **options):
    """Return facts of ``rows``: label, kind, values and perhaps a unit."""
    series = [
        SeriesFacts(
            label,
            tuple(None if v is None else Decimal(str(v)) for v in values),
            unit[0] if unit else YI,
            kind,
            1,
        )
        for label, kind, values, *unit in rows
    ]
    return ChartFacts(tuple(names), tuple(series), PLAIN, ORIGIN, ChartOptions(**options))


FIVE = [
    ("用时", kind, [value])
    for kind, value in zip(("low", "q1", "median", "q3", "high"), range(5), strict=True)
]
PRICES = [
    ("开盘", "open", [10, 12]),
    ("最高", "high", [13, 15]),
    ("最低", "low", [9, 11]),
    ("收盘", "close", [12, 11]),
]


@pytest.mark.parametrize(
    ("kind", "made", "said"),
    [
        (
            "waterfall",
            facts(["期初", "增", "减", "期末"], [("利润", "value", [5, 3, -2, 6])], totals=(0, 3)),
            "瀑布图：题。期初为5亿美元，增增加3亿美元，减减少2亿美元，期末为6亿美元。",
        ),
        (
            "percent",
            facts(["2023", "2024"], [("甲", "bar", [1, 3]), ("乙", "bar", [3, 1])]),
            "百分比堆积图：题。甲：2023年占25%，2024年占75%。乙：2023年占75%，2024年占25%。",
        ),
        (
            "heatmap",
            facts(["电池"], [("1月", "value", [2]), ("2月", "value", [None])]),
            "热力图：题。电池：1月2亿美元，2月无数据。",
        ),
        (
            "bullet",
            facts(["交付"], [("实际", "value", [90]), ("目标", "target", [100])]),
            "子弹图：题。交付：实际90亿美元，目标100亿美元，完成90%。",
        ),
        (
            "box",
            facts(["涂布"], [*FIVE, ("用时", "outlier", [9])]),
            (
                "箱线图：题。涂布中位数2亿美元，中间一半在1亿美元至3亿美元，"
                "须线0亿美元至4亿美元，离群点1个。"
            ),
        ),
        (
            "candle",
            facts(["2024-01-02", "2024-01-03"], PRICES),
            (
                "K线图：题。2024年1月2日至2024年1月3日共2个交易日，开盘10亿美元，收盘11亿美元，"
                "上涨10.0%，最高15亿美元（2024年1月3日），最低9亿美元（2024年1月2日）。"
            ),
        ),
        (
            "scatter",
            facts(
                ["甲", "乙", "丙"], [("增速", "x", [1, 2, 3], PERCENT), ("估值", "y", [2, 4, 5])]
            ),
            (
                "散点图：题。共3个点，横轴增速1%至3%，纵轴估值2亿美元至5亿美元，"
                "两者呈明显的正相关。各点：甲（1%，2亿美元），乙（2%，4亿美元），丙（3%，5亿美元）。"
            ),
        ),
        (
            "line",
            facts(["2022", "2023", "2024"], [("收入", "line", [3, 2, 1])]),
            "折线图：题。收入：2022年为3亿美元，2023年为2亿美元，2024年为1亿美元，总体下降。",
        ),
        (
            "bar",
            facts(["甲"], [("收入", "bar", [3])], is_horizontal=True),
            "条形图：题。收入：甲为3亿美元。",
        ),
    ],
)
def test_a_chart_reads_as_a_sentence(kind, made, said):
    assert alt_text(kind, "题", made) == said


def test_panels_are_said_one_by_one():
    made = facts(["2023"], [("销量", "line", [1]), ("销量", "line", [2])], facets=("沪", "深"))
    panels = (made.series[0], replace(made.series[1], panel=1))
    text = alt_text("line", "题", replace(made, series=panels))
    assert text == "折线图：题。沪：2023年为1亿美元。深：2023年为2亿美元。"


def test_lines_notes_and_bands_are_said():
    options = {
        "lines": (ReferenceLine(Decimal(4), "目标"),),
        "annotations": (Annotation(0, 0, "换届。"),),
        "bands": (PeriodBand(0, 0, "疫情"),),
    }
    text = alt_text("bar", "题", facts(["2023"], [("收入", "bar", [3])], **options))
    assert text.endswith("目标：4亿美元。标注：2023年，换届。色带：疫情。")


def test_every_kind_has_words_of_at_most_400_characters():
    names = [f"第{place}项业务的名称" for place in range(60)]
    rows = [(f"系列{place}", "value", range(1, 61)) for place in range(8)]
    simple = set(ChartKind) - {ChartKind.SCATTER, ChartKind.BOX, ChartKind.CANDLE, ChartKind.FIGURE}
    for kind in simple:
        assert 10 < len(alt_text(kind, "题", facts(names, rows))) <= 400
