"""SMTP, step by step over the standard library: what is unknown is told from what was refused."""

import base64
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from reportgen.deliver.config import Security, Server
from reportgen.diag import Code

_TIMEOUT = 60.0
_OK, _GO_ON, _CHALLENGE, _LOGGED_IN = 250, 354, 334, 235
_PERMANENT = 500


class ServerFaultError(Exception):
    """The server cannot be used at all: nothing was sent, nothing more should be tried now."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class RefusedError(Exception):
    """The server said no to one message; ``is_permanent`` tells 5xx from 4xx."""

    def __init__(self, code: int, text: bytes) -> None:
        self.reason = f"{code} {text.decode('utf-8', 'replace')}"
        self.is_permanent = code >= _PERMANENT
        super().__init__(self.reason)


class LostError(Exception):
    """The line broke; ``is_unknown`` when the message may have been taken."""

    def __init__(self, reason: str, *, is_unknown: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_unknown = is_unknown


class Session:
    """A logged-in connection; certificates are always verified, clear text is never used."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        self._smtp = self._connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._smtp is not None:
            self._smtp.close()

    def send(self, sender: str, recipient: str, data: bytes, before_dot: Callable[[], None]) -> str:
        """Send one message and return the server's last words.

        ``before_dot`` is called when all is sent but the final dot: from there on the message may
        be taken without our knowing. Raises RefusedError or LostError.
        """
        if self._smtp is None:
            raise LostError("not connected", is_unknown=False)
        is_unknown = False
        try:
            smtp = self._smtp
            self._expect(smtp.mail(sender, [f"size={len(data)}"] if smtp.has_extn("size") else []))
            self._expect(smtp.rcpt(recipient), also=(251,))
            self._expect(smtp.docmd("DATA"), only=_GO_ON)
            smtp.send(_stuffed(data))
            before_dot()
            is_unknown = True
            smtp.send(b".\r\n")
            code, text = smtp.getreply()
        except (OSError, smtplib.SMTPServerDisconnected) as fault:
            raise LostError(str(fault), is_unknown=is_unknown) from fault
        if code // 100 in (4, 5):
            raise RefusedError(code, text)
        if code // 100 != _OK // 100:
            raise LostError(f"{code} {text.decode('utf-8', 'replace')}", is_unknown=True)
        return f"{code} {text.decode('utf-8', 'replace')}"

    def _expect(
        self, reply: tuple[int, bytes], *, only: int = _OK, also: tuple[int, ...] = ()
    ) -> None:
        code, text = reply
        if code != only and code not in also:
            if self._smtp is not None:
                with suppress(OSError, smtplib.SMTPException):  # it may have hung up after its no
                    self._smtp.docmd("RSET")
            raise RefusedError(code, text)

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        try:
            context = ssl.create_default_context(cafile=server.ca or None)
            smtp: smtplib.SMTP
            if server.security is Security.TLS:
                smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
            else:
                smtp = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
                smtp.starttls(context=context)
            if smtp.sock is not None:
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.ehlo()
            if server.user:
                _log_in(smtp, server)
        except (ssl.SSLError, FileNotFoundError) as fault:  # or the root named in the settings
            reason = getattr(fault, "reason", None) or str(fault)
            raise ServerFaultError(Code.UNTRUSTED_SERVER, reason) from fault
        except smtplib.SMTPNotSupportedError as fault:  # it offers no STARTTLS
            raise ServerFaultError(Code.UNTRUSTED_SERVER, str(fault)) from fault
        except (OSError, ValueError, OverflowError, smtplib.SMTPException) as fault:
            raise ServerFaultError(Code.SERVER_UNREACHABLE, _said(fault)) from fault
        return smtp


def _log_in(smtp: smtplib.SMTP, server: Server) -> None:
    """Log in with AUTH PLAIN (RFC 4616) or LOGIN, in UTF-8; the library's own knows ASCII only."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        words = f"\0{server.user}\0{server.secret}"
        code, text = smtp.docmd("AUTH", f"PLAIN {_base64(words)}")
    elif "LOGIN" in offered:
        code, text = smtp.docmd("AUTH", f"LOGIN {_base64(server.user)}")
        if code == _CHALLENGE:
            code, text = smtp.docmd(_base64(server.secret))
    else:
        raise ServerFaultError(Code.LOGIN_REFUSED, f"AUTH {' '.join(offered) or '—'}")
    if code != _LOGGED_IN:
        raise ServerFaultError(Code.LOGIN_REFUSED, f"{code} {text.decode('utf-8', 'replace')}")


def _base64(words: str) -> str:
    return base64.b64encode(words.encode()).decode("ascii")


def _said(fault: Exception) -> str:
    """Return what the server said, never what we sent."""
    if isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{fault.smtp_code} {words}"
    return str(fault)


def _stuffed(data: bytes) -> bytes:
    """Return ``data`` with dots doubled at line starts (RFC 5321, 4.5.2), ending in CRLF."""
    body = data if data.endswith(b"\r\n") else data + b"\r\n"
    stuffed = body.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed
