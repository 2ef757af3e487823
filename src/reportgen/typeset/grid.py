"""Grid: the rows of a table in columns, each row a strip."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.model.brand import Alignment, Style
from reportgen.model.document import Cell
from reportgen.model.length import Length, pt
from reportgen.model.report import Align
from reportgen.typeset.columns import share
from reportgen.typeset.fragments import Wording
from reportgen.typeset.line import Line
from reportgen.typeset.paragraph import natural_width
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import baseline, calls_in
from reportgen.typeset.strip import Story, Strip, Words

_ALIGNMENTS = {
    Align.START: Alignment.START,
    Align.CENTER: Alignment.CENTER,
    Align.END: Alignment.END,
}
_SIDE, _ABOVE = pt(4), pt(3)
"""Blank in a cell: at each side, above and below."""
_NARROWEST_HAN = 4
"""A column of Chinese text is broken to no less than so many characters, unless it must."""
_LONGEST_NUMBER = 10
"""What stands at the right and takes no more characters is a number, and is not broken."""
_WORD = re.compile("[!-\u02ff]+")
_SMALLER = (900, 800)
"""A table too wide for the measure is set smaller, in thousandths."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's words, how they stand, and how narrow and wide they can be."""

    words: Wording
    style: Style
    least: Length
    natural: Length


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose cells are ready to be set."""

    cells: tuple[_Cell, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not any(cell.words.fragments for cell in self.cells)


class Grid:
    """Rows that share their columns; the first is the head."""

    def __init__(
        self, rows: Sequence[tuple[tuple[Cell, ...], Style]], within: Surround, setting: Setting
    ) -> None:
        self._within = within
        self._setting = setting
        self.rows = [self._row(cells, style) for cells, style in rows]
        for scale in _SMALLER:
            if sum(self._extents()[0]) <= within.width:
                break
            self.rows = [self._row(cells, _scaled(style, scale)) for cells, style in rows]
        self._widths = share(*self._extents(), within.width)

    def strips(self, row: Row, elements: Sequence[int] | None) -> list[Strip]:
        """Set ``row``; one too tall for any page goes on in a further strip.

        Without ``elements`` (one a cell) it is furniture.
        """
        leading = row.cells[0].style.leading
        stories = [
            Story(elements[number], cell.words.targets) if elements else None
            for number, cell in enumerate(row.cells)
        ]
        columns = [
            self._setting.lines(cell.words, width - 2 * _SIDE, cell.style)
            for cell, width in zip(row.cells, self._widths, strict=False)
        ]
        count = max(1, *map(len, columns))
        step = max(1, self._tallest() // leading)
        return [
            self._strip([lines[start : start + step] for lines in columns], stories, row)
            for start in range(0, count, step)
        ]

    def _strip(
        self, columns: list[tuple[Line, ...]], stories: list[Story | None], row: Row
    ) -> Strip:
        leading = row.cells[0].style.leading
        marks: list[Words] = []
        x = self._within.x
        for lines, story, cell, width in zip(
            columns, stories, row.cells, self._widths, strict=False
        ):
            y = _ABOVE + baseline(cell.style)
            for line in lines:
                marks.append(Words(line, x + _SIDE, y, story))
                y += leading
            x += width
        count = max(1, *map(len, columns))
        return Strip(
            height=count * leading + 2 * _ABOVE,
            marks=tuple(marks),
            calls=tuple(call for mark in marks for call in calls_in(mark.line, mark.story)),
            panels=self._within.panels,
        )

    def _tallest(self) -> Length:
        return self._within.room // 2

    def _extents(self) -> tuple[list[Length], list[Length]]:
        count = max((len(row.cells) for row in self.rows), default=0)
        columns = [
            [row.cells[number] for row in self.rows if number < len(row.cells)]
            for number in range(count)
        ]
        least = [max(cell.least for cell in column) for column in columns]
        natural = [max(cell.natural for cell in column) for column in columns]
        return least, natural

    def _row(self, cells: tuple[Cell, ...], style: Style) -> Row:
        return Row(tuple(self._cell(cell, style) for cell in cells))

    def _cell(self, cell: Cell, style: Style) -> _Cell:
        looks = replace(style, alignment=_ALIGNMENTS[cell.align], first_indent=0)
        words = self._setting.wording(cell.content, looks)
        fonts = self._setting.fonts
        natural = natural_width(words.fragments, fonts) + 2 * _SIDE + 1
        if cell.align is Align.END and natural <= _LONGEST_NUMBER * looks.size:
            return _Cell(words, looks, natural, natural)
        longest = max(
            (
                fonts.width(word, fragment.role, fragment.size)
                for fragment in words.fragments
                for word in _WORD.findall(fragment.text)
            ),
            default=0,
        )
        narrow = max(longest, _NARROWEST_HAN * looks.size) + 2 * _SIDE + 1
        return _Cell(words, looks, min(narrow, natural), natural)


def _scaled(style: Style, scale: int) -> Style:
    return replace(style, size=style.size * scale // 1000, leading=style.leading * scale // 1000)
