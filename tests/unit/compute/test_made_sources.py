"""Sources made from other sources: what a query may do, and what its columns are."""

from decimal import Decimal

import pytest
from tests.unit.compute.builder import codes, compute, data, metric, place, report

from reportgen.compute.database import Database, SqlFaultError
from reportgen.compute.made_sources import with_made_sources
from reportgen.diag import Sink
from reportgen.model import report as rep

SALES = """客户,业务,收入_百万元
甲,云,10.5
乙,云,2
甲,端,1
丙,端,4"""
REGIONS = """客户,地区
甲,华东
乙,华南
丙,华东"""


def make(*queries, period="", columns=(), inputs=("sales", "regions")):
    """Return the last made snapshot and the findings."""
    snapshots = data(sales=SALES, regions=REGIONS)
    specs = {name: rep.SourceSpec(name, f"{name}.csv", "", place()) for name in snapshots}
    for number, query in enumerate(queries):
        name = f"m{number}"
        sources = (*inputs, *(f"m{each}" for each in range(number)))
        specs[name] = rep.SourceSpec(
            name, "", period, place(), sources, query, place(query), tuple(columns)
        )
    made = report()
    made = rep.Report(**{f: getattr(made, f) for f in made.__struct_fields__} | {"sources": specs})
    sink, database = Sink(), Database()
    found = with_made_sources(made, snapshots, database, sink)
    database.close()
    return found.get(f"m{len(queries) - 1}"), list(sink)


def test_rows_are_grouped_and_keep_their_unit():
    made, found = make("select 客户, sum(收入) as 合计 from sales group by 客户")
    assert found == []
    assert made.rows == (("丙", Decimal(4)), ("乙", Decimal(2)), ("甲", Decimal("11.5")))
    assert made.columns[1].unit.name == "百万元"
    assert made.path == "sales.csv、regions.csv"


def test_sources_are_joined():
    made, _ = make(
        "select 地区, sum(收入) as 收入 from sales join regions using (客户)"
        " group by 地区 order by 2 desc"
    )
    assert made.rows == (("华东", Decimal("15.5")), ("华南", Decimal(2)))


def test_the_order_of_the_query_stays():
    made, _ = make("select 客户 from sales order by 收入 desc")
    assert [row[0] for row in made.rows] == ["甲", "丙", "乙", "甲"]


def test_a_quotient_has_no_unit_and_a_count_neither():
    made, _ = make("select sum(收入) / count(*) as 均值, count(收入) as 数 from sales")
    assert [column.unit.name for column in made.columns] == ["", ""]
    assert made.rows == ((Decimal("4.375"), Decimal(4)),)


def test_a_head_may_say_the_unit():
    made, _ = make('select sum(收入) * 100 as "收入_万元" from sales')
    assert (made.columns[0].name, made.columns[0].unit.name) == ("收入", "万元")


def test_a_made_source_may_be_made_from_a_made_one():
    made, found = make(
        "select 客户, sum(收入) as 收入 from sales group by 客户",
        "with top as (select * from m0 order by 收入 desc limit 1) select 客户, 收入 from top",
    )
    assert (found, made.rows) == ([], (("甲", Decimal("11.5")),))


def test_a_metric_takes_the_rows_of_a_made_source():
    snapshots = data()
    spec = rep.SourceSpec(
        "m", "", "年度", place(), ("annual",), "select 年度, 营业收入 from annual", place()
    )
    made = report([metric("营收", source="m", sql="sum(营业收入)")], ["营收"])
    fields = {f: getattr(made, f) for f in made.__struct_fields__}
    fields["sources"] = {**made.sources, "m": spec}
    from reportgen.compute import compute_facts

    sink = Sink()
    facts = compute_facts(rep.Report(**fields), snapshots, sink)
    assert (list(sink), facts.wordings["营收"].text) == ([], "19.15亿美元")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("select * from read_csv('/etc/passwd')", "RG233"),
        ("select * from '/etc/passwd'", "RG315"),
        ("select * from read_text('/etc/passwd')", "RG233"),
        ("select * from glob('/*')", "RG233"),
        ("select * from nix", "RG315"),
        ("select * from information_schema.tables", "RG315"),
        ("select * from main.t0", "RG315"),
        ("select * from duckdb_settings()", "RG233"),
        ("select * from range(1000000000)", "RG233"),
        ("select current_setting('memory_limit')", "RG233"),
        ("select now()", "RG233"),
        ("select current_date", "RG233"),
        ("select CURRENT_TIMESTAMP, localtime", "RG233"),
        ("select 收入 from sales where current_user = 'x'", "RG233"),
        ("select random() from sales", "RG233"),
        ("select uuid() from sales", "RG233"),
        ("select * from sales using sample 2", "RG233"),
        ("with recursive r as (select 1 a union all select a from r) select * from r", "RG233"),
        ("copy sales to '/tmp/canary'", "RG233"),
        ("attach '/tmp/canary' as x", "RG233"),
        ("select 1; drop table sales", "RG233"),
        ("select 1; select 2", "RG233"),
        ("insert into sales select * from sales", "RG233"),
        ("create table x as select 1", "RG233"),
        ("install httpfs", "RG233"),
        ("set memory_limit = '9GB'", "RG233"),
        ("pragma version", "RG233"),
        ("select unnest(generate_series(1, 1000000))", "RG233"),
        ("select repeat('x', 1000000000)", "RG233"),
        ("select 没有 from sales", "RG227"),
        ("select sum(客户) from sales", "RG227"),
        ("selec", "RG227"),
        ("", "RG233"),
        ("select * from sales where 收入 < 0", "RG308"),
        ("select $1", "RG227"),
    ],
)
def test_a_query_does_nothing_but_compute(query, code):
    made, found = make(query)
    assert made is None
    assert codes(found) == [code]


def test_a_fault_is_shown_where_it_stands():
    _, found = make("select 客户, random() from sales")
    assert str(found[0].span) == "report.yaml:1:12"


def test_a_circle_of_sources_is_found():
    made = report()
    fields = {f: getattr(made, f) for f in made.__struct_fields__}
    fields["sources"] = {
        name: rep.SourceSpec(name, "", "", place(name), (other,), "select 1", place())
        for name, other in (("a", "b"), ("b", "a"))
    }
    sink, database = Sink(), Database()
    with_made_sources(rep.Report(**fields), {}, database, sink)
    assert [each.code.value for each in sink] == ["RG232"]


def test_a_source_that_nobody_declared_is_found():
    _, found = make("select 1", inputs=("sale",))
    assert codes(found) == ["RG315"]


def test_nothing_of_it_is_opened_for_a_report_without_queries():
    assert compute()[1] == []


def shelves(database):
    """Return the names of the databases of all reports."""
    names = "SELECT database_name FROM duckdb_databases()"
    return {name for (name,) in database.table(names, {}, needs_order=False).rows}


def test_what_one_report_loads_no_other_can_see():
    """All reports of a process share an engine; each has a database of its own in it."""
    first, second, third = Database(), Database(), Database()
    rows = data(sales=SALES)["sales"]
    first.table("select * from sales", {"sales": rows}, needs_order=False)
    for statement in ("SELECT * FROM main.t0", "SELECT * FROM sales", "SELECT * FROM temp.sales"):
        with pytest.raises(SqlFaultError):
            second.table(statement, {}, needs_order=False)
    known = shelves(third)
    first.close()
    assert len(known - shelves(third)) == 1
    second.close()
    third.close()


@pytest.mark.parametrize(
    "query",
    [
        "select * from shelf0.main.t0",
        "select * from shelf1.t0",
        "select * from main.t0",
        "select * from memory.main.t0",
    ],
)
def test_a_query_cannot_name_the_database_of_another_report(query):
    _, found = make(query)
    assert codes(found) == ["RG315"]
