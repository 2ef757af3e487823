"""A brand, a document with every kind of block, and a layout made by hand."""

import base64
import datetime as dt
import io
import zipfile
from decimal import Decimal

from lxml import etree
from msgspec.structs import replace

from reportgen.diag import Source, Span
from reportgen.model import document as doc
from reportgen.model.art import Art, Rectangle
from reportgen.model.brand import (
    Alignment,
    Brand,
    Colour,
    FontFile,
    FontRole,
    FontSpec,
    PageGeometry,
    Palette,
    Style,
    StyleRole,
)
from reportgen.model.chart import Chart, ChartSeries, WordPicture
from reportgen.model.facts import NO_UNIT, FormatKind, NumberFormat, Origin
from reportgen.model.furniture import CoverLook
from reportgen.model.label import ImplicitLabel
from reportgen.model.length import mm, pt
from reportgen.model.page import Layout, Place, TableLayout
from reportgen.model.report import Align, ImageFile
from reportgen.model.spans import column_count
from reportgen.model.walk import printed_blocks
from reportgen.write_docx import write_docx
from reportgen.write_docx.inlines import printed_words

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="440" height="200" viewBox="0 0 440 200">'
    b'<rect width="440" height="200" fill="#EEF2F7"/>'
    b'<rect x="40" y="120" width="60" height="60" fill="#1F4E79"/>'
    b'<rect x="140" y="40" width="60" height="140" fill="#C8102E"/></svg>'
)
ORIGIN = Origin(
    "sql", "annual.csv", "0" * 64, "sum(营业收入)", "", Span(Source("report.yaml", ""), 1, 1)
)

PRIMARY = Colour.parse("#1F4E79")
TEXT = Colour.parse("#222222")
MUTED = Colour.parse("#595959")


def _style(font, size, leading, **looks):
    before, after = pt(looks.get("before", 0)), pt(looks.get("after", 0))
    alignment = looks.get("align", Alignment.START)
    colour = looks.get("colour", TEXT)
    return Style(
        font, pt(size), pt(leading), before, after, looks.get("indent", 0), alignment, colour
    )


def _styles():
    body, heading, code = FontRole.BODY, FontRole.HEADING, FontRole.CODE
    strong = FontRole.STRONG
    role = StyleRole
    contents = _style(body, 10.5, 20)
    return {
        role.TITLE: _style(heading, 26, 38, after=12, colour=PRIMARY),
        role.SUBTITLE: _style(body, 13, 22, after=24, colour=MUTED),
        role.COVER_META: _style(body, 10.5, 18, colour=MUTED),
        role.ORGANISATION: _style(body, 10.5, 18, colour=MUTED),
        role.CLASSIFICATION: _style(body, 10.5, 18, align=Alignment.END),
        role.CONTACT: _style(body, 9, 15),
        role.DISCLAIMER: _style(body, 8, 13),
        role.RECORD: _style(body, 9, 15),
        role.HEADING1: _style(heading, 16, 26, before=18, after=10, colour=PRIMARY),
        role.HEADING2: _style(heading, 13, 22, before=12, after=6, colour=PRIMARY),
        role.HEADING3: _style(heading, 11.5, 20, before=8, after=4, colour=PRIMARY),
        role.BODY: _style(body, 10.5, 18, after=6, indent=2000, align=Alignment.JUSTIFY),
        role.LIST: _style(body, 10.5, 18, after=3, align=Alignment.JUSTIFY),
        role.QUOTE: _style(body, 10, 17, after=6, align=Alignment.JUSTIFY, colour=MUTED),
        role.CODE: _style(code, 9, 14, before=4, after=8),
        role.CALLOUT_TITLE: _style(heading, 10.5, 18, colour=PRIMARY),
        role.CALLOUT: _style(body, 10, 17, after=3, align=Alignment.JUSTIFY),
        role.CAPTION: _style(heading, 9, 15, before=6, after=3, align=Alignment.CENTER),
        role.SOURCE: _style(body, 8.5, 13, before=2, after=10, colour=MUTED),
        role.TABLE_HEAD: _style(strong, 9, 15, before=2, after=2),
        role.TABLE_CELL: _style(body, 9, 15, before=2, after=2),
        role.NOTE: _style(body, 8.5, 13),
        role.CONTENTS_TITLE: _style(heading, 16, 28, after=12, colour=PRIMARY),
        role.CONTENTS1: contents,
        role.CONTENTS2: contents,
        role.CONTENTS3: contents,
        role.BIBLIOGRAPHY: _style(body, 9.5, 16, after=3),
        role.NOTICE: _style(body, 9, 15, before=12, colour=MUTED),
        role.SUMMARY: _style(body, 10.5, 18, before=18, align=Alignment.JUSTIFY),
        role.RUNNING_HEAD: _style(body, 9, 13, colour=MUTED),
        role.FOLIO: _style(body, 9, 13, align=Alignment.CENTER, colour=MUTED),
    }


def make_brand(**changes):
    serif = FontSpec(FontFile("NotoSerifSC-Regular.ttf"), "Times New Roman", "宋体", is_bold=False)
    bold = FontSpec(FontFile("NotoSansSC-Bold.ttf"), "Arial", "黑体", is_bold=True)
    sans = FontSpec(FontFile("NotoSansSC-Regular.ttf"), "Arial", "黑体", is_bold=False)
    code = FontSpec(FontFile("DejaVuSansMono.ttf"), "Consolas", "宋体", is_bold=False)
    palette = Palette(
        primary=PRIMARY,
        accent=Colour.parse("#C8102E"),
        text=TEXT,
        muted=MUTED,
        rule=Colour.parse("#BFC7D1"),
        tint=Colour.parse("#EEF2F7"),
        link=Colour.parse("#0B5FA5"),
        chart=(PRIMARY, Colour.parse("#C8102E"), Colour.parse("#E3A72F")),
    )
    fonts = {
        FontRole.BODY: serif,
        FontRole.STRONG: bold,
        FontRole.HEADING: bold,
        FontRole.CODE: code,
        FontRole.CHART: sans,
        FontRole.CHART_STRONG: bold,
    }
    page = PageGeometry(
        mm(210),
        mm(297),
        mm(27),
        mm(24),
        mm(25),
        mm(25),
        head_baseline=mm(17),
        folio_baseline=mm(13),
    )
    shapes = (
        Rectangle(0, 0, mm(210), mm(8), PRIMARY),
        Rectangle(mm(25), mm(72), mm(24), mm(1.2), Colour.parse("#C8102E")),
    )
    cover = CoverLook(mm(80), Art(shapes))
    brand = Brand(
        "示例品牌", "示例研究院", palette, fonts, (), _styles(), page, cover, cover, "0" * 64
    )
    return replace(brand, **changes)


def words(text):
    return (doc.Run(text),)


def paragraph(*pieces):
    made = (doc.Run(piece) if isinstance(piece, str) else piece for piece in pieces)
    return doc.Paragraph(tuple(made))


def cite(label, *entries, notes=(), anchor="cite-0"):
    return doc.CitationMark(label, entries, notes, anchor)


def heading(level, label, text, anchor):
    return doc.Heading(level, label, words(text), anchor)


def chart(key="revenue"):
    series = ChartSeries("营业收入", (Decimal(1), Decimal(2)), NO_UNIT, "bar", 1)
    plain = NumberFormat(FormatKind.PLAIN)
    return Chart(
        key, "bar", ("2023", "2024"), (series,), plain, "柱状图：逐年上升", pt(440), pt(200)
    )


def figure(label="图1", key="revenue", content=None):
    caption = doc.Caption(label, words("营业收入逐年上升"))
    source = words("资料来源：公司公告")
    return doc.Figure(content or chart(key), caption, source, "柱状图：逐年上升", f"fig-{key}")


def table(rows=2, **changes):
    head = tuple(
        doc.Cell(words(text), Align.START if n == 0 else Align.END)
        for n, text in enumerate(("指标", "2022年", "2023年", "2024年"))
    )
    line = tuple(
        doc.Cell(words(text), Align.START if n == 0 else Align.END)
        for n, text in enumerate(("营业收入", "0.16", "2.29", "19.15"))
    )
    caption = doc.Caption("表1", words("核心财务指标"))
    source = words("资料来源：招股书")
    made = doc.Table(
        caption, "单位：亿美元", (doc.Row(head),), (doc.Row(line),) * rows, source, "tbl-kpi"
    )
    return replace(made, **changes)


TEXT_LINES = (
    "CoreWeave作为GPU云计算领域的新兴巨头，其客户集中度问题已成为市场关注的焦点。根据最新披露的数据，"
    "2024年度近80%的收入依赖于两大顶级客户，其中微软更是贡献了超65%的销售额。这种极度集中的客户结构"
    "在短期内确实为公司带来了惊人的收入增长——从2022年到2024年，营收实现了“120倍”的飞跃。"
)


def body_blocks():
    nested = doc.ListBlock(
        ordered=False, start=1, items=(doc.ListItem("–", (paragraph("嵌套的一项"),)),)
    )
    items = (
        doc.ListItem(
            "1.",
            (
                paragraph(
                    "第一项，", doc.Run("加粗", strong=True), "和", doc.Run("code", code=True)
                ),
            ),
        ),
        doc.ListItem("2.", (paragraph("第二项"), paragraph("第二项的续段"), nested)),
    )
    return (
        heading(1, "一、", "客户集中度现状分析", "sec-1"),
        paragraph(
            TEXT_LINES,
            cite("[1]", 1, notes=("note-1",), anchor="cite-1"),
            "其“裸金属GPU”模式见",
            doc.CrossReference("图1", "fig-revenue"),
            "与",
            doc.CrossReference("表1", "tbl-kpi"),
            "，另见",
            doc.CrossReference("2.1", "sec-2-1"),
            "节",
            doc.NoteMark("note-3", 1, "notemark-1"),
            "。",
        ),
        paragraph(
            "营业收入为",
            doc.Run("19.15亿美元", number=0),
            cite("[1,2]", 1, 2, notes=("note-2",)),
            "。",
        ),
        figure(),
        heading(1, "二、", "形成的深层原因", "sec-2"),
        heading(2, "2.1", "行业特性与市场结构", "sec-2-1"),
        paragraph(TEXT_LINES, cite("[2]", 2)),
        table(),
        heading(2, "2.2", "技术优势", "sec-2-2"),
        doc.ListBlock(ordered=True, start=1, items=items),
        doc.ListBlock(
            ordered=False,
            start=1,
            items=(
                doc.ListItem("•", (paragraph("要点一"),)),
                doc.ListItem("•", (paragraph("要点二"),)),
            ),
        ),
        doc.Quote((paragraph("引用他人的话。" * 12),)),
        doc.Callout(
            words("核心观点"),
            (
                paragraph("观点的正文。" * 14),
                doc.ListBlock(
                    ordered=False, start=1, items=(doc.ListItem("•", (paragraph("提示里的要点"),)),)
                ),
            ),
        ),
        doc.CodeBlock(("select sum(营业收入)", "    from annual", "where a < 2 and b > 1")),
        paragraph(
            "换行前",
            doc.LineBreak(),
            "换行后，见",
            doc.LinkRun("链接", "https://example.cn/a?b=1&c=2"),
            "。",
        ),
        doc.PageBreak(),
        heading(1, "三、", "风险分析", "sec-3"),
        *(paragraph(TEXT_LINES * 2) for _ in range(5)),
        figure("图2", "photo", ImageFile("photo.png", PNG, 320, 160)),
        heading(1, "", "参考文献", "sec-refs"),
        doc.Bibliography(
            (
                doc.BibliographyEntry(
                    1,
                    "[1]",
                    (
                        doc.Run("搜狐：英伟达嫡系CoreWeave冲刺IPO（"),
                        doc.LinkRun("https://www.sohu.com/a/1", "https://www.sohu.com/a/1"),
                        doc.Run("）"),
                    ),
                    "ref-sohu",
                    "cite-1",
                ),
                doc.BibliographyEntry(
                    2,
                    "[2]",
                    words("新浪财经：“英伟达亲儿子”IPO遇冷 客户依赖问题引发市场担忧，" * 2),
                    "ref-sina",
                    "cite-2",
                ),
            )
        ),
        doc.Notice("创作声明", "本文部分内容由AI辅助生成（AIGC），仅供参考"),
    )


def listed(*items, ordered=False):
    made = tuple(
        doc.ListItem(f"{n}." if ordered else "•", tuple(item)) for n, item in enumerate(items, 1)
    )
    return doc.ListBlock(ordered=ordered, start=1, items=made)


def odd_blocks():
    """Return blocks inside others, empty ones, and marks where one would not look for them."""
    bare = table(caption=None, unit="", source=(), anchor="table-1")
    boxed = table(anchor="tbl-box", caption=doc.Caption("表2", words("框里的表")))
    marked = (doc.Run("表题含注"), cite("[2]", 2, notes=("note-2",)))
    inner = doc.Callout(words("内"), (paragraph("内文"), doc.CodeBlock(("x = 1",))))
    deep = listed((paragraph("一"), listed((paragraph("二"),), ordered=True)), ordered=True)
    mark = doc.NoteMark("note-3", 1, "notemark-1")
    return (
        doc.PageBreak(),
        bare,
        replace(bare, anchor="table-2", unit="单位：亿美元"),
        doc.Heading(1, "一、", (doc.Run("标题"), cite("[1]", 1, notes=("note-1",))), "sec-1"),
        listed(
            (paragraph("项"), figure("图1", "in-list")),
            (table(anchor="tbl-list"),),
            (doc.Callout(words("提示"), (paragraph("列表里的提示"),)),),
            (deep,),
            (),
        ),
        doc.Quote((paragraph("引文"), listed((paragraph("项"),)), figure("图2", "in-quote"))),
        doc.Callout(words("外"), (inner, boxed, deep)),
        doc.Callout((), ()),
        doc.CodeBlock(()),
        doc.Quote(()),
        paragraph(),
        paragraph(mark, "再次", mark),
        table(rows=0, anchor="tbl-none", caption=doc.Caption("表3", marked)),
        heading(4, "1.1.1.1", "跳级", "sec-4"),
        doc.Bibliography(()),
    )


NOTES = (
    doc.Note(
        "note-1",
        doc.NoteKind.CITATION,
        "[1]",
        (
            doc.Run("搜狐：英伟达嫡系CoreWeave冲刺IPO，"),
            doc.LinkRun("https://www.sohu.com/a/1", "https://www.sohu.com/a/1"),
        ),
    ),
    doc.Note("note-2", doc.NoteKind.CITATION, "[2]", words("新浪财经：“英伟达亲儿子”IPO遇冷")),
    doc.Note("note-3", doc.NoteKind.AUTHOR, "", words("口径为合并收入，含关联方。")),
)
NUMBER = doc.PlacedNumber(
    "营收", Decimal("19.15"), NO_UNIT, "19.15亿美元", "", None, ORIGIN, "sec-1"
)


def make_document(body=None, **changes):
    blocks = body_blocks() if body is None else tuple(body)
    entries = tuple(
        doc.ContentsEntry(b.level, b.label, printed_words(b.content), b.anchor)
        for b in printed_blocks(blocks)
        if isinstance(b, doc.Heading)
    )
    cover = doc.Cover(
        "示例研究院",
        "CoreWeave客户集中度深度分析报告",
        "2025年12月中旬　高增长背后的风险与机遇",
        ("发布时间：2025年12月18日", "分类：金融分析"),
        words(
            "深度解析CoreWeave客户集中度现状、成因及风险，探讨GPU云计算行业特性、技术优势与战略定位。"
        ),
    )
    made = doc.Document(
        id="sample",
        language="zh-CN",
        date=dt.date(2025, 12, 18),
        keywords=("客户集中度", "GPU"),
        cover=cover,
        front=(doc.Contents("目　录", entries),) if entries else (),
        body=blocks,
        notes=NOTES,
        numbers=(NUMBER,),
        label=ImplicitLabel("1", "reportgen-example", "0123"),
    )
    return replace(made, **changes)


def make_layout(document):
    anchors = [b.anchor for b in printed_blocks(document.body) if isinstance(b, doc.Heading)]
    places = {
        anchor: Place(2 + n // 3, pt(700), str(1 + n // 3)) for n, anchor in enumerate(anchors)
    }
    tables = {
        block.anchor: TableLayout((pt(100),) * column_count([r.cells for r in rows]), 1000, {})
        for block in printed_blocks((*document.front, *document.body))
        if isinstance(block, doc.Table)
        for rows in [(*block.head, *block.rows)]
    }
    return Layout(("", "i", "1", "2", "3", "4"), 4, places, (), (), {}, tables)


def picture(_chart):
    return WordPicture(SVG, PNG)


def no_chart(_chart):
    """All charts are pictures."""


def make_docx(body=None, brand=None, **changes):
    document = make_document(body, **changes)
    return write_docx(document, make_layout(document), brand or make_brand(), picture, no_chart)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(docx, name="word/document.xml"):
    """Return a part as text."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name).decode()


def tree(docx, name="word/document.xml"):
    """Return a part as a tree."""
    return etree.fromstring(part(docx, name).encode())


def body_of(*blocks, **changes):
    """Return the paragraphs of the body that holds ``blocks``, as trees."""
    made = tree(make_docx(blocks, front=(), **changes))
    found = list(made.iter(f"{W}p"))
    ends = [n for n, p in enumerate(found) if p.find(f"{W}pPr/{W}sectPr") is not None]
    return found[ends[-1] + 1 :]


def text_of(node):
    """Return the words below ``node``."""
    return "".join(each.text or "" for each in node.iter(f"{W}t"))


def values(node, path):
    """Return the w:val of the nodes at ``path``."""
    steps = "/".join(f"{W}{step}" for step in path.split("/"))
    return [each.get(f"{W}val") for each in node.iterfind(f".//{steps}")]
