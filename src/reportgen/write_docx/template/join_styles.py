"""Styles, joined: the template's rule, those it lacks are added and stand on their own."""

from collections.abc import Mapping
from copy import deepcopy

from reportgen.model.brand import StyleRole
from reportgen.write_docx.styles import style_id
from reportgen.write_docx.template.schema_order import PARAGRAPH_ORDER, STYLE_ORDER
from reportgen.write_docx.template.style_sheet import NORMAL, StyleSheet
from reportgen.write_docx.template.trees import Tree, W, add, made, properties, put, value_of

StyleIds = Mapping[str, str]
"""The id of each of our styles in the joined file."""
_OURS = "RG"
_ROLES = {style_id(role): role for role in StyleRole}
_POINTERS = ("basedOn", "next", "link")


def join_styles(theirs: Tree, ours: Tree, sheet: StyleSheet) -> tuple[StyleIds, list[Tree]]:
    """Add to ``theirs`` what it lacks; return the ids of all that is ours, and what was added."""
    ids: dict[str, str] = {}
    missing = []
    taken = {each.get(f"{W}styleId", "").lower() for each in theirs.iter(f"{W}style")}
    names = {(value_of(each, "name") or "").lower() for each in theirs.iter(f"{W}style")}
    defaults = {
        each.get(f"{W}type") for each in theirs.iter(f"{W}style") if each.get(f"{W}default") == "1"
    }
    for style in ours.findall(f"{W}style"):
        own, name = style.get(f"{W}styleId", ""), value_of(style, "name") or ""
        asked = sheet.name(_ROLES[own]) if own in _ROLES else name
        known = sheet.id_of(style.get(f"{W}type", ""), asked)
        if known is not None:
            ids[own] = known
            continue
        ids[own] = own if own.lower() not in taken else _OURS + own
        added = deepcopy(style)
        added.set(f"{W}styleId", ids[own])
        if name.lower() in names:  # of another type: no two styles share a name
            put(added, made("name", val=f"{name} ({_OURS})"), STYLE_ORDER)
        if added.get(f"{W}default") == "1" and added.get(f"{W}type") in defaults:
            del added.attrib[f"{W}default"]
        missing.append(added)
    for added in missing:
        _settle(added, ids, sheet)
        theirs.append(added)
    return ids, missing


def _settle(style: Tree, ids: StyleIds, sheet: StyleSheet) -> None:
    """Let an added style point to what is there, and take nothing over that it did not expect."""
    own, parent = style.get(f"{W}styleId"), value_of(style, "basedOn")
    for name in _POINTERS:
        pointer = style.find(f"{W}{name}")
        if pointer is not None:
            pointer.set(f"{W}val", ids.get(pointer.get(f"{W}val", ""), pointer.get(f"{W}val", "")))
    if style.get(f"{W}type") != "paragraph" or parent != "Normal":
        return
    if own == ids[style_id(StyleRole.BODY)]:
        _as_normal(style, sheet)
        return
    based_on = style.find(f"{W}basedOn")
    if based_on is not None:
        style.remove(based_on)
    if not style.get(f"{W}default"):
        put(properties(style), made("snapToGrid", val=0), PARAGRAPH_ORDER)


def _as_normal(style: Tree, sheet: StyleSheet) -> None:
    """Let the text be what is normal in the template, with the indent that text has."""
    look = sheet.look(NORMAL)
    indent = properties(style).find(f"{W}ind")
    alignment = properties(style).find(f"{W}jc")
    for each in (properties(style), style.find(f"{W}rPr")):
        if each is not None:
            style.remove(each)
    # Chinese Word turns it off in what is normal; our pages keep two lines together.
    add(properties(style), made("widowControl"), PARAGRAPH_ORDER)
    if not look.has_first_indent and indent is not None:
        add(properties(style), indent, PARAGRAPH_ORDER)
    if look.alignment is None and alignment is not None:
        add(properties(style), alignment, PARAGRAPH_ORDER)


def heading_ids(ids: StyleIds) -> tuple[str, ...]:
    """Return the ids of the headings' styles, from the first level down."""
    return tuple(ids[own] for own in (f"Heading{n}" for n in range(1, 7)) if own in ids)


def contents_ids(ids: StyleIds) -> list[str]:
    """Return the ids of the contents' styles in the joined file."""
    roles = (StyleRole.CONTENTS1, StyleRole.CONTENTS2, StyleRole.CONTENTS3)
    return [ids[style_id(role)] for role in roles]
