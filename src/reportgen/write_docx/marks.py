"""Marks in the text: citations, which the bibliography numbers, and calls of foot notes."""

from collections.abc import Iterator
from itertools import chain

from reportgen.model import document as doc
from reportgen.model.pattern import pattern
from reportgen.model.walk import printed_blocks
from reportgen.write_docx.fields import field
from reportgen.write_docx.markup import link, run, text, value
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import CITATION, LINK, NOTE_MARK
from reportgen.zh.numerals import circled

_NUMBER = pattern(r"(\d+)")
_CITATION = value("rStyle", CITATION)
_LINK = value("rStyle", LINK)
_NOTE_MARK = value("rStyle", NOTE_MARK)
_ONE_POINT = value("sz", 2)
_UNSEEN = "\u200a"
"""A hair space, one point high."""


def citation(mark: doc.CitationMark, story: Story) -> str:
    """Return ``[1]`` or ``[1,3]``, printed once, and the calls of the notes that belong to it.

    A note cited for the first time is called right behind the mark. Its own mark is typed
    (w:customMarkFollows) and too small to be seen: the number stands in the text as the field
    that asks the bibliography, and at the foot of the page as typed. If the number itself were
    the note's mark, LibreOffice would print it twice in either place.
    """
    words = "".join(_numbers(mark, story))
    for entry in mark.entries:  # where the list leads back to
        words = story.bookmarks.wrap(first_citation(entry), words)
    return words + "".join(_call(note, story) for note in mark.notes)


def first_citation(entry: int) -> str:
    """Return the name of the bookmark where a source is cited for the first time."""
    return f"_Cite{entry}"


def note_mark(mark: doc.NoteMark, story: Story) -> str:
    """Return the call of an author's note; a second call repeats the number of the first."""
    if mark.note in story.calls:
        number = story.calls.number(mark.note)
        return field(rf"NOTEREF _Note{number} \f \h", circled(mark.ordinal), _NOTE_MARK)
    number = story.calls.number(mark.note)
    call = run(f'<w:footnoteReference w:id="{number}"/>', _NOTE_MARK)
    return story.bookmarks.wrap(f"_Note{number}", call) + _inner_calls(mark.note, story)


def _call(note: str, story: Story) -> str:
    if note in story.calls:
        return ""
    number = story.calls.number(note)
    reference = f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>'
    call = run(reference + text(_UNSEEN), _NOTE_MARK + _ONE_POINT)
    return call + _inner_calls(note, story)


def _inner_calls(note: str, story: Story) -> str:
    """Return the calls of the notes inside ``note``: Word has no notes in notes."""
    calls = []
    blocks = printed_blocks(story.document.note(note).blocks)
    paragraphs = (block for block in blocks if isinstance(block, doc.Paragraph))
    for piece in chain.from_iterable(paragraph.content for paragraph in paragraphs):
        if isinstance(piece, doc.NoteMark) and piece.note not in story.calls:
            calls.append(note_mark(piece, story))
        elif isinstance(piece, doc.CitationMark):
            calls += [_call(inner, story) for inner in piece.notes]
    return "".join(calls)


def _numbers(mark: doc.CitationMark, story: Story) -> Iterator[str]:
    first = mark.entries[0]
    look = _CITATION if mark.is_raised else _LINK
    if not mark.is_raised and not _NUMBER.fullmatch(mark.label.strip("[]")):
        yield _linked(run(text(mark.label), look), first, story)
        return
    if len(mark.entries) == 1 and first in story.survey.listed:
        number, after = mark.label[: len(f"[{first}]")], mark.label[len(f"[{first}]") :]
        # \n, not \r: WPS computes \r wrongly.
        yield field(rf"REF {story.survey.listed[first]} \n \h", number, look)
        yield run(text(after), look) if after else ""
        return
    # The bibliography would answer [1] with its brackets: several numbers in one pair are typed.
    for part in _NUMBER.split(mark.label):
        entry = int(part) if part.isdigit() else 0
        words = run(text(part), look) if part else ""
        yield _linked(words, entry, story) if entry in mark.entries else words


def _linked(words: str, entry: int, story: Story) -> str:
    """Return a number linked to its source; without a bibliography, to its first mark."""
    if entry in story.survey.listed:
        return link(story.survey.listed[entry], words)
    first = first_citation(entry)
    return link(first, words) if first in story.bookmarks else words
