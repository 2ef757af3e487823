"""Twenty things a mail server does wrong, with and without kill -9: never twice, never lost."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from itertools import count

import pytest
from tests.scripted_send import BEGIN, fill, mailbox, rows_of, run, server_at
from tests.scripted_server import DROP, HANG, TAKE_AND_DROP, TAKE_AND_HANG, ScriptedServer

SOAK = int(os.environ.get("REPORTGEN_SOAK", "1"))
MAILS = 8 if SOAK == 1 else 50
STRUCK = mailbox(2)
STEPS = ("connect", "ehlo", "auth", "mail", "rcpt", "data", "body", "dot", "taken")
FAULTS = {
    "drop at connect": ("connect", DROP, 1),
    "hang at connect": ("connect", HANG, 1),
    "421 at connect": ("connect", "421 4.3.2 closing", 1),
    "554 at connect": ("connect", "554 5.3.2 not now", 1),
    "drop at EHLO": ("ehlo", DROP, 1),
    "454 at AUTH": ("auth", "454 4.7.0 temporary", 1),
    "535 at AUTH": ("auth", "535 5.7.8 no", 1),
    "451 at MAIL": ("mail", "451 4.3.0 later", 1),
    "421 at MAIL": ("mail", "421 4.3.2 closing", 1),
    "552 at MAIL": ("mail", "552 5.3.4 too large", 1),
    "450 at RCPT": ("rcpt", "450 4.2.1 later", 1),
    "452 at RCPT": ("rcpt", "452 4.5.3 too many recipients", 1),
    "550 at RCPT": ("rcpt", "550 5.1.1 no such user", 99),
    "550 for frequency": ("rcpt", "550 Mail frequency limited", 1),
    "drop at DATA": ("data", DROP, 1),
    "drop in the body": ("body", DROP, 1),
    "451 after the dot": ("dot", "451 4.3.0 later", 1),
    "554 after the dot": ("dot", "554 5.7.1 spam", 99),
    "taken, then dropped": ("dot", TAKE_AND_DROP, 1),
    "taken, then hung": ("dot", TAKE_AND_HANG, 1),
    "dropped at the dot": ("dot", DROP, 1),
    "an odd answer to the dot": ("dot", "354 what?", 1),
    "drop at QUIT": ("quit", DROP, 99),
}
FATE = {
    "550 at RCPT": "failed",
    "552 at MAIL": "failed",
    "554 after the dot": "failed",
    "taken, then dropped": "held",
    "taken, then hung": "held",
    "dropped at the dot": "held",
    "an odd answer to the dot": "held",
}


@pytest.fixture
def server(tmp_path):
    """Return a server of this test alone: what hung in another's is no mail of this one."""
    with ScriptedServer(tmp_path / "server") as running:
        yield running


def scripted(step, said, times):
    """Return a script that says ``said`` at ``step`` of the struck mail, so many times."""
    left = [times]

    def script(at, recipient):
        if at != step or recipient not in ("", STRUCK) or not left[0]:
            return None
        left[0] -= 1
        return said

    return script


def until_settled(path, server, rounds=14):
    """Send again and again as time passes; a person lets a stopped server try once more."""
    from reportgen.ledger import open_ledger

    for turn in range(rounds):
        moment = BEGIN + dt.timedelta(hours=turn)
        at = server_at(server.port, server.cert)
        run(path, at, lambda moment=moment: moment, timeout=1.0, dot_timeout=1.0)
        with open_ledger(path) as ledger:
            pause = ledger.channels.pause("exmail")
            if pause is not None and not pause.until:
                ledger.channels.end_pause("exmail")
        if all(row.state.value in {"sent", "failed", "held"} for row in rows_of(path)):
            return


def assert_nobody_twice_and_none_lost(path, server, mails=MAILS):
    rows, copies = rows_of(path), server.copies()
    assert len(rows) == mails
    for row in rows:
        got = copies.get(row.addressee.recipient, 0)
        state = row.state.value
        assert got <= 1, row
        assert state in {"sent", "failed", "held"}, row
        assert got == 1 if state == "sent" else True, row
        assert got == 0 if state == "failed" else True, row
    return {row.addressee.recipient: row.state.value for row in rows}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_ends_in_one_known_state(fault, server, tmp_path):
    server.script = scripted(*FAULTS[fault])
    fill(tmp_path / "ledger.db", MAILS)
    until_settled(tmp_path / "ledger.db", server)
    states = assert_nobody_twice_and_none_lost(tmp_path / "ledger.db", server)
    fates = {state for state in states.values() if state != "sent"}
    if fault == "drop in the body":  # a small one is out before its sender hears of it
        assert fates <= {"held"}
    else:
        assert fates == ({FATE[fault]} if fault in FATE else set())
    assert list(states.values()).count("sent") >= MAILS - 1


def killed_run(path, server, step, number, script):
    """Send in a process that is killed when the server sees ``step`` for the given time."""
    seen, running, told = count(), [], threading.Event()

    def killing(at, recipient):
        said = script(at, recipient)
        if at == step and next(seen) == number and running:
            running[0].send_signal(signal.SIGKILL)
            told.wait(0.05)
        return said

    server.script = killing
    command = [sys.executable, "-m", "tests.scripted_send", str(path), str(server.port)]
    process = subprocess.Popen([*command, str(server.cert), "0"], stderr=subprocess.DEVNULL)
    running.append(process)
    process.wait(30)


KILLS = [
    (fault, STEPS[number % len(STEPS)] if SOAK == 1 else step)
    for number, fault in enumerate(FAULTS)
    for step in (STEPS if SOAK > 1 else STEPS[:1])
    if "hang" not in fault and "hung" not in fault
]


@pytest.mark.parametrize(("fault", "step"), KILLS)
def test_a_fault_and_kill_9_together_send_nobody_twice(fault, step, server, tmp_path):
    path = tmp_path / "ledger.db"
    fill(path, MAILS)
    script = scripted(*FAULTS[fault])
    number = 0 if step in {"connect", "ehlo", "auth"} else 3
    killed_run(path, server, step, number, script)
    server.script = script
    until_settled(path, server)
    assert_nobody_twice_and_none_lost(path, server)


def test_a_server_that_says_frequency_from_mail_500_on_gets_the_rest_after_the_pause(
    server, tmp_path
):
    mails, from_then = (300, 50) if SOAK == 1 else (3000, 500)
    patience, path = [4], tmp_path / "ledger.db"

    def script(at, _recipient):
        if at != "rcpt" or len(server.taken) < from_then or not patience[0]:
            return None
        patience[0] -= 1
        return "550 5.7.1 Connection frequency limited"

    server.script = script
    fill(path, mails)
    until_settled(path, server, rounds=40)
    states = assert_nobody_twice_and_none_lost(path, server, mails)
    assert set(states.values()) == {"sent"}
    assert patience == [0], "the server was asked once a pause"


def test_the_same_no_again_and_again_is_not_about_the_recipients(server, tmp_path):
    path, refusing = tmp_path / "ledger.db", [True]

    def script(at, recipient):
        if at == "mail" or not refusing[0] or at != "rcpt":
            return None
        return f"554 5.7.1 <{recipient}>: rejected under policy 17"

    server.script = script
    fill(path, MAILS)
    at = server_at(server.port, server.cert)
    run(path, at, lambda: BEGIN)
    assert {row.state.value for row in rows_of(path)} == {"queued"}
    refusing[0] = False
    until_settled(path, server)
    states = assert_nobody_twice_and_none_lost(path, server)
    assert set(states.values()) == {"sent"}


def test_mailboxes_that_do_not_exist_do_not_stop_the_others(server, tmp_path):
    path = tmp_path / "ledger.db"
    dead = {mailbox(number) for number in range(5)}

    def script(at, recipient):
        return "550 5.1.1 user unknown" if at == "rcpt" and recipient in dead else None

    server.script = script
    fill(path, MAILS)
    run(path, server_at(server.port, server.cert), lambda: BEGIN)
    states = assert_nobody_twice_and_none_lost(path, server)
    assert {to for to, state in states.items() if state == "failed"} == dead


def test_what_is_refused_for_unknown_reasons_for_good_fails_in_the_end(server, tmp_path):
    path = tmp_path / "ledger.db"
    odd = {mailbox(number) for number in range(5)}

    def script(at, recipient):
        return "554 5.7.1 denied" if at == "rcpt" and recipient in odd else None

    server.script = script
    fill(path, MAILS)
    until_settled(path, server, rounds=60)
    states = assert_nobody_twice_and_none_lost(path, server)
    assert {to for to, state in states.items() if state == "failed"} == odd
