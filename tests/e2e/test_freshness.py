"""No report of stale data leaves the house; when the data are there, it goes."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from tests.e2e.test_cli import reportgen
from tests.e2e.test_send import ENV, A, B, post, states

from reportgen.automate import Order, build_report, here, rebuild, writable_state
from reportgen.automate.history.status import status
from reportgen.automate.mail.send import Wish, send
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.tick import attempt
from reportgen.automate.schedule.watching import look
from reportgen.diag import DataError, DeliveryError

__all__ = ["post"]
pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parents[2]
IN_TIME = dt.datetime(2025, 5, 15, 8, tzinfo=dt.UTC)
LATE = dt.datetime(2025, 5, 15, 16, tzinfo=dt.UTC)
"""Midnight in Beijing after the 45th day of the second quarter."""
NEXT = "2025Q1,2025-03-31,981600,314600,s1-2025\n"


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    made = Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "q", ignore=ignore))
    with (made / "report.yaml").open("a", encoding="utf-8") as file:
        file.write("\nfreshness:\n  quarterly: {covers: period, due: 45d}\n  annual: frozen\n")
    return made


def built(report, moment=IN_TIME, **options):
    return rebuild(Order(report, **options), here(env={}), moment)


def sent(report, settings, moment, env=ENV, **wish):
    return send(report, writable_state(report), settings, env, lambda: moment, Wish(**wish)).rows


def add_quarter(report):
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write(NEXT)


def test_a_report_of_stale_data_is_built_and_not_sent(report, post):
    mailbox, settings = post
    done = built(report, LATE)
    assert [each.code.value for each in done.held] == ["RG261"]
    assert all(path.exists() for path in done.paths)
    with pytest.raises(DataError) as caught:
        sent(report, settings, LATE)
    assert "RG261" in str(caught.value)
    assert mailbox.delivered == []
    assert status(writable_state(report), LATE).messages == ()


def test_what_was_fresh_when_it_was_built_may_be_stale_when_it_is_sent(report, post):
    mailbox, settings = post
    assert built(report, IN_TIME).held == ()
    with pytest.raises(DataError):
        sent(report, settings, LATE)
    assert mailbox.delivered == []
    assert states(sent(report, settings, IN_TIME)) == {A: "sent", B: "sent"}


def test_new_data_clear_the_way(report, post):
    mailbox, settings = post
    built(report, LATE)
    add_quarter(report)
    assert built(report, LATE).held == ()
    assert states(sent(report, settings, LATE)) == {A: "sent", B: "sent"}
    assert "2025年第一季度" in mailbox.mails(A)[0]["Subject"]


def test_the_files_do_not_say_that_they_are_stale(report):
    late = built(report, LATE, out=report / "late")
    bare = report / "report.yaml"
    bare.write_text(bare.read_text("utf-8").split("\nfreshness:")[0], "utf-8")
    plain = built(report, LATE, out=report / "plain")
    assert [p.read_bytes() for p in late.paths] == [p.read_bytes() for p in plain.paths]


def test_unchanged_data_that_have_become_stale_are_said_and_not_built_again(report):
    built(report, IN_TIME)
    again = built(report, LATE)
    assert again.is_unchanged
    assert [each.code.value for each in again.held] == ["RG261"]
    assert again.held[0].span.source.line(again.held[0].span.line).strip().startswith("quarterly:")


def test_a_tick_waits_with_the_mail_until_the_data_are_there(report, post):
    mailbox, settings = post
    clock = [dt.datetime(2025, 5, 31, tzinfo=dt.UTC)]
    job = Job(report, writable_state(report), settings, quiet_seconds=0)

    def ticked():
        files = look(report, job.inputs()).digest
        return attempt(job, here(env=ENV), lambda: clock[0], files)

    first = ticked()
    assert [each.code.value for each in first.ticked.rebuilt.held] == ["RG261"]
    assert (first.ticked.messages, first.is_news) == ((), True)
    clock[0] = dt.datetime(2025, 6, 5, 0, 1, tzinfo=dt.UTC)
    stale = ticked()
    assert [each.code.value for each in stale.fault.diagnostics] == ["RG261"]
    assert (stale.exit_code, stale.is_news, mailbox.delivered) == (3, False, [])

    told = []
    for _ in range(200):  # a tick a minute, for three hours and more
        clock[0] += dt.timedelta(minutes=1)
        again = ticked()
        told.append(again.is_news)
        assert again.exit_code == 3
    assert not any(told), "the owner is told once"
    assert mailbox.delivered == []

    add_quarter(report)
    clock[0] += dt.timedelta(minutes=1)
    done = ticked()
    assert states(done.ticked.messages) == {A: "sent", B: "sent"}
    assert (done.exit_code, done.is_mended, done.is_news) == (0, True, True)
    assert ticked().ticked.messages == ()


def test_an_older_issue_left_in_the_queue_is_held_when_its_data_have_grown_old(report, post):
    mailbox, settings = post
    built(report, IN_TIME)
    with pytest.raises(DeliveryError):
        sent(report, settings, IN_TIME, env={"MAIL_PASSWORD": "wrong"})
    add_quarter(report)
    built(report, LATE)
    rows = sent(report, settings, LATE, resumes=True)
    assert {(row.addressee.period, row.state.value, row.reason) for row in rows} == {
        ("2024Q4", "held", "stale data"),
        ("2025Q1", "sent", ""),
    }
    assert len(mailbox.delivered) == 2


def test_status_says_what_may_not_be_sent(report):
    built(report, IN_TIME)
    state = writable_state(report)
    assert status(state, IN_TIME).held == {}
    assert [each.code.value for each in status(state, LATE).held[1]] == ["RG261"]


def test_the_command_line_exits_with_3_and_makes_the_files(report):
    done = reportgen("check", report)
    assert (done.returncode, "RG261" in done.stderr) == (3, True)
    assert not (report / "out").exists()
    done = reportgen("build", report)
    assert done.returncode == 3
    assert all(Path(line).exists() for line in done.stdout.split())
    assert "不能发送" in done.stderr
    shown = reportgen("status", report)
    assert (shown.returncode, "不能发送（RG261）" in shown.stdout) == (0, True)
    listed = json.loads(reportgen("status", report, "--json").stdout)
    assert [each["held"] for each in listed["builds"]] == [["RG261"]]
    done = reportgen("send", report, "--config", report / "none.yaml")
    assert (done.returncode, "RG261" in done.stderr) == (3, True)


def test_an_earlier_issue_asked_for_by_its_period_is_not_stale(report):
    done = reportgen("build", report, "--period", "2024Q3", "--to", "pdf")
    assert done.returncode == 0, done.stderr


def test_a_program_is_told_from_when_an_issue_may_not_be_sent(report):
    checked = build_report(report, to=["pdf"], env={}).checked
    assert checked.held(IN_TIME) == ()
    assert [each.code.value for each in checked.held(LATE)] == ["RG261"]


def test_of_reports_for_each_client_the_stale_ones_are_made_and_held(tmp_path):
    (tmp_path / "客户.csv").write_text("客户\n甲\n乙\n", "utf-8")
    rows = "客户,季度,金额_元\n甲,2024Q3,1\n甲,2024Q4,2\n乙,2024Q3,3\n"
    (tmp_path / "明细.csv").write_text(rows, "utf-8")
    (tmp_path / "报告.md").write_text(
        "---\nid: a\ntitle: '{{ 客户 }}对账单'\nparams: 客户.csv\nperiod: auto\n"
        "sources: {明细: {file: 明细.csv, period: 季度}}\n"
        "freshness: {明细: {due: 9000d}, 其余: frozen}\n"
        "metrics: {金额: {from: 明细, sql: sum(金额)}}\n---\n# 甲\n\n{{ 金额 }}\n",
        "utf-8",
    )
    done = reportgen("build", tmp_path / "报告.md", "--all", "--to", "docx")
    assert done.returncode == 0, done.stderr
    keys = tmp_path / "报告.md"
    keys.write_text(keys.read_text("utf-8").replace("9000d", "45d"), "utf-8")
    done = reportgen("build", keys, "--all", "--to", "docx")
    assert (done.returncode, done.stderr.count("RG261")) == (3, 1)
    assert "另有 1 处发现在同样的地方" in done.stderr
    assert len([line for line in done.stdout.splitlines() if line.endswith(".docx")]) == 2
