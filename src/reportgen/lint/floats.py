"""F01, F03: a figure or table is mentioned in the text and says where its data come from."""

from collections.abc import Iterator

from reportgen.diag import Code, Sink, Span
from reportgen.lint.walk import block_inlines
from reportgen.model import document as doc
from reportgen.model import report as src


def find_silent_floats(report: src.Report, document: doc.Document, sink: Sink) -> None:
    """Report figures and tables that no sentence mentions, or that have no source line."""
    mentioned = {i.key for i in block_inlines(report.blocks) if isinstance(i, src.CrossRef)}
    for block in document.body:
        if not isinstance(block, doc.Figure | doc.Table) or block.caption is None:
            continue
        span = _declared_at(block.anchor, report)
        if span is None:
            continue
        label = block.caption.label
        if block.anchor not in mentioned:
            sink.add(Code.FIGURE_NOT_MENTIONED, span, label=label, key=block.anchor)
        if not block.source and not _is_image(block):
            key = block.anchor.partition("-")[2]
            sink.add(Code.SOURCE_LINE_MISSING, span, label=label, key=key)


def _is_image(block: doc.Figure | doc.Table) -> bool:
    return isinstance(block, doc.Figure) and isinstance(block.content, src.ImageFile)


def _declared_at(anchor: str, report: src.Report) -> Span | None:
    """Return where the author placed the figure or table with ``anchor``."""
    return next((span for key, span in _placed(report.blocks) if key == anchor), None)


def _placed(blocks: src.Blocks) -> Iterator[tuple[str, Span]]:
    for block in blocks:
        match block:
            case src.ChartRef():
                yield f"fig-{block.key}", block.span
            case src.TableRef():
                yield f"tbl-{block.key}", block.span
            case src.ImageBlock():
                yield block.key, block.span
            case src.Quote() | src.Callout():
                yield from _placed(block.blocks)
            case src.ListBlock():
                for item in block.items:
                    yield from _placed(item)
            case _:
                pass
