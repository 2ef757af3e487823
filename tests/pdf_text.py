"""The words of a PDF in the order of its structure tree, as poppler reads them."""

import re
import subprocess
from dataclasses import dataclass, field


@dataclass
class Node:
    """A structure element: its type, its own words and its children in order."""

    tag: str
    depth: int
    parts: list = field(default_factory=list)

    def text(self, *, without=()):
        """Return the words below this element, leaving out elements of the types ``without``."""
        words = []
        for part in self.parts:
            if isinstance(part, str):
                words.append(part)
            elif part.tag not in without:
                words.append(part.text(without=without))
        return "".join(words)

    def find(self, tag):
        """Return all elements of type ``tag`` below, in order."""
        found = []
        for part in self.parts:
            if isinstance(part, Node):
                found += [part] if part.tag == tag else []
                found += part.find(tag)
        return found


def tags_of(node, depth=0):
    """Return the types of ``node`` and all below, a line each; equal neighbours share one."""
    lines, count = [], 0
    own = f"{'  ' * depth}{node.tag.rstrip(':')}"
    below = [tags_of(part, depth + 1) for part in node.parts if _is_element(part)]
    for place, each in enumerate(below):
        count += 1
        if place + 1 < len(below) and below[place + 1] == each:
            continue
        times = f" ×{count}" if count > 1 else ""
        lines += [each[0] + times, *each[1:]]
        count = 0
    return [own, *lines]


def _is_element(part):
    return isinstance(part, Node) and part.tag != "Object" and not part.tag.startswith("/")


def tree_of_pdf(path):
    """Return the root of the structure tree of the file at ``path``."""
    shown = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], capture_output=True, text=True, check=True
    ).stdout
    root = Node("root", -1)
    stack = [root]
    for line in shown.splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip(" "))
        while stack[-1].depth >= depth:
            stack.pop()
        words = re.fullmatch(r'\s*"(.*)"', line)
        if words:
            stack[-1].parts.append(words[1].replace('\\"', '"').replace("\u00ad", ""))
        else:
            node = Node(line.strip().split()[0].strip("<>"), depth)
            stack[-1].parts.append(node)
            stack.append(node)
    return root
