"""Reach: the databases and hosts that the operator's own file lets reports ask; none without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diag import Sink
from reportgen.model.pattern import pattern
from reportgen.read import yaml_tree as tree
from reportgen.read.settings import settings_tree

_ENV, _FILE = "env:", "file:"
_HEADER = pattern(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_SECRET = pattern(r"[!-~](?:[ -~]{0,4000}[!-~])?")
"""Printable ASCII: a line break in a header would begin another one."""


@dataclass(frozen=True, slots=True)
class Token:
    """What an address is shown besides the question; never shown to anybody else."""

    header: str
    secret: str = field(repr=False)
    """Nothing where there is none, or none that a header can hold."""

    @property
    def bare(self) -> str:
        """The token without the word before it."""
        return self.secret.rpartition(" ")[2]

    @property
    def is_usable(self) -> bool:
        """Whether it can be sent."""
        return bool(_HEADER.fullmatch(self.header) and _SECRET.fullmatch(self.secret))


@dataclass(frozen=True, slots=True)
class Reach:
    """What a report may ask for data besides its own folder."""

    databases: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Addresses by name; they hold passwords and are never shown."""
    hosts: frozenset[str] = frozenset()
    private_hosts: frozenset[str] = frozenset()
    """Hosts that may have addresses inside the operator's own network."""
    tokens: Mapping[str, Token] = field(default_factory=dict, repr=False)
    """By host."""
    path: str = ""


def read_reach(path: Path | None, env: Mapping[str, str], sink: Sink) -> Reach:
    """Return what the file at ``path`` allows; nothing when there is no such file."""
    if path is None or not path.is_file():
        return Reach(path=str(path or "—"))
    found = settings_tree(path, sink)
    if found is None:
        return Reach(path=str(path))
    http = found.mapping("http")
    return Reach(
        databases=dict(_databases(found.mapping("databases"), env)),
        hosts=_hosts(http, "hosts"),
        private_hosts=_hosts(http, "private_hosts"),
        tokens=dict(_tokens(http.mapping("tokens") if http else None, env)),
        path=str(path),
    )


def _tokens(node: tree.Mapping | None, env: Mapping[str, str]) -> Iterator[tuple[str, Token]]:
    for host, entry in node.entries.items() if node else ():
        typed = entry.value
        if isinstance(typed, tree.Scalar):
            secret = _kept(typed.text, env)
            yield host.lower(), Token("Authorization", f"Bearer {secret}" if secret else "")
        elif isinstance(typed, tree.Mapping):
            yield host.lower(), Token(typed.word("header"), _kept(typed.word("secret"), env))


def _kept(asked: str, env: Mapping[str, str]) -> str:
    """Return the secret that ``asked`` points at; the file of settings itself holds none."""
    return _secret(asked, env) if asked.startswith((_ENV, _FILE)) else ""


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
