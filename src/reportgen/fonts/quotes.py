"""Quotes: which of ‘ ’ “ ” belong to Latin words and are set narrow."""

import re
from collections.abc import Iterator

from reportgen.fonts.shape import LATIN_QUOTES

_CLOSING = {"“": "”", "‘": "’"}
_QUOTE = re.compile("[‘’“”]")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_LATIN_BEFORE = re.compile("[!-~\u00a1-\u024f][ \u00a0]*$")
_LATIN_AFTER = re.compile("[ \u00a0]*[!-~\u00a1-\u024f]")


def with_latin_quotes(text: str) -> str:
    """Return ``text`` with private characters for the quotes whose both sides are Latin.

    A pair is of one width: Latin only when both its quotes are. A ``’`` without a ``‘`` before
    it is an apostrophe when it follows a Latin letter.
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
        elif quote in opened:
            start = opened.pop(quote)
            if all(
                _is_between_latin(text, each, edge_is_latin=edge_is_latin)
                for each in (start, place)
            ):
                yield from (start, place)
        elif quote == "’" and place and text[place - 1].isascii() and text[place - 1].isalnum():
            yield place


def _is_between_latin(text: str, place: int, *, edge_is_latin: bool) -> bool:
    before, after = text[:place], text[place + 1 :]
    return bool(
        (_LATIN_BEFORE.search(before) if before.strip() else edge_is_latin)
        and (_LATIN_AFTER.match(after) if after.strip() else edge_is_latin)
    )
