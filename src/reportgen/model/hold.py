"""Hold: why a finished issue must not leave the house, at once or from a moment on."""

import datetime as dt

from msgspec import Struct

from reportgen.diag import Diagnostic, Severity


class Hold(Struct, frozen=True, gc=False):
    """A finding that stops no build; while it is on, an error keeps the issue from being sent."""

    finding: Diagnostic
    since: dt.datetime | None = None
    """The moment from which it is on; nothing: from the start."""

    def is_on(self, now: dt.datetime) -> bool:
        """Tell whether it is on at ``now``."""
        return self.since is None or self.since <= now

    @property
    def bars(self) -> bool:
        """Whether nothing may be sent while it is on; a warning is only said."""
        return self.finding.severity is Severity.ERROR
