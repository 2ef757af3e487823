"""Tables as Word's own: true column widths, merged cells, heads that are repeated."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from reportgen.model import document as doc
from reportgen.model.brand import CELL_ABOVE, CELL_SIDE, StyleRole, TableKind
from reportgen.model.length import Length, pt, twips
from reportgen.model.page import TableLayout
from reportgen.model.pattern import pattern
from reportgen.model.report import Align
from reportgen.model.spans import first_columns
from reportgen.write_docx.captions import table_caption, words_under
from reportgen.write_docx.columns import ends_blank, width
from reportgen.write_docx.inlines import inline_xml, printed_words
from reportgen.write_docx.markup import escape, value
from reportgen.write_docx.paragraphs import Format, blank, holds_high
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.table_styles import (
    HAIR,
    HAIR_RULE,
    TABLE,
    head_rule,
    head_shading,
    rule_colour,
    words_style,
)
from reportgen.write_docx.theme import border, shading

_ALIGNMENTS = {
    Align.START: "left",
    Align.CENTER: "center",
    Align.END: "right",
    Align.DECIMAL: "right",
}
_TWIP = pt(1) // 20
_SLACK = pt(0.3)
"""What rounding to twips may take from a line that just fits."""
_END = "</w:p></w:tc>"
_FIGURES = pattern(r"[+\-−]?[0-9][0-9.,]*%?")


def table_blocks(table: doc.Table, place: Place, story: Story) -> list[str]:
    """Return the caption with the unit, the table, its notes and its source."""
    least = story.brand.styles[StyleRole.BODY].leading // 2
    if table.caption or table.unit:
        parts = table_caption(table, place, story, least)
    else:
        parts = [place.page.gap(least)]
    parts.append(_Writer(table, place, story).xml())
    # Without a paragraph between them, Word joins tables that follow each other.
    return [*parts, *(words_under(table, place, story) or [blank(least)])]


class _Piece(NamedTuple):
    """A cell as one row shows it: its first row has the words, the others only go on."""

    cell: doc.Cell
    column: int
    is_first: bool
    is_last: bool
    inset: Length
    """What a number stands away from the right, so that its point is under those above."""


def _whole(cell: doc.Cell, column: int, inset: Length) -> _Piece:
    return _Piece(cell, column, is_first=True, is_last=True, inset=inset)


class _Line(NamedTuple):
    """A row with all that stands in it, from the left."""

    pieces: Sequence[_Piece]
    """Where cells are merged; else the row has as many cells as there are columns."""
    row: doc.Row
    number: int
    kind: doc.RowKind
    is_head: bool
    is_joined: bool
    """Whether a merged cell goes on in the next row."""
    anchor: str
    """What leads to it."""


class _RowLook(NamedTuple):
    """What the cells of a row have in common."""

    is_head: bool
    of_head: int
    """Which row of the head it is, from the last (0) back."""
    keeps: bool
    is_parted: bool
    """Whether a rule stands above it."""
    is_dark: bool
    is_first: bool
    is_spanned: bool
    """Whether a rule stands under a cell over several columns."""


class _Writer:
    """Writes one table."""

    def __init__(self, table: doc.Table, place: Place, story: Story) -> None:
        self._table = table
        self._place = place
        self._story = story
        self._layout = story.layout.tables[table.anchor]
        self._edges = _edges(self._layout, place.measure)
        has_head = any(cell.content for row in table.head for cell in row.cells)
        self._heads = len(table.head) if has_head else 0
        self._skipped = 0 if has_head else len(table.head)
        self._lines = _lines(table, self._layout)[self._skipped :]
        self._dark = frozenset(_every_other(self._lines, self._heads))
        self._usual = HAIR_RULE if story.brand.table.kind is TableKind.GRID else 0
        """The rule that the table's style itself makes room for under each row."""
        self._starts: dict[_RowLook, dict[tuple[object, ...], str]] = {}

    def xml(self) -> str:
        """Return the table."""
        edges, table = self._edges, self._table
        grid = "".join(f'<w:gridCol w:w="{end - start}"/>' for start, end in pairwise(edges))
        title = escape(printed_words(table.caption.content)) if table.caption else ""
        caption = value("tblCaption", title) if title else ""
        # A head of several rows looks as its cells say: the style knows the first row only.
        first = int(self._heads == 1)
        look = f"{0x0400 + 0x20 * first:04X}"
        rows = "".join(self._row(number, line) for number, line in enumerate(self._lines))
        return (
            f"<w:tbl><w:tblPr>{value('tblStyle', TABLE)}"
            f'<w:tblW w:w="{edges[-1]}" w:type="dxa"/>'
            f'<w:tblInd w:w="{twips(self._place.left)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="{look}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0"'
            f' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{caption}'
            f"{value('tblDescription', escape(self._described()))}</w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _described(self) -> str:
        """Return what the table holds, for those who only hear of it."""
        rows, columns = len(self._table.rows), len(self._edges) - 1
        heads = (printed_words(c.content) for row in self._table.head for c in row.cells)
        names = "、".join(filter(None, heads))
        return f"{rows}行{columns}列" + (f"：{names}" if names else "")

    def _row(self, number: int, line: _Line) -> str:
        head = "<w:tblHeader/>" if line.is_head else ""
        look = _RowLook(
            line.is_head,
            number + 1 - self._heads if line.is_head else 0,
            number + self._skipped in self._layout.keeps,
            not line.is_head and self._is_parted(number, line),
            number in self._dark,
            not number,
            self._is_spanned(line),
        )
        starts = self._starts.setdefault(look, {})
        if line.pieces:
            cells = "".join([self._cell(piece, look, starts) for piece in line.pieces])
        else:
            cells = "".join(self._plain_cells(line, look, starts))
        if line.anchor:
            cells = self._named(cells, line.anchor)
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"

    def _named(self, cells: str, anchor: str) -> str:
        """Return ``cells`` with a bookmark where the row begins: a link leads there."""
        opening, paragraph, rest = cells.partition("<w:p>")
        properties, end, words = rest.partition("</w:pPr>")
        mark = self._story.bookmarks.wrap(self._story.bookmark(anchor), "")
        return f"{opening}{paragraph}{properties}{end}{mark}{words}"

    def _plain_cells(
        self, line: _Line, look: _RowLook, starts: dict[tuple[object, ...], str]
    ) -> Iterator[str]:
        """Yield the cells of a row without merged ones, the figures the short way.

        Long tables are made of figures.
        """
        insets, number = self._layout.insets, line.number
        for column, cell in enumerate(line.row.cells):
            content, inset = cell.content, insets.get((number, column), 0)
            words = self._figures(content[0]) if len(content) == 1 else ""
            if not words:
                yield self._cell(_whole(cell, column, inset), look, starts)
                continue
            key = column, inset, cell.align, cell.hue
            start = starts.get(key)
            if start is None:
                start = starts[key] = self._start(_whole(cell, column, inset), look, opens=False)
            yield f"{start}{words}{_END}"

    def _cell(self, piece: _Piece, look: _RowLook, starts: dict[tuple[object, ...], str]) -> str:
        cell, column, is_first, is_last, inset = piece
        words, opens, hang = "", False, 0
        content = cell.content if is_first else ()
        if content:
            words = self._figures(content[0]) if len(content) == 1 else ""
            if not words:
                words = inline_xml(content, self._story)
                opens = holds_high(words)
                hang = self._hang(piece, look)
        spans = cell.columns, cell.rows
        key = (column, is_first, is_last, inset, spans, cell.align, cell.hue, opens, hang)
        start = starts.get(key)
        if start is None:  # written once, not once a cell: tables may be long
            hung = piece._replace(inset=inset - hang)
            start = starts[key] = self._start(hung, look, opens=opens)
        return f"{start}{words}{_END}"

    def _hang(self, piece: _Piece, look: _RowLook) -> Length:
        """Return how far a line may reach beyond its cell: a mark at its end is half a blank.

        Our lines end with its ink; in Word the blank would part a line that just fits.
        """
        words = printed_words(piece.cell.content)
        if not ends_blank(words):
            return 0
        role = StyleRole.TABLE_HEAD if look.is_head else StyleRole.TABLE_CELL
        size = self._story.size(role) * self._layout.scale // 1000
        across = self._edges[piece.column + piece.cell.columns] - self._edges[piece.column]
        room = across * _TWIP - 2 * CELL_SIDE
        return size // 2 + _SLACK if width(words, size) - size <= room else 0

    def _figures(self, piece: doc.Piece) -> str:
        """Return a plain number as a run, or nothing when it is anything else."""
        if not isinstance(piece, doc.Run) or not _FIGURES.fullmatch(piece.text):
            return ""
        number = piece.number
        has_look = piece.strong or piece.emphasis or piece.code or piece.script
        if has_look or (number is not None and self._story.is_metric(number)):
            return ""
        return f"<w:r><w:t>{piece.text}</w:t></w:r>"

    def _start(self, piece: _Piece, look: _RowLook, *, opens: bool) -> str:
        """Return a cell up to its words."""
        cell = piece.cell
        width = self._edges[piece.column + cell.columns] - self._edges[piece.column]
        span = value("gridSpan", cell.columns) if cell.columns > 1 else ""
        merge = middle = ""
        if cell.rows > 1:
            merge = value("vMerge", "restart") if piece.is_first else "<w:vMerge/>"
            middle = value("vAlign", "center")
        role = StyleRole.TABLE_HEAD if look.is_head else StyleRole.TABLE_CELL
        form = Format(
            words_style(role, self._layout.scale),
            keep_next=look.keeps,
            alignment=_ALIGNMENTS[cell.align],
            left=self._lead(piece),
            right=piece.inset,
            opens=opens,
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
            f"{self._look(piece, look)}{self._margins(look)}{middle}</w:tcPr><w:p>{form.xml()}"
        )

    def _margins(self, look: _RowLook) -> str:
        """Return smaller blanks where a rule stands: Word makes a row higher by its rules."""
        style = self._story.brand.table
        over = style.outer if look.is_first else HAIR_RULE if look.is_parted else 0
        under = self._usual
        if look.is_head and not look.of_head:
            under = style.inner
        elif look.is_spanned:
            under = HAIR_RULE
        if (over, under) == (0, self._usual):
            return ""
        blanks = (("top", CELL_ABOVE - over), ("bottom", CELL_ABOVE - under))
        sides = (f'<w:{side} w:w="{twips(max(0, room))}" w:type="dxa"/>' for side, room in blanks)
        return f"<w:tcMar>{''.join(sides)}</w:tcMar>"

    def _lead(self, piece: _Piece) -> Length:
        is_words = piece.cell.align is Align.START and piece.cell.columns == 1
        return self._layout.leads.get(piece.column, 0) if is_words else 0

    def _is_spanned(self, line: _Line) -> bool:
        is_grid = self._story.brand.table.kind is TableKind.GRID
        return line.is_head and not is_grid and any(each.cell.columns > 1 for each in line.pieces)

    def _is_parted(self, number: int, line: _Line) -> bool:
        """Tell whether a rule parts a row from what is above it: a title, a total, joined rows."""
        if number == self._heads or self._story.brand.table.kind is TableKind.GRID:
            return False
        return line.kind is not doc.RowKind.PLAIN or self._is_border(number)

    def _is_border(self, number: int) -> bool:
        """Tell whether rows that merged cells join begin or end above this one."""
        above = self._lines[number - 1]
        was_joined = number > self._heads + 1 and self._lines[number - 2].is_joined
        return not above.is_joined and (self._lines[number].is_joined or was_joined)

    def _look(self, piece: _Piece, look: _RowLook) -> str:
        """Return the rules and the tint that the table's style does not give."""
        brand, cell = self._story.brand, piece.cell
        palette, kind = brand.palette, brand.table.kind
        rules = tint = ""
        if look.is_head and self._heads > 1:
            tint = head_shading(brand)
            if look.of_head + (cell.rows - 1 if piece.is_first else 0) == 0:
                rules = head_rule(brand) if piece.is_last else ""
            elif cell.columns > 1 and kind is not TableKind.GRID:
                rules = border("bottom", HAIR, rule_colour(brand), palette)
        elif not look.is_head:
            if look.is_parted and piece.is_first:
                rules = border("top", HAIR, palette.rule, palette)
            if cell.hue is not None:
                tint = shading(palette.wash(cell.hue), palette)
            elif kind is TableKind.BANDED and look.is_dark:
                tint = shading(palette.tint, palette)
        return (f"<w:tcBorders>{rules}</w:tcBorders>" if rules else "") + tint


def _every_other(lines: Sequence[_Line], heads: int) -> Iterator[int]:
    """Yield the rows on a tint where every other one is; rows that are joined share theirs."""
    is_dark = False
    for number in range(heads, len(lines)):
        if number > heads and not lines[number - 1].is_joined:
            is_dark = not is_dark
        if is_dark:
            yield number


def _edges(layout: TableLayout, measure: Length) -> list[int]:
    """Return where the columns begin and end in twips, as wide as there is room here."""
    whole = sum(layout.widths)
    return [twips(edge * measure // whole) for edge in accumulate(layout.widths, initial=0)]


def _lines(table: doc.Table, layout: TableLayout) -> list[_Line]:
    """Return the rows; where each has as many cells as there are columns, none is merged."""
    rows, heads = (*table.head, *table.rows), len(table.head)
    count = len(layout.widths)
    if any(len(row.cells) != count for row in rows):
        return _merged_lines(rows, layout, heads)
    return [
        _Line(
            (),
            row,
            number,
            row.kind,
            number < heads,
            is_joined=False,
            anchor=row.anchor,
        )
        for number, row in enumerate(rows)
    ]


def _merged_lines(rows: Sequence[doc.Row], layout: TableLayout, heads: int) -> list[_Line]:
    lines: list[_Line] = []
    open_cells: list[tuple[int, _Piece]] = []
    for number, (row, columns) in enumerate(
        zip(rows, first_columns([row.cells for row in rows]), strict=True)
    ):
        pieces = [
            _Piece(each.cell, each.column, is_first=False, is_last=end == number + 1, inset=0)
            for end, each in open_cells
        ]
        for place, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            inset = layout.insets.get((number, place), 0)
            piece = _Piece(cell, column, is_first=True, is_last=cell.rows == 1, inset=inset)
            pieces.append(piece)
            if cell.rows > 1:
                open_cells.append((number + cell.rows, piece))
        open_cells = [(end, piece) for end, piece in open_cells if end > number + 1]
        pieces.sort(key=lambda piece: piece.column)
        lines.append(
            _Line(pieces, row, number, row.kind, number < heads, bool(open_cells), row.anchor)
        )
    return lines
