"""Chinese numerals and circled numbers, for labels."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LARGEST = 9999
_LAST_CIRCLED = 20


def chinese_numeral(number: int) -> str:
    """Return ``number`` (1-9999) in Chinese: 1 → 一, 12 → 十二, 101 → 一百零一."""
    if not 1 <= number <= _LARGEST:
        raise ValueError(f"expected 1-{_LARGEST}: {number}")
    words, has_gap = "", False
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == "0":
            has_gap = True
            continue
        if has_gap:
            words += _DIGITS[0]
            has_gap = False
        words += _DIGITS[int(digit)] + _PLACES[place]
    return words.removeprefix("一") if words.startswith("一十") else words


def circled(number: int) -> str:
    """Return ①–⑳ for 1-20, and ``(21)`` from there on."""
    if 1 <= number <= _LAST_CIRCLED:
        return chr(ord("①") + number - 1)
    return f"({number})"
