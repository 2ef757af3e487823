"""Punctuation typed for English in Chinese text, and what it should be (GB/T 15834-2011)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.zh.addresses import linked_parts

_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_HAN = pattern(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]")
_MARKS = "“”‘’（）《》〈〉「」『』【】，。、：；？！…—·"
"""Chinese marks, beside which a half-width one is as wrong as beside Han."""
_HALF = pattern(r" ?[,:;?!] ?")
_STOP = pattern(r"(?<=[\u4e00-\u9fff”）》])\.(?=\s|$|[\u4e00-\u9fff“])")
_BRACKETS = pattern(r"\(([^()\n]*)\)")
_DOTS = pattern(r"(?<![.．])(?:\.{3,6}|。{2,6}|…(?!…))(?![.．])")
_DASHES = pattern(r"(?<=[\u4e00-\u9fff”）》])\s?(?:--+|—(?!—))\s?(?=[\u4e00-\u9fff“（《])")
_TWICE = pattern(
    r"([，、：；])[，、：；,;]+|[,;]{2,}(?=[\u4e00-\u9fff])|。{2}(?!。)|([，、：；])(?=。)"
)
_WIDE_LETTERS = pattern(r"[Ａ-Ｚａ-ｚ０-９]+")
_CODE = pattern(r"`[^`\n]*`|\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\[@[^\[\]\n]*\]")
_STRAIGHT = {'"': ("“", "”"), "'": ("‘", "’")}
_TO_HALF = 0xFEE0


class Repair(Struct, frozen=True, gc=False):
    """Characters ``[start, end)`` should be ``mended``; ``rule`` is P01 … of the copy rules."""

    start: int
    end: int
    mended: str
    rule: str


def repairs(text: str) -> tuple[Repair, ...]:
    """Return what should be typed differently in the paragraph ``text``, in its order.

    Addresses, code, numbers and English words are left as they are. Nothing is said of a mark
    whose partner cannot be told: see ``unpaired``.
    """
    kept = list(_kept(text))
    found = [
        each
        for rule in (_half_width, _stops, _brackets, _quotes, _dots, _dashes, _doubled, _wide)
        for each in rule(text)
        if not any(start < each.end and each.start < end for start, end in kept)
    ]
    found.sort(key=lambda each: (each.start, -each.end))
    return tuple(
        each
        for before, each in pairwise((Repair(-1, -1, "", ""), *found))
        if each.start >= before.end
    )


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
    for place, char in enumerate(text):
        if char == '"' and any(closing == "”" for closing, _ in opened):
            found.append(place)
        elif char in _PARTNERS:
            opened.append((_PARTNERS[char], place))
        elif char in _CLOSING:
            if opened and opened[-1][0] == char:
                opened.pop()
            elif char not in "’)" or (char == ")" and "（" not in text):
                found.append(place)
    straight = [place for place, char in enumerate(text) if char == '"']
    if len(straight) % 2 or (straight and (opened or found)):
        found += straight
    return tuple(sorted({*found, *(place for _, place in opened)}))


_PARTNERS = dict(zip("“‘（《〈「『【", "”’）》〉」』】", strict=True))
_CLOSING = frozenset(_PARTNERS.values())


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are not Chinese writing: addresses, code, our own marks."""
    yield from (match.span() for match in _CODE.finditer(text))
    place = 0
    for words, address in linked_parts(text):
        if address:
            yield place, place + len(words)
        place += len(words)


def _is_chinese(char: str) -> bool:
    return bool(char) and (char in _MARKS or _HAN.match(char) is not None)


def _half_width(text: str) -> Iterator[Repair]:
    """P01: a mark beside Han, and one in a Chinese sentence that no space follows."""
    for match in _HALF.finditer(text):
        mark = match[0].strip()
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        if before[-1:].isdigit() and after[:1].isdigit():
            continue  # 3,584 and 12:30
        is_beside = _is_chinese(before[-1:]) or _is_chinese(after[:1])
        is_tight = not match[0].endswith(" ") and after and _HAN.search(text)
        if is_beside or (is_tight and mark == "," and not _is_address_like(text, match)):
            yield Repair(match.start(), match.end(), _WIDE[mark], "P01")


def _is_address_like(text: str, match: re.Match[str]) -> bool:
    """Tell whether letters and figures run on over the mark: x,y in a formula, a,b in code."""
    before, after = text[: match.start()], text[match.end() :]
    left, right = re.search(r"[A-Za-z0-9]+$", before), re.match(r"[A-Za-z0-9]+", after)
    return bool(left and right and len(left[0]) == 1 and len(right[0]) == 1)


def _stops(text: str) -> Iterator[Repair]:
    """P02: a full stop of English behind Han."""
    for match in _STOP.finditer(text):
        yield Repair(match.start(), match.end(), "。", "P02")


def _brackets(text: str) -> Iterator[Repair]:
    """P03: a pair of brackets with Han in it or before it."""
    for match in _BRACKETS.finditer(text):
        is_chinese = _HAN.search(match[1]) or _is_chinese(text[: match.start()][-1:])
        if is_chinese and match[1].strip():
            yield Repair(match.start(), match.start() + 1, "（", "P03")
            yield Repair(match.end() - 1, match.end(), "）", "P03")


def _quotes(text: str) -> Iterator[Repair]:
    """P04, P05: straight quotes of a paragraph, in pairs; none where a partner is missing."""
    if unpaired(text) or not _HAN.search(text):
        return
    places = [place for place, char in enumerate(text) if char == '"']
    for number, place in enumerate(places):
        yield Repair(place, place + 1, _STRAIGHT['"'][number % 2], "P04")
    singles = [m.start() for m in re.finditer(r"(?<![A-Za-z])'|'(?![A-Za-z])", text)]
    if len(singles) % 2 == 0 and not re.search(r"[A-Za-z]'(?:[A-Za-z]|\s)", text):
        for number, place in enumerate(singles):
            yield Repair(place, place + 1, _STRAIGHT["'"][number % 2], "P05")


def _dots(text: str) -> Iterator[Repair]:
    """P08: an ellipsis is six dots in two characters."""
    for match in _DOTS.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        if match[0] == "…" and before == "…":
            continue
        if _is_chinese(before) or _is_chinese(after):
            yield Repair(match.start(), match.end(), "……", "P08")


def _dashes(text: str) -> Iterator[Repair]:
    """P09: a dash is two characters long."""
    for match in _DASHES.finditer(text):
        if text[: match.start()][-1:] != "—":
            yield Repair(match.start(), match.end(), "——", "P09")


def _doubled(text: str) -> Iterator[Repair]:
    """P10: a mark typed twice."""
    for match in _TWICE.finditer(text):
        first = match[0][0]
        kept = "" if match[2] else _WIDE.get(first, first)
        yield Repair(match.start(), match.end(), kept, "P10")


def _wide(text: str) -> Iterator[Repair]:
    """P11: letters and figures of the width of Han."""
    for match in _WIDE_LETTERS.finditer(text):
        plain = "".join(chr(ord(char) - _TO_HALF) for char in match[0])
        yield Repair(match.start(), match.end(), plain, "P11")
