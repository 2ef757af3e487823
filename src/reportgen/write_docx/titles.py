"""Titles of more than one line: parted by their sense, or in lines of about the same length."""

from reportgen.model.brand import Alignment
from reportgen.model.length import Length
from reportgen.write_docx.columns import width
from reportgen.zh.titles import halves

_FEW = 4
"""Letters that the last line of a title has at least."""


def is_long(title: str, size: Length, room: Length) -> bool:
    """Tell whether ``title`` takes more than a line."""
    return width(title, size) > room


def parted(title: str, size: Length, room: Length) -> tuple[str, ...]:
    """Return the two lines of a title, or nothing if its sense has no place to part them."""
    longest = {max(width(half, size) for half in each): each for each in halves(title)}
    return longest[min(longest)] if longest and min(longest) <= room else ()


def insets(
    title: str, size: Length, room: Length, alignment: Alignment | None
) -> tuple[Length, Length]:
    """Return what to leave blank at the left and the right, so that no letter stands alone.

    The lines of a centred title are about as long; the last of another one has some letters.
    """
    whole = width(title, size)
    lines = -(-whole // room)
    spare = max(0, room - whole // lines - size)
    if alignment is Alignment.CENTER:
        return spare // 2, spare // 2
    last = whole - (lines - 1) * room
    return 0, min(spare, _FEW * size) if last < _FEW * size else 0
