"""Inlines: a paragraph of Word becomes pieces; its fields are read by what they lead to."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.model.pattern import pattern
from reportgen.word.elements import Element, words_of
from reportgen.word.keys import names_section
from reportgen.word.opened import Opened
from reportgen.word.pieces import ATOM, PLAIN, Look, Piece, text_of

_LEADS = pattern(r"\s*(?P<kind>REF|PAGEREF|NOTEREF)\s+(?P<mark>\S+)")
_HYPERLINK = pattern(r'\s*HYPERLINK\s+(?:\\l\s+)?"(?P<address>[^"]*)"')
_LISTS = pattern(r"\s*(?:TOC|INDEX|TOA)\b")
_SEQUENCE = pattern(r"\s*SEQ\s+(?P<name>\S+)")
_DRAWN = pattern(r"\s*(?:EQ|SYMBOL|ADVANCE|BARCODE|DISPLAYBARCODE)\b")
"""Fields that are drawn and have no words."""
_ENTRY = pattern(r"_Bib(?P<number>\d+)")
_CONTAINERS = frozenset(
    {"w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:dir", "w:bdo"}
)
_SCRIPTS = {"superscript": "^", "subscript": "~"}
_UNKNOWN = {"diagram": "SmartArt 图形", "chartex": "新式图表", "ink": "墨迹"}
_UNSEEN = 4
"""Half points: what is as small as that is not to be read."""
_DECORATIVE = "adec:decorative"
_SHAPES = (
    *("wps:wsp", "wpg:wgp", "wpc:wpc", "v:line", "v:polyline", "v:oval", "v:group"),
    *("v:rect", "v:roundrect", "v:shape"),
)
_LOST = ("w:u", "w:strike", "w:dstrike", "w:highlight", "w:vanish")


class Read(Struct):
    """A paragraph, read."""

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)
    """The drawings in it, in their order; each stands in the words as an atom of blanks."""
    boxes: list[Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    """The notes that say again what is cited."""
    sequence: str = ""
    """What it counts: the name of its SEQ field."""
    lost: set[str] = field(default_factory=set)
    breaks: set[str] = field(default_factory=set)
    """Where a page ends: ``before`` its words, ``after`` them."""
    is_listed: bool = False
    """Whether it is a line of a table of contents."""
    has_formula: bool = False
    unknown: list[str] = field(default_factory=list)
    """What is drawn here and not read."""


class Cited(Struct, frozen=True):
    """Citations in place of the marks of notes."""

    by_note: Mapping[str, str] = {}
    """``[@ref-1]`` by ``f1``; nothing for one that another note cites."""
    by_mark: Mapping[str, str] = {}
    """The same by the bookmark of the mark."""


class _Field(Struct):
    code: str = ""
    has_result: bool = False
    pieces: list[Piece] = field(default_factory=list)


class InlineReader:
    """Reads the paragraphs of one part; fields may go on over their ends."""

    def __init__(
        self,
        file: Opened,
        keys: Mapping[str, str],
        formula: Callable[[Element], str],
        part: str = "",
        cited: Cited | None = None,
    ) -> None:
        self._file = file
        self._keys = keys
        self._formula = formula
        self._part = part
        self._cited = cited or Cited()
        self._fields: list[_Field] = []
        self._read = Read()

    def read(self, paragraph: Element) -> Read:
        """Return what stands in ``paragraph``."""
        self._read = Read()
        self._read.is_listed = any(_LISTS.match(each.code) for each in self._fields)
        self._walk(paragraph, PLAIN)
        for each in self._fields:
            self._read.pieces += each.pieces if each.has_result else []
            each.pieces = []
        return self._read

    def _walk(self, here: Element, look: Look) -> None:
        for child in here.children:
            match child.name:
                case "w:r":
                    self._run(child, look)
                case "w:hyperlink" if self._points(child):
                    self._add(ATOM, Look(atom=f"{{@{self._keys[child.get('w:anchor')]}}}"))
                case "w:hyperlink":
                    self._walk(child, self._led(child, look))
                case "w:fldSimple":
                    self._fields.append(_Field(child.get("w:instr"), has_result=True))
                    self._walk(child, look)
                    self._close()
                case "m:oMath" | "m:oMathPara":
                    self._add_formula(child)
                case name if name in _CONTAINERS:
                    self._walk(child, look)
                case _:
                    pass

    def _points(self, link: Element) -> bool:
        """Tell whether a link is a cross-reference: to a formula, or to a chapter by its number."""
        key = self._keys.get(link.get("w:anchor"), "")
        is_chapter = key.startswith("sec-") and names_section(words_of(link))
        return key.startswith("eq-") or is_chapter

    def _led(self, link: Element, look: Look) -> Look:
        way = self._file.way(link.get("r:id"), self._part) if link.get("r:id") else None
        if way is not None and way.is_external:
            return replace(look, link=way.target)
        entry = _ENTRY.fullmatch(link.get("w:anchor"))
        return replace(look, entry=entry["number"], is_citation=True) if entry else look

    def _run(self, run: Element, look: Look) -> None:
        looks = self._look(run.child("w:rPr"), look)
        for child in run.children:
            match child.name:
                case "w:t":
                    self._add(child.text, looks)
                case "w:tab" | "w:ptab":
                    self._add("\t", looks)
                case "w:br":
                    self._break(child.get("w:type"), looks)
                case "w:cr":
                    self._add("\n", looks)
                case "w:noBreakHyphen":
                    self._add("\u2011", looks)
                case "w:sym":
                    self._add_symbol(child.get("w:char"), looks)
                case "w:fldChar":
                    self._turn(child.get("w:fldCharType"))
                case "w:instrText" if self._fields:
                    self._fields[-1].code += child.text
                case "w:footnoteReference" if child.get("w:customMarkFollows") in {"1", "true"}:
                    self._call_marked("f" + child.get("w:id"), run)
                    return
                case "w:footnoteReference":
                    self._call("f" + child.get("w:id"))
                case "w:endnoteReference":
                    self._call("e" + child.get("w:id"))
                case "w:commentReference":
                    self._read.remarks.append(child.get("w:id"))
                case "w:ruby":
                    base = child.child("w:rubyBase")
                    self._add(words_of(base) if base else "", looks)
                case "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent":
                    self._draw(child)
                case _:
                    pass

    def _look(self, looks: Element | None, look: Look) -> Look:
        if looks is None:
            return look
        style = self._file.style(looks.value("w:rStyle"))
        name = style.name
        is_strong = looks.is_on("w:b") if looks.child("w:b") else style.is_strong
        is_slanted = looks.is_on("w:i") if looks.child("w:i") else style.is_slanted
        is_slanted |= looks.is_on("w:em")
        self._read.lost |= {each for each in _LOST if looks.is_on(each)}
        is_link = name == "hyperlink" or bool(look.link)
        return replace(
            look,
            is_strong=is_strong or name == "strong",
            is_slanted=(is_slanted or name == "emphasis") and not is_link,
            is_code=name in {"inlinecode", "行内代码", "html code", "verbatim char", "代码"},
            script=_SCRIPTS.get(looks.value("w:vertAlign"), ""),
            is_citation=look.is_citation or name == "引用标注",
            is_hidden=looks.is_on("w:vanish"),
        )

    def _add(self, text: str, look: Look) -> None:
        if not text:
            return
        here = self._fields[-1] if self._fields else None
        if here is None:
            self._read.pieces.append(Piece(text, look))
        elif here.has_result:
            here.pieces.append(Piece(text, look))

    def _add_symbol(self, code: str, look: Look) -> None:
        char = _symbol(code)
        if not char:
            self._read.unknown.append("符号字体里的字")
        self._add(char, look)

    def _call(self, note: str) -> None:
        if note in self._cited.by_note:
            cited = self._cited.by_note[note]
            self._add(ATOM if cited else "", Look(atom=cited))
        elif note in self._file.notes:
            self._read.notes.append(note)
            self._add(ATOM, Look(atom=f"[^{note}]"))

    def _call_marked(self, note: str, run: Element) -> None:
        """Call a note with a mark of its own; one that nobody sees repeats what a mark cites."""
        size = run.value("w:rPr", "w:sz")
        is_hidden = size.isdecimal() and int(size) <= _UNSEEN
        before = self._read.pieces[-1].look if self._read.pieces else PLAIN
        if not words_of(run).strip() and (before.is_citation or (is_hidden and before.atom)):
            self._read.repeated.append(note)
        else:
            self._call(note)

    def _add_formula(self, here: Element) -> None:
        self._read.has_formula = True
        self._add(ATOM, Look(atom=self._formula(here)))

    def _draw(self, here: Element) -> None:
        boxes = list(here.outermost("w:txbxContent"))
        self._read.boxes += boxes
        pictures = list(here.all("a:blip", "c:chart", "v:imagedata"))
        kinds = {each.get("uri").rpartition("/")[2] for each in here.all("a:graphicData")}
        self._read.unknown += [name for kind, name in _UNKNOWN.items() if kind in kinds]
        is_read = boxes or pictures or self._read.unknown or here.name == "w:object"
        shapes = [] if is_read else list(here.all(*_SHAPES))
        if shapes:
            is_rule = any(each.get("hr") in {"t", "true"} for each in shapes)
            if is_rule or any(each.get("val") == "1" for each in here.all(_DECORATIVE)):
                self._read.lost.add(_DECORATIVE)
            else:
                self._read.unknown.append("自选图形")
        if here.name == "w:object":
            self._read.unknown.append("嵌入对象（OLE）")
        if pictures and not boxes:
            self._read.pictures.append(here)
            self._add(ATOM, Look(atom=f"\0{len(self._read.pictures) - 1}\0"))

    def _break(self, kind: str, look: Look) -> None:
        """Read the end of a line or of a page."""
        if kind == "page":
            is_after = bool(text_of(self._read.pieces).strip())
            self._read.breaks.add("after" if is_after else "before")
        elif kind in {"", "textWrapping"}:
            self._add("\n", look)

    # ---- fields ----------------------------------------------------------------------------

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            self._close()

    def _close(self) -> None:
        done = self._fields.pop()
        sequence = _SEQUENCE.match(done.code)
        if sequence:
            self._read.sequence = sequence["name"]
        if _LISTS.match(done.code):
            self._read.is_listed = True
            return
        if not text_of(done.pieces).strip() and _DRAWN.match(done.code):
            self._read.unknown.append(f"{done.code.split()[0]} 域")
        for piece in self._result(done):
            self._add(piece.text, piece.look)

    def _result(self, done: _Field) -> Iterator[Piece]:
        leads = _LEADS.match(done.code)
        address = _HYPERLINK.match(done.code)
        if address and "\\l" not in done.code:
            link = address["address"]
            yield from (replace(each, look=replace(each.look, link=link)) for each in done.pieces)
            return
        if leads is None:
            yield from done.pieces
            return
        if leads["mark"] in self._cited.by_mark:
            yield Piece(ATOM, Look(atom=self._cited.by_mark[leads["mark"]]))
            return
        entry = _ENTRY.fullmatch(leads["mark"])
        key = self._keys.get(leads["mark"], "")
        if entry:
            for piece in done.pieces:
                look = replace(piece.look, entry=entry["number"], is_citation=True)
                yield replace(piece, look=look)
        elif key and text_of(done.pieces):
            page = " | 页" if leads["kind"] == "PAGEREF" else ""
            yield Piece(ATOM, Look(atom=f"{{@{key}{page}}}"))
        else:
            yield from done.pieces


def _symbol(code: str) -> str:
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= char <= "\uf8ff" else char
