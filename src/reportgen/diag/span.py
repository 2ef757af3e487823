"""Where a piece of the author's text stands."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct


@dataclass(frozen=True, eq=False)
class Source:
    """One text file as the author wrote it; ``path`` is as he would type it, with ``/``."""

    path: str
    text: str
    places: tuple[str, ...] = ()
    """Of a Word file: which paragraph each line was made from. Nobody can write into its lines."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their line ends."""
        return self.text.splitlines()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, as hex digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def line(self, number: int) -> str:
        """Return line ``number`` (1-based), or nothing past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def place(self, number: int) -> str:
        """Return the paragraph of a Word file that line ``number`` was made from, or nothing."""
        return self.places[number - 1] if 0 < number <= len(self.places) else ""


class Span(Struct, frozen=True, gc=False):
    """A stretch of one source line: 1-based line and column, in characters."""

    source: Source
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        line = self.source.place(self.line) or self.line
        return f"{self.source.path}:{line}:{self.column}"
