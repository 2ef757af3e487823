"""A package opened for its rules: parts, their types, the ways between them, the texts read."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.verify.word.access import Access
from reportgen.verify.word.fields import Fields
from reportgen.verify.word.marks import Marks, Notes, Pairs
from reportgen.verify.word.plots import Plots
from reportgen.verify.word.sections import Controls, Deleted, Sections
from reportgen.verify.word.story import Story, read_story
from reportgen.verify.word.tables import Tables
from reportgen.word.markup import BrokenPackageError, Node, stream, tree
from reportgen.word.package import Way, read_parts, source_of, ways_of

TYPES = "[Content_Types].xml"
ROOT_WAYS = "_rels/.rels"
_WATCHERS = (Controls, Deleted, Fields, Marks, Notes, Pairs, Sections, Tables)
_READ_OUT = ("document", "template", "footnotes", "endnotes")
_STORIES = pattern(
    r"(?:wordprocessingml|ms-word)\.(document|template|header|footer|footnotes|endnotes|comments)"
    r"(?:\.macroEnabled(?:Template)?)?(?:\.main)?\+xml$"
)
_CHART = "drawingml.chart+xml"
_TREES = (
    "core-properties+xml",
    "custom-properties+xml",
    ".numbering+xml",
    ".settings+xml",
    ".styles+xml",
)
_RELATED = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARED = pattern(rb"xmlns:([\w.-]+)\s*=\s*[\"']\Z")
_LONGEST_PREFIX = 80


class Package(Struct, frozen=True):
    """A file, opened."""

    entries: tuple[str, ...]
    """The names in the ZIP, in its order."""
    parts: Mapping[str, bytes]
    trees: Mapping[str, Node]
    """The small parts: types, ways, styles, numbering, settings, properties."""
    types: Mapping[str, str]
    """Content types by part."""
    ways: Mapping[str, tuple[Way, ...]]
    """Relationships by the part they start from; those of the package by ``""``."""
    uses: Mapping[str, set[str]]
    """The relationships that each part names."""
    stories: Mapping[str, Story]
    """The texts, and the charts in them, by part."""
    broken: tuple[tuple[str, str], ...]
    """Parts that do not parse, and why."""

    @property
    def main(self) -> str:
        """The part with the body, or nothing."""
        found = (way.target for way in self.ways.get("", ()) if way.kind == "officeDocument")
        return next((target for target in found if target in self.stories), "")

    def beside(self, kind: str) -> str:
        """Return the part that the main one names as its ``kind``, or nothing."""
        found = (way.target for way in self.ways.get(self.main, ()) if way.kind == kind)
        return next(found, "")

    def held(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield part and value of all that the texts hold under ``name``."""
        for part, story in self.stories.items():
            for value in story.held.get(name, ()):
                yield part, value


def open_package(data: bytes) -> Package:
    """Return the file with all its texts read once."""
    parts = read_parts(data)
    with zipfile.ZipFile(BytesIO(data)) as package:
        entries = tuple(package.namelist())
    broken: list[tuple[str, str]] = []
    trees: dict[str, Node] = {}
    _read_trees(parts, [n for n in parts if n == TYPES or n.endswith(".rels")], trees, broken)
    types = _types(parts, trees.get(TYPES))
    _read_trees(parts, [n for n, kind in types.items() if kind.endswith(_TREES)], trees, broken)
    stories = {}
    for name, kind in types.items():
        found = _STORIES.search(kind)
        try:
            if found:
                watchers = (*_WATCHERS, Access) if found[1] in _READ_OUT else _WATCHERS
                stories[name] = read_story(parts[name], watchers)
            elif kind.endswith(_CHART):
                stories[name] = read_story(parts[name], (Plots,))
            elif name not in trees and name.endswith(".xml"):
                stream(parts[name])
        except BrokenPackageError as fault:
            broken.append((name, str(fault)))
    uses = {name: _uses(parts[name]) for name in types if name.endswith(".xml")}
    return Package(entries, parts, trees, types, _ways(trees), uses, stories, tuple(broken))


def _read_trees(
    parts: Mapping[str, bytes],
    names: list[str],
    trees: dict[str, Node],
    broken: list[tuple[str, str]],
) -> None:
    for name in names:
        try:
            trees[name] = tree(parts[name])
        except BrokenPackageError as fault:
            broken.append((name, str(fault)))


def _types(parts: Mapping[str, bytes], root: Node | None) -> dict[str, str]:
    """Return the content type of each part that has one."""
    if root is None:
        return {}
    by_ending = {
        each.get("Extension").lower(): each.get("ContentType") for each in root.all("types:Default")
    }
    by_name = {each.get("PartName"): each.get("ContentType") for each in root.all("types:Override")}
    found = {
        name: by_name.get(f"/{name}") or by_ending.get(name.rpartition(".")[2].lower(), "")
        for name in parts
        if name != TYPES and not name.endswith(".rels")
    }
    return {name: kind for name, kind in found.items() if kind}


def _ways(trees: Mapping[str, Node]) -> dict[str, tuple[Way, ...]]:
    return {
        source_of(name): ways_of(root, name)
        for name, root in trees.items()
        if name.endswith(".rels")
    }


def _uses(body: bytes) -> set[str]:
    """Return what stands in attributes of relationships: a regular expression is quickest."""
    prefixes = set()
    at = body.find(_RELATED)
    while at >= 0:
        declared = _DECLARED.search(body, max(0, at - _LONGEST_PREFIX), at)
        if declared:
            prefixes.add(re.escape(declared[1]))
        at = body.find(_RELATED, at + 1)
    if not prefixes:
        return set()
    names = b"|".join(sorted(prefixes))
    found = re.findall(rb"\s(?:" + names + rb"):\w+\s*=\s*[\"']([^\"']+)", body)
    return {each.decode("utf-8", "replace") for each in found}
