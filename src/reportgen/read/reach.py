"""Reach: the databases and hosts that the operator's own file lets reports ask; none without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diag import Code, Sink, Source, Span
from reportgen.read import yaml_tree as tree
from reportgen.read.check import check
from reportgen.read.excerpt import Excerpt
from reportgen.read.settings import SETTINGS

_ENV, _FILE = "env:", "file:"


@dataclass(frozen=True, slots=True)
class Reach:
    """What a report may ask for data besides its own folder."""

    databases: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Addresses by name; they hold passwords and are never shown."""
    hosts: frozenset[str] = frozenset()
    private_hosts: frozenset[str] = frozenset()
    """Hosts that may have addresses inside the operator's own network."""
    path: str = ""


def read_reach(path: Path | None, env: Mapping[str, str], sink: Sink) -> Reach:
    """Return what the file at ``path`` allows; nothing when there is no such file."""
    if path is None or not path.is_file():
        return Reach(path=str(path or "—"))
    place = Span(Source(str(path), ""), 1, 1)
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        sink.add(Code.BAD_SETTINGS, place, path=path)
        return Reach(path=str(path))
    typed = tree.load_tree(Excerpt.whole(Source(str(path), text)), sink)
    found = check(typed, SETTINGS, "", sink) if typed is not None else None
    if not isinstance(found, tree.Mapping):
        return Reach(path=str(path))
    http = found.mapping("http")
    return Reach(
        databases=dict(_databases(found.mapping("databases"), env)),
        hosts=_hosts(http, "hosts"),
        private_hosts=_hosts(http, "private_hosts"),
        path=str(path),
    )


def _databases(node: tree.Mapping | None, env: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, entry in node.entries.items() if node else ():
        if isinstance(entry.value, tree.Mapping):
            yield name, _secret(entry.value.word("url"), env)


def _secret(asked: str, env: Mapping[str, str]) -> str:
    if asked.startswith(_ENV):
        return env.get(asked.removeprefix(_ENV), "")
    if asked.startswith(_FILE):
        try:
            return Path(asked.removeprefix(_FILE)).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""
    return asked


def _hosts(node: tree.Mapping | None, key: str) -> frozenset[str]:
    if node is None:
        return frozenset()
    return frozenset(
        each.text.strip().lower() for each in node.listing(key) if isinstance(each, tree.Scalar)
    )
