"""kill -9 in the middle of a batch, of workers and of all: each report is made once, and whole."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import Counter

import psutil
import pytest
from tests.clients import name, write_report

from reportgen.automate import open_state
from reportgen.automate.state import place_of

SOAK = os.environ.get("REPORTGEN_SOAK")
CLIENTS, KILLS = (300, 200) if SOAK else (12, 5)
SEED = int(os.environ.get("REPORTGEN_SEED", "20251218"))
BATCH = [sys.executable, "-m", "reportgen", "build", "--all", "--to", "docx", "--workers", "2"]


@pytest.mark.timeout(3600 if SOAK else 240)
def test_two_hundred_kills_lose_nothing_and_make_nothing_twice(tmp_path):
    dice = random.Random(SEED)  # noqa: S311 - not for secrets
    kills, turn = Counter(), 0
    while sum(kills.values()) < KILLS:
        turn += 1
        report = write_report(tmp_path / "r", CLIENTS, turn)
        kills += killed_until_done(report, dice, KILLS - sum(kills.values()))
        assert_all_done_once(report, CLIENTS)
    print(f"\n{dict(kills)} in {turn} batches of {CLIENTS}, seed {SEED}")  # noqa: T201 - for the record


def killed_until_done(report, dice, most):
    """Run the batch again and again, killing at random, until it ends by itself."""
    kills = Counter()
    while True:
        batch = start(report)
        while batch.poll() is None and sum(kills.values()) < most:
            time.sleep(dice.uniform(0.05, 2.5))
            victim = chosen(batch, dice)
            if victim is None or batch.poll() is not None:
                continue
            kills[kill(victim, batch)] += 1
            if victim.pid == batch.pid:
                break
        if batch.wait() == 0:
            return kills


def chosen(batch, dice):
    """Return the parent, or more often one of the processes below it; at times nobody."""
    try:
        parent = psutil.Process(batch.pid)
        below = parent.children(recursive=True)
    except psutil.NoSuchProcess:
        return None
    if not below and dice.random() < 0.8:  # it has just started: mostly let it begin
        return None
    return dice.choice([parent, *below * 2])


def kill(victim, batch):
    try:
        victim.send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return "missed"
    return "parent" if victim.pid == batch.pid else "below"


def start(report, *options):
    return subprocess.Popen(
        [*BATCH, str(report), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def assert_all_done_once(report, count):
    state = open_state(report)
    with state.ledger() as ledger:
        builds = ledger.builds_at(place_of(report))
        tally = ledger.jobs.tally(place_of(report))
    newest = {}
    for each in reversed(builds):
        newest[each.params] = each
    assert len(newest) == count
    made = Counter((each.params, each.fingerprint) for each in builds)
    assert set(made.values()) == {1}
    assert not tally.poison
    assert set(tally.counts) <= {"done"}
    for each in newest.values():
        assert all(state.store.holds(digest) for _, digest in each.files)
    for number in range(count):
        (file,) = (report.parent / "out" / name(number)).iterdir()
        with zipfile.ZipFile(file) as package:
            assert package.testzip() is None
    connection = sqlite3.connect(state.folder / "ledger.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    strays = [path for path in report.parent.rglob("*") if path.name.endswith(".tmp")]
    assert not strays
    assert not (state.folder / "workers").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_batch_that_is_told_to_stop_ends_with_130_and_goes_on_later(tmp_path, number):
    report = write_report(tmp_path / "r", 12)
    batch = start(report)
    wait_for(lambda: list((report.parent / "out").rglob("*.docx")), batch)
    batch.send_signal(number)
    assert batch.wait(60) == 130
    made = {path: path.stat().st_mtime_ns for path in (report.parent / "out").rglob("*.docx")}
    assert 0 < len(made) < 12
    done = subprocess.run([*BATCH, str(report)], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    unchanged = re.search(r"(\d+) 份无变化", done.stderr)
    assert int(unchanged[1]) >= len(made)  # one may have been stopped before its copy was made
    assert all(path.stat().st_mtime_ns == written for path, written in made.items())
    assert_all_done_once(report, 12)


def test_of_two_batches_at_once_one_works_and_the_other_exits_with_5(tmp_path):
    report = write_report(tmp_path / "r", 60)
    batch = start(report)
    wait_for(lambda: list((report.parent / "out").rglob("*.docx")), batch)
    second = subprocess.run([*BATCH, str(report)], capture_output=True, text=True, check=False)
    assert (second.returncode, "RG006" in second.stderr) == (5, True)
    assert batch.wait() == 0
    assert_all_done_once(report, 60)


def test_no_process_outlives_a_batch_that_is_killed(tmp_path):
    report = write_report(tmp_path / "r", 12)
    batch = start(report)
    wait_for(lambda: list((report.parent / "out").rglob("*.docx")), batch)
    below = psutil.Process(batch.pid).children(recursive=True)
    assert below
    batch.kill()
    batch.wait()
    _, alive = psutil.wait_procs(below, timeout=60)
    assert not alive


def wait_for(happened, batch):
    until = time.monotonic() + 100
    while not happened():
        assert batch.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
