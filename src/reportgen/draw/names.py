"""Names below the plot: in one line, wrapped, every so many, or slanted."""

from collections.abc import Sequence
from itertools import pairwise

from reportgen.draw.board import LABEL, Board, Part, Spot, height_of
from reportgen.zh.kinsoku import may_break

LEADING = LABEL + 1.5
_DROP = 4.5
_GAP = 4.0
_MOST_LINES = 3
_SLANT = 45.0
_COSINE = 0.7071
_TALLEST = 0.34
"""Slanted names take at most this share of the picture's height."""


class Names:
    """The categories of a plot, each with the x of its middle, cut to the room there is."""

    def __init__(self, board: Board, placed: Sequence[tuple[str, float]], room: float) -> None:
        names = [name for name, _ in placed]
        self._board = board
        self._placed = placed
        self._room = room
        wrapped = [wrapped_name(board, name, room - _GAP) for name in names]
        self.is_slanted = None in wrapped and not are_moments(names)
        self._lines = [lines or [name] for lines, name in zip(wrapped, names, strict=True)]

    @property
    def height(self) -> float:
        """The height they need below the plot."""
        if self.is_slanted:
            longest = max(_width(self._board, name) for name, _ in self._placed)
            rise = min(longest * _COSINE, self._board.height * _TALLEST)
            return _DROP + rise + LABEL * _COSINE
        most = max((len(lines) for lines in self._lines), default=1)
        return height_below(most)

    def draw(self, foot: float) -> None:
        """Write the names under ``foot``."""
        if self.is_slanted:
            self._slanted(foot)
            return
        step = self.step
        rows = zip(self._placed, self._lines, strict=True)
        for place, ((_, middle), lines) in reversed(list(enumerate(rows))):
            if (len(self._placed) - 1 - place) % step:
                continue  # a period between two that are named; the latest always is
            write_below(self._board, lines, middle, foot)

    def _slanted(self, foot: float) -> None:
        tallest = self._board.height * _TALLEST / _COSINE
        for name, middle in self._placed:
            room = min(tallest, (middle - 2) / _COSINE)
            words = self._board.part(self._board.words(name), Part.NAME)
            words = self._board.cut(words, room)
            self._board.turned(words, middle + LABEL / 3, foot - _DROP - LABEL / 2, _SLANT)

    @property
    def step(self) -> int:
        """How many names one stands for, so that none touch."""
        widest = max((_width(self._board, t) for lines in self._lines for t in lines), default=0.0)
        return max(1, -int(-(widest + _GAP) // self._room))


def are_moments(names: Sequence[str]) -> bool:
    """Tell whether names follow each other in time, so that not each need be written."""
    return all(any(char.isdigit() for char in name) for name in names)


def height_below(lines: int) -> float:
    """Return the height that ``lines`` of names need below the plot."""
    return _DROP + height_of(LABEL) + (lines - 1) * LEADING + 2


def write_below(board: Board, lines: Sequence[str], middle: float, foot: float) -> None:
    """Write lines of one name under ``foot``; nothing where another stands."""
    below = foot - _DROP - height_of(LABEL)
    board.place_all(
        [
            (board.part(board.words(text), Part.NAME), [Spot(middle, below - number * LEADING)])
            for number, text in enumerate(lines)
        ]
    )


def wrapped_name(board: Board, name: str, room: float, most: int = _MOST_LINES) -> list[str] | None:
    """Return ``name`` in few lines of like length, or nothing when they are too wide or many."""
    lines = _filled(board, name, room)
    if len(lines) > most or any(_width(board, line) > room for line in lines):
        return None
    narrow = sum(_width(board, line) for line in lines) / len(lines)
    while narrow < room:
        even = _filled(board, name, narrow)
        if len(even) == len(lines):
            return even
        narrow += LABEL / 2
    return lines


def _filled(board: Board, name: str, room: float) -> list[str]:
    lines = [""]
    for piece in _pieces(name):
        if lines[-1] and _width(board, (lines[-1] + piece).rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _width(board: Board, text: str) -> float:
    return board.width_of(board.words(text))


def _pieces(name: str) -> list[str]:
    """Return ``name`` in pieces between which a line may end."""
    pieces = [name[:1]]
    for before, after in pairwise(name):
        if before == " " or may_break(before, after, is_spaced=after == " "):
            pieces.append(after)
        else:
            pieces[-1] += after
    return pieces
