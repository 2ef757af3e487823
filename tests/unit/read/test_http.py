"""Addresses: nothing is asked that the operator does not allow, nothing inside his network."""

import contextlib
import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

CSV = "年度,收入_亿元\n2024,1.5\n".encode("gb18030")
ANSWERS = {
    "/a.csv": (200, "text/csv", CSV),
    "/a.json": (200, "application/json", '[{"年度": "2024", "收入": 0.1, "x": {"y": 1}}]'.encode()),
    "/in.json": (200, "application/json", b'{"data": {"items": [{"a": 3}]}}'),
    "/bad.json": (200, "application/json", b'{"a": 1}'),
    "/gone": (404, "text/plain", b""),
    "/redirect": (302, "text/plain", b""),
    "/huge": (200, "text/csv", b"a" * (65 * 1024 * 1024)),
}


class Desk(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.hits.append(self.path)
        status, kind, body = ANSWERS[self.path.partition("?")[0]]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status == 302:
            self.send_header("Location", "/a.csv")
        self.end_headers()
        with contextlib.suppress(OSError):  # it had enough
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    made.hits = []
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def get(folder, tmp_path, server):
    def get(path, more="", *, allow="private_hosts", host=None):
        port = server.server_address[1]
        settings = tmp_path / "config.yaml"
        called = f"127.0.0.1:{port}"
        settings.write_text(f"http: {{{allow}: ['{called}']}}\n" if allow else "http: {}\n")
        url = path if "://" in path else f"http://{host or called}{path}"
        reading = folder(f'sources: {{s: {{url: "{url}"{more}}}}}\n', settings=settings)
        reading.snapshot = reading.inputs.snapshots.get("s")
        return reading

    return get


def test_a_csv_is_read(get):
    assert get("/a.csv?b=一").snapshot.rows == ((Decimal(2024), Decimal("1.5")),)


def test_a_json_is_read_exactly(get):
    assert get("/a.json").snapshot.rows == (("2024", Decimal("0.1"), '{"y": "1"}'),)
    assert get("/in.json", ", items: data.items").snapshot.rows == ((Decimal(3),),)


@pytest.mark.parametrize("path", ["/bad.json", "/gone", "/redirect", "/huge"])
def test_what_is_no_data_is_found(get, path):
    assert get(path).codes == ["RG240"]


def test_nothing_is_asked_that_nobody_allowed(get, server):
    assert get("/a.csv", allow="").codes == ["RG238"]
    assert server.hits == []


def test_a_redirect_is_not_followed(get, server):
    get("/redirect")
    assert server.hits == ["/redirect"]


def test_an_allowed_host_with_a_private_address_is_not_asked(get, server):
    assert get("/a.csv", allow="hosts").codes == ["RG239"]
    assert server.hits == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/x",
        "http://user:word@127.0.0.1/x",
        "http://localhost/x",
        "http:///x",
        "http://127.0.0.1:99999/x",
        "http://[x/",
    ],
)
@pytest.mark.parametrize("allow", ["hosts", ""])
def test_odd_addresses_are_refused(get, server, url, allow):
    assert get(url, allow=allow).codes[0] in {"RG238", "RG240"}
    assert server.hits == []


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "192.168.1.1", "172.16.3.4", "127.0.0.1", "169.254.169.254", "::1"),
        *("fe80::1%eth0", "::ffff:10.0.0.1", "fc00::1", "100.64.0.1", "224.0.0.1"),
        "2002:0a00:0001::",
    ],
)
def test_an_address_inside_the_network_is_known_as_such(address):
    from reportgen.read.http import _is_public

    assert not _is_public(address)


def test_a_public_address_is_public():
    from reportgen.read.http import _is_public

    assert _is_public("8.8.8.8")
