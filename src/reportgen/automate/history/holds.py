"""Holds: what keeps a build from being sent, as it is kept beside its files."""

import datetime as dt
from collections.abc import Collection, Iterable

from msgspec import Struct, json

from reportgen.automate.state import State
from reportgen.diag import Code, Diagnostic, Source, Span
from reportgen.ledger import BuildRecord
from reportgen.model.hold import Hold

HOLDS = "holds"
"""What the ledger calls them among a build's files."""


class _Kept(Struct, frozen=True):
    """A hold as plain data; of the author's text only the line it speaks of."""

    code: str
    file: str
    line: int
    column: int
    length: int
    text: str
    values: dict[str, str]
    since: dt.datetime | None


def pack_holds(holds: Iterable[Hold]) -> bytes:
    """Return ``holds`` as JSON."""
    return json.encode([_packed(each.finding, each.since) for each in holds])


def _packed(finding: Diagnostic, since: dt.datetime | None) -> _Kept:
    span = finding.span
    return _Kept(
        finding.code.value,
        span.source.path,
        span.line,
        span.column,
        span.length,
        span.source.line(span.line),
        dict(finding.values),
        since,
    )


def holds_of(
    record: BuildRecord, state: State, acknowledged: Collection[str] = ()
) -> tuple[Hold, ...]:
    """Return what may keep ``record`` from being sent, now or later.

    Judgements that are ``acknowledged``, by their keys, keep it no more.
    """
    digest = dict(record.files).get(HOLDS, "")
    if not digest or not state.store.holds(digest):
        return ()
    found = unpack_holds(state.store.get(digest))
    return tuple(each for each in found if each.finding.values.get("key", "") not in acknowledged)


def unpack_holds(data: bytes) -> tuple[Hold, ...]:
    """Return what ``pack_holds`` packed."""
    return tuple(map(_unpacked, json.decode(data, type=list[_Kept])))


def _unpacked(kept: _Kept) -> Hold:
    source = Source(kept.file, "\n" * (kept.line - 1) + kept.text)
    span = Span(source, kept.line, kept.column, kept.length)
    return Hold(Diagnostic(Code(kept.code), span, kept.values), kept.since)


def on_now(holds: Iterable[Hold], now: dt.datetime) -> tuple[Diagnostic, ...]:
    """Return what ``holds`` find at ``now``: errors keep the issue in, warnings do not."""
    return tuple(hold.finding for hold in holds if hold.is_on(now))


def bars(holds: Iterable[Hold], now: dt.datetime) -> tuple[Diagnostic, ...]:
    """Return what of ``holds`` keeps the issue from being sent at ``now``."""
    return tuple(hold.finding for hold in holds if hold.bars and hold.is_on(now))
