"""Word files as authors write them, made part by part: sections of reports in tests."""

import io
from html import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.word_templates import LOGO

SPACES = nsdecls("w", "r", "wp", "a", "pic", "m") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def saved(document):
    """Return ``document`` as bytes."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def written(*paragraphs):
    """Return a Word file with ``paragraphs``: words, or style and words, or XML."""
    document = Document()
    for each in paragraphs:
        if isinstance(each, tuple):
            document.add_paragraph(each[1], style=each[0])
        elif each.startswith("<"):
            put(document, each)
        else:
            document.add_paragraph(each)
    return saved(document)


def put(document, xml):
    """Put an element at the end of the body; its names need no declarations."""
    name, _, rest = xml.partition(">")
    end = "/" if name.endswith("/") else ""
    made = parse_xml(f"{name.removesuffix('/')} {SPACES}{end}>{rest}")
    document.element.body.insert_element_before(made, "w:sectPr")
    return made


def run(words, looks=""):
    """Return a run of ``words``."""
    told = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>'


def field(code, words):
    """Return a field with its result."""
    parts = "begin", code, "separate", words, "end"
    marks = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{marks.format(parts[0])}<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
        f"{marks.format(parts[2])}{run(words)}{marks.format(parts[4])}"
    )


def paragraph(*runs, style="", looks=""):
    """Return a paragraph of ``runs``."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{told}{looks}</w:pPr>{''.join(runs)}</w:p>"


def picture(document, alt="", data=LOGO):
    """Add a picture in a paragraph of its own, with words that stand for it."""
    document.add_picture(io.BytesIO(data))
    document.element.body.findall(f".//{qn('wp:docPr')}")[-1].set("descr", alt)


# ---- the sample: a chapter as an analyst types it ------------------------------------------


def chapter():
    """Return a chapter on cold stores, with what authors use in Word."""
    document = Document()
    document.styles.add_style("章标题", 1).base_style = document.styles["Normal"]
    document.add_paragraph("经营情况", style="章标题")
    first = document.add_paragraph("全年冷库收入 {{ 收")
    first.add_run("入 | 亿(1)").bold = True
    first.add_run(" }}，其中")
    first.add_run("产地库").bold = True
    first.add_run("增长最快【＠yearbook】。各省容积见@fig-volume，收费标准见")
    _append(first, field("REF _Ref7 \\h", "表 1"))
    first.add_run("。")
    _note_in(document, first, "“产地库”指距产地三十公里以内的冷库。")
    document.add_heading("分省容积", 2)
    for words in ("四川、重庆两地容积最大；", "云南增速第一；", "贵州、西藏起步较晚。"):
        document.add_paragraph(words, style="List Bullet")
    _tables(document)
    _figures(document)
    document.add_heading("投资次序", 2)
    for words in ("先产地预冷；", "后干线运力；", "再城市末端。"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("没有连续的温度记录，损耗就分不清是谁的责任。", style="Quote")
    for words in ("：：：｛提示｝ 口径", "容积按设计温度零下十八摄氏度折算。", "：：："):
        document.add_paragraph(words)
    _wide(document)
    return _with_notes(document)


def _append(paragraph_, xml):
    for each in parse_xml(f"<w:p {SPACES}>{xml}</w:p>"):
        paragraph_._p.append(each)  # noqa: SLF001 - python-docx has no other way


def _tables(document):
    mark = '<w:bookmarkStart w:id="7" w:name="_Ref7"/>{}<w:bookmarkEnd w:id="7"/>'
    number = mark.format(run("表 ") + field("SEQ 表 \\* ARABIC", "1"))
    put(document, paragraph(number, run(" 冷库收费标准"), style="Caption"))
    document.add_paragraph("单位：元/吨·月")
    rows = [
        ("温区", "收费", "收费"),
        ("", "旺季", "淡季"),
        ("冷藏", "120", "90"),
        ("冷冻", "180", "140"),
    ]
    table = document.add_table(len(rows), 3)
    for here, words in zip(table.rows, rows, strict=True):
        for cell, typed in zip(here.cells, words, strict=True):
            cell.text = typed
    table.cell(0, 1).merge(table.cell(0, 2)).text = "收费"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "温区"
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {SPACES}/>"))  # noqa: SLF001 - as above
    document.add_paragraph("注：含装卸。")
    document.add_paragraph("资料来源：[@survey]")


def _figures(document):
    document.add_paragraph(":::{图表} volume\n:::")
    document.add_picture(io.BytesIO(LOGO), width=1_800_000)
    document.element.body.findall(f".//{qn('wp:docPr')}")[-1].set("descr", "一面深红色的旗")
    document.add_paragraph("图 2 协会旗帜 {#flag}", style="Caption")
    document.add_paragraph("旗帜见{@fig-flag}。")


def _wide(document):
    tall, wide = (
        '<w:pgSz w:w="11906" w:h="16838"/>',
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
    )
    put(document, f"<w:p><w:pPr><w:sectPr>{tall}</w:sectPr></w:pPr></w:p>")
    document.add_heading("分步安排", 2)
    table = document.add_table(2, 5)
    for row, words in zip(
        table.rows, ("步骤 内容 时间 投资 指标", "一 产地中心 两年 3600 五成"), strict=True
    ):
        for cell, one in zip(row.cells, words.split(), strict=True):
            cell.text = one
    put(document, f"<w:p><w:pPr><w:sectPr>{wide}</w:sectPr></w:pPr></w:p>")
    document.add_heading("风险", 2)
    document.add_paragraph("电价上调会拉长回收期。")


def _note_in(document, paragraph_, words):
    """Call a foot note at the end of a paragraph; its words are added with the others."""
    document.__dict__.setdefault("notes", []).append(words)
    number = len(document.__dict__["notes"])
    _append(paragraph_, f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')


def _with_notes(document):
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(run(words))}</w:footnote>'
        for number, words in enumerate(document.__dict__.get("notes", ()), 1)
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    body = f"<w:footnotes {SPACES}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), kind, body, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return saved(document)


CHAPTER = """\
# 经营情况

全年冷库收入 {{ 收入 | 亿(1) }}，其中**产地库**增长最快[@yearbook]。
各省容积见@fig-volume，收费标准见@tbl-fee。[^1]

[^1]: “产地库”指距产地三十公里以内的冷库。

## 分省容积

- 四川、重庆两地容积最大；
- 云南增速第一；
- 贵州、西藏起步较晚。

:::{表格}
:标题: 冷库收费标准
:名称: fee
:单位: 元/吨·月
:注: 含装卸。
:来源: [@survey]
:表头行: 2

| 温区 | 收费 | < |
|---|---|---|
| ^^ | 旺季 | 淡季 |
| 冷藏 | 120 | 90 |
| 冷冻 | 180 | 140 |
:::

:::{图表} volume
:::

:::{图} 旗.png
:名称: flag
:替代文字: 一面深红色的旗
:宽: 34%
协会旗帜
:::

旗帜见{@fig-flag}。

## 投资次序

1. 先产地预冷；
2. 后干线运力；
3. 再城市末端。

> 没有连续的温度记录，损耗就分不清是谁的责任。

:::{提示} 口径
容积按设计温度零下十八摄氏度折算。
:::

:::{横页}

## 分步安排

| 步骤 | 内容 | 时间 | 投资 | 指标 |
|---|---|---|---|---|
| 一 | 产地中心 | 两年 | 3600 | 五成 |

:::

## 风险

电价上调会拉长回收期。
"""
"""The same chapter in Markdown."""
