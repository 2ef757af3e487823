"""Why a report was built, or would be; what a number is made of, and where it is printed."""

import datetime as dt
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.workbooks import table, workbook

from reportgen.automate import Order, here, making, rebuild
from reportgen.automate.fingerprint import makers
from reportgen.automate.history.dependence import depends
from reportgen.automate.history.runs import Runs
from reportgen.automate.history.why import why_built, why_done, why_now
from reportgen.cli import main
from reportgen.diag import UsageError
from reportgen.diag.show import columns
from reportgen.model.difference import Change
from reportgen.model.reason import ReasonKind
from reportgen.trace.said_depends import dependence_lines
from reportgen.trace.said_why import why_lines

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)
TODAY = dt.date(2026, 1, 1)


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    return Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "quarterly", ignore=ignore))


def world(env=None, today=TODAY):
    return here(env=env or {}, today=today)


def made(report, **given):
    return rebuild(Order(report), world(**given), NOW)


def edit(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def reasons(report, **given):
    return why_now(Order(report), world(**given)).reasons


def test_what_was_never_built_is_to_be_built(report):
    assert [each.kind for each in reasons(report)] == [ReasonKind.FIRST]


def test_an_unchanged_report_says_since_when(report):
    made(report)
    order = Order(report)
    why = why_done(made(report), order)
    assert why.is_unchanged
    (line,) = why_lines(why, "zh")
    assert re.fullmatch(r"无变化（自 2025-12-1\d \d\d:\d\d 第 1 次生成以来）", line)
    assert why_now(order, world()).is_unchanged


def test_a_changed_cell_is_named_by_its_row_and_column(report):
    made(report)
    edit(report / "quarterly.csv", "747400", "757400")
    (reason,) = reasons(report)
    assert (reason.kind, reason.name) == (ReasonKind.FILE, "quarterly.csv")
    ((cell,),) = [each.cells for each in reason.tables]
    assert (cell.row, cell.column) == ("2024Q4", "营业收入_千美元")
    assert (cell.old, cell.new) == ("747400", "757400")


def test_rows_that_come_and_go_are_named(report):
    made(report)
    data = report / "quarterly.csv"
    lines = data.read_text("utf-8").splitlines()
    last = lines[-1].replace("2024Q4", "2025Q1").replace("2024-12-31", "2025-03-31")
    data.write_text("\n".join([lines[0], *lines[2:], last, ""]), "utf-8")
    (reason,) = reasons(report)
    (change,) = reason.tables
    assert (change.rows_gone, change.rows_came) == (("2024Q1",), ("2025Q1",))


def test_changed_lines_of_a_text_are_counted_as_an_editor_does(report):
    made(report)
    edit(report / "正文.md", "作为参照", "作为对照")
    (reason,) = reasons(report)
    assert (reason.name, reason.lines) == ("正文.md", (5,))


def test_a_variable_a_day_and_a_program_are_named_and_a_secret_is_not(report, monkeypatch):
    edit(report / "report.yaml", "date: 2025-12-18", "date: auto")
    named = "aigc: {mode: assisted, provider_code: env:CODE}"
    edit(report / "report.yaml", "aigc: {mode: none}", named)
    made(report, env={"CODE": "001191110102MAD55U9H0F10002"})
    another = {**makers(), "engine": "9.9.9"}
    monkeypatch.setattr(making, "makers", lambda: another)
    later = world({"CODE": ""}, TODAY + dt.timedelta(1))
    why = why_now(Order(report), later)
    found = {each.kind: each for each in why.reasons}
    assert found[ReasonKind.ENVIRONMENT].name == "CODE"
    assert found[ReasonKind.ENVIRONMENT].old == found[ReasonKind.ENVIRONMENT].new == ""
    assert found[ReasonKind.DAY].new == "2026-01-02"
    told = "\n".join(why_lines(why, "zh"))
    assert "→ 9.9.9" in told
    assert "日期  2026-01-01 → 2026-01-02" in told


def test_a_workbook_says_which_sheet_row_and_column_changed(tmp_path):
    rows = [["季度", "收入"], ["2024Q3", 1], ["2024Q4", 2]]
    file = tmp_path / "数据.xlsx"
    file.write_bytes(workbook({"季度": table(rows), "备注": table([["不用"]])}))
    (tmp_path / "report.yaml").write_text(
        "id: r\ntitle: 报告\ndate: 2025-01-01\naigc: {mode: none}\n"
        "sources: {d: {file: 数据.xlsx, sheet: 季度}}\n"
        "metrics: {收入: {from: d, sql: sum(收入)}}\nsections: [{file: a.md}]\n",
        "utf-8",
    )
    (tmp_path / "a.md").write_text("# 一\n\n收入{{ 收入 }}。\n", "utf-8")
    made(tmp_path)
    rows[2][1] = 5
    file.write_bytes(workbook({"季度": table(rows), "备注": table([["不用"]])}))
    (reason,) = reasons(tmp_path)
    made(tmp_path)
    (found,) = depends("收入", "latest", Runs(tmp_path)).found
    (leaf,) = found.needs[0].needs
    assert [(cell.place, cell.value) for cell in leaf.cells] == [
        ("数据.xlsx!季度!B2", "1"),
        ("数据.xlsx!季度!B3", "5"),
    ]
    (change,) = reason.tables
    assert change.sheet == "季度"
    assert [(c.row, c.column, c.old, c.new) for c in change.cells] == [("2024Q4", "收入", "2", "5")]


def test_a_build_says_which_numbers_changed_and_where_they_are_printed(report):
    made(report)
    edit(report / "quarterly.csv", "747400", "757400")
    why = why_done(made(report), Order(report))
    assert (why.run, why.previous) == (2, 1)
    told = "\n".join(why_lines(why, "zh"))
    assert re.search(r"季度营业收入（2024Q4） +7.47亿美元 → 7.57亿美元", told)
    assert "1 本期要点  第1页  正文.md:3" in told
    assert "副标题  report.yaml:4" in told
    assert re.search(r"图1 .*第1页  report.yaml:\d+  1 个数据点", told)
    assert re.search(r"表1 .*第1页  report.yaml:\d+  1 个数", told)
    assert {each.name for each in why.metrics} == {"单季营收", "净亏损率"}


def test_names_of_numbers_stand_in_one_column_whatever_their_script(report):
    made(report)
    edit(report / "quarterly.csv", "747400", "757400")
    lines = list(why_lines(why_done(made(report), Order(report)), "zh"))
    arrows = [line for line in lines if "亿美元 →" in line or "% →" in line]
    assert len({columns(line[: line.rindex("  ", 0, line.index(" →"))]) for line in arrows}) == 1


def test_an_asked_for_build_says_that_nothing_changed(report):
    made(report)
    rebuild(Order(report, force=True), world(), NOW)
    why = why_built("2", Runs(report))
    assert [each.kind for each in why.reasons] == [ReasonKind.ASKED]
    assert why.difference is None


def test_an_old_run_still_says_why_it_was_made(report):
    made(report)
    edit(report / "正文.md", "作为参照", "作为对照")
    made(report)
    (report / "正文.md").write_text("# 全变了\n\n一句。\n", "utf-8")
    (reason,) = why_built("2", Runs(report)).reasons
    assert (reason.name, reason.lines, reason.change) == ("正文.md", (5,), Change.CHANGED)


def test_a_metric_is_followed_down_to_its_cells_and_up_to_all_its_places(report):
    made(report)
    (found,) = depends("净亏损率", "latest", Runs(report)).found
    (metric,) = found.needs
    assert (metric.name, metric.words) == ("净亏损率@2024Q4", "单季净亏损 / 单季营收")
    leaves = [leaf for each in metric.needs for leaf in each.needs]
    assert [(c.place, c.column, c.value) for leaf in leaves for c in leaf.cells] == [
        ("quarterly.csv:5", "净亏损_千美元", "51400"),
        ("quarterly.csv:5", "营业收入_千美元", "747400"),
    ]
    (use,) = found.uses
    assert (use.words, use.place.page, use.written.rsplit(":", 1)[0]) == ("6.9%", "1", "正文.md:3")


@pytest.mark.parametrize(
    "word", ["图1", "fig-trend", "trend", "截至2024年第四季度的季度营业收入与净亏损"]
)
def test_a_chart_is_meant_by_its_label_its_key_or_its_words(word, report):
    made(report)
    (found,) = depends(word, "latest", Runs(report)).found
    assert found.name.startswith("图1")
    (need,) = [each for each in found.needs if each.kind == "column"]
    assert {cell.column for cell in need.cells} == {"季度", "营业收入_千美元", "净亏损_千美元"}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("表1", "table"),
        ("本期要点", "section"),
        ("quarterly.csv", "source"),
        ("quarterly", "source"),
        ("正文.md:5", "text"),
        ("7.47亿美元", "number"),
        ("单季营收@上期", ""),
        ("单季营收@2024Q3", "metric"),
    ],
)
def test_tables_sections_sources_lines_and_printed_numbers_can_be_asked_for(word, kind, report):
    made(report)
    if not kind:
        with pytest.raises(UsageError):
            depends(word, "latest", Runs(report))
        return
    found = depends(word, "latest", Runs(report)).found
    assert {each.kind.value for each in found} == {kind}
    assert all(list(dependence_lines(found, language)) for language in ("zh", "en"))


def test_what_nothing_is_called_is_a_finding_with_the_nearest_name(report):
    made(report)
    with pytest.raises(UsageError) as caught:
        depends("单季营首", "latest", Runs(report))
    (finding,) = caught.value.diagnostics
    assert (finding.code.value, finding.values["nearest"]) == ("RG550", "单季营收")


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_command_line_says_it_to_people_and_programs(report):
    assert run("why", report).exit_code == 1
    assert run("build", report, "--why").exit_code == 0
    assert run("why", report).exit_code == 0
    os.utime(report / "quarterly.csv", (1, 1))
    again = run("build", report, "--why")
    assert "无变化（自" in again.stderr
    edit(report / "quarterly.csv", "747400", "757400")
    lines = run("build", report, "--why", "--json").stdout.splitlines()
    assert json.loads(lines[0])["reasons"][0]["name"] == "quarterly.csv"
    asked = json.loads(run("why", report, "单季营收", "--json").stdout)
    assert asked["found"][0]["kind"] == "metric"
    assert run("why", report, "没有这个").exit_code == 2


def test_a_source_made_by_a_query_is_followed_to_the_file_under_it(tmp_path):
    source = ROOT / "tests" / "conformance" / "samples" / "provenance"
    report = Path(shutil.copytree(source, tmp_path / "p", ignore=shutil.ignore_patterns("out")))
    made(report)
    (metric,) = depends("最低季", "latest", Runs(report)).found
    (leaf,) = metric.needs[0].needs
    (file,) = leaf.needs
    assert (leaf.name, leaf.words, file.name) == ("halves", "max(最低)", "quarterly.csv")
    assert {cell.column for cell in file.cells} == {"营业收入_百万元"}
    (halves,) = depends("halves", "latest", Runs(report)).found
    assert [use.words for use in halves.uses] == ["最低季"]


def test_a_metric_that_is_words_is_followed_too(tmp_path):
    (tmp_path / "report.yaml").write_text(
        "id: r\ntitle: 报告\ndate: 2025-01-01\naigc: {mode: none}\n"
        "sources: {d: {file: d.csv}}\n"
        "metrics: {最大客户: {from: d, text: 'argmax(客户, 占比)'}}\nsections: [{file: a.md}]\n",
        "utf-8",
    )
    (tmp_path / "a.md").write_text("# 一\n\n最大的是{{ 最大客户 }}。\n", "utf-8")
    (tmp_path / "d.csv").write_text("客户,占比\n甲,0.7\n乙,0.3\n", "utf-8")
    made(tmp_path)
    (found,) = depends("最大客户", "latest", Runs(tmp_path)).found
    assert found.value == "甲"
    assert [(use.words, use.written) for use in found.uses] == [("最大的是甲。", "a.md:3")]
    (leaf,) = found.needs[0].needs
    assert {cell.place for cell in leaf.cells} == {"d.csv:2", "d.csv:3"}


def test_before_building_it_says_what_may_change_with_the_data(report):
    made(report)
    edit(report / "annual.csv", "1915.4", "1925.4")
    found = why_now(Order(report), world()).touched
    assert {use.words.partition("@")[0] for use in found} == {"全年营收"}
    assert "可能跟着变的" in "\n".join(why_lines(why_now(Order(report), world()), "zh"))


def test_a_thing_of_a_report_that_was_never_built_is_a_finding(report):
    done = run("why", report, "图1")
    assert done.exit_code == 2
    assert "没有找到 “最新”" in done.stderr
