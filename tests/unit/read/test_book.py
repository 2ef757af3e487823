"""A text and a workbook: which sheets mean what, and where each complaint stands."""

import pytest
from tests.workbooks import PERCENT, Styled, table, workbook

from reportgen import build_report, check_report
from reportgen.diag import ReportgenError

TEXT = "---\n标题: 甲\n日期: 2025-12-18\n{keys}---\n{body}\n"
DATA = [["季度", "业务线", "收入_亿元"], ["2024Q1", "云", 1], ["2024Q2", "云", 2]]
METRICS = [["名称", "公式"], ["收入", "sum(收入)"]]


def report(folder, sheets, *, keys="", body="{{ 收入 }}", name="数据.xlsx"):
    cells = {sheet: table(rows) for sheet, rows in sheets.items()}
    (folder / name).write_bytes(workbook(cells))
    (folder / "报告.md").write_text(TEXT.format(keys=keys, body=body), "utf-8")
    return folder / "报告.md"


def said(*args, **rest):
    document = check_report(report(*args, **rest), env={}).document
    return [number.text for number in document.numbers]


def found(*args, **rest):
    with pytest.raises(ReportgenError) as caught:
        check_report(report(*args, **rest), env={})
    return [
        f"{each.span} {each.code}".partition("数据.xlsx")[2] for each in caught.value.diagnostics
    ]


@pytest.mark.parametrize("name", ["数据.xlsx", "data.xlsx", "报告.xlsx"])
def test_the_workbook_is_found_by_its_name(tmp_path, name):
    assert said(tmp_path, {"数据": DATA, "指标": METRICS}, name=name) == ["2亿元"]


def test_the_workbook_can_be_named(tmp_path):
    sheets = {"数据": DATA, "指标": METRICS}
    assert said(tmp_path, sheets, name="模型.xlsx", keys="工作簿: 模型.xlsx\n") == ["2亿元"]


def test_a_workbook_that_is_not_wanted_is_not_read(tmp_path):
    path = report(tmp_path, {"指标": [["乱"]]}, keys="工作簿: 无\n", body="正文。")
    assert check_report(path, env={}).findings == ()


def test_english_names_of_sheets_and_columns_are_understood(tmp_path):
    sheets = {"data": DATA, "metrics": [["name", "sql", "format"], ["rev", "sum(收入)", "yi(1)"]]}
    assert said(tmp_path, sheets, body="{{ rev }}") == ["2.0亿元"]


def test_titles_above_the_names_of_columns_are_no_rows(tmp_path):
    sheets = {
        "数据": [["经营数据"], [], *DATA],
        "指标": [["指标表"], [], ["名称", "公式"], ["收入", "sum(收入)"]],
    }
    assert said(tmp_path, sheets) == ["2亿元"]


def test_a_sheet_that_nothing_names_is_not_read(tmp_path):
    sheets = {"数据": DATA, "指标": METRICS, "草稿": [["a", "a"], ["x"]]}
    assert said(tmp_path, sheets) == ["2亿元"]


def test_the_head_may_say_more_of_a_sheet(tmp_path):
    sheets = {"数据": DATA, "指标": [["名称", "来源", "公式"], ["收入", "全部", "sum(收入)"]]}
    keys = "数据:\n  全部: {工作表: 数据, 列: {收入: {单位: 万元}}}\n"
    assert said(tmp_path, sheets, keys=keys) == ["2万元"]


def test_a_unit_behind_the_name_of_a_metric_is_its_unit(tmp_path):
    sheets = {
        "数据": DATA,
        "指标": [["名称", "公式", "格式"], ["收入（万元）", "sum(收入)", "千分位(0)"]],
    }
    assert said(tmp_path, sheets) == ["20,000万元"]


def test_a_typed_value_has_its_evidence_beside_it(tmp_path):
    head = ["名称", "值", "期间", "依据", "页码"]
    sheets = {
        "指标": [head, ["份额", Styled(0.123, PERCENT), "2024", "r", 3]],
        "文献": [["键", "类型", "标题", "网站", "日期"], ["r", "报告", "年报", "交易所", 2025]],
    }
    assert said(tmp_path, sheets, body="{{ 份额 }}[@r]") == ["12.3%"]


def test_a_cell_of_the_workbook_is_a_metric(tmp_path):
    sheets = {"数据": DATA, "指标": [["名称", "单元格"], ["收入", "数据!C3"]]}
    assert said(tmp_path, sheets) == ["2"]


def test_clients_are_rows_of_reports_unless_they_are_data(tmp_path):
    sheets = {"数据": DATA, "指标": METRICS, "客户": [["客户", "占比_%"], ["甲", 60], ["乙", 40]]}
    assert found(tmp_path, sheets) == ["!客户:1:1 RG283"]
    sheets["指标"] = [["名称", "来源", "公式"], ["收入", "客户", "max(占比)"]]
    assert said(tmp_path, sheets) == ["60%"]


def test_metrics_of_a_folder_may_stand_in_a_sheet(tmp_path):
    (tmp_path / "模型.xlsx").write_bytes(
        workbook({"指标": table([["名称", "来源", "公式"], ["收入", "a", "sum(收入)"]])})
    )
    (tmp_path / "a.csv").write_text("收入_亿元\n3\n", "utf-8")
    for word in ("模型.xlsx", "模型.xlsx!指标"):
        keys = f"title: 甲\nsources: {{a: {{file: a.csv}}}}\nmetrics: {word}\n"
        text = keys + "sections: [{title: 一, text: '{{ 收入 }}'}]\n"
        (tmp_path / "report.yaml").write_text(text, "utf-8")
        numbers = check_report(tmp_path, env={}).document.numbers
        assert [number.text for number in numbers] == ["3亿元"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([["名称", "公式"], ["收入", "sum(收人)"]], "!指标!B2:2:6 RG301"),
        ([["名称", "公式"], ["收入", "利闰 * 2"]], "!指标!B2:2:2 RG205"),
        ([["名称", "来源", "公式"], ["收入", "数居", "sum(收入)"]], "!指标!A2:2:1 RG315"),
        ([["名称", "公式", "格式"], ["收入", "sum(收入)", "亿元(1)"]], "!指标!C2:2:3 RG129"),
        ([["名称", "公式", "备主"], ["收入", "sum(收入)"]], "!指标!C1:1:3 RG101"),
        ([["名称", "公式"], ["收入", "sum(收入)"], ["", "1"]], "!指标!B3:3:2 RG281"),
        ([["名称", "公式"], ["收入", "sum(收入)"], ["收入", "1"]], "!指标!A3:3:1 RG102"),
        ([["名称", "公式"], ["收入", "sum(收入)"], ["毛利-率", "1"]], "!指标!A3:3:1 RG282"),
        ([["名称", "公式"], ["收入", "sum(收入)"], ["空", None]], "!指标!A3:3:1 RG105"),
        ([["a", "b"], ["收入", "sum(收入)"]], "!指标:1:1 RG280"),
    ],
)
def test_each_complaint_names_its_cell(tmp_path, rows, fault):
    assert fault in found(tmp_path, {"数据": DATA, "指标": rows})


def test_a_sheet_that_reaches_to_the_end_of_the_world_is_a_finding(tmp_path):
    (tmp_path / "数据.xlsx").write_bytes(workbook({"指标": {"A1": "名称", "XFD1048576": 1}}))
    (tmp_path / "报告.md").write_text(TEXT.format(keys="", body="正文。"), "utf-8")
    with pytest.raises(ReportgenError) as caught:
        check_report(tmp_path / "报告.md", env={})
    assert [each.code.value for each in caught.value.diagnostics] == ["RG222"]


def test_the_workbook_is_one_of_the_files_that_the_report_was_made_from(tmp_path):
    path = report(tmp_path, {"数据": DATA, "指标": METRICS})
    checked = build_report(path, env={}, to=["docx"]).checked
    names = {name.rpartition("/")[2] for name, _ in checked.files}
    assert {"报告.md", "数据.xlsx"} <= names


@pytest.mark.parametrize(
    "keys",
    [
        "参考文献: [{键: b, 类型: R, 题名: 乙, 出版者: 乙社, 日期: 2024}]\n",
        "参考文献: {格式: 简式, 条目: [{键: b, 题名: 乙, 出版者: 乙社}]}\n",
        "参考文献: {条目: {b: {类型: R, 题名: 乙, 出版者: 乙社, 日期: 2024}}}\n",
    ],
)
def test_references_of_the_head_and_of_the_sheet_stand_together(tmp_path, keys):
    sheets = {"文献": [["键", "类型", "标题", "机构", "日期"], ["a", "R", "甲", "甲社", 2025]]}
    path = report(tmp_path, sheets, keys=keys, body="甲[@a]，乙[@b]。")
    assert [each.code.value for each in check_report(path, env={}).findings] == []
