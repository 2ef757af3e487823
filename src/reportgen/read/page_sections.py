"""``::::{横页}`` and ``::::{分栏} 2``: what they ask for, and where they may stand."""

from reportgen.diag import Code, Sink, Span
from reportgen.model import report
from reportgen.model.report import Blocks
from reportgen.model.walk import blocks_in
from reportgen.read.excerpt import Excerpt

_COLUMNS = {"": 2, "2": 2, "3": 3, "二": 2, "三": 3, "两": 2}


def wide_section(title: Excerpt, blocks: Blocks, span: Span, sink: Sink) -> report.PageSection:
    """Return ``blocks`` on wide pages; the directive takes no words."""
    if title.text:
        sink.add(Code.NOT_YET, title.place, what=title.text)
    return report.PageSection(is_wide=True, columns=1, blocks=blocks, span=span)


def on_wide_page(blocks: Blocks, span: Span) -> Blocks:
    """Return ``blocks`` on a wide page of their own."""
    if not blocks:
        return ()
    return (report.PageSection(is_wide=True, columns=1, blocks=blocks, span=span),)


def column_section(title: Excerpt, blocks: Blocks, span: Span, sink: Sink) -> report.PageSection:
    """Return ``blocks`` in as many columns as ``title`` says: two, or three."""
    columns = _COLUMNS.get(title.text)
    if columns is None:
        place, known = title.place, "2、3"
        key = "columns / 分栏"
        sink.add(Code.UNKNOWN_VALUE, place, value=title.text, key=key, known=known, nearest="2")
    return report.PageSection(is_wide=False, columns=columns or 1, blocks=blocks, span=span)


def check_sections(
    blocks: Blocks, sink: Sink, *, is_outermost: bool = True, in_wide: bool = False
) -> None:
    """Report sections inside other blocks; only columns may stand inside a wide section."""
    for block in blocks:
        match block:
            case report.PageSection():
                if not (is_outermost or (in_wide and not block.is_wide)):
                    sink.add(Code.SECTION_INSIDE, block.span)
                wide = is_outermost and block.is_wide
                check_sections(block.blocks, sink, is_outermost=False, in_wide=wide)
            case report.When() | report.Each():
                check_sections(block.blocks, sink, is_outermost=is_outermost, in_wide=in_wide)
            case _:
                for inside in blocks_in(block):
                    check_sections(inside, sink, is_outermost=False)
