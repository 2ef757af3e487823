"""Tables of SQLite, DuckDB and Parquet files: their own types, one SELECT, nothing else reached."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import duckdb
import pytest

CANARY = "canary.csv"


@pytest.fixture
def sqlite(tmp_path):
    with closing(sqlite3.connect(tmp_path / "销售.db")) as made:
        made.execute("create table 收入 (年度 text, 金额_亿元 real, 代码 text)")
        rows = [("2023", 0.1 + 0.2, "000001"), ("2024", None, "600036")]
        made.executemany("insert into 收入 values (?, ?, ?)", rows)
        made.commit()
    return "销售.db"


@pytest.fixture
def duck(tmp_path):
    with duckdb.connect(str(tmp_path / "a.duckdb")) as made:
        made.execute("create table t as select '2024' as 年度, 1.10::decimal(10, 2) as 收入")
        made.execute("create table u as select 1 as a")
        (tmp_path / CANARY).write_text("a\n1\n")
    return "a.duckdb"


@pytest.fixture
def read(folder):
    def read(file, keys=""):
        reading = folder(f"sources: {{s: {{file: {file}{keys}}}}}\n")
        reading.snapshot = reading.inputs.snapshots.get("s")
        return reading

    return read


def test_a_sqlite_table_keeps_its_types(read, sqlite):
    snapshot = read(sqlite).snapshot
    assert snapshot.rows == (("2023", Decimal("0.3"), "000001"), ("2024", None, "600036"))
    assert [column.is_number for column in snapshot.columns] == [False, True, False]


def test_a_query_chooses_the_rows(read, sqlite):
    reading = read(sqlite, ', query: "select 年度, 金额_亿元 from 收入 where 年度 = 2024"')
    assert reading.snapshot.rows == (("2024", None),)


def test_a_duckdb_table_is_exact(read, duck):
    assert read(duck, ", table: t").snapshot.rows == (("2024", Decimal("1.10")),)


def test_a_parquet_file_is_read(read, tmp_path):
    path = tmp_path / "a.parquet"
    duckdb.execute(f"copy (select '2024' as 年度, 2.50::decimal(9, 2) as 数) to '{path}'")
    assert read("a.parquet").snapshot.rows == (("2024", Decimal("2.50")),)


def test_one_of_several_tables_must_be_named(read, duck):
    assert read(duck).codes == ["RG229"]
    assert read(duck, ", table: nix").codes == ["RG229"]


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('{canary}')",
        "select * from '{canary}'",
        "copy t to '{canary}'",
        "attach '{canary}' as x",
        "select 1; drop table t",
        "delete from t",
        "pragma database_list",
        "install httpfs",
        "set enable_external_access = true",
        "select * from read_text('/etc/passwd')",
        "export database '{canary}'",
        "call pragma_version()",
    ],
)
@pytest.mark.parametrize("kind", ["duckdb", "sqlite"])
def test_a_query_reaches_nothing_but_the_tables(read, duck, sqlite, tmp_path, kind, query):
    canary = tmp_path / CANARY
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    file = duck if kind == "duckdb" else sqlite
    reading = read(file, f', query: "{query.format(canary=canary)}"')
    assert reading.codes == ["RG227"]
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {**after, "report.yaml": b"", "正文.md": b""} == {
        **before,
        "report.yaml": b"",
        "正文.md": b"",
    }


@pytest.mark.parametrize("name", ["a.parquet", "a.db", "a.duckdb"])
def test_a_file_that_is_no_database_is_found(read, tmp_path, name):
    (tmp_path / name).write_bytes(b"something else " * 50)
    assert read(name).codes == ["RG225"]


def test_a_database_in_use_is_not_read_by_half(read, sqlite, tmp_path):
    (tmp_path / f"{sqlite}-wal").write_bytes(b"x")
    assert read(sqlite).codes == ["RG225"]


def test_a_query_that_never_ends_is_stopped(read, sqlite, monkeypatch):
    monkeypatch.setattr("reportgen.read.child.SECONDS", 2)
    query = "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r"
    assert read(sqlite, f', query: "{query}"').codes == ["RG226"]
