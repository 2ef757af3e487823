"""Story: one text of a Word file while it is written as Markdown, and what is noted of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from msgspec.structs import replace

from reportgen.diag import Code
from reportgen.model.pattern import pattern
from reportgen.read.word.lines import Notes
from reportgen.word.elements import Element, words_of
from reportgen.word.formulas import UnknownFormulaError, tex_of
from reportgen.word.inlines import InlineReader
from reportgen.word.keys import Keys
from reportgen.word.opened import Opened, Style
from reportgen.word.pieces import Piece, text_of
from reportgen.word.story import Para, Part, parts_of

_NOT_IN_NAMES = pattern(r"[^\w-]+")
_LOOKS = {
    "w:u": "下划线（underline）",
    "w:strike": "删除线（strike）",
    "w:dstrike": "删除线（strike）",
    "w:highlight": "突出显示（highlight）",
    "adec:decorative": "装饰图形不用（decorative shape）",
}
_DRAWN = {
    "SmartArt 图形": "SmartArt",
    "新式图表": "chart",
    "墨迹": "ink",
    "自选图形": "shape",
    "嵌入对象（OLE）": "embedded object",
    "符号字体里的字": "symbol font",
}
_SHOWN = 24


class Story:
    """A text: the body, a note, a text box, a cell."""

    def __init__(
        self, file: Opened, name: str, told: Callable[[Element], Style], keys: Keys, notes: Notes
    ) -> None:
        self.file = file
        self.name = name
        """How the report calls the file."""
        self.told = told
        self.keys = keys
        self.notes = notes
        self.part = ""
        """The part with the text, where it is not the body."""
        self.inside = ""
        """What all that is written now belongs to: a row of a table, a note."""
        self.pictures: dict[str, bytes] = {}
        self.measure = 0
        """How wide the text is, in twentieths of a point."""
        self._numbers: Iterator[int] = count(1)
        self._readers: dict[str, InlineReader] = {}

    def parts(self, elements: Sequence[Element]) -> list[Part]:
        """Return the paragraphs and tables among ``elements``."""
        return parts_of(elements, self._reader(), self.told, self._numbers)

    def _reader(self) -> InlineReader:
        if self.part not in self._readers:
            self._readers[self.part] = InlineReader(
                self.file, self.keys.by_mark, _formula, self.part
            )
        return self._readers[self.part]

    def label(self, note: str) -> str:
        """Return the label of a note, which no other file of the report has."""
        return f"{_NOT_IN_NAMES.sub('-', self.name.rpartition('.')[0])}-{note}"

    def place(self, part: Part) -> str:
        """Return where a part stands, as findings say it."""
        return self.inside or f"第 {part.number} 段"

    @contextmanager
    def within(self, name: str) -> Iterator[None]:
        """Let all that is written meanwhile belong to what is called ``name``."""
        before, self.inside = self.inside, name
        try:
            yield
        finally:
            self.inside = before

    def shown(self, here: Para) -> list[Piece]:
        """Return the words of a paragraph that are printed; its notes by their labels."""
        return [
            _labelled(each, self.label(each.look.atom[2:-1]))
            if each.look.atom.startswith("[^")
            else each
            for each in here.read.pieces
            if not each.look.is_hidden
        ]

    # ---- what is noted ---------------------------------------------------------------------

    def lost(self, part: Part, what: str) -> None:
        """Say that something would be missing."""
        self.notes.add(Code.WORD_PIECE_LOST, self.place(part), _words(part), what=what)

    def look(self, part: Part, what: str) -> None:
        """Say that something looks or stands otherwise than in Word."""
        self.notes.add(Code.WORD_LOOKS, self.place(part), _words(part), what=what)

    def remarks(self, here: Para) -> None:
        """Say what of a paragraph is not printed: comments, looks, what is drawn, hidden words."""
        for each in here.read.remarks:
            remark = self.file.remarks.get(each)
            if remark is not None:
                self.notes.add(
                    Code.WORD_COMMENT,
                    self.place(here),
                    here.words,
                    author=remark.author or "—",
                    remark=remark.words,
                )
        for what in here.read.unknown:
            self.lost(here, f"{what} {_DRAWN.get(what, '')}".strip())
        for each in sorted(here.read.lost & _LOOKS.keys()):
            self.look(here, _LOOKS[each])
        hidden = text_of(each for each in here.read.pieces if each.look.is_hidden).strip()
        if hidden:
            self.look(here, f"隐藏文字（hidden text）：{hidden[:_SHOWN]}")
        for formula in here.here.all("m:oMath"):
            if not _tex(formula):
                what = f"公式（formula）{words_of(formula)[:_SHOWN]}，请用 $…$ 打出来"
                self.lost(here, what)


def _formula(here: Element) -> str:
    tex = _tex(here)
    words = words_of(here).replace("`", " ")
    return f"$`{tex}`$" if tex else f"`{words}`" if words.strip() else ""


def _tex(here: Element) -> str:
    """Return a formula as TeX, or nothing where it is not read."""
    try:
        tex = tex_of(here)
    except UnknownFormulaError:
        return ""
    return "" if "`" in tex else tex


def _labelled(piece: Piece, label: str) -> Piece:
    return replace(piece, look=replace(piece.look, atom=f"[^{label}]"))


def _words(part: Part) -> str:
    return part.words if isinstance(part, Para) else words_of(part.here)
