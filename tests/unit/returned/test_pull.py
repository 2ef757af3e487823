"""What a reader changed in Word goes back into the source; what has no place there is told."""

import io
import re
import zipfile

import docx as python_docx
import pytest
from click.testing import CliRunner
from tests.returned_files import edited, tracked

from reportgen.automate import here
from reportgen.automate.desk.pulling import Pulling, pull, write_pulled
from reportgen.build import build
from reportgen.cli import main
from reportgen.diag import Code
from reportgen.model.artifact import ArtifactKind
from reportgen.verify.inspect import inspect

REPORT = """
id: demo
title: 某公司“季度”观察
subtitle: '副标题：三个看点'
summary: "要点：增长放缓，现金充裕。"
date: 2025-12-18
aigc: {mode: none}
period: "2024"
cover: yes
sources: {annual: {file: annual.csv, period: 年度}}
metrics:
  营收: {from: annual, sql: sum(营业收入), unit: 百万美元, format: 亿(1)}
  台数: {value: 3584, unit: 块, evidence: {ref: src}}
charts:
  rev:
    {kind: bar, from: annual, x: 年度, y: [营业收入], title: 收入逐年上升, cite: "[@src]"}
references: {file: references.yaml, style: simple}
sections:
  - {file: 正文.md}
"""
SOURCES = """
src: {title: 年报, publisher: 某公司, url: "https://example.com/a"}
"""
TEXT = """# 概况

公司全年营收为{{ 营收 }}，**明显高于**上年[@src]。管理层认为*前景稳定*，见@fig-rev。

以{{ 台数 }}显卡训练，成本可控[^n]，单价\\*不变\\*。

[^n]: 按合同口径统计。

- 第一条 建议
- 第二条 建议

:::{提示} 提示 标题
框里的 文字。
:::

| 项目 | 说明 |
|---|---|
| 甲 | 左 边 |
| 乙 | 右 边 |

:::{图表} rev
:::

# 展望

下一年的增长取决于需求。
"""


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "report.yaml").write_text(REPORT, "utf-8")
    (folder / "正文.md").write_text(TEXT, "utf-8")
    (folder / "references.yaml").write_text(SOURCES, "utf-8")
    (folder / "annual.csv").write_text("年度,营业收入\n2023,1510\n2024,1920\n", "utf-8")
    return folder


def made(report):
    world = here(env={})
    return build(report, (ArtifactKind.DOCX,), world).artifacts[0].data


def pull_from(report, data, **options):
    path = report.parent / "退回.docx"
    path.write_bytes(data)
    return pull(Pulling(path, report, **options), here(env={}))


def texts(data):
    found = inspect(data, "x").word
    return ["".join(piece.text for piece in each.pieces) for each in found.texts]


def brought_back(report, *changes):
    """Edit the file as ``changes`` say, pull and write; return what was done."""
    came = edited(made(report), *changes)
    done = pull_from(report, came)
    write_pulled(done)
    return done, came


def codes(done):
    return [each.code for each in done.findings]


def test_an_untouched_file_has_nothing_to_pull(report):
    done = pull_from(report, made(report))
    assert (done.patch, done.edits, done.findings) == ("", (), ())


EDITS = {
    "a paragraph": ("取决于需求。", "取决于海外需求和价格。", "取决于海外需求和价格。"),
    "beside a number": ("公司全年营收为", "公司2024年营收约为", "公司2024年营收约为{{ 营收 }}"),
    "strong words": ("明显高于", "略高于", "**略高于**上年"),
    "emphasised words": ("前景稳定", "前景向好", "*前景向好*"),
    "a heading": (">展望<", ">前景展望<", "# 前景展望"),
    "a list item": ("第二条 建议", "第二条 意见", "- 第二条 意见"),
    "a note": ("按合同口径统计。", "按签约口径统计。", "[^n]: 按签约口径统计。"),
    "a cell": ("左 边", "左|边", "| 甲 | 左\\|边 |"),
    "a callout": ("框里的 文字。", "框里的 话。", "框里的 话。"),
    "behind an escape": (">不变<", ">不变动<", "\\*不变动\\*"),
    "with marks in it": (
        "取决于需求。",
        "取决于*需求*和[1]_a_。",
        "取决于\\*需求\\*和\\[1\\]\\_a\\_。",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of(name, report):
    old, new, typed = EDITS[name]
    part = "word/footnotes.xml" if name == "a note" else "word/document.xml"
    data = made(report)
    came = edited(data, *_all(data, old, new, part), part=part)
    done = pull_from(report, came)
    assert write_pulled(done) == (report / "正文.md",)
    assert typed in (report / "正文.md").read_text("utf-8")
    assert texts(made(report)) == texts(came)
    assert done.findings == ()


def _all(data, old, new, part):
    """Return the change once for each place: the contents say headings, too."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        count = package.read(part).decode().count(old)
    return [(old, new)] * count if new.count(old) == 0 else [(old, new)]


def test_titles_and_captions_in_yaml_keep_their_quotes(report):
    came = edited(
        made(report),
        ("三个看点", "四个'看点"),
        ("增长放缓", '增长"放缓'),
        ("收入逐年上升</w:t>", "收入连年上升</w:t>"),
    )
    done = pull_from(report, came)
    write_pulled(done)
    yaml = (report / "report.yaml").read_text("utf-8")
    assert "subtitle: '副标题：四个''看点'" in yaml
    assert 'summary: "要点：增长\\"放缓，现金充裕。"' in yaml
    assert "title: 收入连年上升," in yaml
    assert texts(made(report))[:4] == texts(came)[:4]


def test_a_changed_number_is_told_and_its_metric_stays(report):
    done, _ = brought_back(report, ("<w:t>19.2亿美元</w:t>", "<w:t>21亿美元</w:t>"))
    assert codes(done) == [Code.NUMBER_NOT_PULLED]
    assert done.patch == ""
    assert "{{ 营收 }}" in (report / "正文.md").read_text("utf-8")


def test_words_changed_together_with_a_number_are_pulled_without_it(report):
    done, _ = brought_back(
        report,
        ("公司全年营收为", "公司年营收达到"),
        ("<w:t>19.2亿美元</w:t>", "<w:t>21亿美元</w:t>"),
    )
    assert "公司年营收达到{{ 营收 }}，" in (report / "正文.md").read_text("utf-8")
    assert codes(done) == [Code.NUMBER_NOT_PULLED]


def test_tracked_changes_wait_until_they_are_accepted_or_asked_for(report):
    came = edited(made(report), tracked("下一年的增长取决于需求。", "明年的增长取决于需求。"))
    waits = pull_from(report, came)
    assert codes(waits) == [Code.EDIT_PENDING]
    assert waits.patch == ""
    taken = pull_from(report, came, accepts=True)
    assert "+明年的增长取决于需求。" in taken.patch


def test_new_and_lost_paragraphs_are_told(report):
    opened = python_docx.Document(io.BytesIO(made(report)))
    last = next(p for p in opened.paragraphs if "取决于需求" in p.text)
    last.insert_paragraph_before("审阅者补充的一段话，原文里没有。")
    gone = next(p for p in opened.paragraphs if "第一条" in p.text)._element  # noqa: SLF001 - python-docx names it so
    gone.getparent().remove(gone)
    saved = io.BytesIO()
    opened.save(saved)
    done = pull_from(report, saved.getvalue())
    assert sorted(codes(done)) == [Code.PARAGRAPH_NEW, Code.PARAGRAPH_GONE]
    assert done.patch == ""


def test_an_edited_label_or_reference_is_told(report):
    done, _ = brought_back(report, ("资料来源：", "数据来源："))
    assert codes(done) == [Code.EDIT_NOT_TYPED]
    assert done.patch == ""


def test_an_edit_of_what_was_changed_in_the_source_meanwhile_is_told(report):
    sent = made(report)
    path = report / "正文.md"
    path.write_text(path.read_text("utf-8").replace("取决于需求", "取决于成本"), "utf-8")
    original = report.parent / "发出.docx"
    original.write_bytes(sent)
    done = pull_from(report, edited(sent, ("取决于需求", "取决于价格")), original=original)
    assert codes(done) == [Code.SOURCE_MOVED_ON]


def test_an_edit_of_the_last_issue_is_pulled_into_the_next(report):
    sent = made(report)
    original = report.parent / "发出.docx"
    original.write_bytes(sent)
    (report / "annual.csv").write_text("年度,营业收入\n2023,1510\n2024,2530\n", "utf-8")
    done = pull_from(report, edited(sent, ("明显高于", "略高于")), original=original)
    assert "营收为{{ 营收 }}，**略高于**上年" in done.patch
    assert done.findings == ()


def test_what_was_pulled_already_is_not_pulled_again(report):
    sent = made(report)
    original = report.parent / "发出.docx"
    original.write_bytes(sent)
    came = edited(sent, ("取决于需求", "取决于价格"))
    write_pulled(pull_from(report, came, original=original))
    again = pull_from(report, came, original=original)
    assert (again.patch, again.findings) == ("", ())


def test_comments_are_listed_with_their_place(report):
    opened = python_docx.Document(io.BytesIO(made(report)))
    about = next(p for p in opened.paragraphs if "取决于需求" in p.text)
    opened.add_comment(about.runs, text="请补充依据", author="王经理")
    saved = io.BytesIO()
    opened.save(saved)
    (found,) = pull_from(report, saved.getvalue()).comments
    assert (found.author, found.text, found.place) == ("王经理", "请补充依据", "展望")
    assert "取决于需求" in found.about


def test_the_command_prints_the_patch_and_writes_nothing_unless_told(report):
    came = report.parent / "退回.docx"
    came.write_bytes(edited(made(report), ("取决于需求", "取决于价格")))
    run = CliRunner()
    before = (report / "正文.md").read_bytes()
    shown = run.invoke(main, ["pull", str(came), str(report)])
    assert shown.exit_code == 0, shown.stderr
    assert re.search(r"^\+下一年的增长取决于价格。$", shown.stdout, re.MULTILINE)
    assert (report / "正文.md").read_bytes() == before
    assert "正文.md:26" in shown.stderr
    written = run.invoke(main, ["pull", str(came), str(report), "--yes"])
    assert "已写入" in written.stderr
    assert "取决于价格" in (report / "正文.md").read_text("utf-8")


def test_line_ends_and_byte_order_mark_of_the_author_stay(report):
    path = report / "正文.md"
    typed = path.read_text("utf-8").replace("\n", "\r\n").encode()
    path.write_bytes(b"\xef\xbb\xbf" + typed.removesuffix(b"\r\n"))
    brought_back(report, ("取决于需求", "取决于价格"))
    raw = path.read_bytes()
    assert raw == b"\xef\xbb\xbf" + typed.removesuffix(b"\r\n").replace(
        "需求。".encode(), "价格。".encode()
    )


def test_a_report_that_is_not_there_is_told_and_no_folder_is_made(report):
    came = report.parent / "退回.docx"
    came.write_bytes(made(report))
    nowhere = report.parent / "没有"
    done = CliRunner().invoke(main, ["verify", str(came), "--report", str(nowhere)])
    assert done.exit_code == 2
    assert "RG001" in done.stderr
    assert not nowhere.exists()


def test_a_pdf_cannot_be_pulled(report):
    path = report.parent / "x.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    done = CliRunner().invoke(main, ["pull", str(path), str(report)])
    assert done.exit_code == 2
    assert "RG721" in done.stderr
