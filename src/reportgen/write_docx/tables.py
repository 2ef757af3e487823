"""Three-line tables: a table style, true column widths, a head that is repeated."""

from collections.abc import Sequence

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import Length, twips
from reportgen.model.report import Align
from reportgen.write_docx.captions import caption_words, source_paragraph, unit_paragraph
from reportgen.write_docx.inlines import inline_xml, printed_words
from reportgen.write_docx.markup import escape, value
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import SPACER, TABLE, style_id

_ALIGNMENTS = {Align.START: "left", Align.CENTER: "center", Align.END: "right"}
_SHORT = 12
"""Rows up to which a table is kept on one page."""
_CELL_MARGIN = 108
"""Twips at either side of a cell: Word's own."""
_HAN, _LATIN = 1.0, 0.55
"""Rough widths of a character in ems, to share the measure among the columns."""
_FIRST_WIDE = 0x2E80
_MIN_SHARE = 4
"""A column is never narrower than so many ems."""


def table_blocks(table: doc.Table, place: Place, story: Story) -> list[str]:
    """Return the caption, the unit, the table and its source."""
    parts = []
    if table.caption:
        words = caption_words(table.caption, table.anchor, story)
        form = Format(style_id(StyleRole.CAPTION), keep_next=True)
        parts.append(paragraph(place.opened(form), words))
    if table.unit:
        parts.append(unit_paragraph(table.unit, place))
    parts.append(_table(table, place, story))
    if table.source:
        parts.append(source_paragraph(table.source, place, story))
    else:
        # Word joins tables that follow each other without a paragraph between.
        parts.append(paragraph(Format(SPACER), ""))
    return parts


def column_widths(rows: Sequence[Sequence[str]], measure: int) -> list[int]:
    """Share ``measure`` among the columns by their longest words."""
    ems = [max(_MIN_SHARE, *map(_ems, column)) for column in zip(*rows, strict=True)]
    widths = [int(measure * share / sum(ems)) for share in ems]
    widths[-1] += measure - sum(widths)
    return widths


def _ems(words: str) -> float:
    return sum(_HAN if ord(character) >= _FIRST_WIDE else _LATIN for character in words) + 1


def _table(table: doc.Table, place: Place, story: Story) -> str:
    printed = [[printed_words(cell.content) for cell in row] for row in (table.head, *table.rows)]
    widths = column_widths(printed, twips(place.measure))
    title = escape(printed_words(table.caption.content) if table.caption else "")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    is_short = len(table.rows) <= _SHORT
    rows = [_row(table.head, widths, StyleRole.TABLE_HEAD, story, keep=True)]
    for number, cells in enumerate(table.rows, 1):
        is_last = number == len(table.rows)
        keep = bool(table.source) if is_last else is_short
        rows.append(_row(cells, widths, StyleRole.TABLE_CELL, story, keep=keep))
    described = f"{value('tblCaption', title)}{value('tblDescription', title)}" if title else ""
    return (
        f"<w:tbl><w:tblPr>{value('tblStyle', TABLE)}"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(place.left)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{described}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: tuple[doc.Cell, ...], widths: list[int], role: StyleRole, story: Story, *, keep: bool
) -> str:
    head = "<w:tblHeader/>" if role is StyleRole.TABLE_HEAD else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + paragraph(
            Format(style_id(role), keep_next=keep, alignment=_ALIGNMENTS[cell.align]),
            inline_xml(cell.content, story),
        )
        + "</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{made}</w:tr>"
