"""References: a file or a list of entries, each with its key."""

from reportgen.diag import Code, Sink
from reportgen.model.report import Reference
from reportgen.read.check import check
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.keys import REFERENCES
from reportgen.read.yaml_tree import Mapping, Node, Scalar, Sequence, load_tree


def read_references(node: Node | None, folder: Folder, sink: Sink) -> dict[str, Reference]:
    """Return the entries by key; ``node`` is the value of ``references``."""
    file = node.scalar("file") if isinstance(node, Mapping) else None
    if file is None:
        return _entries(node, sink)
    source = folder.text(file.text, file.span, sink)
    tree = load_tree(Excerpt.whole(source), sink) if source else None
    return _entries(check(tree, REFERENCES, file.text, sink) if tree else None, sink)


def _entries(node: Node | None, sink: Sink) -> dict[str, Reference]:
    found: dict[str, Reference] = {}
    if isinstance(node, Sequence):
        for item in node.items:
            key = item.scalar("key") if isinstance(item, Mapping) else None
            if key is None or not isinstance(item, Mapping):
                continue
            if key.text in found:
                first = found[key.text].span
                sink.add(Code.DUPLICATE_KEY, key.span, key=key.text, first=first)
            else:
                found[key.text] = _reference(key, item)
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            if isinstance(entry.value, Mapping):
                found[entry.key.text] = _reference(entry.key, entry.value)
    return found


def _reference(key: Scalar, node: Mapping) -> Reference:
    fields = {name: node.word(name) for name in node.entries if name != "key" and node.word(name)}
    return Reference(key.text, fields, key.span)
