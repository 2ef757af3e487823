"""The author's own matplotlib figures: words in our faces, the rest as it was drawn."""

import datetime as dt
import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from reportgen import build_report
from reportgen.diag import ReportgenError, Sink, Source, Span
from reportgen.draw.keep import picture_bytes, picture_from_bytes
from reportgen.draw.own import own_figures
from reportgen.draw.word import word_picture
from reportgen.model.chart import ClipMark, PathMark, RasterMark, TextMark
from reportgen.model.chart_options import ChartKind
from reportgen.model.length import points
from reportgen.model.report import ChartSpec

HERE = Span(Source("report.yaml", "x"), 1, 1)
TODAY = dt.date(2025, 12, 18)


def plotted(**look):
    figure = Figure(figsize=(5, 3), **look)
    axes = figure.add_subplot()
    axes.plot([0, 1, 2], [3, 1, 2], label="收入（亿元）")
    axes.set_title("收入先降后升", fontweight="bold")
    axes.legend()
    return figure, axes


def marks_of(figure, fonts):
    sink = Sink()
    kind = ChartKind.FIGURE
    spec = ChartSpec("x", kind, "", "", (), None, None, None, (), (), "一条折线", HERE)
    made = own_figures({"x": spec}, {"x": figure}, fonts, HERE, sink)
    assert [str(each) for each in sink] == []
    return made["x"]


def flat(picture):
    return list(picture.all_marks())


def test_words_are_set_in_the_faces_of_the_report(fonts):
    said = {m.text: m.role for m in flat(marks_of(plotted()[0], fonts)) if isinstance(m, TextMark)}
    assert said["收入先降后升"] == "chart_strong"
    assert said["收入（亿元）"] == "chart"


def test_a_figure_keeps_its_size_and_is_left_as_it_was(fonts):
    figure, _ = plotted(dpi=150)
    canvas = figure.canvas
    picture = marks_of(figure, fonts)
    assert (points(picture.width), points(picture.height)) == (360, 216)
    assert figure.dpi == 150
    assert figure.canvas is canvas


def test_the_same_figure_gives_the_same_marks_and_digest(fonts):
    one, two = marks_of(plotted()[0], fonts), marks_of(plotted()[0], fonts)
    assert one == two
    assert one.digest == two.digest
    other, axes = plotted()
    axes.plot([0, 1], [1, 1])
    assert marks_of(other, fonts).digest != one.digest


def test_a_layout_measures_with_our_faces(fonts):
    assert marks_of(plotted(layout="constrained")[0], fonts).marks


def test_lines_are_clipped_to_their_axes(fonts):
    figure, axes = plotted()
    axes.set_xlim(0.5, 1.5)
    clips = [m for m in marks_of(figure, fonts).marks if isinstance(m, ClipMark)]
    assert any(isinstance(inner, PathMark) for clip in clips for inner in clip.marks)


def test_an_image_stands_upright(fonts):
    figure = Figure(figsize=(2, 2))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.imshow(np.array([[0, 255], [255, 255]], dtype=np.uint8), cmap="gray", vmin=0, vmax=255)
    raster = next(m for m in flat(marks_of(figure, fonts)) if isinstance(m, RasterMark))
    image = Image.open(io.BytesIO(raster.png)).convert("L")
    assert image.getpixel((3, 3)) < 20
    assert image.getpixel((image.width - 4, image.height - 4)) > 235


def test_hatches_become_a_raster_at_their_place(fonts):
    figure, axes = plotted()
    axes.bar([1], [2], hatch="//", facecolor="white", edgecolor="black")
    rasters = [m for m in flat(marks_of(figure, fonts)) if isinstance(m, RasterMark)]
    assert len(rasters) == 1
    assert 0 < rasters[0].x < 360


def test_formulas_are_paths_and_the_words_beside_them_are_words(fonts):
    figure, axes = plotted()
    axes.set_xlabel(r"方差 $\sigma^2$ 的估计")
    said = [m.text for m in flat(marks_of(figure, fonts)) if isinstance(m, TextMark)]
    assert {"方差 ", " 的估计"} <= set(said)


def test_a_picture_of_every_mark_survives_the_cache_and_goes_to_word(fonts):
    figure, axes = plotted()
    axes.imshow(np.eye(3))
    picture = marks_of(figure, fonts)
    assert picture_from_bytes(picture_bytes(picture)) == picture
    drawn = word_picture(picture, fonts)
    assert b"<image " in drawn.svg
    assert drawn.png.startswith(b"\x89PNG")


# ---- through the front door ------------------------------------------------------------------

REPORT = {
    "id": "own",
    "title": "自绘图",
    "date": "2025-12-18",
    "charts": {
        "x": {"kind": "figure", "title": "收入先降后升", "alt": "一条折线", "cite": "作者绘制"}
    },
    "sections": [{"title": "概况", "text": "见@fig-x。\n\n:::{图表} x\n:::\n"}],
}


def build(**figures):
    return build_report(REPORT, figures=figures, env={}, today=TODAY)


def found(**figures):
    with pytest.raises(ReportgenError) as caught:
        build(**figures)
    return [finding.code.value for finding in caught.value.diagnostics]


def test_a_report_holds_the_figure_in_both_formats():
    built = build(x=plotted()[0])
    pdf, docx = (artifact.data for artifact in built.artifacts)
    assert pdf.startswith(b"%PDF")
    assert docx.startswith(b"PK")
    assert built.document.body[-1].alt == "一条折线"


def test_the_same_figure_makes_the_same_bytes():
    one, two = build(x=plotted()[0]), build(x=plotted()[0])
    assert [a.data for a in one.artifacts] == [a.data for a in two.artifacts]


def test_what_is_wrong_with_a_figure_is_found():
    assert found() == ["RG406"]
    assert found(x="plot.png") == ["RG407"]
    figure, axes = plotted()
    axes.set_title("$\\nonsense{$")
    assert found(x=figure) == ["RG409"]
    figure, axes = plotted()
    axes.set_title("$方差$")
    assert found(x=figure) == ["RG409"]


def test_a_character_that_no_face_has_is_found_in_a_figure_too():
    figure, axes = plotted()
    axes.set_title("生僻字\U0002a6b2")
    assert found(x=figure) == ["RG401"]


def test_a_figure_nobody_declared_is_a_warning():
    built = build(x=plotted()[0], y=plotted()[0])
    assert [finding.code.value for finding in built.findings] == ["RG408"]
