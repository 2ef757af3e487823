"""Sections and deleted words: heads named once a kind, a last section, no words struck half."""

from collections.abc import Mapping

from reportgen.diag import Code
from reportgen.verify.word.story import End, Start, Story, Watcher
from reportgen.word.markup import VALUE, Attributes, R, W

_BODY_DEPTH = 3
"""How deep what stands right in the body is: w:document, w:body, and itself."""
_REFERENCES = ("w:headerReference", "w:footerReference")
_BLOCKS = ("w:p", "w:tbl", "w:sdt")


class Sections(Watcher):
    """Follows the sections of the body."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._named: set[str] = set()
        self._last = ""

    def starts(self) -> Mapping[str, Start]:
        """Return sections, what they point to, and what stands in the body."""
        return {
            "w:body": self._body,
            "w:sectPr": self._section,
            **{name: self._namer(name) for name in _REFERENCES},
            **{name: self._placer(name) for name in _BLOCKS},
        }

    def ends(self) -> Mapping[str, End]:
        """Return the end of the body."""
        return {"w:body": self._end}

    def _body(self, _: Attributes) -> None:
        self._last = ""

    def _end(self) -> None:
        if self._last != "w:sectPr":
            self._story.add(Code.DOCX_SECTION_WRONG, "w:body/w:sectPr")

    def _section(self, _: Attributes) -> None:
        self._named.clear()
        if len(self._story.path) == _BODY_DEPTH:
            if self._last == "w:sectPr":
                self._story.add(Code.DOCX_SECTION_WRONG, "2 × w:body/w:sectPr")
            self._last = "w:sectPr"

    def _namer(self, name: str) -> Start:
        def see(attributes: Attributes) -> None:
            kind = f"{name} {attributes.get(W + 'type', 'default')}"
            if kind in self._named:
                self._story.add(Code.DOCX_SECTION_WRONG, f"2 × {kind}")
            self._named.add(kind)
            self._story.held[name].append(attributes.get(R + "id", ""))

        return see

    def _placer(self, name: str) -> Start:
        def see(_: Attributes) -> None:
            if len(self._story.path) == _BODY_DEPTH:
                self._last = name

        return see


class Deleted(Watcher):
    """Looks whether deleted words stand among deleted runs, and only there (17.3.3.7)."""

    def starts(self) -> Mapping[str, Start]:
        """Return words that stand, and words that are struck."""
        return {
            "w:t": self._standing("w:t"),
            "w:instrText": self._standing("w:instrText"),
            "w:delText": self._struck("w:delText"),
            "w:delInstrText": self._struck("w:delInstrText"),
        }

    def _standing(self, name: str) -> Start:
        def see(_: Attributes) -> None:
            if "w:del" in self._story.path:
                self._story.add(Code.DOCX_DELETED_TEXT, f"w:del/{name}")

        return see

    def _struck(self, name: str) -> Start:
        def see(_: Attributes) -> None:
            if "w:del" not in self._story.path:
                self._story.add(Code.DOCX_DELETED_TEXT, name)

        return see


class Controls(Watcher):
    """Follows content controls: their numbers are a text's own (17.5.2.18)."""

    def starts(self) -> Mapping[str, Start]:
        """Return the number of a control."""
        return {"w:id": self._number}

    def _number(self, attributes: Attributes) -> None:
        if self._story.path[-2] == "w:sdtPr":
            self._story.held["w:sdt"].append(attributes.get(VALUE, ""))
