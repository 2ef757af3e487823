"""Parts gathered into one package: the template's under their names, ours under free ones."""

import posixpath
from collections.abc import Iterable

from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.template.package import Package, Way

_OURS = "rg"
_BY_ID = frozenset({"chart", "footer", "header", "hyperlink", "image", "oleObject", "package"})
"""Ways that are gone by where the text names them; others are there for the whole part."""


class Gathered:
    """The parts of the joined file, and the ways from each."""

    def __init__(self, package: Package) -> None:
        self._parts: dict[str, tuple[str, bytes]] = {}
        self.ways: dict[str, Relationships] = {}
        self._names: dict[str, str] = {}
        """The names of our parts in the joined file, by those we gave them."""
        self._main = package.main
        for name, body in package.parts.items():
            self._parts[name] = (package.types[name], body)
        for source, ways in package.ways.items():
            self.ways[source] = _kept(source, ways)

    @property
    def main(self) -> str:
        """The name of the document's part."""
        return self._main

    def body(self, name: str) -> bytes:
        """Return the bytes of a part."""
        return self._parts[name][1]

    def change(self, name: str, body: bytes, kind: str = "") -> None:
        """Give a part other bytes, or another type."""
        self._parts[name] = (kind or self._parts[name][0], body)

    def add(self, name: str, kind: str, body: bytes) -> None:
        """Add a part under its own name, or one near it that is free."""
        self._names[name] = self._free(name)
        self._parts[self._names[name]] = (kind, body)

    def take(self, parts: Iterable[Part]) -> None:
        """Add parts of ours, those they point to among them, each under a free name."""
        added = list(parts)
        for part in added:
            self._names[part.name] = self._free(part.name)
            self._parts[self._names[part.name]] = (part.kind, part.data)
        for part in added:
            if part.relationships:
                self.ways[self._names[part.name]] = self._followed(part)

    def place(self, part: str) -> str:
        """Return the name of our ``part`` in the joined file."""
        return self._names.get(part, part)

    def point(self, source: str, kind: str, target: str, *, is_external: bool = False) -> str:
        """Return the id by which ``source`` names ``target``, a part of ours or an address."""
        ways = self.ways.setdefault(source, Relationships(_OURS))
        shown = target if is_external else _relative(source, self.place(target))
        return ways.add(kind, shown, is_external=is_external)

    def packed(self) -> list[Part]:
        """Return the parts as they are written: those that can be reached, and no others."""
        ways = {source: self._used(source) for source in self.ways}
        reached, waiting = set[str](), [""]
        while waiting:
            source = waiting.pop()
            reached.add(source)
            targets = (
                _absolute(source, t) for _, _, t, outside in ways.get(source, ()) if not outside
            )
            waiting += [target for target in targets if target not in reached]
        return [
            Part(name, kind, body, ways.get(name, Relationships()))
            for name, (kind, body) in self._parts.items()
            if name in reached
        ]

    def _used(self, source: str) -> Relationships:
        """Return the ways from ``source`` without those that nothing in it goes by."""
        if source not in self._parts:
            return self.ways[source]
        body, kept = self._parts[source][1], Relationships()
        for name, kind, target, is_external in self.ways[source]:
            is_asked = f'"{name}"'.encode() in body
            if is_asked or kind.rpartition("/")[2] not in _BY_ID:
                kept.keep(name, kind, target, is_external=is_external)
        return kept

    def _free(self, name: str) -> str:
        folder, file = posixpath.split(name)
        taken = {each.lower() for each in self._parts}
        number = 0
        while name.lower() in taken:
            number += 1
            name = posixpath.join(folder, f"{_OURS}{number}-{file}")
        return name

    def _followed(self, part: Part) -> Relationships:
        """Return the relationships of a part of ours, with the names its targets have now."""
        ways, new = Relationships(), self._names[part.name]
        for name, kind, target, is_external in part.relationships:
            there = self.place(_absolute(part.name, target))
            shown = target if is_external else _relative(new, there)
            ways.keep(name, kind, shown, is_external=is_external)
        return ways


def _kept(source: str, ways: Iterable[Way]) -> Relationships:
    kept = Relationships(_OURS)
    for way in ways:
        target = way.target if way.is_external else _relative(source, way.target)
        kept.keep(way.id, way.kind, target, is_external=way.is_external)
    return kept


def _absolute(source: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _relative(source: str, target: str) -> str:
    return posixpath.relpath("/" + target, "/" + posixpath.dirname(source))
