"""Blocks: paragraphs, tables and figures of a Word file as blocks of Markdown."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from reportgen.adopt.outline import Kind
from reportgen.adopt.plain_text import line_of
from reportgen.adopt.word.book import Book, Chunk
from reportgen.adopt.word.figure_blocks import FigureWriter
from reportgen.adopt.word.pieces import markdown
from reportgen.adopt.word.sections import BREAK
from reportgen.adopt.word.table_blocks import Inside, TableWriter
from reportgen.model.pattern import pattern
from reportgen.word.captions import UNIT, names_table, numbered_formula
from reportgen.word.elements import Element
from reportgen.word.inlines import InlineReader
from reportgen.word.keys import Keys
from reportgen.word.lists import Counter, Level
from reportgen.word.opened import Opened, Style
from reportgen.word.pieces import ATOM, Piece, cut, text_of
from reportgen.word.story import Grid, Para, Part, parts_of

_QUOTES = frozenset({"quote", "intense quote", "block text", "引用", "明显引用"})
_CODES = frozenset({"代码块", "html preformatted", "source code", "代码"})
_CONTENTS = pattern(r"(?:toc \d|toc heading|table of figures|目录 ?\d?|图表目录)")
_DEEPEST = 6
_LINES = frozenset({"w:top", "w:bottom", "w:between"})
_NO_LIST = Level("", "")


class BlockWriter:
    """Writes the parts of one story; what it finds on the way goes into the book."""

    def __init__(
        self,
        file: Opened,
        book: Book,
        keys: Keys,
        reader: InlineReader,
        told: Callable[[Element], Style],
        part: str = "",
    ) -> None:
        self._file = file
        self._book = book
        self._keys = keys
        self._reader = reader
        self._told = told
        self._counter = Counter(file.levels)
        self._figures = FigureWriter(file, book, keys, part)
        self._tables = TableWriter(file, book, keys, told, self._figures)
        self._widths: list[int] = []
        self._is_typed = False
        self._list = ""
        self._is_bullet = self._is_task = self._begins = False
        self._marker = "-"
        self._is_quote = False
        self._is_aside = bool(part)
        self.shift = 0
        """How much deeper the headings of the file are than ours."""

    def written(self, parts: Sequence[Part], numbers: Iterator[int]) -> str:
        """Return ``parts`` as Markdown."""
        out: list[str] = []
        before = Chunk("")
        for chunk in self._chunks(parts, numbers):
            is_close = before.is_item and chunk.is_item and not chunk.is_first
            if out and not is_close:
                out.append("")
            out.append(chunk.text)
            before = chunk
        return "\n".join(out)

    def _chunks(self, parts: Sequence[Part], numbers: Iterator[int]) -> Iterator[Chunk]:
        at = 0
        while at < len(parts):
            used, chunks = self._next(parts[at:], numbers)
            yield from chunks
            at += used

    def _next(self, parts: Sequence[Part], numbers: Iterator[int]) -> tuple[int, list[Chunk]]:
        """Return the chunks of the first part, and how many parts they tell."""
        here, following = parts[0], parts[1] if len(parts) > 1 else None
        if isinstance(here, Grid):
            self._widths = []
            return self._tables.written(parts, None, "", self._inside(numbers))
        self._is_quote &= here.style.name in _QUOTES
        for remark in here.read.remarks:
            self._book.remarked(self._file.remarks.get(remark), here.number, here.words)
        for words in here.read.unknown:
            self._book.unclear(here.number, f"{words}没有带来，请另存为图片")
        if here.read.is_listed or _CONTENTS.fullmatch(here.style.name):
            return 1, []
        unit = UNIT.fullmatch(here.words)
        caption = None if unit else here
        ahead = _unit_ahead(parts)
        if ahead or (isinstance(following, Grid) and (unit or names_table(here))):
            self._widths = []
            told = ahead or (unit["unit"] if unit else "")
            lead = 2 if ahead else 1
            used, chunks = self._tables.written(parts[lead:], caption, told, self._inside(numbers))
            return used + lead, chunks
        if here.style.name in _CODES:
            return self._code(parts)
        used, chunks = 1, self._paragraph(here)
        if here.read.pictures:
            self._widths = []
            used, chunks = self._figures.written(here, parts[1:])
        boxes = [each for box in here.read.boxes for each in self._box(here, box, numbers)]
        return used, self._broken(here, [*chunks, *boxes])

    def _broken(self, here: Para, chunks: list[Chunk]) -> list[Chunk]:
        """Return ``chunks`` with the page breaks of their paragraph."""
        if self._is_aside:
            return chunks
        if here.here.is_on("w:pPr", "w:pageBreakBefore") or "before" in here.read.breaks:
            chunks = [Chunk(BREAK), *chunks]
        return [*chunks, Chunk(BREAK)] if "after" in here.read.breaks else chunks

    def _inside(self, numbers: Iterator[int]) -> Inside:
        """Return what reads the parts of a cell, and what writes them."""
        return Inside(
            lambda elements: parts_of(elements, self._reader, self._told, numbers),
            lambda parts: self.written(parts, numbers),
        )

    # ---- paragraphs ------------------------------------------------------------------------

    def _paragraph(self, here: Para) -> list[Chunk]:
        """Return a paragraph by what its style, its list and its words make it."""
        if here.read.pictures or not here.text.strip():
            is_line = not here.read.pictures and _is_ruled(here)
            self._widths = [] if is_line else self._widths
            return [Chunk("---")] if is_line else []
        if here.read.lost:
            self._lost(here)
        if here.style.level:
            self._widths = []
            return [Chunk(self.heading(here))]
        list_, depth = here.numbering
        if list_ and self._level(list_, 0) != _NO_LIST:
            made = self._item(here, list_, depth)
            return [Chunk(made, is_item=True, is_first=depth == 0 and self._begins)]
        pieces = self._book.mended(here.read.pieces, here.number)
        words = text_of(pieces)
        if self._widths and here.style.name == "list paragraph" and "\t" not in words:
            indent = "" if self._is_typed else " " * sum(self._widths)
            return [Chunk(f"{indent}{markdown(pieces)}")]
        self._widths = []
        formula = [piece for piece in pieces if words == ATOM and here.read.has_formula]
        formula = formula or numbered_formula(here, pieces)
        if formula:
            return [Chunk(self._formula(here, formula))]
        return [self._plain(here, pieces)]

    def _plain(self, here: Para, pieces: Sequence[Piece]) -> Chunk:
        """Return a paragraph of a quote, of a definition, or of nothing else."""
        words = text_of(pieces)
        term, tab, rest = words.partition("\t")
        is_term = pieces[0].look.is_strong and text_of(pieces[:1]) == term
        if tab and rest and is_term and here.style.name == "list paragraph":
            named = markdown(_without_strong(pieces[:1]))
            return Chunk(f"{named}\n：{markdown(cut(pieces, len(term) + 1))}")
        made = markdown(pieces)
        is_quote = here.style.name in _QUOTES
        if is_quote:
            is_dashed = made.startswith("—")
            is_author = here.here.value("w:pPr", "w:jc") in {"right", "end"} and not is_dashed
            break_ = ">\n" if self._is_quote and not (is_author or is_dashed) else ""
            made = f"{break_}> {'——' if is_author else ''}" + made.replace("\n", "\n> ")
        is_first = not self._is_quote
        self._is_quote = is_quote
        return Chunk(made, is_item=is_quote, is_first=is_first)

    def heading(self, here: Para) -> str:
        """Return a heading; the number that was typed goes, ours are counted."""
        pieces = self._book.mended(here.read.pieces, here.number)
        self._book.lines.pop()
        words = text_of(pieces)
        line = line_of(here.number, words.replace("\n", " ").strip() or " ")
        if line.kind is Kind.HEADING and line.label:
            pieces = cut(pieces, len(words) - len(line.text))
        level = min(max(1, here.style.level - self.shift), _DEEPEST)
        key = self._keys.of(here.here)
        list_, depth = here.numbering
        shape = self._file.levels.get((list_, depth))
        marks = [f"#{key}"] if key else []
        if shape and shape.text.startswith("附录") and level == 1:
            marks.append("附录")
        elif _is_unnumbered(here):
            marks.append("-")
        tail = f" {{{' '.join(marks)}}}" if marks else ""
        made = markdown(_without_strong(pieces)).replace("\\\n", " ")
        return f"{'#' * level} {made}{tail}"

    def _level(self, list_: str, depth: int) -> Level:
        levels = self._file.levels
        return levels.get((list_, depth)) or levels.get((list_, 0)) or _NO_LIST

    def _item(self, here: Para, list_: str, depth: int) -> str:
        level = self._level(list_, depth)
        number = self._counter.next(list_, depth)
        pieces = self._book.mended(here.read.pieces, here.number)
        made = markdown(pieces)
        is_new = not self._widths
        if depth == 0:
            self._is_typed = bool(level.typed(number))
            if level.task and self._is_task and not is_new:
                self._list = list_  # a box that is ticked is a list of its own in Word
            self._begins = self._list != list_
            is_next = not is_new and self._is_bullet == level.is_bullet
            if is_next and self._list and self._begins:
                self._marker = "*" if self._marker == "-" else "-"
            self._list, self._is_bullet = list_, level.is_bullet
            self._is_task = bool(level.task)
        typed = level.typed(number) if self._is_typed else ""
        if typed:
            self._widths = [*self._widths[:depth], 0]
            return f"{typed}{made}"
        counted = f"{number}." if self._marker == "-" else f"{number})"
        bullet = f"{self._marker} " if level.is_bullet else f"{counted} "
        depth = min(depth, len(self._widths))
        indent = sum(self._widths[:depth])
        self._widths = [*self._widths[:depth], len(bullet)]
        lines = made.replace("\n", "\n" + " " * (indent + self._widths[-1]))
        return f"{' ' * indent}{bullet}{level.task}{lines}"

    def _formula(self, here: Para, pieces: Sequence[Piece]) -> str:
        tex = pieces[0].look.atom
        if not (tex.startswith("$`") and tex.endswith("`$")):
            return tex
        key = self._keys.of(here.here)
        return f"$$\n{tex[2:-2]}\n$${f' {{#{key}}}' if key else ''}"

    def _code(self, parts: Sequence[Part]) -> tuple[int, list[Chunk]]:
        lines: list[str] = []
        used = 0
        for part in parts:
            if not isinstance(part, Para) or part.style.name not in _CODES:
                break
            lines += part.text.split("\n")
            used += 1
        self._widths = []
        return used, [Chunk("\n".join(["```", *lines, "```"]))]

    def _lost(self, here: Para) -> None:
        names = {
            "w:u": "下划线",
            "w:highlight": "突出显示",
            "w:vanish": "隐藏",
            "adec:decorative": "装饰图形",
        }
        words = "、".join(sorted({names.get(each, "删除线") for each in here.read.lost}))
        self._book.unused(here.number, f"字的样子没有带来：{words}（{here.words[:20]}）")

    def _box(self, here: Para, box: Element, numbers: Iterator[int]) -> Iterator[Chunk]:
        self._book.unclear(here.number, "文本框里的字放在了这一段后面")
        yield from self._chunks(parts_of(box.children, self._reader, self._told, numbers), numbers)


def _unit_ahead(parts: Sequence[Part]) -> str:
    """Return the unit that stands between the caption of a table and the table, or nothing."""
    caption, unit, table = [*parts[:3], None, None, None][:3]
    if not (isinstance(caption, Para) and isinstance(unit, Para) and isinstance(table, Grid)):
        return ""
    told = UNIT.fullmatch(unit.words)
    return told["unit"] if told and names_table(caption) else ""


def _is_ruled(here: Para) -> bool:
    """Tell whether an empty paragraph is a line across the page."""
    borders = here.here.child("w:pPr", "w:pBdr")
    sides = borders.children if borders else []
    return any(
        each.name in _LINES and each.get("w:val") not in {"", "none", "nil"} for each in sides
    )


def _is_unnumbered(here: Para) -> bool:
    """Tell whether a heading takes itself out of the numbers its style has."""
    told = here.here.value("w:pPr", "w:numPr", "w:numId")
    return told == "0" and here.style.numbering[0] not in {"", "0"}


def _without_strong(pieces: Sequence[Piece]) -> list[Piece]:
    return [replace(each, look=replace(each.look, is_strong=False)) for each in pieces]
