"""Lists, joined: ours are numbered behind the template's; its own headings keep their numbers."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from reportgen.model.brand import StyleRole
from reportgen.write_docx.numbering import BIBLIOGRAPHY_LIST, HEADING_LIST
from reportgen.write_docx.styles import style_id
from reportgen.write_docx.template.join_styles import StyleIds, heading_ids
from reportgen.write_docx.template.schema_order import PARAGRAPH_ORDER
from reportgen.write_docx.template.trees import Tree, W, made, properties, put, value_of


def join_lists(theirs: Tree, ours: Tree, ids: StyleIds, *, keeps_headings: bool) -> int:
    """Add our lists to ``theirs``; return what is added to our numbers."""
    shapes = [_number(each, "abstractNumId") for each in theirs.findall(f"{W}abstractNum")]
    lists = [_number(each, "numId") for each in theirs.findall(f"{W}num")]
    more_shapes, more = max(shapes, default=0), max(lists, default=0)
    known = {value_of(each, "nsid") for each in theirs.findall(f"{W}abstractNum")}
    first = theirs.find(f"{W}num")
    for added in _copies(ours, "abstractNum", keeps_headings=keeps_headings):
        _move(added, "abstractNumId", more_shapes)
        _rename(added, ids, known)
        _put_before(first, added, theirs)
    last = theirs.find(f"{W}numIdMacAtCleanup")
    for added in _copies(ours, "num", keeps_headings=keeps_headings):
        _move(added, "numId", more)
        shape = added.find(f"{W}abstractNumId")
        if shape is not None:
            _move(shape, "val", more_shapes)
        _put_before(last, added, theirs)
    return more


def _copies(ours: Tree, name: str, *, keeps_headings: bool) -> Iterator[Tree]:
    """Yield copies of our ``name``, but for the headings' where the template's are kept."""
    for each in ours.findall(f"{W}{name}"):
        if not (keeps_headings and _number(each, f"{name}Id") == HEADING_LIST):
            yield deepcopy(each)


def _move(node: Tree, key: str, more: int) -> None:
    node.set(f"{W}{key}", str(_number(node, key) + more))


def _put_before(place: Tree | None, added: Tree, parent: Tree) -> None:
    if place is not None:
        place.addprevious(added)
    else:
        parent.append(added)


def _rename(shape: Tree, ids: StyleIds, known: set[str | None]) -> None:
    for pointer in shape.iter(f"{W}pStyle"):
        pointer.set(f"{W}val", ids.get(pointer.get(f"{W}val", ""), pointer.get(f"{W}val", "")))
    identity = shape.find(f"{W}nsid")
    if identity is not None:
        number = int(identity.get(f"{W}val", "0"), 16)
        while f"{number:08X}" in known:
            number += 0x1000
        identity.set(f"{W}val", f"{number:08X}")


def number_styles(
    styles: Tree, lists: Tree, ids: StyleIds, more: int, *, kept: Sequence[str]
) -> None:
    """Let headings, but for those ``kept``, and sources count in our lists, and in no other."""
    headings = heading_ids(ids)
    places = {own: (HEADING_LIST + more, level) for level, own in enumerate(headings)}
    for own in kept:
        del places[own]
    places[ids[style_id(StyleRole.BIBLIOGRAPHY)]] = (BIBLIOGRAPHY_LIST + more, 0)
    ours = {str(number) for number, _ in places.values()}
    shapes = {value_of(n, "abstractNumId") for n in lists.iter(f"{W}num") if _id(n) in ours}
    for shape in lists.iter(f"{W}abstractNum"):
        if shape.get(f"{W}abstractNumId") not in shapes:
            for level in shape.iter(f"{W}lvl"):
                pointer = level.find(f"{W}pStyle")
                if pointer is not None and pointer.get(f"{W}val") in places:
                    level.remove(pointer)
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId", "") in places:
            number, depth = places[style.get(f"{W}styleId", "")]
            node = made("numPr")
            node.append(made("ilvl", val=depth))
            node.append(made("numId", val=number))
            put(properties(style), node, PARAGRAPH_ORDER)


def outline(styles: Tree, headings: Sequence[str]) -> None:
    """Let a company's own headings count in the outline, as Word's own do: contents need it."""
    for style in styles.iter(f"{W}style"):
        own, name = style.get(f"{W}styleId", ""), (value_of(style, "name") or "").lower()
        is_plain = own in headings and not name.startswith("heading ")
        if is_plain and value_of(style.find(f"{W}pPr"), "outlineLvl") is None:
            level = made("outlineLvl", val=headings.index(own))
            put(properties(style), level, PARAGRAPH_ORDER)


def without_numbers(styles: Iterable[Tree], own: Sequence[str]) -> None:
    """Take our list from added styles of headings: the template's own numbers are kept."""
    for style in styles:
        node = style.find(f"{W}pPr/{W}numPr")
        if style.get(f"{W}styleId") in own and node is not None:
            properties(style).remove(node)


def _id(number: Tree) -> str:
    return number.get(f"{W}numId", "")


def _number(node: Tree, name: str) -> int:
    try:
        return int(node.get(f"{W}{name}", "0"))
    except ValueError:
        return 0
