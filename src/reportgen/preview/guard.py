"""Guard: only who started the window sees it: no rebinding, no other site, no old token."""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_OUR_SITES = frozenset({"same-origin", "none"})


class Guard:
    """Lets a request through that names this very window and brings its token.

    The token comes once in the address and then in a cookie that no script and no other site can
    read or send.
    """

    def __init__(self, app: App, port: int, token: str) -> None:
        self._app = app
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self._token = token
        self._cookie = f"reportgen-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with 403."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        if not self._is_for_us(headers):
            await _answer(send, HTTPStatus.FORBIDDEN, ())
            return
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and given and self._is_token(given):
            cookie = f"{self._cookie}={self._token}; HttpOnly; SameSite=Strict; Path=/"
            told = ((b"location", b"/"), (b"set-cookie", cookie.encode()))
            await _answer(send, HTTPStatus.SEE_OTHER, told)
            return
        if not self._is_token(_cookie(headers.get("cookie", ""), self._cookie)):
            await _answer(send, HTTPStatus.FORBIDDEN, ())
            return
        await self._app(scope, receive, _with_headers(send))

    def _is_for_us(self, headers: dict[str, str]) -> bool:
        """Tell whether the request names this window and no other site sent it."""
        if headers.get("host", "") not in self._hosts:
            return False
        origin = headers.get("origin", "")
        if origin and origin.removeprefix("http://") not in self._hosts:
            return False
        return headers.get("sec-fetch-site", "none") in _OUR_SITES

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def _cookie(header: str, name: str) -> str:
    try:
        jar = SimpleCookie(header)
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def _with_headers(send: Send) -> Send:
    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
        await send(message)

    return sent


async def _answer(send: Send, status: HTTPStatus, headers: tuple[tuple[bytes, bytes], ...]) -> None:
    start = {"type": "http.response.start", "status": int(status), "headers": [*_HEADERS, *headers]}
    await send(start)
    await send({"type": "http.response.body", "body": status.phrase.encode()})
