"""A Word file opened to be read: its body, styles, lists, notes, remarks and parts."""

from collections.abc import Mapping

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.word.elements import Element, element, words_of
from reportgen.word.lists import Level, levels_of
from reportgen.word.markup import BrokenPackageError
from reportgen.word.package import Parts, Way, open_parts

_HEADING = pattern(r"(?:heading|标题)\s*(?P<level>[1-9])", 2)
_DEEPEST = 20
_TITLES = frozenset({"title", "subtitle", "标题", "副标题"})
"""Styles of the cover, which some templates give the level of a heading."""


class Style(Struct, frozen=True, gc=False):
    """A style of paragraphs or characters, what it is based on told with it."""

    name: str
    level: int = 0
    """That of a heading, from 1."""
    numbering: tuple[str, int] = ("", 0)
    is_strong: bool = False
    is_slanted: bool = False


class Remark(Struct, frozen=True, gc=False):
    """A comment in the margin."""

    author: str
    words: str


class Opened(Struct, frozen=True):
    """A Word file, open."""

    package: Parts
    body: Element
    styles: Mapping[str, Style]
    levels: Mapping[tuple[str, int], Level]
    notes: Mapping[str, Element]
    """Foot notes by ``f1``, end notes by ``e1``."""
    remarks: Mapping[str, Remark]
    properties: Mapping[str, str]

    def way(self, id_: str, part: str = "") -> Way | None:
        """Return the relationship ``id_`` of a part, or of the body."""
        ways = self.package.ways.get(part or self.package.main, ())
        return next((way for way in ways if way.id == id_), None)

    def style(self, id_: str) -> Style:
        """Return a style; where there is none of the name, that of plain text."""
        return self.styles.get(id_) or Style("")


def opened(data: bytes) -> Opened:
    """Return the Word file in ``data``, or raise BrokenPackageError."""
    package = open_parts(data)
    if not package.main:
        raise BrokenPackageError("document.xml")
    body = element(package.parts[package.main]).child("w:body")
    if body is None:
        raise BrokenPackageError("w:body")
    return Opened(
        package,
        body,
        _styles(_part(package, "styles")),
        levels_of(_part(package, "numbering")),
        _notes(package),
        _remarks(_part(package, "comments")),
        _properties(package),
    )


def _part(package: Parts, kind: str) -> Element | None:
    name = package.beside(kind)
    return element(package.parts[name]) if name in package.parts else None


def _styles(root: Element | None) -> dict[str, Style]:
    if root is None:
        return {}
    found = {each.get("w:styleId"): each for each in root.children if each.name == "w:style"}
    return {id_: _style(each, found) for id_, each in found.items()}


def _style(here: Element, found: Mapping[str, Element]) -> Style:
    """Return a style with what it has from those it is based on."""
    chain: list[Element] = []
    above: Element | None = here
    while above is not None and above not in chain and len(chain) < _DEEPEST:
        chain.append(above)
        above = found.get(above.value("w:basedOn"))
    name = here.value("w:name")
    match = _HEADING.fullmatch(name.strip())
    levels = (each.value("w:pPr", "w:outlineLvl") for each in chain)
    outline = next((level for level in levels if level), "")
    level = int(match["level"]) if match else _level(outline)
    numberings = (each.child("w:pPr", "w:numPr") for each in chain)
    numbering = next((each for each in numberings if each is not None), None)
    return Style(
        name.strip().lower(),
        0 if name.lower().startswith("toc") or name.strip().lower() in _TITLES else level,
        _numbering(numbering),
        any(each.is_on("w:rPr", "w:b") for each in chain),
        any(each.is_on("w:rPr", "w:i") for each in chain),
    )


def _numbering(here: Element | None) -> tuple[str, int]:
    if here is None:
        return "", 0
    level = here.value("w:ilvl")
    return here.value("w:numId"), int(level) if level.isdecimal() else 0


def _level(outline: str) -> int:
    return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0  # noqa: PLR2004 - 9 is body text


def _notes(package: Parts) -> dict[str, Element]:
    notes = {}
    for kind, letter in (("footnotes", "f"), ("endnotes", "e")):
        root = _part(package, kind)
        for note in root.children if root else ():
            if note.get("w:type") in {"", "normal"}:
                notes[letter + note.get("w:id")] = note
    return notes


def _remarks(root: Element | None) -> dict[str, Remark]:
    found = (each for each in (root.children if root else ()) if each.name == "w:comment")
    return {each.get("w:id"): Remark(each.get("w:author"), words_of(each)) for each in found}


def _properties(package: Parts) -> dict[str, str]:
    """Return what the file says of itself: title, subject, keywords."""
    names = (way.target for way in package.ways.get("", ()) if way.kind == "core-properties")
    root = next((element(package.parts[name]) for name in names if name in package.parts), None)
    found = (
        {each.name.rpartition(":")[2]: each.text.strip() for each in root.children} if root else {}
    )
    return {name: words for name, words in found.items() if words}
