"""Blocks: the paragraphs of a Word file as blocks of Markdown, our directives as they are typed."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from reportgen.model.pattern import pattern
from reportgen.read.directives import NAMES, DirectiveKind
from reportgen.read.word.figures import figures
from reportgen.read.word.lines import Chunk, Line, chunk
from reportgen.read.word.lists import ListWriter
from reportgen.read.word.marks import FENCE, OPTION, WAIVER, fence, markdown, option, straight
from reportgen.read.word.story import Story
from reportgen.read.word.styles import CODES, IGNORED, QUOTES, TITLES
from reportgen.read.word.tables import TableWriter
from reportgen.word.captions import UNIT, caption_of, names_table, numbered_formula
from reportgen.word.elements import Element
from reportgen.word.pieces import ATOM, Piece, stripped, text_of
from reportgen.word.story import Grid, Para, Part

_CONTENTS = pattern(r"(?:toc \d|toc heading|table of figures|目录 ?\d?|图表目录)")
_OPENED = pattern(r"\s*[:：]{3,}\s*[{｛]?\s*(?P<name>[^{}｛｝\s]*)")
_CARD = pattern(r"- ")
_TICKS = pattern(r"`{3,}")
_TYPED_KEY = pattern(rf"{ATOM}(?:\s*\{{#(?P<key>[\w.-]+)\}})?")
"""A formula that stands alone, with the name that is typed behind it."""
_DEEPEST = 6
_PAGE_BREAK = ":::{分页}\n:::"


class BlockWriter:
    """Writes the parts of one story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._lists = ListWriter(story.file)
        self._tables = TableWriter(story, self.chunks)
        self._open: list[DirectiveKind | None] = []
        self._may_have_options = self._is_quote = False

    def chunks(self, parts: Sequence[Part]) -> list[Chunk]:
        """Return ``parts`` as Markdown."""
        made: list[Chunk] = []
        at = 0
        while at < len(parts):
            used, chunks = self._next(parts[at:])
            made += chunks
            at += used
        return made

    def _next(self, parts: Sequence[Part]) -> tuple[int, list[Chunk]]:
        """Return the chunks of the first part, and how many parts they tell."""
        here = parts[0]
        if isinstance(here, Grid):
            return self._table(parts, ())
        above = _above_table(parts)
        if above:
            used, chunks = self._table(parts[len(above) :], above)
            return used + len(above), chunks
        if self._is_left_out(here):
            return 1, []
        if here.style.name in CODES:
            return self._code(parts)
        if here.read.pictures:
            self._lists.widths = []
            used, chunks = figures(self._story, here, parts[1:])
        else:
            used, chunks = 1, self._paragraph(here)
        for box in here.read.boxes:
            self._story.look(here, "文本框里的字排在这一段后面（text box behind its paragraph）")
            with self._story.within(f"{self._story.place(here)}文本框"):
                chunks += self.chunks(self._story.parts(box.children))
        return used, self._broken(here, chunks)

    def _is_left_out(self, here: Para) -> bool:
        """Tell whether a paragraph is not printed; say what else of it is not."""
        if here.style.name == IGNORED:
            return True
        self._story.remarks(here)
        if here.style.name in TITLES and here.words:
            self._story.look(here, "标题样式的段落不印：标题写在 report.yaml（title style）")
            return True
        return here.read.is_listed or _CONTENTS.fullmatch(here.style.name) is not None

    def _table(self, parts: Sequence[Part], above: Sequence[Para]) -> tuple[int, list[Chunk]]:
        self._lists.widths = []
        in_table = bool(self._open) and self._open[-1] is DirectiveKind.TABLE
        self._may_have_options = self._is_quote = False
        return self._tables.written(parts, above, in_table=in_table)

    def _broken(self, here: Para, chunks: list[Chunk]) -> list[Chunk]:
        """Return ``chunks`` with the page break that is in their paragraph."""
        breaks = [each for each in here.here.all("w:br") if each.get("w:type") == "page"]
        is_before = here.here.is_on("w:pPr", "w:pageBreakBefore")
        if not (breaks or is_before):
            return chunks
        new = chunk(self._story.place(here), _PAGE_BREAK)
        if breaks and not is_before and _has_words_before(here.here, breaks[0]):
            return [*chunks, new]
        return [new, *chunks]

    # ---- paragraphs ------------------------------------------------------------------------

    def _paragraph(self, here: Para) -> list[Chunk]:
        pieces = stripped(self._story.shown(here))
        words = text_of(pieces)
        if not words:
            return []
        if FENCE.match(words) or (self._open and FENCE.search(words, words.find("\n") + 1)):
            self._lists.widths = []
            return self._fences(here, pieces)
        if WAIVER.fullmatch(words):
            return [chunk(self._story.place(here), straight(words), is_tight=True)]
        if self._may_have_options and OPTION.fullmatch(words):
            made = markdown(pieces, is_first=False).replace("\\\n", "\n")
            made = "\n".join(map(option, made.split("\n")))
            return [chunk(self._story.place(here), made, is_tight=True)]
        self._may_have_options = False
        if self._open and self._open[-1] is DirectiveKind.CARDS and _CARD.match(words):
            text = markdown(pieces, is_first=False).replace("\\\n", "\n")
            return [chunk(self._story.place(here), text, is_tight=True)]
        return [self._block(here, pieces)]

    def _block(self, here: Para, pieces: Sequence[Piece]) -> Chunk:
        """Return a paragraph by what its style, its list and its words make it."""
        place = self._story.place(here)
        was_quote, self._is_quote = self._is_quote, here.style.name in QUOTES
        if here.style.level:
            self._lists.widths = []
            return chunk(place, self._heading(here, pieces))
        list_, depth = here.numbering
        level = self._lists.level(list_, depth) if list_ else None
        if level is not None:
            return self._lists.item(place, markdown(pieces), (list_, depth), level)
        if self._lists.widths and here.style.name == "list paragraph":
            made = markdown(pieces).replace("\n", f"\n{self._lists.indent}")
            return chunk(place, f"{self._lists.indent}{made}")
        self._lists.widths = []
        typed = _TYPED_KEY.fullmatch(text_of(pieces)) if here.read.has_formula else None
        formula = list(pieces[:1]) if typed else numbered_formula(here, pieces)
        if formula and formula[0].look.atom.startswith("$`"):
            key = (typed and typed["key"]) or self._story.keys.of(here.here)
            tex = formula[0].look.atom[2:-2]
            return chunk(place, f"$$\n{tex}\n$${f' {{#{key}}}' if key else ''}")
        made = markdown(pieces)
        if caption_of(here) is not None and here.style.name == "caption":
            self._story.look(here, "题注旁边没有图或表（caption without its figure）")
        if self._is_quote:
            made = (">\n> " if was_quote else "> ") + made.replace("\n", "\n> ")
            return chunk(place, made, is_tight=was_quote)
        return chunk(place, made)

    def _heading(self, here: Para, pieces: Sequence[Piece]) -> str:
        plain = [replace(each, look=replace(each.look, is_strong=False)) for each in pieces]
        made = markdown(plain, is_first=False).replace("\\\n", " ")
        level = min(here.style.level, _DEEPEST)
        marks = []
        if "{" not in made:
            key = self._story.keys.of(here.here)
            marks = [f"#{key}"] if key else []
            list_, depth = here.numbering
            shape = self._story.file.levels.get((list_, depth))
            if shape and shape.text.startswith("附录") and level == 1:
                marks.append("附录")
            elif _is_unnumbered(here):
                marks.append("-")
        tail = f" {{{' '.join(marks)}}}" if marks else ""
        return f"{'#' * level} {made}{tail}"

    def _code(self, parts: Sequence[Part]) -> tuple[int, list[Chunk]]:
        lines: list[Line] = []
        first, used = "", 0
        for part in parts:
            if not isinstance(part, Para) or part.style.name not in CODES:
                break
            place = self._story.place(part)
            first = first or place
            words = text_of(self._story.shown(part)).replace(ATOM, "")
            lines += [Line(place, line) for line in words.split("\n")]
            used += 1
            if used > 1:
                self._story.remarks(part)
        self._lists.widths = []
        self._is_quote = False
        fenced = "`" * max(
            [3, *(len(run) + 1 for line in lines for run in _TICKS.findall(line.text))]
        )
        return used, [Chunk((Line(first, fenced), *lines, Line(lines[-1].place, fenced)))]

    # ---- directives ------------------------------------------------------------------------

    def _fences(self, here: Para, pieces: Sequence[Piece]) -> list[Chunk]:
        """Return a paragraph with the lines of a directive, one after another."""
        place = self._story.place(here)
        self._is_quote = False
        made: list[Chunk] = []
        for text in markdown(pieces, is_first=False).replace("\\\n", "\n").split("\n"):
            line = fence(text) if FENCE.match(text) else text
            is_option = self._may_have_options and OPTION.fullmatch(text) is not None
            line = option(text) if is_option else line
            opened = _OPENED.match(line) if FENCE.match(line) else None
            is_closing = opened is not None and not opened["name"]
            made.append(chunk(place, line, is_tight=is_option or is_closing))
            if opened is not None and is_closing:
                self._open = self._open[:-1]
            elif opened is not None:
                self._open.append(NAMES.get(opened["name"]))
            self._may_have_options = is_option or (opened is not None and not is_closing)
        return made


def _above_table(parts: Sequence[Part]) -> tuple[Para, ...]:
    """Return the caption and the unit right above a table, or nothing where there is none."""
    found: list[Para] = []
    for before, after in pairwise(parts[:3]):
        if not isinstance(before, Para) or before.read.pictures or before.style.level:
            return ()
        is_unit = UNIT.fullmatch(before.words) is not None
        if not (is_unit or names_table(before)) or FENCE.match(before.words):
            return ()
        found.append(before)
        if isinstance(after, Grid):
            return tuple(found)
    return ()


def _has_words_before(paragraph: Element, mark: Element) -> bool:
    for each in paragraph.all("w:t", "w:br"):
        if each is mark:
            return False
        if each.name == "w:t" and each.text.strip():
            return True
    return False


def _is_unnumbered(here: Para) -> bool:
    """Tell whether a heading takes itself out of the numbers its style has."""
    told = here.here.value("w:pPr", "w:numPr", "w:numId")
    return told == "0" and here.style.numbering[0] not in {"", "0"}
