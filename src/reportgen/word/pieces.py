"""Pieces: the words of a paragraph with their looks."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

ATOM = "\ufffc"
"""What stands in the words for what is none."""


class Look(Struct, frozen=True, gc=False):
    """How words look; ``atom`` is the Markdown of what is no word."""

    is_strong: bool = False
    is_slanted: bool = False
    is_code: bool = False
    script: str = ""
    """``^`` or ``~``."""
    link: str = ""
    is_citation: bool = False
    entry: str = ""
    """The entry of the reference list that the words lead to."""
    atom: str = ""
    is_hidden: bool = False


PLAIN = Look()


class Piece(Struct, frozen=True, gc=False):
    """Words of one look."""

    text: str
    look: Look = PLAIN


def text_of(pieces: Iterable[Piece]) -> str:
    """Return the words; ATOM stands for what is none."""
    return "".join(piece.text for piece in pieces)


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return ``pieces`` with neighbours of one look as one; atoms stay alone."""
    made: list[tuple[list[str], Look]] = []
    for piece in pieces:
        if made and made[-1][1] == piece.look and not piece.look.atom:
            made[-1][0].append(piece.text)
        elif piece.text:
            made.append(([piece.text], piece.look))
    return [Piece("".join(texts), look) for texts, look in made]


def cut(pieces: Sequence[Piece], start: int, end: int | None = None) -> list[Piece]:
    """Return the pieces of characters ``[start, end)``."""
    made: list[Piece] = []
    at = 0
    for piece in pieces:
        first, last = max(0, start - at), len(piece.text)
        if end is not None:
            last = min(last, end - at)
        at += len(piece.text)
        if first < last:
            made.append(Piece(piece.text[first:last], piece.look))
    return joined(made)


def stripped(pieces: Sequence[Piece]) -> list[Piece]:
    """Return ``pieces`` without blanks at their ends."""
    text = text_of(pieces)
    start = len(text) - len(text.lstrip(" \t\n\u3000\u00a0"))
    return cut(pieces, start, len(text.rstrip(" \t\n\u3000\u00a0")) or start)
