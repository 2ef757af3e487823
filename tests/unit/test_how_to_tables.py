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


def printed(tmp_path, table, rows=""):
    """Return the words of the cells of a table of the sample's data."""
    shutil.copytree(SAMPLE, tmp_path / "report")
    with (tmp_path / "report" / "deliveries.csv").open("a", encoding="utf-8") as data:
        data.write(rows)
    report = tmp_path / "report" / "report.yaml"
    head, rest = report.read_text("utf-8").split("tables:\n", 1)
    _, sections = rest.split("sections:\n", 1)
    report.write_text(f"{head}tables:\n  t: {table}\nsections:\n{sections}", "utf-8")
    (tmp_path / "report" / "正文.md").write_text("# 概况\n\n:::{表格} t\n:::\n", "utf-8")
    document = check_report(tmp_path / "report").document
    (made,) = [each for each in printed_blocks(document.body) if isinstance(each, Table)]
    return [[cell.content[0].text for cell in row.cells] for row in made.rows]


def test_formulas_of_one_label_are_not_taken_for_each_other_nor_for_a_column(tmp_path):
    columns = "{算式: 收入 / 收入, 名称: 收入}, {算式: 2 * 收入 / 收入, 名称: 收入}, 收入"
    table = f"{{title: 一, from: deliveries, 近: 1, 筛选: 公司 = 安信电池, 列: [{columns}]}}"
    assert printed(tmp_path, table) == [["1", "2", "22.36"]]


def test_the_next_issue_needs_new_data_only(tmp_path):
    table = (
        "{title: 一, from: deliveries, 近: 1, 前: {数: 1, 按: 收入, 其他: 无}, 列: [季度, 公司]}"
    )
    new = "2025Q1,鑫晟能源,华东,90,99,50,9\n2025Q1,安信电池,华东,30,20,10,1\n"
    assert printed(tmp_path / "old", table) == [["2024年第四季度", "安信电池"]]
    assert printed(tmp_path / "new", table, new) == [["2025年第一季度", "鑫晟能源"]]
