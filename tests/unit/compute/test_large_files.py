"""Files of many rows: metrics are exact, faults have a line, rows are never half read."""

from decimal import Decimal

import duckdb
import pytest
from tests.unit.read.conftest import read_entry

from reportgen.compute import compute_facts
from reportgen.diag import Sink
from reportgen.read import large_files

HEAD = "月份,地区,金额_万元\n"
METRICS = """metrics:
  总额: {from: s, sql: sum(金额)}
  南方: {from: s, sql: "sum(金额) filter (地区 = '南')"}
  笔数: {from: s, sql: count(*)}
  均价: {from: s, sql: sum(金额) / count(*), unit: 万元}
"""


@pytest.fixture
def facts(tmp_path, monkeypatch):
    def facts(name, content="", extra=""):
        monkeypatch.setattr("reportgen.read.data_text.MANY_BYTES", 100)
        if content:
            (tmp_path / name).write_bytes(content.encode())
        (tmp_path / "report.yaml").write_text(
            "id: case\ntitle: 甲\nperiod: 2024-02\n"
            f"sources: {{s: {{file: {name}, period: 月份}}{extra}}}\n{METRICS}"
            "sections: [{title: 甲, text: '{{ 总额 }}，{{ 笔数 }}'}]\n"
        )
        reading = read_entry(tmp_path)
        reading.snapshots = reading.inputs.snapshots
        reading.facts = compute_facts(reading.report, reading.snapshots, reading.sink)
        reading.values = {name: each.value for (name, _), each in reading.facts.metrics.items()}
        return reading

    return facts


def rows(count=100, cell="0.10"):
    return HEAD + "".join(
        f"2024-0{1 + number % 2},{'南北'[number // 2 % 2]},{cell}\n" for number in range(count)
    )


def test_a_large_csv_is_summed_exactly(facts):
    reading = facts("a.csv", rows())
    assert reading.codes == []
    assert reading.snapshots["s"].large is not None
    assert reading.values == {
        "总额": Decimal(5),
        "南方": Decimal("2.5"),
        "笔数": Decimal(50),
        "均价": Decimal("0.1"),
    }


@pytest.mark.parametrize("cell", ['"1,000.5"', "１０００.5", "（1000.5）", "1000.5", " 1000.5 "])
def test_numbers_are_read_as_people_type_them(facts, cell):
    reading = facts("a.csv", rows(10, "1.5") + f"2024-02,北,{cell}\n2024-02,南,—\n")
    sign = -1 if "（" in cell else 1
    assert reading.codes == []
    assert reading.values["总额"] == Decimal("7.5") + sign * Decimal("1000.5")


def test_a_large_number_past_the_first_rows_finds_room(facts, monkeypatch):
    monkeypatch.setattr(large_files, "_SAMPLE", 200)
    reading = facts("a.csv", rows() + "2024-02,北,123456789012345.25\n")
    assert reading.values["总额"] == Decimal("123456789012350.25")


def test_a_word_among_numbers_is_found_with_its_line(facts, monkeypatch):
    monkeypatch.setattr(large_files, "_SAMPLE", 200)
    reading = facts("a.csv", rows() + "2024-02,北,待定\n")
    assert reading.found == ["a.csv:102:1 RG302"]


def test_a_row_too_long_is_found_with_its_line(facts, monkeypatch):
    monkeypatch.setattr(large_files, "_SAMPLE", 200)
    reading = facts("a.csv", rows() + "2024-02,北,1,2\n")
    assert reading.found == ["a.csv:102:1 RG225"]


def test_a_period_that_is_none_is_found(facts, monkeypatch):
    monkeypatch.setattr(large_files, "_SAMPLE", 200)
    assert "RG312" in facts("a.csv", rows() + "合计,北,1\n").codes


def test_a_large_parquet_is_read_where_it_is(facts, tmp_path, monkeypatch):
    monkeypatch.setattr("reportgen.read.child._START", _SMALL)
    path = tmp_path / "a.parquet"
    table = duckdb.sql(
        "select '2024-0' || (1 + i % 2) as 月份, if(i % 3 = 0, '北', '南') as 地区,"
        " 0.10::decimal(9, 2) as 金额_万元 from range(100) t(i)"
    )
    table.write_parquet(str(path))
    reading = facts("a.parquet")
    assert reading.snapshots["s"].large is not None
    assert (reading.codes, reading.values["总额"]) == ([], Decimal(5))
    assert reading.snapshots["s"].columns[2].unit.name == "万元"


_SMALL = (
    "import sys; sys.path[:] = sys.argv[1:]; import reportgen.limited.tables as t;"
    "t._MOST_IN_MEMORY = 10; from reportgen.limited import main; main()"
)


def test_a_query_makes_a_small_source_of_a_large_one(facts):
    extra = ', m: {from: s, query: "select 地区, sum(金额) as 金额 from s group by 地区"}'
    reading = facts("a.csv", rows(), extra=extra)
    assert reading.codes == []
    from reportgen.compute.database import Database
    from reportgen.compute.large_sources import with_large_sources
    from reportgen.compute.made_sources import with_made_sources

    large = reading.snapshots["s"].large.path
    database = Database((large,))
    opened = with_large_sources(reading.snapshots, database, Sink())
    made = with_made_sources(reading.report, opened, database, Sink())
    database.close()
    assert made["m"].rows == (("北", Decimal(5)), ("南", Decimal(5)))
    assert made["m"].columns[1].unit.name == "万元"


def test_a_table_of_a_large_source_is_a_finding(facts, tmp_path):
    facts("a.csv", rows())
    path = tmp_path / "report.yaml"
    table = "tables: {t: {from: s, columns: [地区, 金额], title: 甲}}\n"
    path.write_text(path.read_text() + table)
    reading = read_entry(tmp_path)
    compute_facts(reading.report, reading.inputs.snapshots, reading.sink)
    assert reading.codes == ["RG241"]


def test_a_large_file_in_gb18030_is_read_whole(facts, tmp_path):
    (tmp_path / "a.csv").write_bytes(rows().encode("gb18030"))
    reading = facts("a.csv")
    assert reading.snapshots["s"].large is None
    assert reading.values["总额"] == Decimal(5)


def test_the_database_reaches_no_other_file(facts, tmp_path):
    reading = facts("a.csv", rows())
    from reportgen.compute.database import Database

    (tmp_path / "b.csv").write_text("a\n1\n")
    database = Database((reading.snapshots["s"].large.path,))
    connection = database._open()  # noqa: SLF001 - the lock itself
    for statement in (
        f"from read_csv('{tmp_path / 'b.csv'}')",
        f"copy (select 1) to '{tmp_path / 'c.csv'}'",
        f"copy (select 1) to '{tmp_path / 'a.csv'}'",
        f"attach '{tmp_path / 'd.db'}' as d",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
    database.close()
    assert (tmp_path / "a.csv").read_text() == rows()


@pytest.fixture
def kept(monkeypatch):
    """Be a process that makes many reports; tell what it reads of files."""
    from reportgen.compute import database

    statements, keeper = [], "reportgen.compute.large_engine._KEEPER"
    real = database.table_statement

    def listed(*given, **said):
        statements.append(real(*given, **said))
        return statements[-1]

    monkeypatch.setattr(database, "table_statement", listed)
    monkeypatch.setattr(f"{keeper}.engine", None)
    monkeypatch.setattr(f"{keeper}.is_on", True)
    return statements


def test_many_reports_of_a_large_file_read_it_once(facts, kept):
    first = facts("a.csv", rows())
    assert facts("a.csv").values == first.values
    assert len(kept) == 1


def test_a_large_file_that_has_changed_is_read_again(facts, kept):
    facts("a.csv", rows())
    assert facts("a.csv", rows(cell="0.20")).values["总额"] == Decimal(10)
    assert facts("a.csv", rows()).values["总额"] == Decimal(5)
    assert len(kept) == 3


def test_what_one_report_makes_of_a_large_file_no_other_sees(facts, kept):
    made = ", t: {from: s, query: 'select 地区, sum(金额) as 和_万元 from s group by 地区'}"
    one = facts("a.csv", rows(), made)
    two = facts("a.csv", "", made.replace("group by", "where 地区 = ''北'' group by"))
    assert [len(each.facts.snapshots["t"].rows) for each in (one, two)] == [2, 1]
    assert len({statement.split(" AS ")[0] for statement in kept}) == len(kept)
