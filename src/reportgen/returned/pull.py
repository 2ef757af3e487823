"""Pull: what a reader changed in a file, as edits of the source; and what has no place there."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.origins import Origins
from reportgen.model.returned import PLACEHOLDER, ReturnedFile, TextSort
from reportgen.returned.carry import carried, reads_alike
from reportgen.returned.edits import TextEdit, edit_of
from reportgen.returned.match import matched
from reportgen.returned.places import Printed, placed_units
from reportgen.returned.units import units_of
from reportgen.returned.view import Place, Seen, seen

_SHORT = 24
_AROUND = 12
_DRAWN = "▢"
"""A picture or a formula, in words."""


class Why(StrEnum):
    """Why a change is not in the patch."""

    NOT_TYPED = "not typed"
    """A program gives the words: a label, data, a reference."""
    MOVED_ON = "moved on"
    """The source says something else by now."""
    NEW = "new"
    GONE = "gone"
    PENDING = "pending"
    """Tracked, and nobody has accepted it."""
    READS_OTHERWISE = "reads otherwise"
    """Typed into the source, it would not be read as these words."""
    CALLS = "calls"
    """A foot note was taken out or put in."""


class Left(Struct, frozen=True, gc=False):
    """A change that stays out of the patch."""

    why: Why
    old: str
    new: str
    place: Place


class Pull(Struct, frozen=True):
    """The edits that have a place in the source, and those that have none."""

    edits: tuple[TextEdit, ...]
    left: tuple[Left, ...]


def pulled(
    sent: ReturnedFile,
    came: ReturnedFile,
    now: ReturnedFile,
    origins: Origins,
    *,
    accepts: bool = False,
) -> Pull:
    """Return what the reader of ``sent`` changed, for the source that prints ``now`` today.

    Tracked changes count when they are accepted in the file, or with ``accepts``.
    """
    units = units_of(origins)
    known = {unit.text for unit in units}
    before = _flat(seen(sent, accepted=True, spells=False), known)
    today = _flat(seen(now, accepted=True, spells=False), known)
    after = _flat(seen(came, accepted=accepts, spells=False), known)
    printed = {text.at: each for text, each in zip(today, placed_units(today, units), strict=True)}
    present = {was.at: text for was, text in matched(before, today) if was and text}
    edits: list[TextEdit] = []
    left: list[Left] = []
    for was, text in matched(before, after):
        if was is None or text is None:
            left += _lone(was, text)
            continue
        there = _with_fields(was, text)
        if was.text != there.text or was.calls != there.calls:
            target = present.get(was.at)
            units_here = printed.get(target.at, []) if target else []
            made, rest = _edit(was, there, target, units_here)
            edits += made
            left += rest
    if not accepts:
        left += _pending(came)
    return Pull(tuple(edits), tuple(left))


def _flat(texts: list[Seen], known: set[str]) -> list[Seen]:
    """Return ``texts`` without the line ends that a cover sets into titles."""
    return [
        replace(each, text=flat)
        if "\n" in each.text and (flat := each.text.replace("\n", "")) in known
        else each
        for each in texts
        if each.sort is not TextSort.CHART
    ]


def _with_fields(was: Seen, text: Seen) -> Seen:
    """Return ``text`` with the fields of ``was``: programs compute what they give anew."""
    if was.text == text.text or len(was.fields) != len(text.fields):
        return text
    parts, place = [], 0
    for old, new in zip(was.fields, text.fields, strict=True):
        parts += [text.text[place : new.start], was.text[old.start : old.end]]
        place = new.end
    return replace(text, text="".join([*parts, text.text[place:]]))


def _lone(was: Seen | None, text: Seen | None) -> Iterator[Left]:
    if was is not None:
        yield Left(Why.GONE, was.text, "", was.place)
    if text is not None:
        yield Left(Why.NEW, "", text.text, text.place)


def _edit(
    was: Seen, text: Seen, now: Seen | None, printed: Sequence[Printed]
) -> tuple[list[TextEdit], list[Left]]:
    left = []
    if was.calls != text.calls:
        left.append(Left(Why.CALLS, was.text, text.text, text.place))
    if was.text == text.text:
        return [], left
    if now is not None and reads_alike(now, text.text):
        return [], left  # it is in the source already
    wanted = carried(was, text.text, now) if now else None
    if now is None or wanted is None:
        return [], [*left, Left(Why.MOVED_ON, was.text, text.text, text.place)]
    edit, refused = edit_of(now.text, wanted, printed)
    is_short = len(was.text) <= _SHORT
    left += [
        Left(
            Why.NOT_TYPED,
            was.text if is_short else each.old,
            text.text if is_short else each.new,
            text.place,
        )
        for each in refused[: 1 if is_short else None]
    ]
    return [replace(edit, place=text.place)] if edit else [], left


def _pending(came: ReturnedFile) -> Iterator[Left]:
    """Yield what is tracked in the file and waits for somebody to accept it."""
    rejected, accepted = (seen(came, accepted=each, spells=False) for each in (False, True))
    for was, text in matched(rejected, accepted):
        if (was.text if was else "") != (text.text if text else ""):
            place = text.place if text else was.place if was else Place()
            yield Left(Why.PENDING, was.text if was else "", text.text if text else "", place)


def around_change(old: str, new: str) -> tuple[str, str]:
    """Return both texts with what they share cut down to a few words round what changed."""
    old, new = (each.replace(PLACEHOLDER, _DRAWN) for each in (old, new))
    if not old or not new or len(old) + len(new) <= 2 * _SHORT:
        return old, new
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return _cut(old, start, end), _cut(new, start, end)


def _shared(old: str, new: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), len(text) - max(0, end - _AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
