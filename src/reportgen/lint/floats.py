"""F01, F03: a figure or table is mentioned in the text and says where its data come from."""

from collections.abc import Iterator

from reportgen.diag import Code, Sink, Span
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.chart import Chart
from reportgen.model.pattern import pattern
from reportgen.model.walk import printed_blocks, text_inlines, written_blocks

_TYPED_LABEL = pattern(r"[图表]\s?[A-Z]*\d+")


def find_silent_floats(report: src.Report, document: doc.Document, sink: Sink) -> None:
    """Report figures and tables that no sentence mentions, or that have no source line."""
    pointed, typed = _mentioned(report)
    places = dict(_placed(report))
    written = written_blocks(report.blocks)
    images = {f"fig-{block.key}" for block in written if isinstance(block, src.ImageBlock)}
    told: set[Span] = set()
    for block in printed_blocks(document.body):
        if not isinstance(block, doc.Figure | doc.Table) or block.caption is None:
            continue
        span = places.get(block.anchor)
        if span is None or span in told:  # a second one of the same key, or of the same row
            continue
        told.add(span)
        label, key = block.caption.label, block.anchor
        if key not in pointed and label not in typed:
            sink.add(Code.FIGURE_NOT_MENTIONED, span, label=label, pointer=_pointer(key, span))
        is_from_data = key not in images and (
            isinstance(block, doc.Table) or isinstance(block.content, Chart)
        )
        if is_from_data and not block.source:
            name = _typed(key, span).partition("-")[2]
            sink.add(Code.SOURCE_LINE_MISSING, span, label=label, key=name)


def _typed(key: str, span: Span) -> str:
    """Return ``key`` as its author knows it: the copies of a repeated one have numbers."""
    start = span.column - 1
    word = span.source.line(span.line)[start : start + span.length]
    prefix, _, name = key.partition("-")
    return f"{prefix}-{word}" if name.startswith(f"{word}-") else key


def _pointer(key: str, span: Span) -> str:
    """Return how a sentence points to ``key``; behind Chinese a bare key needs ASCII."""
    typed = _typed(key, span)
    return f"@{typed}" if typed.isascii() else f"{{@{typed}}}"


def _mentioned(report: src.Report) -> tuple[set[str], set[str]]:
    """Return the keys that the text points to, and the labels that it types out."""
    pointed: set[str] = set()
    typed: set[str] = set()
    for inline in text_inlines(report):
        if isinstance(inline, src.CrossRef):
            pointed.add(inline.key)
        elif isinstance(inline, src.Text):
            typed.update("".join(label.split()) for label in _TYPED_LABEL.findall(inline.text))
    return pointed, typed


def table_places(report: src.Report) -> Iterator[tuple[str, Span]]:
    """Yield where the author placed each table, by its anchor."""
    typed = 0
    for block in written_blocks(report.blocks):
        match block:
            case src.TableRef():
                yield f"tbl-{block.key}", block.span
            case src.PipeTable():
                typed += 1
                yield f"table-{typed}", block.span
                if block.frame.key:
                    yield f"tbl-{block.frame.key}", block.span
            case _:
                pass


def _placed(report: src.Report) -> Iterator[tuple[str, Span]]:
    """Yield where the author placed each figure and table, by its anchor."""
    for block in written_blocks(report.blocks):
        match block:
            case src.ChartRef():
                yield f"fig-{block.key}", block.span
            case src.TableRef():
                yield f"tbl-{block.key}", block.span
            case src.PipeTable() if block.frame.key:
                yield f"tbl-{block.frame.key}", block.span
            case src.ImageBlock() if block.key:
                yield f"fig-{block.key}", block.span
            case _:
                pass
