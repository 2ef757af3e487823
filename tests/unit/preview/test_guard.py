"""The window is seen by who opened it, and by nobody else on the machine or in the browser."""

import asyncio

import pytest

from reportgen.preview.guard import Guard

PORT, TOKEN = 4321, "secret-token"
COOKIE = f"reportgen-{PORT}={TOKEN}"
OURS = {"host": f"127.0.0.1:{PORT}", "cookie": COOKIE}


async def inner(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inside"})


def ask(path="/", query="", **headers):
    told = []

    async def send(message):
        told.append(message)

    async def receive():
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "path": path,
        "query_string": query.encode(),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    asyncio.run(Guard(inner, PORT, TOKEN)(scope, receive, send))
    return told[0]["status"], dict(told[0]["headers"])


def test_the_address_with_the_token_opens_it_once_and_leaves_a_cookie():
    status, headers = ask(query=f"token={TOKEN}", host=f"127.0.0.1:{PORT}")
    assert status == 303
    assert headers[b"location"] == b"/"
    cookie = headers[b"set-cookie"].decode()
    assert cookie.startswith(COOKIE)
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_with_the_cookie_it_answers():
    assert ask(**OURS)[0] == 200


@pytest.mark.parametrize("path", ["/", "/events", "/page/x", "/file/pdf", "/static/window.js"])
def test_without_the_token_nothing_is_said(path):
    assert ask(path, host=f"127.0.0.1:{PORT}")[0] == 403


@pytest.mark.parametrize("query", ["token=", "token=old", f"token={TOKEN}x", f"token={TOKEN[:-1]}"])
def test_an_old_or_guessed_token_is_refused(query):
    assert ask(query=query, host=f"127.0.0.1:{PORT}")[0] == 403


def test_a_token_in_the_address_opens_no_other_page():
    assert ask("/file/pdf", query=f"token={TOKEN}", host=f"127.0.0.1:{PORT}")[0] == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost.evil:4321", ""]
)
def test_a_foreign_host_is_refused_even_with_the_cookie(host):
    assert ask(host=host, cookie=COOKIE)[0] == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:4321", "http://127.0.0.1:80"]
)
def test_a_request_of_another_site_is_refused(origin):
    assert ask(**OURS, origin=origin)[0] == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_the_browser_says_is_foreign_is_refused(site):
    assert ask(**OURS, sec_fetch_site=site)[0] == 403


def test_our_own_requests_pass():
    own = {"origin": f"http://127.0.0.1:{PORT}", "sec_fetch_site": "same-origin"}
    assert ask("/events", **OURS, **own)[0] == 200


def test_every_answer_forbids_scripts_of_others_and_frames():
    for headers in (ask(**OURS)[1], ask(host="evil")[1]):
        policy = headers[b"content-security-policy"].decode()
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_a_broken_cookie_is_no_crash():
    assert ask(host=f"127.0.0.1:{PORT}", cookie='a="; \x01=;;;')[0] == 403
