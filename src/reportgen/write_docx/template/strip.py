"""What a template's words lose on the way out: comments, proof marks; and what they get."""

from lxml import etree

from reportgen.write_docx.template.fields import complete_fields
from reportgen.write_docx.template.trees import A, Tree, W, made

_MARKS = ("commentRangeStart", "commentRangeEnd", "proofErr", "printerSettings")
_REFERENCE = f"{W}commentReference"
_SHOWN = tuple(f"{W}{name}" for name in ("t", "drawing", "pict", "sym"))
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def stripped(root: Tree) -> None:
    """Take the maker's marks, and links that show nothing, from ``root``."""
    for name in _MARKS:
        for node in list(root.iter(f"{W}{name}")):
            _remove(node)
    for node in list(root.iter(_REFERENCE)):
        run = node.getparent()
        if run is not None:
            _remove(run)
    complete_fields(root)
    for node in list(root.iter(f"{W}hyperlink")):
        if not any((shown.text or shown.tag != f"{W}t") for shown in node.iter(*_SHOWN)):
            _remove(node)
    for node in root.iter(_DRAWING):
        _describe(node)


def _describe(drawing: Tree) -> None:
    """Let a drawing have words; one without any only decorates."""
    if drawing.get("descr", "").strip():
        return
    title = drawing.get("title", "").strip()
    if title:
        drawing.set("descr", title)
        return
    mark = next(drawing.iter(f"{{{_DECORATIVE}}}decorative"), None)
    if mark is None:
        extensions = drawing.find(f"{A}extLst")
        if extensions is None:
            extensions = etree.SubElement(drawing, f"{A}extLst", nsmap={"a": A[1:-1]})
        one = etree.SubElement(extensions, f"{A}ext", uri=_EXTENSION)
        mark = etree.SubElement(one, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE})
    mark.set("val", "1")


def first_paragraph(root: Tree) -> Tree:
    """Return the first paragraph of a head; one is made if there is none."""
    found = root.find(f"{W}p")
    if found is None:
        found = made("p")
        root.append(found)
    return found


def _remove(node: Tree) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
