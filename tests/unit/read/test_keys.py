"""Every key is honoured or refused, in Chinese and in ASCII."""

import jsonschema
import pytest
from tests.unit.read.conftest import read_entry

from reportgen.model.report import (
    AigcMode,
    CitationMode,
    Generated,
    GeneratedKind,
    Heading,
    HeadingScheme,
)
from reportgen.read import json_schema
from reportgen.read.keys import REPORT
from reportgen.read.shapes import Choice, Either, Fields, Listing, Names

ALL = """
副标题: 副标题
摘要: 摘要
分类: 金融
机构: 某研究所
体例: 研究
品牌: default
输出: [docx]
标题编号: 公文
参考文献:
  - {键: a, 题名: 新闻, 出版者: 新华社, 网址: "https://a.cn"}
注释: {引用: 脚注}
AIGC标识: {方式: 辅助, 显式标识: [文首], 服务者名称: example}
报告期: 2024
数据:
  年度: {文件: a.csv, 期间: 年, 列: {收入: {单位: 亿元, 名称: 营业收入}}}
指标:
  营收: {名称: 营业收入, 来源: 年度, sql: sum(收入), 格式: 亿(1)}
  债: {数值: "1,250.5", 单位: 亿元, 期间: "2024", 凭据: {文献: a}}
  倍: {算式: 营收 / 营收@2022}
图表:
  图: {类型: 组合图, 来源: 年度, x: 年, y: [收入, {列: 利润, 轴: 2}], 右轴单位: "%", 标题: 题}
表格:
  表: {来源: 年度, 列: [年, {列: 收入, 名称: 收, 单位: 亿元}], 标题: 题}
  指标表: {指标: ["营收 | 亿(1)"], 期间: ["2023", 上期], 标题: 题}
"""


def test_chinese_keys_say_the_same_as_ascii_keys(folder):
    reading = folder(ALL, a__csv="年,收入\n2024,3\n")
    report = reading.report
    assert reading.codes == ["RG126"]
    assert report.headings is HeadingScheme.GONGWEN
    assert report.citations is CitationMode.FOOTNOTE
    assert (report.outputs, report.period, report.organisation) == (("docx",), "2024", "某研究所")
    assert (report.aigc.mode, report.aigc.places) == (AigcMode.ASSISTED, ("start",))
    assert report.references["a"].fields["publisher"] == "新华社"
    assert str(report.metrics["债"].value) == "1250.5"
    assert report.metrics["债"].evidence.reference == "a"
    chart = report.charts["图"]
    assert [(s.column, s.label, s.kind, s.axis) for s in chart.series] == [
        ("收入", "营业收入", "bar", 1),
        ("利润", "利润", "line", 2),
    ]
    assert [(c.column, c.label) for c in report.tables["表"].columns] == [
        ("年", "年"),
        ("收入", "收"),
    ]
    assert report.tables["指标表"].metrics[0].key == "营收|yi(1)"
    assert report.tables["指标表"].periods == ("2023", "上期")
    column = reading.inputs.snapshots["年度"].column("收入")
    assert (column.unit.name, column.is_number) == ("亿元", True)


def shapes(shape):
    yield shape
    match shape:
        case Fields():
            for key in shape.keys:
                yield from shapes(key.shape)
        case Listing() | Names():
            yield from shapes(shape.item)
        case Either():
            for each in shape.options:
                yield from shapes(each)


def test_every_key_and_choice_has_two_names_and_no_name_means_two_things():
    for shape in shapes(REPORT):
        named = ()
        if isinstance(shape, Fields):
            named = shape.keys
            assert all(key.zh and key.en and key.name.isascii() for key in named)
        elif isinstance(shape, Choice):
            named = shape.options
        names = [name for each in named for name in {each.name, each.chinese}]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("channels: x\n", "report.yaml:4:1 RG132"),
        ("params: a.csv\n", "report.yaml:4:9 RG106"),
        ("references: {file: 正文.md, style: gb7714-2035}\n", "report.yaml:4:34 RG119"),
        ("outputs: [pdf, html]\n", "report.yaml:4:16 RG119"),
        ("outputs: pdf\n", "report.yaml:4:10 RG104"),
        ("brand: none\n", "report.yaml:4:8 RG119"),
        ("period: 二四年\n", "report.yaml:4:9 RG131"),
        ("标题: 又一个\n", "report.yaml:4:1 RG102"),
        ("titel: x\n", "report.yaml:4:1 RG101"),
        ("category:\n", "report.yaml:4:10 RG104"),
        ("category: [a]\n", "report.yaml:4:11 RG104"),
        ("metrics: {a: {}}\n", "report.yaml:4:11 RG105"),
        ("metrics: {a: {sql: x}}\n", "report.yaml:4:11 RG105"),
        ("metrics: {a: {expr: x, value: 1}}\n", "report.yaml:4:11 RG104"),
        ("metrics: {a: {value: 约3}}\n", "report.yaml:4:22 RG104"),
        ("metrics: {a: {value: 3, unit: 亿 美元}}\n", "report.yaml:4:31 RG128"),
        ("metrics: {a: {value: 3, format: 亿元}}\n", "report.yaml:4:33 RG129"),
        ("metrics: {a: {value: 3, ratio: b}}\n", "report.yaml:4:25 RG132"),
        (
            "metrics: {a: {value: 3, evidence: {ref: b, retrieved: 昨天}}}\n",
            "report.yaml:4:55 RG130",
        ),
        ("tables: {a: {title: x}}\n", "report.yaml:4:10 RG105"),
        ("tables: {a: {title: x, from: s}}\n", "report.yaml:4:10 RG105"),
        ("tables: {a: {title: x, metrics: [b], columns: [c]}}\n", "report.yaml:4:38 RG104"),
        ("tables: {a: {title: x, metrics: [b | c]}}\n", "report.yaml:4:38 RG115"),
        (
            "charts: {a: {width: 9, kind: pie, from: s, x: a, y: b, title: c}}\n",
            "report.yaml:4:14 RG132",
        ),
        ("charts: {a: {kind: bar, x: a, y: b, title: c}}\n", "report.yaml:4:13 RG105"),
        ("metrics: 附录.yaml\n", "report.yaml:4:10 RG106"),
        ("sources: {a: {file: a.docx}}\n", "report.yaml:4:21 RG119"),
        ("sources: {a: {period: 年}}\n", "report.yaml:4:11 RG105"),
        ("notes：{citations: list}\n", "report.yaml:4:6 RG103"),
        ("references:\n  - key：a\n", "report.yaml:5:8 RG103"),
    ],
)
def test_what_is_not_honoured_is_refused_at_its_place(folder, keys, found):
    assert found in folder(keys).found


def test_all_faults_are_found_in_one_run(folder):
    keys = "categroy: x\noutputs: pdf\nperiod: 去年\naigc: {mode: 全部}\nbrand: %x\n"
    codes = folder(keys, "<b>\n\n{{ 营收\n\n![图](../a.png)\n").codes
    assert codes == [
        "RG101",
        "RG104",
        "RG131",
        "RG119",
        "RG109",
        "RG119",
        "RG116",
        "RG112",
        "RG107",
    ]


@pytest.mark.parametrize("date", ["2025-02-30", "2025/12/18", "20251218", "2025-W01-1", "今天"])
def test_a_date_is_a_day_of_the_calendar(folder, date):
    assert folder(f"日期: {date}\n").codes == ["RG102"]
    assert read_entry({"title": "题", "date": date, "sections": [{"text": "文"}]}).codes == [
        "RG130"
    ]


def test_the_name_of_a_report_can_name_files():
    entry = {"id": "a/b", "title": "题", "sections": [{"text": "文"}]}
    assert read_entry(entry).codes == ["RG104"]


def test_auto_is_the_day_of_the_build():
    report = read_entry({"title": "题", "date": "auto", "sections": [{"text": "文"}]}).report
    assert report.date.isoformat() == "2025-12-18"


def test_sections_stand_as_named_and_the_rest_at_the_end():
    entry = {
        "title": "题",
        "references": [{"key": "a", "title": "文"}],
        "aigc": {"mode": "generated", "explicit": ["end"], "provider_name": "x"},
        "sections": ["notice", {"title": "附录", "text": "文"}, "目录"],
    }
    blocks = read_entry(entry).report.blocks
    kinds = [b.kind if isinstance(b, Generated) else type(b).__name__ for b in blocks]
    assert kinds == [
        GeneratedKind.NOTICE,
        "Heading",
        "Paragraph",
        GeneratedKind.CONTENTS,
        GeneratedKind.BIBLIOGRAPHY,
    ]
    assert isinstance(blocks[1], Heading)


def test_the_schema_is_a_schema_and_accepts_what_is_read():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    good = {
        "title": "题",
        "报告期": "2024",
        "metrics": {"营收": {"from": "a", "sql": "sum(x)"}},
        "sections": ["contents", {"file": "正文.md"}],
    }
    assert not list(validator.iter_errors(good))
    assert list(validator.iter_errors({**good, "titel": "x"}))
    assert list(validator.iter_errors({"sections": []}))
