"""Emphasis: what of the emphasised words bears a dot (着重号), and what is bold instead.

A dot stands below each Han character (CLREQ); marks bear none, and Latin words have no dots.
"""

from collections.abc import Iterator
from enum import Enum, auto
from itertools import groupby

from reportgen.zh.classes import TOKEN, Kind, kind_of


class Emphasis(Enum):
    """How a part of emphasised words is shown."""

    DOTTED = auto()
    BOLD = auto()
    PLAIN = auto()


_LOOKS = {Kind.HAN: Emphasis.DOTTED, Kind.LATIN: Emphasis.BOLD}


def emphasised(text: str) -> Iterator[tuple[str, Emphasis]]:
    """Yield the parts of ``text`` with how each is shown; a space goes with what is before it."""
    tokens = [match[0] for match in TOKEN.finditer(text)]
    look = Emphasis.PLAIN

    def look_of(token: str) -> Emphasis:
        nonlocal look
        if not token.isspace():
            look = _LOOKS.get(kind_of(token[0]), Emphasis.PLAIN)
        return look

    for found, part in groupby(tokens, look_of):
        yield "".join(part), found
