"""Binding: the mark that prints exactly what was typed: 19.2亿美元 becomes {{ 营收 | 亿(1) }}."""

from collections.abc import Iterator

from reportgen.lint.targets import Form, Target
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.model.pattern import pattern
from reportgen.zh.period_mentions import period_mentions
from reportgen.zh.quantities import Quantity
from reportgen.zh.quantity import fits, format_words, say

NOT_BOUND = "—"
_NAME = pattern(r"[^\s|@(){}%,+*/×÷=<>\-−]+")
_SCALES = {"万亿": FormatKind.WANYI, "亿": FormatKind.YI, "万": FormatKind.WAN}
_RATIOS = {"%": FormatKind.PERCENT, "个百分点": FormatKind.POINTS, "倍": FormatKind.TIMES}
_PLAIN = str.maketrans("０１２３４５６７８９．％-－", "0123456789.%−−")


def binding(target: Target, before: str, typed: str, quantity: Quantity) -> str:
    """Return the mark for ``typed``, after ``before``; ``—`` where none prints the same."""
    typed = typed.translate(_PLAIN)
    if not _NAME.fullmatch(target.name):
        return NOT_BOUND
    value = abs(target.value) if target.form is not Form.LEVEL else target.value
    for how in _formats(target, quantity):
        if fits(target.unit, how) and say(value, target.unit, how) == typed:
            return _mark(target, how, before)
    return NOT_BOUND


def _mark(target: Target, how: NumberFormat, before: str) -> str:
    """Return the mark; a year typed near it says that it speaks of a fixed past."""
    name = target.name
    if target.period is not None and not target.is_fixed:
        is_pinned = any(
            each.days is not None and each.may_mean(target.period)
            for each in period_mentions(before, None)[-1:]
        )
        if is_pinned or not target.is_now:
            name += f"@{target.period}"
    parts = [name]
    if target.form is not Form.LEVEL:
        parts += [target.form.value, "幅度"]
    if how != target.format:
        parts.append(format_words(how))
    return f"{{{{ {' | '.join(parts)} }}}}"


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
