"""Reports of other hands and programs: odd texts, covers without styles, captions typed by hand."""

import docx
import pytest
from click.testing import CliRunner
from docx.shared import Cm
from tests.unit.adopt.test_adopt_markdown import PNG

from reportgen import build_report
from reportgen.adopt import adopt_text
from reportgen.cli import main

MESSY = """二〇二五年三季度经营情况汇报
编写单位:战略发展部
２０２５年１０月１５日

一、总体情况
营业收入１２.５亿元,同比增长8.3%。
（一）分板块
1. 电力
收入7.5亿元。
（1）火电
（2）水电
2. 新能源
① 风电；
② 光伏。
（二）分区域
地区	收入(亿元)	增速
华东	6.2	9.1%
其他	2.2
联系人:张三
"""


def adopted(file, folder):
    done = CliRunner().invoke(main, ["init", str(folder), "--from", str(file)])
    assert done.exit_code == 0, done.output
    build_report(folder, env={}, to=["docx"])
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.[my][da]*")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_messy_text_of_any_encoding_builds(tmp_path, encoding, end):
    (tmp_path / "a.txt").write_bytes(MESSY.replace("\n", end).encode(encoding))
    files = adopted(tmp_path / "a.txt", tmp_path / "x")
    assert "营业收入12.5亿元，同比增长8.3%。" in files["正文.md"]


def test_the_head_of_a_messy_text_is_understood():
    report = adopt_text(MESSY, "x").files["report.yaml"]
    assert "title: 二〇二五年三季度经营情况汇报\n" in report
    assert "organisation: 战略发展部\n" in report
    assert "date: 2025-10-15\n" in report
    assert "headings: gongwen\n" in report


@pytest.mark.parametrize(
    ("typed", "date"),
    [("二〇二五年十月五日", "2025-10-05"), ("（二〇二五年十二月三十一日）", "2025-12-31")],
)
def test_a_date_in_chinese_figures_is_one(typed, date):
    assert (
        f"date: {date}\n" in adopt_text(f"报告\n{typed}\n一、甲\n乙。\n", "x").files["report.yaml"]
    )


def test_numbers_of_lists_stay_as_they_were_typed():
    body = adopt_text(MESSY, "x").files["正文.md"]
    assert "1. 电力\n\n收入7.5亿元。\n\n（1）火电\n（2）水电\n\n2. 新能源\n" in body
    assert "①风电；\n②光伏。" in body


def test_cells_are_typed_without_marks():
    assert "| 华东 | 6.2 | 9.1% |" in adopt_text(MESSY, "x").files["正文.md"]


def test_a_word_file_without_any_style_builds(tmp_path):
    (tmp_path / "chart.png").write_bytes(PNG)
    document = docx.Document()
    for words in ("三季度销售分析报告", "编制部门：市场部", "2025年10月20日", "一、总体情况"):
        document.add_paragraph(words)
    document.add_paragraph("　　收入增长,详见表1。罕用字\U00020bb7和\ue123。")
    document.add_paragraph("表1 分产品收入")
    document.add_paragraph("单位：亿元")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 1).text = "产品", "7.5"
    document.add_paragraph("数据来源：公司财务系统")
    document.add_picture(str(tmp_path / "chart.png"), width=Cm(3))
    document.add_paragraph("图1 销售走势")
    document.save(tmp_path / "a.docx")
    files = adopted(tmp_path / "a.docx", tmp_path / "x")
    assert "organisation: 市场部" in files["report.yaml"]
    assert "date: 2025-10-20" in files["report.yaml"]
    assert ":标题: 分产品收入\n:单位: 亿元\n" in files["正文.md"]
    assert "（U+E123）" in files["正文.md"]
    assert "U+E123" in files["导入说明.md"]


def test_an_empty_word_file_makes_a_folder_that_builds(tmp_path):
    docx.Document().save(tmp_path / "a.docx")
    assert "原文件没有文字" in adopted(tmp_path / "a.docx", tmp_path / "x")["正文.md"]


def test_a_page_on_its_side_and_columns_come_back(tmp_path):
    document = docx.Document()
    document.add_heading("甲", 1)
    document.add_paragraph("直的一页。")
    wide = document.add_section()
    wide.page_width, wide.page_height = wide.page_height, wide.page_width
    document.add_paragraph("横的一页。")
    upright = document.add_section()
    upright.page_width, upright.page_height = upright.page_height, upright.page_width
    document.add_paragraph("又是直的。")
    document.add_page_break()
    document.add_paragraph("下一页。")
    document.save(tmp_path / "a.docx")
    body = adopted(tmp_path / "a.docx", tmp_path / "x")["正文.md"]
    assert "::::{横页}\n\n横的一页。\n\n::::\n\n又是直的。\n\n:::{分页}\n:::\n\n下一页。" in body


def test_a_notice_by_another_name_is_one():
    report = adopt_text("报告\n\n一、甲\n乙。\n\n声明：本文由AI生成，仅供参考。\n", "x").files[
        "report.yaml"
    ]
    assert "text: 本文由AI生成，仅供参考。" in report


def test_a_date_beside_the_author_is_that_of_the_report():
    adopted = adopt_text("周报\n作者：李四 | 2025-10-20\n一、甲\n乙。\n", "x")
    assert "date: 2025-10-20" in adopted.files["report.yaml"]
    assert "作者：李四 | 2025-10-20" in adopted.files["导入说明.md"]


def test_the_looks_of_a_word_file_are_told_and_its_logo_is_kept(tmp_path):
    (tmp_path / "logo.png").write_bytes(PNG)
    document = docx.Document()
    document.add_heading("甲", 1)
    document.add_paragraph("乙。")
    header = document.sections[0].header.paragraphs[0]
    header.add_run().add_picture(str(tmp_path / "logo.png"), width=Cm(1))
    document.save(tmp_path / "a.docx")
    told = adopted(tmp_path / "a.docx", tmp_path / "x")["导入说明.md"]
    assert "页面 216 × 279 毫米，页边距（毫米）：上 25、下 25、左 32、右 32" in told
    assert "主题颜色：#4F81BD" in told
    assert "docx: {template: 模板.docx, for_all: yes}" in told
    assert (tmp_path / "x" / "图片-页眉-image1.png").read_bytes() == PNG


def test_the_file_itself_can_be_the_template_as_the_notes_say(tmp_path):
    document = docx.Document()
    document.add_heading("甲", 1)
    document.add_paragraph("乙。")
    document.save(tmp_path / "a.docx")
    adopted(tmp_path / "a.docx", tmp_path / "x")
    for paragraph in document.paragraphs[1:]:
        paragraph.text = "{{正文}}"
    document.paragraphs[0].clear()
    document.save(tmp_path / "x" / "模板.docx")
    report = tmp_path / "x" / "report.yaml"
    words = report.read_text("utf-8")
    report.write_text("docx: {template: 模板.docx, for_all: yes}\n" + words, "utf-8")
    assert build_report(tmp_path / "x", env={}, to=["docx"]).document
