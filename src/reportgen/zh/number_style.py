"""How numbers are written in Chinese text: labels, ranges, percent signs, 约 and 左右."""

import re
from collections.abc import Iterator

from reportgen.model.pattern import pattern
from reportgen.zh.han import has_han, is_han
from reportgen.zh.repair import PLACEHOLDERS, Repair

_PERCENTS = pattern(r"%\s?([-–—－~])\s?(?=([0-9]+(?:\.[0-9]+)?%))")
_FIRST = pattern(r"(?<![0-9.,A-Za-z\-−－])[0-9]+(?:\.[0-9]+)?$")
_SPACED_PERCENT = pattern(r"[0-9.]+( +)(?=[%‰])")
_ABOUT = (
    r"大约|约为|约莫|大概|接近|将近|差不多|几近"
    r"|(?<![节条契预签制公特相简纽合])约|(?<![附最邻临远将接])近"
)
_ABOVE = r"超过|超出|不低于|不少于|至少|多于|高于|大于|(?<![高])超|逾|突破"
_BELOW = r"不足|不到|不超过|不高于|不多于|至多|最多|少于|低于|小于"
_FIGURES = r"[0-9][0-9,.]*"
_NUMBER = (
    rf"{_FIGURES}(?:[-–—~～至到]{_FIGURES})?"
    rf"|[一二三四五六七八九十百千两几数半]{{1,6}}|{PLACEHOLDERS[0]}"
)
_UNIT = r"[^\s，。；：！？、（）()0-9的在和与及是有]{0,6}?"
_DOUBLED = pattern(
    rf"(?:(?P<about>{_ABOUT})|(?P<above>{_ABOVE})|(?P<below>{_BELOW}))(?:了|有|达|为)?\s?"
    rf"(?:{_NUMBER})\s?(?:{_UNIT}(?P<after>左右|上下|以上|以下|以内)"
    r"|(?:万亿|[万亿千百])?(?P<more>[多余]))"
)
_PAIRS = {"about": ("左右", "上下"), "above": ("以上",), "below": ("以下", "以内")}
_TWO_BEFORE = pattern(
    rf"(?:{_ABOUT})(?:为|是)?(?:近|约|大约|大概|接近|超过?|逾)(?=\s?(?:[0-9]|{PLACEHOLDERS[0]}))"
)

_AT_END = pattern("左右|上下|以[上下内]|[多余]")
_BEGINS = frozenset("约近概差超低少至多高大逾突足到")
"""One of them is in each word that may stand before the number."""
_COUNTS = frozenset("0123456789一二三四五六七八九十百千万亿")
_TWO_WORDS = pattern("[约近概多][为是]?[近约大接超逾]")
_LONGEST = 24


_LABEL = pattern(
    r"(?m:^)(?:(?:[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|[①-⑳]|[0-9]{1,2}）)"
    r"(?P<extra>[、.．，]+)|[一二三四五六七八九十]{1,3}(?P<point>[.．，][、.．，]*)(?![0-9]))"
)


def label_marks(text: str) -> Iterator[Repair]:
    """H03: （一）、 and ①、 have a mark too many, 一. has the wrong one."""
    for match in _LABEL.finditer(text):
        group = "extra" if match["extra"] else "point"
        mended = "" if match["extra"] else "、"
        yield Repair(*match.span(group), mended, "H03", *match.span())


def percent_ranges(text: str) -> Iterator[Repair]:
    """N01: 3%-5% is 3%～5%."""
    for match in _PERCENTS.finditer(text):
        place = match.start()
        first = _FIRST.search(text, max(0, place - _LONGEST), place)
        if first is not None:
            yield Repair(*match.span(1), "～", "N01", first.start(), match.end(2))


def spaced_percents(text: str) -> Iterator[Repair]:
    """N03: 12.5 % is 12.5%."""
    if " %" in text or " ‰" in text:
        for match in _SPACED_PERCENT.finditer(text) if has_han(text) else ():
            yield Repair(*match.span(1), "", "N03", match.start(), match.end() + 1)


def doubled(text: str) -> Iterator[Repair]:
    """N08: 约30家左右, 超过50%以上: the second word says no more than the first."""
    for match in _approximations(text):
        if _is_same(match):
            yield Repair(*match.span("after"), "", "N08", *match.span())


def contradictions(text: str) -> Iterator[tuple[int, int]]:
    """Yield what two words say differently of one number (N08): 约5亿元以上, 近30多家, 大约近."""
    for match in _approximations(text):
        if not _is_same(match):
            yield match.span()
    if _TWO_WORDS.search(text):
        for match in _TWO_BEFORE.finditer(text):
            yield match.span()


def _approximations(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers between two words: few of the second words have a first one before them."""
    for last in _AT_END.finditer(text):
        first, end = max(0, last.start() - _LONGEST), last.end()
        if end - last.start() == 1 and not (
            text[end - 2 : end - 1] in _COUNTS and is_han(text[end : end + 1])
        ):
            continue
        if _BEGINS.isdisjoint(text[first:end]):
            continue
        for match in _DOUBLED.finditer(text, first, end):
            if match.end() == end:
                yield match


def _is_same(match: re.Match[str]) -> bool:
    """Tell whether the second word says what the first one does."""
    return any(match[group] and match["after"] in words for group, words in _PAIRS.items())
