"""A batch: who makes which rows, what is done again, and what becomes of one that fails."""

import datetime as dt
import os
import signal
import sys
from pathlib import Path

import pytest
from tests.clients import name, write_report
from tests.e2e.test_cli import reportgen

from reportgen.automate import Order, Plan, here, open_state, rebuild_rows
from reportgen.automate.batches.engines import Finished, Lost, Refused, Task
from reportgen.automate.batches.engines.local import Local
from reportgen.automate.publish import folder_name
from reportgen.automate.state import place_of
from reportgen.diag import ReportgenError
from reportgen.ledger import MOST_ATTEMPTS
from reportgen.model.artifact import ArtifactKind
from reportgen.model.world import RowChoice

NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)


def built(report, engine=None, **options):
    """Return what became of each row, by its name."""
    order = Order(report, (ArtifactKind.DOCX,))
    plan = Plan(engine or Local(2), **options)
    return {each.row["客户"]: each.done for each in rebuild_rows(order, here(env={}), NOW, plan)}


class Here:
    """An engine that makes every report in this process, or loses it as it is told."""

    def __init__(self, *lost):
        self.lost = list(lost)
        self.asked = []

    def run(self, brief, desk):
        from reportgen.automate import MemoryCache
        from reportgen.automate.batches.engines import Bench, perform

        while (task := desk.take()) is not None:
            self.asked.append(task.row["客户"])
            desk.beat()
            desk.stage(task.key, "read")
            if task.row["客户"] in self.lost:
                yield task.key, Lost("killed by signal 9 (SIGKILL)", "last words")
            else:
                yield task.key, perform(brief, task, Bench(desk.keep, MemoryCache()))


def test_what_is_done_is_not_done_again_and_what_changed_is(tmp_path):
    report = write_report(tmp_path / "r", 3)
    assert not any(done.is_unchanged for done in built(report, Here()).values())
    assert all(done.is_unchanged for done in built(report, Here()).values())
    write_report(tmp_path / "r", 4)
    engine = Here()
    assert len(built(report, engine)) == 4
    assert sorted(engine.asked) == [name(n) for n in range(4)]  # the table they share has changed


def test_a_report_that_is_lost_is_tried_three_times_and_stops_no_other(tmp_path):
    report, engine = write_report(tmp_path / "r", 3), Here(name(1))
    done = built(report, engine)
    assert engine.asked.count(name(1)) == MOST_ATTEMPTS
    (found,) = done[name(1)].diagnostics
    assert (found.code.value, found.values["attempts"]) == ("RG520", "3")
    assert "last words" in found.values["log"]
    assert [isinstance(each, ReportgenError) for each in done.values()].count(False) == 2
    with open_state(report).ledger() as ledger:
        tally = ledger.jobs.tally(place_of(report))
    assert tally.counts == {"done": 2, "poison": 1}
    assert "signal 9" in tally.poison[0][1]
    said = reportgen("status", report).stdout
    assert "做好 2，三次未成 1" in said
    assert name(1) in said
    assert not built(report)[name(1)].is_unchanged


def test_who_wants_to_stop_at_the_first_fault_does(tmp_path):
    report = write_report(tmp_path / "r", 5)
    engine = Here(name(0))
    assert len(built(report, engine, fails_fast=True)) < 5
    with open_state(report).ledger() as ledger:
        assert ledger.jobs.tally(place_of(report)).counts["poison"] == 1
    assert len(built(report, Here())) == 5


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (RowChoice((("客户", name(1)), ("客户", name(3)))), [1, 3]),
        (RowChoice(numbers=(1, 4)), [0, 3]),
        (RowChoice((("客户", name(1)), ("客户", name(3))), (4,)), [3]),
    ],
)
def test_some_rows_are_asked_for_by_words_or_by_numbers(tmp_path, choice, expected):
    report = write_report(tmp_path / "r", 5)
    assert sorted(built(report, Here(), choice=choice)) == [name(n) for n in expected]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("--row", "9"), "RG522"),
        (("--all", "--param", "客户=无"), "RG284"),
        (("--all", "--param", "名=甲"), "RG301"),
    ],
)
def test_rows_that_are_not_there_are_a_finding(tmp_path, asked, code):
    report = write_report(tmp_path / "r", 2)
    assert code in reportgen("build", report, *asked).stderr


def test_a_number_of_a_row_that_is_none_is_refused(tmp_path):
    report = write_report(tmp_path / "r", 2)
    assert reportgen("build", report, "--row", "x").returncode == 2


def test_a_report_without_rows_has_none_to_choose_from(tmp_path):
    (tmp_path / "报告.md").write_text("---\ntitle: 甲\n---\n正文。\n", "utf-8")
    assert "RG285" in reportgen("build", tmp_path / "报告.md", "--row", "1").stderr


def test_the_command_makes_the_rows_that_are_named(tmp_path):
    report = write_report(tmp_path / "r", 4)
    asked = [word for n in (0, 2) for word in ("--param", f"客户={name(n)}")]
    done = reportgen("build", report, "--to", "docx", *asked, "--workers", "1")
    assert done.returncode == 0
    assert "做好 2 份" in done.stderr
    assert sorted(path.name for path in (report.parent / "out").iterdir()) == [name(0), name(2)]


def test_folders_are_safe_on_every_system_and_are_no_other_rows():
    assert folder_name("甲公司") == "甲公司"
    assert folder_name("CON") == "CON_"
    assert folder_name("nul.txt") == "nul.txt_"
    assert folder_name("甲/乙") != folder_name("甲乙")
    assert folder_name("甲. ") != folder_name("甲")
    assert not folder_name("甲.").endswith(".")
    assert folder_name("/") != folder_name(":")
    long, other = "长" * 300, "长" * 299 + "短"
    assert folder_name(long) != folder_name(other)
    assert len(folder_name(long).encode()) <= 200


# The local engine, with real processes.


class Bench(list):
    """A desk without a ledger: tasks from a list, what is lost goes back once."""

    def __init__(self, folder, rows):
        super().__init__(Task(row, {"客户": row}) for row in rows)
        self.store, self.cache, self.logs = folder / "s", folder / "c", folder
        self.beats, self.stages = 0, []

    def take(self):
        return self.pop(0) if self else None

    def beat(self):
        self.beats += 1

    def stage(self, key, stage):
        self.stages.append((key, stage))


def brief_of(report, **env):
    from reportgen.automate.batches.engines import Brief

    today = dt.date(2025, 12, 18)
    return Brief(str(report), ("docx",), "", is_strict=False, today=today, now=NOW, env=env)


def test_workers_make_what_this_process_makes(tmp_path):
    report = write_report(tmp_path / "r", 6)
    desk = Bench(tmp_path, [name(n) for n in range(6)])
    outcomes = dict(Local(2).run(brief_of(report), desk))
    assert sorted(outcomes) == [name(n) for n in range(6)]
    assert (name(0), "typeset") in desk.stages
    order = Order(report, (ArtifactKind.DOCX,), state=tmp_path / "one")
    from msgspec.structs import replace

    from reportgen.automate import rebuild

    world = replace(here(env={}, today=dt.date(2025, 12, 18)), row={"客户": name(3)})
    (path,) = rebuild(order, world, NOW).paths
    made = dict(outcomes[name(3)].made.record.files)
    assert (desk.store / made["docx"]).read_bytes() == path.read_bytes()


def test_a_worker_that_grows_old_is_replaced(tmp_path):
    report = write_report(tmp_path / "r", 5)
    desk = Bench(tmp_path, [name(n) for n in range(5)])
    outcomes = dict(Local(1, most_tasks=2).run(brief_of(report), desk))
    assert all(isinstance(each, Finished) for each in outcomes.values())
    assert len(list(tmp_path.glob("*.log"))) == 3


def test_a_fault_of_the_report_is_refused_and_not_tried_again(tmp_path):
    report = write_report(tmp_path / "r", 1)
    desk = Bench(tmp_path, ["无此客户"])
    ((_, outcome),) = Local(1).run(brief_of(report), desk)
    assert isinstance(outcome, Refused)
    assert outcome.findings[0].code.value == "RG284"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for the worker in /proc")
def test_a_worker_that_is_killed_loses_its_task_alone_and_says_by_what(tmp_path):
    import psutil

    report = write_report(tmp_path / "r", 6)
    desk = Bench(tmp_path, [name(n) for n in range(6)])
    outcomes, killed = {}, False
    for key, outcome in Local(2).run(brief_of(report), desk):
        outcomes[key] = outcome
        if not killed:
            below = psutil.Process().children(recursive=True)
            workers = [each for each in below if "forkserver" in " ".join(each.cmdline())]
            at_work = [each for each in workers if each.ppid() != os.getpid()]
            os.kill(at_work[0].pid, signal.SIGKILL)
            killed = True
    lost = [each for each in outcomes.values() if isinstance(each, Lost)]
    assert len(outcomes) == 6
    assert len(lost) <= 1
    assert all("SIGKILL" in each.reason for each in lost)


def test_a_workbook_is_read_once_for_all_rows(tmp_path, monkeypatch):
    from tests.workbooks import workbook

    from reportgen.read import child

    report = write_report(tmp_path / "r", 3)
    rows = [line.split(",") for line in (report.parent / "明细.csv").read_text("utf-8").split()]
    cells = {
        f"{letter}{place}": int(word) if word.isdigit() else word
        for place, row in enumerate(rows, 1)
        for letter, word in zip("ABC", row, strict=True)
    }
    (report.parent / "明细.xlsx").write_bytes(workbook({"明细": cells}))
    text = report.read_text("utf-8").replace("明细.csv", "明细.xlsx")
    report.write_text(text, "utf-8")
    asked = []
    real = child.ask_child
    monkeypatch.setattr(child, "ask_child", lambda wanted: asked.append(wanted) or real(wanted))
    assert not any(isinstance(each, ReportgenError) for each in built(report, Here()).values())
    assert len(asked) == 1


def test_where_a_fork_is_not_sound_workers_start_afresh(tmp_path, monkeypatch):
    import multiprocessing

    from reportgen.automate.batches.engines import local

    monkeypatch.setattr(local, "_context", lambda: multiprocessing.get_context("spawn"))
    report = write_report(tmp_path / "r", 2)
    desk = Bench(tmp_path, [name(0), name(1)])
    outcomes = dict(Local(1).run(brief_of(report), desk))
    assert all(isinstance(each, Finished) for each in outcomes.values())


def test_the_parent_loads_nothing_that_does_not_survive_a_fork(tmp_path):
    import subprocess

    report = write_report(tmp_path / "r", 2)
    code = (
        "import sys\n"
        f"sys.argv[1:] = ['build', {str(report)!r}, '--all', '--to', 'docx']\n"
        "from reportgen.cli import main\n"
        "try: main()\n"
        "finally: print(*[n for n in ('duckdb', 'matplotlib', 'numpy') if n in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""
