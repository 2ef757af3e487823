"""Excerpt: lines of a source read as one text, each with its place; how line ends are joined."""

import unicodedata
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from reportgen.diag import Source, Span

_MARKUP = "*_~` \n"


class SourceLine(Struct, frozen=True):
    """Characters that stand at ``number``:``column`` (from 1) of a source."""

    number: int
    column: int
    text: str


class Excerpt(Struct, frozen=True):
    """Pieces of source lines that make one text; offsets in it lead back to their places."""

    source: Source
    lines: tuple[SourceLine, ...]

    @classmethod
    def whole(cls, source: Source, first: int = 1) -> "Excerpt":
        """Return the lines of ``source`` from line ``first`` on."""
        numbered = enumerate(source.lines[first - 1 :], first)
        return cls(source, tuple(SourceLine(number, 1, text) for number, text in numbered))

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)

    @property
    def starts(self) -> list[int]:
        """The offset of each line's first character."""
        return [0, *accumulate(len(line.text) + 1 for line in self.lines)][: len(self.lines)]

    def span(self, line: int, start: int, length: int) -> Span:
        """Return the place of ``length`` characters at ``start`` of line ``line`` (from 0)."""
        here = self.lines[line]
        end_of_line = len(self.source.line(here.number)) + 1
        column = max(1, min(here.column + start, end_of_line))
        return Span(self.source, here.number, column, max(1, length))

    @property
    def place(self) -> Span:
        """The place of the first line."""
        if not self.lines:
            return Span(self.source, max(1, len(self.source.lines)), 1)
        return self.span(0, 0, len(self.lines[0].text))

    def rows(self, first: int, last: int) -> "Excerpt":
        """Return the lines from ``first`` up to, not with, ``last``."""
        return Excerpt(self.source, self.lines[first:last])

    def cut(self, line: int, start: int, end: int) -> "Excerpt":
        """Return the characters from ``start`` to ``end`` of one line."""
        here = self.lines[line]
        piece = SourceLine(here.number, here.column + start, here.text[start:end])
        return Excerpt(self.source, (piece,))

    def part(self, start: int, end: int) -> "Excerpt":
        """Return the characters from offset ``start`` to ``end`` of the text."""
        pieces = []
        for at, line in zip(self.starts, self.lines, strict=True):
            first, last = max(0, start - at), min(len(line.text), end - at)
            if at <= end and start <= at + len(line.text):
                words = line.text[first : max(first, last)]
                pieces.append(SourceLine(line.number, line.column + first, words))
        return Excerpt(self.source, tuple(pieces))


def join_lines(lines: Iterable[str]) -> str:
    """Return ``lines`` as one line: a space where Latin words meet, none beside Chinese."""
    joined = ""
    for line in lines:
        joined += (joint(joined, line) if joined else "") + line
    return joined


def joint(before: str, after: str) -> str:
    """Return what a line end between ``before`` and ``after`` stands for."""
    return (
        " " if _is_latin(before.rstrip(_MARKUP), -1) and _is_latin(after.lstrip(_MARKUP), 0) else ""
    )


def _is_latin(text: str, end: int) -> bool:
    """Tell whether ``text`` has Latin at its ``end``; quotes and dashes ask their neighbour."""
    for char in text[::-1] if end else text:
        width = unicodedata.east_asian_width(char)
        if width in "WF":
            return False
        if width != "A" or char.isalnum():
            return True
    return False
