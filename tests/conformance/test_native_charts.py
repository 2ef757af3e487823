"""Charts that Word draws itself: valid in each version, and nothing in them but what is printed."""

import datetime as dt
import io
import json
import subprocess
import zipfile

import pytest
from tests.unit.write_docx.chart_sample import docx_of
from tests.unit.write_docx.test_charts import NATIVE

from reportgen import build_report

TODAY = dt.date(2025, 12, 18)
CANARY = "金丝雀"
ROWS = f"年度,营业收入,毛利率,{CANARY}列\n2022,86.4,41.2,{CANARY}甲\n2023,112.7,42.8,918273645\n"
OTHERS = f"年度,营业收入\n2024,{CANARY}乙\n"


@pytest.mark.parametrize("version", ["Office2010", "Office2016", "Microsoft365"])
def test_microsofts_validator_finds_nothing_in_any_kind(version, tmp_path, tool):
    path = tmp_path / "charts.docx"
    path.write_bytes(docx_of(NATIVE))
    command = [tool("ooxml-validator"), str(path), version]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert json.loads(shown)["errors"] == []


@pytest.fixture
def package(tmp_path):
    (tmp_path / "annual.csv").write_text(ROWS, "utf-8")
    (tmp_path / "other.csv").write_text(OTHERS, "utf-8")
    (tmp_path / "report.yaml").write_text(
        """
id: canary
title: 收入
date: 2025-12-18
sources:
  annual: {file: annual.csv, period: 年度}
charts:
  revenue: {kind: bar, from: annual, x: 年度, y: 营业收入, title: 收入上升, cite: 年报}
  both: {kind: combo, from: annual, x: 年度, y: [营业收入, 毛利率], title: 收入上升, cite: 年报}
sections: [{title: 概况, file: 正文.md}]
""",
        "utf-8",
    )
    (tmp_path / "正文.md").write_text(
        "# 概况\n\n见@fig-revenue、@fig-both。\n\n:::{图表} revenue\n:::\n\n:::{图表} both\n:::\n",
        "utf-8",
    )
    artifacts = build_report(tmp_path, env={}, today=TODAY).artifacts
    return next(each.data for each in artifacts if each.kind.value == "docx")


def files_of(data):
    """Yield the files of a package, and those of packages inside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        for name in opened.namelist():
            body = opened.read(name)
            yield name, body
            if name.endswith(".xlsx"):
                yield from files_of(body)


def test_what_is_not_printed_does_not_leave_the_house(package):
    files = list(files_of(package))
    assert len([name for name, _ in files if name.endswith(".xlsx")]) == 2
    secrets = [CANARY.encode(), b"918273645", b"annual.csv", b"/tmp"]
    told = [(name, secret) for name, body in files for secret in secrets if secret in body]
    assert told == []
    assert any(b"112.7" in body for name, body in files if name.endswith("sheet1.xml"))
