"""Our words, suited to a template: its style ids, numbers behind its own, ids of their own."""

from collections.abc import Mapping

from msgspec import Struct

from reportgen.model.length import Length, twips
from reportgen.write_docx.template.schema_order import PARAGRAPH_ORDER
from reportgen.write_docx.template.trees import R, Tree, W, made, no_number, put

_STYLES = ("pStyle", "rStyle", "tblStyle")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_NOTES = ("footnoteReference", "footnote")


class Suit(Struct, frozen=True):
    """What changes in our XML when it goes into a template."""

    styles: Mapping[str, str]
    lists: int
    """What is added to the numbers of our lists."""
    bookmarks: int
    drawings: int
    notes: int
    indented: frozenset[str]
    """Styles of the template whose first line is indented: a list item's must not be."""
    untabbed: frozenset[str]
    """Styles of contents without a tab that leads to the page number."""
    stops: Mapping[str, tuple[str, ...]]
    """The tab stops of styles: those of a head and a foot are not where ours are."""
    aligned: Mapping[str, str]
    """Styles whose own alignment would do harm, and the one to use."""
    bare: frozenset[str]
    """Styles that would take a heading's number over."""
    measure: Length

    def fit(self, root: Tree) -> None:
        """Change ``root``, a part of ours or a piece of one."""
        for node in root.iter(*(f"{W}{name}" for name in _STYLES)):
            node.set(f"{W}val", self.styles.get(node.get(f"{W}val", ""), node.get(f"{W}val", "")))
        for node in root.iter(f"{W}numId"):
            if node.get(f"{W}val") != "0":
                _add(node, f"{W}val", self.lists)
        for node in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            _add(node, f"{W}id", self.bookmarks)
        for node in root.iter(_DRAWING):
            _add(node, "id", self.drawings)
        for node in root.iter(*(f"{W}{name}" for name in _NOTES)):
            if int(node.get(f"{W}id", "0")) > 0:
                _add(node, f"{W}id", self.notes)
        for node in root.iter(f"{W}pPr"):
            self._paragraph(node)

    def _paragraph(self, properties: Tree) -> None:
        pointer = properties.find(f"{W}pStyle")
        style = pointer.get(f"{W}val", "") if pointer is not None else ""
        if style in self.indented:
            _without_first_indent(properties)
        if style:
            _in_points(properties)
        self._tabbed(properties, style)
        if style in self.aligned and properties.find(f"{W}jc") is None:
            put(properties, made("jc", val=self.aligned[style]), PARAGRAPH_ORDER)
        if style in self.bare and properties.find(f"{W}numPr") is None:
            put(properties, no_number(), PARAGRAPH_ORDER)

    def _tabbed(self, properties: Tree, style: str) -> None:
        """Give contents their tab, and take the style's stops away where there are own ones."""
        own = properties.find(f"{W}tabs")
        if own is None and style in self.untabbed:
            own = made("tabs")
            own.append(made("tab", val="right", leader="dot", pos=twips(self.measure)))
            put(properties, own, PARAGRAPH_ORDER)
        if own is not None:
            taken = {each.get(f"{W}pos") for each in own}
            for place in self.stops.get(style, ()):
                if place not in taken:
                    own.append(made("tab", val="clear", pos=place))


def _without_first_indent(properties: Tree) -> None:
    """Take the first-line indent of the style from what has an indent of its own, or a number."""
    indent = properties.find(f"{W}ind")
    if indent is None and properties.find(f"{W}numPr") is not None:
        indent = made("ind")
        put(properties, indent, PARAGRAPH_ORDER)
    if indent is not None and (
        not indent.attrib or {f"{W}left", f"{W}hanging"} & set(indent.attrib)
    ):
        # The chars of the style would go before a list's own indent.
        indent.set(f"{W}firstLineChars", "0")


def _in_points(properties: Tree) -> None:
    """Let no blanks be nothing in lines, too: a style's lines would go before our points."""
    spacing = properties.find(f"{W}spacing")
    for side in ("before", "after") if spacing is not None else ():
        if spacing is not None and spacing.get(f"{W}{side}") == "0":
            spacing.set(f"{W}{side}Lines", "0")


def renamed(root: Tree, names: Mapping[str, str]) -> None:
    """Let all that ``root`` points to by a relationship use its new id."""
    for node in root.iter():
        for key, value in node.attrib.items():
            if str(key).startswith(R) and value in names:
                node.set(key, names[str(value)])


def largest(roots: list[Tree], tag: str, key: str) -> int:
    """Return the largest id of elements ``tag`` below ``roots``."""
    found = (node.get(key, "0") for root in roots for node in root.iter(tag))
    return max((int(each) for each in found if each.lstrip("-").isdecimal()), default=0)


def largest_drawing(roots: list[Tree]) -> int:
    """Return the largest id of a drawing below ``roots``."""
    return largest(roots, _DRAWING, "id")


def _add(node: Tree, key: str, more: int) -> None:
    node.set(key, str(int(node.get(key, "0")) + more))
