"""The how-to of rows: its example can be built as it stands."""

import re
from pathlib import Path

from reportgen import check_report
from reportgen.read.sheet_layouts import LAYOUTS

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
ROWS, TWO = ((HOW_TO / name).read_text("utf-8") for name in ("rows.md", "two-files.md"))


def test_the_example_can_be_built_as_it_stands(tmp_path):
    lines, details = re.findall(r"```csv\n(.*?)```", ROWS, re.DOTALL)
    (text,) = re.findall(r"```markdown\n(.*?)```", ROWS, re.DOTALL)
    for name, content in (("业务线.csv", lines), ("明细.csv", details), ("报告.md", text)):
        (tmp_path / name).write_text(content, "utf-8")
    document = check_report(tmp_path / "报告.md").document
    said = [number.text for number in document.numbers]
    assert said == [
        *("30.9亿元", "12.5亿元", "18.4亿元"),
        *("12.5亿元", "增长22.5%", "40%"),
        *("18.4亿元", "下降8.5%", "60%", "18.4亿元"),
    ]


def test_every_sheet_that_declares_is_explained():
    for layout in LAYOUTS:
        assert all(name in TWO for name in layout.names)
