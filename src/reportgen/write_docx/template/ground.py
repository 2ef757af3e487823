"""The section that a template's body stands in: its sheet, its grid, its heads and feet."""

from copy import deepcopy

from msgspec.structs import replace

from reportgen.model.brand import PageGeometry
from reportgen.model.length import Length, pt
from reportgen.write_docx.template.opening import Template
from reportgen.write_docx.template.placeholders import BODY, is_alone
from reportgen.write_docx.template.schema_order import SECTION_ORDER
from reportgen.write_docx.template.trees import Tree, W, add, made

_TWENTIETH = 50
_LEAST = pt(72)
"""A sheet with less room for words than that is no sheet we can set."""
_MOST = pt(22 * 72)
"""The longest side of a sheet that Word knows."""
_GRIDS = ("lines", "linesAndChars", "snapToChars")
_CELLS = ("linesAndChars", "snapToChars")
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


def all_sections(body: Tree) -> list[Tree]:
    """Return the w:sectPr of a document's own sections, in their order."""
    ends = [child.find(f"{W}pPr/{W}sectPr") for child in body if child.tag == f"{W}p"]
    last = body.find(f"{W}sectPr")
    return [each for each in (*ends, last) if each is not None]


def section_of(body: Tree, paragraph: Tree) -> Tree:
    """Return the w:sectPr that ``paragraph`` stands in; one is made if the document has none."""
    following = [paragraph, *paragraph.itersiblings()]
    for child in following:
        found = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if found is not None:
            return found
    found = made("sectPr")
    found.append(made("pgSz", w=11906, h=16838))
    found.append(made("pgMar", top=1440, right=1800, bottom=1440, left=1800))
    body.append(found)
    return found


def with_all_references(section: Tree, body: Tree) -> Tree:
    """Return a copy of ``section`` that says of every head and foot what it would inherit."""
    own = deepcopy(section)
    for each in own.findall(f"{W}printerSettings"):
        own.remove(each)
    known = {(each.tag, each.get(f"{W}type", "default")) for each in own.iter(*_REFERENCES)}
    before = all_sections(body)
    before = before[: before.index(section)] if section in before else []
    for earlier in reversed(before):
        for each in earlier.iter(*_REFERENCES):
            kind = (each.tag, each.get(f"{W}type", "default"))
            if kind not in known:
                known.add(kind)
                add(own, deepcopy(each), SECTION_ORDER)
    return own


def body_section(template: Template) -> Tree:
    """Return the section that the body is to stand in: the last, where no place is named."""
    body = template.document.find(f"{W}body")
    if body is None:
        raise AssertionError("an opened template has a body")
    last = body[-1] if len(body) else body
    place = next((child for child in body if is_alone(child, BODY)), last)
    return with_all_references(section_of(body, place), body)


def geometry(template: Template, usual: PageGeometry) -> PageGeometry:
    """Return the sheet and the margins of the body; ``usual`` where they cannot be."""
    section = body_section(template)
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return usual
    gutter = _length(margins, "gutter")
    page = replace(
        usual,
        width=_length(size, "w"),
        height=_length(size, "h"),
        top=abs(_length(margins, "top")),
        bottom=abs(_length(margins, "bottom")),
        inner=_length(margins, "left") + gutter,
        outer=_length(margins, "right"),
    )
    is_sound = page.measure > _LEAST and page.room > _LEAST
    return page if is_sound and max(page.width, page.height) <= _MOST else usual


def grid(template: Template) -> Length:
    """Return the pitch that lines snap to; 0 if they do not."""
    node = body_section(template).find(f"{W}docGrid")
    if node is None or node.get(f"{W}type") not in _GRIDS:
        return 0
    return _length(node, "linePitch")


def has_cells(template: Template) -> bool:
    """Tell whether each letter stands in a cell of the grid: lines then end where it wants."""
    node = body_section(template).find(f"{W}docGrid")
    return node is not None and node.get(f"{W}type") in _CELLS


def _length(node: Tree, name: str) -> Length:
    try:
        return round(float(node.get(f"{W}{name}", "0"))) * _TWENTIETH
    except (ValueError, OverflowError):
        return 0
