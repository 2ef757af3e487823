"""Story: the body of a Word file as paragraphs and tables in a row, each with its place."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.word.elements import Element
from reportgen.word.inlines import InlineReader, Read
from reportgen.word.opened import Opened, Style
from reportgen.word.pieces import ATOM, text_of

_DEEPER = pattern(r"list (?:bullet|number) (?P<depth>[2-5])")
"""Word's own styles of lists in lists, each with a list of its own."""
_CONTAINERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})


class Para(Struct, frozen=True):
    """A paragraph: its place from 1, its style, what stands in it."""

    here: Element
    number: int
    style: Style
    read: Read

    @property
    def text(self) -> str:
        """Its words."""
        return text_of(self.read.pieces)

    @property
    def words(self) -> str:
        """Its words without what is none."""
        return self.text.replace(ATOM, "").strip()

    @property
    def numbering(self) -> tuple[str, int]:
        """Its list and depth; the list is nothing where it has none."""
        told = self.here.child("w:pPr", "w:numPr")
        if told is None:
            deeper = _DEEPER.fullmatch(self.style.name)
            list_, level = self.style.numbering
            return list_, int(deeper["depth"]) - 1 if deeper else level
        depth = told.value("w:ilvl")
        list_ = told.value("w:numId") or self.style.numbering[0]
        return ("" if list_ == "0" else list_), int(depth) if depth.isdecimal() else 0


class Grid(Struct, frozen=True):
    """A table."""

    here: Element
    number: int


Part: TypeAlias = Para | Grid


def style_of(file: Opened) -> Callable[[Element], Style]:
    """Return what tells the style of a paragraph, its own outline level told with it."""

    def told(paragraph: Element) -> Style:
        style = file.style(paragraph.value("w:pPr", "w:pStyle"))
        level = paragraph.value("w:pPr", "w:outlineLvl")
        if level.isdecimal() and int(level) < 9 and not style.level and _is_short(paragraph):  # noqa: PLR2004 - 9 is body text
            return Style(style.name, int(level) + 1, style.numbering)
        return style

    return told


def _is_short(paragraph: Element) -> bool:
    return sum(len(each.text) for each in paragraph.all("w:t")) < 80  # noqa: PLR2004 - a line or two


def parts_of(
    elements: Sequence[Element],
    reader: InlineReader,
    told: Callable[[Element], Style],
    numbers: Iterator[int],
) -> list[Part]:
    """Return the paragraphs and tables among ``elements``."""
    parts: list[Part] = []
    for here in elements:
        if here.name == "w:p":
            parts.append(Para(here, next(numbers), told(here), reader.read(here)))
        elif here.name == "w:tbl":
            parts.append(Grid(here, next(numbers)))
        elif here.name in _CONTAINERS and not _is_contents(here):
            parts += parts_of(here.children, reader, told, numbers)
    return _merged(parts)


def _merged(parts: list[Part]) -> list[Part]:
    """Join paragraphs whose end was taken out by a tracked change with the next ones."""
    made: list[Part] = []
    for part in parts:
        before = made[-1] if made else None
        if (
            isinstance(before, Para)
            and isinstance(part, Para)
            and before.here.child("w:pPr", "w:rPr", "w:del") is not None
        ):
            read = Read(
                before.read.pieces + part.read.pieces,
                before.read.pictures + part.read.pictures,
                before.read.boxes + part.read.boxes,
                before.read.notes + part.read.notes,
                before.read.remarks + part.read.remarks,
            )
            made[-1] = Para(part.here, before.number, part.style, read)
        else:
            made.append(part)
    return made


def _is_contents(here: Element) -> bool:
    gallery = here.value("w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return gallery == "Table of Contents"
