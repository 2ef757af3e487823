"""The example's message as other programs read it: names, words and files."""

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
from email import message_from_bytes
from email.header import decode_header
from email.policy import default
from pathlib import Path

import pytest

from reportgen.automate import Order, here, rebuild, writable_state
from reportgen.automate.mail.trial import dry_run

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)

NODE = """
const { simpleParser } = require('mailparser');
simpleParser(require('fs').readFileSync(process.argv[1])).then(mail => {
  const sha = data => require('crypto').createHash('sha256').update(data).digest('hex');
  console.log(JSON.stringify({
    from: mail.from.text, to: mail.to.text, subject: mail.subject, text: mail.text,
    html: mail.html, files: mail.attachments.map(a => [a.filename, sha(a.content)]),
  }));
});
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    folder = tmp_path_factory.mktemp("eml")
    report = Path(shutil.copytree(ROOT / "data" / "quarterly", folder / "q", ignore=ignore))
    done = rebuild(Order(report), here(env={}), NOW)
    paths = dry_run(report, writable_state(report), folder, {}, folder / "eml")
    return done, paths


def test_the_same_message_is_made_twice(made, tmp_path):
    _, paths = made
    report = paths[0].parents[1] / "q"
    again = dry_run(report, writable_state(report), tmp_path, {}, tmp_path)
    assert [p.read_bytes() for p in again] == [p.read_bytes() for p in paths]


def test_node_reads_the_right_names_and_the_whole_files(made, tool):
    modules = Path(tool("mailparser")).parents[1]
    done, paths = made
    read = subprocess.run(
        ["node", "-e", NODE, str(paths[0])],
        capture_output=True,
        text=True,
        check=True,
        env={"NODE_PATH": str(modules), "PATH": os.environ["PATH"]},
    )
    mail = json.loads(read.stdout)
    assert mail["from"] == '"研报自动化" <research@example.cn>'
    assert mail["to"] == "client-a@example.com"
    assert mail["subject"] == "CoreWeave季度跟踪（2024年第四季度）：营业收入环比增长28.0%"
    assert "净亏损0.51亿美元" in mail["text"]
    assert "<strong>7.47亿美元</strong>" in mail["html"]
    names = [f"CoreWeave季度跟踪-2024年第四季度.{kind}" for kind in ("pdf", "docx")]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in done.paths]
    assert mail["files"] == [list(pair) for pair in zip(names, digests, strict=True)]


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    """The example with cards, a table and a chart in its letter, made by a machine in part."""
    ignore = shutil.ignore_patterns("out", ".reportgen")
    folder = tmp_path_factory.mktemp("rich")
    report = Path(shutil.copytree(ROOT / "data" / "quarterly", folder / "q", ignore=ignore))
    keys = report / "report.yaml"
    text = keys.read_text("utf-8").replace(
        "aigc: {mode: none}",
        "aigc: {mode: assisted, provider_name: example}",
    )
    text = text.replace("headings: decimal", "headings: decimal\noutputs: [pdf]")
    text = text.replace("attach: [pdf, docx]", "attach: [pdf]\n  unsubscribe: stop@example.cn")
    keys.write_text(text, "utf-8")
    letter = "各位好：\n\n:::{指标卡}\n- 营收 | {{ 单季营收 }} | 环比增长\n:::\n\n"
    letter += ":::{表格} quarters\n:::\n\n:::{图表} trend\n:::\n"
    (report / "mail.md").write_text(letter, "utf-8")
    rebuild(Order(report), here(env={}), NOW)
    return dry_run(report, writable_state(report), folder, {}, folder / "eml")[0]


def test_cards_a_table_and_a_chart_stand_in_the_letter(rich):
    mail = message_from_bytes(rich.read_bytes(), policy=default)
    html = mail.get_body(("html",)).get_content()
    text = mail.get_body(("plain",)).get_content()
    assert "7.47亿美元" in html
    assert "<table" in html
    assert "7.47" in text
    (cid,) = re.findall(r'src="cid:([^"]+)"', html)
    (image,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert image["Content-ID"] == f"<{cid}>"
    assert image.get_content().startswith(b"\x89PNG")
    for words in (html, text):
        assert "人工智能" in words
    assert mail["List-Unsubscribe"] == "<mailto:stop@example.cn>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_older_programs_find_the_name_of_a_file_where_they_look_for_it(rich):
    raw = rich.read_bytes()
    (found,) = re.findall(rb'Content-Type: application/pdf;\s+name="([^"]+)"', raw)
    words = "".join(
        part.decode(charset or "ascii") if isinstance(part, bytes) else part
        for part, charset in decode_header(found.decode("ascii"))
    )
    assert words == "CoreWeave季度跟踪-2024年第四季度.pdf"
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    mail = message_from_bytes(raw, policy=default)
    (file,) = mail.iter_attachments()
    assert file.get_filename() == words
