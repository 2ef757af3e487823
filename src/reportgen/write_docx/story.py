"""Story: one flow of text, and all that its XML points to outside itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from reportgen.model.brand import Brand
from reportgen.model.chart import Chart, WordPicture
from reportgen.model.document import Document
from reportgen.model.page import Layout
from reportgen.write_docx.numbering import Lists
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.survey import Survey

DrawPicture: TypeAlias = Callable[[Chart], WordPicture]


class Bookmarks:
    """Numbers the bookmarks of the whole file; a name is given once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def wrap(self, name: str, content: str) -> str:
        """Return ``content`` between the marks of ``name``; bare if the name is already given."""
        if name in self._given:
            return content
        number = self._given[name] = len(self._given) + 1
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )


class Media:
    """The picture files of the package, numbered in the order they are added."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._drawings = 0

    def add(self, data: bytes, ending: str) -> str:
        """Return the target of a new file, as the main part names it."""
        target = f"media/image{len(self.parts) + 1}.{ending}"
        self.parts.append(Part(f"word/{target}", "", data))
        return target

    def next_drawing(self) -> int:
        """Return a number no other drawing has."""
        self._drawings += 1
        return self._drawings


class Marked:
    """Which foot notes the text has called so far."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def is_first(self, note: str) -> bool:
        """Tell whether ``note`` is called for the first time, and remember that it is."""
        if note in self.notes:
            return False
        self.notes.append(note)
        return True


@dataclass(frozen=True, slots=True)
class Story:
    """The main text, or the text of the foot notes: they share all but their relationships."""

    document: Document
    layout: Layout
    brand: Brand
    survey: Survey
    lists: Lists
    pictures: DrawPicture
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    media: Media = field(default_factory=Media)
    marked: Marked = field(default_factory=Marked)
    relationships: Relationships = field(default_factory=Relationships)
    is_note: bool = False

    def bookmark(self, anchor: str) -> str:
        """Return the name of the bookmark at ``anchor``."""
        return self.survey.bookmarks[anchor]
