"""Numbers: which ones read otherwise than in the file that was sent out."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compare import steps, tokens
from reportgen.compare.tokens import Step
from reportgen.model.returned import ReturnedFile, TextSort
from reportgen.returned.match import matched
from reportgen.returned.view import Seen, seen

_AROUND = 24


class Change(StrEnum):
    """What became of a number."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    COPIED = "copied"


class NumberEdit(Struct, frozen=True, gc=False):
    """A number that reads otherwise; without a ``metric`` it is not bound to one."""

    change: Change
    metric: str
    old: str
    new: str
    where: str
    sentence: str
    """The words round it, as they read now."""
    at: int
    """Its text's place in the returned file; where there is none, in the one sent out."""
    is_pending: bool = False
    """Whether it is tracked and neither accepted nor rejected yet."""
    author: str = ""


class _Unit(Struct, frozen=True, gc=False):
    """A number of the file sent out: tokens ``[first, last]``, and its metric if it is bound."""

    first: int
    last: int
    metric: str


def changed_numbers(original: ReturnedFile, returned: ReturnedFile) -> tuple[NumberEdit, ...]:
    """Return what became of the numbers of ``original``; and those that are new."""
    metrics = {each.bookmark: each.metric for each in original.numbers}
    old = seen(original, accepted=True)
    now = _edits(old, seen(returned, accepted=True), metrics)
    without = _edits(old, seen(returned, accepted=False), metrics)
    return with_pending(now, without)


def with_pending(
    accepted: Iterable[NumberEdit], rejected: Iterable[NumberEdit]
) -> tuple[NumberEdit, ...]:
    """Return what ``accepted`` changes bring; what rejecting them brings back is pending."""
    done = {_same(each) for each in rejected}
    return tuple(
        replace(each, author="") if _same(each) in done else replace(each, is_pending=True)
        for each in accepted
    )


def _same(edit: NumberEdit) -> tuple[str, ...]:
    return edit.change, edit.metric, edit.old, edit.new, edit.where


def _edits(old: list[Seen], new: list[Seen], metrics: dict[str, str]) -> Iterator[NumberEdit]:
    known = {each.text for each in old}
    for was, now in matched(old, new):
        if was is not None and now is not None:
            yield from _within(was, now, metrics)
        elif was is not None:
            words = tokens(was.text)
            for unit in _units(was, words, metrics):
                gone = "".join(words[unit.first : unit.last + 1])
                yield _edit(Change.REMOVED, unit.metric, (gone, ""), was, was.text[:_AROUND])
        elif now is not None:
            change = Change.COPIED if now.text in known else Change.ADDED
            words = tokens(now.text)
            for unit in _units(now, words, {}):
                came = words[unit.first]
                yield _edit(change, "", ("", came), now, now.text[:_AROUND])


def _within(was: Seen, now: Seen, metrics: dict[str, str]) -> Iterator[NumberEdit]:
    if was.text == now.text or _is_equal(was, now):
        return
    old, new = tokens(was.text), tokens(now.text)
    units = _units(was, old, metrics)
    fields = _field_tokens(now, new)
    told = set[_Unit]()
    for step in steps(old, new):
        if step.is_same:
            continue
        hit = [u for u in units if u.first < step.old_end and u.last >= step.old and u not in told]
        told.update(hit)
        came = [i for i in range(step.new, step.new_end) if _has_digit(new[i]) and i not in fields]
        sentence = sentence_round(new, step)
        for number, unit in enumerate(hit):
            gone = "".join(old[unit.first : unit.last + 1])
            place = came[number] if number < len(came) else None
            made = _made(unit, step, (old, new), place, is_alone=len(hit) == 1)
            if made == gone:
                continue
            change = Change.CHANGED if made else Change.REMOVED
            yield _edit(change, unit.metric, (gone, made), now, sentence)
        for place in came[len(hit) :]:
            yield _edit(Change.ADDED, "", ("", new[place]), now, sentence)


def _made(
    unit: _Unit,
    step: Step,
    words: tuple[list[str], list[str]],
    place: int | None,
    *,
    is_alone: bool,
) -> str:
    """Return what ``unit`` reads now: what was not touched of it stays around what came."""
    old, new = words
    before = old[unit.first : max(unit.first, step.old)]
    after = old[min(unit.last + 1, step.old_end) : unit.last + 1]
    if place is not None:
        reaches_end = is_alone and step.old_end <= unit.last + 1 and unit.last > unit.first
        end = step.new_end if reaches_end else place + 1
        return "".join((*before, *new[place:end], *after))
    if is_alone and (before or after or not any(map(_has_digit, old[unit.first : unit.last + 1]))):
        return "".join((*before, *new[step.new : step.new_end], *after))
    return ""


def _units(text: Seen, words: Sequence[str], metrics: dict[str, str]) -> list[_Unit]:
    """Return the numbers of ``text``: those bound, and all others typed with digits."""
    starts = _starts(words)
    found: list[_Unit] = []
    taken = set(_field_tokens(text, words))
    for bound in text.numbers:
        if bound.number not in metrics:
            continue
        inside = [
            at
            for at, (start, word) in enumerate(zip(starts, words, strict=True))
            if start < bound.end and start + len(word) > bound.start
        ]
        if inside:
            found.append(_Unit(inside[0], inside[-1], metrics[bound.number]))
            taken.update(inside)
    for at, word in enumerate(words):
        if at not in taken and _has_digit(word):
            found.append(_Unit(at, at, ""))
    return sorted(found, key=lambda unit: unit.first)


def _field_tokens(text: Seen, words: Sequence[str]) -> set[int]:
    """Return the tokens that fields give: a program may count them anew."""
    bound = [(each.start, each.end) for each in text.numbers]
    return {
        at
        for at, (start, word) in enumerate(zip(_starts(words), words, strict=True))
        if any(field.start <= start and start + len(word) <= field.end for field in text.fields)
        and not any(first <= start < last for first, last in bound)
    }


def _starts(words: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word)
    return starts


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _is_equal(was: Seen, now: Seen) -> bool:
    """Tell whether two values of a chart are the same, however many digits they are kept with."""
    if was.sort is not TextSort.CHART:
        return False
    try:
        return abs(Decimal(was.text) - Decimal(now.text)) <= abs(Decimal(was.text)) * _NOTHING
    except InvalidOperation:
        return False


_NOTHING = Decimal("1e-12")


def sentence_round(words: Sequence[str], step: Step) -> str:
    """Return the words round a step, as they read now."""
    before = "".join(words[max(0, step.new - _AROUND) : step.new])[-_AROUND:]
    after = "".join(words[step.new_end : step.new_end + _AROUND])[:_AROUND]
    return " ".join((before + "".join(words[step.new : step.new_end]) + after).split())


def _edit(
    change: Change, metric: str, words: tuple[str, str], text: Seen, sentence: str
) -> NumberEdit:
    where, author = str(text.place), "、".join(text.authors)
    return NumberEdit(change, metric, *words, where, sentence, text.at, author=author)
