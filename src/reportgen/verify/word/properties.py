"""Rules for the properties of the file, and the AIGC record among them (TC260-PG-20258A, 6.1)."""

from collections import Counter
from collections.abc import Iterator

from reportgen.verify.word.package import Package
from reportgen.verify.word.parts import Fault
from reportgen.word.markup import Node

CUSTOM_PROPERTIES = "docProps/custom.xml"
_CORE = "core-properties+xml"
_CUSTOM = "custom-properties+xml"
_FIRST = 2
"""The numbers of custom properties begin here ([MS-OE376], 2.1.1701)."""


def custom_labels(properties: Node | None) -> list[str]:
    """Return the values of the AIGC properties."""
    if properties is None:
        return []
    return [each.text for each in properties.all("custom:property") if each.get("name") == "AIGC"]


def wrong_core(package: Package) -> Iterator[Fault]:
    """The core properties are one part, and say each thing once (Part 2, 8.3.4)."""
    parts = [part for part, kind in package.types.items() if kind.endswith(_CORE)]
    ways = [way for way in package.ways.get("", ()) if way.kind == "core-properties"]
    if len(parts) != 1 or len(ways) != 1:
        yield "docProps/core.xml", f"core-properties × {len(parts)}/{len(ways)}"
    for part in parts:
        root = package.trees.get(part)
        said = Counter(each.name for each in root.children) if root else Counter[str]()
        for name, count in said.items():
            if count > 1:
                yield part, f"{name} × {count}"


def wrong_custom(package: Package) -> Iterator[Fault]:
    """Custom properties have numbers and names of their own."""
    for part, kind in package.types.items():
        root = package.trees.get(part)
        if root is None or not kind.endswith(_CUSTOM):
            continue
        found = list(root.all("custom:property"))
        numbers = Counter(each.get("pid") for each in found)
        names = Counter(each.get("name") for each in found)
        for each in found:
            number, name = each.get("pid"), each.get("name")
            is_sound = number.isdecimal() and int(number) >= _FIRST
            if not is_sound or numbers[number] > 1 or names[name] > 1:
                yield part, f"{name} {number}"


def no_title(package: Package) -> Iterator[Fault]:
    """The file has a title and says its language, to a screen reader first of all."""
    core = next((part for part, kind in package.types.items() if kind.endswith(_CORE)), "")
    root = package.trees.get(core)
    said = {each.name: each.text.strip() for each in root.children} if root else {}
    for name in ("dc:title", "dc:language"):
        if not said.get(name):
            yield core or "docProps/core.xml", name
    styles = package.trees.get(package.beside("styles"))
    defaults = styles.all("w:docDefaults") if styles else iter(())
    if not any(any(each.all("w:lang")) for each in defaults):
        yield package.beside("styles"), "w:docDefaults/w:lang"
