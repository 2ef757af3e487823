"""Classes of characters by what they do in a line (CLREQ; GB/T 15834)."""

import re
from enum import StrEnum
from functools import cache

from reportgen.model.pattern import pattern

OPENING = "（《〈「『【〔〖［｛“‘"
CLOSING = "）》〉」』】〕〗］｝”’"
STOPS = "、。，．：；！？"
DOUBLE_STOPS = "‼⁇⁈⁉"
"""Two marks in one em: what ``！！``, ``？？``, ``？！`` and ``！？`` are set as."""
MIDDLES = "·‧・～"
"""Marks between two things of a kind."""
SLASHES = "/／"
DASH_PAIR = "⸺"
"""Also says ``——``, as one character."""
DASHES = "—⸺…⋯"
PRIVATE_DASHES = "\ue000\ue005"
"""The fonts' glyphs for ``——``, and for ``—`` between Han characters."""
LONE_DASHES = "—\ue005"

HAN_RANGES = (
    "\u2e80-\u2fdf\u3000\u3004-\u3007\u3012\u3013\u3020-\u303f\u3040-\u30fa\u30fc-\u312f"
    "\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00\uff02-\uff07\uff0a\uff0b\uff0d"
    "\uff10-\uff19\uff1c-\uff1e\uff20-\uff3a\uff3c\uff3e-\uff5a\uff5c\uffe0-\uffe6"
    "\u2460-\u24ff\u25a0-\u27bf\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
"""Characters that stand in an em square of their own."""


class Kind(StrEnum):
    """What a character does in a line."""

    HAN = "han"
    LATIN = "latin"
    OPENING = "opening"
    CLOSING = "closing"
    STOP = "stop"
    DASH = "dash"
    MIDDLE = "middle"
    SPACE = "space"


_SPACES = " \u00a0\t\n\r\u2002\u2003\u2009\u202f"


def _latin() -> str:
    marks = OPENING + CLOSING + STOPS + DOUBLE_STOPS + MIDDLES + "／" + DASHES + PRIVATE_DASHES
    return f"[^{HAN_RANGES}{_SPACES}{re.escape(marks)}]+"


TOKEN = pattern(
    f"([{HAN_RANGES}]+)|([{_SPACES}]+)"
    f"|([{re.escape(OPENING + CLOSING)}]"
    f"|[！？]{{2,3}}|[{STOPS}{DOUBLE_STOPS}]"
    f"|—+|…+|⋯+|⸺|[{PRIVATE_DASHES}]"
    f"|[{re.escape(MIDDLES)}／]|/(?![!-~])"
    f"|{_latin()})"
)
"""Cuts text into runs of Han, spaces, and the rest: Latin words with their marks, single marks."""
_KINDS = {
    Kind.OPENING: OPENING,
    Kind.CLOSING: CLOSING,
    Kind.STOP: STOPS + DOUBLE_STOPS,
    Kind.DASH: DASHES + PRIVATE_DASHES,
    Kind.MIDDLE: MIDDLES + SLASHES,
}
_KIND_OF_MARK = {mark: kind for kind, marks in _KINDS.items() for mark in marks}


@cache
def kind_of(char: str) -> Kind:
    """Return the class of one character; whatever is unknown behaves like Latin."""
    match = TOKEN.match(char)
    if match and match[1]:
        return Kind.HAN
    if match and match[2]:
        return Kind.SPACE
    return _KIND_OF_MARK.get(char, Kind.LATIN)
