"""Data files: typed by what is in them, and every fault has file, row and column."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.read.conftest import read_entry

from reportgen import check_report
from reportgen.diag import ReportgenError, Sink, Source
from reportgen.read.table_text import _plain_rows, _quoted_rows, read_table_text


@pytest.fixture
def csv(folder):
    def read(content, name="a.csv", keys=""):
        key = name.replace(".", "__")
        reading = folder(f"sources: {{s: {{file: {name}{keys}}}}}\n", **{key: content})
        reading.snapshot = reading.inputs.snapshots.get("s")
        return reading

    return read


def column(snapshot, place=0):
    return [row[place] for row in snapshot.rows]


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1915.4", "0", "-3"], ["1915.4", "0", "-3"]),
        (['"1,250,000"', "3"], ["1250000", "3"]),
        (["（12.5）", "(3)"], ["-12.5", "-3"]),
        (["１２．５", "−3"], ["12.5", "-3"]),
        (["1e3", "2.5E-2"], ["1000", "0.025"]),
        (["1", "—", "", "N/A", "2"], ["1", None, None, None, "2"]),
        (["65%", "15％"], ["65", "15"]),
    ],
)
def test_numbers_are_read_as_people_type_them(csv, cells, numbers):
    snapshot = csv("甲,数\n" + "".join(f"x,{cell}\n" for cell in cells)).snapshot
    assert snapshot.columns[1].is_number
    assert column(snapshot, 1) == [None if n is None else Decimal(n) for n in numbers]


def test_a_code_keeps_its_noughts(csv):
    snapshot = csv("代码\n000001\n600000\n600519\n").snapshot
    assert column(snapshot) == ["000001", "600000", "600519"]


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("营业收入_百万美元", "营业收入", "百万美元"),
        ("营业收入（百万美元）", "营业收入", "百万美元"),
        ("占比(%)", "占比", "%"),
        ("甲_乙", "甲_乙", ""),
    ],
)
def test_the_unit_of_a_column_stands_in_its_head(csv, header, name, unit):
    (made,) = csv(f"{header}\n1\n").snapshot.columns
    assert (made.name, made.header, made.unit.name) == (name, header, unit)


def test_each_bad_cell_is_found_at_its_row_and_column(csv):
    reading = csv('年,收入\n2022,"1,0"\n2023,约228.9\n2024,3\n2025,4\n2026,5\n')
    assert reading.found == ["a.csv:2:7 RG302", "a.csv:3:6 RG302"]


def test_percent_signs_make_the_unit_of_a_column_without_one(csv):
    assert csv("占比\n65%\n15％\n").snapshot.columns[0].unit.name == "%"
    assert csv("占比_百分比\n65%\n15\n").codes == []
    assert csv("金额_亿元\n65%\n15\n").codes == ["RG302"]


def test_with_a_unit_every_cell_must_be_a_number(csv):
    assert csv("说明_亿元\n无\n有\n").codes == ["RG302", "RG302"]
    assert csv("说明\n无\n有\n1\n").codes == []


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", ["a.csv:1:1 RG308"]),
        ("年,收入\n", ["a.csv:1:1 RG308"]),
        ("a,b\n1,2,3\n4,5\n", ["a.csv:2:5 RG309"]),
        ("a,b\n1\n4,5\n", ["a.csv:2:1 RG309"]),
        ("a_元,a（美元）\n1,2\n", ["a.csv:1:5 RG314"]),
        ("a,b\n1,\x08\n", ["a.csv:2:3 RG111"]),
    ],
)
def test_a_broken_file_is_found(csv, content, found):
    assert csv(content).found == found


def test_an_unreadable_period_is_found(csv):
    reading = csv("年,收入\n2023,1\n合计,3\n", keys=", period: 年")
    assert reading.found == ["a.csv:3:1 RG312"]
    assert not reading.snapshot.columns[0].is_number


def test_a_column_that_is_declared_must_be_there(csv):
    reading = csv("年,收入\n2023,1\n", keys=", columns: {收人: {unit: 亿元}}")
    assert reading.codes == ["RG301"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encoding_line_ends_and_delimiter_are_told_by_the_file(csv, encoding, ends, delimiter):
    text = f"年度{delimiter}收入{ends}2024{delimiter}3{ends}"
    snapshot = csv(text.encode(encoding)).snapshot
    assert [c.name for c in snapshot.columns] == ["年度", "收入"]
    assert snapshot.rows == ((Decimal(2024), Decimal(3)),)


def test_quotes_hold_delimiters_and_line_ends(csv):
    snapshot = csv('甲,乙\n"一,二\n三","说""是"""\n四,五\n').snapshot
    assert snapshot.rows == (("一,二\n三", '说"是"'), ("四", "五"))


@given(
    st.lists(
        st.lists(st.text('a",\n汉 1', min_size=1).filter(str.strip), min_size=2, max_size=2),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_as_csv_is_read_back(rows):
    text = "".join(
        ",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) + "\n" for row in rows
    )
    read = read_table_text(Source("a.csv", text)).rows
    assert [[cell.text for cell in row] for row in read] == [[c.strip() for c in r] for r in rows]


@given(st.lists(st.lists(st.text(" 汉1.-"), min_size=2, max_size=2), max_size=5))
def test_the_fast_way_and_the_general_way_see_the_same(rows):
    text = "".join(",".join(row) + "\n" for row in rows)
    fast = [row for row in _plain_rows(text, ",") if any(cell.text for cell in row)]
    slow = [row for row in _quoted_rows(text, ",") if any(cell.text for cell in row)]
    assert fast == slow


def test_a_frame_is_read_as_its_file_would_be():
    frame = pd.DataFrame(
        {
            "年度": ["2023", "2024"],
            "收入_亿元": [0.1 + 0.2, 3],
            "代码": ["000001", "000002"],
            "日": [dt.datetime(2024, 1, 2), dt.datetime(2024, 3, 4)],  # noqa: DTZ001 - days
            "缺": [None, 2],
        }
    )
    entry = {
        "title": "题",
        "sources": {"s": {"period": "年度"}},
        "sections": [{"text": "文"}],
    }
    reading = read_entry(entry, frames={"s": frame, "更多": frame})
    snapshot = reading.inputs.snapshots["s"]
    assert reading.codes == []
    assert snapshot.rows[0] == (
        "2023",
        Decimal("0.30000000000000004"),
        "000001",
        "2024-01-02",
        None,
    )
    assert snapshot.columns[1].unit.name == "亿元"
    assert list(reading.report.sources) == ["s", "更多"]


def test_what_is_no_frame_is_found():
    entry = {"title": "题", "sections": [{"text": "文"}]}
    assert read_entry(entry, frames={"s": [1, 2]}).codes == ["RG104"]


def test_the_same_file_has_the_same_digest(csv):
    assert csv("a\n1\n").snapshot.digest == csv("a\n1\n").snapshot.digest
    assert len(csv("a\n1\n").snapshot.digest) == 64
    assert Sink().found == ()


def test_a_column_of_periods_that_was_renamed_is_the_one_finding(tmp_path):
    """Every number of the source would lack its period: that is not said of each."""
    (tmp_path / "a.csv").write_text("期间,营收_亿元\n2024Q3,1\n2024Q4,2\n", "utf-8")
    (tmp_path / "报告.md").write_text(
        "---\ntitle: 甲\nperiod: auto\nsources: {a: {file: a.csv, period: 季度}}\n"
        "metrics: {营收: {from: a, sql: sum(营收)}, 倍: {expr: 营收 * 2}}\n"
        "tables: {t: {title: 表, metrics: [倍], periods: [2024Q4]}}\n---\n"
        "{{ 本期 }}{{ 营收 }}，{{ 倍 | 同比 }}\n\n:::{表格} t\n:::\n",
        "utf-8",
    )
    with pytest.raises(ReportgenError) as caught:
        check_report(tmp_path / "报告.md", env={})
    found = [(each.code.value, each.span.line) for each in caught.value.diagnostics]
    assert found == [("RG301", 4)]


def test_a_total_over_a_bad_cell_is_no_second_finding(tmp_path):
    (tmp_path / "a.csv").write_text("年,营收_亿元\n2023,1\n2024,2亿\n", "utf-8")
    (tmp_path / "报告.md").write_text(
        "---\ntitle: 甲\nperiod: auto\nsources: {a: {file: a.csv, period: 年}}\n"
        "metrics: {营收: {from: a, sql: sum(营收)}}\n---\n{{ 营收 }}\n",
        "utf-8",
    )
    with pytest.raises(ReportgenError) as caught:
        check_report(tmp_path / "报告.md", env={})
    found = [each.code.value for each in caught.value.diagnostics]
    assert found == ["RG302"]


def test_an_unknown_column_or_source_is_found_at_its_own_word(tmp_path):
    """Not at the brace before it."""
    (tmp_path / "a.csv").write_text("公司,收入_亿元\n甲,1\n", "utf-8")
    lines = (
        "---",
        "title: 甲",
        "sources: {a: {file: a.csv}}",
        "metrics: {债: {value: 1, unit: 亿元, evidence: {page: 3, ref: 无}}}",
        "tables: {t: {from: a, title: 表, columns: [公司, {label: 数, column: 营收}]}}",
        "---",
        "{{ 债 }}，见{@tbl-t}。",
        "",
        ":::{表格} t",
        ":::",
    )
    (tmp_path / "报告.md").write_text("\n".join(lines), "utf-8")
    with pytest.raises(ReportgenError) as caught:
        check_report(tmp_path / "报告.md", env={})
    places = {(each.span.line, each.span.column) for each in caught.value.diagnostics}
    assert {(4, lines[3].index("无") + 1), (5, lines[4].index("营收") + 1)} <= places
