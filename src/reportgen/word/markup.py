"""XML as a stream or a small tree: names by their usual prefixes, nothing read from outside."""

from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn, TypeAlias
from xml.parsers import expat

from msgspec import Struct

Attributes: TypeAlias = Mapping[str, str]
"""By names with the namespace in front: ``W + "val"``."""

_OFFICE = "http://schemas.openxmlformats.org/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_PREFIXES = {
    _OFFICE + "wordprocessingml/2006/main": "w",
    _OFFICE + "officeDocument/2006/relationships": "r",
    _OFFICE + "drawingml/2006/main": "a",
    _OFFICE + "drawingml/2006/picture": "pic",
    _OFFICE + "drawingml/2006/chart": "c",
    _OFFICE + "drawingml/2006/wordprocessingDrawing": "wp",
    _OFFICE + "markup-compatibility/2006": "mc",
    _OFFICE + "officeDocument/2006/math": "m",
    _OFFICE + "package/2006/content-types": "types",
    _OFFICE + "package/2006/relationships": "ways",
    _OFFICE + "package/2006/metadata/core-properties": "cp",
    _OFFICE + "officeDocument/2006/custom-properties": "custom",
    _MICROSOFT + "word/2010/wordml": "w14",
    _MICROSOFT + "word/2010/wordprocessingShape": "wps",
    _MICROSOFT + "word/2010/wordprocessingGroup": "wpg",
    _MICROSOFT + "word/2010/wordprocessingCanvas": "wpc",
    _MICROSOFT + "drawing/2017/decorative": "adec",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "urn:schemas-microsoft-com:vml": "v",
}
_SPACES = {prefix: f"{space}}}" for space, prefix in _PREFIXES.items()}
W, R, W14 = (_SPACES[prefix] for prefix in ("w", "r", "w14"))
VALUE, ID = W + "val", W + "id"


class BrokenPackageError(ValueError):
    """The bytes are no package, or one of its parts cannot be read."""


class _Names(dict[str, str]):
    """Names with a prefix, by names with a namespace; each is put together once."""

    def __missing__(self, full: str) -> str:
        space, found, name = full.rpartition("}")
        short = f"{_PREFIXES[space]}:{name}" if space in _PREFIXES else name if found else full
        if len(self) < _MOST_NAMES:
            self[full] = short
        return short


NAMES = _Names()
_MOST_NAMES = 10_000
"""What a file may teach us: Word's own formats have fewer."""


class Node(Struct, gc=False):
    """An element of a small part."""

    name: str
    attributes: dict[str, str]
    """By names with their prefixes."""
    children: list["Node"]
    text: str = ""
    """Its own words and those of all elements in it, in their order."""

    def get(self, name: str) -> str:
        """Return an attribute, or nothing."""
        return self.attributes.get(name, "")

    def all(self, *names: str) -> Iterator["Node"]:
        """Yield the elements below that have one of the ``names``, in their order."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if node.name in names:
                yield node
            waiting += node.children[::-1]

    def value(self, name: str) -> str:
        """Return ``w:val`` of the first child called ``name``, or nothing."""
        found = (child.get("w:val") for child in self.children if child.name == name)
        return next(found, "")


def tree(body: bytes) -> Node:
    """Return the root of a part."""
    names, root = NAMES, Node("", {}, [])
    path = [root]

    def start(name: str, attributes: Attributes) -> None:
        node = Node(names[name], {names[key]: each for key, each in attributes.items()}, [])
        path[-1].children.append(node)
        path.append(node)

    def end(_: str) -> None:
        done = path.pop()
        path[-1].text += done.text

    def words(text: str) -> None:
        path[-1].text += text

    stream(body, start, end, words)
    return root.children[0]


def stream(
    body: bytes,
    start: Callable[[str, Attributes], None] | None = None,
    end: Callable[[str], None] | None = None,
    words: Callable[[str], None] | None = None,
) -> None:
    """Read a part from its first element to its last; none may name entities (Part 2, 6.2.5)."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    if start:
        parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if words:
        parser.CharacterDataHandler = words
    try:
        parser.Parse(body, True)  # noqa: FBT003 - expat takes it by its place only
    except (expat.ExpatError, LookupError) as fault:
        raise BrokenPackageError(str(fault)) from fault


def _refuse(*_: object) -> NoReturn:
    raise BrokenPackageError("DOCTYPE")
