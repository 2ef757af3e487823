"""Chinese numerals for chapters, letters for appendices, circled numerals for notes."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_LARGEST = 9999
_LAST_CIRCLED = 20
_LETTERS = 26
_TEENS = range(10, 20)


def chinese_numeral(number: int) -> str:
    """Return ``number`` (1-9999) as a chapter says it: 一, 十二, 一百零一."""
    if not 1 <= number <= _LARGEST:
        raise ValueError(number)
    if number in _TEENS:
        return "十" + (_DIGITS[number - 10] if number > _TEENS.start else "")
    text, rest, is_gap = "", number, False
    for place, word in _PLACES:
        digit, rest = divmod(rest, place)
        if digit:
            text += ("零" if is_gap else "") + _DIGITS[digit] + word
        is_gap = bool(text) and not digit and bool(rest)
    if rest:
        text += ("零" if is_gap else "") + _DIGITS[rest]
    return text


def capital(number: int) -> str:
    """Return A to Z, then AA, BB … as Word counts."""
    rounds, place = divmod(number - 1, _LETTERS)
    return chr(ord("A") + place) * (rounds + 1)


def circled(number: int) -> str:
    """Return ① to ⑳, then ``(21)``."""
    if 1 <= number <= _LAST_CIRCLED:
        return chr(ord("①") + number - 1)
    return f"({number})"
