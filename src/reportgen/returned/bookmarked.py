"""Numbers by their bookmarks alone: where no copy of the file that was sent out is at hand."""

from collections.abc import Iterator, Sequence

from reportgen.model.returned import BoundNumber, ReturnedFile, TextSort
from reportgen.returned.numbers import Change, NumberEdit, with_pending
from reportgen.returned.view import Seen, Stretch, seen

_SLIP = 4
"""LibreOffice moves the end of a bookmark by a character or two when it saves."""
_AROUND = 24


def changed_bookmarks(returned: ReturnedFile) -> tuple[NumberEdit, ...]:
    """Return the numbers of the file's own map that read otherwise at their bookmarks.

    What was never bound, and the numbers of a table's columns, only a copy can tell.
    """
    return with_pending(
        _edits(returned.numbers, seen(returned, accepted=True)),
        _edits(returned.numbers, seen(returned, accepted=False)),
    )


def _edits(numbers: Sequence[BoundNumber], texts: list[Seen]) -> Iterator[NumberEdit]:
    places = {mark.number: (at, mark) for at, text in enumerate(texts) for mark in text.numbers}
    notes = [text for text in texts if text.sort is TextSort.NOTE]  # they lose theirs elsewhere
    reached = 0
    for number in numbers:
        if number.bookmark in places:
            reached, mark = places[number.bookmark]
            text = texts[reached]
            if not _reads(number.text, text.text, mark):
                yield _edit(Change.CHANGED, number, _words_at(text.text, mark), text)
            continue
        # Its bookmark went when the words were typed anew; they may be the same.
        near = (*texts[reached : reached + 2], *notes)
        if not any(number.text in each.text for each in near):
            yield _edit(Change.REMOVED, number, "", texts[reached] if texts else None)


def _reads(words: str, text: str, mark: Stretch) -> bool:
    """Tell whether ``words`` stand at ``mark``, which may have slipped."""
    start, end = max(0, mark.start - _SLIP), mark.start + len(words) + _SLIP
    at = text.find(words, start, end)
    return at >= 0 and not (text[at - 1 : at].isdigit() or text[at + len(words) :][:1].isdigit())


def _words_at(text: str, mark: Stretch) -> str:
    """Return what stands at ``mark`` now, with the rest of a number or word cut in two."""
    start, end = mark.start, mark.end
    while start > 0 and text[start - 1] in "0123456789.,":
        start -= 1
    while end < len(text) and text[end] in "0123456789.,%亿万元倍":
        end += 1
    return text[start:end]


def _edit(change: Change, number: BoundNumber, new: str, text: Seen | None) -> NumberEdit:
    where, at, authors, sentence = "", 0, "", ""
    if text is not None:
        where, at, authors = str(text.place), text.at, "、".join(text.authors)
        found = text.text.find(new) if new else 0
        sentence = text.text[max(0, found - _AROUND) : found + len(new) + _AROUND]
    return NumberEdit(change, number.metric, number.text, new, where, sentence, at, author=authors)
