"""Binding: the mark that prints exactly what was typed: 19.2亿美元 becomes {{ 营收 | 亿(1) }}."""

from collections.abc import Iterator

from msgspec import Struct

from reportgen.lint.targets import Form, Target
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.zh.period_mentions import period_mentions
from reportgen.zh.quantities import Quantity
from reportgen.zh.quantity import fits, format_words, say

_NAME = pattern(r"[^\s|@(){}%,+*/×÷=<>\-−]+")
_SCALES = {"万亿": FormatKind.WANYI, "亿": FormatKind.YI, "万": FormatKind.WAN}
_RATIOS = {"%": FormatKind.PERCENT, "个百分点": FormatKind.POINTS, "倍": FormatKind.TIMES}
_MOVING = ("本期", "上期", "本年", "今年", "去年", "上年")
_PLAIN = str.maketrans("０１２３４５６７８９．％-－", "0123456789.%−−")


class Binding(Struct, frozen=True):
    """The mark for a typed number; ``is_same`` says that it prints just what was typed."""

    mark: str
    is_same: bool


def binding(
    target: Target, before: str, typed: str, quantity: Quantity, now: Period | None
) -> Binding:
    """Return the mark that ``typed``, after the words ``before``, should have been.

    Where no format prints the same it is the plain one, for the author to choose.
    """
    if not _NAME.fullmatch(target.name):
        return Binding(target.name, is_same=False)
    typed = typed.translate(_PLAIN)
    value = abs(target.value) if target.form is not Form.LEVEL else target.value
    for how in _formats(target, quantity):
        if fits(target.unit, how) and say(value, target.unit, how) == typed:
            return Binding(_mark(target, how, before, now), is_same=True)
    return Binding(_mark(target, target.format, before, now), is_same=False)


def _mark(target: Target, how: NumberFormat, before: str, now: Period | None) -> str:
    """Return the mark, with the period that the words before it ask for."""
    parts = [target.name + _period(target, before, now)]
    if target.form is not Form.LEVEL:
        parts += [target.form.value, "幅度"]
    if how != target.format:
        parts.append(format_words(how))
    return f"{{{{ {' | '.join(parts)} }}}}"


def _period(target: Target, before: str, now: Period | None) -> str:
    """Return ``@2024`` beside a typed year, which speaks of a fixed past, ``@去年`` beside 去年."""
    if target.period is None or target.is_fixed:
        return ""
    mentions = period_mentions(before, now)
    if mentions and mentions[-1].means(target.period):
        word = before[mentions[-1].start : mentions[-1].end]
        if word in _MOVING:
            return "" if target.is_now else f"@{word}"
        if word[0].isdigit():
            return f"@{target.period}"
    return "" if target.is_now else f"@{target.period}"


def _formats(target: Target, quantity: Quantity) -> Iterator[NumberFormat]:
    yield target.format
    name, places = quantity.unit.name, quantity.places
    if name in _RATIOS:
        yield NumberFormat(_RATIOS[name], places, target.format.half)
    scale = next((word for word in _SCALES if name.startswith(word)), "")
    if scale:
        yield NumberFormat(_SCALES[scale], places, target.format.half)
    yield NumberFormat(FormatKind.THOUSANDS, places, target.format.half)
    yield NumberFormat(FormatKind.PLAIN, places, target.format.half)
