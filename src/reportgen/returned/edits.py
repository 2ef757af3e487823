"""Edits: words that were changed in the file, as replacements in the author's source."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportgen.compare import steps, tokens
from reportgen.diag import Source, Span
from reportgen.returned.carry import fine_tokens, starts_of
from reportgen.returned.places import Printed
from reportgen.returned.typed import typed
from reportgen.returned.units import Atom, Container, Hold
from reportgen.returned.view import Place


class Replacement(Struct, frozen=True, gc=False):
    """Characters ``[start, end)`` of a source become ``text``."""

    source: Source
    start: int
    end: int
    text: str


class TextEdit(Struct, frozen=True):
    """What was changed in one text, and how its source changes with it."""

    replacements: tuple[Replacement, ...]
    units: tuple[tuple[int, str], ...]
    """What the units will print, by their numbers."""
    span: Span
    place: Place = Place()
    """Where it stands in the file."""


class Refusal(Struct, frozen=True, gc=False):
    """A change that cannot be placed: at a label, a reference, or over several numbers."""

    old: str
    new: str


class _Stretch(Struct, frozen=True, gc=False):
    """Characters ``[start, end)`` of the old text became ``[new_start, new_end)`` of the new."""

    start: int
    end: int
    new_start: int
    new_end: int


class _Char(Struct, frozen=True, gc=False):
    """A character of the old text: the unit and atom that print it, and its place in both."""

    printed: Printed
    atom: Atom
    at: int
    in_unit: int


class _RefusedError(Exception):
    """The change is not one that can be placed."""


def edit_of(
    old: str, new: str, printed: Sequence[Printed]
) -> tuple[TextEdit | None, list[Refusal]]:
    """Return how the source changes when ``old``, which ``printed`` print, reads ``new``."""
    editor = _Editor(old, new, printed)
    refused = []
    for stretch in editor.stretches():
        try:
            editor.apply(stretch)
        except _RefusedError:
            refused.append(Refusal(*editor.shown(stretch)))
    return editor.edit(), refused


class _Editor:
    """Turns the stretches of one text into replacements."""

    def __init__(self, old: str, new: str, printed: Sequence[Printed]) -> None:
        self._old, self._new = old, new
        self._printed = printed
        self._chars = list(_chars(old, printed))
        self._replacements: list[Replacement] = []
        self._words: list[tuple[Printed, int, int, str]] = []
        """What changes in the words of units: from, to, and what comes there."""

    def stretches(self) -> Iterator[_Stretch]:
        """Yield what changed; what touches one number is one change."""
        old, new = fine_tokens(self._old), fine_tokens(self._new)
        starts, new_starts = starts_of(old), starts_of(new)
        waiting: _Stretch | None = None
        for step in steps(old, new):
            if step.is_same:
                continue
            places = starts[step.old], starts[step.old_end]
            found = _Stretch(*places, new_starts[step.new], new_starts[step.new_end])
            found = self._with_whole_numbers(found)
            if waiting is not None and found.start <= waiting.end and self._joins(waiting, found):
                end = max(waiting.end, found.end)
                new_end = max(waiting.new_end, found.new_end)
                waiting = _Stretch(waiting.start, end, waiting.new_start, new_end)
                continue
            if waiting is not None:
                yield waiting
            waiting = found
        if waiting is not None:
            yield waiting

    def _joins(self, first: _Stretch, second: _Stretch) -> bool:
        """Tell whether two stretches that meet, meet in a number."""
        return second.start < first.end or bool(self._numbers(first) & self._numbers(second))

    def _numbers(self, stretch: _Stretch) -> set[int]:
        chars = self._chars[stretch.start : stretch.end]
        return {id(each.atom) for each in chars if each and each.atom.hold is Hold.NUMBER}

    def _with_whole_numbers(self, stretch: _Stretch) -> _Stretch:
        """Return ``stretch`` grown over the numbers that it cuts; around it the texts are equal."""
        start, end = stretch.start, stretch.end
        while 0 < start < len(self._old) and self._is_cut(start):
            start -= 1
        while (
            0 < end < len(self._old) and self._is_cut(end) and (end > stretch.start or start < end)
        ):
            end += 1
        before, after = stretch.start - start, end - stretch.end
        return _Stretch(start, end, stretch.new_start - before, stretch.new_end + after)

    def _is_cut(self, place: int) -> bool:
        """Tell whether ``place`` is inside a number."""
        left, right = self._chars[place - 1], self._chars[place]
        if left is None or right is None or left.atom is not right.atom:
            return False
        return left.atom.hold is Hold.NUMBER

    def shown(self, stretch: _Stretch) -> tuple[str, str]:
        """Return what a stretch changes, for a person."""
        return (
            self._old[stretch.start : stretch.end],
            self._new[stretch.new_start : stretch.new_end],
        )

    def apply(self, stretch: _Stretch) -> None:
        """Keep the replacements of ``stretch``; raise where it cannot be placed."""
        came = self._new[stretch.new_start : stretch.new_end]
        touched = self._chars[stretch.start : stretch.end]
        numbers = [each for each in touched if each and each.atom.hold is Hold.NUMBER]
        if not numbers:
            self._replace(stretch.start, stretch.end, came)
            return
        if len(self._numbers(stretch)) > 1:
            raise _RefusedError
        first = touched.index(numbers[0]) + stretch.start
        last = first + len(numbers)
        before, after = _around_number(came, self._old[first:last])
        changes = []
        if before != self._old[stretch.start : first]:
            changes.append((stretch.start, first, before))
        if last < stretch.end and after != self._old[last : stretch.end]:
            changes.append((last, stretch.end, after))
        for change in changes:
            self._replace(*change)

    def _replace(self, start: int, end: int, text: str) -> None:
        if start == end:
            self._insert(start, text)
            return
        chars = self._chars[start:end]
        known = [each for each in chars if each is not None]
        if len(known) < len(chars) or any(each.atom.hold is not Hold.OPEN for each in known):
            raise _RefusedError
        if len({id(each.printed) for each in known}) > 1:
            raise _RefusedError
        printed = known[0].printed
        cut = list(self._cut(known, start, end, text))
        place = printed.unit.source
        words = typed(text, place, cut[0][0], is_first=known[0].in_unit == 0)
        made = [Replacement(place, *each, words if n == 0 else "") for n, each in enumerate(cut)]
        self._replacements += made
        self._words.append((printed, known[0].in_unit, known[-1].in_unit + 1, text))

    def _cut(
        self, chars: Sequence[_Char], start: int, end: int, text: str
    ) -> Iterator[tuple[int, int]]:
        """Yield what goes from the source; marks round nothing go along."""
        whole = self._emptied(chars, start, end, text)
        done = -1
        for each in chars:
            container = next((one for one in each.atom.inside if one in whole), None)
            first, last = (container.start, container.end) if container else _source_of(each)
            if first >= done:
                yield first, last
                done = last

    def _emptied(self, chars: Sequence[_Char], start: int, end: int, text: str) -> set[Container]:
        """Return the containers all of whose words go."""
        found = {container for each in chars for container in each.atom.inside}
        emptied = set()
        for container in found:
            inside = [
                at for at, each in enumerate(self._chars) if each and container in each.atom.inside
            ]
            is_all = start <= inside[0] and inside[-1] < end
            if is_all and (not text or (start, end) != (inside[0], inside[-1] + 1)):
                emptied.add(container)
        return emptied

    def _insert(self, place: int, text: str) -> None:
        left = self._chars[place - 1] if place else None
        right = self._chars[place] if place < len(self._chars) else None
        beside = [each for each in (left, right) if each and each.atom.hold is Hold.OPEN]
        chosen = min(beside, key=lambda each: len(each.atom.inside), default=left or right)
        if chosen is None:
            raise _RefusedError
        is_before = chosen is right
        if chosen.atom.hold is Hold.OPEN:
            at = _source_of(chosen)[0 if is_before else 1]
        else:
            at = chosen.atom.start if is_before else chosen.atom.end
        printed, source = chosen.printed, chosen.printed.unit.source
        in_unit = chosen.in_unit if is_before else chosen.in_unit + 1
        words = typed(text, source, at, is_first=in_unit == 0)
        self._replacements.append(Replacement(source, at, at, words))
        self._words.append((printed, in_unit, in_unit, text))

    def edit(self) -> TextEdit | None:
        """Return all replacements, and what the units will print."""
        if not self._replacements:
            return None
        changed: dict[int, str] = {}
        for printed, start, end, text in reversed(self._words):
            words = changed.get(printed.number, printed.unit.text)
            changed[printed.number] = words[:start] + text + words[end:]
        first = self._words[0][0].unit
        return TextEdit(tuple(self._replacements), tuple(changed.items()), first.span)


def _chars(text: str, printed: Sequence[Printed]) -> Iterator[_Char | None]:
    """Yield who prints each character of ``text``; nothing for a label."""
    position = 0
    for each in printed:
        for _ in range(position, each.start):
            yield None
        in_unit = 0
        for atom in each.unit.atoms:
            for at in range(len(atom.text)):
                yield _Char(each, atom, at, in_unit)
                in_unit += 1
        position = each.end
    for _ in range(position, len(text)):
        yield None


def _source_of(char: _Char) -> tuple[int, int]:
    atom = char.atom
    if atom.is_exact:
        return atom.start + char.at, atom.start + char.at + 1
    return atom.start, atom.end  # an escape: one character


def _around_number(words: str, old: str) -> tuple[str, str]:
    """Return what stands before and behind the one number in ``words``, which was ``old``."""
    at = words.find(old)
    if at >= 0:
        return words[:at], words[at + len(old) :]
    parts = tokens(words)
    numbers = [at for at, part in enumerate(parts) if any(map(str.isdigit, part))]
    if len(numbers) != 1:
        raise _RefusedError
    return "".join(parts[: numbers[0]]), "".join(parts[numbers[0] + 1 :])
