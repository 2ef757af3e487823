"""On real texts every finding about numbers is explained; nothing else is taken for a number."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from reportgen.automate import MemoryCache
from reportgen.build import check
from reportgen.diag import ReportgenError
from reportgen.model.world import World

HERE = Path(__file__).parent
FOLDERS = sorted(each for each in HERE.iterdir() if (each / "expect.txt").exists())


def found(entry):
    """Return what is found about numbers, strictly, as ``line:column code typed``."""
    world = World(env={}, today=dt.date(2025, 12, 18), cache=MemoryCache(), is_strict=True)
    try:
        diagnostics = check(entry, world).findings
    except ReportgenError as fault:
        diagnostics = fault.diagnostics
    return [_line(each) for each in diagnostics]


def _line(each):
    words = each.values.get("typed") or each.values.get("words") or each.values.get("text", "")
    words = words or each.values.get("total", "")
    name = each.span.source.path.rpartition("/")[2]
    where = "" if name in {"报告.md", "正文.md"} else f"{name}:"
    return f"{where}{each.span.line}:{each.span.column} {each.code} {words}".rstrip()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_finding_is_explained(folder):
    entry = folder if (folder / "report.yaml").exists() else folder / "报告.md"
    lines = (folder / "expect.txt").read_text("utf-8").splitlines()
    expected = [line.partition("  # ") for line in lines if line]
    assert all(why.strip() for _, _, why in expected)
    assert found(entry) == [what.rstrip() for what, _, _ in expected]


def test_with_the_prospectus_as_its_source_the_seed_contradicts_its_chart(tmp_path):
    report = Path(shutil.copytree(HERE.parents[1] / "data" / "coreweave", tmp_path / "coreweave"))
    assert [line for line in found(report) if " N1" in line] == []
    shutil.copy(HERE / "种子全文" / "customers.csv", report / "customers.csv")
    (line,) = (line for line in found(report) if " N1" in line)
    assert line.endswith("N108 超65%")
