"""Charts for Word: the same names, colours and figures as in the picture, or a reason why not."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from tests.unit.draw.charts import ALL, LINES, PERCENT, REVENUE, chart, series
from tests.unit.draw.kinds import BARS, BRIDGE, KINDS, asked, scatter, stacked
from tests.unit.draw.test_kinds import any_kind

from reportgen.draw.chart import draw_chart, native_chart
from reportgen.draw.keep import native_bytes, native_from_bytes
from reportgen.draw.native_kinds import Reason, why_picture
from reportgen.model.chart import TextMark
from reportgen.model.chart_options import LegendPlace
from reportgen.model.native_chart import GroupKind, LabelPlace
from reportgen.zh.quantity import figures_in

EVERY = {**ALL, **KINDS}


@pytest.fixture(scope="session")
def native(brand, fonts):
    return lambda made: native_chart(made, brand, fonts)


def all_series(made):
    return [each for group in made.groups for each in group.series]


def said(one, label):
    """Return what a label shows."""
    if label.pieces:
        return [piece.text for piece in label.pieces]
    value = one.values[label.place]
    form = label.form
    digits = Decimal(1).scaleb(-form.digits)
    figure = value.quantize(digits, ROUND_HALF_UP) + 0
    shown = f"{form.sign}{figure:{',' if form.is_grouped else ''}f}{form.unit}"
    parts = [one.label] if label.has_name else []
    return [" ".join([*parts, shown] if label.has_value else parts)]


def shown_words(made):
    found = [word for one in all_series(made) for label in one.labels for word in said(one, label)]
    found += [note.text for note in made.notes]
    return [*found, *(note.text for _, note in made.units)]


@pytest.mark.parametrize("name", EVERY)
def test_each_chart_is_native_or_there_is_a_reason(name, native):
    made = native(EVERY[name])
    scales = {"odd range", "log"}
    assert (made is None) is (why_picture(EVERY[name]) is not None or name in scales)


@pytest.mark.parametrize("name", EVERY)
def test_no_word_of_the_picture_is_lost(name, native, brand, fonts):
    made = native(EVERY[name])
    if made is None:
        return
    marks = draw_chart(EVERY[name], brand, fonts).all_marks()
    written = [mark.text for mark in marks if isinstance(mark, TextMark)]
    shown = set(shown_words(made)) | {column.head for column in made.sheet}
    names = {*EVERY[name].categories, *(one.label for one in all_series(made))}
    axes = {"0"} if made.axes else set()
    lost = [
        word
        for word in written
        if word not in shown | names | axes
        and not any(word.rstrip("…") in each for each in names)
        and not is_number_of_axis(word, made)
        and not (made.names.days and is_date(word))
    ]
    assert lost == []


def is_number_of_axis(word, made):
    try:
        value = figures_in(word)
    except ArithmeticError:
        return False
    return any(axis.low <= value <= axis.high for axis in made.axes)


def is_date(word):
    return word[-1] in "年月日" or word.isdigit()


@settings(max_examples=60, deadline=None)
@given(any_kind())
def test_any_values_of_any_kind_make_a_chart_or_stay_a_picture(native, made):
    done = native(made)
    if done is not None:
        rows = {len(column.cells) for column in done.sheet}
        assert rows == {len(made.categories)}


def test_series_and_categories_keep_their_order(native):
    made = native(KINDS["stacked"])
    assert [one.label for one in all_series(made)][:4] == [
        "储能系统",
        "动力电池",
        "材料回收",
        "海外服务",
    ]
    assert made.sheet[0].cells == ("2020", "2021", "2022", "2023", "2024")


def test_each_series_has_the_colour_of_the_palette(native, brand):
    fills = [one.fill for one in all_series(native(KINDS["stacked"])) if one.fill is not None]
    assert fills == list(brand.palette.chart[:4])
    strokes = [one.stroke.colour for one in all_series(native(LINES))]
    assert strokes == list(brand.palette.chart[:3])


def test_what_does_not_stand_out_is_pale(native, brand):
    (one,) = all_series(native(KINDS["highlight"]))
    assert [place for place, _ in one.colours] == [0, 1, 2, 3]
    assert one.fill == brand.palette.chart[0]
    assert len({colour for _, colour in one.colours} - {one.fill}) == 1


def test_the_axis_ends_where_the_picture_ends(native):
    axis = native(KINDS["range"]).axes[0]
    assert (axis.low, axis.high, axis.step) == (0, 500, 100)


def test_both_axes_of_a_combined_chart_share_their_grid(native):
    one, other = native(ALL["margin"]).axes
    assert (one.high - one.low) / one.step == pytest.approx((other.high - other.low) / other.step)
    assert (one.has_grid, other.has_grid) == (True, False)


def test_a_value_is_no_more_exact_than_the_picture(native):
    fine = chart("bar", ["甲", "乙"], series("收入", ["19.15432198765", "2.2891234567"]))
    (one,) = all_series(native(fine))
    assert one.values == (Decimal("19.154"), Decimal("2.289"))


def test_shares_are_given_as_shares_and_amounts_are_not(native):
    made = native(KINDS["percent"])
    assert all(sum(row) == pytest.approx(100, abs=0.05) for row in rows_of(made))


def rows_of(made):
    return [map(float, row) for row in zip(*(c.cells for c in made.sheet[1:]), strict=True)]


def test_the_sums_of_stacks_belong_to_a_series_that_is_not_seen(native):
    *_, last = all_series(native(stacked()))
    assert (last.label, last.fill, last.stroke, last.is_named) == ("合计", None, None, False)
    assert len(last.labels) == 5


def test_steps_of_a_waterfall_stand_on_bars_that_are_not_seen(native):
    bars, _ = native(BRIDGE).groups
    first, *steps = bars.series
    assert (first.fill, first.is_named) == (None, False)
    assert [one.label for one in steps] == ["合计", "增加", "减少"]
    falls = [said(one, label) for one in steps[2:] for label in one.labels]
    assert falls == [["−9.60"]]


def test_lines_join_each_bar_of_a_waterfall_with_the_next(native):
    _, lines = native(BRIDGE).groups
    ends = {}
    for one in lines.series:
        drawn = [place for place, value in enumerate(one.values) if value is not None]
        ends |= {
            place: (one.values[place], one.values[place + 1])
            for place in drawn
            if place + 1 in drawn
        }
    assert {place: float(start) for place, (start, _) in sorted(ends.items())} == dict(
        enumerate([24.7, 38.9, 29.3, 41.1, 41.1])
    )
    assert all(start == end for start, end in ends.values())
    assert not any(one.is_named for one in lines.series)


def test_lines_across_the_plot_are_series_with_their_names(native):
    lines = [one for one in all_series(native(KINDS["target and mean"])) if one.is_across]
    assert [said(one, one.labels[0]) for one in lines] == [["三百亿目标 300"], ["均值 171.88"]]


def test_a_value_keeps_clear_of_one_that_another_series_has_below_it(native):
    """Office suites stand further below a point than the picture does."""
    made = native(
        chart(
            "combo",
            [f"{year}年" for year in range(2018, 2025)],
            series("营收", [86.4, 112.7, 138.9, 196.3, 231.5, 268.8, 325.1]),
            series("毛利率", [41.2, 42.8, 42.1, 44.9, 43.3, 45.8, 47.6], "line", 2, PERCENT),
        )
    )
    first = all_series(made)[1].labels[0]
    assert (first.place, first.where) == (0, LabelPlace.BELOW)
    assert first.shift[1] < 0


def test_a_gap_is_a_gap_and_is_said(native):
    made = native(ALL["raised"])
    assert all_series(made)[1].values[1] is None
    assert [note.text for note in made.notes] == ["—"]


def test_an_annotation_is_written_over_the_chart_with_its_line(native):
    made = native(KINDS["notes"])
    assert "".join(note.text for note in made.notes).startswith("疫情之后订单集中交付")
    assert len(made.leaders) == 2


def test_points_of_a_group_are_a_series_that_the_legend_names(native):
    made = native(scatter(groups=tuple("甲乙甲乙甲乙甲乙甲乙")))
    (group,) = made.groups
    assert group.kind is GroupKind.BUBBLES
    assert [one.label for one in group.series][1:] == ["甲", "乙"]
    assert [one.rows for one in group.series] == [(0, 9), (0, 4), (5, 9)]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (replace(REVENUE, is_native=False), Reason.ASKED),
        (KINDS["heat map"], Reason.KIND),
        (KINDS["panels"], Reason.PANELS),
        (KINDS["bands"], Reason.BANDS),
        (asked(KINDS["lying"], lines=KINDS["target and mean"].options.lines), Reason.LINES),
        (KINDS["stacked area with a gap"], Reason.GAPS),
        (KINDS["waterfall without totals"], Reason.BELOW_ZERO),
        (chart("pie", ["甲", "乙"], series("占比", [60, 30], unit=PERCENT)), Reason.REST),
        (
            chart("grouped", ["甲"], series("一", [1]), series("二", [2], "bar", 2)),
            Reason.TWO_AXES,
        ),
        (scatter(trend=(Decimal(1), Decimal(2))), Reason.TREND),
    ],
)
def test_what_word_cannot_show_stays_a_picture(made, reason, native):
    assert why_picture(made) is reason
    assert native(made) is None


def test_a_legend_that_was_not_asked_for_is_not_there(native):
    assert native(asked(KINDS["stacked"], legend=LegendPlace.NONE)).legend is None
    assert native(BARS).legend is None
    assert native(ALL["quarters"]).legend_side == "top"


@pytest.mark.parametrize("name", EVERY)
def test_the_cache_gives_back_what_it_was_given(name, native):
    made = native(EVERY[name])
    assert native_from_bytes(native_bytes(made)) == made


def test_a_small_chart_beside_others_stays_a_picture(native):
    assert native(replace(REVENUE, width=REVENUE.width // 2)) is None


def test_lying_bars_whose_names_are_cut_stay_a_picture(native):
    names = ["交付周期长于竞争对手的同类产品而且报价缺少分项，客户内部难以过会" * 2, "其他"]
    long = asked(chart("bar", names, series("占比", [3, 2])), is_horizontal=True)
    assert native(long) is None
    assert native(replace(long, categories=("甲", "乙"))) is not None
