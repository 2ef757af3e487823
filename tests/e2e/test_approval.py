"""Approval: nothing goes out before the named persons let it, as it is and to whom it goes."""

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.mail_server import PASSWORD, mail_server

from reportgen.automate import Order, here, rebuild, writable_state
from reportgen.automate.mail.approval import Judgement, judge
from reportgen.automate.mail.send import send
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.tick import attempt
from reportgen.diag import DataError, DeliveryError, SourceError, UsageError
from reportgen.ledger import Verdict

pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parents[2]
ENV = {"MAIL_PASSWORD": PASSWORD}


def now():
    return dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    folder = Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "q", ignore=ignore))
    keys = folder / "report.yaml"
    text = keys.read_text("utf-8").replace("brand: default", "brand: default\noutputs: [pdf]")
    attach = "attach: [pdf]\n  approve: [质控, 合规]\n  author: 张三"
    keys.write_text(text.replace("attach: [pdf, docx]", attach), "utf-8")
    rebuild(Order(folder), here(env={}), now())
    return folder


@pytest.fixture
def post(tmp_path):
    with mail_server(tmp_path / "server") as (mailbox, settings):
        text = settings.read_text("utf-8")
        offices = "approvers: {质控: [王芳, 张三], 合规: [李明, 王芳]}\n"
        settings.write_text(text + offices, "utf-8")
        yield mailbox, settings


def said(report, settings, office, person, verdict=Verdict.APPROVED, reason=""):
    judgement = Judgement(office, person, verdict, reason, "account")
    return judge(report, writable_state(report), (settings, ENV), judgement, now)


def sent(report, settings):
    return send(report, writable_state(report), settings, ENV, now)


def refused(report, settings):
    with pytest.raises(DeliveryError) as caught:
        sent(report, settings)
    return str(caught.value)


def test_nothing_goes_out_before_all_have_approved(report, post):
    mailbox, settings = post
    assert "RG571 offices=质控、合规" in refused(report, settings)
    said(report, settings, "质控", "王芳")
    assert "RG571 offices=合规" in refused(report, settings)
    assert mailbox.delivered == []
    said(report, settings, "合规", "李明")
    assert sent(report, settings).totals == {"sent": 2}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("quarterly.csv", "747400", "747500"),
        ("mail.md", "各位好", "大家好"),
        ("report.yaml", "client-b@example.com", "client-c@example.com"),
    ],
)
def test_what_changes_after_the_approval_has_to_be_approved_again(file, old, new, report, post):
    mailbox, settings = post
    said(report, settings, "质控", "王芳")
    said(report, settings, "合规", "李明")
    path = report / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    rebuild(Order(report), here(env={}), now())
    assert "RG571" in refused(report, settings)
    assert mailbox.delivered == []


@pytest.mark.parametrize(
    ("office", "person", "code"),
    [
        ("质控", "赵六", "RG572"),
        ("总编", "王芳", "RG572"),
        ("质控", "张三", "RG573"),
        ("合规", "王芳", "RG573"),
    ],
)
def test_neither_the_author_nor_a_stranger_nor_one_for_two_approves(
    office, person, code, report, post
):
    _, settings = post
    if office == "合规":
        said(report, settings, "质控", "王芳")
    with pytest.raises(UsageError) as caught:
        said(report, settings, office, person)
    assert code in str(caught.value)


def test_a_rejection_says_why_and_can_be_taken_back(report, post):
    mailbox, settings = post
    said(report, settings, "质控", "王芳")
    said(report, settings, "合规", "李明", Verdict.REJECTED, "缺风险提示")
    message = refused(report, settings)
    assert "RG574" in message
    assert "缺风险提示" in message
    said(report, settings, "合规", "李明", Verdict.REVOKED)
    assert "RG571" in refused(report, settings)
    said(report, settings, "合规", "李明")
    said(report, settings, "质控", "王芳", Verdict.REVOKED, "再看看")
    assert "RG571 offices=质控" in refused(report, settings)
    assert mailbox.delivered == []


def test_who_is_no_approver_any_more_has_approved_nothing(report, post):
    _, settings = post
    said(report, settings, "质控", "王芳")
    said(report, settings, "合规", "李明")
    text = settings.read_text("utf-8").replace("合规: [李明, 王芳]", "合规: [赵强]")
    settings.write_text(text, "utf-8")
    assert "RG571" in refused(report, settings)


def test_an_approval_without_an_author_is_found(report):
    keys = report / "report.yaml"
    keys.write_text(keys.read_text("utf-8").replace("  author: 张三\n", ""), "utf-8")
    with pytest.raises(SourceError) as caught:
        rebuild(Order(report), here(env={}), now())
    assert "RG105" in str(caught.value)


def test_the_command_approves(report, post):
    _, settings = post
    command = [sys.executable, "-m", "reportgen", "send", str(report), "--config", str(settings)]
    done = subprocess.run(
        [*command, "--approve", "质控"], capture_output=True, text=True, check=False
    )
    assert "--by" in done.stderr
    done = subprocess.run(
        [*command, "--approve", "质控", "--by", "王芳"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("approved  质控  王芳  ")


def test_from_a_changed_number_to_the_ledger_and_no_further(report, post):
    """Data, rebuild, freshness, approval, mail, ledger; the same change again sends nothing."""
    mailbox, settings = post
    keys = report / "report.yaml"
    text = keys.read_text("utf-8") + "\nfreshness:\n  quarterly: {covers: period, due: 45d}\n"
    keys.write_text(text, "utf-8")
    clock = [dt.datetime(2025, 2, 4, 23, 59, tzinfo=dt.UTC)]
    job = Job(report, writable_state(report), settings, quiet_seconds=0)

    def ticked():
        return attempt(job, here(env=ENV), lambda: clock[0])

    ticked()
    data = report / "quarterly.csv"
    data.write_text(data.read_text("utf-8").replace("747400", "747500"), "utf-8")
    clock[0] = dt.datetime(2025, 2, 5, 0, 1, tzinfo=dt.UTC)
    assert "RG571" in str(ticked().fault)
    said(report, settings, "质控", "王芳")
    said(report, settings, "合规", "李明")
    clock[0] += dt.timedelta(minutes=2)
    assert {row.state.value for row in ticked().ticked.messages} == {"sent"}
    assert len(mailbox.delivered) == 2
    with writable_state(report).ledger() as ledger:
        assert {row.state.value for row in ledger.outbox.rows()} == {"sent"}
    data.write_text(data.read_text("utf-8") + "\n", "utf-8")
    for _ in range(3):
        clock[0] += dt.timedelta(days=1)
        assert ticked().ticked.messages == ()
    assert len(mailbox.delivered) == 2
    clock[0] = dt.datetime(2026, 1, 5, 0, 1, tzinfo=dt.UTC)
    assert isinstance(ticked().fault, DataError)
    assert len(mailbox.delivered) == 2


def test_a_renamed_folder_sends_nothing(report, post):
    mailbox, settings = post
    said(report, settings, "质控", "王芳")
    said(report, settings, "合规", "李明")
    sent(report, settings)
    moved = report.rename(report.with_name("moved"))
    rebuild(Order(moved), here(env={}), now())
    assert sent(moved, settings).totals == {"sent": 2}
    assert len(mailbox.delivered) == 2
