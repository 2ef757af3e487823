"""A chapter written in Word reads as the same chapter in Markdown does, or says why not."""

import io
import re
import zipfile

import pytest
from docx import Document
from tests.unit.read.conftest import read_entry
from tests.word_sources import field, paragraph, picture, put, run, saved, written

from reportgen.diag import Sink, Source, Span
from reportgen.model import report as src
from reportgen.read.files import Folder
from reportgen.read.inline import plain_words
from reportgen.read.word import read_word

ASKED = Span(Source("report.yaml", "- {file: 正文.docx}"), 1, 10)


@pytest.fixture
def word(tmp_path):
    """Return the Markdown that a Word file stands for, without empty lines, and the findings."""

    def read(data, name="正文.docx"):
        (tmp_path / name).write_bytes(data)
        sink = Sink()
        excerpt = read_word(name, ASKED, None, Folder(tmp_path, "."), sink)
        lines = [line for line in excerpt.source.lines if line] if excerpt else []
        return lines, [f"{each.span} {each.code}" for each in sink]

    return read


SAME = [
    (written("一句话。"), ["一句话。"]),
    (written(("Heading 1", "概况"), ("Heading 2", "细节")), ["# 概况", "## 细节"]),
    (written(("List Bullet", "甲"), ("List Bullet 2", "乙")), ["- 甲", "  - 乙"]),
    (written(("List Number", "甲"), ("List Number", "乙")), ["1. 甲", "2. 乙"]),
    (written(("Quote", "他说")), ["> 他说"]),
    (written("2*3*4 与 a_b、[1]、<甲>"), [r"2\*3\*4 与 a_b、\[1\]、\<甲>"]),
    (written("# 不是标题"), [r"\# 不是标题"]),
    (written("1. 打的编号"), [r"1\. 打的编号"]),
    (written("3~5年，10~20%"), [r"3\~5年，10\~20%"]),
    (written("营收{{ 营收 | 亿(1) }}"), ["营收{{ 营收 | 亿(1) }}"]),
    (written("见[@甲2025, 第 3 页]和@fig-收入"), ["见[@甲2025, 第 3 页]和@fig-收入"]),
    (written(paragraph(run("重", "<w:b/>"), run("要"))), ["**重**要"]),
    (written(paragraph(run("H"), run("2", '<w:vertAlign w:val="subscript"/>'))), ["H~2~"]),
]


@pytest.mark.parametrize(("data", "lines"), SAME, ids=[str(lines) for _, lines in SAME])
def test_what_is_typed_in_word_reads_as_its_markdown(word, data, lines):
    assert word(data) == (lines, [])


TYPED = [
    ("｛｛ 营收 ｜ 亿（1） ｝｝", "{{ 营收 | 亿(1) }}"),
    ("{{ 表.取(“甲”, ‘乙’) }}", "{{ 表.取(\"甲\", '乙') }}"),
    ("{{ 甲 – 乙 }}", "{{ 甲 - 乙 }}"),
    ("【＠甲2025；＠乙】", "[@甲2025;@乙]"),
    ("｛＠fig-收入｜页｝", "{@fig-收入|页}"),
    ("｛％ 若 甲 > 0 ％｝涨｛％ 完 ％｝", "{% 若 甲 > 0 %}涨{% 完 %}"),
]


@pytest.mark.parametrize(("typed", "read"), TYPED)
def test_what_an_input_method_makes_of_a_mark_is_understood(word, typed, read):
    assert word(written(typed)) == ([read], [])


def test_a_mark_in_several_runs_is_one_mark(word):
    runs = [run("{{ rev"), run("enue ", "<w:b/>"), run("| 亿"), run(" }}", "<w:i/>")]
    assert word(written(paragraph(*runs))) == (["{{ revenue | 亿 }}"], [])


def test_directives_are_typed_as_paragraphs(word):
    lines = ["：：：｛图表｝ 收入", "：：：", ":::{提示} 注意", "框里。", ":::"]
    assert word(written(*lines))[0] == [":::{图表} 收入", ":::", ":::{提示} 注意", "框里。", ":::"]
    options = ":::{图} 图.png", "：替代文字： 一幅图", ":宽: 50%", "图题", ":::"
    expected = [":::{图} 图.png", ":替代文字: 一幅图", ":宽: 50%", "图题", ":::"]
    assert word(written(*options))[0] == expected


def test_lines_of_a_directive_may_stand_in_one_paragraph(word):
    assert word(written(":::{图表} 收入\n:::"))[0] == [":::{图表} 收入", ":::"]


def test_cards_may_be_typed_or_be_a_list(word):
    typed = word(written(":::{指标卡}", "- 营收 | {{ 营收 }}", ":::"))[0]
    listed = word(written(":::{指标卡}", ("List Bullet", "营收 | {{ 营收 }}"), ":::"))[0]
    assert typed == listed == [":::{指标卡}", "- 营收 | {{ 营收 }}", ":::"]


def test_a_waiver_stands_behind_its_paragraph(word):
    waiver = "{: ignore=N107 reason=“核过” }"
    assert word(written("约 3 成。", waiver))[0] == ["约 3 成。", '{: ignore=N107 reason="核过" }']


# ---- tables, figures, notes, references ----------------------------------------------------


def table(*rows, caption=None, below=()):
    document = Document()
    for style, words in caption or ():
        document.add_paragraph(words, style=style)
    made = document.add_table(len(rows), len(rows[0]))
    for here, words in zip(made.rows, rows, strict=True):
        for cell, typed in zip(here.cells, words, strict=True):
            cell.text = typed
    for words in below:
        document.add_paragraph(words)
    return document


def test_a_table_with_caption_unit_note_and_source(word):
    caption = [("Caption", "表 1 收入 {#rev}"), (None, "单位：亿元")]
    below = ["注：未经审计。", "资料来源：年报"]
    data = saved(table(("项", "值"), ("a|b", "{{ 营收 | 亿 }}"), caption=caption, below=below))
    assert word(data)[0] == [
        ":::{表格}",
        ":标题: 收入",
        ":名称: rev",
        ":单位: 亿元",
        ":注: 未经审计。",
        ":来源: 年报",
        "| 项 | 值 |",
        "|---|---|",
        "| a\\|b | {{ 营收 | 亿 }} |",
        ":::",
    ]


def test_merged_cells_stay_merged(word):
    document = table(("项", "值", "值"), ("甲", "1", "2"), ("乙", "3", "4"))
    made = document.tables[0]
    made.cell(0, 1).merge(made.cell(0, 2)).text = "值"
    made.cell(1, 0).merge(made.cell(2, 0)).text = "甲"
    rows = ["| 项 | 值 | < |", "|---|---|---|", "| 甲 | 1 | 2 |", "| ^^ | 3 | 4 |"]
    assert word(saved(document))[0] == rows


def test_a_picture_has_its_caption_and_its_words(word):
    document = Document()
    picture(document, "一面旗")
    document.add_paragraph("图 1 旗帜", style="Caption")
    lines, found = word(saved(document))
    assert lines[:2] == [":::{图} 正文.docx!image1.png", ":替代文字: 一面旗"]
    assert lines[-2:] == ["旗帜", ":::"]
    assert not found


def test_a_reference_of_word_to_a_caption_is_ours(word):
    mark = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>{}<w:bookmarkEnd w:id="1"/>'
    document = Document()
    put(document, paragraph(run("见"), field("REF _Ref1 \\h", "图 1"), run("。")))
    picture(document, "旗")
    number = mark.format(run("图 ") + field("SEQ 图 \\* ARABIC", "1"))
    put(document, paragraph(number, run(" 旗帜"), style="Caption"))
    lines, _ = word(saved(document))
    assert lines[0] == "见{@fig-正文-f1}。"
    assert ":名称: 正文-f1" in lines
    assert "旗帜" in lines


def test_contents_are_left_to_the_program(word):
    contents = field('TOC \\o "1-3"', "概况 1")
    assert word(written(paragraph(contents), ("Heading 1", "概况"))) == (["# 概况"], [])


def test_wide_pages_and_page_breaks_are_told(word):
    section = '<w:sectPr><w:pgSz w:w="{}" w:h="{}"{}/></w:sectPr>'
    tall = paragraph(run("竖"), looks=section.format(11906, 16838, ""))
    wide = section.format(16838, 11906, ' w:orient="landscape"')
    data = written(tall, paragraph(run("横"), looks=wide), "又竖")
    assert word(data)[0] == ["竖", "::::{横页}", "横", "::::", "又竖"]
    broken = paragraph(run("前"), '<w:r><w:br w:type="page"/></w:r>')
    assert word(written(broken, "后"))[0] == ["前", ":::{分页}", ":::", "后"]


def test_a_formula_of_word_is_a_formula(word):
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert word(written(f"<w:p>{fraction}</w:p>"))[0] == ["$$", "\\frac{a}{b}", "$$"]
    named = f"<w:p>{fraction}{run(' {#eq-share}')}</w:p>"
    assert word(written(named))[0] == ["$$", "\\frac{a}{b}", "$$ {#eq-share}"]
    unread = "<m:oMath><m:unheard><m:r><m:t>x</m:t></m:r></m:unheard></m:oMath>"
    assert word(written("一", f"<w:p>{unread}</w:p>"))[1] == ["正文.docx:第 2 段:1 RG194"]


# ---- what is found -------------------------------------------------------------------------

BOX = (
    "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
GRAPHIC = (
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="{}"/></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)
SMART = GRAPHIC.format("http://schemas.openxmlformats.org/drawingml/2006/diagram")
SHAPE = (
    "<w:p><w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp/></a:graphicData>"
    "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
)
OLE = "<w:p><w:r><w:object><v:shape/></w:object></w:r></w:p>"
HIDDEN = paragraph(run("看得见"), run("看不见", "<w:vanish/>"))
UNDERLINED = paragraph(run("线", '<w:u w:val="single"/>'))
FOUND = [
    (BOX, "RG195", ["框"]),
    (SMART, "RG194", []),
    (SHAPE, "RG194", []),
    (OLE, "RG194", []),
    (HIDDEN, "RG195", ["看得见"]),
    (UNDERLINED, "RG195", ["线"]),
    (paragraph(field("EQ \\f(1,2)", "")), "RG194", []),
    ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>', "RG194", []),
]


@pytest.mark.parametrize(("xml", "code", "lines"), FOUND)
def test_what_is_not_read_or_looks_otherwise_is_found_at_its_paragraph(word, xml, code, lines):
    read, found = word(written("头一段。", xml))
    assert read == ["头一段。", *lines]
    assert found == [f"正文.docx:第 2 段:1 {code}"]


def test_boxes_in_boxes_are_read_once(word):
    start = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>"
    end = "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    data = written(f"<w:p>{start * 9}{run('底')}{end * 9}</w:p>")
    lines, found = word(data)
    assert lines == ["底"]
    assert len(found) == 9


def test_tracked_changes_are_counted_and_accepted(word):
    author = 'w:id="1" w:author="李" w:date="2025-01-01T00:00:00Z"'
    change = f"<w:ins {author}>{run('新')}</w:ins><w:del {author}><w:r><w:delText>旧</w:delText></w:r></w:del>"  # noqa: E501
    lines, found = word(written(paragraph(run("词："), change)))
    assert lines == ["词：新"]
    assert found == ["正文.docx:1:1 RG192"]


def test_a_comment_is_listed_and_not_printed(word):
    document = Document()
    made = document.add_paragraph("有批注的话。")
    document.add_comment(made.runs, text="再核一遍", author="王")
    assert word(saved(document)) == (["有批注的话。"], ["正文.docx:第 1 段:1 RG193"])


def test_the_words_of_a_running_head_are_not_printed(word):
    document = Document()
    document.add_paragraph("正文。")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    assert word(saved(document)) == (["正文。"], ["正文.docx:1:1 RG195"])
    document.sections[0].header.paragraphs[0].text = "第 1 页 共 2 页"
    assert word(saved(document))[1] == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9])
def test_what_is_no_word_file_is_found_where_it_is_named(word, data):
    assert word(data) == ([], ["report.yaml:1:10 RG191"])


def test_entities_are_refused(word):

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written("甲"))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
                body = re.sub(rb"(\?>)", rb"\1" + bomb, body, count=1)
            new.writestr(name, body)
    assert word(made.getvalue()) == ([], ["report.yaml:1:10 RG191"])


def test_styles_of_a_company_are_mapped_by_name(tmp_path):
    document = Document()
    for name in ("章标题", "填写说明"):
        document.styles.add_style(name, 1)
    document.add_paragraph("概况", style="章标题")
    document.add_paragraph("此处填写。", style="填写说明")
    document.add_paragraph("正文。")
    section = "{file: a.docx, styles: {章标题: 标题1, 填写说明: 不印, 章标體: 引用}}"
    (tmp_path / "report.yaml").write_text(f"title: 甲\nsections: [{section}]\n", "utf-8")
    (tmp_path / "a.docx").write_bytes(saved(document))
    read = read_entry(tmp_path)
    heading, words = read.report.blocks
    assert isinstance(heading, src.Heading)
    assert (heading.level, plain_words(heading.content)) == (1, "概况")
    assert plain_words(words.content) == "正文。"
    assert read.codes == ["RG196"]
