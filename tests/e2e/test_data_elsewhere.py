"""Data from a database: unchanged is asked of the database; nothing of it leaves the house."""

import datetime as dt
import sqlite3
import zipfile
from contextlib import closing

import pytest

from reportgen.automate import Order, here, rebuild, reissue
from reportgen.diag import ReportgenError

NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)


@pytest.fixture
def mart(tmp_path):
    """An operator's database, and a report that asks it."""
    path = tmp_path / "operator" / "geheim.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as made:
        made.execute("create table t (季度 text, 收入_亿元 real, 内部备注 text)")
        made.execute("insert into t values ('2024Q4', 1.5, '不得外传')")
        made.commit()
    (tmp_path / "operator" / "config.yaml").write_text("databases: {mart: {url: 'env:MART'}}\n")
    report = tmp_path / "report"
    report.mkdir()
    return report


def write(report, watermark=""):
    query = 'query: "select 季度, 收入_亿元 from t where 内部备注 is not null"'
    (report / "report.yaml").write_text(
        "id: mart\ntitle: 季度收入\ndate: 2025-12-18\nperiod: auto\n"
        f"sources: {{s: {{sql: mart, {query}, period: 季度{watermark}}}}}\n"
        "metrics: {营收: {from: s, sql: sum(收入), format: 亿(1)}}\n"
        'sections: [{title: 概况, text: "本季营收{{ 营收 }}。"}]\n',
        "utf-8",
    )


def made(report):
    operator = report.parent / "operator"
    env = {"MART": f"sqlite:///{operator / 'geheim.db'}"}
    world = here(env=env, today=dt.date(2026, 1, 1), settings=operator / "config.yaml")
    return rebuild(Order(report), world, NOW)


def change(report, statement):
    path = report.parent / "operator" / "geheim.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


@pytest.mark.parametrize("watermark", ["", ', watermark: "select count(*), max(季度) from t"'])
def test_the_database_is_asked_whether_anything_changed(mart, watermark):
    write(mart, watermark)
    first = made(mart)
    assert not first.is_unchanged
    assert made(mart).is_unchanged
    change(mart, "insert into t values ('2025Q1', 2, 'x')")
    again = made(mart)
    assert not again.is_unchanged
    with zipfile.ZipFile(again.paths[1]) as docx:
        assert "2.0亿元" in docx.read("word/document.xml").decode()


def test_nothing_of_the_database_but_the_numbers_is_in_the_files(mart):
    write(mart)
    pdf, docx = made(mart).paths
    with zipfile.ZipFile(docx) as package:
        texts = [package.read(name) for name in package.namelist()]
    for word in ("geheim", "不得外传", "内部备注", "sqlite", "from t"):
        assert not any(word.encode() in text for text in (*texts, pdf.read_bytes()))


def test_a_database_that_is_away_stops_the_build_and_leaves_the_old_files(mart):
    write(mart)
    first = made(mart)
    before = [path.read_bytes() for path in first.paths]
    (mart.parent / "operator" / "geheim.db").write_bytes(b"no database")
    with pytest.raises(ReportgenError) as fault:
        made(mart)
    assert [each.code.value for each in fault.value.diagnostics] == ["RG236"]
    assert [path.read_bytes() for path in first.paths] == before


def test_an_old_issue_is_made_again_without_asking_the_database(mart):
    write(mart)
    before = [path.read_bytes() for path in made(mart).paths]
    change(mart, "insert into t values ('2025Q1', 2, 'x')")
    made(mart)
    (mart.parent / "operator" / "geheim.db").unlink()
    again = reissue(Order(mart), "2024Q4", here(env={}, today=dt.date(2027, 1, 1)))
    assert not again.findings
    assert [path.read_bytes() for path in again.paths] == before
