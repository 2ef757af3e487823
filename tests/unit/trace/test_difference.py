"""What differs between two issues is listed where it stands, and nothing else is."""

import shutil
from pathlib import Path

import pytest

from reportgen import check_report
from reportgen.model.difference import Change
from reportgen.model.manifest import TextKind
from reportgen.trace.difference import difference
from reportgen.trace.page import page
from reportgen.trace.said_change import sections

ROOT = Path(__file__).parents[3]
ROW = "2025Q1,2025-03-31,981600,314600,press-2025q1\n"


@pytest.fixture(scope="module")
def old():
    return check_report(ROOT / "data" / "quarterly").manifest


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    source = ROOT / "data" / "quarterly"
    return Path(shutil.copytree(source, tmp_path / "quarterly", ignore=ignore))


def edit(report, file, was, now):
    path = report / file
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now), "utf-8")


def now(report):
    return check_report(report).manifest


@pytest.fixture
def next_quarter(old, report):
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write(ROW)
    return difference(old, now(report))


def test_the_same_issue_has_no_difference(old):
    assert difference(old, old).is_empty


def test_a_number_is_listed_with_both_texts_and_by_how_much(next_quarter):
    found = {each.metric: each for each in next_quarter.numbers if each.place.label == "1"}
    change = found["单季营收"]
    assert (change.old.text, change.new.text, change.by) == ("7.47亿美元", "9.82亿美元", "+31.3%")
    assert (change.old.period, change.new.period) == ("2024Q4", "2025Q1")
    assert change.label == "季度营业收入"
    assert not change.is_revised
    assert found["单季营收|qoq"].label == "季度营业收入 环比"


def test_a_share_changes_by_points(next_quarter):
    change = next(each for each in next_quarter.numbers if each.metric == "净亏损率")
    assert change.by == "+25.2个百分点"


def test_sentences_that_only_the_data_changed_are_told_apart(old, report):
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write(ROW)
    edit(report, "正文.md", "各季度的", "每个季度的")
    found = difference(old, now(report)).texts
    assert {each.place.kind for each in found} == {
        TextKind.TITLE,
        TextKind.SUBTITLE,
        TextKind.PARAGRAPH,
        TextKind.CAPTION,
    }
    edited = [each for each in found if not each.only_data]
    assert ["".join(part.new for part in each.parts) for each in edited] == [
        "2024年第四季度的营业收入为7.47亿美元。每个季度的营业收入与净亏损见图1和表1。"
    ]


def test_a_new_row_and_the_points_of_the_chart_are_listed(next_quarter):
    (row,) = next_quarter.rows
    assert (row.change, row.place.label) == (Change.CAME, "表1")
    assert row.cells == ("2025年第一季度", "9.82", "3.15")
    assert [(each.series, each.category, each.new) for each in next_quarter.points] == [
        ("营业收入", "2025Q1", "9.816亿美元"),
        ("净亏损", "2025Q1", "3.146亿美元"),
    ]


def test_corrected_data_are_called_so(old, report):
    edit(report, "quarterly.csv", "747400", "757400")
    found = difference(old, now(report))
    revised = [each for each in found.numbers if each.is_revised]
    assert {each.place.kind for each in revised} >= {TextKind.PARAGRAPH, TextKind.CELL}
    cell = next(each for each in revised if each.place.kind is TextKind.CELL)
    assert (cell.place.row, cell.label) == ("2024年第四季度", "营业收入")
    assert (cell.old.text, cell.new.text) == ("7.47", "7.57")
    assert not found.rows
    (point,) = found.points
    assert (point.change, point.old, point.new) == (Change.CHANGED, "7.474亿美元", "7.574亿美元")


def test_a_paragraph_that_came_or_went_is_listed_whole(old, report):
    edit(report, "正文.md", "# 走势", "# 走势\n\n新的一段。")
    came = difference(old, now(report))
    (text,) = came.texts
    assert (text.change, text.parts[0].new) == (Change.CAME, "新的一段。")
    assert not came.numbers
    (gone,) = difference(now(report), old).texts
    assert (gone.change, gone.parts[0].old) == (Change.GONE, "新的一段。")


def test_a_number_that_came_and_one_that_went_are_listed(old, report):
    edit(report, "正文.md", "净亏损率@上期", "单季营收@上期")
    found = difference(old, now(report)).numbers
    assert [(each.change, each.metric) for each in found] == [
        (Change.GONE, "净亏损率"),
        (Change.CAME, "单季营收"),
    ]


def test_a_text_of_nothing_but_a_number_is_paired_with_itself(report):
    card = "# 走势\n\n:::{指标卡}\n- 收入 | {{ 单季营收 }} | 本期\n- 亏损 | {{ 单季净亏损 }}\n:::"
    edit(report, "正文.md", "# 走势", card)
    before = now(report)
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write(ROW)
    found = difference(before, now(report))
    assert {each.change for each in (*found.numbers, *found.texts)} == {Change.CHANGED}


def test_the_list_of_sources_is_not_listed_again(old, report):
    edit(report, "report.yaml", "- bibliography", "- 数据来源\n  - bibliography")
    before = now(report)
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write(ROW)
    edit(report, "report.yaml", "label: 季度营业收入", "label: 季度营业收入, 口径: 含税")
    found = difference(before, now(report))
    listed = difference(old, now(report)).numbers
    assert len(found.numbers) == len(listed)
    methods = [each for each in found.texts if each.place.kind is TextKind.CELL]
    assert [each.parts[0].new for each in methods] == ["含税"]


def test_the_page_escapes_what_it_shows_and_needs_nothing_else(old, report):
    edit(report, "report.yaml", "label: 季度营业收入", "label: '<script>季度</script>'")
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write(ROW)
    shown = page(difference(old, now(report)), "zh")
    assert "<script" not in shown
    assert "&lt;script&gt;季度&lt;/script&gt;" in shown
    assert "<del>7.47亿美元</del><ins>9.82亿美元</ins>" in shown
    assert "http" not in shown


@pytest.mark.parametrize(("language", "title"), [("zh", "数字"), ("en", "Numbers")])
def test_the_list_speaks_both_languages(language, title, next_quarter):
    found = sections(next_quarter, language)
    assert len(found) == 4
    assert found[0].title == title
    assert {len(row) for each in found for row in each.rows} <= {3, 6}


def test_a_share_of_a_table_is_called_a_share(tmp_path):
    """A column made of another one is not mistaken for it."""
    (tmp_path / "报告.md").write_text(
        "---\ntitle: 甲\ndate: 2025-01-02\nsources: {a: {file: a.csv}}\ntables:\n  t:\n"
        "    from: a\n    title: 收入\n    cite: 公司\n"
        "    columns: [公司, 收入, {column: 收入, how: share}]\n---\n"
        "见{@tbl-t}。\n\n:::{表格} t\n:::\n",
        "utf-8",
    )
    made = []
    for first in (10, 20):
        (tmp_path / "a.csv").write_text(f"公司,收入_亿元\n甲,{first}\n乙,10\n", "utf-8")
        made.append(check_report(tmp_path / "报告.md", env={}).manifest)
    labels = [each.label for each in difference(*made).numbers]
    assert labels == ["收入", "收入 占比", "收入 占比"]


def test_words_in_the_place_of_a_number_are_its_change(old, report):
    edit(report, "quarterly.csv", "747400", "583941")
    found = difference(old, now(report)).numbers
    (change,) = [
        each for each in found if each.metric == "单季营收|qoq" and each.place.label == "1"
    ]
    assert change.change is Change.CHANGED
    assert (change.old.text, change.new.text) == ("增长28.0%", "持平")


def test_a_negative_point_is_written_with_the_minus_that_is_printed(old, report):
    edit(report, "quarterly.csv", "51400", "-51400")
    points = difference(old, now(report)).points
    assert [(each.old, each.new) for each in points] == [("0.514亿美元", "−0.514亿美元")]
