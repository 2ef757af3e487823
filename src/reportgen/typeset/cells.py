"""Cells: the words of a table measured once; what is said often is set once."""

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import CELL_SIDE, Alignment, Style
from reportgen.model.document import Cell, Run
from reportgen.model.length import Length
from reportgen.model.page import GlyphRun
from reportgen.model.pattern import pattern
from reportgen.model.report import Align
from reportgen.typeset.decimals import point_in
from reportgen.typeset.fragments import Wording
from reportgen.typeset.line import Line, Segment
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
_FIGURES = pattern(r"[+\-−]?[0-9][0-9.,]*%?")
_ADDRESS, _ADDRESS_PART = pattern(r"://|www\.|@"), 12
"""An address is broken wherever that is needed."""
_WORD = pattern("[!-\u02ff]+")


class Measured(Struct, frozen=True):
    """Words on as few lines as they ask for."""

    words: Wording
    style: Style
    lines: tuple[Line, ...]
    natural: Length
    """How wide they are when nothing is broken."""
    point: Length | None
    """Where the decimal point of a number stands."""


class SetCell(Struct, frozen=True):
    """A cell at its column, measured."""

    cell: Cell
    column: int
    measured: Measured
    point: Length | None
    """Where the decimal point stands of a number that keeps to those of its column."""

    @property
    def wide(self) -> Length:
        """How wide the cell is when nothing is broken."""
        return self.measured.natural + 2 * CELL_SIDE + 1


class Cells:
    """Measures cells in one size."""

    def __init__(self, setting: Setting, scale: int) -> None:
        self._setting = setting
        self._scale = scale
        self._styles: dict[int, Style] = {}
        self._known: dict[tuple[str, bool, int], Measured] = {}

    def placed(self, cell: Cell, column: int, style: Style) -> SetCell:
        """Return ``cell`` at its column."""
        measured = self.measured(cell, style)
        is_kept = cell.align is Align.DECIMAL and cell.columns == 1
        return SetCell(cell, column, measured, measured.point if is_kept else None)

    def measured(self, cell: Cell, style: Style) -> Measured:
        """Return the words of ``cell`` on their lines."""
        content = cell.content
        run = content[0] if len(content) == 1 else None
        if not isinstance(run, Run) or run != _plain(run):
            return self._measure(cell, style)
        key = (run.text, run.strong, id(style))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._measure(cell, style)
        return known

    def least(self, cell: SetCell, *, keeps_words: bool = True) -> Length:
        """Return how narrow ``cell`` can be: numbers stay whole, and Latin words if they can."""
        measured = cell.measured
        fragments, size = measured.words.fragments, measured.style.size
        if cell.point is not None or is_figure("".join(each.text for each in fragments)):
            return cell.wide
        if not keeps_words:
            return min(2 * size + 2 * CELL_SIDE, cell.wide)
        width = self._setting.fonts.width
        longest = max(
            (
                width(_unbroken(word), fragment.role, fragment.size)
                for fragment in fragments
                for word in _WORD.findall(fragment.text)
                if fragment.drawn is None
            ),
            default=0,
        )
        drawn = (each.drawn.width for each in fragments if each.drawn is not None)
        longest = max([longest, *drawn])
        narrow = max(longest, _NARROWEST_HAN * size) + 2 * CELL_SIDE + 1
        return min(narrow, cell.wide)

    def _measure(self, cell: Cell, style: Style) -> Measured:
        setting = self._setting
        style = self._scaled(style)
        words = setting.wording(cell.content, style)
        figures = self._figures(words)
        lines = (figures,) if figures else setting.lines(words, ENDLESS, style)
        natural = max((line.width for line in lines), default=0)
        point = point_in(lines[0], setting.fonts) if len(lines) == 1 else None
        return Measured(words, style, lines, natural, point)

    def _scaled(self, style: Style) -> Style:
        if id(style) not in self._styles:
            scale = self._scale
            self._styles[id(style)] = replace(
                style,
                size=style.size * scale // 1000,
                leading=style.leading * scale // 1000,
                alignment=Alignment.START,
                first_indent=0,
            )
        return self._styles[id(style)]

    def _figures(self, words: Wording) -> Line | None:
        """Return a plain number as a line, or nothing when it is none.

        Its digits are not kerned: they stand under one another, and are set at a tenth of the cost.
        """
        if len(words.fragments) != 1 or not _FIGURES.fullmatch(words.fragments[0].text):
            return None
        fragment = words.fragments[0]
        parts = self._setting.fonts.runs(fragment.text, fragment.role)
        if fragment.key or fragment.glued or len(parts) != 1:
            return None
        face, text = parts[0]
        width = round(sum(map(face.widths[fragment.size].__getitem__, text)))
        run = GlyphRun(face.name, fragment.size, fragment.colour, 0, 0, (text,), 0.0)
        return Line((Segment(0, 0, width, (run,), fragment.text),), width)


def _plain(run: Run) -> Run:
    """Return the words of ``run`` with no other look than strong."""
    return Run(run.text, run.strong, number=run.number, is_bound=run.is_bound)


def _unbroken(word: str) -> str:
    """Return what of ``word`` is not to be broken."""
    return word[:_ADDRESS_PART] if _ADDRESS.search(word) else word
