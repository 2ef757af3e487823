"""Delimited text to cells, each with its place: CSV and TSV (RFC 4180), GB18030 too."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from reportgen.diag import Source, Span

_CANDIDATES = (",", "\t", ";", "|")


class Cell(NamedTuple):
    """The words of a cell, and the offset where they start."""

    text: str
    offset: int


class TableText(Struct, frozen=True):
    """The rows of a file; blank lines are no rows."""

    source: Source
    rows: tuple[tuple[Cell, ...], ...]
    starts: tuple[int, ...]
    delimiter: str = ","
    whole: str = ""
    """Path of the file when these are only its first rows."""
    whole_digest: str = ""

    @property
    def path(self) -> str:
        """The file as the user would type it."""
        return self.source.path

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return self.whole_digest or self.source.digest

    @property
    def is_number(self) -> tuple[bool, ...]:
        """A text file does not say what its columns are."""
        return ()

    def place(self, cell: Cell) -> Span:
        """Return where ``cell`` stands."""
        line = max(1, bisect_right(self.starts, cell.offset))
        column = cell.offset - self.starts[line - 1] + 1 if self.starts else 1
        return Span(self.source, line, column, max(1, len(cell.text)))


def read_table_text(source: Source, delimiter: str = "") -> TableText:
    """Return the cells of ``source``; its first line tells the delimiter where nobody says it."""
    delimiter = delimiter or _sniffed(source.line(1))
    read = _quoted_rows if '"' in source.text else _plain_rows
    rows = tuple(row for row in read(source.text, delimiter) if any(cell.text for cell in row))
    starts = (0, *accumulate(len(line) + 1 for line in source.lines))
    return TableText(source, rows, starts[: max(1, len(source.lines))], delimiter)


def _plain_rows(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a text without quotes: the common case, at a third of the cost."""
    offset = 0
    for line in text.split("\n"):
        row = []
        for words in line.split(delimiter):
            row.append(Cell(words.strip(), offset + len(words) - len(words.lstrip())))
            offset += len(words) + 1
        yield tuple(row)


def _quoted_rows(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    edge = re.escape(delimiter)
    cell = re.compile(rf'"((?:[^"]|"")*)"([^{edge}\n]*)|([^{edge}\n]*)')
    row: list[Cell] = []
    position = 0
    while position <= len(text):
        match = cell.match(text, position)
        if match is None:  # no text is no cell: the last way of the pattern always fits
            return
        row.append(_cell(match))
        position = match.end() + 1
        if text[match.end() : position] != delimiter:
            yield tuple(row)
            row = []


def _cell(match: re.Match[str]) -> Cell:
    if match[1] is None:
        words = match[3]
        return Cell(words.strip(), match.start(3) + len(words) - len(words.lstrip()))
    return Cell(match[1].replace('""', '"').strip() + match[2].strip(), match.start() + 1)


def _sniffed(header: str) -> str:
    unquoted = re.sub(r'"[^"]*"', "", header)
    return max(_CANDIDATES, key=unquoted.count)
