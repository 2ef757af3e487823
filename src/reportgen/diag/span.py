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


class Span(Struct, frozen=True, gc=False):
    """A stretch of one source line: 1-based line and column, in characters."""

    source: Source
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.source.path}:{self.line}:{self.column}"
