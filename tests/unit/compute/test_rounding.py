"""Where halves go: as the metric, the report or the brand says, in prose, tables and charts."""

from decimal import Decimal

import pytest

from reportgen import build_report, check_report
from reportgen.draw.native_figures import figure
from reportgen.model import document as doc
from reportgen.model.facts import FormatKind, Half, NumberFormat
from reportgen.zh.quantity import bare, rounding, say
from reportgen.zh.units import parse_unit

CSV = "年度,收入_亿元,占比_百分比\n2023,2.5,12.25\n2024,0.5,12.35\n"
HEAD = """---
title: 修约
period: "2024"
sources: {a: {file: a.csv, period: 年度}}
metrics:
  收入: {from: a, sql: sum(收入), format: 亿(0)}
  上年: {expr: 收入@2023, format: 亿(0), round: half_up}
  占比: {from: a, sql: max(占比), format: 百分比(1)}
tables:
  t: {from: a, title: 表, cite: 公司, columns: [年度, {column: 收入, format: 千分位(0)}]}
charts:
  c: {kind: bar, from: a, x: 年度, y: 收入, format: 千分位(0), title: 图, cite: 公司}
"""
BODY = """---
# 甲

{{ 收入 }}，{{ 上年 }}，{{ 占比 }}，{{ 收入@2023 | 千分位(0) }}，{{ 收入 / 2 | 亿(1) }}。

见@fig-c、@tbl-t。

:::{图表} c
:::

:::{表格} t
:::
"""


def report(folder, *keys):
    (folder / "a.csv").write_text(CSV, "utf-8")
    (folder / "报告.md").write_text(HEAD + "".join(f"{key}\n" for key in keys) + BODY, "utf-8")
    return folder / "报告.md"


def printed(document):
    return [number.text for number in document.numbers]


def test_halves_go_up_unless_something_else_is_said(tmp_path):
    document = check_report(report(tmp_path)).document
    assert printed(document)[:5] == ["1亿元", "3亿元", "12.4%", "3亿元", "0.3亿元"]


@pytest.mark.parametrize("key", ["round: half_even", "修约: 四舍六入五成双"])
def test_a_report_rounds_to_the_even_figure_where_it_says_so(tmp_path, key):
    document = check_report(report(tmp_path, key)).document
    said = ["0亿元", "3亿元", "12.4%", "2亿元", "0.2亿元"]
    assert printed(document)[:5] == said, "but for the metric that says another thing"
    assert {number.rounding for number in document.numbers} >= {"0 half-even", "0 half-up"}


def test_tables_and_charts_round_as_the_prose_does(tmp_path):
    document = check_report(report(tmp_path, "round: half_even")).document
    (table,) = [block for block in document.body if isinstance(block, doc.Table)]
    cells = [[run.text for run in cell.content] for row in table.rows for cell in row.cells[1:]]
    assert cells == [["2"], ["0"]]
    (figure,) = [block for block in document.body if isinstance(block, doc.Figure)]
    assert figure.content.format.half is Half.EVEN


def test_a_brand_says_how_its_reports_round(tmp_path):
    brand = tmp_path / "house"
    brand.mkdir()
    (brand / "brand.yaml").write_text("name: house\nextends: default\nround: half_even\n", "utf-8")
    even = report(tmp_path, "brand: house")
    assert printed(check_report(even).document)[0] == "0亿元"
    up = report(tmp_path, "brand: house", "round: half_up")
    assert printed(check_report(up).document)[0] == "1亿元"


def test_both_files_can_be_built(tmp_path):
    assert len(build_report(report(tmp_path, "round: half_even"), env={}).artifacts) == 2


@pytest.mark.parametrize(
    ("value", "digits", "up", "even"),
    [
        ("2.5", 0, "3", "2"),
        ("3.5", 0, "4", "4"),
        ("-2.5", 0, "−3", "−2"),
        ("0.125", 2, "0.13", "0.12"),
        ("0.135", 2, "0.14", "0.14"),
        ("2.51", 0, "3", "3"),
        ("9999.5", 0, "10,000", "10,000"),
        ("-0.5", 0, "−1", "0"),
    ],
)
def test_only_halves_differ(value, digits, up, even):
    for half, text in ((Half.UP, up), (Half.EVEN, even)):
        how = NumberFormat(FormatKind.THOUSANDS, digits, half)
        assert bare(Decimal(value), how) == text
        assert rounding(how) == f"{digits} {half.value}"


def test_amounts_in_capitals_are_rounded_so_too():
    yuan = parse_unit("元")
    how = NumberFormat(FormatKind.CAPITAL, None, Half.EVEN)
    assert say(Decimal("0.125"), yuan, how) == "壹角贰分"


def test_word_gets_the_printed_number_where_it_would_round_otherwise():
    even = NumberFormat(FormatKind.THOUSANDS, 0, Half.EVEN)
    assert figure(Decimal("2.5"), even, 2) == 2
    assert figure(Decimal("2.4"), even, 2) == Decimal("2.4")
    assert figure(Decimal("2.5"), NumberFormat(FormatKind.THOUSANDS, 0), 2) == Decimal("2.5")
    assert figure(Decimal("-0.04"), NumberFormat(FormatKind.THOUSANDS, 1), 2) == 0
