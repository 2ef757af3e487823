"""Marks in a text: what has a number or a name, and what points to it."""

from collections import Counter
from collections.abc import Mapping

from reportgen.diag import Code
from reportgen.verify.word.story import Start, Story, Watcher
from reportgen.word.markup import ID, VALUE, W14, Attributes, W

_REVISIONS = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "cellIns",
    "cellDel",
)
REVISION, PARAGRAPH, DRAWING = "revision", "w14:paraId", "wp:docPr"
HELD = {
    "w:bookmarkStart": (("bookmark", W + "name"),),
    "w:hyperlink": (("anchor", W + "anchor"),),
    "w:footnoteReference": (("foot call", ID),),
    "w:endnoteReference": (("end call", ID),),
    "w:commentReference": (("comment call", ID),),
    "w:comment": (("comment", ID),),
    "w:pStyle": (("paragraph style", VALUE),),
    "w:rStyle": (("character style", VALUE),),
    "w:tblStyle": (("table style", VALUE),),
    "w:numId": (("list", VALUE),),
    "w:p": ((PARAGRAPH, W14 + "paraId"),),
    "wp:docPr": ((DRAWING, "id"),),
    **{f"w:{name}": ((REVISION, ID),) for name in _REVISIONS},
}
"""What is kept of which element: the name of the list, and the attribute."""

NOTE_KINDS = ("foot", "end")
"""Notes at the foot of the page, and at the end."""

PAIRS = {
    "bookmark": ("w:bookmarkStart", "w:bookmarkEnd", Code.DOCX_MARK_OPEN),
    "comment": ("w:commentRangeStart", "w:commentRangeEnd", Code.DOCX_COMMENT_WRONG),
}
"""What begins and ends with marks of the same number."""

_ONCE = (REVISION, PARAGRAPH, DRAWING, "comment", "w:sdt")
_OVER = 0x80000000
"""The number of a paragraph stays below ([MS-DOCX], 2.2.4, paraId)."""


class Marks(Watcher):
    """Keeps what HELD names."""

    def starts(self) -> Mapping[str, Start]:
        """Return one keeper for each element."""
        return {name: self._keeper(kept) for name, kept in HELD.items()}

    def finish(self) -> None:
        """Say which numbers two marks share, and which are too large."""
        story = self._story
        for name in _ONCE:
            for number, count in Counter(story.held[name]).items():
                if count > 1:
                    story.add(Code.DOCX_ID_TWICE, f"{name} {number}")
        for number in story.held[PARAGRAPH]:
            if not 0 < _value(number) < _OVER:
                story.add(Code.DOCX_ID_OUT_OF_RANGE, f"{PARAGRAPH} {number}")

    def _keeper(self, kept: tuple[tuple[str, str], ...]) -> Start:
        lists = [(self._story.held[name], attribute) for name, attribute in kept]

        def keep(attributes: Attributes) -> None:
            for values, attribute in lists:
                value = attributes.get(attribute)
                if value is not None:
                    values.append(value)

        return keep


class Notes(Watcher):
    """Keeps the numbers of notes, and apart from them those of the rules above notes."""

    def finish(self) -> None:
        """Say which numbers two notes share."""
        held = self._story.held
        for kind in NOTE_KINDS:
            for number, count in Counter(held[kind] + held[f"{kind} mark"]).items():
                if count > 1:
                    self._story.add(Code.DOCX_ID_TWICE, f"w:{kind}note {number}")

    def starts(self) -> Mapping[str, Start]:
        """Return the notes of both kinds."""
        return {f"w:{kind}note": self._keeper(kind) for kind in NOTE_KINDS}

    def _keeper(self, kind: str) -> Start:
        held = self._story.held

        def keep(attributes: Attributes) -> None:
            special, number = attributes.get(W + "type", "normal"), attributes.get(ID, "")
            is_mark = special != "normal"
            held[f"{kind} mark" if is_mark else kind].append(number)
            if is_mark:
                held[f"{kind} type"].append(special)

        return keep


class Pairs(Watcher):
    """Follows what begins and ends with marks of the same number."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._open: dict[str, set[str]] = {kind: set() for kind in PAIRS}

    def starts(self) -> Mapping[str, Start]:
        """Return a keeper for each mark."""
        made: dict[str, Start] = {}
        for kind, (first, last, code) in PAIRS.items():
            made[first] = self._opener(kind, code)
            made[last] = self._closer(kind, code)
        return made

    def finish(self) -> None:
        """Say what began and did not end."""
        for kind, (first, _, code) in PAIRS.items():
            for number in sorted(self._open[kind]):
                self._story.add(code, f"{first} {number}")

    def _opener(self, kind: str, code: Code) -> Start:
        seen: set[str] = set()

        def begin(attributes: Attributes) -> None:
            number = attributes.get(ID, "")
            if number in seen:
                self._story.add(Code.DOCX_ID_TWICE, f"{PAIRS[kind][0]} {number}")
            seen.add(number)
            self._open[kind].add(number)
            if code is Code.DOCX_COMMENT_WRONG:
                self._story.held["comment range"].append(number)

        return begin

    def _closer(self, kind: str, code: Code) -> Start:
        def stop(attributes: Attributes) -> None:
            number = attributes.get(ID, "")
            if number not in self._open[kind]:
                self._story.add(code, f"{PAIRS[kind][1]} {number}")
            self._open[kind].discard(number)

        return stop


def _value(number: str) -> int:
    """Return a number written with sixteen digits; what is none is too large."""
    try:
        return int(number, 16)
    except ValueError:
        return _OVER
