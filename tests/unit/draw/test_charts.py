"""Charts: what a reader must find in them."""

import math
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.draw.charts import (
    ALL,
    AS_NEEDED,
    LINES,
    LONG_NAMES,
    MARGIN,
    MONEY,
    NASTY,
    PERCENT,
    QUARTERS,
    RAISED,
    REGIONS,
    REVENUE,
    SHARES,
    YUAN,
    chart,
    series,
)

from reportgen.model.chart import PathMark, TextMark
from reportgen.model.length import points


def texts(picture):
    return [mark for mark in picture.marks if isinstance(mark, TextMark)]


def words(picture):
    return [mark.text for mark in texts(picture)]


def find(picture, text):
    return next(mark for mark in texts(picture) if mark.text == text)


def bars(picture, colour):
    shapes = [m for m in picture.marks if isinstance(m, PathMark) and m.fill == colour]
    letters = ["".join(segment[0] for segment in shape.segments) for shape in shapes]
    return [s.segments for s, drawn in zip(shapes, letters, strict=True) if drawn == "mlllh"]


def box(mark, fonts):
    """Corners of the ink of upright words, a little less than the line."""
    width = points(fonts.width(mark.text, mark.role, round(mark.size * 1000)))
    return mark.x, mark.y - mark.size * 0.1, mark.x + width, mark.y + mark.size * 0.72


# ---- what is said ----------------------------------------------------------------------------


def test_bars_say_their_values_and_categories(draw):
    said = words(draw(REVENUE))
    assert {"0.16", "2.29", "19.15", "2022年", "2023年", "2024年"} <= set(said)


def test_the_unit_stands_at_the_upper_left(draw):
    picture = draw(REVENUE)
    unit = find(picture, "单位：亿美元")
    assert unit.x < 5
    assert all(mark.y < unit.y for mark in texts(picture) if mark != unit)


def test_the_unit_of_the_second_axis_stands_at_the_upper_right(draw, fonts):
    picture = draw(MARGIN)
    unit = find(picture, "右轴：%")
    assert box(unit, fonts)[2] > points(picture.width) - 5
    assert "毛利率（右轴）" in words(picture)


def test_one_series_needs_no_legend(draw):
    assert "营业收入" not in words(draw(REVENUE))


def test_several_series_are_named(draw):
    assert {"营业收入", "净亏损"} <= set(words(draw(QUARTERS)))


def test_lines_are_named_at_their_ends_with_their_last_values(draw):
    picture = draw(LINES)
    last = {"英伟达 90", "超威半导体 7", "其他 3"}
    assert last <= set(words(picture))
    assert all(find(picture, text).x > points(picture.width) * 0.8 for text in last)


def test_a_donut_names_every_slice_with_its_share_once(draw):
    said = words(draw(SHARES))
    assert sorted(said) == sorted(["微软", "65%", "英伟达", "15%", "其他客户", "20%"])


def test_a_donut_of_amounts_says_shares_amounts_and_the_sum(draw):
    said = words(draw(NASTY["amounts"]))
    assert {"华东大区渠道业务管理部门", "12.8%", "12.30亿美元", "96.10"} <= set(said)


def test_shares_that_are_not_the_whole_leave_the_rest_of_the_ring_pale(draw, brand):
    part = chart("donut", ["微软", "英伟达"], series("占比", [65, 15], unit=PERCENT))
    fills = [mark.fill for mark in draw(part).marks if isinstance(mark, PathMark)]
    assert brand.palette.tint in fills
    assert "65.00%" in words(draw(part))


def test_long_names_are_wrapped_whole(draw):
    said = words(draw(LONG_NAMES))
    assert "".join(said).count("华东大区渠道业务部门") == 3
    assert "华东大区渠道业务部门" not in said


def test_names_that_do_not_fit_are_slanted_and_none_is_left_out(draw):
    slanted = [mark for mark in texts(draw(REGIONS)) if mark.angle]
    assert len(slanted) == 24


def test_of_many_months_some_are_named_and_the_last_always(draw):
    said = [text for text in words(draw(NASTY["many"])) if text.startswith("2023-")]
    assert "2023-24" in said
    assert 6 <= len(said) <= 12


def test_where_values_do_not_fit_the_last_and_the_highest_are_said(draw):
    rising = chart(
        "bar", [f"{i}" for i in range(40)], series("收入", [9 if i == 7 else 1 for i in range(40)])
    )
    said = [text for text in words(draw(rising)) if "." in text]
    assert sorted(said) == ["1.00", "9.00"]


def test_values_of_several_series_that_do_not_fit_leave_just_the_gaps_marked(draw):
    assert [text for text in words(draw(LONG_NAMES)) if "." in text or text == "—"] == ["—"] * 3


def test_numbers_too_long_for_an_axis_are_counted_in_yi(draw):
    yuan = chart("bar", ["2023", "2024"], series("收入", [228900000, 1915400000], unit=YUAN))
    assert {"单位：亿元", "2.29", "19.15"} <= set(words(draw(yuan)))


def test_a_dollar_sign_is_a_dollar_sign(draw):
    assert "$10–$20" in words(draw(chart("bar", ["$10–$20", "$^$"], series("人数", [1, 2]))))


# ---- what is drawn ---------------------------------------------------------------------------


def test_a_bar_is_as_high_as_its_value(draw, brand):
    low, middle, high = bars(draw(REVENUE), brand.palette.chart[0])
    heights = [abs(bar[2][2] - bar[0][2]) for bar in (low, middle, high)]
    assert heights[2] / heights[1] == pytest.approx(19.154 / 2.289, rel=0.01)


def test_a_missing_value_leaves_a_gap_that_is_marked(draw, brand):
    picture = draw(RAISED)
    assert len(bars(picture, brand.palette.chart[1])) == 1 + 1  # one bar, one swatch
    assert "—" in words(picture)


def test_a_missing_value_breaks_the_line(draw):
    broken = chart("line", list("甲乙丙丁戊"), series("率", [1, 2, None, 3, 4], "line"))
    lines = [m for m in draw(broken).marks if isinstance(m, PathMark) and m.line_width == 1.6]
    assert [segment[0] for segment in lines[0].segments] == ["m", "l", "m", "l"]


def test_a_negative_bar_hangs_from_the_line_at_nought_with_its_value_below(draw, brand):
    picture = draw(NASTY["negative"])
    down, up = bars(picture, brand.palette.chart[0])
    assert max(s[2] for s in down[:4]) == pytest.approx(min(s[2] for s in up[:4]))
    assert find(picture, "−5.00").y < min(s[2] for s in down[:4])


def test_series_take_the_colours_of_the_brand_in_order(draw, brand):
    fills = [m.fill for m in draw(LONG_NAMES).marks if isinstance(m, PathMark) and m.fill]
    order = [colour for colour in dict.fromkeys(fills) if colour in brand.palette.chart]
    assert order[:2] == list(brand.palette.chart[:2])


def test_the_leading_share_has_the_first_colour_wherever_it_stands(draw, brand):
    shares = chart("donut", ["甲", "乙"], series("占比", [20, 80], unit=PERCENT))
    fills = [m.fill for m in draw(shares).marks if isinstance(m, PathMark) and m.fill]
    assert fills == [brand.palette.chart[1], brand.palette.chart[0]]


def test_a_series_beyond_the_palette_is_told_from_the_first(draw):
    fills = {m.fill for m in draw(NASTY["twelve bars"]).marks if isinstance(m, PathMark) and m.fill}
    assert len(fills) >= 12


def test_both_axes_share_their_grid_lines(draw):
    picture = draw(MARGIN)
    numbers = [m for m in texts(picture) if m.size == 8.0 and m.text.isdigit()]
    left = sorted(m.y for m in numbers if m.x < 100)
    right = sorted(m.y for m in numbers if m.x > 100)
    assert left == right


def test_a_line_on_the_second_axis_keeps_clear_of_the_bars(draw, brand):
    tops = [max(s[2] for s in bar[:4]) for bar in bars(draw(MARGIN), brand.palette.chart[0])[1:]]
    line = next(m for m in draw(MARGIN).marks if isinstance(m, PathMark) and m.line_width == 3.2)
    assert all(spot[2] - top > 15 for spot, top in zip(line.segments, tops, strict=True))


def test_words_can_be_read_on_what_is_behind_them(draw, brand):
    amber = find(draw(QUARTERS), "3.60")
    assert amber.colour.contrast(brand.palette.chart[0]) >= 4.5


# ---- nothing collides ------------------------------------------------------------------------


def assert_sound(picture, fonts):
    width, height = points(picture.width), points(picture.height)
    for mark in picture.marks:
        if isinstance(mark, TextMark):
            left, low, right, high = box(mark, fonts)
            turn, length = math.radians(mark.angle), right - left
            right, high = left + length * math.cos(turn), high + length * math.sin(turn)
            assert left >= 0, mark
            assert low >= 0, mark
            assert right <= width + 0.01, mark
            assert high <= height, mark
        else:
            for segment in mark.segments:
                assert all(0 <= x <= width for x in segment[1::2]), mark
                assert all(0 <= y <= height for y in segment[2::2]), mark


@pytest.mark.parametrize("name", ALL)
def test_nothing_lies_outside_the_picture(name, draw, fonts):
    assert_sound(draw(ALL[name]), fonts)


@pytest.mark.parametrize("name", [name for name in ALL if name != "small"])
def test_no_words_touch(name, draw, fonts):
    boxes = [(box(mark, fonts), mark.text) for mark in texts(draw(ALL[name])) if not mark.angle]
    for (one, text), (two, other) in combinations(boxes, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, (text, other)


VALUES = st.none() | st.decimals(-(10**9), 10**9, places=2) | st.integers(-99, 99).map(Decimal)
NAMES = st.text("华东大区2024年Q1（预计）AI ", min_size=1, max_size=14)


@st.composite
def any_chart(make):
    kind = make(st.sampled_from(["bar", "grouped", "line", "combo", "donut"]))
    count = make(st.integers(1, 30))
    rows = st.lists(VALUES, min_size=count, max_size=count)
    names = make(st.lists(NAMES, min_size=count, max_size=count))
    made = [
        series(
            make(NAMES),
            make(rows),
            "line" if kind == "line" else make(st.sampled_from(["bar", "line"])),
            1 if kind == "line" or place == 0 else make(st.sampled_from([1, 2])),
            make(st.sampled_from([MONEY, PERCENT])),
        )
        for place in range(1 if kind == "donut" else make(st.integers(1, 8)))
    ]
    return chart(kind, names, *made, how=AS_NEEDED)


@given(any_chart())
def test_any_values_and_names_make_a_picture_with_all_inside(draw, fonts, made):
    assert_sound(draw(made), fonts)
