"""Workbooks as analysts have them: sheets, ranges, names, heads of several rows, formulas."""

import struct
import sys
from decimal import Decimal

import pytest
from tests.workbooks import DAY, MONTH, PERCENT, Formula, Styled, table, workbook

PROFIT = table(
    [
        ["项目", "2023", "2024"],
        ["营业收入", 228.9, 1915.4],
        ["净亏损", -593.7, -863.4],
    ],
    "A3",
)


@pytest.fixture
def excel(folder):
    def read(content, keys="", metrics=""):
        declared = f"sources: {{s: {{file: 模型.xlsx{keys}}}}}\n"
        reading = folder(declared + metrics, 模型__xlsx=content)
        reading.snapshot = reading.inputs.snapshots.get("s") if reading.inputs else None
        return reading

    return read


def names(reading):
    return [column.name for column in reading.snapshot.columns]


def test_a_sheet_is_read_as_it_stands(excel):
    cells = {"A1": "利润表", **PROFIT}
    reading = excel(workbook({"说明": {"A1": "x"}, "利润表": cells}), ', range: "利润表!A3:C5"')
    assert reading.found == []
    assert names(reading) == ["项目", "2023", "2024"]
    assert reading.snapshot.rows[0] == ("营业收入", Decimal("228.9"), Decimal("1915.4"))


def test_the_first_sheet_is_read_when_none_is_named(excel):
    reading = excel(workbook({"数据": table([["年度", "收入"], ["2024", 1.1]])}))
    assert names(reading) == ["年度", "收入"]


def test_a_number_has_the_figures_that_the_spreadsheet_shows(excel):
    reading = excel(workbook({"数据": table([["数"], [0.1 + 0.2], [1e-7], [12345678901234]])}))
    assert [row[0] for row in reading.snapshot.rows] == [
        Decimal("0.3"),
        Decimal("0.0000001"),
        Decimal(12345678901234),
    ]


def test_a_percentage_stays_one_and_a_date_is_a_date(excel):
    cells = table(
        [
            ["月份", "占比", "日期"],
            [Styled(45597, MONTH), Styled(0.62, PERCENT), Styled(45597, DAY)],
        ]
    )
    reading = excel(workbook({"数据": cells}))
    assert reading.snapshot.rows == (("2024-11", Decimal(62), "2024-11-01"),)
    assert reading.snapshot.columns[1].unit.name == "%"


def test_a_head_of_two_rows_becomes_one_name_a_column(excel):
    cells = table(
        [["客户", "营业收入", None, "毛利"], [None, "2023", "2024", "百万美元"], ["甲", 1, 2, 3]]
    )
    content = workbook({"表": cells}, merged={"表": ["A1:A2", "B1:C1"]})
    reading = excel(content, ", header_rows: 2")
    assert names(reading) == ["客户", "营业收入_2023", "营业收入_2024", "毛利"]
    assert reading.snapshot.columns[3].unit.name == "百万美元"


def test_a_defined_name_is_a_range(excel):
    content = workbook({"利润 表": PROFIT}, names={"利润区": "'利润 表'!$A$3:$C$5"})
    assert names(excel(content, ", range: 利润区")) == ["项目", "2023", "2024"]


def test_total_rows_are_left_out_on_request(excel):
    content = workbook({"表": table([["客户", "数"], ["甲", 1], ["合计", 1]])})
    assert len(excel(content, ", skip_total: 合计").snapshot.rows) == 1


def test_a_formula_without_its_result_is_found_where_it_stands(excel):
    cells = table([["年度", "数"], ["2024", Formula("1+1")], ["2025", Formula("1+2", 3)]])
    assert excel(workbook({"表": cells})).found == ["模型.xlsx!表!B2:2:2 RG223"]


def test_words_among_numbers_are_found_with_their_cell(excel):
    cells = table([["年度", "数_亿元"], ["2024", 3], ["2025", "待定"]])
    assert excel(workbook({"表": cells})).found == ["模型.xlsx!表!B3:3:2 RG302"]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (", sheet: 利润", "RG220"),
        (", range: 没有的名称", "RG221"),
        (', range: "A0:B"', "RG221"),
        (", table: t", "RG230"),
        (", header_rows: 0", "RG104"),
    ],
)
def test_what_is_not_in_the_workbook_is_found(excel, keys, code):
    assert excel(workbook({"利润表": PROFIT}), keys).codes == [code]


def test_a_metric_may_be_one_cell(excel):
    content = workbook(
        {"汇总": {"A1": "净利率", "B7": Styled(0.125, PERCENT), "B8": "文字"}},
        names={"净利率": "汇总!$B$7"},
    )
    metrics = (
        "metrics:\n  甲: {cell: 模型.xlsx!汇总!B7}\n  乙: {cell: 模型.xlsx!净利率}\n"
        "  丙: {cell: 模型.xlsx!汇总!B8}\n  丁: {cell: 模型.xlsx!汇总!A1:B7}\n"
    )
    reading = excel(content, metrics=metrics)
    cells = {name: spec.cell.value for name, spec in reading.report.metrics.items()}
    assert cells == {"甲": Decimal("12.5"), "乙": Decimal("12.5"), "丙": None, "丁": None}
    assert reading.codes == ["RG231", "RG231"]


def test_two_cells_a_million_rows_apart_are_found_and_nothing_dies(excel):
    content = workbook({"表": {"A1": 1, "XFD1048576": 2}})
    assert len(content) < 5000
    assert excel(content).codes == ["RG222"]


def test_a_workbook_that_would_fill_the_memory_is_not_opened(excel):
    huge = "<x>" + "0" * (500 * 1024 * 1024) + "</x>"
    content = workbook({"表": PROFIT}, rest={"xl/media/x.xml": huge})
    assert len(content) < 2_000_000
    assert excel(content).codes == ["RG224"]


def test_entities_are_refused(excel):
    part = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst>&b;</sst>'
    content = workbook({"表": PROFIT}, rest={"xl/sharedStrings.xml": part})
    assert excel(content).codes == ["RG225"]


def test_a_part_that_is_larger_than_it_says_is_found(excel):
    strings = "<sst>" + "<si><t>a</t></si>" * 100_000 + "</sst>"
    content = bytearray(workbook({"表": PROFIT}, rest={"xl/sharedStrings.xml": strings}))
    name = b"xl/sharedStrings.xml"
    struct.pack_into("<I", content, content.find(name) - 30 + 22, 100)
    struct.pack_into("<I", content, content.rfind(name) - 46 + 24, 100)
    assert excel(bytes(content)).codes == ["RG225"]


_LIMITED = "import sys; sys.path[:] = sys.argv[1:]; from reportgen.limited import process;"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know other limits")
@pytest.mark.parametrize(
    "deed",
    [
        "bytearray(3 * 1024**3)",
        "open('canary', 'w').write('x' * 10**6)",
        "__import__('os').kill(__import__('os').getpid(), 6)",
        "print('no answer')",
    ],
)
def test_a_reader_that_goes_wrong_is_stopped_and_nothing_else(excel, monkeypatch, tmp_path, deed):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reportgen.read.child._START", f"{_LIMITED} process._limit(); {deed}")
    assert excel(workbook({"表": PROFIT})).codes == ["RG226"]
    assert not (tmp_path / "canary").exists() or (tmp_path / "canary").stat().st_size == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0" * 200])
def test_a_broken_workbook_is_found(excel, content):
    assert excel(content).codes == ["RG225"]


def test_a_workbook_outside_the_folder_is_refused(folder):
    assert folder("sources: {s: {file: ../模型.xlsx}}\n").codes == ["RG107"]
