"""What an author may ask of a chart, in Chinese and in ASCII."""

import pytest

from reportgen.model.chart_options import AxisRange, ChartKind, Labels, LegendPlace
from reportgen.model.length import mm
from reportgen.read.chart_keys import CHART, KINDS
from reportgen.read.chart_rules import COLUMNS, honours

BASE = "charts: {{a: {{kind: {kind}, from: s, x: a, y: b, title: c, {rest}}}}}\n"
CHINESE = """charts:
  a:
    类型: 折线图
    来源: s
    x: 年度
    y: [甲, 乙]
    标题: 题
    排序: 不排
    图例: 下
    数值标注: 全部
    突出: [甲]
    高: 80
    范围: [0, 自动]
    刻度: 线性
    横轴: 类别
    目标线: [30, {数值: 20, 名称: 底线}]
    均值线: 是
    色带: [{从: "2020", 到: "2021", 名称: 疫情}]
    标注: [{位置: "2021", 文字: 换届, 系列: 乙}]
"""


def chart(folder, keys):
    made = folder(keys)
    return made, made.inputs.report.charts.get("a")


def asked(folder, kind, rest):
    made, spec = chart(folder, BASE.format(kind=kind, rest=rest))
    assert made.found == []
    return spec.wishes


def test_every_key_has_a_chinese_name():
    made, _ = {key.name: key.chinese for key in CHART.keys}, None
    assert all(made.values())
    assert len(set(made.values())) == len(made)


def test_every_kind_can_be_asked_for_in_both_languages(folder):
    names = {option.name for option in KINDS.options}
    assert names == {*ChartKind, "horizontal"}
    for option in KINDS.options:
        y = "[b, c, d, e]" if option.name == "candle" else "b"
        keys = (
            f"charts: {{a: {{类型: {option.chinese}, 来源: s, x: a, y: {y}, 标题: c, alt: d}}}}\n"
        )
        _, spec = chart(folder, keys)
        assert spec is not None, option


def test_chinese_names_mean_the_same(folder):
    made, spec = chart(folder, CHINESE)
    assert made.found == ["report.yaml:11:5 RG167"]  # a line chart is not sorted
    wishes = spec.wishes
    assert spec.kind is ChartKind.LINE
    assert (wishes.legend, wishes.labels) == (LegendPlace.BOTTOM, Labels.ALL)
    assert wishes.ranges[0] == AxisRange(0, None)
    assert [(t.value, t.label) for t in wishes.targets] == [(30, "目标"), (20, "底线")]
    assert wishes.has_mean
    assert wishes.height == mm(80)
    assert wishes.bands[0].label == "疫情"
    assert wishes.annotations[0].series.name == "乙"
    assert asked(folder, "bar", "分面: 城市").columns["facet"].name == "城市"


def test_horizontal_is_a_bar_chart_that_lies(folder):
    assert asked(folder, "horizontal", "").is_horizontal
    assert asked(folder, "stacked", "layout: horizontal").is_horizontal


def test_a_single_target_needs_no_list(folder):
    assert [t.value for t in asked(folder, "bar", "target: 3").targets] == [3]


@pytest.mark.parametrize(
    ("kind", "rest", "code"),
    [
        ("waterfall", "y: [a, b]", "RG102"),
        ("donut", "target: 3", "RG167"),
        ("bar", "scale: log", "RG167"),
        ("line", "layout: horizontal", "RG167"),
        ("bar", "range: [1]", "RG169"),
        ("bar", "range: [一, 二]", "RG169"),
        ("bar", "height: 500", "RG170"),
        ("bar", "legend: left", "RG119"),
        ("bar", "target: {label: 无}", "RG105"),
        ("bar", "bands: [{from: 1}]", "RG105"),
        ("bar", "mean: maybe", "RG119"),
        ("bar", "facet: d, layout: horizontal", "RG167"),
        ("horizontal", "facet: d", "RG167"),
        ("line", "facet: d, mean: yes", "RG167"),
        ("line", "facet: d, scale: log", "RG167"),
        ("spark", "reverse: yes", "RG167"),
    ],
)
def test_nonsense_is_refused(folder, kind, rest, code):
    made = folder(BASE.format(kind=kind, rest=rest))
    assert code in [found.split()[1] for found in made.found]


def test_only_series_of_a_combined_chart_choose_their_axis(folder):
    y = "[{column: b, axis: 2, kind: line}]"
    keys = f"charts: {{a: {{kind: KIND, from: s, x: a, title: c, y: {y}}}}}\n"
    assert folder(keys.replace("KIND", "combo")).codes == []
    assert folder(keys.replace("KIND", "line")).codes == ["RG167"] * 2


def test_each_kind_says_how_many_columns_it_needs():
    assert set(COLUMNS) == set(ChartKind)


def test_each_key_is_honoured_by_some_kind():
    assert all(any(honours(kind, key.name) for kind in ChartKind) for key in CHART.keys)


def test_charts_of_word_can_be_edited_unless_the_report_or_the_chart_says_no(folder):
    keys = "{kind: bar, from: s, x: a, y: [b, c], title: 题%s}"

    def is_native(report, more):
        read = folder(f"{report}charts: {{a: {keys % more}}}\n")
        assert read.found == []
        return read.report.charts["a"].wishes.is_native

    picture = "docx: {charts: picture}\n"
    assert is_native("", "")
    assert not is_native("", ", native: no")
    assert not is_native("", ", 可编辑: 否")
    assert not is_native(picture, "")
    assert not is_native("Word: {图表: 图片}\n", "")
    assert is_native(picture, ", native: yes")
