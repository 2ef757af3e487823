"""Databases: what the operator allows, one SELECT, read only; against a real PostgreSQL."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest
from tests.postgres import running

from reportgen.read.marks_now import marks_now
from reportgen.read.one_select import refused_word


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    with running(tmp_path_factory.mktemp("postgres")) as server:
        server.run(
            "create table 销售 (年度 text, 客户 text, 金额 numeric(12, 2), 更新 timestamp)",
            "insert into 销售 values ('2023', '甲', 1.10, '2024-01-05'),"
            " ('2024', '甲', 2.20, '2025-01-05'), ('2024', '乙', null, '2025-01-06 08:00')",
        )
        yield server


@pytest.fixture
def ask(folder, tmp_path):
    def ask(url, query, more="", name="mart"):
        settings = tmp_path / "operator" / "config.yaml"
        settings.parent.mkdir(exist_ok=True)
        settings.write_text("databases: {mart: {url: 'env:MART'}, empty: {url: 'env:NIX'}}\n")
        keys = f'sources: {{s: {{sql: {name}, query: "{query}"{more}}}}}\n'
        reading = folder(keys, env={"MART": url}, settings=settings)
        reading.settings = settings
        reading.snapshot = reading.inputs.snapshots.get("s")
        return reading

    return ask


@pytest.fixture
def lite(tmp_path):
    path = tmp_path / "operator" / "a.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as made:
        made.execute("create table t (a text, b real)")
        made.execute("insert into t values ('000001', 0.5)")
        made.commit()
    return f"sqlite:///{path}"


def test_rows_of_a_postgresql_are_exact(ask, postgres):
    reading = ask(postgres.url, "select 年度, 金额, 更新::date as 日 from 销售 order by 更新")
    assert reading.found == []
    assert reading.snapshot.rows == (
        ("2023", Decimal("1.10"), "2024-01-05"),
        ("2024", Decimal("2.20"), "2025-01-05"),
        ("2024", None, "2025-01-06"),
    )
    assert reading.snapshot.path == "s"


def test_values_are_bound_never_pasted(ask, postgres):
    more = ", params: {客户: \"甲' or '1'='1\", 上限: 9}"
    query = "select 金额 from 销售 where 客户 = :客户 and 金额 < :上限"
    assert ask(postgres.url, query, more).codes == ["RG308"]
    more = ", params: {客户: 甲, 上限: 2}"
    assert ask(postgres.url, query, more).snapshot.rows == ((Decimal("1.10"),),)


@pytest.mark.parametrize(
    "query",
    [
        "delete from 销售",
        "select 1; drop table 销售",
        "with x as (delete from 销售 returning 1) select * from x",
        "select * into 别处 from 销售",
        "copy 销售 to '/tmp/canary'",
        "select pg_read_file('/etc/passwd')",
        "set transaction read write",
        "select 1 /* */ ; /* */ commit",
        "do $$ begin end $$",
        "",
    ],
)
def test_what_is_no_select_is_not_sent(ask, query):
    assert ask("postgresql+pg8000://nobody@127.0.0.1:1/x", query).codes == ["RG233"]


def test_what_slips_through_the_words_cannot_write(ask, postgres):
    postgres.run(
        "create or replace function 写() returns int language sql as"
        " $$ insert into 销售 values ('x') returning 1 $$"
    )
    reading = ask(postgres.url, "select 写() as a")
    assert reading.codes == ["RG236"]
    assert postgres.run("select count(*) from 销售") == [[(3,)]]


def test_a_query_that_is_wrong_says_what_the_database_says(ask, postgres):
    reading = ask(postgres.url, "select 没有 from 销售")
    assert reading.codes == ["RG236"]
    assert "没有" in next(iter(reading.sink)).values["fault"]


def test_an_unreachable_database_shows_nothing_of_its_address(ask):
    reading = ask("postgresql+pg8000://chef:geheim@127.0.0.1:1/kasse", "select 1 as a")
    assert reading.codes == ["RG236"]
    said = str(next(iter(reading.sink)).values)
    assert not any(word in said for word in ("geheim", "chef", "kasse", "127.0.0.1"))


def test_a_report_cannot_name_its_own_database(ask, lite):
    assert ask(lite, "select 1 as a", name="andere").codes == ["RG234"]
    assert ask(lite, "select 1 as a", name=f"'{lite}'").codes == ["RG234"]
    assert ask(lite, "select 1 as a", name="empty").codes == ["RG235"]


def test_a_code_in_a_database_keeps_its_noughts(ask, lite):
    snapshot = ask(lite, "select a, b from t").snapshot
    assert snapshot.rows == (("000001", Decimal("0.5")),)


def test_a_watermark_tells_that_nothing_changed(ask, postgres, tmp_path):
    more = ', watermark: "select max(更新), count(*) from 销售"'
    reading = ask(postgres.url, "select 年度 from 销售", more)
    before = dict(reading.inputs.marks)
    env = {"MART": postgres.url}
    assert marks_now(tmp_path, env, reading.settings) == before
    postgres.run("insert into 销售 values ('2025', '丙', 1, '2026-01-01')")
    assert marks_now(tmp_path, env, reading.settings) != before
    postgres.run("delete from 销售 where 年度 = '2025'")


@pytest.mark.parametrize(
    "query",
    [
        "select replace(a, ';', 'delete') from t where b = 'drop' -- update",
        'select "update", [set] from t;',
        "with a as (select 1 as b) select b from a",
    ],
)
def test_words_in_quotes_and_comments_are_no_commands(query):
    assert refused_word(query) is None
