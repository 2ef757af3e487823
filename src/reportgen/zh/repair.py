"""Punctuation typed for English in Chinese text, and what it should be (GB/T 15834-2011)."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.zh.addresses import linked_parts
from reportgen.zh.han import has_han, is_han

PLACEHOLDERS = "\ue000\ue001"
"""Stand for a bound number and a citation: a mark behind one belongs to what is before it."""
_OPAQUE = "\ufffc"
_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_MARKS = "“”‘’（）《》〈〉「」『』【】，。、：；？！…—·"
"""Chinese marks, beside which a half-width one is as wrong as beside Han."""
_HALF = pattern(r"[,:;?!]")
_STOP = pattern(r"\.(?![!-~])")
_CHINESE_LABEL = pattern(r"(?m:^)[一二三四五六七八九十]{1,3}$")
_BRACKETS = pattern(r"\(([^()（）\n]*)[)）]|（([^()（）\n]*)\)")
_DOTS = pattern(r"\.{3,}|。{2,6}|…+")
_MOST_DOTS = 6
_DASHES = pattern("--+|—")
_CLOSED, _OPENED = frozenset("”）》"), frozenset("“（《")
_TWICE = pattern(
    r"([，、：；])[，、：；,;]+|[,;]{2,}(?=[\u4e00-\u9fff])|。{2}(?!。)|([，、：；])(?=。)"
)
_TWO = pattern(r"[，、：；。,;][，、：；。,;]")
_WIDE_LETTERS = pattern(r"[Ａ-Ｚａ-ｚ０-９]+")
_CODE = pattern(r"`[^`\n]*`|\{\{[^{}\n]*(?:\}\})?|\{%[^{}\n]*%\}|\[@[^\[\]\n]*\]")
_STRAIGHT = {'"': ("“", "”"), "'": ("‘", "’")}
_APOSTROPHE = pattern(r"[A-Za-z]'(?:[A-Za-z]|\s)")
_DOUBLE = pattern('"')
_SINGLE = pattern(r"(?<![A-Za-z])'|'(?![A-Za-z])")
_NAMES = pattern(r"(?:Yahoo|Yum|Jeopardy|Joomla|Relayrides|Chips Ahoy)$")
"""Names that end with an exclamation mark."""
_TO_HALF = 0xFEE0


class Repair(Struct, frozen=True, gc=False):
    """Characters ``[start, end)`` should be ``mended``; ``rule`` is P01 … of the copy rules.

    ``[head, tail)`` is what it is about, where that is more.
    """

    start: int
    end: int
    mended: str
    rule: str
    head: int | None = None
    tail: int | None = None


def repairs(text: str) -> tuple[Repair, ...]:
    """Return what should be typed differently in the paragraph ``text``, in its order.

    Addresses, code, numbers and English words are left as they are. Nothing is said of a mark
    whose partner cannot be told: see ``unpaired``.
    """
    found = [each for rule in RULES for each in rule(text)]
    if not found:
        return ()
    return in_order(outside_code(text, found))


def in_order(found: Sequence[Repair]) -> tuple[Repair, ...]:
    """Return those of ``found`` that do not overlap, as they stand; of two the longer first one."""
    made: list[Repair] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not made or each.start >= made[-1].end:
            made.append(each)
    return tuple(made)


def outside_code(text: str, found: Iterable[Repair]) -> list[Repair]:
    """Return those of ``found`` that touch no address, no code and no mark of ours."""
    kept = list(_kept(text))
    if not kept:
        return list(found)
    kept.sort()
    starts = [start for start, _ in kept]
    ends = list(accumulate((end for _, end in kept), max))
    return [
        each
        for each in found
        if not (at := bisect_left(starts, each.end)) or ends[at - 1] <= each.start
    ]


def repaired(text: str) -> str:
    """Return ``text`` with every repair made, and those that the first ones lead to."""
    while found := repairs(text):
        for each in reversed(found):
            text = text[: each.start] + each.mended + text[each.end :]
    return text


def unpaired(text: str) -> tuple[int, ...]:
    """Return the places of quotes and brackets of a paragraph that have no partner (P13)."""
    opened: list[tuple[str, int]] = []
    found: list[int] = []
    straight: list[int] = []
    quoted = 0
    for match in _PAIRED.finditer(text):
        char, place = match[0], match.start()
        if char == '"':
            straight.append(place)
            if quoted:
                found.append(place)
        elif char in _PARTNERS:
            opened.append((_PARTNERS[char], place))
            quoted += char == "“"
        elif opened and opened[-1][0] == char:
            opened.pop()
            quoted -= char == "”"
        elif char != "’" and not (char == "）" and is_label(text, place)):
            found.append(place)
    if len(straight) % 2:  # 14"屏幕
        inches = [place for place in straight if text[place - 1 : place].isdigit()]
        straight = [place for place in straight if place not in inches[:1]]
        found = [place for place in found if place not in inches[:1]]
    if len(straight) % 2 or (straight and (opened or found)):
        found += straight
    return tuple(sorted({*found, *(place for _, place in opened)}))


def is_label(text: str, place: int) -> bool:
    """Tell whether the closing bracket at ``place`` ends a label and needs no partner: 1）, a）."""
    return _LABEL.search(text, max(0, place - 8), place) is not None


_PARTNERS = dict(zip("“‘（《〈「『【", "”’）》〉」』】", strict=True))
_PAIRED = pattern('["“”‘’（）《》〈〉「」『』【】]')
_LABEL = pattern(r"(?:^|[\s，。、；：（])(?:[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})$")


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are not Chinese writing: addresses, code, our own marks."""
    yield from (match.span() for match in _CODE.finditer(text))
    place = 0
    for words, address in linked_parts(text):
        if address:
            yield place, place + len(words)
        place += len(words)


def _is_chinese(char: str) -> bool:
    return bool(char) and (char in _MARKS or is_han(char))


def _half_width(text: str) -> Iterator[Repair]:
    """P01: a mark beside Han, and one in a Chinese sentence that no space follows."""
    if _HALF.search(text) is None:
        return
    is_chinese = has_han(text)
    for match in _HALF.finditer(text) if is_chinese or not text.isascii() else ():
        mark, place = match[0], match.start()
        left, right = place - 1, place + 1
        is_spaced = text[right : right + 1] == " "
        while left >= 0 and (text[left].isspace() or text[left] in PLACEHOLDERS):
            left -= 1
        while right < len(text) and (text[right].isspace() or text[right] in PLACEHOLDERS):
            right += 1
        before, after = text[max(left, 0) : left + 1], text[right : right + 1]
        if (before.isdigit() and after.isdigit()) or (before == after == _OPAQUE):
            continue  # 3,584 and 12:30; x, y
        if mark == ":" and ":" in (text[place - 1 : place], text[place + 1 : place + 2]):
            continue  # ::: and std::sort
        if mark == "!" and _NAMES.search(text, max(0, place - 12), place):
            continue
        is_beside = _is_chinese(before) or _is_chinese(after)
        is_tight = mark == "," and is_chinese and not is_spaced and place + 1 < len(text)
        if is_beside or (is_tight and not _is_one_letter_each(text, place)):
            start = place - (text[place - 1 : place] == " ")
            yield Repair(start, place + 1 + is_spaced, _WIDE[mark], "P01")


def _is_one_letter_each(text: str, place: int) -> bool:
    """Tell whether a mark is between two letters or figures that stand alone: f(x,y)."""
    near = [text[max(at, 0) : max(at + 1, 0)] for at in range(place - 2, place + 3)]
    far_left, left, _, right, far_right = (bool(_ALONE.match(char)) for char in near)
    return left and right and not far_left and not far_right


_ALONE = pattern("[A-Za-z0-9]")


def _stops(text: str) -> Iterator[Repair]:
    """P02: a full stop of English behind Han."""
    for match in _STOP.finditer(text):
        place = match.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        is_chinese = is_han(before) or before in _CLOSED
        is_end = not after or after.isspace() or after == "“" or is_han(after)
        if is_chinese and is_end and not _CHINESE_LABEL.search(text, max(0, place - 4), place):
            yield Repair(place, match.end(), "。", "P02")


def _brackets(text: str) -> Iterator[Repair]:
    """P03: a pair of brackets with Han in it or before it, and one half of a pair."""
    if "(" not in text and ")" not in text:
        return
    for match in _BRACKETS.finditer(text):
        start, end = match.start(), match.end() - 1
        words = text[start + 1 : end]
        is_mixed = (text[start] == "（") is not (text[end] == "）")
        is_chinese = is_mixed or has_han(words) or _is_chinese(text[max(start - 1, 0) : start])
        if is_chinese and words.strip():
            if text[start] == "(":
                yield Repair(start, start + 1, "（", "P03")
            if text[end] == ")":
                yield Repair(end, end + 1, "）", "P03")


def quotes(text: str) -> Iterator[Repair]:
    """P04, P05: straight quotes of a paragraph, in pairs; none where a partner is missing."""
    if ('"' not in text and "'" not in text) or not has_han(text) or unpaired(text):
        return
    places = [match.start() for match in _DOUBLE.finditer(text)]
    if len(places) % 2 == 0:
        for number, place in enumerate(places):
            yield Repair(place, place + 1, _STRAIGHT['"'][number % 2], "P04")
    singles = [match.start() for match in _SINGLE.finditer(text)]
    if len(singles) % 2 == 0 and not _APOSTROPHE.search(text):
        for number, place in enumerate(singles):
            yield Repair(place, place + 1, _STRAIGHT["'"][number % 2], "P05")


def _dots(text: str) -> Iterator[Repair]:
    """P08: an ellipsis is six dots in two characters."""
    if not ("…" in text or "..." in text or "。。" in text):
        return
    for match in _DOTS.finditer(text):
        dots = match[0]
        before = text[max(match.start() - 1, 0) : match.start()]
        after = text[match.end() : match.end() + 1]
        is_other = dots[0] == "…" and len(dots) > 1
        if is_other or len(dots) > _MOST_DOTS or "．" in (before, after):
            continue
        if _is_chinese(before) or _is_chinese(after):
            yield Repair(match.start(), match.end(), "……", "P08")


def _dashes(text: str) -> Iterator[Repair]:
    """P09: a dash is two characters long; one alone, without spaces, may join two places."""
    for match in _DASHES.finditer(text):
        start, end = match.span()
        if "—" in (text[start - 1 : start], text[end : end + 1]):
            continue
        start -= start > 0 and text[start - 1].isspace()
        end += end < len(text) and text[end].isspace()
        is_spaced = text[end - 1 : end].isspace()
        if match[0] == "—" and not is_spaced:
            continue
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if (is_han(before) or before in _CLOSED) and (is_han(after) or after in _OPENED):
            yield Repair(start, end, "——", "P09")


def _doubled(text: str) -> Iterator[Repair]:
    """P10: a mark typed twice."""
    if _TWO.search(text) is None:
        return
    for match in _TWICE.finditer(text):
        first = match[0][0]
        kept = "" if match[2] else _WIDE.get(first, first)
        yield Repair(match.start(), match.end(), kept, "P10")


def _wide(text: str) -> Iterator[Repair]:
    """P11: letters and figures of the width of Han."""
    if _WIDE_LETTERS.search(text) is None:
        return
    for match in _WIDE_LETTERS.finditer(text):
        plain = "".join(chr(ord(char) - _TO_HALF) for char in match[0])
        yield Repair(match.start(), match.end(), plain, "P11")


Rule: TypeAlias = Callable[[str], Iterable[Repair]]
RULES: tuple[Rule, ...] = (
    _half_width,
    _stops,
    _brackets,
    quotes,
    _dots,
    _dashes,
    _doubled,
    _wide,
)
