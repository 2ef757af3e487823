"""kill -9 of send at every protocol step: nobody gets a mail twice, none is lost unnoticed."""

import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.mail_server import PASSWORD, STEPS, mail_server

from reportgen.automate import Order, here, rebuild, writable_state
from reportgen.automate.mail.send import send

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parents[2]
SOAK = int(os.environ.get("REPORTGEN_SOAK", "1"))
SEED = int(os.environ.get("REPORTGEN_SEED", "20251218"))
ENV = {"MAIL_PASSWORD": PASSWORD}
SEND = "import sys; from reportgen.cli import main; sys.argv[1:1] = ['send']; main()"


def now():
    return dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A built report; each round works on a copy of its state."""
    ignore = shutil.ignore_patterns("out", ".reportgen")
    folder = tmp_path_factory.mktemp("sends") / "q"
    report = Path(shutil.copytree(ROOT / "data" / "quarterly", folder, ignore=ignore))
    rebuild(Order(report), here(env={}), now())
    return report


@pytest.fixture(scope="module")
def post(tmp_path_factory):
    with mail_server(tmp_path_factory.mktemp("server")) as running:
        yield running


def fresh_state(report, folder):
    return Path(shutil.copytree(report / ".reportgen", folder))


def start(report, state, settings):
    command = [sys.executable, "-c", SEND, str(report)]
    command += ["--config", str(settings), "--state", str(state)]
    return subprocess.Popen(
        command,
        env={**os.environ, **ENV},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def assert_each_is_accounted_for(report, state, settings, mailbox):
    """Send once more, undisturbed; then look at the mailbox and at the ledger."""
    mailbox.at = lambda _step, _to: None
    mailbox.cuts_the_body = False
    rows = send(report, writable_state(report, state), settings, ENV, now).rows
    for row in rows:
        copies = len(mailbox.mails(row.addressee.recipient))
        assert copies <= 1, row
        assert row.state.value in {"sent", "failed", "held"}, row
        assert copies == 1 or row.state.value in {"failed", "held"}, row
    assert len(rows) == 2


@pytest.mark.timeout(60 + 20 * SOAK)
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_nobody_gets_it_twice(step, built, post, tmp_path):
    mailbox, settings = post
    for turn in range(SOAK):
        mailbox.delivered.clear()
        state = fresh_state(built, tmp_path / f"{turn}")
        running = []

        def kill(at, _to, wanted=step, running=running):
            if at == wanted and running:
                running.pop().send_signal(signal.SIGKILL)

        mailbox.at = kill
        mailbox.cuts_the_body = step == "body"
        process = start(built, state, settings)
        running.append(process)
        process.wait()
        time.sleep(0.2)  # the server may still be taking what was on its way
        assert_each_is_accounted_for(built, state, settings, mailbox)


@pytest.mark.timeout(60 + 30 * SOAK)
def test_killed_at_any_moment_nobody_gets_it_twice(built, post, tmp_path):
    mailbox, settings = post
    dice = random.Random(SEED)  # noqa: S311 - not for secrets
    for turn in range(5 * SOAK):
        mailbox.delivered.clear()
        mailbox.at = lambda _step, _to: None
        state = fresh_state(built, tmp_path / f"{turn}")
        process = start(built, state, settings)
        time.sleep(dice.uniform(0.15, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(0.2)
        assert_each_is_accounted_for(built, state, settings, mailbox)
