"""N01 to N08, X01: how numbers, dates and names are written (GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic
from reportgen.lint.passages import PassageKind, spoken
from reportgen.lint.rule import finding
from reportgen.lint.texts import Texts
from reportgen.model.pattern import pattern
from reportgen.zh.brand_names import misspelt
from reportgen.zh.number_style import contradictions

_RANGE = pattern(r"(?P<sign>[-–—－~～至到])\s?(?P<high>[0-9]+(?:\.[0-9]+)?)(?P<unit>%|万亿|亿|万)")
_LOW = pattern(r"(?<![0-9.,A-Za-z第\-−－])([0-9]+(?:\.[0-9]+)?)\s?$")
_YEAR = pattern(r"(?:19|20)[0-9]{2}")
_LONG = pattern(r"[0-9]{5,}")
_SHORT_YEAR = pattern(
    r"(?P<year>[0-9]{2})年"
    r"(?=上半年|下半年|全年|年?[底末初]|第?[一二三四]季|Q[1-4]|(?:1[0-2]|0?[1-9])月)"
)
_QUOTED_YEAR = pattern(r"[’‘'](?P<year>[0-9]{2})年?(?![0-9A-Za-z])")
_TWO_YEARS = pattern(r"(?P<first>[1-4][0-9])[-–—~～/](?P<last>[1-4][0-9])年(?![期间])")
_NO_YEAR = frozenset("0123456789.第近满约达长每共年这个去后再前-–—~～")
"""Before two figures these say that they are no year: 近20年底."""
_CENTURY = 50
_DATE = pattern(
    r"(?:19|20)[0-9]{2}(?:(?P<year>年)[0-9]{1,2}月[0-9]{1,2}日"
    r"|(?P<sign>[-/.])[0-9]{1,2}(?P=sign)[0-9]{1,2}(?![0-9A-Za-z]|(?P=sign)[0-9]))"
)
_TIMES_LESS = pattern(
    r"(?:减少|下降|降低|缩小|缩短|缩减|下跌|下滑|回落|萎缩)(?:了|约|近|超过?|逾|至少|\s)*"
    r"(?:(?P<number>[0-9][0-9.,]*|[一二两三四五六七八九十数几]{1,3})\s?(?:多|余)?倍|(?P<bound>\ue000))"
)
_TEN_THOUSAND, _NEAR = 10_000, 20


def find_style_faults(texts: Texts) -> Iterator[Diagnostic]:
    """Yield what is written otherwise than the standard has it, and names in odd letters."""
    text = texts.text
    for start, end, code, mended in (*_ranges(text), *_years(text), *_doubled(text), *_names(text)):
        place = texts.at(start, end)
        if place is not None and not texts.is_address(start):
            span = place[0].span(*place[1:])
            yield finding(code, span, typed=text[start:end], mended=mended)
    yield from _less(texts)
    yield from _ungrouped(texts)
    yield from _mixed_dates(texts)


def _ranges(text: str) -> Iterator[tuple[int, int, Code, str]]:
    """Yield N01 and N02: 3-5%, 9-16亿."""
    for match in _RANGE.finditer(text):
        place = match.start()
        first = _LOW.search(text, max(0, place - _NEAR), place)
        if first is not None and not _YEAR.fullmatch(low := first[1]):
            high, unit = match["high"], match["unit"]
            sign = match["sign"] if match["sign"] in "至到" else "～"
            code = Code.RANGE_OF_PERCENT if unit == "%" else Code.RANGE_OF_SCALE
            yield first.start(), match.end(), code, f"{low}{unit}{sign}{high}{unit}"


def _years(text: str) -> Iterator[tuple[int, int, Code, str]]:
    """Yield N05: 25年上半年, ’24年, 24-25年."""
    code = Code.YEAR_OF_TWO_DIGITS
    for match in (*_SHORT_YEAR.finditer(text), *_QUOTED_YEAR.finditer(text)):
        year = match["year"]
        if text[match.start() - 1 : match.start()] not in _NO_YEAR:
            century = "20" if int(year) < _CENTURY else "19"
            yield *match.span(), code, f"{century}{year}年"
    for match in _TWO_YEARS.finditer(text):
        first, last = match["first"], match["last"]
        is_next = int(last) == int(first) + 1
        if is_next and text[match.start() - 1 : match.start()] not in _NO_YEAR:
            yield *match.span(), code, f"20{first}—20{last}年"


def _doubled(text: str) -> Iterator[tuple[int, int, Code, str]]:
    for start, end in contradictions(text):
        yield start, end, Code.DOUBLED_APPROXIMATION, ""


def _names(text: str) -> Iterator[tuple[int, int, Code, str]]:
    for start, end, right in misspelt(text):
        yield start, end, Code.BRAND_SPELLING, right


def _less(texts: Texts) -> Iterator[Diagnostic]:
    """Yield N07: 减少3倍, typed or bound."""
    for match in _TIMES_LESS.finditer(texts.text):
        place = texts.at(*match.span())
        if place is None:
            continue
        passage, start, end = place
        said = {bound.start: bound.wording.text for bound in passage.bound}
        if match["number"] or said.get(end - 1, "").endswith("倍"):
            typed = spoken(passage, start, end)
            yield finding(Code.DECREASE_BY_TIMES, passage.span(start, end), typed=typed)


def _ungrouped(texts: Texts) -> Iterator[Diagnostic]:
    """Yield N04: 12345元."""
    seen: set[int] = set()
    for match in _LONG.finditer(texts.text):
        place = texts.at(*match.span())
        if place is None or place[0].kind is PassageKind.CELL or id(place[0]) in seen:
            continue
        passage = place[0]
        seen.add(id(passage))
        for quantity in passage.quantities:
            typed = passage.text[quantity.start : quantity.end]
            long = _LONG.search(typed)
            if long is not None and abs(quantity.value) >= _TEN_THOUSAND:
                typed = typed[long.start() :]
                grouped = f"{int(long[0]):,}{typed[len(long[0]) :]}"
                span = passage.span(quantity.start + long.start(), quantity.end)
                yield finding(Code.NUMBER_UNGROUPED, span, typed=typed, mended=grouped)


def _mixed_dates(texts: Texts) -> Iterator[Diagnostic]:
    """Yield N06: the first date of each way of writing that is not the way of the first one."""
    found: dict[str, list[re.Match[str]]] = {}
    for match in _DATE.finditer(texts.text):
        way = match["sign"] or match["year"]
        before = texts.text[match.start() - 1 : match.start()]
        if not (before.isascii() and (before.isalnum() or before == match["sign"])):
            found.setdefault(way, []).append(match)
    if len(found) > 1:
        firsts = [next(_outside_addresses(texts, dates), None) for dates in found.values()]
        placed = sorted(
            (date.start(), date[0], place)
            for date in firsts
            if date is not None and (place := texts.at(*date.span())) is not None
        )
        for _, typed, (passage, start, end) in placed[1:]:
            span = passage.span(start, end)
            yield finding(Code.MIXED_DATES, span, typed=typed, first=placed[0][1])


def _outside_addresses(texts: Texts, found: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    return (each for each in found if not texts.is_address(each.start()))
