"""A Word file of another hand becomes a folder that builds; what is not understood is listed."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from tests.printed import printed

from reportgen import build_report
from reportgen.adopt.notes import NoteKind
from reportgen.adopt.word import adopt_word
from reportgen.cli import main

PICTURE = (
    Path(__file__).parents[2] / "conformance" / "samples" / "blocks" / "外景.png"
).read_bytes()


def saved(document):
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def body_of(document):
    return adopt_word(saved(document), "x").files["正文.md"]


def with_part(data, name, change):
    """Return the Word file ``data`` with the text of one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.namelist():
            body = old.read(entry)
            new.writestr(entry, change(body.decode()) if entry == name else body)
    return made.getvalue()


def in_body(markup):
    """Return a Word file whose body begins with ``markup``."""
    data = saved(docx.Document())
    return with_part(
        data, "word/document.xml", lambda text: text.replace("<w:body>", f"<w:body>{markup}")
    )


@pytest.fixture
def monthly():
    document = docx.Document()
    document.add_heading("区域物流月报", 0)
    document.add_paragraph("发布日期：2025年11月5日")
    document.add_heading("一、总体情况", 1)
    paragraph = document.add_paragraph("本月货运量为")
    paragraph.add_run("12.5万吨").bold = True
    paragraph.add_run(",同比增长8%[1]。")
    paragraph.add_run("2").font.superscript = True
    document.add_heading("（一）公路", 2)
    for words, style in (("干线", ""), ("高速", " 2"), ("支线", "")):
        document.add_paragraph(words, style=f"List Bullet{style}")
    for words in ("签约", "投产"):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate((("地区", "货量", ""), ("华东", "1.5", "2"), ("华南", "3", "4|5"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_picture(io.BytesIO(PICTURE))
    document.add_paragraph("图1 园区外景", style="Caption")
    document.add_heading("参考文献", 1)
    document.add_paragraph("[1] 国家统计局 - “货运量” (https://data.stats.gov.cn)")
    return document


def test_headings_lose_the_numbers_that_are_counted(monthly):
    body = body_of(monthly)
    assert "# 总体情况\n" in body
    assert "## 公路\n" in body
    assert "headings: gongwen" in adopt_word(saved(monthly), "x").files["report.yaml"]


def test_title_and_date_come_from_the_cover(monthly):
    report = adopt_word(saved(monthly), "x").files["report.yaml"]
    assert "title: 区域物流月报\n" in report
    assert "date: 2025-11-05\n" in report


def test_looks_marks_and_citations_are_typed(monthly):
    assert "本月货运量为**12.5万吨**，同比增长8%[@ref-1]。^2^" in body_of(monthly)


def test_lists_keep_their_depth(monthly):
    assert "- 干线\n  - 高速\n- 支线\n\n1. 签约\n2. 投产" in body_of(monthly)


def test_merged_cells_stay_merged(monthly):
    assert "| 地区 | 货量 | < |\n|---|---|---|\n| 华东 | 1.5 | 2 |" in body_of(monthly)


def test_a_picture_is_a_file_with_its_caption(monthly):
    adopted = adopt_word(saved(monthly), "x")
    assert list(adopted.pictures.values()) == [PICTURE]
    assert f":::{{图}} {next(iter(adopted.pictures))}\n" in adopted.files["正文.md"]
    assert "\n园区外景\n:::" in adopted.files["正文.md"]


def test_the_folder_builds_with_no_hand_edit(monthly, tmp_path):
    monthly.save(tmp_path / "a.docx")
    folder = tmp_path / "报告"
    done = CliRunner().invoke(main, ["init", str(folder), "--from", str(tmp_path / "a.docx")])
    assert done.exit_code == 0, done.output
    built = build_report(folder, to=["docx"], env={})
    assert built.document.cover.title == "区域物流月报"


def test_tracked_changes_are_accepted():
    body = adopt_word(
        in_body(
            '<w:p><w:r><w:t>收入</w:t></w:r><w:del w:id="1" w:author="甲"><w:r><w:delText>下降'
            '</w:delText></w:r></w:del><w:ins w:id="2" w:author="甲"><w:r><w:t>上升</w:t></w:r>'
            "</w:ins></w:p><w:p><w:r><w:t>完。</w:t></w:r></w:p>"
        ),
        "x",
    )
    assert "收入上升" in body.files["report.yaml"] + body.files["正文.md"]
    assert "下降" not in body.files["正文.md"]


def test_comments_are_listed():
    document = docx.Document()
    document.add_heading("收入", 1)
    paragraph = document.add_paragraph("收入增长一倍。")
    document.add_comment(paragraph.runs, text="口径对吗？", author="乙")
    notes = adopt_word(saved(document), "x").notes
    assert [note.words for note in notes if note.kind is NoteKind.REMARK] == [
        "乙：口径对吗？（收入增长一倍。）"
    ]


def test_a_formula_becomes_tex():
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    fraction = (
        f"<w:p><m:oMath {math}><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    )
    assert "$$\n\\frac{a}{b}\n$$" in adopt_word(in_body(fraction), "x").files["正文.md"]


def test_code_quotes_and_captions_of_other_programs_are_known():
    document = docx.Document()
    document.add_heading("甲", 1)
    for name in ("Source Code", "Block Text", "Table Caption"):
        document.styles.add_style(name, 1)
    document.add_paragraph("for i in x:\n    y", style="Source Code")
    document.add_paragraph("一", style="Block Text")
    document.add_paragraph("二", style="Block Text")
    document.add_paragraph("一张表", style="Table Caption")
    document.add_table(rows=2, cols=2).cell(1, 1).text = "3"
    body = body_of(document)
    assert "```\nfor i in x:\n    y\n```\n\n> 一\n>\n> 二\n\n" in body
    assert ":::{表格}\n:标题: 一张表\n" in body


def test_a_drawing_that_is_not_read_is_listed():
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    uri = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    drawing = (
        f'<w:p><w:r><w:drawing><a:graphic {space}><a:graphicData uri="{uri}"/></a:graphic>'
        "</w:drawing></w:r></w:p>"
    )
    notes = adopt_word(in_body(drawing), "x").notes
    assert any("SmartArt" in note.words for note in notes)


def test_a_list_of_sources_that_nothing_cites_stays_text():
    document = docx.Document()
    document.add_heading("收入", 1)
    document.add_paragraph("收入增长一倍。")
    document.add_heading("参考文献", 1)
    document.add_paragraph("[1] 国家统计局 - “货运量” (https://data.stats.gov.cn)")
    adopted = adopt_word(saved(document), "x")
    assert "# 参考文献 {-}\n\n1. 国家统计局 - “货运量”" in adopted.files["正文.md"]
    assert "references" not in adopted.files["report.yaml"]


def test_a_picture_of_a_kind_not_understood_is_kept_and_listed():
    data = saved(docx.Document())
    drawing = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata '
        'r:id="rIdX" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        "/></v:shape></w:pict></w:r></w:p>"
    )
    data = with_part(
        data, "word/document.xml", lambda text: text.replace("<w:body>", f"<w:body>{drawing}")
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    way = f'<Relationship Id="rIdX" Type="{kind}" Target="media/a.emf"/></Relationships>'
    data = with_part(
        data,
        "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", way),
    )
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/media/a.emf", b"EMF")
    adopted = adopt_word(made.getvalue(), "x")
    assert adopted.pictures == {"图片-a.emf": b"EMF"}
    assert any("EMF" in note.words for note in adopted.notes)


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        b"",
        in_body("<w:p>" * 2000 + "</w:p>" * 2000),
        with_part(
            in_body(""),
            "word/document.xml",
            lambda text: text.replace(
                "<w:document", '<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1
            ),
        ),
    ],
    ids=["cut short", "empty", "deep", "entities"],
)
def test_a_broken_or_hostile_file_is_refused(data, tmp_path):
    (tmp_path / "a.docx").write_bytes(data)
    done = CliRunner().invoke(
        main, ["init", str(tmp_path / "x"), "--from", str(tmp_path / "a.docx")]
    )
    assert done.exit_code == 2
    assert "RG730" in done.output
    assert not (tmp_path / "x").exists()


ODD = (
    "# 井号",
    "- 横",
    "1. 一",
    "> 引",
    "$5 到 $6",
    "{{ 假 }}",
    "{% x %}",
    "[^1]",
    "[@x]",
    "a|b",
    "<b>",
    "&amp;",
    "~~x~~",
    "a_b_c",
    "@fig-x",
    "![x](y)",
    "---",
    "```",
    ":::{提示}",
    "| a | b |",
    "x^2^ H~2~O",
    "反\\斜",
)


def test_what_looks_like_a_mark_stays_what_it_was(tmp_path):
    document = docx.Document()
    document.add_heading("符号", 1)
    for words in ODD:
        document.add_paragraph(words)
    for before, strong, after in (("占", "12%", "y"), ("x", "*号", "。"), ("前", "“华东”", "后")):
        paragraph = document.add_paragraph(before)
        paragraph.add_run(strong).bold = True
        paragraph.add_run(after)
    document.save(tmp_path / "a.docx")
    done = CliRunner().invoke(
        main, ["init", str(tmp_path / "x"), "--from", str(tmp_path / "a.docx")]
    )
    assert done.exit_code == 0
    said = list(printed(build_report(tmp_path / "x", to=["docx"], env={}).document))
    assert set(ODD) <= set(said)
    assert {"占12%y", "x*号。", "前“华东”后"} <= set(said)
