"""The how-to of tables: its examples of rows are tables as they stand."""

import re
import shutil
from pathlib import Path

from reportgen import check_report
from reportgen.model.document import Table
from reportgen.model.walk import printed_blocks

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "tables.md").read_text("utf-8")
SAMPLE = ROOT / "tests" / "conformance" / "samples" / "frames"


def test_the_examples_of_rows_are_tables_as_they_stand(tmp_path):
    (block,) = re.findall(r"```yaml\n(tables:\n  leaders:.*?)```", PAGE, re.DOTALL)
    shutil.copytree(SAMPLE, tmp_path / "report")
    report = tmp_path / "report" / "report.yaml"
    head, rest = report.read_text("utf-8").split("tables:\n", 1)
    _, sections = rest.split("sections:\n", 1)
    report.write_text(f"{head}{block}sections:\n{sections}", "utf-8")
    keys = re.findall(r"^  (\w+):$", block, re.MULTILINE)
    places = "".join(f":::{{表格}} {key}\n:::\n\n" for key in keys)
    (tmp_path / "report" / "正文.md").write_text(f"# 概况\n\n{places}", "utf-8")
    document = check_report(tmp_path / "report").document
    made = [each for each in printed_blocks(document.body) if isinstance(each, Table)]
    assert [len(each.head[0].cells) for each in made] == [5, 2, 6]
