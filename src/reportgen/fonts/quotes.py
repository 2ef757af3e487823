"""Quotes: which of ‘ ’ “ ” belong to Latin words and are set narrow."""

from collections.abc import Iterator

from reportgen.fonts.shape import LATIN_QUOTES
from reportgen.model.pattern import pattern

_CLOSING = {"“": "”", "‘": "’"}
_QUOTE = pattern("[‘’“”]")
_HAN = pattern("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_APOSTROPHE = pattern("(?<=[A-Za-z0-9])’(?=[A-Za-z])")
_LETTER_BEFORE = pattern("(?<=[A-Za-z0-9])’")
_LATIN_BEFORE = pattern("[!-~\u00a1-\u024f][ \u00a0]*$")
_LATIN_AFTER = pattern("[ \u00a0]*[!-~\u00a1-\u024f]")


def with_latin_quotes(text: str) -> str:
    """Return ``text`` with private characters for the quotes whose both sides are Latin.

    A pair is of one width: Latin only when both its quotes are. A ``’`` within a Latin word is an
    apostrophe, and so is one after a Latin letter that no ``‘`` has opened.
    """
    if not _QUOTE.search(text):
        return text
    chars = list(text)
    for place in _latin_places(text):
        chars[place] = LATIN_QUOTES[chars[place]]
    return "".join(chars)


def _latin_places(text: str) -> Iterator[int]:
    opened: dict[str, int] = {}
    for match in _QUOTE.finditer(text):
        quote, place = match[0], match.start()
        if quote in _CLOSING:
            opened[_CLOSING[quote]] = place
        elif _APOSTROPHE.match(text, place):
            yield place
        elif quote in opened:
            pair = (opened.pop(quote), place)
            if all(_is_between_latin(text, each) for each in pair):
                yield from pair
        elif quote == "’" and _LETTER_BEFORE.match(text, place):
            yield place


def _is_between_latin(text: str, place: int) -> bool:
    """Tell whether both sides are Latin; an edge of the text is when there is no Han in it."""
    before, after = text[:place], text[place + 1 :]
    return bool(
        (_LATIN_BEFORE.search(before) if before.strip() else not _HAN.search(text))
        and (_LATIN_AFTER.match(after) if after.strip() else not _HAN.search(text))
    )
