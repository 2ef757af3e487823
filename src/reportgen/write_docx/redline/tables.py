"""Tables of two documents in one: rows that came, rows that are gone, cells that changed."""

from collections.abc import Sequence
from typing import Protocol

from reportgen.compare import Item, Pair, paired
from reportgen.model.pattern import pattern
from reportgen.write_docx.redline.elements import Element, cells, rows, words
from reportgen.write_docx.redline.tracked import Change, Tracker, cell_parts, row_parts

_SHAPE = pattern(r"<w:(?:gridSpan|vMerge)[^<>]*/>")
_WIDTH = pattern(r'(?<=<w:tcW w:w=")\d+')
_COLUMN = pattern(r'<w:gridCol w:w="(\d+)"/>')
_GRID_END = "</w:tblGrid>"
_MERGED = "<w:vMerge"


class Flows(Protocol):
    """What merges the words of cells."""

    tracker: Tracker

    def flow(self, old: str, new: str, *, has_end: bool = False) -> str:
        """Return two flows as one."""


def merged_table(old: Element, new: Element, flows: Flows) -> str:
    """Return two tables as one; if their columns are not the same, one after the other."""
    head, end, body = new.inside.partition(_GRID_END)
    old_head, _, old_body = old.inside.partition(_GRID_END)
    grid = _COLUMN.findall(head)
    was, now = rows(old_body), rows(body)
    pairs = paired([_item(row) for row in was], [_item(row) for row in now])
    is_uneven = any(a is None or b is None for a, b in pairs)
    if len(grid) != len(_COLUMN.findall(old_head)) or (
        is_uneven and (_MERGED in body or _MERGED in old_body)
    ):
        return _replaced(old, new, flows.tracker)
    made = "".join(_row(pair, was, now, grid, flows) for pair in pairs)
    return f"{new.opening}{head}{end}{made}{new.closing}"


def _replaced(old: Element, new: Element, tracker: Tracker) -> str:
    """Return the old table and the new one; Word joins tables with nothing between them.

    The paragraph that parts them came and is gone again: it is in neither document.
    """
    between = tracker.properties(tracker.properties("", Change.DELETED), Change.INSERTED)
    gone = tracker.block(old, Change.DELETED)
    return f"{gone}<w:p>{between}</w:p>{tracker.block(new, Change.INSERTED)}"


def _item(row: Element) -> Item:
    found = [words(cell.inside) for cell in cells(row.inside)]
    shape = "".join(_SHAPE.findall(row.inside)) + str(len(found))
    shape += "§" if "<w:tblHeader/>" in row.inside else ""
    whole = "\t".join(found)
    return Item(shape, f"{shape} {whole}", whole, found[0] if found else "")


def _row(
    pair: Pair, was: Sequence[Element], now: Sequence[Element], grid: list[str], flows: Flows
) -> str:
    old = None if pair[0] is None else was[pair[0]]
    new = None if pair[1] is None else now[pair[1]]
    if old is None:
        return "" if new is None else flows.tracker.row(new, Change.INSERTED)
    if new is None:
        return _fitted(flows.tracker.row(old, Change.DELETED), grid)
    properties, inside = row_parts(new)
    before = cells(old.inside)
    made = []
    for a, b in zip(before, cells(inside), strict=True):
        look, words_now = cell_parts(b)
        flow = flows.flow(cell_parts(a)[1], words_now, has_end=True)
        made.append(f"{b.opening}{look}{flow}{b.closing}")
    return f"{new.opening}{properties}{''.join(made)}{new.closing}"


def _fitted(row: str, grid: list[str]) -> str:
    """Return a row that is gone, as wide as the table now is."""
    widths = iter(grid)
    return _WIDTH.sub(lambda _: next(widths), row) if row.count("<w:tcW ") == len(grid) else row
