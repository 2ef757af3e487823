"""Drawings of the report's folder: what an SVG may hold, and what is refused with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diag import Sink, Source, Span
from reportgen.model.brand import Colour, FontRole
from reportgen.model.chart import PathMark, TextMark
from reportgen.read.svg import read_svg
from reportgen.read.svg_paths import segments_of

HERE = Span(Source("正文.md", "图"), 1, 1)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 100 50">'


def drawn(inside, head=HEAD):
    sink = Sink()
    picture = read_svg("图.svg", f"{head}\n{inside}</svg>".encode(), "图", HERE, sink)
    found = [f"{d.span.source.path}:{d.span.line} {d.code}" for d in sink]
    return picture, found


def test_a_drawing_has_its_size_in_points_and_stands_upright():
    picture, found = drawn('<rect x="0" y="0" width="10" height="5" fill="#f00"/>')
    assert found == []
    assert (picture.width, picture.height) == (150_000, 75_000)
    (mark,) = picture.marks
    assert mark.fill == Colour(255, 0, 0)
    assert mark.segments[0] == ("m", 0.0, 75.0)
    assert mark.segments[2] == ("l", 15.0, 67.5)


def test_groups_hand_down_their_look_and_their_place():
    text = (
        '<g transform="translate(10 10) scale(2)" style="fill: navy; opacity: .5">'
        '<circle r="1"/><line x2="5" stroke="black" stroke-dasharray="1 2"/></g>'
    )
    circle, line = drawn(text)[0].marks
    assert (circle.fill, circle.opacity) == (Colour(0, 0, 128), 0.5)
    assert circle.segments[0] == ("m", 18.0, 60.0)
    assert (line.fill, line.line_width, line.dash) == (None, 3.0, (3.0, 6.0))


def test_words_keep_their_place_size_anchor_and_weight():
    text = (
        '<text x="50" y="25" font-size="8" text-anchor="middle" font-weight="bold">标 题'
        '<tspan x="5" y="40">二</tspan></text>'
    )
    first, second = drawn(text)[0].marks
    assert (first.text, first.x, first.y, first.size) == ("标 题", 75.0, 37.5, 12.0)
    assert (first.anchor, first.role) == (0.5, FontRole.CHART_STRONG)
    assert (second.text, second.x) == ("二", 7.5)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="a.png"/>',
        '<use href="#a"/>',
        '<a href="https://a.cn"><rect width="1" height="1"/></a>',
        '<rect width="1" height="1" onclick="x()"/>',
        '<rect width="1" height="1" fill="url(#g)"/>',
        '<rect width="1" height="1" filter="url(#f)"/>',
        '<rect width="1" height="1" fill="rebeccapurple!"/>',
        '<path d="M 0 0 L 1"/>',
        "<foreignObject/>",
        "<style>rect {fill: red}</style>",
        '<rect width="1" height="1" transform="skewX(20)"/>',
    ],
)
def test_what_a_drawing_cannot_have_is_found_at_its_line(inside):
    picture, found = drawn(inside)
    assert picture is None
    assert found == ["图.svg:2 RG158"]


@pytest.mark.parametrize(
    "text",
    [
        "<html/>",
        "kein SVG",
        "<svg",
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
        "<svg/>",
    ],
)
def test_what_is_no_drawing_is_found(text):
    sink = Sink()
    assert read_svg("图.svg", text.encode(), "图", HERE, sink) is None
    assert len(sink.errors) == 1


def test_paths_are_read_in_all_their_forms():
    assert segments_of("M1 1h2v2H1z")[1:] == (("l", 3, 1), ("l", 3, 3), ("l", 1, 3), ("h",))
    assert segments_of("m1 1 1 1-1.5.5")[1:] == (("l", 2, 2), ("l", 0.5, 2.5))
    assert segments_of("M0 0Q1 1 2 0T4 0")[2][5:] == (4, 0)
    assert segments_of("M0 0C1 1 2 1 3 0S5-1 6 0")[2][1:3] == (4, -1)
    assert segments_of("M0 0a1 1 0 012 0")[-1][5:] == (2, 0)


SIZES, PLACES = st.floats(0.1, 50), st.floats(-20, 20)


@given(
    st.tuples(SIZES, SIZES, st.floats(0, 360), PLACES, PLACES),
    st.sampled_from(["00", "01", "10", "11"]),
)
def test_an_arc_ends_where_it_should_and_stays_near(numbers, flags):
    across, up, turn, x, y = (f"{number:.3f}" for number in numbers)
    made = segments_of(f"M0 0A{across} {up} {turn} {flags} {x} {y}")
    assert made[-1][-2:] == (float(x), float(y))
    # Radii that are too small grow until the arc reaches its end.
    growth = max(1.0, (abs(float(x)) + abs(float(y))) / min(float(across), float(up)))
    reach = 4 * growth * max(abs(float(n)) for n in (across, up, x, y)) + 1
    assert all(abs(number) <= reach for segment in made for number in segment[1:])


def test_marks_are_paths_and_words():
    picture, _ = drawn('<polygon points="0,0 1,0 1,1"/><ellipse rx="1" ry="2"/><text>甲</text>')
    assert [type(mark) for mark in picture.marks] == [PathMark, PathMark, TextMark]
