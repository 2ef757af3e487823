"""The passes, in order."""

import dataclasses

from reportgen.diag import Sink
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import Facts
from reportgen.resolve.anchors import find_anchors
from reportgen.resolve.blocks import Blocks
from reportgen.resolve.citations import Citations
from reportgen.resolve.contents import contents
from reportgen.resolve.inlines import Inlines
from reportgen.resolve.label import implicit_label
from reportgen.resolve.notices import notice
from reportgen.zh.calendar import date_words

_LANGUAGE = "zh-CN"


def resolve(report: src.Report, facts: Facts, sink: Sink) -> doc.Document:
    """Return ``report`` with everything filled in; what dangles is dropped with a finding."""
    anchors = find_anchors(report, sink)
    citations = Citations(report, sink)
    inlines = Inlines(report, facts, anchors, citations, sink)
    cover = _cover(report, inlines)
    body = tuple(Blocks(inlines).resolve(report.blocks))
    citations.find_unused()
    inlines.find_unused_notes()
    document = doc.Document(
        id=report.id,
        language=_LANGUAGE,
        date=report.date,
        keywords=(report.category,) if report.category else (),
        cover=cover,
        front=_front(report, body),
        body=body,
        notes=(*citations.notes, *inlines.notes.values()),
        numbers=tuple(inlines.numbers),
        label=None,
    )
    return dataclasses.replace(document, label=implicit_label(report.aigc, document))


def _cover(report: src.Report, inlines: Inlines) -> doc.Cover:
    meta = [f"发布时间：{date_words(report.date)}"]
    if report.category:
        meta.append(f"分类：{report.category}")
    return doc.Cover(
        organisation=report.organisation,
        title=inlines.text(report.title),
        subtitle=inlines.text(report.subtitle),
        meta=tuple(meta),
        summary=inlines.pieces(report.summary),
    )


def _front(report: src.Report, body: doc.Blocks) -> doc.Blocks:
    """Return the front matter: the notice at the start, and the contents where asked."""
    front: list[doc.Block] = []
    made = notice(report.aigc)
    if made is not None and "start" in report.aigc.places:
        front.append(made)
    if any(_is_contents(block) for block in report.blocks):
        front.append(contents(body))
    return tuple(front)


def _is_contents(block: src.Block) -> bool:
    return isinstance(block, src.Generated) and block.kind is src.GeneratedKind.CONTENTS
