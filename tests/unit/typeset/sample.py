"""A small brand, documents by the block, and pages as a reader sees them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from msgspec.structs import replace

from reportgen.fonts import FontSet, open_fonts, written
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
from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.facts import NO_UNIT, FormatKind, NumberFormat
from reportgen.model.furniture import CoverLook
from reportgen.model.length import mm, pt
from reportgen.model.page import (
    ContentKid,
    DotItem,
    ElementKid,
    Layout,
    Page,
    PictureItem,
    RuleItem,
    SlotItem,
    TextItem,
)
from reportgen.model.report import Align
from reportgen.typeset import typeset

INK, BLUE, GREY = Colour.parse("#1A1A1A"), Colour.parse("#1F4E79"), Colour.parse("#666666")
PALE = Colour.parse("#EEF3F8")
_FILES = {
    FontRole.BODY: "NotoSerifSC-Regular.ttf",
    FontRole.STRONG: "NotoSansSC-Bold.ttf",
    FontRole.HEADING: "NotoSansSC-Bold.ttf",
    FontRole.CODE: "DejaVuSansMono.ttf",
    FontRole.CHART: "NotoSansSC-Regular.ttf",
    FontRole.CHART_STRONG: "NotoSansSC-Bold.ttf",
}
_ROWS = {
    # role: font, size, leading, before, after, indent, alignment
    StyleRole.TITLE: (FontRole.HEADING, 26, 36, 0, 12, 0, "start"),
    StyleRole.SUBTITLE: (FontRole.HEADING, 14, 22, 0, 24, 0, "start"),
    StyleRole.COVER_META: (FontRole.BODY, 10.5, 18, 0, 0, 0, "start"),
    StyleRole.HEADING1: (FontRole.HEADING, 16, 26, 18, 8, 0, "start"),
    StyleRole.HEADING2: (FontRole.HEADING, 13, 22, 12, 5, 0, "start"),
    StyleRole.HEADING3: (FontRole.HEADING, 11, 20, 8, 3, 0, "start"),
    StyleRole.BODY: (FontRole.BODY, 10.5, 18, 0, 4, 2000, "justify"),
    StyleRole.LIST: (FontRole.BODY, 10.5, 18, 0, 3, 0, "justify"),
    StyleRole.QUOTE: (FontRole.BODY, 10, 17, 0, 3, 0, "justify"),
    StyleRole.CODE: (FontRole.CODE, 8.5, 13, 0, 0, 0, "start"),
    StyleRole.CALLOUT_TITLE: (FontRole.HEADING, 11, 18, 0, 3, 0, "start"),
    StyleRole.CALLOUT: (FontRole.BODY, 10, 17, 0, 2, 0, "justify"),
    StyleRole.CAPTION: (FontRole.HEADING, 9, 15, 5, 3, 0, "center"),
    StyleRole.SOURCE: (FontRole.BODY, 8.5, 14, 2, 6, 0, "start"),
    StyleRole.TABLE_HEAD: (FontRole.HEADING, 9, 14, 0, 0, 0, "start"),
    StyleRole.TABLE_CELL: (FontRole.BODY, 9, 14, 0, 0, 0, "start"),
    StyleRole.NOTE: (FontRole.BODY, 8.5, 12.5, 0, 1, 0, "justify"),
    StyleRole.CONTENTS_TITLE: (FontRole.HEADING, 16, 26, 0, 12, 0, "center"),
    StyleRole.CONTENTS1: (FontRole.HEADING, 10.5, 20, 4, 0, 0, "start"),
    StyleRole.CONTENTS2: (FontRole.BODY, 10.5, 19, 0, 0, 1500, "start"),
    StyleRole.CONTENTS3: (FontRole.BODY, 10, 18, 0, 0, 3000, "start"),
    StyleRole.BIBLIOGRAPHY: (FontRole.BODY, 9.5, 16, 0, 3, 0, "start"),
    StyleRole.NOTICE: (FontRole.BODY, 9, 15, 0, 0, 0, "justify"),
    StyleRole.SUMMARY: (FontRole.BODY, 10.5, 18, 18, 0, 0, "justify"),
    StyleRole.RUNNING_HEAD: (FontRole.BODY, 8.5, 12, 0, 0, 0, "start"),
    StyleRole.FOLIO: (FontRole.BODY, 8.5, 12, 0, 0, 0, "center"),
    StyleRole.ORGANISATION: (FontRole.BODY, 10.5, 18, 0, 0, 0, "start"),
    StyleRole.CLASSIFICATION: (FontRole.BODY, 10.5, 18, 0, 0, 0, "end"),
    StyleRole.CONTACT: (FontRole.BODY, 9, 15, 0, 0, 0, "start"),
    StyleRole.DISCLAIMER: (FontRole.BODY, 8, 13, 8, 0, 0, "justify"),
    StyleRole.RECORD: (FontRole.BODY, 9, 15, 0, 0, 0, "start"),
}
_COLOURS = {StyleRole.TITLE: BLUE, StyleRole.HEADING1: BLUE, StyleRole.SOURCE: GREY}


def _style(role):
    font, size, leading, before, after, indent, alignment = _ROWS[role]
    sizes = map(pt, (size, leading, before, after))
    return Style(font, *sizes, indent, Alignment(alignment), _COLOURS.get(role, INK))


BRAND = Brand(
    name="test",
    organisation="示例研究院",
    palette=Palette(BLUE, BLUE, INK, GREY, Colour.parse("#BFC7D0"), PALE, BLUE, (BLUE,)),
    fonts={role: FontSpec(FontFile(file), "", "", is_bold=False) for role, file in _FILES.items()},
    fallbacks=(),
    styles={role: _style(role) for role in StyleRole},
    page=PageGeometry(mm(210), mm(297), mm(28), mm(25), mm(26), mm(26), mm(16), mm(14)),
    cover=CoverLook(mm(80), Art((Rectangle(0, 0, mm(210), mm(6), BLUE),))),
    letterhead=CoverLook(mm(50)),
    digest="",
)


@cache
def fonts() -> FontSet:
    return open_fonts(BRAND)


# ---- documents -------------------------------------------------------------------------------


def text(words, **more):
    return (doc.Run(words, **more),)


def paragraph(words, *pieces):
    return doc.Paragraph((*text(words), *pieces))


def heading(words, level=1, label="", anchor=""):
    return doc.Heading(level, label, text(words), anchor or f"sec-{words}")


def note_mark(number):
    return doc.NoteMark(f"note-{number}", number, f"notemark-{number}")


def author_note(number, words):
    return doc.Note(f"note-{number}", doc.NoteKind.AUTHOR, "", text(words))


def citation(number, *, first=False):
    notes = (f"note-{number}",) if first else ()
    return doc.CitationMark(f"[{number}]", (number,), notes, f"cite-{number}{'-a' * (not first)}")


def citation_note(number, words):
    return doc.Note(f"note-{number}", doc.NoteKind.CITATION, f"[{number}]", text(words))


def entry(number, words):
    return doc.BibliographyEntry(
        number, f"[{number}]", text(words), f"ref-{number}", f"cite-{number}"
    )


def cell(words, align=Align.START):
    return doc.Cell(text(words) if words else (), align)


def _row(row):
    return tuple(cell(w, Align.END if n else Align.START) for n, w in enumerate(row))


def table(rows, head=("年度", "营业收入"), caption="核心财务指标", unit="", source=""):
    return doc.Table(
        doc.Caption("表1", text(caption)) if caption else None,
        unit,
        (doc.Row(tuple(cell(words) for words in head)),),
        tuple(doc.Row(_row(row)) for row in rows),
        text(source) if source else (),
        "tbl-kpi",
    )


def figure(key="revenue", height=180):
    series = ChartSeries("营业收入", (Decimal(2), Decimal(19)), NO_UNIT, "bar", 1)
    form = NumberFormat(FormatKind.PLAIN)
    chart = Chart(key, "bar", ("2022", "2024"), (series,), form, "柱形图", pt(400), pt(height))
    caption = doc.Caption("图1", text("营业收入增长"))
    return doc.Figure(chart, caption, text("资料来源：招股说明书"), "营收柱形图", f"fig-{key}")


def contents(*headings):
    entries = tuple(
        doc.ContentsEntry(h.level, h.label, h.content[0].text, h.anchor) for h in headings
    )
    return doc.Contents("目录", entries)


def document(*body, front=(), notes=(), cover=None):
    return doc.Document(
        id="test-2025",
        language="zh-CN",
        date=dt.date(2025, 12, 18),
        keywords=(),
        cover=cover or doc.Cover("示例研究院", "客户集中度分析报告", "风险与机遇", (), ()),
        front=tuple(front),
        body=tuple(body),
        notes=tuple(notes),
        numbers=(),
        label=None,
    )


LONG = "客户集中度是指企业的收入在多大程度上依赖于少数客户，" * 40


def lines_of_body(count):
    """Return words that fill ``count`` lines of the body, more or less."""
    return "云计算行业的客户集中度问题已成为市场关注的焦点。" * max(1, count * 41 // 24)


# ---- pages -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """A document in pages, and what is known at the end."""

    pages: tuple[Page, ...]
    layout: Layout

    @property
    def body(self):
        return self.pages[-self.layout.body_pages :]

    def page_with(self, words):
        """Return the index of the page where ``words`` stand in one line."""
        return next(page.index for page in self.pages if words in page_text(page))

    def element(self, page, item):
        return page.parents[item.mcid]

    def texts(self, page):
        """Yield the lines of ``page`` that belong to the document: element, item, words."""
        for item in page.items:
            if isinstance(item, TextItem) and item.mcid >= 0:
                yield page.parents[item.mcid], item, said(item)

    def tag(self, element):
        return self.layout.structure[element].tag

    def is_inside(self, element, tag):
        while element:
            if self.tag(element) is tag:
                return True
            element = self.layout.structure[element].parent
        return False

    def reading(self, element=0, *, without=()) -> Iterator[str]:
        """Yield the words of the structure tree in reading order."""
        for kid in self.layout.structure[element].kids:
            match kid:
                case ContentKid():
                    yield self._content(kid)
                case ElementKid():
                    if self.tag(kid.element) not in without:
                        yield from self.reading(kid.element, without=without)

    def _content(self, kid):
        for item in self.pages[kid.page].items:
            if not isinstance(item, RuleItem | DotItem) and item.mcid == kid.mcid:
                match item:
                    case TextItem():
                        return said(item)
                    case SlotItem():
                        return slot_text(self.layout.slots[item.name])
                    case PictureItem():
                        return f"<{item.key}>"
        raise AssertionError(f"no item for {kid}")

    def find(self, tag):
        return [n for n, e in enumerate(self.layout.structure) if e.tag is tag]

    def words(self, element):
        return "".join(self.reading(element))


def made(whole, brand=BRAND) -> Made:
    """Set ``whole`` and keep its pages."""
    pages = []
    stream = typeset(whole, brand, fonts())
    while True:
        try:
            pages.append(next(stream))
        except StopIteration as end:
            return Made(tuple(pages), end.value)


def shown(runs):
    """Return what glyph runs show."""
    pieces = (piece for run in runs for piece in run.pieces if isinstance(piece, str))
    return "".join(written(char) for piece in pieces for char in piece)


def said(item):
    """Return what a reader gets from a text item."""
    return item.actual_text or shown(item.runs)


def slot_text(slot):
    return shown(slot.runs)


def page_text(page):
    """Return the words on ``page`` in the order of painting."""
    return "".join(said(item) for item in page.items if isinstance(item, TextItem))


def artifacts(page):
    return [said(item) for item in page.items if isinstance(item, TextItem) and item.mcid < 0]


def short_sheet(height=120):
    """Return the brand on a short sheet: page ends come often."""
    return replace(BRAND, page=replace(BRAND.page, height=mm(height)))


# ---- what a document says --------------------------------------------------------------------

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def words_of(blocks):
    """Yield what ``blocks`` print, in order, without marks of author's notes."""
    for block in blocks:
        match block:
            case doc.Heading() | doc.BibliographyEntry():
                yield block.label + words_of_pieces(block.content)
            case doc.Paragraph():
                yield words_of_pieces(block.content)
            case doc.ListBlock():
                for item in block.items:
                    yield item.label
                    yield from words_of(item.blocks)
            case doc.Quote() | doc.PageSection():
                yield from words_of(block.blocks)
            case doc.Callout():
                yield words_of_pieces(block.title)
                yield from words_of(block.blocks)
            case doc.CodeBlock():
                yield from block.lines
            case doc.Table():
                yield from words_of_table(block)
            case doc.Figure():
                yield f"<{block.anchor}>"
                yield block.caption.label + words_of_pieces(block.caption.content)
                yield words_of_pieces(block.source)
            case doc.Bibliography():
                yield from words_of(block.entries)
            case doc.Notice():
                yield f"{block.label}：{block.text}"


def words_of_table(block):
    if block.caption:
        yield block.caption.label + words_of_pieces(block.caption.content)
    yield block.unit
    for row in (*block.head, *block.rows):
        yield from (words_of_pieces(each.content) for each in row.cells)
    yield from map(words_of_pieces, block.notes)
    yield words_of_pieces(block.source)


def words_of_pieces(pieces):
    parts = []
    for piece in pieces:
        match piece:
            case doc.CitationMark():
                parts.append(piece.label)
            case doc.NoteMark() | doc.LineBreak():
                pass
            case _:
                parts.append(piece.text)
    return "".join(parts)


def solid(words):
    """Return ``words`` without white space and without numbers of author's notes."""
    joined = words if isinstance(words, str) else "".join(words)
    return "".join(char for char in joined if not char.isspace() and char not in CIRCLED)
