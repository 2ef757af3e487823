"""What goes over the wire: no password and no word of a mail over a line that is not verified."""

import base64
import datetime as dt
import sys

import pytest
from tests.mail_server import make_certificate
from tests.scripted_send import BEGIN, fill, mailbox, rows_of, run, server_at
from tests.scripted_server import ScriptedServer

from reportgen.deliver import Server
from reportgen.deliver.config import Security
from reportgen.model.terms import SendWindow, Terms

SECRETS = (b"s3cret", b"Hello", b"client-0", b"robot", base64.b64encode("口令".encode()))


def attempt(path, server, cert=None, security=Security.TLS, **changes):
    fill(path, 1)
    at = server_at(server.port, cert or server.cert, security)
    at = Server(**{name: getattr(at, name) for name in Server.__slots__} | changes)
    said = run(path, at, lambda: BEGIN, timeout=5.0)
    return said, rows_of(path)[0].state.value


def assert_nothing_left(server):
    assert not any(secret in server.wire for secret in SECRETS), server.wire
    assert b"AUTH" not in server.wire
    assert server.taken == []


@pytest.mark.parametrize("security", Security)
@pytest.mark.parametrize(
    ("host", "days", "knows_root"),
    [("localhost", 1, False), ("other.example", 1, True), ("localhost", -1, True)],
)
def test_a_certificate_that_is_not_good_gets_nothing(host, days, knows_root, security, tmp_path):
    starttls = security is Security.STARTTLS
    extensions = ("STARTTLS", "AUTH PLAIN") if starttls else ("AUTH PLAIN",)
    folder = tmp_path / "server"
    with ScriptedServer(
        folder, tls=not starttls, extensions=extensions, host=host, days=days
    ) as server:
        other, _ = make_certificate(tmp_path / "other")
        cert = server.cert if knows_root else other
        said, state = attempt(tmp_path / "l.db", server, cert, security)
    assert (said, state) == ("UNTRUSTED_SERVER", "queued")
    assert_nothing_left(server)


def test_a_line_whose_starttls_was_taken_out_gets_nothing(tmp_path):
    with ScriptedServer(tmp_path, tls=False, extensions=("AUTH PLAIN LOGIN",)) as server:
        said, state = attempt(tmp_path / "l.db", server, security=Security.STARTTLS)
    assert (said, state) == ("UNTRUSTED_SERVER", "queued")
    assert server.wire == b"ehlo [127.0.0.1]\r\n"


def test_a_server_that_refuses_to_start_tls_gets_nothing(tmp_path):
    with ScriptedServer(tmp_path, tls=False, extensions=("STARTTLS", "AUTH PLAIN")) as server:
        server.script = lambda step, _to: "454 4.7.0 not now" if step == "starttls" else None
        said, state = attempt(tmp_path / "l.db", server, security=Security.STARTTLS)
    assert (said, state) == ("SERVER_UNREACHABLE", "queued")
    assert_nothing_left(server)


def test_a_server_without_tls_on_a_tls_port_gets_nothing(tmp_path):
    with ScriptedServer(tmp_path, tls=False) as server:
        said, state = attempt(tmp_path / "l.db", server)
    assert said in {"UNTRUSTED_SERVER", "SERVER_UNREACHABLE"}
    assert state == "queued"
    assert_nothing_left(server)


@pytest.mark.parametrize("security", Security)
def test_a_good_certificate_gets_password_and_mail(security, tmp_path):
    starttls = security is Security.STARTTLS
    extensions = ("STARTTLS", "AUTH PLAIN") if starttls else ("AUTH PLAIN",)
    with ScriptedServer(tmp_path, tls=not starttls, extensions=extensions) as server:
        said, state = attempt(tmp_path / "l.db", server, security=security)
    assert (said, state) == ("", "sent")
    assert base64.b64encode("\0robot\0s3cret-口令".encode()) in server.wire
    assert server.taken == [(mailbox(0), server.taken[0][1])]
    assert server.taken[0][1].endswith(b"Hello\r\n..hidden\r\n")


def test_a_password_is_sent_in_utf_8_with_login_too(tmp_path):
    with ScriptedServer(tmp_path, extensions=("AUTH LOGIN",)) as server:
        server.script = lambda step, _to: "334 VXNlcm5hbWU6" if step == "auth" else None
        attempt(tmp_path / "l.db", server)
    assert base64.b64encode("s3cret-口令".encode()) in server.wire


def test_a_token_comes_from_the_operators_command(tmp_path):
    with ScriptedServer(tmp_path, extensions=("AUTH XOAUTH2 PLAIN",)) as server:
        token = f"{sys.executable} -c \"print('ya29.token')\""
        said, state = attempt(tmp_path / "l.db", server, token=token, secret="")
    assert (said, state) == ("", "sent")
    words = b"user=robot\x01auth=Bearer ya29.token\x01\x01"
    assert base64.b64encode(words) in server.wire


@pytest.mark.parametrize("command", ["/no/such/program", "false", "echo two words", "echo"])
def test_a_command_without_a_token_sends_nothing(command, tmp_path):
    with ScriptedServer(tmp_path, extensions=("AUTH XOAUTH2",)) as server:
        said, state = attempt(tmp_path / "l.db", server, token=command, secret="")
    assert (said, state) == ("NO_ACCESS_TOKEN", "queued")
    assert b"AUTH" not in server.wire


def test_a_mail_over_the_servers_size_is_not_even_begun(tmp_path):
    with ScriptedServer(tmp_path, extensions=("SIZE 50", "AUTH PLAIN")) as server:
        said, state = attempt(tmp_path / "l.db", server)
    assert (said, state) == ("", "failed")
    assert b"MAIL" not in server.wire


def test_many_mails_go_over_one_connection(tmp_path):
    with ScriptedServer(tmp_path) as server:
        fill(tmp_path / "l.db", 50)
        run(tmp_path / "l.db", server_at(server.port, server.cert), lambda: BEGIN)
        assert len(server.taken) == 50
        assert server.connections == 1


def test_the_rate_is_kept_and_the_day_has_an_end(tmp_path):
    moment, waits = [BEGIN], []

    def wait(seconds):
        waits.append(seconds)
        moment[0] += dt.timedelta(seconds=seconds)

    path = tmp_path / "l.db"
    with ScriptedServer(tmp_path) as server:
        fill(path, 8)
        at, terms = server_at(server.port, server.cert), Terms(per_minute=2, per_day=5)
        run(path, at, lambda: moment[0], terms=terms, wait=wait)
        assert len(server.taken) == 5
        assert 120 <= sum(waits) <= 125
        moment[0] += dt.timedelta(days=1)
        run(path, at, lambda: moment[0], terms=terms, wait=wait)
        assert len(server.taken) == 8


def test_a_server_of_many_reports_does_not_sleep_until_more_may_go(tmp_path):
    path, moment = tmp_path / "l.db", [BEGIN]
    with ScriptedServer(tmp_path) as server:
        fill(path, 5)
        at, terms = server_at(server.port, server.cert), Terms(per_minute=2)
        for taken in (2, 4, 5):
            run(path, at, lambda: moment[0], terms=terms, wait=lambda _seconds: False)
            assert len(server.taken) == taken
            moment[0] += dt.timedelta(minutes=1, seconds=1)


def test_mail_goes_out_in_its_window_only(tmp_path):
    window = SendWindow(True, 8 * 60, 20 * 60, "Asia/Shanghai")
    path = tmp_path / "l.db"
    with ScriptedServer(tmp_path) as server:
        fill(path, 1)
        at, terms = server_at(server.port, server.cert), Terms(window=window)
        saturday = BEGIN + dt.timedelta(days=5)
        run(path, at, lambda: saturday, terms=terms)
        assert (server.connections, server.taken) == (0, [])
        opens = window.opens(saturday, lambda day: day.weekday() < 5)
        assert opens.isoformat() == "2026-01-12T08:00:00+08:00"
        run(path, at, lambda: opens, terms=terms)
        assert len(server.taken) == 1


def test_a_setting_is_not_shown_with_its_secret():
    shown = repr(replace_secret("hunter2"))
    assert "hunter2" not in shown


def replace_secret(secret):
    return Server("a", "h", 465, Security.TLS, "u", secret, "", token=secret)
