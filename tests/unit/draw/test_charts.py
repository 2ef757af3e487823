"""Charts: what a reader must find in them."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.diag import Sink, Source
from reportgen.draw import (
    chart_key,
    draw_chart,
    picture_bytes,
    picture_from_bytes,
    word_picture,
)
from reportgen.fonts import open_fonts
from reportgen.model.chart import Chart, ChartSeries, PathMark, TextMark
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.model.length import mm, points
from reportgen.read.brand import read_brand
from reportgen.zh.units import parse_unit

BRAND = Path(__file__).parents[3] / "templates" / "default" / "brand.yaml"
MONEY, PERCENT = parse_unit("亿美元"), parse_unit("%")
TWO = NumberFormat(FormatKind.THOUSANDS, 2)


@pytest.fixture(scope="module")
def brand():
    return read_brand(Source("brand.yaml", BRAND.read_text("utf-8")), Sink())


@pytest.fixture(scope="module")
def fonts(brand):
    return open_fonts(brand)


@pytest.fixture
def draw(brand, fonts):
    return lambda chart: draw_chart(chart, brand, fonts)


def series(label, values, kind="bar", axis=1, unit=MONEY):
    numbers = tuple(None if v is None else Decimal(str(v)) for v in values)
    return ChartSeries(label, numbers, unit, kind, axis)


def chart(kind, categories, *all_series, how=TWO):
    size = mm(152), mm(74)
    return Chart("c", kind, tuple(categories), all_series, how, "替代文字", *size)


REVENUE = chart("bar", ["2022年", "2023年", "2024年"], series("营业收入", [0.16, 2.289, 19.154]))
QUARTERS = chart(
    "combo",
    ["2024Q1", "2024Q2", "2024Q3", "2024Q4"],
    series("营业收入", [1.887, 3.954, 5.839, 7.474]),
    series("净亏损", [1.292, 3.230, 3.598, 0.514], "line"),
)
SHARES = chart("donut", ["微软", "英伟达", "其他客户"], series("占比", [65, 15, 20], unit=PERCENT))
NASTY = {
    "negative": chart("bar", ["一", "二", "三"], series("利润", [-5, 0, 3.2])),
    "many": chart("bar", [f"2023-{i:02}" for i in range(1, 25)], series("收入", range(24))),
    "long names": chart(
        "grouped",
        ["华东大区渠道业务部门", "华南大区直营业务部门", "西北西南联合事业部群"] * 3,
        series("计划", [12345.6, 2, 3] * 3),
        series("实际", [11345.6, None, 4] * 3),
    ),
    "seven lines": chart(
        "line",
        ["2019", "2020", "2021"],
        *(series(f"系列{i}", [i, 2 * i, 3 * i], "line") for i in range(7)),
    ),
    "one point": chart("line", ["2024"], series("增速", [3.5], "line", unit=PERCENT)),
    "nothing": chart("bar", ["2024"], series("收入", [None])),
    "zero": chart("bar", ["2024"], series("收入", [0])),
    "huge": chart("bar", ["2024"], series("收入", [123456789012345])),
    "two axes": chart(
        "combo",
        ["2023", "2024"],
        series("收入", [1, 19]),
        series("毛利率", [45, 76], "line", 2, PERCENT),
    ),
    "one slice": chart("donut", ["全部"], series("占比", [100], unit=PERCENT)),
    "no slice": chart("donut", ["无"], series("占比", [None], unit=PERCENT)),
    "thin slices": chart(
        "donut", list("甲乙丙丁戊己庚"), series("占比", [40, 30, 10, 8, 6, 4, 2], unit=PERCENT)
    ),
}
ALL = {"revenue": REVENUE, "quarters": QUARTERS, "shares": SHARES, **NASTY}


def words(picture):
    return [mark.text for mark in picture.marks if isinstance(mark, TextMark)]


def test_bars_say_their_values_and_categories(draw):
    said = words(draw(REVENUE))
    assert {"0.16", "2.29", "19.15", "2022年", "2023年", "2024年"} <= set(said)


def test_the_unit_stands_above_the_axis(draw):
    assert "单位：亿美元" in words(draw(REVENUE))


def test_one_series_needs_no_legend(draw):
    assert "营业收入" not in words(draw(REVENUE))


def test_several_series_are_named(draw):
    assert {"营业收入", "净亏损"} <= set(words(draw(QUARTERS)))


def test_a_donut_names_every_slice_with_its_share_and_puts_the_largest_in_the_middle(draw):
    said = words(draw(SHARES))
    assert {"微软", "英伟达", "其他客户", "15.00%", "20.00%"} <= set(said)
    assert said.count("65.00%") == 2


def test_a_missing_value_is_shown_as_missing_not_as_nothing(draw):
    assert "—" in words(draw(NASTY["long names"])) or "—" in words(draw(NASTY["nothing"]))


def test_the_second_axis_has_its_unit(draw):
    assert "右轴：%" in words(draw(NASTY["two axes"]))


def test_series_take_the_colours_of_the_brand_in_order(draw, brand):
    fills = [m.fill for m in draw(NASTY["long names"]).marks if isinstance(m, PathMark) and m.fill]
    order = [c for c in dict.fromkeys(fills) if c in brand.palette.chart]
    assert order[:2] == list(brand.palette.chart[:2])


@pytest.mark.parametrize("name", ALL)
def test_nothing_lies_outside_the_picture(name, draw, fonts):
    made = draw(ALL[name])
    width, height = points(made.width), points(made.height)
    for mark in made.marks:
        if isinstance(mark, TextMark):
            wide = points(fonts.width(mark.text, mark.role, round(mark.size * 1000)))
            assert mark.x >= -0.1, mark
            assert mark.x + wide <= width + 0.1, mark
            assert -0.1 <= mark.y <= height - 5, mark
        else:
            for segment in mark.segments:
                assert all(-0.1 <= x <= width + 0.1 for x in segment[1::2]), mark
                assert all(-0.1 <= y <= height + 0.1 for y in segment[2::2]), mark


@pytest.mark.parametrize("name", ALL)
def test_a_picture_survives_the_cache(name, draw):
    made = draw(ALL[name])
    assert picture_from_bytes(picture_bytes(made)) == made


@pytest.mark.parametrize("name", ["quarters", "shares", "negative"])
def test_word_gets_an_svg_without_fonts_and_a_png(name, draw, fonts):
    made = word_picture(draw(ALL[name]), fonts)
    assert b"<text" not in made.svg
    assert "<title>替代文字</title>".encode() in made.svg
    assert made.png.startswith(b"\x89PNG")
    assert len(made.png) < 40_000


def test_the_alt_text_is_kept(draw):
    assert draw(SHARES).alt == "替代文字"


def test_the_key_follows_the_values_and_the_brand(brand):
    other = chart("bar", ["2022年", "2023年", "2024年"], series("营业收入", [0.16, 2.289, 19.155]))
    assert chart_key(REVENUE, brand) == chart_key(REVENUE, brand)
    assert chart_key(REVENUE, brand) != chart_key(other, brand)


def test_drawing_writes_nothing_outside_matplotlibs_own_folder(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.unit.draw.test_charts import *\n"
        "b = read_brand(Source('b', BRAND.read_text('utf-8')), Sink()); f = open_fonts(b)\n"
        "word_picture(draw_chart(REVENUE, b, f), f)\n"
    )
    env = {"HOME": str(tmp_path), "MPLCONFIGDIR": str(tmp_path / "mpl"), "PATH": "/usr/bin:/bin"}
    root = str(Path(__file__).parents[3])
    subprocess.run([sys.executable, "-c", code, root], check=True, env=env)
    assert {path.name for path in tmp_path.iterdir()} <= {"mpl"}
