"""CSV and JSON from addresses: hosts that the operator allows, never one inside his own network."""

import ipaddress
import json
import socket
import ssl
import time
from decimal import Decimal
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from reportgen.diag import Code, Sink
from reportgen.read import yaml_tree as tree
from reportgen.read.declarations import SourceDeclaration
from reportgen.read.files import MAX_DATA, decode
from reportgen.read.reach import Reach
from reportgen.read.remote_rows import MOST_ROWS, Remote, remote_text
from reportgen.read.sheets import SheetText, rows_of_values
from reportgen.read.table_text import read_table_text

_SECONDS = 30.0
_CHUNK = 1 << 16
_OK = 200
_PORTS = {"http": 80, "https": 443}


class RefusedAddressError(ValueError):
    """An address that is not asked."""

    def __init__(self, code: Code, host: str) -> None:
        super().__init__(host)
        self.code, self.host = code, host


class _DownloadError(ValueError):
    """What went wrong on the way."""


def read_address(source: SourceDeclaration, reach: Reach, sink: Sink) -> Remote | None:
    """Return the rows at the address of ``source``; one that is not allowed is never asked."""
    word = source.word("url")
    if word is None:
        return None
    try:
        parts = urlsplit(word.text)
        address = _allowed(parts, reach)
        data, kind = _download(parts, address)
        return _read(data, kind, word, source, sink)
    except RefusedAddressError as fault:
        sink.add(fault.code, word.span, host=fault.host or "—", path=reach.path)
    except (OSError, HTTPException, ValueError) as fault:
        words = str(fault).splitlines()
        sink.add(Code.DOWNLOAD_FAULT, word.span, url=word.text, fault=words[0] if words else "—")
    return None


def _allowed(parts: SplitResult, reach: Reach) -> str:
    """Return the one address to connect to; raise for a host or an address that may not be."""
    host, port = (parts.hostname or "").lower(), parts.port
    called = host if port in (None, _PORTS.get(parts.scheme)) else f"{host}:{port}"
    is_private_allowed = called in reach.private_hosts
    is_odd = parts.scheme not in _PORTS or not host or parts.username or parts.password
    if is_odd or not (is_private_allowed or called in reach.hosts):
        raise RefusedAddressError(Code.HOST_NOT_ALLOWED, called)
    found = socket.getaddrinfo(host, port or _PORTS[parts.scheme], type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not is_private_allowed and not all(_is_public(each) for each in addresses):
        raise RefusedAddressError(Code.PRIVATE_ADDRESS, called)
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


def _download(parts: SplitResult, address: str) -> tuple[bytes, str]:
    """Return what the host answers: from the very address that was checked, without detours."""
    host, until = parts.hostname or "", time.monotonic() + _SECONDS
    port = parts.port or _PORTS[parts.scheme]
    plain = socket.create_connection((address, port), timeout=_SECONDS)
    connection: HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = HTTPSConnection(host, port, context=context)
        connection.sock = context.wrap_socket(plain, server_hostname=host)
    else:
        connection = HTTPConnection(host, port)
        connection.sock = plain
    try:
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("GET", _quoted(target), headers={"Accept-Encoding": "identity"})
        response = connection.getresponse()
        if response.status != _OK:
            raise _DownloadError(f"HTTP {response.status} {response.reason}")
        kind = response.headers.get_content_type()
        return _body(response, until), kind
    finally:
        connection.close()


def _quoted(target: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - beside its one use

    return quote(target, safe="/?&=%:@,;+!$'()*~-._")


def _body(response: HTTPResponse, until: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if size > MAX_DATA:
            raise _DownloadError(f"> {MAX_DATA // 1024**2} MB")
        if time.monotonic() > until:
            raise _DownloadError(f"> {_SECONDS:.0f} s")
        parts.append(chunk)
    return b"".join(parts)


def _read(
    data: bytes, kind: str, word: tree.Scalar, source: SourceDeclaration, sink: Sink
) -> Remote | None:
    is_json = kind.endswith("json") or urlsplit(word.text).path.lower().endswith(".json")
    if is_json:
        items = source.word("items")
        text = _json_rows(data, source.spec.name, word.text, items.text if items else "")
        return Remote(text, text.digest)
    decoded = decode(data, word.text, sink, encodings=("gb18030",))
    if decoded is None:
        return None
    table = read_table_text(decoded, "\t" if kind.endswith("tab-separated-values") else "")
    cells = rows_of_values([[cell.text for cell in row] for row in table.rows])
    return Remote(SheetText(source.spec.name, word.text, "", table.digest, cells), table.digest)


def _json_rows(data: bytes, name: str, shown: str, path: str) -> SheetText:
    """Return a list of objects as rows; ``path`` leads to it."""
    found: object = json.loads(data, parse_float=Decimal, parse_int=Decimal)
    for key in filter(None, path.split(".")):
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _DownloadError("JSON: 不是一组对象（not a list of objects）")
    if len(found) > MOST_ROWS:
        raise _DownloadError(f"JSON: > {MOST_ROWS:,}")
    head = list(dict.fromkeys(str(key) for each in found for key in each))
    rows = [[_plain(each.get(key)) for key in head] for each in found]
    return remote_text(name, shown, head, rows)


def _plain(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value
