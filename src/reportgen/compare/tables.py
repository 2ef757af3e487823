"""What changed between two tables of cells: rows by their names, columns by their heads."""

from collections.abc import Sequence

from reportgen.compare.tokens import steps
from reportgen.model.reason import CellChange, TableChange

Rows = Sequence[Sequence[str]]
_MOST_CELLS = 2_000_000
"""Larger tables are only said to differ."""


def compared(old: Rows, new: Rows, sheet: str = "") -> TableChange | None:
    """Return what changed from ``old`` to ``new``, heads first; nothing where nothing did."""
    if [list(row) for row in old] == [list(row) for row in new]:
        return None
    if sum(map(len, old)) + sum(map(len, new)) > _MOST_CELLS:
        return TableChange(sheet)
    was, now = _heads(old), _heads(new)
    gone, came, pairs = _paired(old[1:], new[1:])
    cells: list[CellChange] = []
    for a, b in pairs:
        name = b[0] if b and b[0] else str(len(cells) + 1)
        for column, at in now.items():
            before = was.get(column)
            if before is not None and (x := _cell(a, before)) != (y := _cell(b, at)):
                cells.append(CellChange(name, column, x, y))
    columns_came = tuple(each for each in now if each not in was)
    columns_gone = tuple(each for each in was if each not in now)
    return TableChange(
        sheet=sheet,
        cells=tuple(cells),
        rows_came=tuple(came),
        rows_gone=tuple(gone),
        columns_came=columns_came,
        columns_gone=columns_gone,
        is_reordered=not (cells or came or gone or columns_came or columns_gone),
    )


def _heads(rows: Rows) -> dict[str, int]:
    """Return the place of each column by its head; one that comes again counts."""
    found: dict[str, int] = {}
    for at, head in enumerate(rows[0] if rows else ()):
        name = head.strip() or f"#{at + 1}"
        found[name if name not in found else f"{name}#{at + 1}"] = at
    return found


def _paired(
    old: Rows, new: Rows
) -> tuple[list[str], list[str], list[tuple[Sequence[str], Sequence[str]]]]:
    """Return names of rows that are gone, that came, and the rows that are in both."""
    names = [_name(row) for row in old], [_name(row) for row in new]
    if all(len(set(each)) == len(each) and "" not in each for each in names):
        was, now = dict(zip(names[0], old, strict=True)), dict(zip(names[1], new, strict=True))
        pairs = [(was[name], now[name]) for name in now if name in was]
        return [n for n in was if n not in now], [n for n in now if n not in was], pairs
    return _aligned(old, new)


def _aligned(
    old: Rows, new: Rows
) -> tuple[list[str], list[str], list[tuple[Sequence[str], Sequence[str]]]]:
    """Pair rows whose names do not tell them apart: by what stands before and after."""
    gone, came, pairs = [], [], []
    was, now = ["\t".join(row) for row in old], ["\t".join(row) for row in new]
    for step in steps(was, now):
        if step.is_same:
            continue
        left, right = list(old[step.old : step.old_end]), list(new[step.new : step.new_end])
        both = min(len(left), len(right))
        pairs += list(zip(left[:both], right[:both], strict=True))
        gone += [_name(row) for row in left[both:]]
        came += [_name(row) for row in right[both:]]
    return gone, came, pairs


def _name(row: Sequence[str]) -> str:
    return row[0].strip() if row else ""


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""
