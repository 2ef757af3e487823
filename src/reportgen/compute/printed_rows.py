"""The rows of a table in print order: titles of groups, rows, subtotals, totals."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from msgspec import Struct

from reportgen.compute.columns import in_words
from reportgen.compute.frame import Cells, Frame, put_together
from reportgen.model.facts import Value
from reportgen.model.period import Period
from reportgen.model.report import TableSpec, Totalling
from reportgen.zh.quantity import figures_in

_NEARLY = Decimal("1e-9")
"""So far apart, of the whole, are a sum and its parts when shares were divided out."""


class PrintedRow(Struct, frozen=True):
    """A row; one that puts others together has a label, and the places of those."""

    period: Period | None
    cells: Cells
    label: str = ""
    how: Totalling | None = None
    parts: range = range(0)
    """Which of the rows of the frame it puts together."""
    item: str = ""
    """What it is called among the others."""


class PrintedRows(Struct, frozen=True):
    """All rows, those of the frame first to last, and what stands over some of them."""

    rows: tuple[PrintedRow, ...]
    titles: dict[int, str]

    @property
    def totals(self) -> frozenset[int]:
        """The rows that put others together."""
        return frozenset(at for at, row in enumerate(self.rows) if row.how is not None)


def printed_rows(spec: TableSpec, frame: Frame) -> PrintedRows:
    """Return what is printed of ``frame``."""
    body = [row for _, row in frame.dated]
    wanted = {
        place: each.total
        for each in spec.columns
        if each.total is not None and (place := frame.place(each.column)) is not None
    }
    group = frame.place(spec.frame.group_by) if spec.frame.group_by else None
    edges = pairwise((*frame.groups, len(body)))
    parts = [range(*edge) for edge in edges] or [range(len(body))]
    items = _items(spec, frame)
    whole = range(len(body))
    rows: list[PrintedRow] = []
    titles: dict[int, str] = {}

    def total(part: range, how: Totalling, label: str) -> PrintedRow:
        shown = [body[at] for at in part]
        cells = put_together(frame, _behind(frame, shown, group), how, wanted)
        cells = list(_without_words(cells, frame))
        periods = {frame.dated[at][0] for at in part}
        period = periods.pop() if len(periods) == 1 else None
        item = in_words(body[part[0]][group]) if group is not None and part != whole else label
        return PrintedRow(period, tuple(cells), label, how, part, item)

    for part in parts:
        if group is not None and spec.has_group_heads and part:
            titles[len(rows)] = in_words(body[part[0]][group])
        rows += [PrintedRow(frame.dated[at][0], body[at], item=items[at]) for at in part]
        if group is not None and spec.subtotal and part:
            rows.append(total(part, Totalling.SUM, spec.subtotal))
    rows += [total(whole, each.how, each.label) for each in spec.totals if body]
    return PrintedRows(tuple(rows), titles)


def _items(spec: TableSpec, frame: Frame) -> list[str]:
    """Return what the rows are called: by the first column of names that are no periods."""
    snapshot = frame.source.snapshot
    period = snapshot.column(snapshot.period_column)
    for each in spec.columns:
        place = frame.place(each.column)
        column = frame.columns[place] if place is not None else None
        if place is not None and column is not None and column != period and not column.is_number:
            return [in_words(cell) for cell in frame.cells(place)]
    return [""] * len(frame.dated)


def _behind(frame: Frame, shown: list[Cells], group: int | None) -> list[Cells]:
    """Return the rows behind those that are shown: all of their groups where some are rests."""
    if not frame.members:
        return shown
    names = {row[group] for row in shown} if group is not None else set()
    return [row for _, row in frame.members if group is None or row[group] in names]


def _without_words(cells: Sequence[Value], frame: Frame) -> Iterator[Value]:
    """Yield the cells; a total says no words, even where all its rows say the same."""
    for cell, column in zip(cells, frame.columns, strict=True):
        yield cell if column.is_number else None


def rounds_apart(
    printed: PrintedRows, texts: Sequence[str], values: Sequence[Decimal | None]
) -> bool:
    """Tell whether some sum in a column is not, as printed, the sum of its parts as printed.

    The growth or the margin of all is no sum of those of the parts: its ``values`` say so.
    """
    figures = [_figure(text) for text in texts]
    body = [at for at, row in enumerate(printed.rows) if row.how is None]
    for at, row in enumerate(printed.rows):
        total = figures[at]
        if row.how is Totalling.SUM and total is not None:
            parts = [figures[body[part]] for part in row.parts]
            exact = [value for part in row.parts if (value := values[body[part]]) is not None]
            whole = values[at]
            if whole is None or abs(sum(exact, Decimal(0)) - whole) > _NEARLY * abs(whole):
                continue
            if total != sum((part for part in parts if part is not None), Decimal(0)):
                return True
    return False


def _figure(text: str) -> Decimal | None:
    try:
        return figures_in(text)
    except InvalidOperation:  # words, or no number at all
        return None
