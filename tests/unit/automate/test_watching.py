"""What counts as a change on disk, what is still on its way, and who says so first."""

import contextlib
import os
import queue
import sys
import time
from pathlib import Path

import pytest

from reportgen.automate.schedule.at_rest import at_rest
from reportgen.automate.schedule.hints import Hints
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.watching import is_unfinished, look
from reportgen.automate.state import writable_state
from reportgen.diag import DataError


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "out" / "r"  # a name of ours above the report means nothing
    (made / "数据").mkdir(parents=True)
    (made / "report.yaml").write_text("id: a\n", "utf-8")
    (made / "数据" / "a.csv").write_text("1\n", "utf-8")
    return made


@pytest.mark.parametrize(
    "name",
    ["~$数据.xlsx", "a.csv.crdownload", "a.part", "A.TMP", ".~lock.a.ods#", "a.csv.download"],
)
def test_names_of_files_on_their_way(name):
    assert is_unfinished(name)


@pytest.mark.parametrize("name", ["数据.xlsx", "part.csv", "tmp.md", "a~.csv"])
def test_names_of_files_that_are_there(name):
    assert not is_unfinished(name)


def test_files_in_folders_count_and_our_own_do_not(folder):
    before = look(folder, ())
    for ours in ("out", ".reportgen", ".git"):
        (folder / ours).mkdir()
        (folder / ours / "x").write_text("x", "utf-8")
    assert look(folder, ()) == before
    (folder / "数据" / "b.csv").write_text("2\n", "utf-8")
    assert look(folder, ()).digest != before.digest


def test_an_edit_that_restores_size_and_time_is_seen(folder):
    file, before = folder / "数据" / "a.csv", look(folder, ())
    old = file.stat()
    time.sleep(0.02)
    file.write_text("2\n", "utf-8")
    os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert look(folder, ()).digest != before.digest


def test_a_known_input_elsewhere_counts_also_when_it_goes(folder, tmp_path):
    font = tmp_path / "a.otf"
    font.write_bytes(b"1")
    before = look(folder, [font])
    font.unlink()
    assert look(folder, [font]).digest != before.digest


def test_an_open_workbook_is_waited_for_ten_minutes_and_no_longer(folder):
    mark = folder / "~$数据.xlsx"
    mark.write_text("", "utf-8")
    sight = look(folder, ())
    assert sight.is_unfinished(time.time())
    assert not sight.is_unfinished(time.time() + 601)
    mark.unlink()
    assert not look(folder, ()).is_unfinished(time.time())
    assert look(folder, ()).stamps == sight.stamps, "the mark itself is no data"


def test_a_tick_reads_old_files_at_once_and_waits_for_new_ones(folder):
    job = Job(folder, writable_state(folder), folder / "none.yaml", quiet_seconds=1)
    slept = []
    at_rest(job, lambda: time.time() + 60, slept.append)
    assert slept == []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) < 6:
            (folder / "数据" / "a.csv").write_text("1\n" * len(slept), "utf-8")

    at_rest(job, time.time, sleep)
    assert len(slept) in (10, 11), "five writes, and a second of quiet"


def test_files_that_never_rest_are_a_finding(folder):
    job = Job(folder, writable_state(folder), folder / "none.yaml", quiet_seconds=1)
    (folder / "a.part").write_text("", "utf-8")
    with pytest.raises(DataError) as caught:
        at_rest(job, time.time, lambda _seconds: None)
    assert "RG318" in str(caught.value)


@pytest.fixture
def hints():
    heard = queue.SimpleQueue()
    made = Hints(heard.put)
    yield made, heard
    made.close()


def test_a_write_is_hinted_at_and_our_own_are_not(folder, hints):
    made, heard = hints
    made.watch([folder / "数据" / ".."])
    said = set()
    for _ in range(60):  # until the thread has begun to watch
        (folder / "数据" / "a.csv").write_text("2\n", "utf-8")
        with contextlib.suppress(queue.Empty):
            said = {Path(each).name for each in heard.get(timeout=0.5)}
            break
    assert said == {"a.csv"}
    time.sleep(1)
    while not heard.empty():
        assert {Path(each).name for each in heard.get()} == {"a.csv"}
    (folder / "out").mkdir()
    (folder / "out" / "a.pdf").write_bytes(b"1")
    with pytest.raises(queue.Empty):
        heard.get(timeout=1)


def test_without_watchfiles_there_are_no_hints_and_no_fault(folder, hints, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    made, heard = hints
    made.watch([folder])
    time.sleep(0.3)
    (folder / "a.csv").write_text("2\n", "utf-8")
    with pytest.raises(queue.Empty):
        heard.get(timeout=0.7)
