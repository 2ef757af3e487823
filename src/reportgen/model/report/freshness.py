"""Freshness: what an author demands of the age of his data before a report may be sent."""

import datetime as dt

from msgspec import Struct

from reportgen.diag import Span


class Within(Struct, frozen=True, gc=False):
    """A stretch of time as typed (``45d``), and how long it is."""

    text: str
    length: dt.timedelta
    span: Span


class LoadedAt(Struct, frozen=True, gc=False):
    """An SQL expression that says when the data were loaded, and how old they may grow."""

    formula: str
    span: Span
    warn_after: Within | None = None
    error_after: Within | None = None


class FreshnessSpec(Struct, frozen=True, gc=False):
    """What is demanded of one source; a frozen one is never looked at."""

    source: str
    span: Span
    is_frozen: bool = False
    covers: Span | None = None
    """Where it says that the source must hold the report's period."""
    due: Within | None = None
    """So long after a period has ended its data must be there."""
    loaded_at: LoadedAt | None = None


class Freshness(Struct, frozen=True, gc=False):
    """The demands of a report: by source, and on all sources that are not named."""

    named: tuple[FreshnessSpec, ...] = ()
    others: FreshnessSpec | None = None

    @property
    def is_asked(self) -> bool:
        """Whether anything is demanded."""
        return bool(self.named or self.others)

    def of(self, source: str) -> FreshnessSpec | None:
        """Return what is demanded of ``source``."""
        return next((each for each in self.named if each.source == source), self.others)
