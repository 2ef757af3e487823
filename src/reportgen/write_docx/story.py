"""Story: one flow of text, and all that its XML points to outside itself."""

import hashlib
from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct, field

from reportgen.fonts import WordFaces
from reportgen.model.brand import Brand, StyleRole
from reportgen.model.chart import Chart, WordPicture
from reportgen.model.document import Document
from reportgen.model.length import Length
from reportgen.model.native_chart import NativeChart
from reportgen.model.page import Layout
from reportgen.model.returned import NUMBER
from reportgen.write_docx.comments import Comments
from reportgen.write_docx.numbering import Lists
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.survey import Survey

DrawPicture: TypeAlias = Callable[[Chart], WordPicture]
DrawChart: TypeAlias = Callable[[Chart], NativeChart | None]
"""Gives a chart in the terms of Word, or nothing where it must stay a picture."""


class Bookmarks:
    """Numbers the bookmarks of the whole file; a name is given once.

    Those of an old document, in one file with ``others``, leave out what is given there, and the
    numbers: their places are those of the new one.
    """

    def __init__(self, others: "Bookmarks | None" = None) -> None:
        self._given: dict[str, int] = {}
        self._others = others
        self._first = len(others._given) if others else 0  # noqa: SLF001 - its own kind

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def numbers(self) -> list[int]:
        """Return which bound numbers have a bookmark."""
        names = (name for name in self._given if name.startswith(NUMBER))
        return sorted(int(name.removeprefix(NUMBER)) for name in names)

    def wrap(self, name: str, content: str) -> str:
        """Return ``content`` between the marks of ``name``; bare if the name is already given."""
        if name in self._given:
            return content
        number = self._given[name] = self._first + len(self._given) + 1
        if self._others is not None and (name.startswith(NUMBER) or name in self._others):
            return content
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )


class Media:
    """The picture files of the package, numbered in the order they are added."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._targets: dict[tuple[bytes, str], str] = {}
        self._drawings = self._charts = 0

    def add(self, data: bytes, ending: str) -> str:
        """Return the target of a file, as the main part names it; equal pictures share one."""
        key = hashlib.sha256(data).digest(), ending
        if key not in self._targets:
            target = self._targets[key] = f"media/image{len(self._targets) + 1}.{ending}"
            self.parts.append(Part(f"word/{target}", "", data))
        return self._targets[key]

    def next_chart(self) -> int:
        """Return the number of the next native chart."""
        self._charts += 1
        return self._charts

    def next_drawing(self) -> int:
        """Return a number no other drawing has."""
        self._drawings += 1
        return self._drawings


class Calls:
    """Numbers the foot notes in the order the text calls them, which LibreOffice relies on."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, note: str) -> bool:
        return note in self._numbers

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self._numbers.items())

    def number(self, note: str) -> int:
        """Return the w:id of ``note``, a new one at its first call."""
        return self._numbers.setdefault(note, self._first + len(self._numbers))


class Story(Struct, frozen=True):
    """The main text, or the text of the foot notes: they share all but their relationships."""

    document: Document
    layout: Layout
    brand: Brand
    survey: Survey
    lists: Lists
    pictures: DrawPicture
    charts: DrawChart
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    media: Media = field(default_factory=Media)
    calls: Calls = field(default_factory=Calls)
    counts: dict[str, int] = field(default_factory=dict)
    """How far each sequence of captions has counted."""
    relationships: Relationships = field(default_factory=Relationships)
    comments: Comments = field(default_factory=Comments)
    faces: WordFaces | None = None
    """The faces in the file, where it has any."""

    def is_metric(self, number: int) -> bool:
        """Tell whether a bound number is a metric's, which is named where it stands.

        Those of a table's columns are found by their cells: Word slows with each bookmark.
        """
        return self.document.numbers[number].origin.kind != "column"

    def size(self, role: StyleRole) -> Length:
        """Return the font size of ``role``."""
        return self.brand.styles[role].size

    def bookmark(self, anchor: str) -> str:
        """Return the name of the bookmark at ``anchor``."""
        return self.survey.bookmarks[anchor]
