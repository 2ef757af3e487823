"""Mail through Postfix and through Node's smtp-server, as other programs took and read it."""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from tests import scripted_send
from tests.mail_server import make_certificate
from tests.postfix import LIMIT, postfix
from tests.scripted_send import BEGIN, fill, rows_of, run

from reportgen.deliver import Attachment, Envelope, Mail, Server, compose
from reportgen.deliver.config import Security

FILES = (
    Attachment(
        "pdf", b"%PDF-1.7\n" + bytes(range(256)) * 90, "季度跟踪报告（2024年第四季度）—甲公司"
    ),
    Attachment(
        "docx", b"PK" + bytes(reversed(range(256))) * 40, "季度跟踪报告（2024年第四季度）—甲公司"
    ),
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(300)
NODE = """
import { pathToFileURL } from 'url';
import fs from 'fs';
import crypto from 'crypto';
const [place, cert, key] = process.argv.slice(2);
const load = async name => {
  const made = JSON.parse(fs.readFileSync(`${place}/${name}/package.json`));
  const entry = made.exports?.['.']?.import?.default || made.exports?.['.']?.import
    || made.exports?.['.'] || made.module || made.main;
  return import(pathToFileURL(`${place}/${name}/${typeof entry === 'string' ? entry : made.main}`));
};
const { SMTPServer } = await load('smtp-server');
const { simpleParser } = await load('mailparser');
const sha = data => crypto.createHash('sha256').update(data).digest('hex');
const server = new SMTPServer({
  secure: true, cert: fs.readFileSync(cert), key: fs.readFileSync(key),
  authMethods: ['XOAUTH2'], size: 1000000,
  onAuth(auth, session, done) {
    if (auth.accessToken === 'ya29.good') return done(null, { user: auth.username });
    return done(null, { data: { status: '401', schemes: 'bearer' } });
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', part => parts.push(part));
    stream.on('end', async () => {
      const mail = await simpleParser(Buffer.concat(parts));
      console.log(JSON.stringify({
        subject: mail.subject, text: mail.text, html: mail.html, to: mail.to.text,
        files: mail.attachments.map(a => [a.filename || a.cid, sha(a.content)]),
      }));
      done();
    });
  },
});
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
"""


def written(rows):
    """Return a message with all that a message may have."""
    mail = Mail(
        "研报自动化 <robot@example.cn>",
        (rows[0].addressee.recipient,),
        "季度跟踪（2024年第四季度）：营业收入环比增长28.0%",
        "各位好：\n\n.营业收入7.47亿美元。\n",
        '<p>营业收入<strong>7.47亿美元</strong></p><img src="cid:chart@reportgen">',
        FILES,
        rows[0].message_id,
        BEGIN,
        pictures=(("chart@reportgen", PNG),),
    )
    return Envelope(mail.sender, mail.recipients[0], compose(mail))


@pytest.fixture(autouse=True)
def _whole_messages(monkeypatch):
    monkeypatch.setattr(scripted_send, "written", written)


@pytest.fixture(scope="module")
def office(tool):
    tool("postfix")
    tool("saslpasswd2")
    if os.geteuid() != 0:
        pytest.skip("Postfix starts as root only")
    with postfix() as running:
        yield running


def at(port, cert, security, **changes):
    server = scripted_send.server_at(port, cert, security)
    return Server(**{name: getattr(server, name) for name in Server.__slots__} | changes)


def sent(path, server, count=1):
    fill(path, count)
    said = run(path, server, lambda: BEGIN)
    return said, [row.state.value for row in rows_of(path)]


@pytest.mark.parametrize("security", Security)
def test_postfix_takes_it_and_python_reads_it_back_whole(security, office, tmp_path):
    port = office.tls if security is Security.TLS else office.starttls
    before = len(office.mails(0))
    assert sent(tmp_path / "l", at(port, office.cert, security), 3) == ("", ["sent"] * 3)
    mails = [message_from_bytes(each, policy=default) for each in office.mails(before + 3)]
    for mail in mails[before:]:
        assert mail["Subject"] == "季度跟踪（2024年第四季度）：营业收入环比增长28.0%"
        text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
        assert text == "各位好：\n\n.营业收入7.47亿美元。\n"
        assert "<strong>7.47亿美元</strong>" in mail.get_body(("html",)).get_content()
        files = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
        assert files == {f"{each.name}.{each.kind}": each.data for each in FILES}
        (image,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
        assert image.get_content() == PNG


def test_postfix_refuses_a_wrong_password_once(office, tmp_path):
    server = at(office.tls, office.cert, Security.TLS, secret="x")  # noqa: S106 - it is wrong
    assert sent(tmp_path / "l", server) == ("LOGIN_REFUSED", ["queued"])


def test_postfix_is_not_trusted_without_its_root(office, tmp_path):
    other, _ = make_certificate(tmp_path)
    server = at(office.starttls, other, Security.STARTTLS)
    assert sent(tmp_path / "l", server) == ("UNTRUSTED_SERVER", ["queued"])


def test_a_mail_over_the_limit_of_postfix_fails_before_it_is_sent(office, tmp_path, monkeypatch):
    large = (Attachment("pdf", bytes(LIMIT * 3 // 4), "大"),)
    monkeypatch.setattr(sys.modules[__name__], "FILES", large)
    before = len(office.mails(0))
    server = at(office.tls, office.cert, Security.TLS)
    assert sent(tmp_path / "l", server) == ("", ["failed"])
    assert f"SIZE {LIMIT}" in rows_of(tmp_path / "l")[0].reason
    assert len(office.mails(0)) == before


@contextlib.contextmanager
def node_server(modules, folder):
    cert, key = make_certificate(folder)
    script = folder / "server.mjs"
    script.write_text(NODE, "utf-8")
    command = ["node", str(script), str(modules), str(cert), str(key)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process, int(process.stdout.readline()), cert
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def test_node_lets_a_token_in_and_reads_the_message_whole(tool, tmp_path):
    modules = Path(tool("smtp-server")).parents[1]
    tool("mailparser")
    token = tmp_path / "token"
    command = f'{sys.executable} -c "print(open({str(token)!r}).read())"'
    with node_server(modules, tmp_path) as (process, port, cert):
        server = at(port, cert, Security.TLS, secret="", token=command)
        token.write_text("ya29.old")
        assert sent(tmp_path / "l", server) == ("LOGIN_REFUSED", ["queued"])
        token.write_text("ya29.good")
        assert sent(tmp_path / "m", server) == ("", ["sent"])
        mail = json.loads(process.stdout.readline())
    assert mail["subject"] == "季度跟踪（2024年第四季度）：营业收入环比增长28.0%"
    assert mail["text"] == "各位好：\n\n.营业收入7.47亿美元。\n"
    assert "<strong>7.47亿美元</strong>" in mail["html"]
    shas = [hashlib.sha256(data).hexdigest() for data in (PNG, *(each.data for each in FILES))]
    names = [f"{each.name}.{each.kind}" for each in FILES]
    assert [name for name, _ in mail["files"]][1:] == names
    assert [sha for _, sha in mail["files"]] == shas
