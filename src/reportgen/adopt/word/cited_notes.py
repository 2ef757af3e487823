"""Foot notes that are references: entries of GB/T 7714, and 同② that repeat one."""

from collections.abc import Mapping

from reportgen.adopt.citations import KEY
from reportgen.adopt.entries import entry_of
from reportgen.adopt.outline import Entry
from reportgen.model.pattern import pattern
from reportgen.word.elements import Element, words_of
from reportgen.word.inlines import Cited
from reportgen.word.opened import Opened

_AGAIN = pattern(r"同(?P<mark>[①-⑳]|[（(]\d+[）)])\s*(?P<pages>[\d,，–—-]*)\.?")
_CALLS = pattern(r"NOTEREF\s+(\S+)\s+\\f")
_LEADS = pattern(r"NOTEREF\s+(\S+)")


def cited_notes(file: Opened) -> tuple[list[Entry], Cited]:
    """Return the entries in the foot notes of ``file``, and what cites them."""
    marks = _marks(file.body)
    entries: list[Entry] = []
    numbers: dict[str, str] = {}
    cited: dict[str, str] = {}
    for key, note in file.notes.items():
        if not key.startswith("f"):
            continue
        words = " ".join(words_of(note).split())
        again = _AGAIN.fullmatch(words)
        leads = _LEADS.search("".join(each.text for each in note.all("w:instrText")))
        if again and leads and numbers.get(marks.get(leads[1], "")):
            numbers[key] = numbers[marks[leads[1]]]
            pages = f", {again['pages']}" if again["pages"] else ""
            cited[key] = f"[@{KEY}{numbers[key]}{pages}]"
            continue
        entry = entry_of(str(len(entries) + 1), words, 0)
        if entry.elements:
            entries.append(entry)
            numbers[key] = entry.number
            cited[key] = f"[@{entry.key}]"
    inner = {mark for note in file.notes.values() for mark in _called_in(note)}
    by_mark = {mark: cited[note] for mark, note in marks.items() if note in cited}
    by_note = {
        note: "" if _is_inner(note, inner, marks) else words for note, words in cited.items()
    }
    return entries, Cited(by_note, by_mark)


def _called_in(note: Element) -> list[str]:
    """Return the bookmarks of notes that a note calls: their marks stand beside its own, too."""
    return _CALLS.findall("".join(each.text for each in note.all("w:instrText")))


def _is_inner(note: str, inner: set[str], marks: Mapping[str, str]) -> bool:
    return any(marks.get(mark) == note for mark in inner)


def _marks(body: Element) -> dict[str, str]:
    """Return which note the bookmarks of note marks stand at."""
    found: dict[str, str] = {}
    name = ""
    for each in body.all("w:bookmarkStart", "w:footnoteReference"):
        if each.name == "w:bookmarkStart":
            told = each.get("w:name")
            name = told if told.startswith(("_Note", "_Ref")) else name
        elif name:
            found[name] = f"f{each.get('w:id')}"
            name = ""
    return found
