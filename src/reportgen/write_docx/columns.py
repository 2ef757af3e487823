"""About how wide words are, where the reader's fonts decide."""

from functools import cache

from reportgen.model.length import Length

_FIRST_WIDE = "\u2e80"
_NARROW = 560
"""Width of a Latin letter or a digit, in thousandths of the size."""
_HALF = frozenset("（）、。．：")
"""Marks of which one half is blank."""
_BROAD, _BROAD_LETTERS = 920, frozenset("%‰@MWm")


def width(words: str, size: Length) -> Length:
    """Return about how wide ``words`` are: Word will measure them with the reader's fonts."""
    return sum(map(_widths(size).__getitem__, words))


def label_width(label: str, size: Length) -> Length:
    """Return about how wide the ink of ``label`` is: ``（1）`` begins and ends with a blank."""
    blanks = sum(char in _HALF for char in (label[:1], label[-1:]))
    return width(label, size) - blanks * size // 2


def ends_blank(label: str) -> bool:
    """Tell whether ``label`` ends with the blank half of a mark."""
    return label[-1:] in _HALF


class _Widths(dict[str, Length]):
    """The widths of characters of one size, each counted once."""

    def __init__(self, size: Length) -> None:
        super().__init__()
        self._size = size

    def __missing__(self, char: str) -> Length:
        part = _BROAD if char in _BROAD_LETTERS else _NARROW
        self[char] = self._size if char >= _FIRST_WIDE else self._size * part // 1000
        return self[char]


_widths = cache(_Widths)
