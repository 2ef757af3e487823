"""A full disk or a folder that cannot be written: a finding, and the old files as they were."""

import datetime as dt
import errno
import os
import shutil
from pathlib import Path

import pytest

from reportgen.automate import Order, here, open_state, rebuild, writable_state
from reportgen.diag import UsageError

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)


# A change of the text writes both files into the store, and both copies.
WRITES = 4


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    return Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "q", ignore=ignore))


def made(report):
    return rebuild(Order(report), here(env={}), NOW)


@pytest.mark.parametrize("nth", range(1, WRITES + 1))
def test_the_nth_write_that_fails_leaves_a_whole_pair(nth, report, monkeypatch):
    first = made(report)
    before = [path.read_bytes() for path in first.paths]
    prose = report / "正文.md"
    prose.write_text(prose.read_text("utf-8") + "\n再加一句。\n", "utf-8")
    calls = []
    real = os.fsync

    def full(handle):
        calls.append(handle)
        if len(calls) == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError) as caught:
        made(report)
    assert "RG003" in str(caught.value)
    assert [path.read_bytes() for path in first.paths] == before
    monkeypatch.setattr(os, "fsync", real)
    assert not list(report.rglob("*.tmp"))
    done = made(report)
    assert [path.read_bytes() for path in done.paths] != before
    assert made(report).is_unchanged


def test_a_report_whose_state_cannot_be_kept_is_still_built(report, tmp_path):
    (report / ".reportgen").write_text("a file is in the way")
    done = rebuild(Order(report, out=tmp_path / "out"), here(env={}), NOW)
    assert [path.suffix for path in done.paths] == [".pdf", ".docx"]
    assert open_state(report) is None
    with pytest.raises(UsageError) as caught:
        writable_state(report)
    assert "RG003" in str(caught.value)
