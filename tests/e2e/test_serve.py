"""The whole way, all real processes: new data, both files, the mail, the ledger."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.mail_server import PASSWORD, mail_server

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parents[2]
A = "client-a@example.com"


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    folder = Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "q", ignore=ignore))
    keys = folder / "report.yaml"
    every_two_seconds = keys.read_text("utf-8").replace('"0 8 5 * *"', '"*/2 * * * * *"')
    keys.write_text(every_two_seconds, "utf-8")
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    return folder


def run(*words, check=True):
    command = [sys.executable, "-m", "reportgen", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=check)


def status(report):
    return json.loads(run("status", report, "--json").stdout)


def wait_until(is_true, seconds=40):
    until = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.2)


def start(report, settings):
    command = [sys.executable, "-m", "reportgen", "serve", str(report)]
    command += ["--config", str(settings), "--every", "0.5"]
    return subprocess.Popen(
        command,
        env={**os.environ, "MAIL_PASSWORD": PASSWORD},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


@pytest.mark.timeout(240)
def test_new_data_become_files_and_mail_once(report, tmp_path):
    with mail_server(tmp_path / "server") as (mailbox, settings):
        server = start(report, settings)
        try:
            wait_until(lambda: len(mailbox.mails(A)) == 1)
            assert run("serve", report, check=False).returncode == 5, "a second server is refused"

            with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
                file.write("2025Q1,2025-03-31,981600,314600,press-2025q1\n")
            wait_until(lambda: len(mailbox.mails(A)) == 2)
            _assert_the_new_quarter_is_out(report, mailbox)

            builds = len(status(report)["builds"])
            text = (report / "quarterly.csv").read_bytes()
            (report / "quarterly.csv").write_bytes(text)
            time.sleep(6)
            assert len(status(report)["builds"]) == builds, "the same content is not built again"

            _change(report / "quarterly.csv", "981600", "981700")
            wait_until(lambda: len(status(report)["builds"]) == builds + 1)
            wait_until(lambda: all(m["undecided"] for m in _of(report, "2025Q1")))
            time.sleep(3)
            assert len(mailbox.mails(A)) == 2, "a correction is a decision, never an accident"
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(30) == 0, server.stderr.read().decode()
            server.stderr.close()
    assert {m["state"] for m in status(report)["messages"]} == {"sent"}


def _assert_the_new_quarter_is_out(report, mailbox):
    mail = mailbox.mails(A)[1]
    assert "2025年第一季度" in mail["Subject"]
    assert "9.82亿美元" in mail.get_body(("plain",)).get_content()
    files = sorted(report.glob("out/*2025年第一季度*"))
    attached = sorted(part.get_content() for part in mail.iter_attachments())
    assert attached == sorted(file.read_bytes() for file in files)
    assert len(files) == 2


def _of(report, period):
    return [m for m in status(report)["messages"] if m["period"] == period]


def _change(file, old, new):
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_a_tick_with_nothing_to_do_is_quick_and_silent(report):
    keys = report / "report.yaml"
    _change(keys, '"*/2 * * * * *"', '"0 8 5 * *"')
    os.utime(keys, (1, 1))
    run("tick", report)
    times = []
    for _ in range(3):
        before = os.times()
        done = run("tick", report)
        after = os.times()
        times.append(sum(after[2:4]) - sum(before[2:4]))
        assert done.stdout == done.stderr == ""
    assert min(times) < 0.6, times  # seconds of the processor: about 0.2


def test_schedules_can_be_looked_at(report):
    run("build", report)
    assert "Asia/Shanghai" in run("schedule", "list", report).stdout
    assert len(run("schedule", "next", report).stdout.splitlines()) == 10
    soon = json.loads(run("schedule", "next", report, "--count", "3", "--json").stdout)
    assert [each["name"] for each in soon] == ["月度"] * 3
    (only,) = json.loads(run("schedule", "list", report, "--json", "--lang", "en").stdout)
    assert (only["tz"], only["do"]) == ("Asia/Shanghai", "build, send")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tz: Asia/Shanghai", "tz: Asia/Shangai", "RG134"),
        ('"*/2 * * * * *"', '"0 8 31 2 *"', "RG135"),
        ('"*/2 * * * * *"', '"every day"', "RG135"),
        ("client-b@example.com]", '"b@example.com\\nBcc: c@example.com"]', "RG136"),
        ("id: coreweave-quarterly\n", "", "RG137"),
    ],
)
def test_a_faulty_schedule_or_delivery_is_a_finding(old, new, code, report):
    _change(report / "report.yaml", old, new)
    done = run("build", report, check=False)
    assert done.returncode == 1
    assert code in done.stderr
    assert not (report / "out").exists()
