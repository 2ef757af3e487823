"""Trees that readers search: of pages, numbers and names (ISO 32000-1, 7.7.3, 7.9.6, 7.9.7)."""

from collections.abc import Sequence
from typing import Literal

from reportgen.write_pdf.file import File
from reportgen.write_pdf.syntax import reference

_WIDTH = 64
"""Kids of a node: a reader finds one of 4,096 pages in two steps."""


def search_tree(
    file: File, kind: Literal["Nums", "Names"], entries: Sequence[tuple[str, str]]
) -> int:
    """Write a tree of keys and values, sorted by key already; return its number."""
    if len(entries) <= _WIDTH:
        return file.add(f"<<{_leaf(kind, entries)}>>")
    leaves = [entries[start : start + _WIDTH] for start in range(0, len(entries), _WIDTH)]
    kids = " ".join(
        reference(file.add(f"<</Limits[{leaf[0][0]} {leaf[-1][0]}]{_leaf(kind, leaf)}>>"))
        for leaf in leaves
    )
    return file.add(f"<</Kids[{kids}]>>")


def _leaf(kind: str, entries: Sequence[tuple[str, str]]) -> str:
    return f"/{kind}[{' '.join(f'{key} {value}' for key, value in entries)}]"


class PageTree:
    """Hands each page its parent before the number of pages is known."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._leaves: list[tuple[int, list[int]]] = []

    def parent_of(self, page: int) -> int:
        """Take the object number of the next page; return that of the node it hangs on."""
        if not self._leaves or len(self._leaves[-1][1]) == _WIDTH:
            self._leaves.append((self._file.reserve(), []))
        node, pages = self._leaves[-1]
        pages.append(page)
        return node

    def close(self) -> int:
        """Write the nodes; return the number of the root."""
        level = [(node, pages, len(pages)) for node, pages in self._leaves]
        while len(level) > 1:
            groups = [level[start : start + _WIDTH] for start in range(0, len(level), _WIDTH)]
            level = [self._parent(group) for group in groups]
        root, kids, count = level[0]
        self._write(root, kids, count, "")
        return root

    def _parent(self, group: list[tuple[int, list[int], int]]) -> tuple[int, list[int], int]:
        parent = self._file.reserve()
        for node, kids, count in group:
            self._write(node, kids, count, f"/Parent {reference(parent)}")
        return parent, [node for node, _, _ in group], sum(count for _, _, count in group)

    def _write(self, node: int, kids: list[int], count: int, parent: str) -> None:
        references = " ".join(map(reference, kids))
        self._file.put(node, f"<</Type/Pages{parent}/Count {count}/Kids[{references}]>>")
