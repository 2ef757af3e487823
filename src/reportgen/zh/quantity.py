"""How a number with its unit is said: 19.2亿美元, 65%, −3.0个百分点 (GB/T 15835, GB/T 8170)."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import assert_never

from reportgen.model.facts import FormatKind, Half, NumberFormat, Unit
from reportgen.model.pattern import pattern
from reportgen.zh.amounts import amount_words
from reportgen.zh.units import (
    BASIS_POINTS,
    EXACT,
    PER_MILLE,
    PERCENT,
    POINTS,
    TIMES,
    scaled_unit,
)

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
    "大写": FormatKind.CAPITAL,
    **{kind.value: kind for kind in FormatKind},
    "pct": FormatKind.PERCENT,
    "%": FormatKind.PERCENT,
    "pp": FormatKind.POINTS,
}
"""What authors call the formats, in Chinese and in ASCII."""

_SCALE_OF = {FormatKind.YI: "亿", FormatKind.WAN: "万", FormatKind.WANYI: "万亿"}
_RATIO_OF = {FormatKind.PERCENT: PERCENT, FormatKind.POINTS: POINTS, FormatKind.TIMES: TIMES}
_RATIO_NAMES = {unit.name: kind for kind, unit in _RATIO_OF.items()}
_UNSCALED = frozenset({*_RATIO_NAMES, BASIS_POINTS.name, PER_MILLE.name})
"""Units that nobody counts in 万 or 亿."""
_AUTO_SCALES = ("万", "亿", "万亿")
_YUAN = "元"
_SHAPE = pattern(r"([^\d()（）\s]+?)\s*(?:[(（]\s*(\d)\s*[)）])?")
_MOST_DIGITS = 2
_PLAIN_DIGITS = 6
_SMALLEST = 10
_SPARE = 3
"""Figures beyond those asked for: room for a carry."""
_TEN_THOUSAND = 10_000
_WAYS = {Half.UP: ROUND_HALF_UP, Half.EVEN: ROUND_HALF_EVEN}
MINUS = "\u2212"
"""The minus sign: as wide as a plus, said by screen readers, never left behind at a line's end."""


def parse_format(text: str) -> NumberFormat | None:
    """Return the format of ``亿(1)`` or ``yi（1）``, or nothing when it is none."""
    match = _SHAPE.fullmatch(text.strip())
    kind = FORMAT_NAMES.get(match[1].lower()) if match else None
    if match is None or kind is None:
        return None
    digits = int(match[2]) if match[2] else None
    return NumberFormat(kind, 0 if kind is FormatKind.INTEGER else digits)


def format_words(how: NumberFormat) -> str:
    """Return ``how`` as an author writes it: ``亿(1)``."""
    word = next(name for name, kind in FORMAT_NAMES.items() if kind is how.kind)
    return word if how.digits is None else f"{word}({how.digits})"


def default_format(unit: Unit) -> NumberFormat:
    """Return how a number in ``unit`` is said when nobody asked for a format."""
    if unit.base:
        return NumberFormat(FormatKind.AUTO)
    return NumberFormat(_RATIO_NAMES.get(unit.name, FormatKind.PLAIN))


def fits(unit: Unit, how: NumberFormat) -> bool:
    """Tell whether a number in ``unit`` can be said so: money is no percentage, % has no 亿."""
    if how.kind in _RATIO_OF:
        return not unit.base
    if how.kind is FormatKind.CAPITAL:
        return unit.base == _YUAN
    return how.kind not in _SCALE_OF or unit.name not in _UNSCALED


def say(value: Decimal, unit: Unit, how: NumberFormat) -> str:
    """Return ``value`` with scale word and unit, as prose says it."""
    if how.kind is FormatKind.CAPITAL:
        return amount_words(_converted(value, unit, shown_unit(unit, how, value)), _WAYS[how.half])
    shown = shown_unit(unit, how, value)
    figures = _figures(_converted(value, unit, shown), how)
    if how.kind is FormatKind.AUTO and shown.name == shown.base:
        figures = _short(figures)
    return _written(figures, is_grouped=how.kind is FormatKind.THOUSANDS) + shown.name


def shown_unit(unit: Unit, how: NumberFormat, largest: Decimal) -> Unit:
    """Return the unit in which ``how`` says a number; ``auto`` picks it by the ``largest``."""
    kind = how.kind
    match kind:
        case FormatKind.YI | FormatKind.WAN | FormatKind.WANYI:
            return scaled_unit(unit, _SCALE_OF[kind])
        case FormatKind.PERCENT | FormatKind.POINTS | FormatKind.TIMES:
            return _RATIO_OF[kind]
        case FormatKind.CAPITAL:
            return Unit(unit.base, unit.base, Decimal(1))
        case FormatKind.AUTO:
            return unit if unit.name in _UNSCALED else _auto_unit(largest, unit, how)
        case FormatKind.INTEGER | FormatKind.THOUSANDS | FormatKind.PLAIN:
            return unit
        case _:
            assert_never(kind)


def bare(value: Decimal, how: NumberFormat) -> str:
    """Return the figures alone, for cells and labels whose unit stands elsewhere.

    They are grouped in thousands, but for ``plain``: a year or a code.
    """
    if how.kind is FormatKind.CAPITAL:
        return amount_words(value, _WAYS[how.half])
    return _written(_figures(value, how), is_grouped=how.kind is not FormatKind.PLAIN)


def with_half(how: NumberFormat, half: Half) -> NumberFormat:
    """Return ``how`` with halves rounded so."""
    return how if how.half is half else NumberFormat(how.kind, how.digits, half)


def figures_in(text: str) -> Decimal:
    """Return the number that ``bare`` wrote."""
    return Decimal(text.replace(",", "").replace(MINUS, "-"))


def _written(figures: Decimal, *, is_grouped: bool) -> str:
    grouping = "," if is_grouped else ""
    return f"{figures:{grouping}f}".replace("-", MINUS)


def rounded(value: Decimal, places: int, half: Half = Half.UP) -> Decimal:
    """Return ``value`` with ``places`` after the point, and never a minus zero."""
    context = Context(prec=max(value.adjusted() + places, 0) + _SPARE, rounding=_WAYS[half])
    made = value.quantize(Decimal((0, (1,), -places)), context=context)
    return made or made.copy_abs()


def rounding(how: NumberFormat) -> str:
    """Return how numbers of this format are rounded, for the record: ``1 half-up``."""
    wanted = "as-needed" if how.digits is None else str(how.digits)
    return f"{wanted} {how.half.value}"


def _auto_unit(value: Decimal, unit: Unit, how: NumberFormat) -> Unit:
    """Pick the scale by the rounded number, so that 9999.995万 carries to 1.00亿."""
    shown = Unit(unit.base, unit.base, Decimal(1))
    for scale in _AUTO_SCALES:
        if abs(_figures(_converted(value, unit, shown), how)) < _TEN_THOUSAND:
            break
        shown = scaled_unit(unit, scale)
    return shown


def _converted(value: Decimal, unit: Unit, to: Unit) -> Decimal:
    return EXACT.divide(EXACT.multiply(value, unit.factor), to.factor)


def _figures(value: Decimal, how: NumberFormat) -> Decimal:
    if how.digits is not None:
        return rounded(value, how.digits, how.half)
    places = _PLAIN_DIGITS if how.kind is FormatKind.PLAIN else _MOST_DIGITS
    return _as_needed(value, places, how.half)


def _as_needed(value: Decimal, places: int, half: Half) -> Decimal:
    """Round to ``places`` without trailing noughts; a small number keeps two figures."""
    if value:
        places = max(places, min(1 - value.adjusted(), _SMALLEST))
    return _short(rounded(value, places, half))


def _short(value: Decimal) -> Decimal:
    short = value.normalize(EXACT)
    exponent = short.as_tuple().exponent
    return rounded(short, 0) if isinstance(exponent, int) and exponent > 0 else short
