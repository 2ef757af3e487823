"""SQL metrics: one expression over a source, by a database that can do nothing else."""

import sys
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.compute.builder import ANNUAL, codes, compute, data, metric, report, snapshot

from reportgen.compute import compute_facts
from reportgen.compute.database import Database
from reportgen.compute.sql_text import RefusedSqlError, UnknownColumnError, check_sql
from reportgen.diag import Sink

CANARY = "the canary sings"


def value_of(sql, *, source="annual", unit="", **rest):
    facts, found = compute([metric("数", source=source, sql=sql, unit=unit)], **rest)
    assert [str(each) for each in found] == []
    made = next(each for (name, _), each in facts.metrics.items() if name == "数")
    return made.value, made.unit.name


@pytest.mark.parametrize(
    ("sql", "value", "unit"),
    [
        ("sum(营业收入)", "1915.4", "百万美元"),
        ("sum(营业收入_百万美元)", "1915.4", "百万美元"),
        ('sum("营业收入")', "1915.4", "百万美元"),
        ("SUM(营业收入)", "1915.4", "百万美元"),
        ("sum（营业收入）", "1915.4", "百万美元"),
        ("营业收入", "1915.4", "百万美元"),
        ("max(营业收入) - max(净亏损)", "1052", "百万美元"),
        ("-sum(净亏损)", "-863.4", "百万美元"),
        ("count(*)", "1", ""),
        ("count(营业收入)", "1", ""),
        ("sum(净亏损) / sum(营业收入)", "0.450767463715151", ""),
        ("1 + 2 * 3", "7", ""),
        ("round(avg(营业收入), 0)", "1915", "百万美元"),
    ],
)
def test_an_expression_has_the_value_and_the_unit_of_its_columns(sql, value, unit):
    assert value_of(sql) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("sum(占比) filter (客户 in ('微软', '英伟达'))", "80"),
        ("sum(占比) filter (where 客户 = '微软')", "65"),
        ("max(case when 客户 like '%伟%' then 占比 else 0 end)", "15"),
        ("median(占比)", "20"),
        ("sum(占比) filter (占比 between 15 and 20)", "35"),
    ],
)
def test_rows_can_be_chosen(sql, value):
    assert value_of(sql, source="customers") == (Decimal(value), "%")


def test_sums_are_exact():
    rows = "\n".join(f"2024,{n}.1" for n in range(1000))
    snapshots = data(annual=f"年度,营业收入_元\n{rows}")
    assert value_of("sum(营业收入)", snapshots=snapshots) == (Decimal(499600), "元")


def test_a_median_between_two_cells_keeps_its_figures():
    snapshots = data(annual="年度,营业收入_元\n2024,1.5\n2024,3.0")
    assert value_of("median(营业收入)", snapshots=snapshots) == (Decimal("2.25"), "元")


@given(st.lists(st.decimals(-(10**12), 10**12, places=6), min_size=1, max_size=20))
def test_the_sum_of_any_cells_is_that_of_decimals(cells):
    rows = "\n".join(f"2024,{cell:f}" for cell in cells)
    snapshots = data(annual=f"年度,营业收入_元\n{rows}")
    assert value_of("sum(营业收入)", snapshots=snapshots) == (sum(cells), "元")


def test_a_gap_in_the_data_is_not_a_nought():
    snapshots = data(annual="年度,营业收入_元\n2024,4\n2024,")
    assert value_of("avg(营业收入)", snapshots=snapshots) == (Decimal(4), "元")


def test_the_declared_unit_converts_and_a_bare_column_takes_it():
    assert value_of("sum(营业收入)", unit="亿美元") == (Decimal("19.154"), "亿美元")
    bare = data(annual="年度,营业收入\n2024,40")
    assert value_of("sum(营业收入)", unit="亿美元", snapshots=bare) == (Decimal(40), "亿美元")


def test_a_column_may_have_any_name():
    text = '年度,"select",净利 (调整),a"b\n2024,1,2,3'
    bare = data(annual=text.replace('a"b', '"a""b"'))
    for sql, value in (('"select"', 1), ('"净利 (调整)"', 2), ('"a""b"', 3)):
        assert value_of(f"sum({sql})", snapshots=bare) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("sum(营收)", "RG301"),
        ("sum(select)", "RG305"),
        ("sum(营业收入", "RG304"),
        ("sum(年度)", "RG304"),
        ("sum()", "RG304"),
        ("", "RG317"),
        ("sum(营业收入) filter (营业收入 > 5000)", "RG317"),
        ("营业收入, 净亏损", "RG317"),
        ("max(年度)", "RG317"),
        ("1 = 1", "RG317"),
        ("sum(营业收入) / 0", "RG303"),
        ("sum(营业收入) * sum(净亏损)", "RG307"),
        ("sum(营业收入) / 1000", "RG307"),
    ],
)
def test_what_is_no_number_is_a_finding(sql, code):
    _, found = compute([metric("数", sql=sql or " ")])
    assert codes(found) == [code]
    assert found[0].span.source.path == "数.yaml"


def test_many_rows_are_not_one_number():
    snapshots = data(annual="年度,营业收入_元\n2024,1\n2024,2")
    _, found = compute([metric("数", sql="营业收入")], snapshots=snapshots)
    assert codes(found) == ["RG317"]
    assert found[0].values["found"] == "1.0000 … 2.0000 …"


def test_a_number_too_large_for_the_database_is_a_finding():
    snapshots = data(annual=f"年度,营业收入_元\n2024,{'9' * 40}")
    _, found = compute([metric("数")], snapshots=snapshots)
    assert codes(found) == ["RG304"]


def test_an_unknown_column_is_shown_where_it_stands_with_the_nearest():
    _, found = compute([metric("数", sql="sum(营业收人)")])
    assert (found[0].span.column, found[0].span.length) == (5, 4)
    assert found[0].values["nearest"] == "营业收入"


def test_a_declared_unit_of_another_kind_is_a_finding():
    _, found = compute([metric("数", unit="台")])
    assert codes(found) == ["RG307"]


def test_columns_of_two_units_do_not_add_up():
    snapshots = data(annual="年度,营业收入_万美元,人数_人\n2024,1,2")
    _, found = compute([metric("数", sql="sum(营业收入) + sum(人数)")], snapshots=snapshots)
    assert codes(found) == ["RG307"]


@pytest.mark.parametrize("name", ["anual", ""])
def test_a_source_nobody_declared_is_a_finding(name):
    _, found = compute([metric("数", source=name)])
    assert codes(found) == ["RG315"]


def test_a_source_that_could_not_be_read_was_reported_before():
    snapshots = {"customers": data()["customers"]}
    sink = Sink()
    facts = compute_facts(report([metric("数")], ["数@2024"]), snapshots, sink)
    assert list(sink) == []
    assert facts.metrics == {}


HOSTILE = [
    "(SELECT 1)",
    "sum(营业收入) FROM annual; DROP TABLE t0; --",
    "1; COPY (SELECT 1) TO '{canary}'",
    "1); COPY (SELECT 1) TO '{canary}'; SELECT (1",
    "1) FROM t0; ATTACH '{canary}' AS x; SELECT (1",
    "(SELECT content FROM read_text('{canary}'))",
    "read_text('{canary}')",
    "(SELECT count(*) FROM read_csv('{canary}'))",
    "(SELECT count(*) FROM '{canary}')",
    "getenv('HOME')",
    "current_setting('home_directory')",
    "query('SELECT 1')",
    "(TABLE t0)",
    "(WITH x AS (SELECT 1) SELECT * FROM x)",
    "(VALUES (1))",
    "1 UNION SELECT 2",
    "sum(营业收入) OVER ()",
    "1 /* comment */",
    "1 -- comment",
    "$1",
    "?",
    "[x for x in [1]]",
    "{{'a': 1}}",
    "営業::INTEGER",
    "营业收入::VARCHAR",
    "营业收入.x",
    "t0.c0",
    "E'\\x41'",
    "repeat('x', 1000000000)",
    "list_sum(range(1000000000000))",
    "random()",
    "now()",
    "current_date",
    "uuid()",
    "sleep_ms(10000)",
    "nextval('s')",
    "pragma_version()",
    "duckdb_settings()",
    "write_log('x')",
    "load_aws_credentials()",
    "install httpfs",
    "set lock_configuration=false",
    "attach '{canary}'",
    "export database '{canary}'",
    "import database '{canary}'",
    "call pragma_database_list()",
    "checkpoint",
    "explain select 1",
    'sum("no such column")',
    "regexp_matches('a', '(a+)+$')",
    "string_agg(年度, ',')",
    "columns(*)",
    "lambda x: x",
    "x -> x",
    "2 ** 99999",
    "99999!",
    "'unclosed",
    '"unclosed',
    "sum(营业收入))",
    "eval('1')",
    "__import__('os')",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_hostile_sql_does_nothing_but_give_a_finding(sql, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, "utf-8")
    facts, found = compute([metric("数", sql=sql.format(canary=canary))], ["数"])
    assert len(found) == 1
    assert found[0].code.value in {"RG301", "RG304", "RG305"}
    assert facts.metrics == {}
    assert canary.read_text("utf-8") == CANARY
    assert list(tmp_path.iterdir()) == [canary]


STATEMENTS = [
    "SELECT * FROM read_text('{canary}')",
    "SELECT * FROM '{canary}'",
    "COPY (SELECT 1) TO '{canary}'",
    "ATTACH '{canary}'",
    "SET lock_configuration = false",
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SELECT * FROM made_in_python",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_behind_the_checked_words_the_database_itself_is_locked(statement, tmp_path):
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, "utf-8")
    made_in_python = duckdb.query("SELECT 1")
    assert made_in_python is not None
    database = Database()  # opened by its first question, then asked past all checks
    database.rows(check_sql("count(*)", data()["annual"]), data()["annual"], None, ())
    with pytest.raises(duckdb.Error):
        database._connection.execute(statement.format(canary=canary))  # noqa: SLF001 - see above
    assert canary.read_text("utf-8") == CANARY


@given(st.text(alphabet="sum(营业收入)'\"; -/*,=<>.1a\n？，（）select from", max_size=30))
def test_any_text_is_either_checked_or_refused(text):
    try:
        checked = check_sql(text, snapshot("annual", ANNUAL, "年度"))
    except (RefusedSqlError, UnknownColumnError):
        return
    outside = checked.text.replace("''", "").split("'")[::2]
    assert not any(mark in part for part in outside for mark in (";", "--", "/*"))


def test_a_report_without_sql_does_not_open_a_database(monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    facts, found = compute([metric("债务", value="80", unit="亿美元")], ["债务"])
    assert not found
    assert facts.wordings["债务"].text == "80亿美元"
