"""The window looks again when a file of the report is another, and not otherwise."""

import os
import threading

import pytest

from reportgen.preview.watch import changes


@pytest.fixture
def watched(tmp_path):
    (tmp_path / "report.yaml").write_text("id: a\n", "utf-8")
    told, stop = threading.Event(), threading.Event()
    count = []

    def watch():
        for _ in changes(tmp_path, tuple, stop):
            count.append(1)
            told.set()

    worker = threading.Thread(target=watch, daemon=True)
    worker.start()
    assert told.wait(10)
    told.clear()
    yield tmp_path, told, count
    stop.set()
    worker.join(5)


@pytest.mark.parametrize("name", ["report.yaml", "正文.md", "数据.xlsx"])
def test_a_file_of_the_report_counts(watched, name):
    folder, told, _ = watched
    (folder / name).write_text("又一行\n", "utf-8")
    assert told.wait(10)


@pytest.mark.parametrize("name", ["out/a.pdf", ".reportgen/ledger.db", "~$数据.xlsx"])
def test_our_own_files_and_locks_do_not(watched, name):
    folder, told, count = watched
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x", "utf-8")
    assert not told.wait(2.5)
    assert count == [1]


def test_an_edit_that_sets_size_and_time_back_counts(watched):
    folder, told, _ = watched
    path = folder / "report.yaml"
    stat = path.stat()
    path.write_text("id: b\n", "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert told.wait(10)
