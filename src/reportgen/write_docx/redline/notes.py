"""Foot notes of two documents, in the order in which the merged text calls them."""

import re
from typing import NamedTuple

from reportgen.model.pattern import pattern
from reportgen.write_docx.redline.elements import elements
from reportgen.write_docx.redline.merge import Merger

_CALL = pattern(
    r"<w:(?P<side>ins|del)\s[^<>]*[^<>/]>|</w:(?P<end>ins|del)>"
    r'|(?P<call><w:footnoteReference (?:w:customMarkFollows="1" )?w:id=")(?P<number>\d+)"/>'
)


class Notes(NamedTuple):
    """The notes of a document by their numbers, and the numbers by their names."""

    written: dict[int, str]
    names: dict[int, str]


def merged_notes(text: str, old: Notes, new: Notes, merger: Merger) -> tuple[str, str]:
    """Return the text with its calls numbered anew, and the notes in the same order."""
    there = {name: old.written[number] for number, name in old.names.items()}
    notes: list[str] = []
    change = ""

    def call(match: re.Match[str]) -> str:
        nonlocal change
        if match["call"] is None:
            change = match["side"] or ""
            return match[0]
        number = int(match["number"])
        notes.append(_note(number, change, len(notes) + 1))
        return f'{match["call"]}{len(notes)}"/>'

    def _note(number: int, change: str, place: int) -> str:
        if number in old.written:
            words = _inside(old.written[number])
            flow = merger.flow(words, "", has_end=True)
        else:
            words = _inside(new.written[number])
            before = "" if change else there.get(new.names[number], "")
            flow = merger.flow(_inside(before) if before else "", words, has_end=True)
        return f'<w:footnote w:id="{place}">{flow}</w:footnote>'

    return _CALL.sub(call, text), "".join(notes)


def _inside(note: str) -> str:
    return elements(note)[0].inside
