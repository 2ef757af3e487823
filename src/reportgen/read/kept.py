"""Kept: what was made of a data file, for the next report that this process makes of the same.

A thousand reports of one batch read the same table: it is parsed once in each process. What is
kept is found by the content of the file and by all that is declared about it, never by a name
alone; the oldest goes first when it is too much.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from reportgen.diag import Sink
from reportgen.model.facts import Snapshot
from reportgen.read import yaml_tree as tree
from reportgen.read.declarations import SourceDeclaration

_MOST_THINGS, _MOST_DERIVED = 64, 16
_MOST_CELLS = 2_000_000
_T = TypeVar("_T")

_snapshots: "OrderedDict[Hashable, Snapshot]" = OrderedDict()
_derived: "OrderedDict[tuple[int, Hashable], tuple[object, object]]" = OrderedDict()


def keep_snapshot(source: SourceDeclaration, mark: str, snapshot: Snapshot) -> None:
    """Keep what was read of the file with ``mark``, place and content, as ``source`` says."""
    if _cells(snapshot) > _MOST_CELLS:
        return
    _snapshots[_key(source, mark)] = snapshot
    while len(_snapshots) > _MOST_THINGS or sum(map(_cells, _snapshots.values())) > _MOST_CELLS:
        _snapshots.popitem(last=False)


def kept_snapshot(source: SourceDeclaration, mark: str) -> Snapshot | None:
    """Return what was read of the file with ``mark``, its place and content, if it is kept."""
    key = _key(source, mark)
    found = _snapshots.get(key)
    if found is not None:
        _snapshots.move_to_end(key)
    return found


def once(anchor: object, what: Hashable, make: Callable[[], _T]) -> _T:
    """Return what ``make`` makes of ``anchor``, the same object: made once, called ``what``."""
    key = id(anchor), what
    known = _derived.get(key)
    if known is not None and known[0] is anchor:
        _derived.move_to_end(key)
        return known[1]  # type: ignore[return-value]  # what was made under this name
    made = make()
    _derived[key] = anchor, made
    while len(_derived) > _MOST_DERIVED:
        _derived.popitem(last=False)
    return made


def is_silent(sink: Sink, before: int) -> bool:
    """Tell whether nothing was found since ``before`` findings: only then it may be kept."""
    return len(sink.found) == before


def _key(source: SourceDeclaration, mark: str) -> Hashable:
    spec = source.spec
    said = _said(source.keys) if source.keys else ()
    return mark, spec.name, spec.file, spec.period_column, said


def _said(node: tree.Node) -> Hashable:
    match node:
        case tree.Scalar():
            return node.text, node.is_plain
        case tree.Sequence():
            return tuple(map(_said, node.items))
        case tree.Mapping():
            return tuple((name, _said(entry.value)) for name, entry in node.entries.items())


def _cells(snapshot: Snapshot) -> int:
    return len(snapshot.rows) * len(snapshot.columns)
