"""Fields: each begins, separates, shows a result and ends (ECMA-376 Part 1, 17.16.18)."""

from collections.abc import Mapping

from msgspec import Struct

from reportgen.diag import Code
from reportgen.model.pattern import pattern
from reportgen.verify.word.story import End, Start, Story, Watcher, Words
from reportgen.word.markup import Attributes, W

_ASKS = pattern(r"\s*(?:REF|PAGEREF|NOTEREF)\s+\"?([^\s\"]+)")
_LINKS = pattern(r'\s*HYPERLINK\b.*\\l\s+"?([^\s"]+)')
_SHOW_NOTHING = frozenset(["ADVANCE", "ASK", "PRIVATE", "RD", "SET", "TA", "TC", "XE"])
_SHOWN = ("w:t", "w:delText", "m:t")
_PICTURES = ("w:drawing", "w:pict", "w:sym", "w:object")


class _Field(Struct):
    code: str = ""
    separates: bool = False
    shows: bool = False

    @property
    def name(self) -> str:
        return self.code.strip() or "fldChar"

    @property
    def is_whole(self) -> bool:
        kind = self.code.split()[:1]
        return (self.separates and self.shows) or bool(_SHOW_NOTHING.intersection(kind))


class Fields(Watcher):
    """Follows the fields of a text, one in another too, and keeps the bookmarks they ask for."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._open: list[_Field] = []
        self._simple: list[_Field] = []

    def starts(self) -> Mapping[str, Start]:
        """Return what fields are made of."""
        return {
            "w:fldChar": self._part,
            "w:fldSimple": self._begin_simple,
            **dict.fromkeys(_PICTURES, self._picture),
        }

    def ends(self) -> Mapping[str, End]:
        """Return the end of a simple field."""
        return {"w:fldSimple": self._end_simple}

    def words(self) -> Mapping[str, Words]:
        """Return codes and results."""
        return {
            "w:instrText": self._code,
            "w:delInstrText": self._code,
            **dict.fromkeys(_SHOWN, self._result),
        }

    def finish(self) -> None:
        """Say which fields do not end."""
        for field in self._open:
            self._wrong(field.name)

    def _part(self, attributes: Attributes) -> None:
        kind = attributes.get(W + "fldCharType", "")
        if kind == "begin":
            self._open.append(_Field())
        elif not self._open:
            self._wrong(f"fldChar {kind}")
        elif kind == "separate" and not self._open[-1].separates:
            self._open[-1].separates = True
        else:
            field = self._open.pop()
            if kind != "end" or not field.is_whole:
                self._wrong(field.name)
            self._ask(field.code)

    def _begin_simple(self, attributes: Attributes) -> None:
        self._simple.append(_Field(attributes.get(W + "instr", ""), separates=True))

    def _end_simple(self) -> None:
        field = self._simple.pop()
        if not field.is_whole:
            self._wrong(field.name)
        self._ask(field.code)

    def _code(self, words: str) -> None:
        if self._open and not self._open[-1].separates:
            self._open[-1].code += words

    def _result(self, words: str) -> None:
        if words:
            self._show()

    def _picture(self, _: Attributes) -> None:
        self._show()

    def _show(self) -> None:
        for field in (*self._open, *self._simple):
            if field.separates:
                field.shows = True

    def _ask(self, code: str) -> None:
        found = _ASKS.match(code) or _LINKS.match(code)
        if found:
            self._story.held["anchor"].append(found[1])

    def _wrong(self, fault: str) -> None:
        self._story.add(Code.DOCX_FIELD_WRONG, fault)
