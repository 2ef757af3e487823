"""Rows of a table as strips: whole, joined by merged cells, or in parts when a page is too low."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import CELL_ABOVE
from reportgen.model.length import Length
from reportgen.typeset.cells import SetCell
from reportgen.typeset.grid import Grid, GridRow, PlacedLine
from reportgen.typeset.setting import Surround
from reportgen.typeset.stack import baseline, calls_in, lift, pitch
from reportgen.typeset.strip import Continuation, Mark, Story, Strip, Words
from reportgen.typeset.table_look import Box, Look

_LEAST_LINES = 2
"""So many lines of a row stay together at either side of a page end."""


class TaggedRow(Struct, frozen=True):
    """A row and the story of each of its cells; furniture has none."""

    row: GridRow
    stories: tuple[Story | None, ...]


class _Filled(NamedTuple):
    """A cell with the lines that stand in the row at hand."""

    cell: SetCell
    story: Story | None
    lines: Sequence[PlacedLine]


class RowStrip(NamedTuple):
    """A strip and how many rows end with it."""

    strip: Strip
    rows: int


class RowSetter:
    """Sets rows that stand or part together."""

    def __init__(self, grid: Grid, look: Look, within: Surround, room: Length) -> None:
        self._grid = grid
        self._look = look
        self._within = within
        self._room = room

    def strips(self, rows: Sequence[TaggedRow], first: int) -> list[RowStrip]:
        """Set ``rows``, which merged cells join; ``first`` is the number of the first of them.

        They make one strip while half a page holds them, a strip a row beyond; a row that no page
        holds makes a strip a line.
        """
        filled = [
            [_Filled(cell, story, self._grid.lines(cell)) for cell, story in _pairs(row)]
            for row in rows
        ]
        parted: Iterable[list[_Filled]] = filled
        if len(rows) > 1:
            heights = self._heights(filled)
            if sum(heights) * 2 <= self._room:
                return [RowStrip(self._whole(rows, filled, heights, first), len(rows))]
            parted = self._parted(filled)
        made: list[RowStrip] = []
        for number, (row, cells) in enumerate(zip(rows, parted, strict=True)):
            height = self._height(cells)
            if height > self._room:
                strips = list(self._by_line(row, cells, first + number))
                made += [RowStrip(strip, 0) for strip in strips[:-1]]
                made.append(RowStrip(strips[-1], 1))
                continue
            strip = self._whole([row], [cells], [height], first + number)
            if number:
                strip = self._told(strip, cells, len(rows) - number)
            made.append(RowStrip(strip, 1))
        return made

    def _told(self, strip: Strip, cells: Sequence[_Filled], left: int) -> Strip:
        """Return a row that says again, at the top of a page, what merged cells above it said."""
        marks = [
            word
            for each in cells
            if each.cell.cell.rows > 1 and not each.lines
            for lines in [self._grid.lines(each.cell)]
            if len(lines) <= left
            for word in _set(_Filled(each.cell, None, lines), CELL_ABOVE)
        ]
        if not marks:
            return strip
        again = Strip(0, tuple(marks), panels=self._within.panels)
        return replace(strip, continuation=Continuation(self._look.closing(), (again,)))

    # ---- heights -----------------------------------------------------------------------------

    def _height(self, cells: Sequence[_Filled]) -> Length:
        heights = (_depth(each) for each in cells)
        return max(heights, default=0) + 2 * CELL_ABOVE

    def _heights(self, filled: Sequence[Sequence[_Filled]]) -> list[Length]:
        """Return how high rows are that stand together; the last makes room for merged cells."""
        leading = next(each.cell.measured.style.leading for row in filled for each in row)
        least = leading + 2 * CELL_ABOVE
        heights = [
            max(least, self._height([each for each in row if each.cell.cell.rows == 1]))
            for row in filled
        ]
        for number, row in enumerate(filled):
            for each in row:
                end = min(number + each.cell.cell.rows, len(heights))
                lacking = self._height([each]) - sum(heights[number:end])
                if lacking > 0:
                    heights[end - 1] += lacking
        return heights

    def _parted(self, filled: Sequence[Sequence[_Filled]]) -> Iterator[list[_Filled]]:
        """Yield the cells of each row when rows part: merged cells flow down through theirs."""
        flowing: list[tuple[int, _Filled]] = []
        for number, row in enumerate(filled):
            own = [each for each in row if each.cell.cell.rows == 1]
            flowing += [
                (number + each.cell.cell.rows, each) for each in row if each.cell.cell.rows > 1
            ]
            depth = max([1, *(len(each.lines) for each in own)])
            cells, still = own, []
            for end, each in flowing:
                is_last = number + 1 in (end, len(filled))
                taken = len(each.lines) if is_last else depth
                cells.append(_Filled(each.cell, each.story, each.lines[:taken]))
                if not is_last:
                    rest = _Filled(each.cell, each.story, each.lines[taken:])
                    still.append((end, rest))
            flowing = still
            yield sorted(cells, key=lambda each: each.cell.column)

    # ---- strips ------------------------------------------------------------------------------

    def _whole(
        self,
        rows: Sequence[TaggedRow],
        filled: Sequence[Sequence[_Filled]],
        heights: Sequence[Length],
        first: int,
    ) -> Strip:
        tops = list(accumulate(heights, initial=0))
        look = self._look
        tints: list[Mark] = []
        rules: list[Mark] = []
        words: list[Words] = []
        for place, (row, cells) in enumerate(zip(rows, filled, strict=True)):
            top = tops[place]
            tints += look.behind(row.row, first + place, top, heights[place])
            rules += look.above(row.row, first + place, top)
            for each in cells:
                end = min(place + each.cell.cell.rows, len(rows))
                box = Box(
                    self._grid.left(each.cell), top, self._grid.width(each.cell), tops[end] - top
                )
                tints += look.tint(each.cell, box)
                rules += look.cell(each.cell, box, is_head=row.row.is_head)
                spare = box.height - self._height([each]) if each.cell.cell.rows > 1 else 0
                words += _set(each, top + CELL_ABOVE + spare // 2)
        return self._strip(tops[-1], (*tints, *rules), words)

    def _by_line(self, row: TaggedRow, cells: Sequence[_Filled], number: int) -> Iterator[Strip]:
        """Yield a strip for each line of a row that no page holds."""
        count = max(len(each.lines) for each in cells)
        for line in range(count):
            above = CELL_ABOVE if line == 0 else 0
            lines = (each._replace(lines=each.lines[line : line + 1]) for each in cells)
            leading = max(_depth(each) for each in lines)
            height = above + leading + (CELL_ABOVE if line == count - 1 else 0)
            look, is_end = self._look, line == count - 1
            tints = look.behind(row.row, number, 0, height)
            rules = look.above(row.row, number, 0) if line == 0 else []
            for each in cells:
                box = Box(self._grid.left(each.cell), 0, self._grid.width(each.cell), height)
                tints += look.tint(each.cell, box)
                rules += look.cell(each.cell, box, is_head=row.row.is_head, is_end=is_end)
            words = [
                word
                for each in cells
                for word in _set(_Filled(each.cell, each.story, each.lines[line : line + 1]), above)
            ]
            keeps = line < _LEAST_LINES - 1 or count - _LEAST_LINES <= line < count - 1
            yield self._strip(height, (*tints, *rules), words, keeps=keeps)

    def _strip(
        self, height: Length, marks: Sequence[Mark], words: Sequence[Words], *, keeps: bool = False
    ) -> Strip:
        return Strip(
            height=height,
            marks=(*marks, *words),
            keeps=keeps,
            calls=tuple(call for word in words for call in calls_in(word.line, word.story)),
            panels=self._within.panels,
        )


def _pairs(row: TaggedRow) -> Iterator[tuple[SetCell, Story | None]]:
    return zip(row.row.cells, row.stories, strict=True)


def _depth(filled: _Filled) -> Length:
    """Return how high the words of a cell are."""
    style, lines = filled.cell.measured.style, filled.lines
    if any(placed.line.above for placed in lines):
        return sum(pitch(placed.line, style) for placed in lines)
    return len(lines) * style.leading


def _set(filled: _Filled, top: Length) -> Iterator[Words]:
    style = filled.cell.measured.style
    y = top
    for placed in filled.lines:
        depth = y + baseline(style) + lift(placed.line, style)
        yield Words(placed.line, placed.x, depth, filled.story)
        y += pitch(placed.line, style)


def groups(rows: Sequence[GridRow]) -> Iterator[tuple[int, int]]:
    """Yield the first row and the row after the last of those that merged cells join."""
    start = end = 0
    for number, row in enumerate(rows):
        if number >= end and number > start:
            yield start, number
            start = number
        end = max([end, number + 1, *(number + each.cell.rows for each in row.cells)])
    if start < len(rows):
        yield start, len(rows)
