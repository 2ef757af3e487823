"""Figures: a chart or a picture, its caption below, and where it comes from."""

from msgspec.structs import replace

from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.chart import Chart, Picture
from reportgen.model.facts import ChartFacts
from reportgen.model.looks import SIDE_GAP
from reportgen.resolve.charts import chart_of, drawn_chart, own_chart
from reportgen.resolve.citations import Citations
from reportgen.resolve.inlines import InlineResolver, words_of
from reportgen.resolve.references import source_name
from reportgen.resolve.targets import Target

_SOURCE = "资料来源："
_SHARE_HIGH = 780
"""Height of a narrow chart, in thousandths of its width."""


def chart_figure(
    spec: src.ChartSpec, facts: ChartFacts, target: Target, inlines: InlineResolver
) -> doc.Figure:
    """Return a declared chart; its numbers stand in the figure, not in the section."""
    caption = doc.Caption(target.label, inlines.pieces_at(spec.title, target.anchor))
    chart = chart_of(spec, facts, words_of(caption.content), target.anchor)
    source = source_line(spec.cite, target.anchor, inlines)
    return doc.Figure(chart, caption, source, chart.alt, target.anchor)


def own_figure(
    spec: src.ChartSpec, picture: Picture, target: Target, inlines: InlineResolver
) -> doc.Figure:
    """Return a figure that the author drew."""
    caption = doc.Caption(target.label, inlines.pieces_at(spec.title, target.anchor))
    chart = own_chart(spec, picture, target.anchor)
    source = source_line(spec.cite, target.anchor, inlines)
    return doc.Figure(chart, caption, source, chart.alt, target.anchor)


def image_figure(
    block: src.ImageBlock, image: src.ImageFile | Picture, target: Target, inlines: InlineResolver
) -> doc.Figure:
    """Return a picture of the report's folder; a source is part of its caption."""
    caption = doc.Caption(target.label, inlines.pieces_at(block.caption, target.anchor))
    alt = block.alt.strip() or words_of(caption.content) or target.label
    content = drawn_chart(image, target.anchor, alt) if isinstance(image, Picture) else image
    return doc.Figure(content, caption, (), alt, target.anchor, block.share)


def narrowed(figure: doc.Figure, count: int) -> doc.Figure:
    """Return ``figure`` drawn to stand beside others, ``count`` in all: words keep their size."""
    chart = figure.content
    if not isinstance(chart, Chart) or chart.drawing is not None:
        return figure
    width = (chart.width - (count - 1) * SIDE_GAP) // count
    height = width * _SHARE_HIGH // 1000
    return replace(figure, content=replace(chart, width=width, height=height))


def source_line(cite: src.Inlines, place: str, inlines: InlineResolver) -> doc.Pieces:
    """Return ``资料来源：…``: the author's words, or the names of what is cited, with marks.

    Marks that name their source need no name beside them.
    """
    pieces = inlines.pieces_at(cite, place)
    words = words_of(pieces).strip()
    if words:
        return pieces if words.startswith(_SOURCE[:-1]) else (doc.Run(_SOURCE), *pieces)
    marks = tuple(piece for piece in pieces if isinstance(piece, doc.CitationMark | doc.NoteMark))
    if not marks:
        return ()
    if inlines.citations.style.is_by_author:
        return (doc.Run(_SOURCE), *pieces)
    return (doc.Run(_SOURCE + "，".join(_names(marks, inlines.citations))), *marks)


def _names(marks: doc.Pieces, citations: Citations) -> list[str]:
    """Return the names of what ``marks`` cite, in the order of their numbers."""
    cited = {number: key for key, number in citations.numbers.items()}
    cites = (mark for mark in marks if isinstance(mark, doc.CitationMark))
    numbers = sorted({number for mark in cites for number in mark.entries})
    keys = [cited[number] for number in numbers]
    notes = (mark.note for mark in marks if isinstance(mark, doc.NoteMark))
    keys += [citations.noted[note] for note in notes if note in citations.noted]
    names = (source_name(citations.references[key]) for key in keys)
    return list(dict.fromkeys(filter(None, names)))
