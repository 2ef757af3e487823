"""Tables: the grid of a Word table as a table of Markdown, merged cells and all."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.word.elements import Element

LEFT, ABOVE = "<", "^^"
_NUMBER = pattern(r"[▲▼\s]*[（(+\-−–]?[\d,.]+[%‰）)]*[\s\S]{0,3}|[—–-]|")
_MOST_COLUMNS = 64
_ALIGNED = {"center": ":-:", "right": "--:", "end": "--:"}


class Grid(Struct, frozen=True):
    """A table: typed cells by row, how many rows are its head, how columns are aligned."""

    rows: list[list[str]]
    heads: int
    marks: list[str]
    has_row_heads: bool


def grid_of(table: Element, typed: Callable[[Element], str]) -> Grid:
    """Return the grid of ``table``; ``typed`` gives a cell as Markdown on one line."""
    rows: list[list[str]] = []
    aligned: list[list[str]] = []
    heads = 0
    for row in rows_of(table):
        cells: list[str] = []
        sides: list[str] = []
        before = row.value("w:trPr", "w:gridBefore")
        cells += [""] * (min(int(before), _MOST_COLUMNS) if before.isdecimal() else 0)
        for cell in cells_of(row):
            merge = cell.child("w:tcPr", "w:vMerge")
            is_below = merge is not None and merge.get("w:val") != "restart" and bool(rows)
            words = ABOVE if is_below else typed(cell)
            cells += [words, *[ABOVE if is_below else LEFT] * (_span(cell) - 1)]
            sides += ["", *[""] * (_span(cell) - 1)]
            sides[-_span(cell)] = _side(cell)
        if heads == len(rows) and row.is_on("w:trPr", "w:tblHeader"):
            heads += 1
        rows.append(cells)
        aligned.append(sides)
    width = max(map(len, rows), default=0)
    rows = [[*cells, *[""] * (width - len(cells))] for cells in rows]
    look = table.child("w:tblPr", "w:tblLook")
    has_row_heads = look is not None and _is_first_column(look)
    heads = min(heads, len(rows) - 1) or 1
    return Grid(rows, heads, _marks(rows[heads:], aligned[heads:], width), has_row_heads)


def rows_of(table: Element) -> list[Element]:
    """Return the rows of ``table``, but those that tracked changes took out."""
    found = (each for each in _inside(table, "w:tr"))
    return [row for row in found if not row.child("w:trPr", "w:del")]


def cells_of(row: Element) -> list[Element]:
    """Return the cells of ``row``."""
    return _inside(row, "w:tc")


def _inside(here: Element, name: str) -> list[Element]:
    found: list[Element] = []
    for child in here.children:
        if child.name == name:
            found.append(child)
        elif child.name in {"w:sdt", "w:sdtContent", "w:customXml"}:
            found += _inside(child, name)
    return found


def _span(cell: Element) -> int:
    told = cell.value("w:tcPr", "w:gridSpan")
    return max(1, min(int(told), _MOST_COLUMNS)) if told.isdecimal() else 1


def _is_first_column(look: Element) -> bool:
    told = look.get("w:firstColumn")
    return told in {"1", "true"}


def _side(cell: Element) -> str:
    paragraph = cell.child("w:p")
    return "" if paragraph is None else paragraph.value("w:pPr", "w:jc")


def _marks(rows: Sequence[list[str]], aligned: Sequence[list[str]], width: int) -> list[str]:
    """Return the marks under the head; columns of numbers find their own place."""
    marks = []
    for column in range(width):
        words = [row[column] for row in rows if row[column] not in {LEFT, ABOVE}]
        sides = {row[column] for row in aligned if column < len(row)} - {""}
        is_counted = bool(words) and all(map(_NUMBER.fullmatch, words))
        side = sides.pop() if len(sides) == 1 and not is_counted else ""
        marks.append(_ALIGNED.get(side, "---"))
    return marks


def written(grid: Grid) -> list[str]:
    """Return ``grid`` as lines of Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in grid.rows]
    return [*lines[:1], f"|{'|'.join(grid.marks)}|", *lines[1:]]
