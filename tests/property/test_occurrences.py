"""Whatever the clock does, and however many look at it: each moment of a schedule once."""

import datetime as dt
import os
import tempfile
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportgen.automate.making import PLAN
from reportgen.automate.schedule.claims import claim_due
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.plan import pack_plan
from reportgen.automate.state import place_of, writable_state
from reportgen.diag import Source, Span
from reportgen.ledger import BuildRecord
from reportgen.model.report import Action, CatchUp, ScheduleSpec

EXAMPLES = 12 * int(os.environ.get("REPORTGEN_SOAK", "1"))
ZONES = ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC"]
CRONS = [
    "0 8 * * *",
    "30 1 * * *",
    "30 2 * * *",
    "0 * * * *",
    "0 8 L * *",
    "0 0 31 * *",
    "15 8 29 2 *",
]
MOMENTS = [
    "2026-03-07T12:00",  # summer time begins: New York, then Berlin
    "2026-03-28T12:00",
    "2026-10-24T12:00",  # and ends
    "2026-10-31T12:00",
    "2026-04-04T00:00",  # half an hour on Lord Howe
    "2026-01-30T00:00",
    "2028-02-27T00:00",
]
ZERO = dt.timedelta()


def made_job(folder, zone, crons, catch_up):
    state = writable_state(folder)
    place = Span(Source("", ""), 1, 1)
    specs = [
        ScheduleSpec(f"s{n}", cron, zone, catch_up, (Action.BUILD,), place)
        for n, cron in enumerate(crons)
    ]
    empty = dict.fromkeys(("params", "period", "name", "wanted", "fingerprint", "built_at"), "")
    with state.ledger() as ledger:
        files = ((PLAN, state.store.put(pack_plan(specs))),)
        record = BuildRecord(
            place=place_of(folder), report="r", inputs=(), settings=(), files=files, **empty
        )
        ledger.add_build(record)
    return Job(folder, state, folder / "none.yaml")


def served(job):
    """Return what was claimed of each schedule; the ledger can hold no moment twice."""
    with job.state.ledger() as ledger:
        found = [(each.schedule, each.due) for each in ledger.occurrences.open("r")]
    assert len(found) == len(set(found))
    return {(name, dt.datetime.fromisoformat(due)) for name, due in found}


def true_moments(zone, crons, start, end):
    found = set()
    for n, cron in enumerate(crons):
        moments = CronSim(cron, start.astimezone(ZoneInfo(zone)))
        found |= {
            (f"s{n}", each.astimezone(dt.UTC)) for each in takewhile(lambda m: m <= end, moments)
        }
    return found


steps = st.lists(
    st.one_of(
        st.integers(1, 180).map(lambda n: dt.timedelta(minutes=n)),
        st.sampled_from([dt.timedelta(days=1), dt.timedelta(days=-1), dt.timedelta(hours=-2)]),
    ),
    min_size=1,
    max_size=16,
)
crons = st.lists(st.sampled_from(CRONS), min_size=1, max_size=3, unique=True)
common = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.timeout(600)
@common
@given(st.sampled_from(ZONES), crons, st.sampled_from(MOMENTS), steps, st.booleans())
@example(
    "America/New_York", ["30 1 * * *"], "2026-10-31T12:00", [dt.timedelta(hours=2)] * 16, False
)
@example("Europe/Berlin", ["30 2 * * *"], "2026-03-28T12:00", [dt.timedelta(hours=2)] * 16, False)
def test_every_moment_between_start_and_end_once_with_catch_up_all(
    zone, crons, start, moves, twice
):
    now = dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC)
    with tempfile.TemporaryDirectory() as name:
        job = made_job(Path(name), zone, crons, CatchUp.ALL)
        first = latest = now
        claim_due(job, now)
        for move in moves:
            now += move
            claim_due(job, now)
            if twice:  # another scheduler looks at the same moment
                assert claim_due(job, now).schedules == ()
            latest = max(latest, now)
        assert served(job) == true_moments(zone, crons, first, latest) | served_before(job, first)


def served_before(job, first):
    """Return what came due in a time to which the clock was set back before the beginning."""
    return {each for each in served(job) if each[1] <= first}


@pytest.mark.timeout(600)
@common
@given(st.sampled_from(ZONES), crons, st.sampled_from(MOMENTS), steps)
def test_with_catch_up_latest_the_last_moment_is_never_lost(zone, crons, start, moves):
    now = dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC)
    with tempfile.TemporaryDirectory() as name:
        job = made_job(Path(name), zone, crons, CatchUp.LATEST)
        claim_due(job, now)
        for move in moves:
            before, now = now, now + move
            claim_due(job, now, has_jumped=move >= dt.timedelta(days=1))
            passed = true_moments(zone, crons, before, now) if move > ZERO else set()
            for schedule in {each for each, _ in passed}:
                last = max(moment for each, moment in passed if each == schedule)
                assert (schedule, last) in served(job)
