"""Elements: a part of a Word file as a small tree, within bounds that no honest file reaches."""

from collections.abc import Iterator

from msgspec import Struct

from reportgen.word.markup import NAMES, Attributes, BrokenPackageError, stream

_DEEPEST = 150
_MOST = 3_000_000
_LARGEST = 100_000_000
_PASSED_OVER = frozenset({"mc:Fallback", "w:del", "w:moveFrom"})
"""What is told twice, and what tracked changes took out."""


class Element(Struct, gc=False):
    """An element; the words are its own, not those of the elements in it."""

    name: str
    attributes: dict[str, str]
    children: list["Element"]
    text: str = ""

    def get(self, name: str) -> str:
        """Return an attribute, or nothing."""
        return self.attributes.get(name, "")

    def child(self, *path: str) -> "Element | None":
        """Return the first element at ``path``, or nothing."""
        here: Element | None = self
        for name in path:
            if here is None:
                return None
            here = next((each for each in here.children if each.name == name), None)
        return here

    def value(self, *path: str) -> str:
        """Return ``w:val`` (``c:val``) of the element at ``path``, or nothing."""
        found = self.child(*path)
        return "" if found is None else found.get("w:val") or found.get("val") or found.get("m:val")

    def all(self, *names: str) -> Iterator["Element"]:
        """Yield the elements below with one of ``names``, as they stand."""
        waiting = self.children[::-1]
        while waiting:
            here = waiting.pop()
            if here.name in names:
                yield here
            waiting += here.children[::-1]

    def outermost(self, name: str) -> Iterator["Element"]:
        """Yield the elements below called ``name`` that are in no other such one."""
        waiting = self.children[::-1]
        while waiting:
            here = waiting.pop()
            if here.name == name:
                yield here
            else:
                waiting += here.children[::-1]

    def is_on(self, *path: str) -> bool:
        """Tell whether the switch at ``path`` is there and not off."""
        found = self.child(*path)
        return found is not None and found.get("w:val") not in {"0", "false", "off", "none"}


def element(body: bytes) -> Element:
    """Return the root of a part, its tracked changes accepted."""
    if len(body) > _LARGEST:
        raise BrokenPackageError("size")
    root = Element("", {}, [])
    path, count, closed = [root], [0], [0]

    def start(full: str, attributes: Attributes) -> None:
        name = NAMES[full]
        count[0] += 1
        if len(path) > _DEEPEST or count[0] > _MOST:
            raise BrokenPackageError("depth")
        here = Element(name, {NAMES[key]: each for key, each in attributes.items()}, [])
        is_mark = path[-1].name in {"w:rPr", "w:trPr"}
        if closed[0] or (name in _PASSED_OVER and not is_mark):
            closed[0] += 1
        else:
            path[-1].children.append(here)
        path.append(here)

    def end(_: str) -> None:
        path.pop()
        closed[0] -= bool(closed[0])

    def words(text: str) -> None:
        path[-1].text += text

    stream(body, start, end, words)
    if not root.children:
        raise BrokenPackageError("empty")
    return root.children[0]


def words_of(here: Element) -> str:
    """Return all printed words below ``here``."""
    return "".join(each.text for each in here.all("w:t", "m:t", "a:t"))
