"""数据来源与口径: each printed metric has a row that its numbers lead to."""

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen import check_report
from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks

SAMPLE = Path(__file__).parents[2] / "conformance" / "samples" / "provenance"
QUARTERLY = Path(__file__).parents[3] / "data" / "quarterly"


@pytest.fixture(scope="module")
def document():
    return check_report(SAMPLE).document


@pytest.fixture(scope="module")
def tables(document):
    found = [each for each in document.body if isinstance(each, doc.Table)]
    return found[-2:]


def shown(cell):
    return "".join(
        "\n" if isinstance(piece, doc.LineBreak) else getattr(piece, "text", None) or piece.label
        for piece in cell.content
    )


def rows(table):
    return [[shown(cell) for cell in row.cells] for row in table.rows]


def runs(part):
    if isinstance(part, doc.Run):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from runs(each)
    elif hasattr(part, "__struct_fields__"):
        for name in part.__struct_fields__:
            yield from runs(getattr(part, name))


def test_a_metric_has_its_method_its_source_and_its_values(tables):
    found = rows(tables[0])
    assert found[0] == ["营业收入", "营业收入合计", "quarterly.csv", "2024年第三季度", "9.03亿元"]
    assert found[1] == ["2024年第四季度", "9.89亿元"]
    assert tables[0].rows[0].cells[0].rows == 2


def test_the_authors_own_words_for_a_method_come_first(tables):
    row = next(row for row in rows(tables[0]) if row[0] == "研发费用")
    assert row[1] == "费用化的研发支出，不含资本化部分"


def test_an_expression_is_said_in_labels_and_a_change_by_its_base(tables):
    found = {row[0]: row for row in rows(tables[0])}
    assert found["研发强度"][1] == "研发费用 ÷ 营业收入"
    assert found["研发强度"][4] == "12.0%"
    assert found["营业收入环比"][1] == "较2024年第三季度的变动率"
    assert list(found).index("营业收入环比") < list(found).index("研发费用")


def test_a_formula_without_words_is_shown_as_it_is(tables):
    cell = next(row for row in tables[0].rows if shown(row.cells[0]) == "披露的客户数").cells[1]
    (run,) = cell.content
    assert run.code
    assert run.text == "count(*)"


def test_a_typed_number_names_its_work_its_page_and_its_day(tables):
    row = next(row for row in rows(tables[0]) if row[0] == "有息债务")
    assert row == [
        "有息债务",
        "摘自来源文献",
        "中国货币网[2]第57页，2025年1月20日取得",
        "2024年",
        "15.5亿元",
    ]


def test_a_number_made_of_several_names_all_that_is_behind_it(tables):
    row = next(row for row in rows(tables[0]) if row[0].startswith("有息债务 ÷"))
    assert row[2] == "quarterly.csv、中国货币网[2]第57页"


def test_each_source_that_is_used_says_where(tables):
    found = {row[0]: row for row in rows(tables[1])}
    assert found["quarterly"][1:3] == ["quarterly.csv", "指标、图1、表1"]
    assert found["quarterly"][4] == "4"
    assert len(found["quarterly"][3]) == 16
    assert set(found) == {"quarterly", "customers", "halves"}


def test_every_number_of_a_metric_leads_to_its_row(document):
    listed = (each for each in document.body if isinstance(each, doc.Table))
    anchors = {row.anchor for table in listed for row in table.rows}
    linked = [each for each in runs((document.cover, document.body, document.notes)) if each.source]
    assert {each.source for each in linked} <= anchors
    bound = [n for n in document.numbers if n.origin.kind != "column"]
    inside = [n for n in document.numbers if n.place.startswith("sec-provenance")]
    in_titles = 1
    assert len(linked) == len(bound) - len(inside) - in_titles


def test_what_the_list_prints_is_bound_too(document):
    numbers = [n for n in document.numbers if n.place == "sec-provenance-metrics"]
    debt = next(n for n in numbers if n.metric == "债务")
    assert (debt.text, debt.value) == ("15.5亿元", Decimal("15.5"))


def test_without_it_nothing_leads_anywhere():
    document = check_report(QUARTERLY).document
    assert not [each for each in runs((document.body, document.notes)) if each.source]
    assert not [
        b for b in printed_blocks(document.body) if getattr(b, "anchor", "") == "sec-provenance"
    ]


def test_a_report_without_numbers_has_no_list(tmp_path):
    (tmp_path / "report.yaml").write_text(
        'id: x\ntitle: 题\ndate: 2025-01-01\nsections: [{title: 一, text: "字。"}, 数据来源]\n',
        "utf-8",
    )
    document = check_report(tmp_path).document
    assert all(getattr(each, "anchor", "") != "sec-provenance" for each in document.body)


CLIENTS = """\
---
id: clients
title: 对账单
date: 2025-01-01
params: clients.csv
sources: {明细: {file: 明细.csv}}
metrics: {金额: {from: 明细, sql: sum(金额)}}
sections: [数据来源]
---
# 情况

金额为{{ 金额 }}。
"""


def test_a_clients_list_does_not_say_how_many_rows_the_others_have(tmp_path):
    (tmp_path / "clients.csv").write_text("客户\n甲公司\n乙公司\n", "utf-8")
    (tmp_path / "报告.md").write_text(CLIENTS, "utf-8")
    (tmp_path / "明细.csv").write_text("客户,金额_元\n甲公司,111\n乙公司,222\n", "utf-8")
    document = check_report(tmp_path, param={"客户": "甲公司"}).document
    files = [each for each in document.body if isinstance(each, doc.Table)][-1]
    assert rows(files) == [["明细", "明细.csv", "指标", "—", "—"]]


def test_a_reference_that_only_vouches_for_a_number_is_used():
    assert "RG204" not in [each.code.value for each in check_report(SAMPLE).findings]
