"""A token for data is the operator's: it goes to its host alone, and nobody reads it anywhere."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.e2e.test_cli import reportgen

SECRET = "tok-5f1d0c7e9a"  # noqa: S105 - of this test
CSV = "季度,收入_亿元\n2024Q4,1.5\n".encode()


class Desk(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(dict(self.headers))
        status, body = self.server.answer
        self.send_response_only(status, self.server.reason)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    made.asked, made.answer, made.reason = [], (200, CSV), None
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def report(tmp_path, server):
    folder = tmp_path / "report"
    folder.mkdir()
    host = f"127.0.0.1:{server.server_address[1]}"
    (folder / "report.yaml").write_text(
        "id: token\ntitle: 季度收入\ndate: 2025-12-18\nperiod: auto\naigc: {mode: none}\n"
        f"sources: {{s: {{url: 'http://{host}/a.csv', period: 季度}}}}\n"
        "metrics: {营收: {from: s, sql: sum(收入), format: 亿(1)}}\n"
        'sections: [{title: 概况, text: "本季营收{{ 营收 }}。"}]\n'
        "pdf: {embed: [data, source], standard: ua1+3a}\n",
        "utf-8",
    )
    allow(folder, server)
    return folder


def allow(folder, server, token="env:DATA_TOKEN"):  # noqa: S107 - a pointer
    host = f"127.0.0.1:{server.server_address[1]}"
    (folder.parent / "config.yaml").write_text(
        f"http:\n  private_hosts: ['{host}']\n  tokens: {{'{host}': {token}}}\n", "utf-8"
    )


def run(folder, *words, token=SECRET):
    config = folder.parent / "config.yaml"
    return reportgen(*words, folder, "--config", config, DATA_TOKEN=token)


def is_leaked(folder, *texts):
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return any(SECRET.encode() in each for each in (*files, *(t.encode() for t in texts)))


def test_the_token_goes_to_its_host_and_stays_out_of_all_that_is_made(report, server):
    done = run(report, "build")
    assert done.returncode == 0, done.stderr
    assert server.asked[-1]["Authorization"] == f"Bearer {SECRET}"
    again = run(report, "build", "--json")
    assert json.loads(again.stdout)["paths"]
    shown = run(report, "check", "--json")
    assert not is_leaked(report, done.stdout, done.stderr, again.stderr, shown.stderr)


def test_no_digest_of_it_is_kept_and_a_new_one_builds_nothing_again(report, server):
    run(report, "build")
    assert "无变化" in run(report, "build", token="another-token").stderr  # noqa: S106 - as above
    assert server.asked[-1]["Authorization"] == "Bearer another-token"


def test_it_may_stand_in_a_header_of_another_name(report, server):
    allow(report, server, "{header: X-Api-Key, secret: env:DATA_TOKEN}")
    assert run(report, "check").returncode == 0
    assert server.asked[-1]["X-Api-Key"] == SECRET
    assert "Authorization" not in server.asked[-1]


@pytest.mark.parametrize(
    ("status", "reason", "body"),
    [(401, f"bad token {SECRET}", b""), (200, None, f"季度,收入\n{SECRET},1\n".encode())],
)
def test_an_answer_that_repeats_it_is_not_shown(report, server, status, reason, body):
    server.answer, server.reason = (status, body), reason
    done = run(report, "check")
    assert "RG240" in done.stderr
    assert not is_leaked(report, done.stdout, done.stderr)


@pytest.mark.parametrize("token", ["", "a\r\nX-Evil: 1", "令牌", " "])
def test_what_is_no_token_is_never_sent(report, server, token):
    done = run(report, "check", token=token)
    assert "RG144" in done.stderr
    assert server.asked == []
    assert "X-Evil" not in done.stderr


@pytest.mark.parametrize("token", [SECRET, "{header: 'X: y', secret: env:DATA_TOKEN}"])
def test_a_secret_in_the_file_of_settings_itself_is_refused(report, server, token):
    allow(report, server, token)
    done = run(report, "check")
    assert "RG144" in done.stderr
    assert server.asked == []
    assert not is_leaked(report, done.stdout, done.stderr)


def test_it_is_not_sent_in_clear_to_a_host_outside(report, server):
    (report.parent / "config.yaml").write_text(
        "http: {hosts: [localhost.example], tokens: {localhost.example: env:DATA_TOKEN}}\n"
    )
    keys = report / "report.yaml"
    host = f"127.0.0.1:{server.server_address[1]}"
    keys.write_text(keys.read_text("utf-8").replace(host, "localhost.example"), "utf-8")
    done = run(report, "check")
    assert "RG145" in done.stderr
    assert not is_leaked(report, done.stderr)


def test_a_fault_in_the_settings_does_not_quote_their_line(report):
    (report.parent / "config.yaml").write_text(
        f"databases: {{mart: {{url: 'postgresql://u:{SECRET}@h/d', uri: x}}}}\n", "utf-8"
    )
    done = run(report, "check")
    assert "RG101" in done.stderr
    assert not is_leaked(report, done.stdout, done.stderr)
