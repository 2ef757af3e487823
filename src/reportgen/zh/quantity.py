"""How a number is said: 19.2亿美元, 65%, 3.0个百分点, 120倍, 1,915.4."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from reportgen.model.facts import FormatKind, NumberFormat, Unit
from reportgen.zh.units import SCALES

_KINDS = {
    "亿": FormatKind.YI,
    "万": FormatKind.WAN,
    "万亿": FormatKind.WANYI,
    "自动": FormatKind.AUTO,
    "整数": FormatKind.INTEGER,
    "百分比": FormatKind.PERCENT,
    "百分点": FormatKind.POINTS,
    "千分位": FormatKind.THOUSANDS,
    "倍": FormatKind.TIMES,
    "原样": FormatKind.PLAIN,
    **{kind.value: kind for kind in FormatKind},
}
_FORMAT = re.compile(r"\s*(\w+)\s*(?:[(（]\s*(\d{1,2})\s*[)）])?\s*")
_SCALE_OF = {FormatKind.YI: "亿", FormatKind.WAN: "万", FormatKind.WANYI: "万亿"}
_WORDS_OF = {FormatKind.PERCENT: "%", FormatKind.POINTS: "个百分点", FormatKind.TIMES: "倍"}
_AUTO = ("万亿", "亿", "万")
_AUTO_DIGITS = 2
_PRECISION = 60

FORMAT_NAMES = tuple(_KINDS)


def parse_format(text: str) -> NumberFormat | None:
    """Return the format that ``text`` names (``亿(1)``, ``yi(1)``, ``百分比``), or nothing."""
    match = _FORMAT.fullmatch(text)
    if match is None or match[1] not in _KINDS:
        return None
    return NumberFormat(_KINDS[match[1]], int(match[2]) if match[2] else None)


def rounded(value: Decimal, digits: int) -> Decimal:
    """Return ``value`` with ``digits`` after the point, halves up, and never a minus zero."""
    with localcontext() as context:
        context.prec = _PRECISION
        made = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return made if made else abs(made)


def say(value: Decimal, unit: Unit, how: NumberFormat) -> str:
    """Return ``value`` (in ``unit``) as ``how`` asks: the number with its scale and unit words."""
    if how.kind in _SCALE_OF:
        return _scaled(value * unit.factor, _SCALE_OF[how.kind], unit.base, how.digits)
    if how.kind is FormatKind.AUTO:
        return _auto(value * unit.factor, unit.base, how.digits)
    words = _WORDS_OF.get(how.kind, unit.name)
    if how.kind is FormatKind.INTEGER:
        return digits_of(value, 0) + words
    if how.kind is FormatKind.THOUSANDS:
        return grouped(value, how.digits) + words
    return digits_of(value, how.digits) + words


def bare(value: Decimal, how: NumberFormat) -> str:
    """Return only the digits of ``value``, for cells and labels whose unit stands elsewhere."""
    return grouped(value, 0 if how.kind is FormatKind.INTEGER else how.digits)


def digits_of(value: Decimal, digits: int | None) -> str:
    """Return ``value`` in plain digits, as many after the point as asked or as it has."""
    if digits is None:
        return format(value.normalize() or Decimal(0), "f")
    return format(rounded(value, digits), "f")


def grouped(value: Decimal, digits: int | None) -> str:
    """Return ``value`` with a comma after every third digit (GB/T 15835 allows it)."""
    if digits is None:
        return format(value.normalize() or Decimal(0), ",f")
    return format(rounded(value, digits), ",f")


def _scaled(amount: Decimal, scale: str, base: str, digits: int | None) -> str:
    return digits_of(amount / SCALES[scale], digits) + scale + base


def _auto(amount: Decimal, base: str, digits: int | None) -> str:
    """Choose the largest scale that leaves at least 1 *after* rounding: 99,999,999 → 1.00亿."""
    wanted = _AUTO_DIGITS if digits is None else digits
    for scale in _AUTO:
        made = rounded(amount / SCALES[scale], wanted)
        if abs(made) >= 1:
            return format(made, "f") + scale + base
    return digits_of(amount, digits) + base
