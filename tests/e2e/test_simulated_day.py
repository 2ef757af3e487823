"""A simulated day: every occurrence of a hundred schedules, none twice, whatever the clock does."""

import datetime as dt
import os
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.e2e.test_serve_files import REPORT

from reportgen.automate import here, writable_state
from reportgen.automate.schedule.claims import claim_due
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.serve import serve
from reportgen.diag import ReportgenError

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
MIDNIGHT = dt.datetime(2026, 6, 1, tzinfo=SHANGHAI)
REPORTS, SCHEDULES = 5, 20
HOURS = dt.timedelta(hours=1)


def made_report(folder: Path, name: str) -> Path:
    """Write a report with twenty schedules, each twice or twenty-four times a day."""
    folder.mkdir(parents=True)
    lines = [
        f'  - {{name: s{n}, cron: "{n * 3 % 60} {"*" if n == 0 else "*/12"} * * *", do: [build]}}'
        for n in range(SCHEDULES)
    ]
    keys = "schedule:\n" + "\n".join(lines) + "\noutputs: [docx]"
    text = REPORT.format(name=name).replace("outputs: [docx]", keys)
    (folder / "报告.md").write_text(text, "utf-8")
    (folder / "收入.csv").write_text("月份,金额_元\n1月,1\n", "utf-8")
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    return folder


class Clocks:
    """Two clocks that go only when somebody waits."""

    def __init__(self, start):
        self.wall, self.seconds = start, 0.0

    def now(self):
        return self.wall

    def steady(self):
        return self.seconds

    def go(self, seconds):
        self.wall += dt.timedelta(seconds=seconds)
        self.seconds += seconds


class Desk:
    """Counts what was done; ends the server at a moment of the steady clock."""

    def __init__(self, clocks, until, events=()):
        self.clocks, self.until, self.events = clocks, until, dict(events)
        self.runs, self.notes, self.ticks = Counter(), [], 0

    def done(self, job, _why, made, _seconds):
        assert made.fault is None, made.fault
        self.ticks += 1
        self.runs.update((job.report.name, name) for name in made.ticked.due)
        self.notes += [each.code.value for each in made.ticked.notes]

    def note(self, finding):
        self.notes.append(finding.code.value)

    def shielded(self, work):
        return work()

    def is_told(self):
        return self.clocks.seconds >= self.until

    def wait(self, seconds, _folders):
        self.clocks.go(max(seconds, 0.05))
        for moment in [each for each in self.events if each <= self.clocks.seconds]:
            self.events.pop(moment)(self.clocks)
        return ()


def run(folder, clocks, hours, events=()):
    """Serve all reports of ``folder`` for ``hours`` from now; return the desk."""
    jobs = [
        Job(each, writable_state(each), folder / "none.yaml", quiet_seconds=0)
        for each in sorted(folder.iterdir())
        if each.is_dir()
    ]
    desk = Desk(clocks, clocks.seconds + hours * 3600, events)

    def world(_job):
        return replace(here(env={}), today=clocks.now().date())

    serve(lambda: jobs, world, clocks, desk, every=3600)
    return desk


def expected(hours=24):
    """Count by hand how often each schedule comes due in a day, not counting its first minute."""
    found = Counter()
    for report in range(REPORTS):
        for n in range(SCHEDULES):
            per_day = 24 if n == 0 else 2
            found[f"r{report}", f"s{n}"] = per_day * hours // 24
    return found


@pytest.fixture
def folder(tmp_path):
    for number in range(REPORTS):
        made_report(tmp_path / "all" / f"r{number}", f"r{number}")
    return tmp_path / "all"


@pytest.mark.timeout(600)
def test_a_hundred_schedules_run_for_a_day_and_none_is_lost_or_doubled(folder):
    clocks = Clocks(MIDNIGHT - dt.timedelta(seconds=30))
    assert sum(expected().values()) == 310
    first = run(folder, clocks, 10)  # and killed and started anew, twice
    second = run(folder, clocks, 0.5)
    third = run(folder, clocks, 13.5)
    assert first.runs + second.runs + third.runs == expected()
    assert first.notes == second.notes == third.notes == []


@pytest.mark.timeout(600)
def test_a_clock_that_jumps_by_more_than_a_day_runs_each_schedule_once_and_says_so(tmp_path):
    made_report(tmp_path / "all" / "r0", "r0")
    clocks = Clocks(MIDNIGHT + dt.timedelta(minutes=59, seconds=30))

    def ahead(clocks):
        clocks.wall += 3 * 24 * HOURS

    def back(clocks):
        clocks.wall -= 3 * 24 * HOURS

    desk = run(tmp_path / "all", clocks, 1.1, {600.0: ahead})
    assert desk.notes == ["RG544"]
    # each once for what was passed over; the hourly one also at one o'clock and at two
    assert desk.runs == {("r0", f"s{n}"): 3 if n == 0 else 1 for n in range(SCHEDULES)}

    desk = run(tmp_path / "all", clocks, 24, {60.0: back})
    assert desk.notes == ["RG544"], "it was set right again"
    assert desk.runs == {("r0", f"s{n}"): 24 if n == 0 else 2 for n in range(SCHEDULES)}


@pytest.mark.timeout(600)
def test_a_server_that_was_down_for_a_day_says_what_it_missed(tmp_path):
    made_report(tmp_path / "all" / "r0", "r0")
    clocks = Clocks(MIDNIGHT - dt.timedelta(seconds=30))
    run(tmp_path / "all", clocks, 1)
    clocks.go(36 * 3600 + 600)
    desk = run(tmp_path / "all", clocks, 0.01)
    assert set(desk.runs.values()) == {1}, "catch_up: latest"
    assert set(desk.notes) == {"RG545"}
    assert len(desk.notes) == SCHEDULES


def test_a_report_that_is_faulty_waits_longer_and_longer(tmp_path):
    folder = made_report(tmp_path / "all" / "r0", "r0")
    (folder / "收入.csv").write_text("月份,金额_元\n1月,约一\n", "utf-8")
    clocks, tries = Clocks(MIDNIGHT), []

    class Told(Desk):
        def done(self, _job, _why, made, _seconds):
            if made.fault is not None:
                assert isinstance(made.fault, ReportgenError)
                tries.append((round(self.clocks.seconds / 60), made.is_news))

    jobs = [Job(folder, writable_state(folder), tmp_path / "none.yaml", quiet_seconds=0)]
    desk = Told(clocks, 4 * 3600)
    serve(lambda: jobs, lambda _job: here(env={}), clocks, desk, every=3600)
    assert [minute for minute, _ in tries] == [0, 1, 4, 13, 40, 121]
    assert [news for _, news in tries] == [True] + [False] * 5


def test_a_new_report_is_served_within_a_minute_and_one_that_is_gone_no_more(tmp_path):
    clocks, seen = Clocks(MIDNIGHT), []

    class Told(Desk):
        def done(self, job, _why, _made, _seconds):
            seen.append((job.report.name, round(self.clocks.seconds)))

    def jobs():
        names = ["a"] if clocks.seconds < 100 else ["a", "b"] if clocks.seconds < 400 else ["b"]
        for name in names:
            folder = tmp_path / name
            if not folder.exists():
                made_report(folder, name)
            yield Job(folder, writable_state(folder), tmp_path / "none.yaml", quiet_seconds=0)

    desk = Told(clocks, 3700)
    serve(jobs, lambda _job: here(env={}), clocks, desk, every=30)
    assert seen[0] == ("a", 0)
    later = next(each for each in seen if each[0] == "b")
    assert 100 <= later[1] <= 165
    assert all(name == "b" for name, second in seen if second > 465)
    assert desk.notes == ["RG548"]


def test_what_came_due_when_the_server_was_killed_is_done_by_the_next(tmp_path):
    made_report(tmp_path / "all" / "r0", "r0")
    clocks = Clocks(MIDNIGHT - dt.timedelta(seconds=30))

    class Killed(Desk):
        def shielded(self, work):
            if self.clocks.seconds > 0:
                job = Job(folder, writable_state(folder), tmp_path / "none.yaml")
                claim_due(job, self.clocks.now())  # and dies before it has done it
                raise KeyboardInterrupt
            return work()

    folder = tmp_path / "all" / "r0"
    jobs = [Job(folder, writable_state(folder), tmp_path / "none.yaml", quiet_seconds=0)]
    with pytest.raises(KeyboardInterrupt):
        serve(lambda: jobs, lambda _job: here(env={}), clocks, Killed(clocks, 3600), every=3600)
    desk = run(tmp_path / "all", clocks, 0.01)
    assert desk.runs == {("r0", "s0"): 1}
    assert run(tmp_path / "all", clocks, 0.01).runs == {}
