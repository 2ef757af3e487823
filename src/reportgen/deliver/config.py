"""The operator's own file: mail servers by name, with their secrets kept elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reportgen.deliver.address import in_ascii
from reportgen.diag import Code, Sink, Source, Span, UsageError, nearest
from reportgen.read.settings import Settings, read_settings

_ENV, _FILE = "env:", "file:"


class Security(StrEnum):
    """How the connection is protected; there is no clear text."""

    TLS = "tls"
    STARTTLS = "starttls"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server; ``secret`` is the password, never shown.

    ``token`` is a command that prints an access token, in place of a password; ``allowed`` are the
    domains and mailboxes that reports may write to through it.
    """

    name: str
    host: str
    port: int
    security: Security
    user: str
    secret: str = field(repr=False)
    ca: str
    token: str = field(repr=False, default="")
    allowed: tuple[str, ...] = ()

    def may_write_to(self, mailbox: str) -> bool:
        """Tell whether the operator lets reports write to ``mailbox``."""
        return is_listed(mailbox, self.allowed)


def is_listed(mailbox: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether ``mailbox`` is one of ``allowed``, or of a domain (or below it) that is."""
    wanted = mailbox.casefold()
    domain = wanted.rpartition("@")[2]
    for each in map(str.casefold, allowed):
        bare = each.removeprefix("@").removeprefix("*.")
        if each in ("*", wanted) or bare == domain or domain.endswith(f".{bare}"):
            return True
    return False


def read_servers(path: Path, name: str, env: Mapping[str, str]) -> Server:
    """Return the server called ``name`` in the file at ``path``; raise UsageError with findings."""
    sink = Sink()
    settings = read_settings(path, sink)
    if sink.errors:
        raise UsageError(sink.found)
    found = settings.get(name)
    if found is None:
        place = Span(Source(str(path), ""), 1, 1)
        close = nearest(name, settings) or "—"
        sink.add(Code.UNKNOWN_SERVER, place, name=name, path=path, nearest=close)
        raise UsageError(sink.found)
    secret = _secret(found, env)
    if secret is None:
        # The place is the file, not the line: what stands there instead may be the password.
        place = Span(Source(str(path), ""), 1, 1)
        shown = found.secret if found.secret.startswith((_ENV, _FILE)) else "…"
        sink.add(Code.NO_PASSWORD, place, name=name, secret=shown)
        raise UsageError(sink.found)
    security = Security(found.security)
    port = found.port or (465 if security is Security.TLS else 587)
    return Server(
        name,
        found.host,
        port,
        security,
        found.user,
        secret,
        found.ca,
        found.token,
        tuple(map(in_ascii, found.allow)),
    )


def _secret(settings: Settings, env: Mapping[str, str]) -> str | None:
    """Return the password, from the environment or a file; nothing when it is not there."""
    asked = settings.secret
    if not settings.user or settings.token:
        return ""
    if asked.startswith(_ENV):
        return env.get(asked.removeprefix(_ENV)) or None
    if asked.startswith(_FILE):
        try:
            return Path(asked.removeprefix(_FILE)).read_text("utf-8").strip() or None
        except (OSError, UnicodeDecodeError):
            return None
    return None
