"""A disk that fails at the n-th write, sync or rename of a batch: the old files stay, none is half.

For every n: what was there is there, what is new is whole, and the next batch makes the rest.
"""

import datetime as dt
import errno
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.clients import name, write_report
from tests.e2e.test_batches import Here
from tests.faults.test_killed_batches import BATCH, assert_all_done_once

from reportgen.automate import Order, Plan, here, rebuild_rows
from reportgen.diag import ReportgenError
from reportgen.model.artifact import ArtifactKind

NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)
CLIENTS = 2


def built(report):
    order = Order(report, (ArtifactKind.DOCX,))
    return [each.done for each in rebuild_rows(order, here(env={}), NOW, Plan(Here()))]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_whichever_of_them_fails_nothing_is_half_and_the_next_batch_mends_it(
    call, tmp_path, monkeypatch
):
    real = {"fsync": os.fsync, "rename": Path.replace}[call]
    nth, failed = 0, True
    while failed:
        nth += 1
        report = write_report(tmp_path / f"r{nth}", CLIENTS)
        assert not [each for each in built(report) if isinstance(each, ReportgenError)]
        write_report(report.parent, CLIENTS, turn=1)
        old = {path: path.read_bytes() for path in (report.parent / "out").rglob("*.docx")}
        calls = []

        def failing(*given, calls=calls, nth=nth):
            calls.append(given)
            if len(calls) == nth:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*given)

        with monkeypatch.context() as patched:
            if call == "fsync":
                patched.setattr(os, "fsync", failing)
            else:
                patched.setattr(Path, "replace", failing)
            faults = [each for each in built(report) if isinstance(each, ReportgenError)]
        failed = len(calls) >= nth
        assert bool(faults) == failed
        assert all("RG003" in str(each) for each in faults)
        assert_each_is_old_or_whole(old)
        assert not [each for each in built(report) if isinstance(each, ReportgenError)]
        assert all(path.read_bytes() != data for path, data in old.items())
        assert_all_done_once(report, CLIENTS)
    assert nth > 6


def assert_each_is_old_or_whole(old):
    assert sorted(path.parent.name for path in old) == [name(n) for n in range(CLIENTS)]
    for path, data in old.items():
        if path.read_bytes() != data:
            with zipfile.ZipFile(path) as package:
                assert package.testzip() is None


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a disk of two megabytes of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(command, check=False).returncode:
        pytest.skip("only who may mount a disk can fill one")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full_keeps_what_is_done_and_the_rest_follows_with_room(small_disk):
    report = write_report(small_disk / "r", 40)
    first = subprocess.run([*BATCH, str(report)], capture_output=True, text=True, check=False)
    assert first.returncode in (1, 2)
    assert "RG003" in first.stderr
    out = report.parent / "out"
    old = {path: path.read_bytes() for path in out.rglob("*.docx")}
    assert 0 < len(old) < 40
    again = subprocess.run([*BATCH, str(report)], capture_output=True, text=True, check=False)
    assert again.returncode in (1, 2)
    assert all(path.read_bytes() == data for path, data in old.items())
    assert not list(report.parent.rglob("*.tmp"))
    subprocess.run(["mount", "-o", "remount,size=60m", str(small_disk)], check=True)
    assert subprocess.run([*BATCH, str(report)], capture_output=True, check=False).returncode == 0
    assert all(path.read_bytes() == data for path, data in old.items())
    assert_all_done_once(report, 40)
