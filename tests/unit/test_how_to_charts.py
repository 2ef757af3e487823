"""The how-to of charts: every example can be drawn as it stands."""

import re
import shutil
from pathlib import Path

import pytest

from reportgen import check_report
from reportgen.model.chart_options import ChartKind
from reportgen.model.document import Figure

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "charts.md").read_text("utf-8")
SAMPLE = ROOT / "tests" / "conformance" / "samples" / "charts"
FRAMES = ROOT / "tests" / "conformance" / "samples" / "frames"
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
DRAWN = [block for block in BLOCKS if "kind: figure" not in block]


def keys_of(block):
    return re.findall(r"^([\w-]+): ", block, re.MULTILINE)


@pytest.mark.parametrize("block", DRAWN, ids=lambda block: keys_of(block)[0])
def test_an_example_is_drawn_as_it_stands(block, tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "report")
    shutil.copy(FRAMES / "deliveries.csv", tmp_path / "report")
    report = tmp_path / "report" / "report.yaml"
    head, rest = report.read_text("utf-8").split("charts:\n", 1)
    _, sections = rest.split("sections:\n", 1)
    indented = "".join(f"  {line}\n" for line in block.splitlines())
    head += "  deliveries: {file: deliveries.csv, period: 季度}\n"
    report.write_text(f"{head}charts:\n{indented}sections:\n{sections}", "utf-8")
    places = "".join(f":::{{图表}} {key}\n:::\n\n" for key in keys_of(block))
    (tmp_path / "report" / "正文.md").write_text(f"# 概况\n\n{places}", "utf-8")
    body = check_report(tmp_path / "report").document.body
    assert len([each for each in body if isinstance(each, Figure)]) == len(keys_of(block))


def test_each_kind_has_an_example():
    assert not {kind for kind in ChartKind if f"kind: {kind}," not in PAGE}


def test_the_sheet_of_examples_is_small():
    assert (ROOT / "docs" / "images" / "charts.png").stat().st_size <= 200_000
