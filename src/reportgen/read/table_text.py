"""Delimited text to cells, each with its place: CSV and TSV (RFC 4180), GB18030 too."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from reportgen.diag import Source, Span

_CANDIDATES = (",", "\t", ";", "|")


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, and the offset where they start."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class TableText:
    """The rows of a file; blank lines are no rows."""

    source: Source
    rows: tuple[tuple[Cell, ...], ...]
    starts: tuple[int, ...]

    def place(self, cell: Cell) -> Span:
        """Return where ``cell`` stands."""
        line = max(1, bisect_right(self.starts, cell.offset))
        column = cell.offset - self.starts[line - 1] + 1 if self.starts else 1
        return Span(self.source, line, column, max(1, len(cell.text)))


def read_table_text(source: Source, *, is_tab: bool) -> TableText:
    """Return the cells of ``source``; the delimiter is told by its first line."""
    delimiter = "\t" if is_tab else _sniffed(source.line(1))
    edge = re.escape(delimiter)
    cell = re.compile(rf'"((?:[^"]|"")*)"([^{edge}\n]*)|([^{edge}\n]*)')
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    text, position = source.text, 0
    while position < len(text):
        match = cell.match(text, position)
        if match is None:
            break
        row.append(_cell(match))
        position = match.end() + 1
        if text[match.end() : position] != delimiter:
            if any(each.text for each in row):
                rows.append(tuple(row))
            row = []
    starts = (0, *accumulate(len(line) + 1 for line in source.lines))
    return TableText(source, tuple(rows), starts[: max(1, len(source.lines))])


def _cell(match: re.Match[str]) -> Cell:
    if match[1] is None:
        words = match[3]
        return Cell(words.strip(), match.start(3) + len(words) - len(words.lstrip()))
    return Cell(match[1].replace('""', '"').strip() + match[2].strip(), match.start() + 1)


def _sniffed(header: str) -> str:
    unquoted = re.sub(r'"[^"]*"', "", header)
    return max(_CANDIDATES, key=unquoted.count)
