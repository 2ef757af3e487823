"""Kinds of sources: a file, other sources, a database, an address; each has keys of its own."""

from collections.abc import Mapping

from reportgen.diag import Code, Sink
from reportgen.read.yaml_tree import Mapping as Tree

_ANY = frozenset({"period", "columns", "all_rows"})
_ROWS = _ANY | {"skip_total"}
_KEYS: Mapping[str, frozenset[str]] = {
    "from": _ANY | {"from", "query"},
    "sql": _ROWS | {"sql", "query", "watermark", "params", "every"},
    "url": _ROWS | {"url", "items", "every"},
    "file": _ROWS
    | {"file", "sheet", "range", "header_rows", "table", "query", "encoding", "delimiter"},
}
"""The keys that mean something, by the key that says where the data come from."""


def check_kind(fields: Tree, sink: Sink) -> None:
    """Find the keys that do nothing for the kind of source this is."""
    kind = next((each for each in _KEYS if each in fields.entries), "file")
    for key, entry in fields.entries.items():
        if key not in _KEYS[kind]:
            others = " | ".join(each for each, keys in _KEYS.items() if key in keys)
            sink.add(Code.SOURCE_KINDS, entry.key.span, key=key, kinds=f"{others}: …")
