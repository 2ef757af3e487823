"""Codes: how a character is written in a content stream: its code point, whatever the face.

So the operators of a drawing are the same in every document, the bytes say what they show, and a
font needs few words to tell which character a code stands for. A code has two bytes: a face shows
one plane of Unicode, and another plane of the same file is another face.
"""

from collections.abc import Iterable

from reportgen.fonts.shape import written

_PLANE = 0x10000


def plane_of(char: str) -> int:
    """Return the plane of ``char``; that of nearly all characters is 0."""
    return ord(char) // _PLANE


def code(char: str) -> int:
    """Return the code of ``char`` within its plane."""
    return ord(char) % _PLANE


def private_codes(chars: Iterable[str]) -> dict[str, str]:
    """Return those of ``chars`` that stand for other words, with these words."""
    return {char: words for char in chars if (words := written(char)) != char}
