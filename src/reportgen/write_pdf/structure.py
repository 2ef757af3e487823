"""Structure: the tag tree, and the ways from content and annotations back into it (14.7, 14.8)."""

from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct

from reportgen.model.page import CellTag, ContentKid, Element, ElementKid, LinkKid
from reportgen.write_pdf.file import File
from reportgen.write_pdf.syntax import byte_string, number, reference, text_string
from reportgen.write_pdf.trees import search_tree


class Annotation(Struct, frozen=True):
    """A written link: its object, its key in the parent tree, its structure element."""

    number: int
    key: int
    element: int


class Sheet(Struct, frozen=True):
    """What is still known of a written page."""

    number: int
    key: int
    """Of its marked content in the parent tree."""
    parents: tuple[int, ...]
    annotations: tuple[Annotation, ...]


def write_structure(file: File, structure: Sequence[Element], sheets: Sequence[Sheet]) -> int:
    """Write the structure tree; return the number of its root."""
    root = file.reserve()
    first = file.reserve(len(structure))
    for index, element in enumerate(structure):
        parent = root if index == 0 else first + element.parent
        file.put(first + index, _element(element, parent, first, sheets))
    parents = search_tree(file, "Nums", _parent_tree(first, sheets))
    keys = sum(1 + len(sheet.annotations) for sheet in sheets)
    entries = (
        f"/Type/StructTreeRoot/K {reference(first)}"
        f"/ParentTree {reference(parents)}/ParentTreeNextKey {keys}"
    )
    named = sorted(
        (element.identifier.encode(), index)
        for index, element in enumerate(structure)
        if element.identifier
    )
    if named:
        pairs = [(byte_string(name), reference(first + index)) for name, index in named]
        entries += f"/IDTree {reference(search_tree(file, 'Names', pairs))}"
    file.put(root, f"<<{entries}>>")
    return root


def _element(element: Element, parent: int, first: int, sheets: Sequence[Sheet]) -> str:
    page = next((kid.page for kid in element.kids if isinstance(kid, ContentKid)), None)
    kids = []
    for kid in element.kids:
        match kid:
            case ElementKid():
                kids.append(reference(first + kid.element))
            case ContentKid() if kid.page == page:
                kids.append(str(kid.mcid))
            case ContentKid():
                sheet = reference(sheets[kid.page].number)
                kids.append(f"<</Type/MCR/Pg {sheet}/MCID {kid.mcid}>>")
            case LinkKid():
                sheet = reference(sheets[kid.page].number)
                link = reference(sheets[kid.page].annotations[kid.link].number)
                kids.append(f"<</Type/OBJR/Pg {sheet}/Obj {link}>>")
            case _:
                assert_never(kid)
    on = "" if page is None else f"/Pg {reference(sheets[page].number)}"
    marks = _attributes(element)
    return f"<</S/{element.tag}/P {reference(parent)}{on}{marks}/K[{' '.join(kids)}]>>"


def _attributes(element: Element) -> str:
    marks = ""
    if element.alt:
        marks += f"/Alt{text_string(element.alt)}"
    if element.identifier:
        marks += f"/ID{byte_string(element.identifier.encode())}"
    if element.box:
        marks += f"/A<</O/Layout/BBox[{' '.join(map(number, element.box))}]>>"
    if element.cell:
        marks += _cell(element.cell)
    return marks


def _cell(cell: CellTag) -> str:
    """Return the attributes of a table cell (ISO 32000-1, 14.8.5.7)."""
    entries = f"/Scope/{cell.scope}" if cell.scope else ""
    entries += f"/ColSpan {cell.columns}" if cell.columns > 1 else ""
    entries += f"/RowSpan {cell.rows}" if cell.rows > 1 else ""
    if cell.heads:
        names = "".join(byte_string(name.encode()) for name in cell.heads)
        entries += f"/Headers[{names}]"
    return f"/A<</O/Table{entries}>>"


def _parent_tree(first: int, sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    entries = []
    for sheet in sheets:
        parents = " ".join(reference(first + parent) for parent in sheet.parents)
        entries.append((str(sheet.key), f"[{parents}]"))
        entries += [(str(a.key), reference(first + a.element)) for a in sheet.annotations]
    return entries
