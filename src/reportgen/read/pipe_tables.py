"""Typed tables: Markdown's rows, with merged cells and heads of several rows."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from reportgen.diag import Code, Sink, Span
from reportgen.model.report import Align, PipeTable, TypedCell
from reportgen.read.excerpt import Excerpt
from reportgen.read.inline import read_inlines
from reportgen.read.table_cells import row_cells, spare_cell
from reportgen.read.table_merges import mark_of, merge
from reportgen.read.table_options import Options
from reportgen.read.token_groups import groups

_ALIGNS = {
    "text-align:left": Align.START,
    "text-align:center": Align.CENTER,
    "text-align:right": Align.END,
}


def read_table(
    inside: list[Token], excerpt: Excerpt, span: Span, options: Options | None, sink: Sink
) -> PipeTable:
    """Return the table whose tokens are ``inside``; they were typed in ``excerpt``."""
    rows: list[list[Excerpt]] = []
    aligns: tuple[Align | None, ...] = ()
    for opening, cells in _rows(inside):
        number = (opening.map or [0])[0]
        contents = [token.content for token in cells if token.type == "inline"]
        rows.append(row_cells(excerpt, number, contents))
        spare = spare_cell(excerpt, number, contents)
        if spare is not None:  # Markdown drops it without a word
            sink.add(Code.ROW_TOO_LONG, spare.place, text=spare.text, columns=len(contents))
        if not aligns:
            heads = [token for token in cells if token.type == "th_open"]
            aligns = tuple(_ALIGNS.get(str(token.attrs.get("style", ""))) for token in heads)
    return _table(rows, aligns, span, options, sink)


def _rows(inside: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    for part, rows in groups(inside):
        if part.type in {"thead_open", "tbody_open"}:
            yield from groups(rows)


def _table(
    rows: Sequence[Sequence[Excerpt]],
    aligns: tuple[Align | None, ...],
    span: Span,
    options: Options | None,
    sink: Sink,
) -> PipeTable:
    """Return the table of ``rows``; the first of them, or as many as asked for, are its head."""
    heads = options.head_rows if options else 1
    if options and heads > len(rows):
        place = options.words["head_rows"].place
        sink.add(Code.HEAD_ROWS, place, wanted=heads, rows=len(rows))
        heads = 1
    if options and options.frame.widths and len(options.frame.widths) != len(rows[0]):
        place = options.words["widths"].place
        shares, columns = len(options.frame.widths), len(rows[0])
        sink.add(Code.WIDTHS_DIFFER, place, shares=shares, columns=columns)
    merged = merge([[mark_of(cell.text.strip()) for cell in row] for row in rows], heads)
    for row, column in merged.faults:
        cell = rows[row][column]
        sink.add(Code.BAD_MERGE, cell.place, mark=cell.text.strip())
    typed = [
        tuple(
            TypedCell(read_inlines(cell, sink), *merged.sizes[number, column])
            for column, cell in enumerate(row)
            if (number, column) in merged.sizes
        )
        for number, row in enumerate(rows)
    ]
    head, body = tuple(typed[:heads]), tuple(typed[heads:])
    if options:
        return PipeTable(head, body, aligns, span, options.frame)
    return PipeTable(head, body, aligns, span)
