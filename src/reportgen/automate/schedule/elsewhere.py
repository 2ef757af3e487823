"""Elsewhere: databases and addresses, asked now and then whether they would give the same."""

import datetime as dt

from msgspec import Struct

from reportgen.automate.making import POLL, POLL_SECONDS, REMOTE_MARK
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.retry import again_at, digest_of_findings
from reportgen.diag import Diagnostic, Sink
from reportgen.ledger import BuildRecord, Trouble
from reportgen.model.world import World

_ASKED = "asked"


class Asked(Struct, frozen=True):
    """Whether a rebuild needs to ask, and what there is to say."""

    is_needed: bool = False
    notes: tuple[Diagnostic, ...] = ()


def ask_elsewhere(job: Job, world: World, now: dt.datetime, *, is_due: bool) -> Asked:
    """Ask the sources elsewhere if their time has come; a server that is down changes nothing.

    What was made from them last stays as it is until they answer; each time that they do not, the
    next question waits longer. What is due is made from what they say now or not at all. A report
    of many rows is asked for when it comes due only.
    """
    newest, asked = _known(job)
    if newest is None or not _marks(newest):
        return Asked(is_needed=True)
    if is_due:
        _note(job, Trouble("", "", 0, 0, now.isoformat(timespec="seconds")))
        return Asked(is_needed=True)
    if newest.params:
        return Asked()
    every = _every(newest, job)
    if asked and dt.datetime.fromisoformat(asked.tried_at) <= now < _next(asked, every):
        return Asked()
    from reportgen.read import marks_now  # noqa: PLC0415 - only to ask databases

    sink = Sink()
    cache = job.state.cache
    marks = marks_now(job.report, world.env, world.settings, sink=sink, cache=cache)
    is_down = not _marks(newest).keys() <= marks.keys()
    tries = (asked.tries if asked else 0) + 1 if is_down else 0
    words = digest_of_findings(sink.found) if is_down else ""
    _note(job, Trouble(words, "", 0, tries, now.isoformat(timespec="seconds")))
    is_news = is_down and (asked is None or asked.words != words)
    return Asked(not is_down and marks != _marks(newest), sink.found if is_news else ())


def next_question(job: Job, now: dt.datetime) -> dt.datetime | None:
    """Return when to ask the sources elsewhere next; nothing where there are none."""
    newest, asked = _known(job)
    if newest is None or newest.params or not _marks(newest):
        return None
    every = _every(newest, job)
    return _next(asked, every) if asked else now + every


def _known(job: Job) -> tuple[BuildRecord | None, Trouble | None]:
    with job.state.ledger() as ledger:
        return ledger.newest_at(job.place), ledger.troubles.of(job.place, _ASKED)


def _note(job: Job, asked: Trouble) -> None:
    with job.state.ledger() as ledger:
        ledger.troubles.note(job.place, _ASKED, asked)


def _marks(newest: BuildRecord) -> dict[str, str]:
    """Return what the sources elsewhere gave, as ``newest`` was made."""
    return {
        name.removeprefix(REMOTE_MARK): mark
        for name, mark in newest.settings
        if name.startswith(REMOTE_MARK)
    }


def _every(newest: BuildRecord, job: Job) -> dt.timedelta:
    """Return how often the sources of ``newest`` are asked."""
    digest = dict(newest.files).get(POLL, "")
    known = job.state.store.get(digest) if digest and job.state.store.holds(digest) else b""
    return dt.timedelta(seconds=int(known or POLL_SECONDS))


def _next(asked: Trouble, every: dt.timedelta) -> dt.datetime:
    """Return when to ask next: after the interval, or later when nobody answered."""
    usual = dt.datetime.fromisoformat(asked.tried_at) + every
    return max(usual, again_at(asked.tries, asked.tried_at)) if asked.tries else usual
