"""Tags of a table: which cells head which (ISO 32000-1, 14.8.4.3.4; ISO 14289-1, 7.5)."""

from collections.abc import Iterator, Sequence

from reportgen.model.page import CellTag, Scope, Tag
from reportgen.typeset.cells import SetCell
from reportgen.typeset.grid import GridRow
from reportgen.typeset.strip import Story
from reportgen.typeset.structure import Tree

_PLAIN = CellTag()
_COLUMN_HEAD = CellTag(scope=Scope.COLUMN)


class TableTags:
    """Opens the rows and cells of one table; heads are named where scopes do not say enough."""

    def __init__(self, tree: Tree, element: int, anchor: str, heads: Sequence[GridRow]) -> None:
        self._tree = tree
        self._element = element
        self._anchor = anchor
        cells = [each.cell for row in heads for each in row.cells]
        self._is_named = len(heads) > 1 or any(cell.columns > 1 for cell in cells)
        self._by_column: dict[int, list[str]] = {}
        self._by_row: list[tuple[int, str]] = []
        """Heads of rows that still go on: the row after their last, their name."""

    def open(
        self, row: GridRow, number: int, *, has_row_heads: bool = False
    ) -> tuple[Story | None, ...]:
        """Open a row and its cells; ``number`` counts all rows of the table."""
        owner = self._tree.open(Tag.TABLE_ROW, self._element)
        self._by_row = [(end, name) for end, name in self._by_row if end > number]
        return tuple(
            Story(
                self._open(each, row, number, owner, is_corner=has_row_heads),
                each.measured.words.targets,
            )
            for each in row.cells
        )

    def _open(
        self, each: SetCell, row: GridRow, number: int, owner: int, *, is_corner: bool
    ) -> int:
        cell = each.cell
        is_head = row.is_head or cell.is_head
        if not self._is_named and cell.columns == cell.rows == 1:
            if not is_head:
                return self._tree.open(Tag.TABLE_CELL, owner)
            if row.is_head and not (is_corner and each.column == 0):
                return self._tree.open_cell(Tag.TABLE_HEAD, owner, _COLUMN_HEAD)
        name = f"{self._anchor}-{number}-{each.column}" if self._is_named and is_head else ""
        scope = None
        if is_head:
            scope = Scope.COLUMN if row.is_head else Scope.ROW
            if row.is_head and is_corner and each.column == 0:
                scope = Scope.BOTH
        heads = tuple(self._heads(each, row)) if self._is_named else ()
        tag = CellTag(cell.columns, cell.rows, scope, heads)
        if name:
            self._remember(each, row, number, name)
        kind = Tag.TABLE_HEAD if is_head else Tag.TABLE_CELL
        return self._tree.open_cell(kind, owner, None if tag == _PLAIN else tag, name)

    def _heads(self, each: SetCell, row: GridRow) -> Iterator[str]:
        """Yield the names of the cells above, and those at the left, that head ``each``."""
        columns = range(each.column, each.column + each.cell.columns)
        above = (name for column in columns for name in self._by_column.get(column, ()))
        yield from dict.fromkeys(above)
        if not row.is_head:
            yield from (name for _, name in self._by_row)

    def _remember(self, each: SetCell, row: GridRow, number: int, name: str) -> None:
        if not row.is_head:
            self._by_row.append((number + each.cell.rows, name))
            return
        for column in range(each.column, each.column + each.cell.columns):
            self._by_column.setdefault(column, []).append(name)
