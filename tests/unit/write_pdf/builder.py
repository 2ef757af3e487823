"""Pages by hand: a document, its pages and its layout, without the rooms that make them."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO

from PIL import Image

from reportgen.automate import MemoryCache
from reportgen.fonts import open_fonts
from reportgen.model import document as doc
from reportgen.model.brand import Brand, Colour, FontFile, FontRole, FontSpec, PageGeometry, Palette
from reportgen.model.chart import (
    Chart,
    ChartSeries,
    ClipMark,
    PathMark,
    Picture,
    RasterMark,
    TextMark,
)
from reportgen.model.facts import NO_UNIT, FormatKind, NumberFormat
from reportgen.model.furniture import CoverLook
from reportgen.model.label import ImplicitLabel
from reportgen.model.length import mm, pt
from reportgen.model.page import (
    CellTag,
    ContentKid,
    Element,
    ElementKid,
    GlyphRun,
    Layout,
    LinkArea,
    LinkKid,
    OutlineEntry,
    Page,
    PictureItem,
    Place,
    RuleItem,
    Scope,
    Slot,
    SlotItem,
    Tag,
    TextItem,
)
from reportgen.model.report import ImageFile
from reportgen.write_pdf import write_pdf

BLACK, BLUE = Colour(0x1A, 0x1A, 0x1A), Colour(0x1F, 0x4E, 0x79)
WIDTH, HEIGHT, LEFT = mm(210), mm(297), pt(72)
SIZE, BAR, CHART_HEIGHT = pt(10.5), pt(200), pt(150)
_FILES = {
    FontRole.BODY: "NotoSerifSC-Regular.ttf",
    FontRole.CODE: "DejaVuSansMono.ttf",
    FontRole.STRONG: "NotoSansSC-Bold.ttf",
    FontRole.HEADING: "NotoSansSC-Bold.ttf",
    FontRole.CHART: "NotoSansSC-Regular.ttf",
    FontRole.CHART_STRONG: "NotoSansSC-Bold.ttf",
}
BRAND = Brand(
    name="test",
    organisation="示例研究院",
    palette=Palette(BLUE, BLUE, BLACK, BLACK, BLACK, BLACK, BLUE, (BLUE,)),
    fonts={role: FontSpec(FontFile(file), "", "", is_bold=False) for role, file in _FILES.items()},
    fallbacks=(),
    styles={},
    page=PageGeometry(WIDTH, HEIGHT, LEFT, LEFT, LEFT, LEFT, LEFT, LEFT),
    cover=CoverLook(LEFT),
    letterhead=CoverLook(LEFT),
    digest="",
)
FONTS = open_fonts(BRAND)
LABEL = ImplicitLabel("1", "reportgen-example", "f5a0b6a1-7e6b-5b8e-9f0a-2f1e6c3d4b5a")


def chart(key="revenue"):
    series = ChartSeries("营业收入", (Decimal(2), Decimal(19)), NO_UNIT, "bar", 1)
    return Chart(
        key,
        "bar",
        ("2022", "2024"),
        (series,),
        NumberFormat(FormatKind.PLAIN),
        "营收柱形图",
        pt(300),
        pt(150),
    )


def picture(_chart):
    """Return a picture that holds each kind of mark."""
    square = (("m", 10.0, 10.0), ("l", 60.0, 10.0), ("l", 60.0, 90.0), ("l", 10.0, 90.0), ("h",))
    inside = (("m", 160.0, 0.0), ("l", 260.0, 50.0), ("l", 160.0, 90.0), ("h",))
    wave = (("m", 70.0, 20.0), ("c", 90.0, 120.0, 120.0, -40.0, 140.0, 60.0))
    return Picture(
        pt(300),
        pt(150),
        (
            PathMark(square, BLUE, None, 1.0),
            PathMark(wave, None, BLACK, 0.5, dash=(2.0, 1.0), opacity=0.5),
            ClipMark(150.0, 20.0, 60.0, 60.0, (PathMark(inside, BLUE, BLACK, 1.0, opacity=0.25),)),
            RasterMark(png(), 220.0, 20.0, 40.0, 40.0),
            TextMark("2024年 AVATo", FontRole.CHART, 9.0, 10.0, 130.0, 0.0, BLACK),
            TextMark("亿美元", FontRole.CHART_STRONG, 9.0, 8.0, 40.0, 90.0, BLACK),
        ),
        "营收柱形图",
    )


def png(mode="RGBA", size=(8, 8)):
    """Return a small PNG file."""
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, "PNG")
    if mode == "RGBA":
        image = Image.new("RGBA", size, (200, 30, 30, 255))
        image.putalpha(Image.linear_gradient("L").resize(size))
        out = BytesIO()
        image.save(out, "PNG")
    return out.getvalue()


def jpeg(mode="RGB"):
    """Return a small JPEG file."""
    out = BytesIO()
    Image.new(mode, (8, 8)).save(out, "JPEG")
    return out.getvalue()


def figure(content, anchor="fig-revenue"):
    caption = doc.Caption("图1", (doc.Run("营收"),))
    return doc.Figure(content, caption, (), "营收柱形图", anchor)


def document(*blocks, title="客户集中度（深度）分析", label=LABEL):
    cover = doc.Cover(BRAND.organisation, title, "", (), ())
    notice = doc.Notice("创作声明", "本文部分内容由AI辅助生成") if label else None
    body = tuple(filter(None, (*blocks, notice)))
    return doc.Document(
        id="test-2025",
        language="zh-CN",
        date=dt.date(2025, 12, 18),
        keywords=("客户集中度", "AIGC"),
        cover=cover,
        front=(),
        body=body,
        notes=(),
        numbers=(),
        label=label,
    )


def run(text, role=FontRole.BODY, size=SIZE, **more):
    """Return glyphs of one face, shown from the origin of their item."""
    values = {"colour": BLACK, "x": 0, "y": 0, "pieces": (text,)} | more
    return GlyphRun(FONTS.face(role).name, size, **values)


@dataclass
class _Node:
    tag: Tag
    parent: int
    kids: list
    more: dict = field(default_factory=dict)


class Builder:
    """Sets what it is told to, a page at a time, and keeps the structure tree."""

    def __init__(self):
        self.nodes = [_Node(Tag.DOCUMENT, 0, [])]
        self.pages = []
        self.places = {}
        self.outline = []
        self.slots = {}
        self._open("")

    def _open(self, label):
        self._items, self._links, self._parents, self._label = [], [], [], label
        self.y = HEIGHT - pt(72)

    def page(self, label=""):
        """Close the page and open the next one."""
        index = len(self.pages)
        self.pages.append(
            Page(
                index,
                self._label,
                WIDTH,
                HEIGHT,
                tuple(self._items),
                tuple(self._links),
                tuple(self._parents),
            )
        )
        self._open(label)

    def element(self, tag, parent=0, **more):
        self.nodes.append(_Node(tag, parent, [], more))
        self.nodes[parent].kids.append(ElementKid(len(self.nodes) - 1))
        return len(self.nodes) - 1

    def mcid(self, element):
        self._parents.append(element)
        self.nodes[element].kids.append(ContentKid(len(self.pages), len(self._parents) - 1))
        return len(self._parents) - 1

    def text(self, words, tag=Tag.PARAGRAPH, parent=0, actual="", **more):
        """Set one line as an element of its own; return the element."""
        element = self.element(tag, parent, **more.pop("element", {}))
        self.y -= pt(20)
        runs = (run(words, **more),)
        self.add(TextItem(self.mcid(element), LEFT, self.y, runs, actual))
        return element

    def add(self, item):
        self._items.append(item)

    def heading(self, words, anchor, level=1):
        self.text(words, Tag(f"H{level}"), role=FontRole.HEADING, size=pt(16))
        self.anchor(anchor)
        self.outline.append(OutlineEntry(level, words, anchor))

    def anchor(self, name):
        self.places[name] = Place(len(self.pages), self.y + pt(16), self._label)

    def link(self, words, anchor="", url="", parent=0):
        element = self.text(words, Tag.LINK, parent)
        area = LinkArea(LEFT, self.y, pt(100), pt(12), anchor, url, words, element)
        self.nodes[element].kids.append(LinkKid(len(self.pages), len(self._links)))
        self._links.append(area)

    def furniture(self, words):
        self.add(TextItem(-1, LEFT, pt(40), (run(words, size=pt(8)),), is_furniture=True))

    def rule(self, width=BAR):
        self.add(RuleItem(LEFT, self.y - pt(4), width, pt(0.5), BLUE))

    def figure(self, key, height=CHART_HEIGHT):
        self.y -= height + pt(8)
        box = (LEFT, self.y, LEFT + pt(300), self.y + height)
        element = self.element(Tag.FIGURE, alt="营收柱形图", box=box)
        self.add(PictureItem(self.mcid(element), key, LEFT, self.y, pt(300), height))

    def slot(self, name, parent=None):
        mcid = -1 if parent is None else self.mcid(self.element(Tag.SPAN, parent))
        self.add(SlotItem(mcid, name, pt(400), self.y if parent is not None else pt(40)))
        self.slots.setdefault(name, Slot(pt(30), pt(10), (run("12 页", size=pt(8)),)))

    def layout(self):
        structure = tuple(Element(n.tag, n.parent, tuple(n.kids), **n.more) for n in self.nodes)
        labels = tuple(page.label for page in self.pages)
        return Layout(labels, len(labels), self.places, structure, tuple(self.outline), self.slots)

    def stream(self):
        self.page()
        yield from self.pages
        return self.layout()


def written(builder, document_=None, pictures=picture, fonts=FONTS):
    """Return the PDF of what ``builder`` has set."""
    return write_pdf(
        builder.stream(), document_ or document(), BRAND, pictures, fonts, MemoryCache()
    )


def sample():
    """Return a builder and a document that hold everything a page can hold."""
    image = ImageFile("a.png", png(), 8, 8)
    photo = ImageFile("b.jpg", jpeg(), 8, 8)
    whole = document(figure(chart()), figure(image, "fig-image"), figure(photo, "fig-photo"))
    b = Builder()
    b.rule()
    b.text("客户集中度深度分析", role=FontRole.HEADING, size=pt(26))
    b.page("i")
    toc = b.element(Tag.CONTENTS)
    item = b.element(Tag.CONTENTS_ITEM, toc)
    b.link("一、现状", anchor="sec-1", parent=b.element(Tag.REFERENCE, item))
    b.slot("page:sec-1", item)
    b.page("1")
    b.heading("一、现状", "sec-1")
    b.text(
        "2024年“营收”增长——",
        actual="2024 年“营收”增长——",
        pieces=("2024", 250, "年“营收", -500, "”增长", "\ue000"),
    )
    b.text("price (A) \\ <B> & 100%", role=FontRole.CODE, tracking=20.0)
    b.heading("（一）客户", "sec-1-1", level=2)
    note = b.element(Tag.NOTE, identifier="note-1")
    b.text("[1]", Tag.LABEL, note)
    b.text("来源：年报。", Tag.PARAGRAPH, note)
    b.link("年报", url="https://example.com/年报?a=1&b=(2)")
    b.rule()
    b.figure("fig-revenue")
    b.figure("fig-image", pt(40))
    b.figure("fig-photo", pt(40))
    b.furniture("示例研究院")
    b.slot("total")
    b.page("2")
    table = b.element(Tag.TABLE)
    head = b.element(Tag.TABLE_ROW, table)
    row = b.element(Tag.TABLE_ROW, table)
    for words in ("客户", "占比"):
        b.text(words, Tag.TABLE_HEAD, head, element={"cell": CellTag(scope=Scope.COLUMN)})
    for words in ("微软", "62%"):
        b.text(words, Tag.TABLE_CELL, row)
    items = b.element(Tag.LIST)
    entry = b.element(Tag.LIST_ITEM, items)
    b.text("•", Tag.LABEL, entry)
    b.text("第一项", Tag.LIST_BODY, entry)
    b.slot("total")
    return b, whole
