"""Mail of a report with one issue a row: each client's own, to the address in his own row."""

import datetime as dt

import pytest
from msgspec.structs import replace
from pypdfium2 import PdfDocument
from tests.mail_server import PASSWORD, mail_server

from reportgen import check_report
from reportgen.automate import Order, here, rebuild, writable_state
from reportgen.automate.mail.send import Wish, send
from reportgen.diag import ReportgenError

pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ENV = {"MAIL_PASSWORD": PASSWORD}
CLIENTS = (
    "客户,邮箱,抄送\n"
    "甲公司,a_1*x*@example.com,boss@example.com；second@example.com\n"
    "乙公司,李四 <b@example.com>,\n"
    "丙公司,a_1*x*@example.com，c2@example.com,boss@example.com\n"
)
SECRETS = {"甲公司": "98765.5", "乙公司": "43217.25", "丙公司": "65432.75"}
ROWS = "客户,月份,金额_万元\n" + "".join(
    f"{name},2024-0{month},{value}\n" for name, value in SECRETS.items() for month in (1, 2)
)
REPORT = """---
id: statement
title: "{{ 客户 }}对账单"
date: 2025-12-18
period: auto
outputs: [pdf]
params: clients.csv
sources:
  明细: {file: 明细.csv, period: 月份}
metrics:
  金额: {from: 明细, sql: sum(金额), format: 千分位(2)}
delivery:
  via: exmail
  from: 对账 <r@example.cn>
  to: "{{ 邮箱 }}"
  cc: "{{ 抄送 }}"
  bcc: archive@example.com
  subject: "{{ 客户 }}（{{ 本期 }}）"
  body: mail.md
---
# {{ 客户 }}

本月{{ 金额 }}。
"""


def now():
    return dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


@pytest.fixture
def report(tmp_path):
    files = {
        "clients.csv": CLIENTS,
        "明细.csv": ROWS,
        "报告.md": REPORT,
        "mail.md": "{{ 客户 }}：本月{{ 金额 }}。\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / "报告.md"


@pytest.fixture
def post(tmp_path):
    with mail_server(tmp_path / "server") as running:
        yield running


def built(report, *names):
    for name in names or SECRETS:
        rebuild(Order(report), replace(here(env={}), row={"客户": name}), now())


def sent(report, settings, **wish):
    return send(report, writable_state(report), settings, ENV, now, Wish(**wish))


def test_each_client_gets_his_own_and_no_byte_of_another(report, post):
    mailbox, settings = post
    built(report)
    done = sent(report, settings)
    assert done.findings == ()
    assert done.totals == {"sent": 10}
    told = {}
    for to, content in mailbox.delivered:
        told.setdefault(to, []).append(content)
    assert {to: len(mails) for to, mails in told.items()} == {
        "a_1*x*@example.com": 2,
        "b@example.com": 1,
        "c2@example.com": 1,
        "boss@example.com": 2,
        "second@example.com": 1,
        "archive@example.com": 3,
    }
    for mail in mailbox.mails():
        owner = mail["Subject"].partition("（")[0]
        words = mail.get_body(("plain",)).get_content() + mail.get_body(("html",)).get_content()
        (file,) = mail.iter_attachments()
        assert file.get_filename() == f"{owner}对账单.pdf"
        with PdfDocument(file.get_content()) as pdf:
            words += "".join(page.get_textpage().get_text_range() for page in pdf)
        for name, value in SECRETS.items():
            shown = f"{float(value):,.2f}"
            assert (shown in words) == (name == owner)
            assert (name in words) == (name == owner)


def test_copies_are_seen_and_blind_copies_are_not(report, post):
    mailbox, settings = post
    built(report, "甲公司")
    sent(report, settings)
    for to in ("a_1*x*@example.com", "boss@example.com", "archive@example.com"):
        (mail,) = mailbox.mails(to)
        assert mail["To"] == "a_1*x*@example.com"
        assert mail["Cc"] == "boss@example.com, second@example.com"
        assert mail["Bcc"] is None


def test_reports_of_one_mailbox_go_together_where_they_are_grouped(report, post):
    mailbox, settings = post
    text = report.read_text("utf-8").replace('  cc: "{{ 抄送 }}"\n', "  group_by: 邮箱\n")
    report.write_text(text.replace("  bcc: archive@example.com\n", ""), "utf-8")
    rows = "甲公司,x@example.com,\n乙公司,b@example.com,\n丙公司,x@example.com,\n"
    (report.parent / "clients.csv").write_text("客户,邮箱,抄送\n" + rows, "utf-8")
    built(report)
    assert sent(report, settings).totals == {"sent": 3}
    (mail,) = mailbox.mails("x@example.com")
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == ["甲公司对账单.pdf", "丙公司对账单.pdf"]
    assert mail["Subject"] == "甲公司（2024年2月）（等 2 份）"
    assert "65,432.75" in mail.get_body(("plain",)).get_content()
    assert len(mailbox.mails("b@example.com")) == 1
    sent(report, settings)
    assert len(mailbox.delivered) == 2


def test_what_was_sent_adds_up_to_the_list(report, post):
    mailbox, settings = post
    text = CLIENTS.replace("李四 <b@example.com>", "")
    (report.parent / "clients.csv").write_text(text, "utf-8")
    built(report, "甲公司", "乙公司")
    done = sent(report, settings)
    assert {each.code.value for each in done.notes} == {"RG566", "RG568"}
    assert len(mailbox.delivered) == 4, "a report for nobody goes to no archive either"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('to: "{{ 邮箱 }}"', "to: all@example.com", "RG287"),
        ('to: "{{ 邮箱 }}"', 'to: "{{ 邮件 }}"', "RG301"),
        ("李四 <b@example.com>", "李四 <b@example.com>\u202e", "RG111"),
        ("李四 <b@example.com>", '"b@example.com\nBcc: evil@example.com"', "RG136"),
        ("李四 <b@example.com>", "b@example", "RG136"),
    ],
)
def test_an_address_that_is_none_is_found(old, new, code, report):
    for path in (report, report.parent / "clients.csv"):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ReportgenError) as caught:
        check_report(report, param={"客户": "乙公司"})
    assert code in [each.code.value for each in caught.value.diagnostics]


def test_a_client_who_left_the_list_gets_nothing(report, post):
    mailbox, settings = post
    built(report)
    text = (report.parent / "clients.csv").read_text("utf-8")
    left = "".join(line for line in text.splitlines(keepends=True) if "乙" not in line)
    (report.parent / "clients.csv").write_text(left, "utf-8")
    sent(report, settings)
    assert mailbox.mails("b@example.com") == []
