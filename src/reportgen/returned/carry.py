"""Carry: an edit of an older issue onto the words of the present one."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from reportgen.compare import steps
from reportgen.model.pattern import pattern
from reportgen.returned.view import Seen

_FINE = pattern(r"\d+(?:[.,]\d+)*|[A-Za-z\u00c0-\u024f]+|\s|.", re.DOTALL)
_QUANTITY = pattern(r"[\d.,+\-−%‰万亿千百元美港欧日倍个分点]*")
_Ranges: TypeAlias = list[tuple[int, int]]


def fine_tokens(text: str) -> list[str]:
    """Return numbers without their units, Latin words, and all other characters of ``text``.

    A unit may be typed behind a bound number.
    """
    return _FINE.findall(text)


def starts_of(words: Sequence[str]) -> list[int]:
    """Return where each of ``words`` starts in their text, and where it ends."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def carried(old: Seen, new: str, now: Seen) -> str | None:
    """Return ``new``, an edit of the text ``old``, as an edit of ``now``, which has new numbers.

    Nothing, where ``old`` and ``now`` differ in more than these.
    """
    old_text, now_text = old.text, now.text
    old_numbers, now_numbers = _numbers(old), _numbers(now)
    if old_text == now_text:
        return new
    if len(old_numbers) != len(now_numbers):
        return None
    if _gaps(old_text, old_numbers) != _gaps(now_text, now_numbers):
        return None
    parts: list[str] = []
    before, after = fine_tokens(old_text), fine_tokens(new)
    starts = starts_of(before)
    for step in steps(before, after):
        if not step.is_same:
            parts += after[step.new : step.new_end]
            continue
        first, last = starts[step.old], starts[step.old_end]
        parts.append(
            now_text[
                _moved(first, old_numbers, now_numbers) : _moved(last, old_numbers, now_numbers)
            ]
        )
    return "".join(parts)


def reads_alike(now: Seen, words: str) -> bool:
    """Tell whether ``now`` reads as ``words``, its bound numbers aside."""
    old, new = fine_tokens(now.text), fine_tokens(words)
    starts, numbers = starts_of(old), _numbers(now)
    return all(
        step.is_same
        or (
            any(_is_inside(starts[step.old], starts[step.old_end], each) for each in numbers)
            and _QUANTITY.fullmatch("".join(new[step.new : step.new_end]))
        )
        for step in steps(old, new)
    )


def _is_inside(first: int, last: int, number: tuple[int, int]) -> bool:
    """Tell whether a change is one of the number; what is put in beside it is none."""
    start, end = number
    return start <= first and last <= end and (first < last or start < first < end)


def _gaps(text: str, numbers: _Ranges) -> list[str]:
    places = [0, *(place for number in numbers for place in number), len(text)]
    return [text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]


def _moved(place: int, old: _Ranges, now: _Ranges) -> int:
    """Return where ``place`` of the old text is in the new one; inside a number, its end."""
    shift = 0
    for (start, end), (now_start, now_end) in zip(old, now, strict=True):
        if place <= start:
            break
        if place < end:
            return min(now_start + place - start, now_end)
        shift = now_end - end
    return place + shift


def _numbers(text: Seen) -> _Ranges:
    return [(each.start, each.end) for each in text.numbers]
