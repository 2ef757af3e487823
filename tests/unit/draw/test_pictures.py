"""Pictures: kept in the cache, shown by Word, the same everywhere."""

import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace
from PIL import Image
from tests.unit.draw.charts import ALL, EXAMPLE, QUARTERS, REGIONS, REVENUE, SHARES, chart, series

from reportgen.draw.chart import chart_key
from reportgen.draw.keep import picture_bytes, picture_from_bytes
from reportgen.draw.word import word_picture
from reportgen.model.brand import Colour
from reportgen.model.chart import ClipMark, PathMark, Picture, RasterMark, TextMark
from reportgen.model.length import points, pt

ROOT = Path(__file__).parents[3]
RED = Colour(200, 30, 30)
SQUARE = (("m", 0.0, 0.0), ("l", 50.0, 0.0), ("l", 50.0, 50.0), ("l", 0.0, 50.0), ("h",))


def shown(made):
    return Image.open(io.BytesIO(made.png)).convert("RGB")


@pytest.mark.parametrize("name", ALL)
def test_a_picture_survives_the_cache(name, draw):
    made = draw(ALL[name])
    assert picture_from_bytes(picture_bytes(made)) == made


def test_every_kind_of_mark_survives_the_cache():
    path = PathMark(SQUARE, RED, None, 0.0, (2.0, 1.0), 0.5)
    marks = ClipMark(0, 0, 9, 9, (path,)), RasterMark(b"\x89PNG", 1, 2, 3, 4), path
    made = Picture(pt(50), pt(50), marks, "图")
    assert picture_from_bytes(picture_bytes(made)) == made


def test_a_chart_is_a_small_drawing(draw):
    for name, made in EXAMPLE.items():
        assert len(draw(made).marks) <= 40, name


def test_the_alt_text_is_kept(draw):
    assert draw(SHARES).alt == "替代文字"


def test_the_key_follows_the_values_the_look_and_the_brand(brand):
    other = chart("bar", ["2022年", "2023年", "2024年"], series("营业收入", [0.16, 2.289, 19.155]))
    assert chart_key(REVENUE, brand) == chart_key(REVENUE, brand)
    assert chart_key(REVENUE, brand) != chart_key(other, brand)
    assert chart_key(REVENUE, brand) != chart_key(replace(REVENUE, kind="line"), brand)
    assert chart_key(REVENUE, brand) != chart_key(REVENUE, replace(brand, digest="other"))


# ---- for Word --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["quarters", "shares", "regions"])
def test_word_gets_an_svg_that_needs_no_font(name, draw, fonts):
    svg = ET.fromstring(word_picture(draw(ALL[name]), fonts).svg)  # noqa: S314 - our own
    names = {element.tag.split("}")[1] for element in svg.iter()}
    assert names <= {"svg", "title", "g", "path"}
    assert svg[0].text == "替代文字"


def test_the_svg_is_as_large_as_the_chart(draw, fonts):
    svg = ET.fromstring(word_picture(draw(REVENUE), fonts).svg)  # noqa: S314 - our own
    assert float(svg.get("width").removesuffix("pt")) == points(REVENUE.width)
    assert svg.get("viewBox").split()[2:] == [
        f"{points(REVENUE.width) * 100:.0f}",
        f"{points(REVENUE.height) * 100:.0f}",
    ]


def test_alt_text_with_marks_of_xml_is_escaped(draw, fonts):
    made = word_picture(replace(draw(REVENUE), alt="A<B & C"), fonts)
    assert b"<title>A&lt;B &amp; C</title>" in made.svg


def test_the_png_has_200_dots_an_inch_and_just_the_brands_colours_on_white(draw, fonts, brand):
    made = word_picture(draw(QUARTERS), fonts)
    image = shown(made)
    assert image.size == tuple(
        round(points(side) / 72 * 200) for side in (QUARTERS.width, QUARTERS.height)
    )
    colours = {colour for _, colour in image.getcolors(1 << 24)}
    assert image.getpixel((0, 0)) == (255, 255, 255)
    for wanted in (*brand.palette.chart[:2], brand.palette.text):
        assert (wanted.red, wanted.green, wanted.blue) in colours
    assert len(made.png) < 30_000


def test_words_are_drawn_where_they_stand(fonts):
    mark = TextMark("国", "chart", 40.0, 5.0, 10.0, 0.0, RED)
    made = word_picture(Picture(pt(50), pt(50), (mark,), "字"), fonts)
    left, top, right, low = Image.eval(shown(made), lambda part: 255 - part).getbbox()
    assert 10 < left < 30
    assert 110 < right < 128
    assert top < 40
    assert low > 110


def test_slanted_words_are_slanted_in_both(draw, fonts):
    level = replace(
        draw(REGIONS), marks=tuple(m for m in draw(REGIONS).marks if getattr(m, "angle", 0))
    )
    flat = replace(level, marks=tuple(replace(mark, angle=0.0) for mark in level.marks))
    one, other = word_picture(level, fonts), word_picture(flat, fonts)
    assert one.svg != other.svg
    assert one.png != other.png


def test_a_clip_hides_what_lies_outside(fonts):
    inside = PathMark(SQUARE, RED, None, 0.0)
    made = word_picture(Picture(pt(50), pt(50), (ClipMark(0, 0, 25, 50, (inside,)),), "图"), fonts)
    image = shown(made)
    assert image.getpixel((30, 70)) == (200, 30, 30)
    assert image.getpixel((100, 70)) == (255, 255, 255)
    assert b"<clipPath" in made.svg


# ---- the same everywhere ---------------------------------------------------------------------

CODE = """
import sys, hashlib
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/src"]
from tests.unit.draw.charts import EXAMPLE
from tests.unit.draw.conftest import BRAND
from reportgen.diag import Sink, Source
from reportgen.draw.chart import draw_chart, chart_key
from reportgen.draw.keep import picture_bytes
from reportgen.draw.word import word_picture
from reportgen.fonts import open_fonts
from reportgen.read.brand import read_brand
brand = read_brand(Source("b", BRAND.read_text("utf-8")), Sink())
fonts = open_fonts(brand)
assert "matplotlib" not in sys.modules
seen = hashlib.sha256()
for chart in EXAMPLE.values():
    picture = draw_chart(chart, brand, fonts)
    word = word_picture(picture, fonts)
    for data in (chart_key(chart, brand), picture_bytes(picture), word.svg, word.png):
        seen.update(data)
assert "matplotlib.font_manager" not in sys.modules
print(seen.hexdigest())
"""


def run(home, seed):
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "TZ": f"A{seed}"}
    call = [sys.executable, "-W", "error", "-c", CODE, str(ROOT)]
    return subprocess.run(call, check=True, env=env, capture_output=True, text=True, cwd=home)


def test_other_processes_make_the_same_bytes_and_leave_no_trace(tmp_path):
    one, other = run(tmp_path, "1"), run(tmp_path, "2")
    assert one.stdout == other.stdout
    assert one.stderr == ""
    assert list(tmp_path.rglob("*")) == []
