"""Structure: the tag tree, grown while pages are set (ISO 32000-1, 14.7)."""

from reportgen.model.length import Length
from reportgen.model.page import ContentKid, Element, ElementKid, Kid, LinkKid, Tag

Box = tuple[Length, Length, Length, Length]

ROOT = 0
"""The Document element."""


class _Node:
    """An element that still grows."""

    __slots__ = ("alt", "box", "identifier", "kids", "parent", "tag")

    def __init__(self, tag: Tag, parent: int, alt: str, identifier: str) -> None:
        self.tag = tag
        self.parent = parent
        self.alt = alt
        self.identifier = identifier
        self.box: Box | None = None
        self.kids: list[Kid] = []


class Tree:
    """The structure elements in the order they were opened; kids stand in reading order."""

    def __init__(self) -> None:
        self._nodes = [_Node(Tag.DOCUMENT, ROOT, "", "")]

    def open(self, tag: Tag, parent: int, *, alt: str = "", identifier: str = "") -> int:
        """Add an element as the last kid of ``parent``; return its number."""
        element = len(self._nodes)
        self._nodes.append(_Node(tag, parent, alt, identifier))
        self._nodes[parent].kids.append(ElementKid(element))
        return element

    def add_content(self, element: int, page: int, mcid: int) -> None:
        """Add marked content of ``page`` to ``element``."""
        self._nodes[element].kids.append(ContentKid(page, mcid))

    def add_link(self, element: int, page: int, link: int) -> None:
        """Add a link area of ``page`` to ``element``."""
        self._nodes[element].kids.append(LinkKid(page, link))

    def set_box(self, element: int, box: Box) -> None:
        """Say where a figure stands: left, bottom, right, top."""
        self._nodes[element].box = box

    def finished(self) -> tuple[Element, ...]:
        """Return the elements by number."""
        return tuple(
            Element(node.tag, node.parent, tuple(node.kids), node.alt, node.identifier, node.box)
            for node in self._nodes
        )
