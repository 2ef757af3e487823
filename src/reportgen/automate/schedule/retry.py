"""Try again: after 1, 3, 9 … minutes, three hours at most; and whether it was said before."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from reportgen.diag import Diagnostic

_FIRST_PAUSE, _LONGEST_PAUSE = dt.timedelta(minutes=1), dt.timedelta(hours=3)
_LONGER = 3
_MOST_TRIES = 6


def again_at(tries: int, tried_at: str) -> dt.datetime:
    """Return when to try again what was tried ``tries`` times, the last time at ``tried_at``."""
    pause = _FIRST_PAUSE * int(_LONGER ** min(max(tries - 1, 0), _MOST_TRIES))
    return dt.datetime.fromisoformat(tried_at) + min(pause, _LONGEST_PAUSE)


def has_waited(tries: int, tried_at: str, now: dt.datetime) -> bool:
    """Tell whether enough time has passed; a clock that was set back does not make anyone wait."""
    return not dt.datetime.fromisoformat(tried_at) <= now < again_at(tries, tried_at)


def soonest(*moments: dt.datetime | None) -> dt.datetime | None:
    """Return the first of ``moments``; nothing when there is none."""
    return min((each for each in moments if each is not None), default=None)


def digest_of_findings(found: Iterable[Diagnostic]) -> str:
    """Return one word for what was found and where; nothing for nothing.

    Values do not count: an age or a time differs at each look and is no news.
    """
    lines = sorted({f"{each.code} {each.span.source.path} {each.span.line}" for each in found})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""
