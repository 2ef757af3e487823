"""The how-to of numbers: its example can be built as it stands, its names are all there are."""

import re
from pathlib import Path

import pytest

from reportgen import DataError, check_report
from reportgen.compute.periods import RELATIVE_WORDS
from reportgen.read.number_marks import FILTERS

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "numbers.md").read_text("utf-8")
ANNUAL, CUSTOMERS = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
(REPORT,) = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)


def checked(folder, annual=ANNUAL):
    for name, text in (("年度.csv", annual), ("客户.csv", CUSTOMERS), ("报告.md", REPORT)):
        (folder / name).write_text(text, "utf-8")
    return check_report(folder / "报告.md").document


def test_the_example_can_be_built_as_it_stands(tmp_path):
    document = checked(tmp_path)
    assert document.cover.title == "甲公司2024年经营简报：收入增长"
    assert [number.text for number in document.numbers] == [
        "100.0亿元",
        "增长16.0%",
        "30.2亿元",
        "30.2%",
        "上升2.2个百分点",
        "玖拾玖亿玖仟玖佰陆拾万元整",
    ]


def test_the_next_issue_needs_only_a_row(tmp_path):
    document = checked(tmp_path, ANNUAL + "2025,9000,8000,需求转弱\n")
    assert document.cover.title == "甲公司2025年经营简报"
    assert [number.text for number in document.numbers][1] == "下降10.0%"
    assert len(document.body) == 4


def test_a_check_that_fails_stops_the_report(tmp_path):
    with pytest.raises(DataError) as caught:
        checked(tmp_path, ANNUAL.replace("8620", "862"))
    assert [each.code.value for each in caught.value.diagnostics] == ["RG270"]


@pytest.mark.parametrize("word", [*FILTERS, *RELATIVE_WORDS])
def test_each_filter_and_period_word_is_explained(word):
    assert word in PAGE
