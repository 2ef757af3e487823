"""Grid: the cells of a table at their columns, and how wide the columns are."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import CELL_SIDE, SMALLER, Style, StyleRole
from reportgen.model.document import NoteMark, Row, RowKind, Table
from reportgen.model.length import Length, pt
from reportgen.model.page import TableLayout
from reportgen.model.report import Align
from reportgen.model.spans import first_columns
from reportgen.typeset.cells import ALIGNMENTS, Cells, SetCell
from reportgen.typeset.columns import share, spread, wished
from reportgen.typeset.line import Line
from reportgen.typeset.setting import Setting, Surround

_WHOLE = 1000
_LEAD = pt(8)
_SHORT = 7
"""A head of so many characters is not broken while the words of other columns can be."""
_AT_THE_RIGHT = frozenset({Align.END, Align.DECIMAL})


class GridRow(Struct, frozen=True):
    """A row whose cells are measured."""

    cells: tuple[SetCell, ...]
    kind: RowKind
    is_head: bool

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not any(each.measured.words.fragments for each in self.cells)


class PlacedLine(NamedTuple):
    """A line of a cell and how far it stands from the left of the table."""

    line: Line
    x: Length


class Grid:
    """The rows of a table, heads first, in columns that fill the measure."""

    def __init__(self, table: Table, within: Surround, setting: Setting) -> None:
        self._setting = setting
        self._heads = len(table.head)
        rows = (*table.head, *table.rows)
        columns = first_columns([row.cells for row in rows])
        for scale in (_WHOLE, *SMALLER):
            self._cells = Cells(setting, scale)
            self.rows = self._measured(rows, columns)
            self._leads = self._after_numbers() if scale == _WHOLE else {}
            self.widths = self._widths(table, within.width)
            if not self.widths and self._leads:
                self._leads = {}
                self.widths = self._widths(table, within.width)
            if self.widths:
                break
        else:
            hard = self._least(keeps_words=False)
            self.widths = share(hard, self._least(), within.width)
        self.edges = tuple(accumulate(self.widths, initial=within.x))
        self._rights = self._right_parts()
        setting.tables[table.anchor] = TableLayout(
            self.widths, scale, self._insets(), leads=self._leads
        )

    @property
    def heads(self) -> list[GridRow]:
        """The rows of the head."""
        return self.rows[: self._heads]

    @property
    def body(self) -> list[GridRow]:
        """The rows under the head."""
        return self.rows[self._heads :]

    def bare(self, row: GridRow) -> GridRow:
        """Return ``row`` without the marks of notes, which count anew on every page."""
        return replace(row, cells=tuple(map(self._bare, row.cells)))

    def left(self, cell: SetCell) -> Length:
        """Return where ``cell`` begins."""
        return self.edges[cell.column]

    def width(self, cell: SetCell) -> Length:
        """Return how wide ``cell`` is."""
        return self.edges[cell.column + cell.cell.columns] - self.edges[cell.column]

    def lines(self, cell: SetCell) -> list[PlacedLine]:
        """Return the lines of ``cell`` where they stand."""
        measured, lead = cell.measured, self._lead(cell)
        left, inner = self.left(cell) + lead, self.width(cell) - lead - 2 * CELL_SIDE
        lines = measured.lines
        if measured.natural > inner:
            lines = self._setting.lines(measured.words, inner, measured.style)
        elif cell.point is not None:
            x = left + CELL_SIDE + inner - self._rights[cell.column] - cell.point
            return [PlacedLine(lines[0], x)]
        return [PlacedLine(line, left + CELL_SIDE + _indent(cell, line, inner)) for line in lines]

    # ---- widths ------------------------------------------------------------------------------

    def _measured(self, rows: Sequence[Row], columns: Sequence[Sequence[int]]) -> list[GridRow]:
        head, cell = (
            self._setting.style(role) for role in (StyleRole.TABLE_HEAD, StyleRole.TABLE_CELL)
        )
        return [
            self._row(row, places, head if number < self._heads else cell, number < self._heads)
            for number, (row, places) in enumerate(zip(rows, columns, strict=True))
        ]

    def _row(self, row: Row, places: Sequence[int], style: Style, is_head: bool) -> GridRow:  # noqa: FBT001 - a fact of the row
        cells = zip(row.cells, places, strict=True)
        placed = self._cells.placed
        return GridRow(
            tuple(placed(cell, column, style) for cell, column in cells),
            row.kind,
            is_head,
        )

    def _widths(self, table: Table, measure: Length) -> tuple[Length, ...]:
        """Return the widths of the columns, or nothing when the words have to be smaller."""
        natural = self._natural()
        if not table.widths and sum(natural) <= measure:
            return share(natural, natural, measure)
        for least in (self._least(heads=True), self._least()):
            if sum(least) <= measure:
                if table.widths:
                    return wished(table.widths, least, measure)
                return share(least, natural, measure)
        return ()

    def _natural(self) -> list[Length]:
        widths = [0] * self._count()
        spans = []
        for row in self.rows:
            for each in row.cells:
                if each.cell.columns == 1:
                    wide = each.wide + self._lead(each)
                    widths[each.column] = max(widths[each.column], wide)
                else:
                    spans.append((each.column, each.cell.columns, each.wide))
        rights = self._right_parts()
        for row in self.rows:
            for each in row.cells:
                if each.point is not None:
                    wide = each.point + rights[each.column] + 2 * CELL_SIDE + 1
                    widths[each.column] = max(widths[each.column], wide)
        return spread(widths, sorted(spans, key=lambda span: span[1]))

    def _least(self, *, keeps_words: bool = True, heads: bool = False) -> list[Length]:
        """Return the narrowest columns; with ``heads``, short ones over numbers stay whole."""
        widths = [0] * self._count()
        spans = []
        rights = self._right_parts()
        for row in self.rows:
            for each in row.cells:
                least = self._cells.least(each, keeps_words=keeps_words) + self._lead(each)
                if each.point is not None:
                    least = max(least, each.point + rights[each.column] + 2 * CELL_SIDE + 1)
                if heads and row.is_head and _is_short(each):
                    least = each.wide
                if each.cell.columns == 1:
                    widths[each.column] = max(widths[each.column], least)
                else:
                    spans.append((each.column, each.cell.columns, least))
        return spread(widths, sorted(spans, key=lambda span: span[1]))

    def _after_numbers(self) -> dict[int, Length]:
        """Return the blank before columns of words that follow one of numbers: both would meet."""
        aligns: dict[int, set[Align]] = {}
        for row in self.body:
            for each in row.cells:
                if each.cell.columns == 1:
                    aligns.setdefault(each.column, set()).add(each.cell.align)
        return {
            column: _LEAD
            for column, own in aligns.items()
            if own == {Align.START} and aligns.get(column - 1, {Align.START}) <= _AT_THE_RIGHT
        }

    def _lead(self, each: SetCell) -> Length:
        is_words = each.cell.align is Align.START and each.cell.columns == 1
        return self._leads.get(each.column, 0) if is_words else 0

    def _count(self) -> int:
        cells = (each for row in self.rows for each in row.cells)
        return max((each.column + each.cell.columns for each in cells), default=0)

    def _bare(self, each: SetCell) -> SetCell:
        if not any(isinstance(piece, NoteMark) for piece in each.cell.content):
            return each
        content = tuple(p for p in each.cell.content if not isinstance(p, NoteMark))
        cell = replace(each.cell, content=content)
        style = self._setting.style(StyleRole.TABLE_HEAD)
        return self._cells.placed(cell, each.column, style)

    # ---- decimal points ------------------------------------------------------------------------

    def _right_parts(self) -> list[Length]:
        """Return what the numbers of each column need at the right of their points."""
        rights = [0] * self._count()
        for row in self.rows:
            for each in row.cells:
                if each.point is not None:
                    right = each.measured.natural - each.point
                    rights[each.column] = max(rights[each.column], right)
        return rights

    def _insets(self) -> dict[tuple[int, int], Length]:
        return {
            (number, place): inset
            for number, row in enumerate(self.rows)
            for place, each in enumerate(row.cells)
            if each.point is not None
            and (inset := self._rights[each.column] - each.measured.natural + each.point) > 0
        }


def _is_short(head: SetCell) -> bool:
    """Tell whether ``head`` is over numbers and better whole than in two lines."""
    measured = head.measured
    return head.cell.align in _AT_THE_RIGHT and measured.natural <= _SHORT * measured.style.size


def _indent(cell: SetCell, line: Line, inner: Length) -> Length:
    """Return how far a line stands in its cell; the width of a broken one is the cell's."""
    spare = max(0, inner - line.width)
    match ALIGNMENTS[cell.cell.align]:
        case "center":
            return spare // 2
        case "end":
            return spare
        case _:
            return 0
