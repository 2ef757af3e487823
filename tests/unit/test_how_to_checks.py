"""The how-to of checks: its example finds what its table says, its codes are all there are."""

import re
from pathlib import Path

from reportgen import check_report
from reportgen.diag import Code
from reportgen.read.waivers import WAIVABLE

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "checks.md").read_text("utf-8")
ANNUAL, CUSTOMERS = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
(REPORT,) = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_finds_what_its_table_says(tmp_path):
    for name, text in (("年度.csv", ANNUAL), ("客户.csv", CUSTOMERS), ("报告.md", REPORT)):
        (tmp_path / name).write_text(text, "utf-8")
    found = check_report(tmp_path / "报告.md").findings
    numbers = sorted(each.code.value for each in found if each.code.value.startswith("N1"))
    assert numbers == [f"N{number}" for number in range(101, 111)]
    bound = {each.code.value: each.values.get("bound") for each in found}
    assert bound["N101"] == "{{ 营收@2024 }}"
    assert {each.code.value for each in found} <= {*numbers, "RG126"}


def test_every_rule_about_numbers_is_explained():
    rules = [code.value for code in Code if re.fullmatch(r"N1\d\d", code.value)]
    assert len(rules) == 11
    assert all(f"| {rule} |" in PAGE for rule in rules)


def test_what_can_be_waived_is_said():
    others = [code for code in WAIVABLE if not code.startswith(("N", "P"))]
    assert f"N01—N08、N101—N110、P01—P13 和 {'、'.join(others)}" in PAGE
