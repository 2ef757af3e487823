"""Structure: the tag tree, grown while pages are set (ISO 32000-1, 14.7)."""

from reportgen.model.length import Length
from reportgen.model.page import CellTag, ContentKid, Element, ElementKid, Kid, LinkKid, Tag

Box = tuple[Length, Length, Length, Length]

ROOT = 0
"""The Document element."""

_HEADINGS = (
    Tag.HEADING1,
    Tag.HEADING2,
    Tag.HEADING3,
    Tag.HEADING4,
    Tag.HEADING5,
    Tag.HEADING6,
)


class _Node:
    """An element that still grows."""

    __slots__ = ("alt", "box", "cell", "identifier", "kids", "parent", "tag")

    def __init__(self, tag: Tag, parent: int, alt: str, identifier: str) -> None:
        self.tag = tag
        self.parent = parent
        self.alt = alt
        self.identifier = identifier
        self.box: Box | None = None
        self.cell: CellTag | None = None
        self.kids: list[Kid] = []


class Tree:
    """The structure elements in the order they were opened; kids stand in reading order."""

    def __init__(self) -> None:
        self._nodes = [_Node(Tag.DOCUMENT, ROOT, "", "")]
        self._heading_level = 0

    def open(self, tag: Tag, parent: int, *, alt: str = "", identifier: str = "") -> int:
        """Add an element as the last kid of ``parent``; return its number."""
        element = len(self._nodes)
        self._nodes.append(_Node(tag, parent, alt, identifier))
        self._nodes[parent].kids.append(ElementKid(element))
        return element

    def open_loose(self, tag: Tag, *, identifier: str) -> int:
        """Add an element that has no place yet; ``attach_note`` gives it one."""
        self._nodes.append(_Node(tag, ROOT, "", identifier))
        return len(self._nodes) - 1

    def attach_note(self, note: int) -> None:
        """Put ``note`` behind all that is on a page, before what still waits for one."""
        kids = self._nodes[ROOT].kids
        place = len(kids)
        while place and self._is_waiting(kids[place - 1]):
            place -= 1
        kids.insert(place, ElementKid(note))

    def open_heading(self, level: int, parent: int) -> int:
        """Add a heading; its tag skips no level, whatever the author did (ISO 14289-1, 7.4.2)."""
        self._heading_level = min(level, self._heading_level + 1, len(_HEADINGS))
        return self.open(_HEADINGS[self._heading_level - 1], parent)

    def add_content(self, element: int, page: int, mcid: int) -> None:
        """Add marked content of ``page`` to ``element``."""
        self._nodes[element].kids.append(ContentKid(page, mcid))

    def add_link(self, element: int, page: int, link: int) -> None:
        """Add a link area of ``page`` to ``element``."""
        self._nodes[element].kids.append(LinkKid(page, link))

    def open_cell(self, tag: Tag, parent: int, cell: CellTag | None, identifier: str = "") -> int:
        """Add a table cell; one that spans nothing and is found by its place has no ``cell``."""
        element = self.open(tag, parent, identifier=identifier)
        self._nodes[element].cell = cell
        return element

    def set_box(self, element: int, box: Box) -> None:
        """Say where a figure stands: left, bottom, right, top."""
        self._nodes[element].box = box

    def _is_waiting(self, kid: Kid) -> bool:
        """Whether nothing of ``kid`` is on a page yet; a note goes on one as it is opened."""
        if not isinstance(kid, ElementKid) or self._nodes[kid.element].tag is Tag.NOTE:
            return False
        return all(map(self._is_waiting, self._nodes[kid.element].kids))

    def finished(self) -> tuple[Element, ...]:
        """Return the elements by number."""
        return tuple(
            Element(
                node.tag,
                node.parent,
                tuple(node.kids),
                node.alt,
                node.identifier,
                node.box,
                node.cell,
            )
            for node in self._nodes
        )
