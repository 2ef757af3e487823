"""Rules for the package: names, content types, and ways that lead somewhere (Part 2)."""

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from reportgen.verify.word.package import ROOT_WAYS, TYPES, Package
from reportgen.word.package import Way, source_of

Fault: TypeAlias = tuple[str, str]
"""The part, and what is wrong in it."""

_LEADS_TO_SHOWN = frozenset(
    {"chart", "font", "footer", "header", "hyperlink", "image", "oleObject", "package"}
)
"""Kinds of relationships that a part names where it shows them; Word finds the others itself."""
_USED_AS = {"w:headerReference": "header", "w:footerReference": "footer"}


def wrong_entries(package: Package) -> Iterator[Fault]:
    """Names in the ZIP differ, also without their case, and hold no backslash."""
    counts = Counter(name.lower() for name in package.entries)
    for name in dict.fromkeys(package.entries):
        if counts[name.lower()] > 1 or "\\" in name or name.startswith("/"):
            yield name, name


def types_not_first(package: Package) -> Iterator[Fault]:
    """The content types come first: readers that do not look back need them."""
    if package.entries[:1] != (TYPES,):
        yield TYPES, next(iter(package.entries), "–")


def parts_without_type(package: Package) -> Iterator[Fault]:
    """Every part has a content type."""
    for name in package.parts:
        if name != TYPES and name not in package.types and not name.endswith(".rels"):
            yield TYPES, name


def types_without_part(package: Package) -> Iterator[Fault]:
    """Every type given to a part has its part, and is given once."""
    root = package.trees.get(TYPES)
    if root is None:
        return
    names = [each.get("PartName") for each in root.all("types:Override")]
    endings = [each.get("Extension").lower() for each in root.all("types:Default")]
    for name, count in Counter([*names, *endings]).items():
        if count > 1 or (name in names and name.removeprefix("/") not in package.parts):
            yield TYPES, name


def no_main_part(package: Package) -> Iterator[Fault]:
    """The package leads to a document."""
    if not package.main:
        yield ROOT_WAYS, "officeDocument"


def lost_ways(package: Package) -> Iterator[Fault]:
    """Every relationship leads to a part and starts from one."""
    for source, ways in package.ways.items():
        if source and source not in package.parts:
            yield source, "_rels"
        for way in ways:
            if not way.is_external and way.target not in package.parts:
                yield source or ROOT_WAYS, f"{way.id} → {way.target}"


def ways_of_one_name(package: Package) -> Iterator[Fault]:
    """The names of a part's relationships differ."""
    for source, ways in package.ways.items():
        for name, count in Counter(way.id for way in ways).items():
            if count > 1:
                yield source or ROOT_WAYS, f"Relationship {name}"


def missing_ways(package: Package) -> Iterator[Fault]:
    """Every relationship that a part names exists."""
    for part, names in package.uses.items():
        known = {way.id for way in package.ways.get(part, ())}
        for name in sorted(names - known):
            yield part, name


def heads_of_another_kind(package: Package) -> Iterator[Fault]:
    """Where a section names its head or foot stands a head or a foot."""
    for element, kind in _USED_AS.items():
        for part, name in package.held(element):
            found = next((way for way in package.ways.get(part, ()) if way.id == name), None)
            if found is not None and found.kind != kind:
                yield part, f"{element} {name}: {found.kind}"


def unused_ways(package: Package) -> Iterator[Fault]:
    """What a part points to as shown is shown."""
    for source, ways in package.ways.items():
        used = package.uses.get(source)
        for way in ways:
            if used is not None and way.kind in _LEADS_TO_SHOWN and way.id not in used:
                yield source, f"{way.id} → {way.target}"


def unreached_parts(package: Package) -> Iterator[Fault]:
    """Every part can be reached from the package: what cannot be seen must not leave the house."""
    reached, waiting = {TYPES}, [""]
    while waiting:
        for way in package.ways.get(waiting.pop(), ()):
            if _is_new(way, reached):
                reached.add(way.target)
                waiting.append(way.target)
    for name in package.parts:
        if name.endswith(".rels"):
            is_reached = not source_of(name) or source_of(name) in reached
        else:
            is_reached = name in reached
        if not is_reached:
            yield name, name


def _is_new(way: Way, reached: set[str]) -> bool:
    return not way.is_external and way.target not in reached
