"""Amounts in capital numerals, as cheques and contracts have them: 壹佰贰拾叁元肆角伍分."""

from decimal import ROUND_HALF_UP, Context, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"))
_MYRIADS = ((10**8, "亿"), (10**4, "万"))
_CENT = Decimal("0.01")


def amount_words(yuan: Decimal, rounding: str = ROUND_HALF_UP) -> str:
    """Return ``yuan`` in capitals, to the 分; one that ends before has 整 behind it."""
    context = Context(prec=100, rounding=rounding)
    cents = int(context.multiply(yuan.copy_abs().quantize(_CENT, context=context), Decimal(100)))
    whole, rest = divmod(cents, 100)
    tenth, hundredth = divmod(rest, 10)
    words = f"{_integer(whole)}元" if whole or not rest else ""
    if tenth:
        words += f"{_DIGITS[tenth]}角"
    elif hundredth and whole:
        words += "零"
    words += f"{_DIGITS[hundredth]}分" if hundredth else "整"
    return ("负" if yuan < 0 and cents else "") + words


def _integer(number: int) -> str:
    """Return a whole number; 亿 of 亿 follow one another as they are said."""
    if number < len(_DIGITS):
        return _DIGITS[number]
    for base, word in (*_MYRIADS, *_PLACES):
        if number >= base:
            high, low = divmod(number, base)
            gap = "零" if 0 < low < base // 10 else ""
            return _integer(high) + word + (gap + _integer(low) if low else "")
    raise AssertionError(number)
