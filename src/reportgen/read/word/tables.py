"""Tables of a Word file as tables of Markdown, with what stands above and below them."""

from collections.abc import Callable, Iterator, Sequence

from reportgen.read.word.figures import caption_key
from reportgen.read.word.lines import Chunk, Line, chunk, flat
from reportgen.read.word.marks import markdown
from reportgen.read.word.story import Story
from reportgen.word.captions import NOTE, SOURCE, UNIT, caption_of, is_of_table
from reportgen.word.elements import Element
from reportgen.word.pieces import Piece, cut, stripped, text_of
from reportgen.word.story import Grid, Para, Part
from reportgen.word.tables import cells_of, grid_of, rows_of, written

_PICTURES = ("a:blip", "c:chart", "v:imagedata")
_SIDES = (2, 3)


class TableWriter:
    """Writes tables; ``blocks`` writes what stands in a cell that is no table's."""

    def __init__(self, story: Story, blocks: Callable[[Sequence[Part]], list[Chunk]]) -> None:
        self._story = story
        self._blocks = blocks

    def written(
        self, parts: Sequence[Part], above: Sequence[Para], *, in_table: bool
    ) -> tuple[int, list[Chunk]]:
        """Return the table that comes first, and how many parts it tells.

        ``above`` are its caption and unit; ``in_table`` says that ``:::{表格}`` is typed already.
        """
        grid = parts[0]
        if not isinstance(grid, Grid):
            return 1, []
        cells = [cells_of(row) for row in rows_of(grid.here)]
        if [len(row) for row in cells] == [1]:
            heads = [
                chunk(self._story.place(each), markdown(_shown(self._story, each)))
                for each in above
            ]
            return 1, [*heads, *self._callout(grid, cells[0][0])]
        if any(True for _ in grid.here.all(*_PICTURES)):
            heads = [
                chunk(self._story.place(each), markdown(_shown(self._story, each)))
                for each in above
            ]
            return 1, [*heads, *self._beside(grid, cells)]
        lines = self._rows(grid)
        if not lines:
            return 1, []
        used, options = self._options(grid, parts[1:], above)
        if in_table or not options:
            return 1, [Chunk(tuple(lines), is_tight=False)]
        place = self._story.place(grid)
        opening = Line(place, ":::{表格}")
        return used, [
            Chunk((opening, *options, Line(place, ""), *lines, Line(lines[-1].place, ":::")))
        ]

    def _plain(self, above: Sequence[Para]) -> list[Chunk]:
        """Return what stands above no table as paragraphs."""
        for each in above:
            self._story.remarks(each)
        told = ((self._story.place(each), _shown(self._story, each)) for each in above)
        return [chunk(place, markdown(pieces)) for place, pieces in told]

    def _rows(self, grid: Grid) -> list[Line]:
        """Return the lines of the table itself."""
        places: list[str] = []
        before = self._story.inside
        rows = rows_of(grid.here)
        of_cell = {id(cell): number for number, row in enumerate(rows, 1) for cell in cells_of(row)}
        place = self._story.place(grid)

        def typed(cell: Element) -> str:
            self._story.inside = f"{place}表格第 {of_cell[id(cell)]} 行"
            return self._cell(cell)

        made = grid_of(grid.here, typed)
        self._story.inside = before
        if not made.rows:
            return []
        places = [f"{place}表格第 {number} 行" for number in range(1, len(made.rows) + 1)]
        texts = written(made)
        lines = [Line(places[0], texts[0]), Line(places[0], texts[1])]
        lines += [Line(where, text) for where, text in zip(places[1:], texts[2:], strict=True)]
        if not _has_head(grid.here, rows):
            empty = f"|{' |' * len(made.rows[0])}"
            lines = [Line(places[0], empty), lines[1], lines[0], *lines[2:]]
        return lines

    def _cell(self, cell: Element) -> str:
        """Return a cell on one line."""
        words: list[str] = []
        for part in self._story.parts(cell.children):
            if isinstance(part, Grid):
                self._story.look(part, "单元格里的表拆成了文字（table in a cell）")
                words += [self._cell(each) for row in rows_of(part.here) for each in cells_of(row)]
                continue
            self._story.remarks(part)
            made = markdown(_shown(self._story, part), is_first=False, in_cell=True)
            words.append(made.replace("\\\n", " ").replace("\n", " "))
            for box in part.read.boxes:
                words.append(self._cell(box))
        return " ".join(filter(None, words))

    # ---- what stands round it --------------------------------------------------------------

    def _options(
        self, grid: Grid, below: Sequence[Part], above: Sequence[Para]
    ) -> tuple[int, list[Line]]:
        """Return the options of the table, and how many parts they tell, the table with them."""
        options: list[Line] = []
        used = 1
        for each in above:
            options += self._titled(each)
        if not above and below and isinstance(below[0], Para):
            first = below[0]
            if caption_of(first) is not None and is_of_table(first):
                options += self._titled(first)
                used += 1
        for part in below[used - 1 :] if options else ():
            told = self._told_below(part)
            if told is None:
                break
            options.append(told)
            used += 1
        made = grid_of(grid.here, lambda _: "")
        place = self._story.place(grid)
        if made.heads > 1:
            options.append(Line(place, f":表头行: {made.heads}"))
        return used, options

    def _titled(self, here: Para) -> list[Line]:
        """Return the options that a caption or a line with the unit says."""
        place = self._story.place(here)
        self._story.remarks(here)
        unit = UNIT.fullmatch(here.words)
        if unit:
            return [Line(place, f":单位: {unit['unit'].strip()}")]
        pieces, key = caption_key(caption_of(here) or [])
        told = UNIT.search(text_of(pieces))
        if told:
            pieces = cut(pieces, 0, len(text_of(pieces)[: told.start()].rstrip("（( ,，")))
        lines = [Line(place, f":标题: {_on_a_line(pieces)}")]
        key = (key or self._story.keys.of(here.here).partition("-")[2]).removeprefix("tbl-")
        if key:
            lines.append(Line(place, f":名称: {key}"))
        if told:
            lines.append(Line(place, f":单位: {told['unit'].strip().rstrip('）)')}"))
        return lines

    def _told_below(self, part: Part) -> Line | None:
        """Return a note or a source below a table as an option."""
        if not isinstance(part, Para) or part.style.level or part.read.pictures:
            return None
        for name, shape in (("来源", SOURCE), ("注", NOTE)):
            match = shape.match(part.text.lstrip())
            if match:
                self._story.remarks(part)
                lead = len(part.text) - len(part.text.lstrip())
                pieces = cut(self._story.shown(part), lead + match.end())
                return Line(self._story.place(part), f":{name}: {_on_a_line(pieces)}")
        return None

    # ---- what only looks like one ----------------------------------------------------------

    def _callout(self, grid: Grid, cell: Element) -> list[Chunk]:
        """Return a table of one cell: a box round some words."""
        place = self._story.place(grid)
        with self._story.within(f"{place}表格"):
            inside = self._blocks(self._story.parts(cell.children))
        if not inside:
            return []
        fence = "::::" if any(":::" in line.text for line in flat(inside)) else ":::"
        opening = chunk(place, f"{fence}{{提示}}")
        return [opening, *inside, chunk(place, fence)]

    def _beside(self, grid: Grid, cells: Sequence[Sequence[Element]]) -> Iterator[Chunk]:
        """Yield what a table with pictures holds; pictures alone stand side by side."""
        width = max(map(len, cells))
        place = self._story.place(grid)
        columns: list[list[Chunk]] = []
        for column in range(width):
            stacked = [each for row in cells if column < len(row) for each in row[column].children]
            with self._story.within(f"{place}表格第 {column + 1} 列"):
                columns.append(self._blocks(self._story.parts(stacked)))
        made = [each for each in columns if each]
        if len(made) in _SIDES and all(map(_is_figure, made)):
            yield chunk(place, "::::{并排}")
            for each in made:
                yield from each
            yield chunk(place, "::::")
            return
        self._story.look(grid, "含图片的表拆成了段落（table with pictures taken apart）")
        for each in made:
            yield from each


def _is_figure(chunks: Sequence[Chunk]) -> bool:
    lines = [line.text for each in chunks for line in each.lines if line.text]
    opened = sum(line.startswith(":::{") for line in lines)
    return opened == 1 and lines[0].startswith(":::{图}") and lines[-1] == ":::"


def _shown(story: Story, here: Para) -> list[Piece]:
    return stripped(story.shown(here))


def _on_a_line(pieces: Sequence[Piece]) -> str:
    return markdown(pieces, is_first=False).replace("\\\n", " ").replace("\n", " ")


def _has_head(table: Element, rows: Sequence[Element]) -> bool:
    """Tell whether the first row is a head: it says so, its words are bold, or the style's are."""
    if not rows or rows[0].is_on("w:trPr", "w:tblHeader"):
        return True
    runs = [run for run in rows[0].all("w:r") if any(t.text.strip() for t in run.all("w:t"))]
    if runs and all(run.is_on("w:rPr", "w:b") for run in runs):
        return True
    look = table.child("w:tblPr", "w:tblLook")
    told = look.get("w:firstRow") if look else ""
    return told not in {"0", "false"}
