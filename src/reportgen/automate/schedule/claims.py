"""Claims: the moments of a report's schedules that have come due, each claimed once."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from reportgen.automate.schedule.agenda import kept_plan
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.plan import Days, Due, Schedule, check_calendar, coming, due
from reportgen.diag import Code, Diagnostic, Sink, Source, Span
from reportgen.ledger import Ledger, Trouble

_A_WHILE = dt.timedelta(minutes=15)
"""Of what was passed over within a look nobody needs to hear."""


class Claimed(Struct, frozen=True):
    """The schedules that came due, what there is to say of them, and when the next one does."""

    schedules: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    next_at: dt.datetime | None = None


class _Look(Struct, frozen=True):
    """One look of a report at the clock."""

    job: Job
    report: str
    now: dt.datetime
    days: Days
    has_jumped: bool
    sink: Sink

    @property
    def place(self) -> Span:
        """What findings are about."""
        return Span(Source(str(self.job.report), ""), 1, 1)


def claim_due(job: Job, now: dt.datetime, *, has_jumped: bool = False) -> Claimed:
    """Claim every moment that has come due by ``now``; what another process claimed is its own.

    A schedule that is seen for the first time counts from now. A clock set back brings no moment
    again, for each is claimed once; one set ahead brings the latest of what it passed over.
    """
    plan = kept_plan(job.report, job.state)
    if not plan:
        return Claimed()
    with job.state.ledger() as ledger:
        look = _Look(job, job.known_as(ledger), now, Days(job.state.cache), has_jumped, Sink())
        names = tuple([each.name for each in plan if _claim(each, look, ledger)])
        notes = tuple(look.sink.found)
    return Claimed(names, notes, _next(plan, now, look.days))


def _claim(schedule: Schedule, look: _Look, ledger: Ledger) -> bool:
    """Claim what is due of ``schedule``; tell whether anything of it was free."""
    served, now = ledger.occurrences, _utc(look.now)
    seen = served.seen(look.report, schedule.name)
    if not seen:
        served.claim_all(look.report, schedule.name, (), now)
        _note_calendar(schedule, look.now, look, ledger)
        return False
    since = dt.datetime.fromisoformat(seen)
    found = due(schedule, since, look.now, look.days, has_jumped=look.has_jumped)
    if not found.moments and not found.missed and now >= seen:
        return False
    _note_missed(schedule, found, look)
    free = served.claim_all(look.report, schedule.name, map(_utc, found.moments), now)
    _note_calendar(schedule, look.now, look, ledger)
    return bool(free)


def _note_missed(schedule: Schedule, found: Due, look: _Look) -> None:
    """Say what was passed over while nothing ran."""
    missed = [moment for moment in found.missed if look.now - moment > _A_WHILE]
    if missed and not look.has_jumped:
        zone = ZoneInfo(schedule.zone)
        look.sink.add(
            Code.OCCURRENCES_MISSED,
            look.place,
            name=schedule.name,
            count=len(missed),
            first=f"{missed[0].astimezone(zone):%Y-%m-%d %H:%M}",
            last=f"{missed[-1].astimezone(zone):%Y-%m-%d %H:%M}",
            catch_up=schedule.catch_up.value,
        )


def _note_calendar(schedule: Schedule, moment: dt.datetime, look: _Look, ledger: Ledger) -> None:
    """Say once of each year that no calendar knows it: of this one, and of the next to come."""
    if schedule.rule is None:
        return
    for each in (moment, next(coming(schedule, moment, look.days), moment)):
        found = Sink()
        check_calendar(schedule, each, look.days, look.place, found)
        for finding in found.found:
            about = f"calendar {schedule.name} {finding.values['year']}"
            words = str(finding.values["reason"])
            known = ledger.troubles.of(look.job.place, about)
            if known is None or known.words != words:
                trouble = Trouble(words, "", 0, 1, _utc(look.now))
                ledger.troubles.note(look.job.place, about, trouble)
                look.sink.take(finding)


def _next(plan: Sequence[Schedule], now: dt.datetime, days: Days) -> dt.datetime | None:
    """Return when the next of all schedules comes due."""
    firsts = (next(coming(schedule, now, days), None) for schedule in plan)
    return min((each for each in firsts if each is not None), default=None)


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
