"""An author's desk: a report from Markdown, facts by hand, and the Document they make."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from reportgen.diag import Sink, Source, Span
from reportgen.model import document as doc
from reportgen.model import facts as fact
from reportgen.model import report as src
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.inline import read_inlines
from reportgen.read.markdown import Collected, read_blocks
from reportgen.resolve import resolve

YAML = Source("report.yaml", "id: case\ntitle: 报告\n")
HERE = Span(YAML, 1, 1)
YI = fact.Unit("亿美元", "美元", Decimal(100_000_000))
PLAIN = fact.NumberFormat(fact.FormatKind.PLAIN)
ORIGIN = fact.Origin("sql", "annual.csv", "0" * 64, "sum(营业收入)", "", HERE)
SIMPLE = src.ReferenceStyle(src.ReferenceStandard.SIMPLE)
NO_AI = src.AigcSpec(src.AigcMode.NONE, (), "", "", HERE)


def words(text):
    return read_inlines(Excerpt.whole(Source("report.yaml", text)), Sink())


def report(body="", **changes):
    """Return a report whose text is the Markdown ``body``."""
    collected = Collected(Folder(None), Sink())
    blocks = read_blocks(Excerpt.whole(Source("正文.md", body)), collected)
    parts = {
        "id": "case",
        "title": words("报告"),
        "subtitle": (),
        "summary": (),
        "date": dt.date(2025, 12, 18),
        "category": "",
        "organisation": "",
        "profile": "research",
        "outputs": ("pdf",),
        "headings": src.HeadingScheme.SEED,
        "citations": src.CitationMode.BOTH,
        "aigc": NO_AI,
        "period": "",
        "sources": {},
        "metrics": {},
        "charts": {},
        "tables": {},
        "references": {},
        "style": SIMPLE,
        "blocks": blocks,
        "notes": collected.notes,
        "images": {},
        "span": HERE,
        "waivers": tuple(collected.waivers),
    }
    return src.Report(**(parts | changes))


def references(*keys, **entries):
    """Return references: those of ``keys`` are complete, ``entries`` are as given."""
    whole = {key: whole_entry(key) for key in keys}
    return {key: src.Reference(key, f, HERE) for key, f in (whole | entries).items()}


def whole_entry(key):
    return {"publisher": f"{key}社", "title": f"{key}题", "url": f"https://{key}.cn"}


def chart(key, kind="bar", title="营收", cite="", alt=""):
    return {
        key: src.ChartSpec(
            key, kind, "annual", "年度", (), None, None, None, words(title), words(cite), alt, HERE
        )
    }


def table(key, title="指标", cite=""):
    return {key: src.TableSpec(key, "annual", (), (), (), words(title), words(cite), HERE)}


def points(*values, label="营业收入", unit=YI, names=()):
    """Return what a chart of one series shows; years from 2022 unless named."""
    numbers = tuple(None if value is None else Decimal(value) for value in values)
    series = fact.SeriesFacts(label, numbers, unit, "bar", 1)
    years = names or tuple(str(2022 + i) for i in range(len(values)))
    return fact.ChartFacts(tuple(years), (series,), PLAIN, ORIGIN)


def number(text, value=1, unit=YI):
    return fact.Wording(text, "营收", Decimal(value), unit, "1 half-up", None, ORIGIN)


def facts(charts=None, tables=None, **wordings):
    said = {key: number(w) if isinstance(w, str) else w for key, w in wordings.items()}
    return fact.Facts(None, {}, said, charts or {}, tables or {})


@dataclass(frozen=True)
class Made:
    document: doc.Document
    sink: Sink

    @property
    def codes(self):
        return [each.code.value for each in self.sink]

    @property
    def found(self):
        return [f"{d.code} {d.values.get('key') or d.values.get('label')}" for d in self.sink]

    @property
    def body(self):
        return self.document.body

    def of(self, kind):
        return [block for block in blocks_of(self.document) if isinstance(block, kind)]

    @property
    def marks(self):
        """The labels of all citation marks."""
        return [p.label for p in pieces_of(self.document) if isinstance(p, doc.CitationMark)]

    @property
    def lines(self):
        """What headings and paragraphs print."""
        return [
            getattr(block, "label", "") + said(block.content)
            for block in self.of(doc.Heading | doc.Paragraph)
        ]


def make(body="", known=None, **changes):
    """Resolve a report; ``known`` are the facts."""
    sink = Sink()
    return Made(resolve(report(body, **changes), known or facts(), sink), sink)


def said(pieces):
    """Return what ``pieces`` print; notes as ``^1``."""
    return "".join(map(_said, pieces))


def _said(piece):
    match piece:
        case doc.NoteMark():
            return f"^{piece.ordinal}"
        case doc.CitationMark():
            return piece.label
        case doc.PageReference():
            return f"p.{piece.target}"
        case doc.InlineFormula():
            return f"${piece.tex}$"
        case doc.LineBreak():
            return "\n"
        case _:
            return piece.text


def blocks_of(document):
    """Yield every block of ``document``, those inside others too."""
    yield from _inside((*document.front, *document.body))


def _inside(blocks):
    for block in blocks:
        yield block
        for item in getattr(block, "items", ()):
            yield from _inside(item.blocks)
        yield from _inside(getattr(block, "blocks", ()))


def pieces_of(document):
    """Yield every piece of ``document``: cover, blocks, notes."""
    yield from document.cover.summary
    for block in blocks_of(document):
        match block:
            case doc.Table():
                yield from block.caption.content if block.caption else ()
                for row in (*block.head, *block.rows):
                    for cell in row.cells:
                        yield from cell.content
                for note in block.notes:
                    yield from note
                yield from block.source
            case doc.Figure():
                yield from block.caption.content + block.source
            case doc.Callout():
                yield from block.title
            case doc.Bibliography():
                for entry in block.entries:
                    yield from entry.content
            case _:
                yield from getattr(block, "content", ())
    for note in document.notes:
        yield from note.content
