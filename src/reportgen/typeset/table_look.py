"""Looks of a table: rules and tints behind its cells, by the brand."""

from collections.abc import Sequence
from typing import NamedTuple

from reportgen.model.brand import CELL_SIDE, Brand, Colour, TableKind
from reportgen.model.document import RowKind
from reportgen.model.length import Length, pt
from reportgen.typeset.cells import SetCell
from reportgen.typeset.grid import GridRow
from reportgen.typeset.setting import Surround
from reportgen.typeset.strip import Mark, Rule

_HAIR = pt(0.5)


class Box(NamedTuple):
    """Where a cell stands in its strip."""

    x: Length
    y: Length
    width: Length
    height: Length


class Look:
    """The rules and tints of one table; ``joined`` are its rows by what merged cells join."""

    def __init__(
        self, brand: Brand, within: Surround, columns: int, joined: Sequence[tuple[int, int]]
    ) -> None:
        style, palette = brand.table, brand.palette
        self.thick = style.outer
        self.thin = style.inner
        self._rule_colour = style.rule or palette.primary
        self._line_colour = palette.rule
        self._head_tint = (style.head or palette.tint) if style.is_head_tinted else None
        self._band = palette.tint
        self._palette = palette
        self._kind = style.kind
        self._within = within
        self._columns = columns
        self._borders = frozenset(
            edge for first, end in joined if end - first > 1 for edge in (first, end)
        )
        """Rows of the body where rows that merged cells join begin or end."""
        self._dark = frozenset(row for each in joined[1::2] for row in range(*each))
        """Rows of the body on a tint where every other one is."""

    def rule(self, y: Length, thickness: Length, colour: Colour | None = None) -> Rule:
        """Return a rule as wide as the table."""
        within = self._within
        return Rule(within.x, y, within.width, thickness, colour or self._rule_colour)

    def closing(self) -> Rule:
        """Return the rule under a page that is not the last of its table."""
        return self.rule(0, _HAIR)

    def behind(self, row: GridRow, number: int, y: Length, height: Length) -> list[Mark]:
        """Return the tint behind a row; ``number`` counts the rows of the body."""
        if row.is_head:
            return [self.rule(y, height, self._head_tint)] if self._head_tint else []
        is_dark = self._kind is TableKind.BANDED and number in self._dark
        return [self.rule(y, height, self._band)] if is_dark else []

    def above(self, row: GridRow, number: int, y: Length) -> list[Mark]:
        """Return the rule that parts titles, totals and joined rows from what is above them."""
        is_parted = row.kind is not RowKind.PLAIN or number in self._borders
        if row.is_head or not is_parted or self._kind is TableKind.GRID or not number:
            return []
        return [self.rule(y, _HAIR, self._line_colour)]

    def tint(self, cell: SetCell, box: Box) -> list[Mark]:
        """Return the colour behind a marked number; the rules of its neighbours stand on it."""
        hue = cell.cell.hue
        return [] if hue is None else [Rule(*box, self._palette.wash(hue))]

    def cell(self, cell: SetCell, box: Box, *, is_head: bool, is_end: bool = True) -> list[Mark]:
        """Return what stands round a cell."""
        marks: list[Mark] = []
        if self._kind is TableKind.GRID:
            marks += self._frame(cell, box, is_end=is_end)
        elif is_head and cell.cell.columns > 1 and cell.cell.columns < self._columns:
            # A head over several columns shows which they are.
            y, width = box.y + box.height - _HAIR, box.width - 2 * CELL_SIDE
            marks.append(Rule(box.x + CELL_SIDE, y, width, _HAIR, self._rule_colour))
        return marks

    def _frame(self, cell: SetCell, box: Box, *, is_end: bool) -> list[Mark]:
        sides = [box.x] if cell.column == 0 else []
        sides.append(box.x + box.width - (_HAIR if self._is_last(cell) else 0))
        lines = [Rule(x, box.y, _HAIR, box.height, self._line_colour) for x in sides]
        if is_end:
            y = box.y + box.height - _HAIR
            lines.append(Rule(box.x, y, box.width, _HAIR, self._line_colour))
        return list(lines)

    def _is_last(self, cell: SetCell) -> bool:
        return cell.column + cell.cell.columns == self._columns
