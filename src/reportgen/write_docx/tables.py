"""Three-line tables: a table style, true column widths, a head that is repeated."""

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import Length, pt, twips
from reportgen.model.report import Align
from reportgen.write_docx.captions import source_paragraph, table_caption
from reportgen.write_docx.columns import Extent, extent, share
from reportgen.write_docx.inlines import inline_xml, printed_words
from reportgen.write_docx.markup import escape, value
from reportgen.write_docx.paragraphs import Format, spacer
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import CELL_SIDE, TABLE, style_id

_ALIGNMENTS = {Align.START: "left", Align.CENTER: "center", Align.END: "right"}
_POINT = pt(1)
_SHORT = 8
"""Rows up to which a table is kept on one page."""


def table_blocks(table: doc.Table, place: Place, story: Story) -> list[str]:
    """Return the caption with the unit, the table and its source."""
    blank = story.brand.styles[StyleRole.BODY].leading // 2
    if table.caption or table.unit:
        parts = table_caption(table, place, story, blank)
    else:
        parts = [place.page.gap(blank_beyond(blank, story))]
    parts.append(_table(table, place, story))
    # Without a paragraph between them, Word joins tables that follow each other.
    ending = source_paragraph(table.source, place, story) if table.source else spacer(blank)
    return [*parts, ending]


def blank_beyond(blank: Length, story: Story) -> Length:
    """Return what is lacking to ``blank`` under the text before: a table has no space above."""
    return max(_POINT, blank - story.brand.styles[StyleRole.BODY].space_after)


def _table(table: doc.Table, place: Place, story: Story) -> str:
    widths = [twips(width) for width in share(_extents(table, story), place.measure)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(table, widths, story))
    title = escape(printed_words(table.caption.content)) if table.caption else ""
    described = f"{value('tblCaption', title)}{value('tblDescription', title)}" if title else ""
    return (
        f"<w:tbl><w:tblPr>{value('tblStyle', TABLE)}"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(place.left)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{described}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _extents(table: doc.Table, story: Story) -> list[Extent]:
    size = story.brand.styles[StyleRole.TABLE_CELL].size
    columns = zip(table.head, *table.rows, strict=True)
    return [
        extent([(printed_words(cell.content), cell.align) for cell in column], size, CELL_SIDE)
        for column in columns
    ]


def _rows(table: doc.Table, widths: list[int], story: Story) -> list[str]:
    """Return the rows; a short table stays whole, and the last row stays with the source."""
    is_short = len(table.rows) <= _SHORT
    last = len(table.rows)
    # A form is written once, not once a cell: tables may be long.
    forms = {
        (role, align, keep): Format(style_id(role), keep_next=keep, alignment=place).xml()
        for role in (StyleRole.TABLE_HEAD, StyleRole.TABLE_CELL)
        for align, place in _ALIGNMENTS.items()
        for keep in (False, True)
    }
    made = []
    for number, cells in enumerate((table.head, *table.rows)):
        keep = bool(table.source) if number == last else is_short or number in (0, 1, last - 1)
        role = StyleRole.TABLE_CELL if number else StyleRole.TABLE_HEAD
        inside = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"<w:p>{forms[role, cell.align, keep]}{inline_xml(cell.content, story)}</w:p></w:tc>"
            for cell, width in zip(cells, widths, strict=True)
        )
        head = "" if number else "<w:tblHeader/>"
        made.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>")
    return made
