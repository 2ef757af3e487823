"""CSV and JSON from addresses: hosts that the operator allows, never one inside his own network."""

import ipaddress
import json
import socket
import ssl
import time
from decimal import Decimal
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from reportgen.diag import Code, Sink
from reportgen.model.artifact import Cache
from reportgen.model.pattern import pattern
from reportgen.read import yaml_tree as tree
from reportgen.read.declarations import SourceDeclaration
from reportgen.read.files import MAX_DATA, decode
from reportgen.read.reach import Reach, Token
from reportgen.read.remote_rows import MOST_ROWS, Remote, remote_text
from reportgen.read.sheets import SheetText, rows_of_values
from reportgen.read.table_text import read_table_text

_SECONDS = 30.0
_CHUNK = 1 << 16
_OK, _NOT_MODIFIED = 200, 304
_ETAG = pattern(r'(?:W/)?"[!-~]{0,200}"')
_PORTS = {"http": 80, "https": 443}


class RefusedAddressError(ValueError):
    """An address that is not asked."""

    def __init__(self, code: Code, host: str) -> None:
        super().__init__(host)
        self.code, self.host = code, host


class _DownloadError(ValueError):
    """What went wrong on the way."""


class _Answer(Struct, frozen=True):
    """What a host gave; nothing new when it is as its ETag says."""

    data: bytes
    kind: str
    etag: str
    is_same: bool = False


def read_address(source: SourceDeclaration, reach: Reach, sink: Sink) -> Remote | None:
    """Return the rows at the address of ``source``; one that is not allowed is never asked."""
    word = source.word("url")
    answer = _asked(word, reach, "", sink) if word is not None else None
    return _rows(answer, word, source, sink) if word is not None and answer else None


def address_mark(source: SourceDeclaration, reach: Reach, cache: Cache | None, sink: Sink) -> str:
    """Return the mark of what the address gives now, or nothing.

    A host that knows the ETag of last time need not give it again.
    """
    word = source.word("url")
    if word is None:
        return ""
    shape = repr(
        [(key, source.keys.word(key)) for key in source.keys.entries] if source.keys else ""
    )
    key = f"etag {shape}".encode()
    etag, _, mark = ((cache.get(key) if cache else None) or b"").decode().partition("\n")
    answer = _asked(word, reach, etag, sink)
    if answer is None or answer.is_same:
        return mark if answer else ""
    remote = _rows(answer, word, source, sink)
    if remote is not None and answer.etag and cache is not None:
        cache.put(key, f"{answer.etag}\n{remote.mark}".encode())
    return remote.mark if remote else ""


def _asked(word: tree.Scalar, reach: Reach, etag: str, sink: Sink) -> _Answer | None:
    """Return what the address gives now; a host that is not allowed is a finding."""
    token: Token | None = None
    try:
        parts = urlsplit(word.text)
        _check_host(parts, reach)
        token = _token(parts, reach)
        answer = _download(parts, _address(parts, reach), token, etag)
        if token is not None and token.bare.encode() in answer.data:
            raise _DownloadError("回答里有令牌（the answer holds the token）")
    except RefusedAddressError as fault:
        sink.add(fault.code, word.span, host=fault.host or "—", path=reach.path)
    except (OSError, HTTPException, ValueError) as fault:
        _tell(fault, word, token, sink)
    else:
        return answer
    return None


def _rows(
    answer: _Answer, word: tree.Scalar, source: SourceDeclaration, sink: Sink
) -> Remote | None:
    try:
        return _read(answer.data, answer.kind, word, source, sink)
    except ValueError as fault:
        _tell(fault, word, None, sink)
    return None


def _tell(fault: Exception, word: tree.Scalar, token: Token | None, sink: Sink) -> None:
    words = _without_secret(str(fault), token).splitlines()
    sink.add(Code.DOWNLOAD_FAULT, word.span, url=word.text, fault=words[0] if words else "—")


def _check_host(parts: SplitResult, reach: Reach) -> None:
    """Raise for a host that nobody allowed."""
    called = _called(parts)
    is_odd = parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password
    if is_odd or called not in reach.hosts | reach.private_hosts:
        raise RefusedAddressError(Code.HOST_NOT_ALLOWED, called)


def _address(parts: SplitResult, reach: Reach) -> str:
    """Return the one address to connect to; raise where one is inside the operator's network."""
    called = _called(parts)
    port = parts.port or _PORTS[parts.scheme]
    found = socket.getaddrinfo((parts.hostname or "").lower(), port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if called not in reach.private_hosts and not all(_is_public(each) for each in addresses):
        raise RefusedAddressError(Code.PRIVATE_ADDRESS, called)
    return addresses[0]


def _called(parts: SplitResult) -> str:
    """Return the host as the operator writes it: with its port where that is not the usual one."""
    host = (parts.hostname or "").lower()
    return host if parts.port in (None, _PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def _token(parts: SplitResult, reach: Reach) -> Token | None:
    """Return the token for the host; raise where it has none to give, or would be overheard."""
    called = _called(parts)
    token = reach.tokens.get(called)
    if token is None:
        return None
    if not token.is_usable:
        raise RefusedAddressError(Code.NO_TOKEN, called)
    if parts.scheme != "https" and called not in reach.private_hosts:
        raise RefusedAddressError(Code.TOKEN_IN_CLEAR, called)
    return token


def _without_secret(text: str, token: Token | None) -> str:
    """Return ``text`` without the token, which a server may have put into its answer."""
    return text.replace(token.bare, "…") if token else text


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


def _download(parts: SplitResult, address: str, token: Token | None, etag: str) -> _Answer:
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
        headers = {"Accept-Encoding": "identity"}
        if token is not None:
            headers[token.header] = token.secret
        if etag:
            headers["If-None-Match"] = etag
        connection.request("GET", _quoted(target), headers=headers)
        response = connection.getresponse()
        if etag and response.status == _NOT_MODIFIED:
            return _Answer(b"", "", etag, is_same=True)
        if response.status != _OK:
            raise _DownloadError(f"HTTP {response.status} {response.reason}")
        kind = response.headers.get_content_type()
        return _Answer(_body(response, until), kind, _etag(response))
    finally:
        connection.close()


def _etag(response: HTTPResponse) -> str:
    """Return what the host calls this answer, if it can be sent back."""
    found = response.headers.get("ETag", "")
    return found if _ETAG.fullmatch(found) else ""


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
