"""One report a row: whom each is about, what it is called, and nothing of the others in it."""

import io
import zipfile

import pikepdf
import pytest
from pypdfium2 import PdfDocument
from tests.e2e.test_cli import reportgen

from reportgen import SourceError, UsageError, build_report, check_report
from reportgen.automate.publish import file_name
from reportgen.diag import ReportgenError

CLIENTS = "客户,等级,额度_万元\n甲公司,VIP密级,500\n乙公司,普通,31.25\n"
ROWS = (
    "客户,月份,金额_万元\n甲公司,2024-01,98765.5\n甲公司,2024-02,98761.5\n"
    "乙公司,2024-01,77\n乙公司,2024-02,78\n"
)
REPORT = """---
title: "{{ 客户 }}对账单"
date: 2025-12-18
period: auto
params: clients.csv
sources:
  明细: {file: 明细.csv, period: 月份}
  全体: {file: 明细.csv, period: 月份, all_rows: yes}
  占:
    from: 全体
    query: select sum(case when 客户 = :客户 then 金额 end) / sum(金额) as 比 from 全体
metrics:
  金额: {from: 明细, sql: sum(金额)}
  占比: {from: 占, sql: max(比), format: 百分比(1)}
  全部金额: {from: 全体, sql: sum(金额)}
charts:
  月: {kind: bar, from: 明细, x: 月份, y: 金额, title: "{{ 客户 }}每月金额", cite: 本行}
tables:
  表: {from: 明细, columns: [月份, 金额], title: "{{ 客户 }}明细", cite: 本行}
pdf: {embed: [data, source]}
---
# {{ 客户 }}的情况

{{ 客户 }}是{{ 等级 }}客户，额度{{ 额度 }}，本月{{ 金额 }}，占全体{{ 占比 }}。
见{@fig-月}和{@tbl-表}。
{% 若 等级 = "普通" %}标准服务。{% 否则 %}专属服务。{% 完 %}

:::{图表} 月
:::

:::{表格} 表
:::
"""
OTHERS = ["甲公司", "VIP密级", "98765.5", "98,765.5", "98761.5", "98,761.5", "500"]


@pytest.fixture
def report(tmp_path):
    for name, text in (("clients.csv", CLIENTS), ("明细.csv", ROWS), ("报告.md", REPORT)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / "报告.md"


def built(report, name, **rest):
    return build_report(report, param={"客户": name}, **rest)


def every_byte(artifact):
    """Yield all that is in a file, whatever it is packed in."""
    if artifact.data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(artifact.data)) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield thing.read_bytes()
                yield thing.unparse()
        yield from (
            page.get_textpage().get_text_bounded().encode() for page in PdfDocument(artifact.data)
        )
        return
    waiting = [artifact.data]
    while waiting:
        data = waiting.pop()
        yield data
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                waiting += [package.read(part) for part in package.namelist()]


def test_the_words_titles_and_conditions_are_of_the_row_that_is_asked_for(report):
    document = built(report, "乙公司").document
    assert document.cover.title == "乙公司对账单"
    assert [number.text for number in document.numbers][:3] == ["31.25万元", "78万元", "0.1%"]
    told = "".join(piece.text for piece in document.body[1].content if hasattr(piece, "text"))
    assert told.endswith("标准服务。")


def test_no_file_holds_a_byte_of_another_clients_data(report):
    made = built(report, "乙公司")
    for artifact in made.artifacts:
        whole = b"\n".join(every_byte(artifact))
        assert "78万元".encode() in whole
        assert "乙公司对账单".encode() in whole
        for word in OTHERS[:-1]:
            assert word.encode() not in whole
            assert word.encode("utf-16-be") not in whole
            assert word.encode("utf-16-be").hex().encode() not in whole


def test_without_a_row_the_rows_are_named_and_nothing_else_is_found(report):
    with pytest.raises(SourceError) as caught:
        check_report(report)
    (found,) = caught.value.diagnostics
    assert found.code.value == "RG283"
    assert found.values["known"] == "甲公司、乙公司"
    assert found.values["first"] == "客户=甲公司"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"客户": "丙公司"}, "RG284"),
        ({"等级": "普通", "客户": "甲公司"}, "RG284"),
        ({"名": "x"}, "RG301"),
    ],
)
def test_a_row_that_is_not_there_is_a_finding(report, asked, code):
    with pytest.raises(ReportgenError) as caught:
        check_report(report, param=asked)
    assert [each.code.value for each in caught.value.diagnostics] == [code]


def test_a_row_may_be_asked_for_by_any_column(report):
    assert check_report(report, param={"等级": "普通"}).row.name == "乙公司"


def test_a_report_without_rows_takes_none(tmp_path):
    (tmp_path / "报告.md").write_text("---\ntitle: 甲\n---\n正文。\n", "utf-8")
    with pytest.raises(SourceError) as caught:
        check_report(tmp_path / "报告.md", param={"客户": "甲"})
    assert [each.code.value for each in caught.value.diagnostics] == ["RG285"]


@pytest.mark.parametrize(
    ("clients", "code"),
    [
        ("客户\n甲\n甲\n", "RG288"),
        ("客户\nA/B\nab\n", "RG288"),
        ("客户,金额\n甲,1\n", "RG286"),
        ("客户\n丁\n", "RG277"),
    ],
)
def test_rows_that_would_meet_are_a_finding(report, clients, code):
    (report.parent / "clients.csv").write_text(clients, "utf-8")
    name = clients.splitlines()[1].partition(",")[0]
    with pytest.raises(ReportgenError) as caught:
        check_report(report, param={"客户": name})
    assert code in [each.code.value for each in caught.value.diagnostics]


def test_a_report_of_rows_is_not_mailed_to_one_list_of_people(report):
    text = report.read_text("utf-8").replace(
        "params:", "id: x\ndelivery: {via: a, from: a@b.cn, to: [c@d.cn]}\nparams:"
    )
    report.write_text(text, "utf-8")
    with pytest.raises(ReportgenError) as caught:
        check_report(report, param={"客户": "甲公司"})
    assert "RG287" in [each.code.value for each in caught.value.diagnostics]


def test_values_are_bound_and_never_pasted(report):
    name = "乙' or '1'='1"
    (report.parent / "clients.csv").write_text(f"客户,等级,额度_万元\n{name},普通,1\n", "utf-8")
    (report.parent / "明细.csv").write_text(ROWS + f"{name},2024-02,5\n{name},2024-01,5\n", "utf-8")
    numbers = [number.text for number in built(report, name, to=["docx"]).document.numbers]
    assert numbers[:3] == ["1万元", "5万元", "0.0%"]


def test_the_command_builds_one_row_or_all(report):
    done = reportgen("build", report, "--to", "docx", "--param", "客户=乙公司")
    assert done.stdout.splitlines() == [str(report.parent / "out" / "乙公司" / "乙公司对账单.docx")]
    done = reportgen("build", report, "--to", "docx", "--all")
    assert done.returncode == 0
    out = report.parent / "out"
    assert sorted(str(path.relative_to(out)) for path in out.rglob("*.docx")) == [
        "乙公司/乙公司对账单.docx",
        "甲公司/甲公司对账单.docx",
    ]
    again = reportgen("build", report, "--to", "docx", "--param", "客户=甲公司")
    assert "无变化" in again.stderr


def test_a_row_that_fails_stops_no_other(report):
    (report.parent / "clients.csv").write_text(CLIENTS + "丙公司,普通,1\n", "utf-8")
    done = reportgen("build", report, "--to", "docx", "--all")
    assert done.returncode == 1
    assert "RG277" in done.stderr
    assert "做好 2 份，1 份有错" in done.stderr


def test_a_title_without_the_row_gets_it_in_the_name_of_the_file(report):
    report.write_text(report.read_text("utf-8").replace('"{{ 客户 }}对账单"', "对账单"), "utf-8")
    done = reportgen("build", report, "--to", "docx", "--param", "客户=乙公司")
    assert done.stdout.strip().endswith("对账单-乙公司.docx")


def test_names_of_files_are_safe_and_keep_what_tells_them_apart():
    assert file_name("对账单", "r", "甲/乙:丙") == "对账单-甲乙丙"
    assert file_name("长" * 100, "r", "甲") == "长" * 62 + "-甲"
    assert file_name("con", "r") == "con_"
    assert file_name("..", "r") == "r"
    with pytest.raises(UsageError):
        build_report("/nirgends/报告.md")
