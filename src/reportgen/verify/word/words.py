"""The words of a Word file, ours or changed by its reader: paragraphs, cells, notes, comments."""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from reportgen.model.pattern import pattern
from reportgen.model.returned import (
    NUMBER,
    PLACEHOLDER,
    Fate,
    TextSort,
    WordPiece,
    WordText,
)
from reportgen.word.markup import NAMES, VALUE, Attributes, BrokenPackageError, W, stream

_MOST_CHARACTERS = 30_000_000
_LISTS = pattern(r"\s*(?:TOC|INDEX)\b")
_PAGES = pattern(r"\s*(?:PAGEREF|PAGE|NUMPAGES|SECTIONPAGES)\b")
_HEADING = pattern(r"Heading\d")
_UNSEEN = "\u200a"
"""What stands where a foot note is called that has no mark of its own."""
_REVISIONS = {
    "w:ins": Fate.INSERTED,
    "w:moveTo": Fate.INSERTED,
    "w:del": Fate.DELETED,
    "w:moveFrom": Fate.DELETED,
}
_DEEPEST = 1000
"""How many elements, fields, changes and remarks may be open at a time."""


_Look: TypeAlias = tuple[Fate, str, str, bool, bool]
"""Fate, author, number, and whether it is a field or a formula: all of a piece but its words."""


class _Open(Struct):
    """A paragraph that is being read."""

    cell: tuple[int, int, int]
    pieces: list[tuple[_Look, list[str]]] = field(default_factory=list)
    end: Fate = Fate.KEPT
    style: str = ""
    is_heading: bool = False
    is_caption: bool = False
    calls: int = 0


class _Field(Struct):
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    has_result: bool = False


class _Cell(Struct):
    """A table that is open, and how far it has been read."""

    table: int
    row: int = 0
    column: int = 0


class Remark(Struct):
    """What a comment is about, and where that begins."""

    at: int
    about: list[str] = field(default_factory=list)


class WordsReader:
    """Reads the paragraphs of one part; what a program counts itself is told from what is typed."""

    def __init__(self, *, is_notes: bool = False) -> None:
        self.texts: list[WordText] = []
        self.remarks: dict[str, Remark] = {}
        self._is_notes = is_notes
        self._path: list[str] = []
        self._paragraphs: list[_Open] = []
        self._tables: list[_Cell] = []
        self._table_count = 0
        self._fields: list[_Field] = []
        self._revisions: list[tuple[Fate, str]] = []
        self._numbers: dict[str, str] = {}
        self._remarked: list[str] = []
        self._sheltered = 0
        """How many elements are open whose words are nobody's, or the program's own."""
        self._controls: list[bool] = []
        self._count = 0

    def read(self, body: bytes) -> None:
        """Read the part in ``body``."""
        stream(body, self._start, self._end, self._words)

    # ---- elements --------------------------------------------------------------------------

    def _start(self, full: str, attributes: Attributes) -> None:
        name = NAMES[full]
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        open_marks = len(self._fields) + len(self._revisions) + len(self._remarked)
        if len(self._path) > _DEEPEST or open_marks > _DEEPEST:
            raise BrokenPackageError("depth")
        match name:
            case "mc:Fallback" | "w:pict":
                self._sheltered += 1
            case "w:sdt":
                self._controls.append(False)
            case "w:docPartGallery" if attributes.get(VALUE) == "Table of Contents":
                self._shelter_control()
            case "w:p":
                self._paragraphs.append(_Open(self._cell()))
            case "w:pStyle" if self._paragraphs:
                self._paragraphs[-1].style = attributes.get(VALUE, "")
            case "w:tbl":
                self._table_count += 1
                self._tables.append(_Cell(self._table_count))
            case "w:tr" if self._tables:
                self._tables[-1].row += 1
                self._tables[-1].column = 0
            case "w:tc" if self._tables:
                self._tables[-1].column += 1
            case "w:ins" | "w:del" | "w:moveTo" | "w:moveFrom":
                self._revise(name, parent, attributes)
            case "w:fldChar":
                self._field(attributes.get(W + "fldCharType", ""))
            case "w:fldSimple":
                self._fields.append(_Field(attributes.get(W + "instr", ""), has_result=True))
            case "w:bookmarkStart":
                self._mark(attributes)
            case "w:bookmarkEnd":
                self._numbers.pop(attributes.get(W + "id", ""), None)
            case "w:commentRangeStart" | "w:commentRangeEnd":
                self._remark(name, attributes.get(W + "id", ""))
            case _:
                self._said(name, attributes)

    def _said(self, name: str, attributes: Attributes) -> None:
        """Take what stands for characters."""
        match name:
            case "w:tab" if "w:tabs" not in self._path:
                self._add("\t")
            case "w:br" if attributes.get(W + "type", "textWrapping") == "textWrapping":
                self._add("\n")
            case "w:cr":
                self._add("\n")
            case "w:noBreakHyphen":
                self._add("\u2011")
            case "m:oMath" | "wp:inline":
                self._add(PLACEHOLDER, is_formula=True)
            case "w:sym":
                self._add(_symbol(attributes.get(W + "char", "")))
            case "w:footnoteReference" | "w:endnoteReference" if self._paragraphs:
                self._paragraphs[-1].calls += 1
            case _:
                pass

    def _end(self, _: str) -> None:
        name = self._path.pop()
        match name:
            case "mc:Fallback" | "w:pict":
                self._sheltered -= 1
            case "w:sdt":
                self._sheltered -= self._controls.pop()
            case "w:p" if self._paragraphs:
                self._close(self._paragraphs.pop())
            case "w:tbl" if self._tables:
                self._tables.pop()
            case "w:fldSimple" if self._fields:
                self._fields.pop()
            case "w:ins" | "w:del" | "w:moveTo" | "w:moveFrom":
                if self._revisions and self._path[-1:] != ["w:rPr"]:
                    self._revisions.pop()
            case _:
                pass

    def _words(self, text: str) -> None:
        match self._path[-1]:
            case "w:t" | "w:delText":
                self._add(text)
            case "m:t":
                self._add(text, is_formula=True)
            case "w:instrText" if self._fields and not self._fields[-1].has_result:
                self._fields[-1].code += text
            case _:
                pass

    # ---- what they mean --------------------------------------------------------------------

    def _cell(self) -> tuple[int, int, int]:
        if not self._tables:
            return 0, 0, 0
        here = self._tables[-1]
        return here.table, here.row, here.column

    def _shelter_control(self) -> None:
        if self._controls and not self._controls[-1]:
            self._controls[-1] = True
            self._sheltered += 1

    def _revise(self, name: str, parent: str, attributes: Attributes) -> None:
        if parent == "w:rPr":
            if self._paragraphs and "w:pPr" in self._path[-4:]:
                self._paragraphs[-1].end = _REVISIONS[name]
        else:
            self._revisions.append((_REVISIONS[name], attributes.get(W + "author", "")))

    def _field(self, kind: str) -> None:
        match kind:
            case "begin":
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].has_result = True
                if _PAGES.match(self._fields[-1].code):
                    self._add(PLACEHOLDER, is_field=True)
            case "end" if self._fields:
                self._fields.pop()
            case _:
                pass

    def _mark(self, attributes: Attributes) -> None:
        name = attributes.get(W + "name", "")
        if name.startswith(NUMBER):
            self._numbers[attributes.get(W + "id", "")] = name
        elif self._paragraphs and not self._is_listed():
            paragraph = self._paragraphs[-1]
            paragraph.is_heading |= name.startswith("_Toc")
            paragraph.is_caption |= name.startswith("_Ref")

    def _remark(self, name: str, number: str) -> None:
        if name == "w:commentRangeStart":
            self._remarked.append(number)
            self.remarks.setdefault(number, Remark(len(self.texts)))
        elif number in self._remarked:
            self._remarked.remove(number)

    def _is_listed(self) -> bool:
        """Tell whether contents are being read, which a program makes itself."""
        return any(each.has_result and _LISTS.match(each.code) for each in self._fields)

    def _add(self, text: str, *, is_field: bool = False, is_formula: bool = False) -> None:
        text = text.replace(_UNSEEN, "")
        is_code = bool(self._fields) and not self._fields[-1].has_result
        if not text or not self._paragraphs or self._sheltered or is_code or self._is_listed():
            return
        if text != PLACEHOLDER and any(_PAGES.match(each.code) for each in self._fields):
            return
        self._count += len(text)
        if self._count > _MOST_CHARACTERS:
            raise BrokenPackageError("text")
        fate, author = self._revisions[-1] if self._revisions else (Fate.KEPT, "")
        if Fate.DELETED in {each for each, _ in self._revisions}:
            fate = Fate.DELETED  # what was put in and taken out again is gone
        number = next(reversed(self._numbers.values()), "")
        look = fate, author, number, is_field or bool(self._fields), is_formula
        pieces = self._paragraphs[-1].pieces
        if pieces and pieces[-1][0] == look:  # what a program tore apart is one again
            pieces[-1][1].append(text)
        else:
            pieces.append((look, [text]))
        if fate is not Fate.DELETED:
            for each in self._remarked:
                self.remarks[each].about.append(text)

    def _close(self, done: _Open) -> None:
        self._fields = [each for each in self._fields if each.has_result]
        if not done.pieces and not done.calls:
            return
        sort = TextSort.NOTE if self._is_notes else TextSort.PARAGRAPH
        table, row, column = done.cell
        if table:
            sort = TextSort.CELL
        elif _HEADING.match(done.style) or done.is_heading:
            sort = TextSort.HEADING
        elif done.style == "Caption" or done.is_caption:
            sort = TextSort.CAPTION
        pieces = tuple(WordPiece("".join(words), *look) for look, words in done.pieces)
        made = WordText(sort, pieces, done.end, table, row, column, done.calls)
        self.texts.append(made)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def comments_in(body: bytes) -> dict[str, tuple[str, str]]:
    """Return author and words of each comment by its number."""
    found: dict[str, tuple[str, list[str]]] = {}
    path: list[str] = []
    here = [""]

    def start(full: str, attributes: Mapping[str, str]) -> None:
        path.append(NAMES[full])
        if path[-1] == "w:comment":
            here[0] = attributes.get(W + "id", "")
            found[here[0]] = attributes.get(W + "author", ""), []
        elif path[-1] in {"w:br", "w:p"} and here[0] in found and found[here[0]][1]:
            found[here[0]][1].append("\n")

    def end(_: str) -> None:
        path.pop()

    def words(text: str) -> None:
        if path[-1] == "w:t" and here[0] in found:
            found[here[0]][1].append(text)

    stream(body, start, end, words)
    return {number: (author, "".join(said)) for number, (author, said) in found.items()}
