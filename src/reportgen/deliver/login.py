"""Log in: AUTH PLAIN, LOGIN or XOAUTH2, each in UTF-8; a password goes over no open line."""

import base64
import shlex
import smtplib
import subprocess

from reportgen.deliver.config import Server
from reportgen.diag import Code

_CHALLENGE, _LOGGED_IN = 334, 235
_TEMPORARY = range(400, 500)
_TOKEN_SECONDS = 30


class ServerFaultError(Exception):
    """The server cannot be used at all: nothing was sent, nothing more should be tried now."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def log_in(smtp: smtplib.SMTP, server: Server) -> None:
    """Log in as the settings say; the library's own way knows ASCII only."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if server.token:
        code, text = _with_token(smtp, server, offered)
    elif "PLAIN" in offered:
        words = f"\0{server.user}\0{server.secret}"
        code, text = smtp.docmd("AUTH", f"PLAIN {_base64(words)}")
    elif "LOGIN" in offered:
        code, text = smtp.docmd("AUTH", f"LOGIN {_base64(server.user)}")
        if code == _CHALLENGE:
            code, text = smtp.docmd(_base64(server.secret))
    else:
        raise _not_offered(offered)
    if code in _TEMPORARY:  # RFC 4954: 454, 432, 421 are of the moment, not of the password
        raise ServerFaultError(Code.SERVER_UNREACHABLE, f"{code} {text.decode('utf-8', 'replace')}")
    if code != _LOGGED_IN:
        raise ServerFaultError(Code.LOGIN_REFUSED, f"{code} {text.decode('utf-8', 'replace')}")


def _with_token(smtp: smtplib.SMTP, server: Server, offered: list[str]) -> tuple[int, bytes]:
    """Log in with an access token (SASL XOAUTH2); a challenge after it is the reason of a no."""
    if "XOAUTH2" not in offered:
        raise _not_offered(offered)
    words = f"user={server.user}\x01auth=Bearer {_token(server)}\x01\x01"
    code, text = smtp.docmd("AUTH", f"XOAUTH2 {_base64(words)}")
    if code == _CHALLENGE:
        code, text = smtp.docmd("")
    return code, text


def _token(server: Server) -> str:
    """Return what the operator's own command prints: a token that is good for a while."""
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, and no shell
            shlex.split(server.token),
            capture_output=True,
            check=True,
            timeout=_TOKEN_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        token = done.stdout.decode("ascii").strip()
    except (OSError, ValueError, subprocess.SubprocessError) as fault:
        # Neither the command nor what it printed is shown: either may hold a secret.
        raise ServerFaultError(Code.NO_ACCESS_TOKEN, type(fault).__name__) from None
    if not token or len(token.split()) > 1:
        raise ServerFaultError(Code.NO_ACCESS_TOKEN, "—")
    return token


def _not_offered(offered: list[str]) -> ServerFaultError:
    return ServerFaultError(Code.LOGIN_REFUSED, f"AUTH {' '.join(offered) or '—'}")


def _base64(words: str) -> str:
    return base64.b64encode(words.encode()).decode("ascii")
