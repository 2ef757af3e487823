"""Cells: the words of a table measured once; what is said often is set once."""

import re
from dataclasses import dataclass, replace

from reportgen.model.brand import CELL_SIDE, Alignment, Style
from reportgen.model.document import Cell, Run
from reportgen.model.length import Length
from reportgen.model.report import Align
from reportgen.typeset.decimals import point_in
from reportgen.typeset.fragments import Wording
from reportgen.typeset.line import Line
from reportgen.typeset.setting import ENDLESS, Setting
from reportgen.zh.figures import is_figure

ALIGNMENTS = {
    Align.START: Alignment.START,
    Align.CENTER: Alignment.CENTER,
    Align.END: Alignment.END,
    Align.DECIMAL: Alignment.END,
}
_NARROWEST_HAN = 4
"""A column of Chinese text is broken to no less than so many characters, unless it must."""
_WORD = re.compile("[!-\u02ff]+")


@dataclass(frozen=True, slots=True)
class Measured:
    """Words on as few lines as they ask for."""

    words: Wording
    style: Style
    lines: tuple[Line, ...]
    natural: Length
    """How wide they are when nothing is broken."""
    point: Length | None
    """Where the decimal point of a number stands."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell at its column, measured."""

    cell: Cell
    column: int
    measured: Measured

    @property
    def wide(self) -> Length:
        """How wide the cell is when nothing is broken."""
        return self.measured.natural + 2 * CELL_SIDE + 1

    @property
    def point(self) -> Length | None:
        """Where the decimal point stands of a number that keeps to those of its column."""
        is_kept = self.cell.align is Align.DECIMAL and self.cell.columns == 1
        return self.measured.point if is_kept else None


class Cells:
    """Measures cells in one size."""

    def __init__(self, setting: Setting, scale: int) -> None:
        self._setting = setting
        self._scale = scale
        self._known: dict[tuple[str, bool, int], Measured] = {}

    def measured(self, cell: Cell, style: Style) -> Measured:
        """Return the words of ``cell`` on their lines."""
        content = cell.content
        run = content[0] if len(content) == 1 else None
        if not isinstance(run, Run) or run != Run(run.text, run.strong, number=run.number):
            return self._measure(cell, style)
        key = (run.text, run.strong, id(style))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._measure(cell, style)
        return known

    def least(self, cell: SetCell) -> Length:
        """Return how narrow ``cell`` can be: numbers and Latin words stay whole."""
        measured = cell.measured
        fragments, size = measured.words.fragments, measured.style.size
        if cell.point is not None or is_figure("".join(each.text for each in fragments)):
            return cell.wide
        width = self._setting.fonts.width
        longest = max(
            (
                width(word, fragment.role, fragment.size)
                for fragment in fragments
                for word in _WORD.findall(fragment.text)
            ),
            default=0,
        )
        narrow = max(longest, _NARROWEST_HAN * size) + 2 * CELL_SIDE + 1
        return min(narrow, cell.wide)

    def _measure(self, cell: Cell, style: Style) -> Measured:
        setting, scale = self._setting, self._scale
        style = replace(
            style,
            size=style.size * scale // 1000,
            leading=style.leading * scale // 1000,
            alignment=Alignment.START,
            first_indent=0,
        )
        words = setting.wording(cell.content, style)
        lines = setting.lines(words, ENDLESS, style)
        natural = max((line.width for line in lines), default=0)
        point = point_in(lines[0], setting.fonts) if len(lines) == 1 else None
        return Measured(words, style, lines, natural, point)
