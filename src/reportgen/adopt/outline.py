"""Outline: what was found in a foreign report: title, lines at its head, blocks, references."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What a block of a foreign report is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"
    ROW = "row"
    """A row of a table: cells between tabs."""


class Scheme(StrEnum):
    """How its headings are numbered; the values are those of ``headings`` in report.yaml."""

    SEED = "seed"
    GONGWEN = "gongwen"
    DECIMAL = "decimal"


class Line(Struct, frozen=True, gc=False):
    """A block of one line; ``level`` is that of a heading, ``line`` where it stood, from 1."""

    kind: Kind
    text: str
    line: int
    level: int = 0
    label: str = ""
    """Its number as it was typed."""


class Entry(Struct, frozen=True, gc=False):
    """An entry of the reference list: its number, what it says, and its parts where understood."""

    number: str
    text: str
    line: int
    publisher: str = ""
    title: str = ""
    url: str = ""
    elements: dict[str, str] = {}
    """All that an entry of GB/T 7714 prints, by the keys of references."""
    is_by_author: bool = False
    """Whether its year stands behind its author."""

    @property
    def key(self) -> str:
        """How it is cited."""
        return f"ref-{self.number}"


class Outline(Struct, frozen=True):
    """A foreign report, read."""

    title: str = ""
    subtitle: str = ""
    summary: str = ""
    date: dt.date | None = None
    category: str = ""
    organisation: str = ""
    classification: str = ""
    scheme: Scheme = Scheme.SEED
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    notice: str = ""
    notice_places: tuple[str, ...] = ("end",)
    producer: str = ""
    """Who made it, by its implicit label."""
    watermark: str = ""
    has_cover: bool = True
    generated: tuple[str, ...] = ()
    """What the file has that a program makes: contents, figures, tables."""
    unused: tuple[Line, ...] = ()
    """What has no place in a report folder: 阅读时间."""
