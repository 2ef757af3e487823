"""A chart is a small form that uses the document's own fonts."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from tests.unit.write_pdf.builder import (
    BLACK,
    BLUE,
    Builder,
    chart,
    document,
    figure,
    picture,
    written,
)

from reportgen.model.brand import Colour, FontRole
from reportgen.model.chart import ClipMark, PathMark, Picture, TextMark
from reportgen.model.length import pt

SQUARE = (("m", 0.0, 0.0), ("l", 10.0, 0.0), ("l", 10.0, 5.0), ("l", 0.0, 5.0), ("h",))
SLANTED = (("m", 0.0, 0.0), ("l", 10.0, 1.0), ("l", 10.0, 5.0), ("l", 0.0, 5.0), ("h",))


def form_of(*marks):
    """Return the operators of a picture of ``marks``, and the opacities they use."""
    builder = Builder()
    builder.figure("fig-revenue")
    shown = Picture(pt(300), pt(150), marks, "图")
    data = written(builder, document(figure(chart())), lambda _chart: shown)
    with pikepdf.open(BytesIO(data)) as pdf:
        form = next(iter(pdf.pages[0].Resources.XObject.values()))
        states = form.Resources.get("/ExtGState", {})
        code = form.read_bytes().decode().removeprefix("1 j").removeprefix("\n")
        return code, [float(state.ca) for state in states.values()]


def path(segments=SQUARE, **more):
    values = {"fill": BLUE, "stroke": None, "line_width": 1.0} | more
    return PathMark(segments, **values)


def test_an_upright_rectangle_is_one_operator():
    assert form_of(path())[0].endswith("0 0 10 5 re\nf")
    assert " re" not in form_of(path(SLANTED))[0]


def test_a_path_is_filled_stroked_or_both():
    assert form_of(path())[0].endswith("\nf")
    assert form_of(path(fill=None, stroke=BLACK))[0].endswith("\nS")
    assert form_of(path(stroke=BLACK))[0].endswith("\nB")
    assert form_of(path(fill=None))[0] == ""


def test_joins_are_round_so_that_a_peak_grows_no_spike():
    builder = Builder()
    builder.figure("fig-revenue")
    shown = Picture(pt(300), pt(150), (path(stroke=BLACK),), "图")
    data = written(builder, document(figure(chart())), lambda _chart: shown)
    with pikepdf.open(BytesIO(data)) as pdf:
        form = next(iter(pdf.pages[0].Resources.XObject.values()))
        assert form.read_bytes().startswith(b"1 j\n")


def test_what_is_in_force_is_not_said_again():
    mark = path(stroke=BLACK, line_width=0.5, dash=(2.0, 1.0), opacity=0.5)
    code, opacities = form_of(mark, mark)
    assert [code.count(word) for word in (" rg", " RG", " w", " d", " gs")] == [1, 1, 1, 1, 1]
    assert opacities == [0.5]


def test_a_clip_ends_with_its_marks_and_so_does_what_they_changed():
    red = Colour(255, 0, 0)
    clip = ClipMark(0.0, 0.0, 5.0, 5.0, (path(fill=red),))
    code, _ = form_of(path(), clip, path())
    assert code.split("\n")[3:6] == ["q 0 0 5 5 re W n", "1 0 0 rg", "0 0 10 5 re"]
    after = code.split("\nQ\n")[1]
    assert "rg" not in after  # the blue before the clip is in force again


def circle(x, y, radius):
    bend = 0.5523 * radius
    right, left, up, down = x + radius, x - radius, y + radius, y - radius
    return (
        ("m", right, y),
        ("c", right, y + bend, x + bend, up, x, up),
        ("c", x - bend, up, left, y + bend, left, y),
        ("c", left, y - bend, x - bend, down, x, down),
        ("c", x + bend, down, right, y - bend, right, y),
        ("h",),
    )


def test_dots_are_strokes_of_a_round_pen():
    dots = (*circle(10, 20, 2), *circle(30, 25, 2))
    code, _ = form_of(path(dots, fill=Colour(255, 255, 255), stroke=BLUE, line_width=1.0))
    assert " c" not in code
    edge, inside = code.split("1 J\n")[1].split(" S\n")[:2]
    assert edge.endswith("5 w\n10 20 m 10 20 l 30 25 m 30 25 l")
    assert inside.endswith("3 w\n10 20 m 10 20 l 30 25 m 30 25 l")
    assert code.endswith("0 J")


def test_dots_that_overlap_keep_their_edges_over_all_insides():
    dots = (*circle(10, 20, 2), *circle(12, 20, 2))
    assert form_of(path(dots, stroke=BLACK))[0].endswith("B")
    assert form_of(path(dots))[0].endswith("0 J")  # without edges they run together


def test_bars_that_touch_still_touch_when_they_are_rounded():
    low = (("m", 0.0, 0.0), ("l", 9.96, 0.0), ("l", 9.96, 5.04), ("l", 0.0, 5.04), ("h",))
    high = (("m", 0.0, 5.04), ("l", 9.96, 5.04), ("l", 9.96, 9.88), ("l", 0.0, 9.88), ("h",))
    code, _ = form_of(path(low), path(high))
    assert "0 0 10 5 re" in code
    assert "0 5 10 4.9 re" in code


def test_a_smooth_line_keeps_its_hundredths():
    smooth = tuple(("l" if at else "m", at * 0.5, 1 + at * 0.01) for at in range(9))
    assert "0.5 1.01 l" in form_of(path(smooth, fill=None, stroke=BLACK))[0]
    steps = tuple(("l" if at else "m", at * 20.04, 1.0) for at in range(9))
    assert "20 1 l" in form_of(path(steps, fill=None, stroke=BLACK))[0]


def bars(step, count=20):
    """Return bars of 4 points, so far apart."""
    return tuple(
        segment
        for at in range(count)
        for x in [at * step]
        for segment in (
            ("m", x, 10.0),
            ("l", x + 4.0, 10.0),
            ("l", x + 4.0, 20.0 + at),
            ("l", x, 20.0 + at),
            ("h",),
        )
    )


def test_many_bars_are_drawn_each_by_a_step_from_the_last():
    code, _ = form_of(path(bars(6.0), stroke=BLACK))
    assert code.count("1 0 0 1 6 0 cm 0 10 4 ") == 19
    assert code.count(" re B") == 20
    assert code.endswith("\nQ")


def test_bars_whose_edges_touch_are_one_path():
    assert form_of(path(bars(4.5), stroke=BLACK))[0].endswith("\nB")


def test_words_side_by_side_are_one_text_object():
    words = [TextMark("2024", FontRole.CHART, 9.0, 8.0 + at, 40.0, 0.0, BLACK) for at in (0, 20)]
    code, _ = form_of(*words, path())
    assert [code.count(word) for word in ("BT", "ET", "Tf")] == [1, 1, 1]
    assert "\n20 0 Td" in code


def test_words_stand_upright_when_turned():
    turned = TextMark("亿美元", FontRole.CHART, 9.0, 8.0, 40.0, 90.0, BLACK)
    assert "\n0 1 -1 0 8 40 Tm" in form_of(turned)[0]


def test_words_are_kerned_as_they_were_measured():
    code, _ = form_of(TextMark("AVATo", FontRole.CHART, 9.0, 0.0, 0.0, 0.0, BLACK))
    assert "TJ" in code


def test_words_can_be_searched():
    builder = Builder()
    builder.figure("fig-revenue")
    data = written(builder, document(figure(chart())))
    assert "亿美元" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()


def test_a_chart_is_drawn_once_and_scaled_to_its_place():
    asked = []

    def drawn(of):
        asked.append(of.key)
        return picture(of)

    builder = Builder()
    builder.figure("fig-revenue", pt(75))
    builder.figure("fig-revenue", pt(150))
    pdf = pikepdf.open(BytesIO(written(builder, document(figure(chart())), drawn)))
    assert asked == ["revenue"]
    matrices = [
        [float(value) for value in each.operands][:4]
        for each in pikepdf.parse_content_stream(pdf.pages[0])
        if str(each.operator) == "cm"
    ]
    assert matrices == [[1, 0, 0, 0.5], [1, 0, 0, 1]]


def test_a_picture_needs_words_for_those_who_cannot_see_it():
    with pytest.raises(ValueError, match="alt text"):
        replace(picture(None), alt=" ")
