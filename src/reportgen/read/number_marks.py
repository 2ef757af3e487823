"""``{{ 营收@2022 | 亿(1) }}``: a small grammar of its own, with a place for every fault.

mark     = ( name [ "@" period ] | formula ) { "|" filter }
filter   = word [ "(" argument { "," argument } ")" ]
"""

import re
from collections.abc import Callable
from decimal import Decimal

from reportgen.diag import Code, Fix, Sink, Span, nearest
from reportgen.model.facts import FormatKind
from reportgen.model.pattern import pattern
from reportgen.model.report import Filter, NumberRef
from reportgen.read.excerpt import Excerpt
from reportgen.zh.quantity import FORMAT_NAMES

FULL_WIDTH = str.maketrans("｛｝｜（）＠，；", "{}|()@,;")
_NAME = r"[^\s|@(){},+*/×÷=<>]+"
_HEAD = pattern(rf"\s*(?P<name>{_NAME})\s*(?:@\s*(?P<period>{_NAME}))?\s*")
_FORMULA = pattern(r"\s*([^|{}]*[^|{}\s][^|{}]*?[+\-−*/×÷(][^|{}]*?)\s*")
"""A number made from others; what it means is read where these are known."""
_CALL = pattern(r"[^\s+\-−*/×÷(]\s*\(")
_FILTER = pattern(rf"\s*(?P<name>{_NAME})\s*(?:\((?P<arguments>[^()]*)\))?\s*")
_DIGITS = pattern(r"\d", re.ASCII)

_FORMATS = {kind.value: kind.value for kind in FormatKind} | {
    word: kind.value for word, kind in FORMAT_NAMES.items()
}
_WORDINGS = {
    "同比": "yoy",
    "环比": "qoq",
    "方向": "direction",
    "增减": "change",
    "幅度": "magnitude",
    "日期": "date",
}
FILTERS = _FORMATS | _WORDINGS | {name: name for name in _WORDINGS.values()}

At = Callable[[int, int], Span]
"""Tells the place of so many characters at an offset of the mark's inside."""


def read_number_mark(excerpt: Excerpt, sink: Sink) -> NumberRef | None:
    """Return what the one-line ``excerpt``, braces included, asks for."""
    typed = excerpt.text
    plain = typed.translate(FULL_WIDTH)
    place = excerpt.place
    if plain != typed:
        sink.add(Code.FULL_WIDTH_BRACES, place, fix=Fix(place, plain), typed=typed, plain=plain)

    def at(start: int, length: int) -> Span:
        return excerpt.span(0, start + 2, length)

    return read_expression(plain[2:-2], at, place, sink)


def read_expression(text: str, at: At, place: Span, sink: Sink) -> NumberRef | None:
    """Return the NumberRef that ``text`` writes."""
    bar = text.find("|")
    end = len(text) if bar < 0 else bar
    head = _HEAD.fullmatch(text, 0, end)
    formula = _FORMULA.fullmatch(text, 0, end) if head is None else None
    call = _CALL.search(text, 0, end)
    if head is None and (formula is None or call):
        match = _HEAD.match(text)
        known = match.end() if match else 0
        _bad(text, call.end() - 1 if call else known, at, sink)
        return None
    filters = []
    position = end
    while position < len(text):
        match = _FILTER.match(text, position + 1)
        if match is None or (match.end() < len(text) and text[match.end()] != "|"):
            _bad(text, match.end() if match else position + 1, at, sink)
            return None
        made = _filter(match, at, sink)
        if made is not None:
            filters.append(made)
        position = match.end()
    if head is not None:
        return NumberRef(head["name"], head["period"] or "", tuple(filters), place)
    start, typed = (formula.start(1), formula[1]) if formula else (0, "")
    return NumberRef(typed, "", tuple(filters), place, at(start, len(typed)))


def _filter(match: re.Match[str], at: At, sink: Sink) -> Filter | None:
    word = match["name"]
    name = FILTERS.get(word)
    span = at(match.start("name"), len(word))
    if name is None:
        known = "、".join(each for each in FILTERS if not each.isascii())
        close = nearest(word, FILTERS) or "—"
        sink.add(Code.UNKNOWN_FILTER, span, filter=word, known=known, nearest=close)
        return None
    arguments = _arguments(match["arguments"])
    if name in _FORMATS.values() and _are_digits(arguments):
        return Filter(name, tuple(map(Decimal, arguments)), span)
    if not arguments:
        return Filter(name, (), span)
    start = match.start("arguments")
    sink.add(
        Code.BAD_EXPRESSION,
        at(start, len(match["arguments"])),
        text=f"{word}({match['arguments']})",
    )
    return None


def _arguments(text: str | None) -> list[str]:
    return [word.strip() for word in text.split(",")] if text and text.strip() else []


def _are_digits(arguments: list[str]) -> bool:
    """Tell whether there is at most one argument, and it says how many digits (0 to 9)."""
    return len(arguments) <= 1 and all(_DIGITS.fullmatch(word) for word in arguments)


def _bad(text: str, position: int, at: At, sink: Sink) -> None:
    position = min(position, max(0, len(text) - 1))
    sink.add(Code.BAD_EXPRESSION, at(position, 1), text=text.strip() or "{{ }}")
