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


def test_words_stand_upright_when_turned():
    turned = TextMark("亿美元", FontRole.CHART, 9.0, 8.0, 40.0, 90.0, BLACK)
    assert " 0 1 -1 0 8 40 Tm" in form_of(turned)[0]


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
