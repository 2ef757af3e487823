"""What happens to files while a server runs: it reads no half, and builds no content twice."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

REPORT = """---
id: {name}
title: 收入
sources: {{收入: {{file: 收入.csv}}}}
metrics: {{合计: {{from: 收入, sql: sum(金额), label: 合计}}}}
outputs: [docx]
---
# 一

合计 {{{{ 合计 }}}}。
"""
HEAD = "月份,金额_元\n"


def made_report(folder, name="a", rows="1月,1\n"):
    folder.mkdir(parents=True)
    (folder / "报告.md").write_text(REPORT.format(name=name), "utf-8")
    (folder / "收入.csv").write_text(HEAD + rows, "utf-8")
    return folder


class Server:
    """A serve process whose log is read as it comes."""

    def __init__(self, *places, **env):
        command = [sys.executable, "-m", "reportgen", "serve", *map(str, places), "--json"]
        command += ["--every", "0.5", "--quiet", "2"] if "--every" not in places else []
        self.lines, self.errors = [], []
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **env},
        )
        self._readers = [
            threading.Thread(target=self._read, args=pair, daemon=True)
            for pair in ((self.process.stdout, self.lines), (self.process.stderr, self.errors))
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream, into):
        into.extend(json.loads(line) for line in stream)
        stream.close()

    def made(self):
        return [line for line in self.lines if line.get("made")]

    def wait(self, is_true, seconds=60):
        until = time.monotonic() + seconds
        while not is_true():
            assert time.monotonic() < until, (self.lines, self.errors)
            assert self.process.poll() is None, (self.lines, self.errors)
            time.sleep(0.1)

    def wait_for_ticks(self, count):
        self.wait(lambda: len(self.lines) >= count)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(60) == 0, self.errors
        for reader in self._readers:
            reader.join(10)


@contextmanager
def server(*places, **env):
    running = Server(*places, **env)
    try:
        yield running
        running.end()
    finally:
        running.process.kill()
        running.process.wait()


def total(folder):
    from docx import Document

    (file,) = folder.glob("out/*.docx")
    return next(p.text for p in Document(file).paragraphs if p.text.startswith("合计"))


@pytest.mark.timeout(300)
def test_content_decides_and_no_half_written_file_is_read(tmp_path):
    folder = made_report(tmp_path / "r")
    data = folder / "收入.csv"
    with server(folder) as running:
        running.wait_for_ticks(1)
        assert "1" in total(folder)

        os.utime(data)
        running.wait_for_ticks(2)
        data.write_bytes(data.read_bytes())
        running.wait_for_ticks(3)
        assert len(running.made()) == 1, "a touch and the same content build nothing"

        with data.open("a", encoding="utf-8") as file:  # slowly, three seconds long
            for month in range(2, 8):
                for half in (f"{month}月,", f"{10**month}\n"):
                    file.write(half)
                    file.flush()
                    time.sleep(0.25)
        running.wait(lambda: len(running.made()) == 2)
        assert "1111.11万" in total(folder), "from the complete file"

        beside = folder / "~tmp0815.tmp"  # as Excel saves
        beside.write_text(f"{HEAD}1月,77\n", "utf-8")
        beside.replace(data)
        running.wait(lambda: len(running.made()) == 3)
        assert "77" in total(folder)

        before = data.stat()
        data.write_text(f"{HEAD}1月,78\n", "utf-8")
        os.utime(data, ns=(before.st_atime_ns, before.st_mtime_ns))
        running.wait(lambda: len(running.made()) == 4)
        assert "78" in total(folder), "neither size nor time has changed"
        time.sleep(2)
        assert len(running.made()) == 4
    assert not running.errors


@pytest.mark.timeout(300)
def test_a_download_on_its_way_is_waited_for(tmp_path):
    folder = made_report(tmp_path / "r")
    with server(folder) as running:
        running.wait_for_ticks(1)
        loading = folder / "收入.csv.crdownload"
        loading.write_text(HEAD, "utf-8")
        (folder / "收入.csv").write_text(f"{HEAD}1月,5\n", "utf-8")
        time.sleep(4)
        assert len(running.lines) == 1, "something is still on its way"
        loading.write_text(f"{HEAD}1月,6\n", "utf-8")
        loading.replace(folder / "收入.csv")
        running.wait(lambda: len(running.made()) == 2)
        assert "6" in total(folder)


@pytest.mark.timeout(300)
def test_one_faulty_report_does_not_stop_the_others_and_is_told_once(tmp_path):
    good = made_report(tmp_path / "all" / "good")
    bad = made_report(tmp_path / "all" / "bad", "b", "1月,约一\n")
    with server(tmp_path / "all") as running:
        running.wait_for_ticks(2)
        assert [line["report"] for line in running.made()] == [str(good)]
        told = len(running.errors)
        assert told > 0
        os.utime(bad / "收入.csv")
        running.wait_for_ticks(3)
        assert running.lines[2]["exit"] == 3
        assert len(running.errors) == told, "the same fault is not told again"

        (bad / "收入.csv").write_text(f"{HEAD}1月,1\n", "utf-8")
        running.wait(lambda: len(running.made()) == 2)
    assert running.made()[-1]["report"] == str(bad)
    assert running.made()[-1]["mended"]


@pytest.mark.timeout(120)
def test_of_two_servers_of_one_report_the_second_leaves_with_5(tmp_path):
    first = made_report(tmp_path / "all" / "one")
    made_report(tmp_path / "all" / "two", "b")
    with server(first) as running:
        running.wait_for_ticks(1)
        for command in (["serve", tmp_path / "all"], ["tick", first]):
            done = subprocess.run(
                [sys.executable, "-m", "reportgen", *map(str, command)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, "RG006" in done.stderr) == (5, True)


@pytest.mark.timeout(120)
def test_a_place_without_a_report_is_a_fault_of_the_call(tmp_path):
    (tmp_path / "empty").mkdir()
    for words, code in (((tmp_path / "empty",), "RG001"), ((), "RG547")):
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", "serve", *map(str, words), "--config", "none.yaml"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, code in done.stderr) == (2, True), done.stderr


@pytest.mark.timeout(120)
def test_the_operators_file_lists_what_is_served(tmp_path):
    folder = made_report(tmp_path / "reports" / "one")
    (tmp_path / "config.yaml").write_text("reports: [reports]\n", "utf-8")
    with server("--config", tmp_path / "config.yaml") as running:
        running.wait_for_ticks(1)
    assert [line["report"] for line in running.lines] == [str(folder)]


@pytest.mark.timeout(300)
def test_a_killed_server_is_rolled_forward_by_the_next(tmp_path):
    folder = made_report(tmp_path / "r")
    for number in range(3):
        (folder / "收入.csv").write_text(f"{HEAD}1月,{number + 1}\n", "utf-8")
        running = Server(folder)
        time.sleep(0.4 + number * 0.7)
        running.process.kill()
        running.process.wait()
    with server(folder) as running:
        running.wait_for_ticks(1)
    assert "3" in total(folder)
    assert not list(folder.rglob("*.tmp"))


@pytest.mark.timeout(120)
def test_a_hint_of_the_system_is_faster_than_the_next_look(tmp_path):
    folder = made_report(tmp_path / "r")
    with server(folder, "--every", "3600") as running:
        running.wait_for_ticks(1)
        (folder / "收入.csv").write_text(f"{HEAD}1月,5\n", "utf-8")
        for _ in range(10):  # until the thread has begun to watch
            os.utime(folder / "收入.csv")
            time.sleep(4)
            if len(running.made()) == 2:
                break
        assert len(running.made()) == 2
    assert "5" in total(folder)
