"""Quotes: which of ‘ ’ “ ” belong to Latin words and are set narrow."""

import re
from collections.abc import Iterator

from reportgen.fonts.shape import LATIN_QUOTES

_CLOSING = {"“": "”", "‘": "’"}
_QUOTE = re.compile("[‘’“”]")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_APOSTROPHE = re.compile("(?<=[A-Za-z0-9])’(?=[A-Za-z])")
_LETTER_BEFORE = re.compile("(?<=[A-Za-z0-9])’")
_LATIN_BEFORE = re.compile("[!-~\u00a1-\u024f][ \u00a0]*$")
_LATIN_AFTER = re.compile("[ \u00a0]*[!-~\u00a1-\u024f]")


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
    edge_is_latin = not _HAN.search(text)
    opened: dict[str, int] = {}
    for match in _QUOTE.finditer(text):
        quote, place = match[0], match.start()
        if quote in _CLOSING:
            opened[_CLOSING[quote]] = place
        elif _APOSTROPHE.match(text, place):
            yield place
        elif quote in opened:
            pair = (opened.pop(quote), place)
            if all(_is_between_latin(text, each, edge_is_latin) for each in pair):
                yield from pair
        elif quote == "’" and _LETTER_BEFORE.match(text, place):
            yield place


def _is_between_latin(text: str, place: int, edge_is_latin: bool) -> bool:  # noqa: FBT001 - private
    before, after = text[:place], text[place + 1 :]
    return bool(
        (_LATIN_BEFORE.search(before) if before.strip() else edge_is_latin)
        and (_LATIN_AFTER.match(after) if after.strip() else edge_is_latin)
    )
