"""Marks in the text: citations, whose numbers the bibliography counts, and calls of foot notes."""

import re
from collections.abc import Iterator

from reportgen.model import document as doc
from reportgen.write_docx.fields import field
from reportgen.write_docx.markup import run, text, value
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import CITATION, NOTE_MARK
from reportgen.zh.numerals import circled

_NUMBER = re.compile(r"(\d+)")
_CITATION = value("rStyle", CITATION)


def citation(mark: doc.CitationMark, story: Story) -> str:
    """Return ``[1]`` or ``[1,3]``, printed once whatever it leads to.

    A number cited for the first time calls its foot note: the number itself is the note's typed
    mark (w:customMarkFollows), so it stands in the text only there. Any other number is a field
    that asks the bibliography.
    """
    called = {_number(story.document.note(n).label): n for n in mark.notes if not story.is_note}
    if len(mark.entries) == 1:
        return _single(mark, called, story)
    return "".join(_several(mark, called, story))


def note_mark(mark: doc.NoteMark, story: Story) -> str:
    """Return the call of an author's note; a second call repeats the number of the first."""
    bookmark = f"_Note{note_number(mark.note, story)}"
    if story.is_note or not story.marked.is_first(mark.note):
        return field(f"NOTEREF {bookmark} \\f \\h", circled(mark.ordinal), value("rStyle", NOTE_MARK))
    call = f'<w:footnoteReference w:id="{note_number(mark.note, story)}"/>'
    return story.bookmarks.wrap(bookmark, run(call, value("rStyle", NOTE_MARK)))


def note_number(identifier: str, story: Story) -> int:
    """Return the w:id of a note: its place among the notes, from 1."""
    return next(n for n, note in enumerate(story.document.notes, 1) if note.id == identifier)


def _single(mark: doc.CitationMark, called: dict[int, str], story: Story) -> str:
    entry = mark.entries[0]
    if entry in called:
        return _call(called[entry], mark.label, entry, story)
    if entry in story.survey.listed:
        # \n, not \r: WPS computes \r wrongly (research).
        return field(f"REF _Bib{entry} \\n \\h", mark.label, _CITATION)
    return _to_first_mark(mark.label, entry)


def _several(mark: doc.CitationMark, called: dict[int, str], story: Story) -> Iterator[str]:
    """Yield a mark of several numbers: brackets and commas are typed, each number asks for itself."""
    for part in _NUMBER.split(mark.label):
        entry = int(part) if part.isdigit() else 0
        if entry in called:
            yield _call(called[entry], part, entry, story)
        elif entry not in mark.entries:
            yield run(text(part), _CITATION) if part else ""
        elif entry in story.survey.listed:
            # The bibliography prints [3]; the numeric picture takes the brackets off again.
            yield field(f'REF _Bib{entry} \\n \\h \\# "0"', part, _CITATION)
        else:
            yield _to_first_mark(part, entry)


def _call(note: str, words: str, entry: int, story: Story) -> str:
    story.marked.is_first(note)
    reference = f'<w:footnoteReference w:customMarkFollows="1" w:id="{note_number(note, story)}"/>'
    return story.bookmarks.wrap(f"_Cite{entry}", run(reference + text(words), _CITATION))


def _to_first_mark(words: str, entry: int) -> str:
    return f'<w:hyperlink w:anchor="_Cite{entry}" w:history="1">{run(text(words), _CITATION)}</w:hyperlink>'


def _number(label: str) -> int:
    found = _NUMBER.search(label)
    return int(found[1]) if found else 0
