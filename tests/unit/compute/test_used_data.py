"""The data that a PDF may hold: what the report speaks of, nothing else."""

import datetime as dt

from reportgen.automate import MemoryCache
from reportgen.build import check
from reportgen.model.world import World

REPORT = {
    "id": "a",
    "title": "一",
    "date": "2025-12-18",
    "pdf": {"embed": ["data"]},
    "period": "2024Q2",
    "sections": [{"title": "二", "text": "{{ 营收 }}元。"}],
}
ROWS = """季度,地区,营收_元,联系人,占比
2024Q1,东部,10,甲,12.5%
2024Q2,西部,20,=SUM(A1),50%
2024Q3,=1+1,40,丙,90%
"""


def attached(tmp_path, **more):
    import yaml

    keys = REPORT | {"sources": {"sales": {"file": "s.csv", "period": "季度"}}} | more
    (tmp_path / "report.yaml").write_text(yaml.safe_dump(keys, allow_unicode=True), "utf-8")
    (tmp_path / "s.csv").write_text(ROWS, "utf-8")
    found = check(tmp_path, World(env={}, today=dt.date(2025, 12, 18), cache=MemoryCache()))
    files = found.document.pdf.attachments
    return {each.name: each.data.decode("utf-8-sig") for each in files}, found.findings


METRICS = {"营收": {"from": "sales", "sql": "sum(营收)"}}


def test_only_columns_that_are_named_and_rows_up_to_the_period_are_attached(tmp_path):
    files, _ = attached(tmp_path, metrics=METRICS)
    assert files == {"sales.csv": "季度,营收_元\r\n2024Q1,10\r\n2024Q2,20\r\n"}


def test_a_head_says_the_unit_its_numbers_are_in(tmp_path):
    chart = {"kind": "bar", "from": "sales", "x": "季度", "y": "占比", "title": "三"}
    files, _ = attached(tmp_path, metrics=METRICS, charts={"share": chart})
    assert files["sales.csv"].splitlines()[0] == "季度,营收_元,占比（%）"
    assert files["sales.csv"].splitlines()[1] == "2024Q1,10,12.5"


def test_no_cell_of_an_attachment_is_a_formula(tmp_path):
    table = {"from": "sales", "columns": ["季度", "联系人"], "title": "三"}
    files, _ = attached(tmp_path, metrics=METRICS, tables={"who": table})
    assert files["sales.csv"].splitlines()[2] == "2024Q2,20,'=SUM(A1)"


def test_data_that_nothing_uses_are_not_attached(tmp_path):
    value = {"value": 1, "unit": "元", "period": "2024Q2", "evidence": {"ref": "a"}}
    books = [
        {
            "key": "a",
            "publisher": "甲",
            "title": "乙",
            "url": "https://example.com",
            "accessed": "2025-12-18",
        }
    ]
    sections = [{"title": "二", "text": "{{ 营收 }}元。[@a]"}]
    more = {"metrics": {"营收": value}, "references": books, "sections": sections}
    files, findings = attached(tmp_path, **more)
    assert files == {}
    assert "RG424" in [each.code.value for each in findings]


def test_rows_that_no_table_shows_are_not_attached(tmp_path):
    shown = {"title": "三", "from": "sales", "columns": ["地区", "营收"], "where": "地区 = 西部"}
    text = {"sections": [{"title": "二", "text": ":::{表格} t\n:::"}]}
    files, _ = attached(tmp_path, tables={"t": shown}, **text)
    assert files == {"sales.csv": "季度,地区,营收_元\r\n2024Q2,西部,20\r\n"}


def test_columns_that_others_are_computed_from_are_attached(tmp_path):
    shown = {"title": "三", "from": "sales", "columns": [{"expr": "营收 * 占比", "label": "份"}]}
    text = {"sections": [{"title": "二", "text": ":::{表格} t\n:::"}]}
    files, _ = attached(tmp_path, tables={"t": shown}, **text)
    assert files["sales.csv"].startswith("季度,营收_元,占比")
