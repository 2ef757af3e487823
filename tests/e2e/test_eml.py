"""The example's message as other programs read it: names, words and files."""

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from reportgen.automate import Order, here, rebuild, writable_state
from reportgen.automate.trial import dry_run

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
