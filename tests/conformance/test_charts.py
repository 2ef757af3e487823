"""Charts in finished files: small, and an author's own figure as sound as ours."""

import datetime as dt
import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from matplotlib.figure import Figure

from reportgen import build_report

GALLERY = Path(__file__).parent / "samples" / "charts"
TODAY = dt.date(2025, 12, 18)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Build a report with a figure of paths, words, an image, hatches and a formula."""
    figure = Figure(figsize=(6, 3), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.bar(["甲", "乙"], [3, 2], hatch="//", facecolor="#DDE6F0", edgecolor="#1F3A5F", alpha=0.8)
    left.set_title(r"方差 $\sigma^2$", fontweight="bold")
    right.imshow([[0, 1], [2, 3]])
    keys = {
        "kind": "figure",
        "title": "两幅小图",
        "alt": "左为两根柱，右为四格图",
        "cite": "作者绘制",
    }
    report = {
        "id": "own",
        "title": "自绘图",
        "date": "2025-12-18",
        "charts": {"x": keys},
        "sections": [{"title": "概况", "text": "见@fig-x。\n\n:::{图表} x\n:::\n"}],
    }
    folder = tmp_path_factory.mktemp("own")
    for artifact in build_report(report, figures={"x": figure}, env={}, today=TODAY).artifacts:
        (folder / f"own.{artifact.kind.value}").write_bytes(artifact.data)
    return folder


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("standard", ["ua1", "2a"])
def test_verapdf_passes_an_authors_own_figure(standard, own, tool):
    main = (tool("java"), "-cp", tool("verapdf"), "org.verapdf.apps.GreenfieldCliWrapper")
    said = output_of(*main, "-f", standard, "--format", "text", str(own / "own.pdf"))
    assert said.startswith("PASS")


def test_microsofts_validator_finds_nothing_in_an_authors_own_figure(own, tool):
    said = output_of(tool("ooxml-validator"), str(own / "own.docx"), "Office2016")
    assert '"errors": []' in said or '"errors":[]' in said


def test_words_of_an_authors_own_figure_can_be_searched(own, tool):
    assert "方差" in output_of(tool("pdftotext"), str(own / "own.pdf"), "-")


def test_every_form_of_chart_takes_two_kilobytes_at_most():
    (pdf,) = build_report(GALLERY, to=["pdf"], env={}, today=TODAY).artifacts
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        forms = [
            len(each.read_raw_bytes())
            for each in opened.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
        ]
    assert len(forms) >= 20
    assert max(forms) <= 2048
