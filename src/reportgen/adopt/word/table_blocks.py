"""Tables in the text: with captions, notes and sources; and what only looks like a table."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from reportgen.adopt.word.book import Book, Chunk
from reportgen.adopt.word.figure_blocks import FigureWriter
from reportgen.adopt.word.pieces import markdown
from reportgen.word.captions import NOTE, UNIT, caption_of
from reportgen.word.elements import Element
from reportgen.word.keys import Keys
from reportgen.word.opened import Opened, Style
from reportgen.word.pieces import cut, text_of
from reportgen.word.story import Grid, Para, Part
from reportgen.word.tables import cells_of, grid_of, rows_of, written

_CALLOUTS = ("提示", "注意", "重要", "风险")
_SIDES = (2, 3)
_BELOW = frozenset({"资料来源", "表注"})
"""Styles of what stands below a table."""


class Inside(Struct, frozen=True):
    """What reads the parts of a cell, and what writes them as blocks."""

    parts: Callable[[Sequence[Element]], list[Part]]
    written: Callable[[Sequence[Part]], str]


class TableWriter:
    """Writes tables; what is found goes into the book."""

    def __init__(
        self,
        file: Opened,
        book: Book,
        keys: Keys,
        told: Callable[[Element], Style],
        figures: FigureWriter,
    ) -> None:
        self._file = file
        self._book = book
        self._keys = keys
        self._told = told
        self._figures = figures

    def written(
        self, parts: Sequence[Part], caption: Para | None, unit: str, inside: Inside
    ) -> tuple[int, list[Chunk]]:
        """Return the table that comes first, with its caption, and how many parts it tells."""
        grid = parts[0]
        if not isinstance(grid, Grid):
            return 1, []
        styles = {self._told(each).name for each in grid.here.all("w:p")}
        cells = [cells_of(row) for row in rows_of(grid.here)]
        if "指标卡标签" in styles:
            return 1, [Chunk(self._cards(grid, inside))]
        if [len(row) for row in cells] == [1]:
            title = [Chunk(caption.words)] if caption else []
            return 1, [*title, Chunk(self._callout(cells[0][0], inside))]
        if any(True for _ in grid.here.all("a:blip", "c:chart", "v:imagedata")):
            return 1, list(self._beside(cells, inside))
        return self._ruled(grid, parts[1:], self._titled(caption, unit), inside)

    def _ruled(
        self, grid: Grid, following: Sequence[Part], lines: list[str], inside: Inside
    ) -> tuple[int, list[Chunk]]:
        """Return a table that is one, with the options in ``lines`` and what stands below it."""
        made = grid_of(grid.here, lambda cell: self._cell(cell, inside))
        if not made.rows:
            return 1, []
        is_titled = bool(lines)
        if made.heads > 1:
            lines.append(f":表头行: {made.heads}")
        if made.has_row_heads:
            lines.append(":行头: 是")
        used = 1
        for part in following:
            is_ours = is_titled or (isinstance(part, Para) and part.style.name in _BELOW)
            told = self._told_below(part) if is_ours else ""
            if not told:
                break
            lines.append(told)
            used += 1
        table = written(made)
        text = "\n".join([":::{表格}", *lines, "", *table, ":::"] if lines else table)
        return used, [Chunk(text)]

    def _titled(self, caption: Para | None, told: str) -> list[str]:
        """Return the options that say the caption and the unit."""
        if caption is None:
            return [f":单位: {told}"] if told else []
        pieces = caption_of(caption) or []
        words = text_of(pieces)
        unit = UNIT.search(words)
        if unit:
            pieces = cut(pieces, 0, unit.start())
        lines = [f":标题: {markdown(self._book.mended(pieces, caption.number), is_first=False)}"]
        key = self._keys.of(caption.here)
        if key:
            lines.append(f":名称: {key.partition('-')[2]}")
        if unit or told:
            lines.append(f":单位: {unit['unit'].strip() if unit else told}")
        return lines

    def _told_below(self, part: Part) -> str:
        if not isinstance(part, Para) or part.style.level:
            return ""
        source = self._figures.source_of(part)
        if source:
            return f":来源: {source}"
        match = NOTE.match(part.words)
        if match is None:
            return ""
        pieces = self._book.mended(cut(part.read.pieces, match.end()), part.number)
        return f":注: {markdown(pieces, is_first=False)}"

    def _cell(self, cell: Element, inside: Inside) -> str:
        """Return a cell on one line."""
        words: list[str] = []
        for part in inside.parts(cell.children):
            if isinstance(part, Grid):
                self._book.unclear(part.number, "单元格里的表拆成了文字")
                words += [
                    self._cell(each, inside) for row in rows_of(part.here) for each in cells_of(row)
                ]
                continue
            for remark in part.read.remarks:
                self._book.remarked(self._file.remarks.get(remark), part.number, part.words)
            pieces = self._book.mended(part.read.pieces, part.number)
            words.append(
                markdown(pieces, is_first=False, has_bars=True)
                .replace("\\\n", " ")
                .replace("\n", " ")
            )
        return " ".join(filter(None, words))

    def _callout(self, cell: Element, inside: Inside) -> str:
        parts = inside.parts(cell.children)
        name, title = "提示", ""
        if parts and isinstance(parts[0], Para) and parts[0].style.name == "提示标题":
            kind, _, rest = parts[0].words.partition("：")
            known = kind in _CALLOUTS
            name, title = (kind, rest) if known else ("提示", parts[0].words)
            parts = parts[1:]
        words = inside.written(parts)
        fence = "::::" if ":::" in words else ":::"
        return f"{fence}{{{name}}} {title}".rstrip() + f"\n{words}\n{fence}"

    def _cards(self, grid: Grid, inside: Inside) -> str:
        lines = []
        for row in rows_of(grid.here):
            for cell in cells_of(row):
                parts = inside.parts(cell.children)
                words = [
                    markdown(
                        self._book.mended(part.read.pieces, part.number),
                        is_first=False,
                        has_bars=True,
                    )
                    for part in parts
                    if isinstance(part, Para) and part.words
                ]
                lines += [f"- {' | '.join(words)}"] if words else []
        return "\n".join([":::{指标卡}", *lines, ":::"])

    def _beside(self, cells: Sequence[Sequence[Element]], inside: Inside) -> Iterator[Chunk]:
        """Yield the columns of a table that only places figures."""
        width = max(map(len, cells))
        made: list[str] = []
        for column in range(width):
            stacked = [each for row in cells if column < len(row) for each in row[column].children]
            made.append(inside.written(inside.parts(stacked)))
        made = [each for each in made if each.strip()]
        rests = [each.partition("\n:::\n")[2].strip() for each in made]
        if all(each.startswith(":::{图") for each in made):
            made = [
                each.partition("\n:::\n")[0] + ("\n:::" if "\n:::\n" in each else "")
                for each in made
            ]
        else:
            rests = []
        are_figures = all(each.startswith(":::{图") and each.count(":::") == 2 for each in made)  # noqa: PLR2004 - one block
        if len(made) in _SIDES and are_figures:
            yield Chunk("::::{并排}\n" + "\n\n".join(made) + "\n::::")
        else:
            yield from map(Chunk, made)
        yield from map(Chunk, dict.fromkeys(filter(None, rests)))
