"""Trees of a template's XML: read with suspicion, changed in the order of the schema."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from reportgen.write_docx.template.schema_order import STYLE_ORDER

Tree: TypeAlias = _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = "http://purl.oclc.org/ooxml/"


class BrokenXmlError(ValueError):
    """The bytes are no XML that we read."""


def parse(body: bytes) -> Tree:
    """Return the tree of an XML part; nothing outside the bytes is looked up."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BrokenXmlError(str(fault)) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenXmlError("<!DOCTYPE")
    return root


def written(root: Tree) -> bytes:
    """Return the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def value_of(node: Tree | None, name: str) -> str | None:
    """Return the w:val of the child ``name``."""
    child = node.find(f"{W}{name}") if node is not None else None
    return child.get(f"{W}val") if child is not None else None


def is_on(node: Tree | None, name: str) -> bool:
    """Tell whether the child ``name``, a switch, is there and on."""
    child = node.find(f"{W}{name}") if node is not None else None
    return child is not None and child.get(f"{W}val", "1") not in ("0", "false", "off")


def local(node: Tree) -> str:
    """Return the name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def put(parent: Tree, child: Tree, order: Sequence[str]) -> None:
    """Put ``child`` where the schema wants it, in the place of one of its name."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    add(parent, child, order)


def add(parent: Tree, child: Tree, order: Sequence[str]) -> None:
    """Put ``child`` where the schema wants it, behind others of its name."""
    place = order.index(local(child))
    for index, other in enumerate(parent):
        name = local(other)
        if name in order and order.index(name) > place:
            parent.insert(index, child)
            return
    parent.append(child)


def made(name: str, **attributes: object) -> Tree:
    """Return a new element ``w:name``."""
    element = etree.Element(f"{W}{name}", nsmap={"w": W[1:-1]})
    for key, value in attributes.items():
        element.set(f"{W}{key}", str(value))
    return element


def no_number() -> Tree:
    """Return a w:numPr that takes a paragraph out of any list."""
    number = made("numPr")
    number.append(made("ilvl", val=0))
    number.append(made("numId", val=0))
    return number


def properties(paragraph: Tree) -> Tree:
    """Return the w:pPr of a paragraph or a style, made if there is none."""
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = made("pPr")
        if paragraph.tag == f"{W}style":
            add(paragraph, found, STYLE_ORDER)
        else:
            paragraph.insert(0, found)
    return found


def paragraphs(root: Tree) -> Iterator[Tree]:
    """Yield all paragraphs, those of tables, text boxes and content controls among them."""
    yield from root.iter(f"{W}p")


def under_one_root(root: Tree, other: Tree) -> Tree:
    """Return ``root`` with the namespaces of ``other`` declared, too, and ignored as there."""
    names = {k: v for k, v in {**other.nsmap, **root.nsmap}.items() if k is not None}
    own = {str(key): str(value) for key, value in root.attrib.items()}
    new = etree.Element(root.tag, own, nsmap=names)
    new.text = root.text
    for child in list(root):
        new.append(child)
    known = {*root.get(f"{MC}Ignorable", "").split(), *other.get(f"{MC}Ignorable", "").split()}
    ignored = sorted(name for name in known if name in names)
    if ignored:
        new.set(f"{MC}Ignorable", " ".join(ignored))
    return new
