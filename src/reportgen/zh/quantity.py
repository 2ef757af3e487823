"""How a number with its unit is said: 19.2亿美元, 65%, 3.0个百分点 (GB/T 15835), half up."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import assert_never

from reportgen.model.facts import FormatKind, NumberFormat, Unit
from reportgen.zh.units import PERCENT, POINTS, SCALES, TIMES

FORMAT_NAMES = {
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
    "pct": FormatKind.PERCENT,
    "%": FormatKind.PERCENT,
    "pp": FormatKind.POINTS,
}
"""What authors call the formats, in Chinese and in ASCII."""

_SCALE_OF = {FormatKind.YI: "亿", FormatKind.WAN: "万", FormatKind.WANYI: "万亿"}
_RATIO_OF = {FormatKind.PERCENT: PERCENT, FormatKind.POINTS: POINTS, FormatKind.TIMES: TIMES}
_AUTO_SCALES = ("", "万", "亿", "万亿")
_SHAPE = re.compile(r"([^\d()（）\s]+?)\s*(?:[(（]\s*(\d)\s*[)）])?")
_AS_NEEDED = 2
_MOST_DIGITS = 10
_TEN_THOUSAND = 10_000
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)


def parse_format(text: str) -> NumberFormat | None:
    """Return the format of ``亿(1)`` or ``yi（1）``, or nothing when it is none."""
    match = _SHAPE.fullmatch(text.strip())
    kind = FORMAT_NAMES.get(match[1].lower()) if match else None
    if match is None or kind is None:
        return None
    digits = int(match[2]) if match[2] else None
    return NumberFormat(kind, 0 if kind is FormatKind.INTEGER else digits)


def default_format(unit: Unit) -> NumberFormat:
    """Return how a number in ``unit`` is said when nobody asked for a format."""
    if unit.base:
        return NumberFormat(FormatKind.AUTO)
    of_ratio = {ratio.name: kind for kind, ratio in _RATIO_OF.items()}
    return NumberFormat(of_ratio.get(unit.name, FormatKind.PLAIN))


def fits(unit: Unit, number_format: NumberFormat) -> bool:
    """Tell whether a number in ``unit`` can be said so: money is no percentage."""
    return number_format.kind not in _RATIO_OF or not unit.base


def say(value: Decimal, unit: Unit, number_format: NumberFormat) -> str:
    """Return ``value`` with scale word and unit, as prose says it."""
    kind = number_format.kind
    match kind:
        case FormatKind.YI | FormatKind.WAN | FormatKind.WANYI:
            scale = _SCALE_OF[kind]
            number = _EXACT.divide(_EXACT.multiply(value, unit.factor), SCALES[scale])
            return f"{digits(number, number_format)}{scale}{unit.base}"
        case FormatKind.PERCENT | FormatKind.POINTS | FormatKind.TIMES:
            ratio = _RATIO_OF[kind]
            number = _EXACT.divide(_EXACT.multiply(value, unit.factor), ratio.factor)
            return f"{digits(number, number_format)}{ratio.name}"
        case FormatKind.AUTO:
            return _say_auto(_EXACT.multiply(value, unit.factor), unit, number_format)
        case FormatKind.INTEGER | FormatKind.THOUSANDS | FormatKind.PLAIN:
            return f"{digits(value, number_format)}{unit.name}"
        case _:
            assert_never(kind)


def digits(value: Decimal, number_format: NumberFormat) -> str:
    """Return the figures alone, as a table's cell or a chart's label shows ``value``."""
    wanted = number_format.digits
    rounded = _round_as_needed(value) if wanted is None else _round(value, wanted)
    grouping = "," if number_format.kind is FormatKind.THOUSANDS else ""
    return f"{rounded:{grouping}f}"


def rounding(number_format: NumberFormat) -> str:
    """Return how numbers of this format are rounded, for the record: ``1 half-up``."""
    wanted = "as-needed" if number_format.digits is None else str(number_format.digits)
    return f"{wanted} half-up"


def _say_auto(value: Decimal, unit: Unit, number_format: NumberFormat) -> str:
    """Pick the scale by the rounded number, so that 9999.995万 carries to 1.00亿."""
    figures, scale = "", ""
    for scale in _AUTO_SCALES:
        number = _EXACT.divide(value, SCALES.get(scale, Decimal(1)))
        figures = _auto_figures(number, scale, number_format.digits)
        if abs(Decimal(figures)) < _TEN_THOUSAND:
            break
    return f"{figures}{scale}{unit.base or ('' if scale else unit.name)}"


def _auto_figures(number: Decimal, scale: str, wanted: int | None) -> str:
    if wanted is None:
        return f"{_round_as_needed(number):f}"
    rounded = _round(number, wanted)
    return f"{rounded if scale else _short(rounded):f}"


def _round(value: Decimal, places: int) -> Decimal:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
    return rounded or abs(rounded)  # never -0.0


def _round_as_needed(value: Decimal) -> Decimal:
    """Round to two places without trailing noughts; a small number keeps two figures."""
    places = _AS_NEEDED
    if value and value.adjusted() < -1:
        places = min(1 - value.adjusted(), _MOST_DIGITS)
    return _short(_round(value, places))


def _short(value: Decimal) -> Decimal:
    short = value.normalize(_EXACT)
    exponent = short.as_tuple().exponent
    return _round(short, 0) if isinstance(exponent, int) and exponent > 0 else short
