"""Rules for styles and lists: those that are named exist, and none leads back to itself."""

from collections import Counter
from collections.abc import Iterator

from reportgen.verify.word.order import out_of_order
from reportgen.verify.word.package import Package
from reportgen.verify.word.parts import Fault
from reportgen.word.markup import Node

_KINDS = ("paragraph", "character", "table")
_NO_LIST = "0"


def unknown_styles(package: Package) -> Iterator[Fault]:
    """Every style that a text names exists and is of the kind that is asked for."""
    kinds = {each.get("w:styleId"): each.get("w:type") for each in _styles(package)}
    for kind in _KINDS:
        for part, name in dict.fromkeys(package.held(f"{kind} style")):
            if kinds.get(name) != kind:
                yield part, f"{name}: {kinds.get(name, '–')} ≠ {kind}"


def unknown_related_styles(package: Package) -> Iterator[Fault]:
    """Every style that a style or a list names exists."""
    known = {each.get("w:styleId") for each in _styles(package)}
    part = package.beside("styles")
    for style in _styles(package):
        for tag in ("w:basedOn", "w:next", "w:link"):
            name = style.value(tag)
            if name and name not in known:
                yield part, f"{style.get('w:styleId')}: {tag} {name}"
    for level in _all(package, "numbering", "w:pStyle"):
        if level.get("w:val") not in known:
            yield package.beside("numbering"), level.get("w:val")


def styles_of_one_name(package: Package) -> Iterator[Fault]:
    """Styles, lists and their definitions have numbers of their own."""
    for kind, element, attribute in (
        ("styles", "w:style", "w:styleId"),
        ("numbering", "w:abstractNum", "w:abstractNumId"),
        ("numbering", "w:num", "w:numId"),
    ):
        counts = Counter(each.get(attribute) for each in _top(package, kind, element))
        for name, count in counts.items():
            if count > 1:
                yield package.beside(kind), f"{element} {name}"


def circles_of_styles(package: Package) -> Iterator[Fault]:
    """No style is based on itself, not by others either: Word would drop it."""
    above = {each.get("w:styleId"): each.value("w:basedOn") for each in _styles(package)}
    sound: set[str] = set()
    for name in above:
        seen: list[str] = []
        while name and name not in sound and name not in seen:
            seen.append(name)
            name = above.get(name, "")  # noqa: PLW2901 - the walk up starts at each style
        if name and name not in sound:
            yield package.beside("styles"), " → ".join([*seen, name])
        sound.update(seen)


def unknown_lists(package: Package) -> Iterator[Fault]:
    """Every list that a text or a style names exists, and so does its definition."""
    part = package.beside("numbering")
    known = {each.get("w:numId") for each in _top(package, "numbering", "w:num")} | {_NO_LIST}
    for where, number in dict.fromkeys(package.held("list")):
        if number not in known:
            yield where, f"w:numId {number}"
    for each in _all(package, "styles", "w:numId"):
        if each.get("w:val") not in known:
            yield package.beside("styles"), f"w:numId {each.get('w:val')}"
    defined = {each.get("w:abstractNumId") for each in _top(package, "numbering", "w:abstractNum")}
    for each in _top(package, "numbering", "w:num"):
        if each.value("w:abstractNumId") not in defined:
            yield part, f"w:abstractNum {each.value('w:abstractNumId')}"


def looks_out_of_order(package: Package) -> Iterator[Fault]:
    """Styles and lists say what they are in the order that Word expects."""
    for kind in ("styles", "numbering"):
        part = package.beside(kind)
        if part in package.trees:
            for fault in out_of_order(package.trees[part]):
                yield part, fault


def levels_of_styles(package: Package) -> dict[str, int]:
    """Return the level in the outline, from 1, of each style that has one, if by another."""
    styles = {each.get("w:styleId"): each for each in _styles(package)}
    found = {}
    for name in styles:
        at, seen = name, set[str]()
        while at in styles and at not in seen:
            seen.add(at)
            level = next((each.get("w:val") for each in styles[at].all("w:outlineLvl")), "")
            if level.isdecimal():
                found[name] = int(level) + 1
                break
            at = styles[at].value("w:basedOn")
    return {name: level for name, level in found.items() if level <= 9}  # noqa: PLR2004 - 17.3.1.20: 9 is no level


def _styles(package: Package) -> Iterator[Node]:
    return _top(package, "styles", "w:style")


def _top(package: Package, kind: str, element: str) -> Iterator[Node]:
    """Yield the children of the root, which are all that are called ``element``."""
    root = package.trees.get(package.beside(kind))
    return (each for each in root.children if each.name == element) if root else iter(())


def _all(package: Package, kind: str, element: str) -> Iterator[Node]:
    root = package.trees.get(package.beside(kind))
    return root.all(element) if root else iter(())
