"""The how-to of checks: its example finds what its table says, its codes are all there are."""

import re
from pathlib import Path

import pytest
from tests.unit.lint.desk import findings

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


CELL = r"[^|]+"
ROWS = re.findall(
    rf"^\| ([PNHFX]\d\d) \| {CELL} \| ({CELL}) \| ({CELL}) \| ?([^|]*) \|$", PAGE, re.MULTILINE
)


def test_every_rule_about_copy_is_explained():
    rules = {code.value for code in Code if re.fullmatch(r"P\d\d|N0\d|X01", code.value)}
    assert {code for code, *_ in ROWS} == rules | {"H01", "H03", "H05", "F02"}


@pytest.mark.parametrize(("code", "wrong", "right", "mended"), ROWS, ids=lambda word: word[:3])
def test_an_example_of_copy_is_found_and_what_it_should_be_is_not(code, wrong, right, mended):
    if code == "F02":  # no text, but a caption: see the tests of lint
        return
    found = [each for each in findings(wrong.replace("<br>", "\n\n")) if each.code == code]
    assert found
    assert bool(found[0].fix) is mended.startswith("改")
    assert {each.code.value for each in findings(right)} <= {"N107", "RG120"}  # RG120: only a title


def test_what_can_be_waived_is_said():
    others = [code for code in WAIVABLE if not code.startswith(("N", "P"))]
    assert f"N01—N08、N101—N110、P01—P13 和 {'、'.join(others)}" in PAGE
