"""What only a person decides: corrections, repeats, who may be written to, who wants no mail."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.mail_server import PASSWORD, mail_server

from reportgen.automate import Order, here, rebuild, writable_state
from reportgen.automate.mail.send import Wish, send
from reportgen.automate.mail.settle import log_of, note_bounces, note_wish, settle
from reportgen.automate.mail.trial import Trial, send_trial
from reportgen.diag import UsageError

pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parents[2]
A, B = "client-a@example.com", "client-b@example.com"
ENV = {"MAIL_PASSWORD": PASSWORD}


def now():
    return dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    folder = Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "q", ignore=ignore))
    keys = folder / "report.yaml"
    text = keys.read_text("utf-8").replace("brand: default", "brand: default\noutputs: [pdf]")
    keys.write_text(text.replace("attach: [pdf, docx]", "attach: [pdf]"), "utf-8")
    return folder


@pytest.fixture
def post(tmp_path):
    with mail_server(tmp_path / "server") as running:
        yield running


def built(report):
    return rebuild(Order(report), here(env={}), now())


def sent(report, settings, **wish):
    return send(report, writable_state(report), settings, ENV, now, Wish(**wish))


def states(done):
    return {row.addressee.recipient: row.state.value for row in done.rows}


def changed(report, old="747400", new="757400"):
    path = report / "quarterly.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    built(report)


def test_a_correction_is_marked_and_says_why_and_what_has_changed(report, post):
    mailbox, settings = post
    built(report)
    sent(report, settings)
    changed(report)
    assert all(row.undecided for row in sent(report, settings).rows)
    done = sent(report, settings, correction="口径有误\nBcc: x@y.cn")
    assert states(done) == {A: "sent", B: "sent"}
    assert not any(row.undecided for row in done.rows)
    first, second = mailbox.mails(A)
    assert second["Subject"] == f"【更正】{first['Subject'].replace('28.0', '29.7')}"
    assert second["Message-ID"] != first["Message-ID"]
    for kind in ("plain", "html"):
        words = second.get_body((kind,)).get_content()
        assert "口径有误 Bcc: x@y.cn" in words
        assert "7.47亿美元 → 7.57亿美元" in words
    sent(report, settings, correction="口径有误")
    assert len(mailbox.delivered) == 4, "a correction goes once, too"


def test_one_recipient_gets_it_once_more_where_a_person_says_so(report, post):
    mailbox, settings = post
    built(report)
    sent(report, settings)
    changed(report)
    done = sent(report, settings, again=A, reason="误删")
    assert states(done) == {A: "sent", B: "sent"}
    first, second = mailbox.mails(A)
    assert second["Subject"] == first["Subject"], "as it was, whatever has changed since"
    assert second["Message-ID"] != first["Message-ID"]
    assert len(mailbox.mails(B)) == 1
    assert all(row.undecided for row in done.rows)


def test_a_trial_goes_to_oneself_and_no_client_has_a_row(report, post):
    mailbox, settings = post
    built(report)
    state = writable_state(report)
    send_trial(report, state, (settings, ENV), Trial("me@our.example"), now)
    (mail,) = mailbox.mails()
    assert [to for to, _ in mailbox.delivered] == ["me@our.example"]
    assert mail["To"] == "me@our.example"
    assert mail["Subject"].startswith("【测试】")
    assert A not in mail.as_string()
    assert states(sent(report, settings)) == {A: "sent", B: "sent"}
    assert mailbox.mails(A)[0]["Message-ID"] != mail["Message-ID"]


def test_only_one_recipient_is_written_to_where_it_is_asked(report, post):
    mailbox, settings = post
    built(report)
    sent(report, settings, only=B)
    assert [to for to, _ in mailbox.delivered] == [B]
    assert states(sent(report, settings)) == {A: "sent", B: "sent"}


@pytest.mark.parametrize("wish", [{"only": "x@example.com"}, {"again": "x@y.cn", "reason": "r"}])
def test_a_mailbox_that_gets_nothing_is_said_to_be_none(wish, report, post):
    mailbox, settings = post
    built(report)
    with pytest.raises(UsageError) as caught:
        sent(report, settings, **wish)
    assert "RG575" in str(caught.value)
    assert mailbox.delivered == []


@pytest.mark.parametrize("typed", ["x", "a@..b", "a@b.cn\nBcc: c@d.cn", "", "a@b.cn, c@d.cn"])
def test_what_is_typed_in_place_of_an_address_is_refused(typed, report, post):
    _, settings = post
    built(report)
    state = writable_state(report)
    with pytest.raises(UsageError):
        note_wish(state, typed, wants_mail=False, reason="r", clock=now)
    with pytest.raises(UsageError):
        send_trial(report, state, (settings, ENV), Trial(typed), now)


def test_files_of_long_ago_that_are_gone_stop_no_other_mail(report, post):
    mailbox, settings = post
    mailbox.at = lambda step, to: "550 5.1.1 no" if (step, to) == ("rcpt", A) else None
    built(report)
    sent(report, settings)
    mailbox.at = lambda _step, _to: None
    state = writable_state(report)
    with state.ledger() as ledger:
        (old,) = [row for row in ledger.outbox.rows() if row.addressee.recipient == A]
        gone = dict(ledger.build(old.build).files)["pdf"]
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write("2025Q1,2025-03-31,981600,314600,press-2025q1\n")
    built(report)
    state.store.path(gone).unlink()
    settle(state, old.id, was_sent=False, clock=now)
    done = sent(report, settings)
    assert [row.state.value for row in done.rows if row.addressee.period == "2025Q1"] == [
        "sent"
    ] * 2
    with state.ledger() as ledger:
        assert ledger.outbox.get(old.id).reason == "its files are no longer kept"


def test_a_foreign_report_writes_to_nobody_the_operator_has_not_allowed(report, post):
    mailbox, settings = post
    keys = report / "report.yaml"
    text = keys.read_text("utf-8").replace(B, "thief@elsewhere.example")
    keys.write_text(text.replace("  attach:", "  bcc: spy@example.com.evil.example\n  attach:"))
    built(report)
    done = sent(report, settings)
    assert [to for to, _ in mailbox.delivered] == [A]
    assert states(done)["thief@elsewhere.example"] == "skipped"
    assert [each.code.value for each in done.findings] == ["RG560", "RG560"]
    text = settings.read_text("utf-8").replace(
        "allow: example.com", "allow: [example.com, Elsewhere.example]"
    )
    settings.write_text(text, "utf-8")
    assert states(sent(report, settings))["thief@elsewhere.example"] == "sent"


def test_a_report_keeps_itself_to_its_own_domains(report, post):
    mailbox, settings = post
    keys = report / "report.yaml"
    keys.write_text(keys.read_text("utf-8") + f"\n  allow_domains: ['{A}']\n", "utf-8")
    built(report)
    assert states(sent(report, settings)) == {A: "sent", B: "skipped"}
    assert len(mailbox.delivered) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  via: exmail\n", "  via: evil\n"),
        ("  via: exmail\n", "  via: {host: evil.example, secret: 'file:/etc/passwd'}\n"),
        ("  via: exmail\n", "  via: exmail\n  host: evil.example\n"),
        ("  via: exmail\n", "  via: exmail\n  token: cat /etc/passwd\n"),
    ],
)
def test_a_foreign_report_chooses_no_server_and_no_secret(old, new, report, post):
    mailbox, settings = post
    keys = report / "report.yaml"
    keys.write_text(keys.read_text("utf-8").replace(old, new), "utf-8")
    (report / "config.yaml").write_text("servers: {evil: {host: evil.example, allow: '*'}}\n")
    (report / ".reportgen").mkdir()
    shutil.copy(report / "config.yaml", report / ".reportgen" / "config.yaml")
    command = [sys.executable, "-m", "reportgen"]
    subprocess.run([*command, "build", str(report)], capture_output=True, check=False)
    done = subprocess.run(
        [*command, "send", str(report), "--config", str(settings)],
        capture_output=True,
        check=False,
        env={**os.environ, **ENV},
        cwd=report,
    )
    assert done.returncode in {1, 2, 4}
    assert (mailbox.logins, mailbox.delivered) == (0, [])


def test_who_opted_out_gets_nothing_until_he_comes_back(report, post):
    mailbox, settings = post
    built(report)
    state = writable_state(report)
    note_wish(state, f"甲 <{A.upper()}>", wants_mail=False, reason="来信", clock=now)
    done = sent(report, settings)
    assert states(done) == {A: "skipped", B: "sent"}
    assert done.totals == {"sent": 1, "skipped": 1}
    note_wish(state, A, wants_mail=True, reason="", clock=now)
    assert states(sent(report, settings)) == {A: "sent", B: "sent"}
    assert len(mailbox.delivered) == 2


BOUNCE = """From MAILER-DAEMON@example.com Mon Jan  5 09:00:00 2026
From: MAILER-DAEMON@example.com
To: research@example.cn
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {to}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{to}> user unknown

--b
Content-Type: text/rfc822-headers

Message-ID: {identifier}
Subject: x

--b--
"""


@pytest.mark.parametrize("shape", ["mbox", "folder", "file"])
def test_a_bounce_marks_its_row_and_no_other(shape, report, post, tmp_path):
    mailbox, settings = post
    built(report)
    sent(report, settings)
    identifier = mailbox.mails(A)[0]["Message-ID"]
    text = BOUNCE.format(to=A, action="failed", identifier=identifier)
    forged = BOUNCE.format(to=B, action="failed", identifier="<forged@example.cn>")
    late = BOUNCE.format(to=B, action="delayed", identifier=mailbox.mails(B)[0]["Message-ID"])
    path = tmp_path / "bounces"
    if shape == "mbox":
        path.write_text(f"{text}\n{forged}\n{late}", "utf-8")
    else:
        path.mkdir()
        for number, each in enumerate((text, forged, late)):
            (path / f"{number}.eml").write_text(each.partition("\n")[2], "utf-8")
        path = path if shape == "folder" else path / "0.eml"
    state = writable_state(report)
    (row,) = note_bounces(state, path, now)
    assert (row.addressee.recipient, row.state.value) == (A, "bounced")
    assert "user unknown" in row.reason
    assert states(sent(report, settings)) == {A: "bounced", B: "sent"}
    settle(state, row.id, was_sent=False, clock=now)
    assert states(sent(report, settings)) == {A: "sent", B: "sent"}


def test_the_log_names_nobody_and_tells_everything(report, post):
    mailbox, settings = post
    mailbox.at = lambda step, to: f"550 5.1.1 <{A}> unknown" if (step, to) == ("rcpt", A) else None
    built(report)
    sent(report, settings)
    command = [sys.executable, "-m", "reportgen", "send", str(report), "--log"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["what"] for line in lines] == ["queued", "queued", "failed", "sent"]
    assert "client-" not in done.stdout
    assert len({line["recipient"] for line in lines}) == 2
    assert "unknown" in lines[2]["reason"]
    assert len(log_of(writable_state(report), report)) == 4


def test_the_command_settles_repeats_and_wants_a_reason(report, post):
    _, settings = post
    built(report)
    command = [sys.executable, "-m", "reportgen", "send", str(report), "--config", str(settings)]
    env = {**os.environ, **ENV}
    done = subprocess.run([*command, "--again", A], capture_output=True, text=True, check=False)
    assert "--reason" in done.stderr
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    assert "共 2：sent 2" in done.stderr
    out = subprocess.run(
        [*command, "--again", A, "--reason", "误删"], capture_output=True, check=True, env=env
    )
    assert out.returncode == 0


def test_on_a_holiday_mail_waits_for_the_next_workday(report, post):
    pytest.importorskip("chinese_calendar")
    mailbox, settings = post
    keys = report / "report.yaml"
    window = "  send_window: 工作日 08:00-20:00\n"
    keys.write_text(keys.read_text("utf-8").rstrip() + "\n" + window, "utf-8")
    built(report)
    state = writable_state(report)

    def sent_at(moment):
        return send(report, state, settings, ENV, lambda: moment, Wish())

    thursday = dt.datetime(2025, 10, 2, 2, tzinfo=dt.UTC)  # 国庆
    done = sent_at(thursday)
    assert mailbox.delivered == []
    assert [note.values["opens"] for note in done.notes] == ["2025-10-09T08:00+08:00"]
    sunday = dt.datetime(2025, 9, 28, 2, tzinfo=dt.UTC)  # 调休上班
    assert states(sent_at(sunday)) == {A: "sent", B: "sent"}


def test_all_that_is_held_is_settled_by_one_command(report, post):
    mailbox, settings = post
    mailbox.at = lambda step, _to: "354 what?" if step == "dot" else None
    built(report)
    assert states(sent(report, settings)) == {A: "held", B: "held"}
    command = [sys.executable, "-m", "reportgen", "send", str(report), "--resolve"]
    wrong = subprocess.run([*command, "x", "sent"], capture_output=True, check=False)
    assert wrong.returncode == 2
    done = subprocess.run([*command, "held", "sent"], capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["sent", "sent"]
    mailbox.at = lambda _step, _to: None
    assert sent(report, settings).totals == {"sent": 2}
    assert mailbox.delivered == []
