"""Kinds and options: what a reader must find in each, and that nothing collides."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.unit.draw.charts import chart, series
from tests.unit.draw.kinds import (
    BARS,
    BRIDGE,
    KINDS,
    LYING,
    TRADES,
    asked,
    bullets,
    candles,
    line,
    scatter,
    stacked,
    waves,
)
from tests.unit.draw.test_charts import assert_sound, bars, box, find, texts, words

from reportgen.draw.keep import picture_bytes, picture_from_bytes
from reportgen.draw.scale import LogScale, log_scale, one_scale
from reportgen.model.brand import WHITE
from reportgen.model.chart import PathMark
from reportgen.model.chart_options import AxisRange, ChartKind, Labels, LegendPlace
from reportgen.model.length import points


def paths(picture):
    return [mark for mark in picture.marks if isinstance(mark, PathMark)]


def fills(picture):
    return [mark.fill for mark in paths(picture) if mark.fill is not None]


def test_every_kind_is_drawn_by_some_chart_of_the_tests():
    drawn = {made.kind for made in KINDS.values()}
    others = {ChartKind.GROUPED, ChartKind.COMBO, ChartKind.DONUT, ChartKind.FIGURE}
    assert drawn | others == set(ChartKind)


@pytest.mark.parametrize("name", KINDS)
def test_nothing_lies_outside_the_picture(name, draw, fonts):
    assert_sound(draw(KINDS[name]), fonts)


@pytest.mark.parametrize("name", KINDS)
def test_no_words_touch(name, draw, fonts):
    boxes = [(box(mark, fonts), mark.text) for mark in texts(draw(KINDS[name])) if not mark.angle]
    for (one, text), (two, other) in combinations(boxes, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, (text, other)


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_survives_the_cache_and_is_drawn_alike_twice(name, draw):
    made = draw(KINDS[name])
    assert picture_from_bytes(picture_bytes(made)) == made
    assert draw(KINDS[name]) == made


# ---- bars, stacks, rows ----------------------------------------------------------------------


def test_a_target_is_a_line_with_its_name_and_value(draw):
    picture = draw(KINDS["target and mean"])
    assert {"三百亿目标 300", "均值 171.88"} <= set(words(picture))
    assert len([mark for mark in paths(picture) if mark.dash]) == 2


def test_a_target_beyond_the_data_widens_the_axis(draw):
    picture = draw(asked(BARS, lines=(line(900),)))
    assert "目标 900" in words(picture)


def test_where_one_category_stands_out_the_others_are_pale(draw, brand):
    picture = draw(KINDS["highlight"])
    assert len(bars(picture, brand.palette.chart[0])) == 1
    assert find(picture, "325.10").role == "chart_strong"


def test_labels_can_be_left_out(draw):
    assert "325.10" not in words(draw(KINDS["no labels"]))


def test_a_range_is_kept(draw):
    assert {"0", "500"} <= set(words(draw(KINDS["range"])))


def test_a_stack_says_its_parts_and_their_sum(draw):
    picture = draw(stacked())
    assert {"137", "125", "322"} <= set(words(picture))
    assert find(picture, "322").role == "chart_strong"


def test_series_of_a_stack_are_named_beside_the_last_stack(draw):
    picture = draw(stacked())
    assert all(find(picture, name).x > points(picture.width) * 0.8 for name in TRADES)


@pytest.mark.parametrize("place", [LegendPlace.TOP, LegendPlace.BOTTOM, LegendPlace.RIGHT])
def test_a_legend_stands_where_it_is_asked_for(place, draw):
    picture = draw(stacked(legend=place))
    spot = find(picture, "材料回收")
    height = points(picture.height)
    if place is LegendPlace.TOP:
        assert spot.y > height - 15
    elif place is LegendPlace.BOTTOM:
        assert spot.y < 15
    else:
        assert spot.x > points(picture.width) * 0.8


def test_without_a_legend_no_series_is_named(draw):
    assert not set(TRADES) & set(words(draw(stacked(legend=LegendPlace.NONE))))


def test_shares_of_each_whole_reach_from_nought_to_a_hundred(draw):
    picture = draw(stacked("percent"))
    assert {"0", "100", "43", "单位：%"} <= set(words(picture))


def test_losses_of_a_stack_hang_below_the_line(draw, brand):
    picture = draw(KINDS["stacked with losses"])
    pieces = [m for m in paths(picture) if m.stroke == WHITE and m.fill == brand.palette.chart[0]]
    lows = [min(segment[2] for segment in piece.segments[:4]) for piece in pieces]
    assert min(lows) < max(lows)


def test_names_too_long_for_columns_lay_the_bars_down(draw):
    long = chart(
        "bar",
        [
            "交付周期长于竞争对手的同类产品线",
            "报价缺少分项，客户内部难以过会",
            "其他原因合计若干",
            *"甲乙丙",
        ],
        series("占比", [31, 24, 6, 1, 1, 1]),
    )
    assert not [mark for mark in texts(draw(long)) if mark.angle]


def test_a_lying_bar_is_as_long_as_its_value(draw, brand):
    made = asked(chart("bar", ["甲", "乙"], series("收入", [10, 20])), is_horizontal=True)
    one, two = bars(draw(made), brand.palette.chart[0])
    lengths = [abs(bar[1][1] - bar[0][1]) for bar in (one, two)]
    assert lengths[1] / lengths[0] == pytest.approx(2, rel=0.01)


def test_a_gap_of_a_lying_bar_is_marked(draw):
    assert "—" in words(draw(LYING))


# ---- lines and time ------------------------------------------------------------------------------


def test_dates_stand_as_far_apart_as_they_are(draw):
    made = asked(
        chart("line", ["2024-01-01", "2024-01-02", "2024-01-31"], series("价", [1, 2, 3], "line")),
        days=(738886, 738887, 738916),
    )
    path = next(m for m in paths(draw(made)) if m.line_width == 1.6)
    xs = [segment[1] for segment in path.segments]
    assert (xs[2] - xs[0]) / (xs[1] - xs[0]) == pytest.approx(30, rel=0.02)


def test_an_axis_of_time_names_round_dates_and_their_years(draw):
    said = words(draw(waves(60)))
    assert {"10月", "2024年", "1月", "2025年"} <= set(said)


def test_a_logarithmic_axis_has_equal_steps_for_equal_factors():
    scale = log_scale([Decimal(3), Decimal(9000)])
    assert [label for _, label in scale.ticks if set(label) <= set("10,")] == [
        "10",
        "100",
        "1,000",
        "10,000",
    ]
    step = scale.place(Decimal(100)) - scale.place(Decimal(10))
    assert scale.place(Decimal(1000)) - scale.place(Decimal(100)) == pytest.approx(step)


def test_a_line_that_stands_out_is_thicker_than_the_grey_ones(draw, brand):
    picture = draw(KINDS["lines with one that stands out"])
    loud = [m.line_width for m in paths(picture) if m.stroke == brand.palette.chart[0]]
    assert loud[0] == 1.6
    assert len([m for m in paths(picture) if m.line_width == 1.0 and m.fill is None]) == 4


def test_a_gap_of_an_area_stays_open(draw):
    area = next(m for m in paths(draw(KINDS["area"])) if m.opacity < 1)
    assert [segment[0] for segment in area.segments].count("h") == 2


# ---- the other kinds -----------------------------------------------------------------------------


def test_steps_of_a_waterfall_are_told_by_sign_and_never_by_red_and_green(draw, brand):
    picture = draw(BRIDGE)
    assert {"24.70", "+14.20", "−9.60", "41.10", "合计", "增加", "减少"} <= set(words(picture))
    used = set(fills(picture))
    assert {brand.palette.chart[0], brand.palette.chart[1], brand.palette.chart[2]} <= used
    assert not {brand.palette.up, brand.palette.down} & used


def test_a_point_is_as_large_as_its_size_by_area(draw):
    made = scatter(2, names=["甲", "乙"])
    sized = replace(made, series=(*made.series[:2], series("市值", [100, 400], "size", 3)))
    dots = [m for m in paths(draw(sized)) if m.opacity < 1]
    widths = [max(s[1] for s in d.segments[:-1]) - min(s[1] for s in d.segments[:-1]) for d in dots]
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.02)


def test_points_and_axes_are_named(draw):
    said = words(draw(scatter(5)))
    assert {"第0公司", "第4公司", "市盈率（元）", "增速（%）", "圆的面积：市值（亿美元）"} <= set(
        said
    )


def test_a_heat_map_writes_its_cells_and_the_ends_of_its_scale(draw):
    said = words(draw(KINDS["heat map"]))
    assert "—" in said
    ends = {"−6.0", "6.0"}
    assert ends <= set(said)


def test_a_value_of_a_heat_map_can_be_read_on_its_cell(draw):
    cells = [m for m in texts(draw(KINDS["heat map of amounts"])) if m.text == "40.00"]
    assert [m.colour == WHITE for m in cells] == [False, *[True] * 5]  # the scale, and the cells


def test_a_bullet_says_its_value_and_how_much_of_the_target_it_is(draw):
    said = words(draw(bullets("value", "target")))
    assert {"93.2", "98%", "完成率", "—"} <= set(said)


def test_a_spark_says_the_last_value_and_the_change(draw):
    said = words(draw(KINDS["sparks"]))
    assert {"30亿美元", "+20.0%", "84%", "−1.0个百分点", "无数据"} <= set(said)


def test_rising_days_are_hollow_and_falling_ones_filled(draw, brand):
    picture = draw(candles(30))
    bodies = [
        m for m in paths(picture) if m.stroke in (brand.palette.up, brand.palette.down) and m.fill
    ]
    assert {(m.stroke, m.fill) for m in bodies} == {
        (brand.palette.up, WHITE),
        (brand.palette.down, brand.palette.down),
    }


def test_panels_share_one_scale_and_have_titles(draw):
    picture = draw(KINDS["panels"])
    assert {f"第{place}大区业务中心" for place in range(6)} <= set(words(picture))
    assert [mark.text for mark in texts(picture)].count("10") == 2  # once a row


def test_labels_asked_for_never_touch_even_where_all_are_wanted(draw, fonts):
    made = asked(
        chart("bar", [str(i) for i in range(60)], series("收入", [1000 + i for i in range(60)])),
        labels=Labels.ALL,
    )
    boxes = [box(mark, fonts) for mark in texts(draw(made)) if not mark.angle]
    for one, two in combinations(boxes, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


# ---- scales ----------------------------------------------------------------------

NUMBERS = st.decimals(-(10**6), 10**6, places=2)


@given(st.lists(NUMBERS, min_size=1, max_size=9), NUMBERS, st.integers(1, 10**6))
def test_a_range_asked_for_is_where_the_axis_ends(values, low, span):
    high = low + span
    scale = one_scale(values, from_zero=True, limits=AxisRange(low, high))
    assert scale.place(low) == pytest.approx(0, abs=1e-6)
    assert scale.place(high) == pytest.approx(scale.count, abs=1e-6)
    assert scale.count <= 12


@given(st.lists(st.decimals("0.001", 10**9, places=3), min_size=1, max_size=9))
def test_a_logarithmic_axis_holds_its_values(values):
    scale = log_scale(values)
    assert isinstance(scale, LogScale)
    assert all(-1e-6 <= scale.place(value) <= scale.count + 1e-6 for value in values)


# ---- anything at all ----------------------------------------------------------------------

VALUES = st.none() | st.decimals(0, 10**7, places=2)
NAMES = st.text("华东大区2024年Q1（预计）AI ", min_size=1, max_size=14)

_ROLES = {"stacked_area": "area", "area": "area", "spark": "line"}


@st.composite
def any_kind(make):
    kind = make(
        st.sampled_from(
            ["stacked", "percent", "stacked_area", "waterfall", "heatmap", "area", "spark", "pie"]
        )
    )
    count = make(st.integers(1, 14))
    names = make(st.lists(NAMES, min_size=count, max_size=count))
    rows = st.lists(VALUES, min_size=count, max_size=count)
    several = 1 if kind in ("waterfall", "pie") else make(st.integers(1, 6))
    role = _ROLES.get(kind, "bar")
    made = [series(make(NAMES), make(rows), role) for _ in range(several)]
    lying = kind in ("stacked", "percent") and make(st.booleans())
    legend = make(st.sampled_from(LegendPlace))
    return asked(chart(kind, names, *made), is_horizontal=lying, legend=legend)


@settings(max_examples=60)
@given(any_kind())
def test_any_values_of_any_kind_make_a_picture_with_all_inside(draw, fonts, made):
    assert_sound(draw(made), fonts)
