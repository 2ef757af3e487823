"""SMTP, step by step over the standard library: what is unknown is told from what was refused."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from reportgen.deliver.config import Security, Server
from reportgen.deliver.login import ServerFaultError, log_in
from reportgen.deliver.reply import Refusal
from reportgen.diag import Code

_TIMEOUT = 60.0
_DOT_TIMEOUT = 600.0  # RFC 5321, 4.5.3.2.6: a server may look at a message for long before it nods
_OK, _FORWARDED, _GO_ON = 250, 251, 354
_TOO_LARGE = 552
_CLOSING = 421
_NAME = "[127.0.0.1]"  # what we call ourselves: not the name of the machine


class RefusedError(Exception):
    """The server said no to one message."""

    def __init__(self, code: int, text: bytes | str) -> None:
        words = text if isinstance(text, str) else text.decode("utf-8", "replace")
        self.refusal = Refusal(code, words)
        super().__init__(self.refusal.reason)


class LostError(Exception):
    """The line broke; ``is_unknown`` when the message may have been taken."""

    def __init__(self, reason: str, *, is_unknown: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_unknown = is_unknown


class Session:
    """A logged-in connection; certificates are always verified, clear text is never used."""

    def __init__(
        self, server: Server, timeout: float = _TIMEOUT, dot_timeout: float = _DOT_TIMEOUT
    ) -> None:
        self._server = server
        self._timeout = timeout
        self._dot_timeout = dot_timeout
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
            with suppress(OSError, smtplib.SMTPException):  # whatever it says, nothing is changed
                if fault is None:
                    self._smtp.putcmd("quit")
            self._smtp.close()

    @property
    def largest(self) -> int | None:
        """The size that the server takes (RFC 1870), when it says one."""
        said = self._smtp.esmtp_features.get("size", "") if self._smtp is not None else ""
        return int(said) or None if said.isascii() and said.isdigit() else None

    def send(self, sender: str, recipient: str, data: bytes, before_dot: Callable[[], None]) -> str:
        """Send one message and return the server's last words.

        ``before_dot`` is called when all is sent but the final dot: from there on the message may
        be taken without our knowing. Raises RefusedError or LostError.
        """
        if self._smtp is None:
            raise LostError("not connected", is_unknown=False)
        if self.largest is not None and len(data) > self.largest:
            raise RefusedError(_TOO_LARGE, f"5.3.4 {len(data)} > SIZE {self.largest}")
        is_unknown = False
        try:
            smtp = self._smtp
            self._expect(smtp.mail(sender, [f"size={len(data)}"] if smtp.has_extn("size") else []))
            self._expect(smtp.rcpt(recipient), also=(_FORWARDED,))
            self._expect(smtp.docmd("DATA"), only=_GO_ON)
            smtp.send(_stuffed(data))
            before_dot()
            is_unknown = True
            self._be_patient(self._dot_timeout)
            smtp.send(b".\r\n")
            code, text = smtp.getreply()
            self._be_patient(self._timeout)
        except (OSError, smtplib.SMTPException) as fault:
            raise LostError(_said(fault), is_unknown=is_unknown) from fault
        if code // 100 in (4, 5):
            raise RefusedError(code, text)
        if code // 100 != _OK // 100:
            raise LostError(f"{code} {text.decode('utf-8', 'replace')}", is_unknown=True)
        return f"{code} {text.decode('utf-8', 'replace')}"

    def _be_patient(self, seconds: float) -> None:
        if self._smtp is not None and self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)

    def _expect(
        self, reply: tuple[int, bytes], *, only: int = _OK, also: tuple[int, ...] = ()
    ) -> None:
        code, text = reply
        if code in (only, *also):
            return
        if code == _CLOSING:  # RFC 5321, 3.8: the server ends the session, whatever was asked
            raise LostError(f"{code} {text.decode('utf-8', 'replace')}", is_unknown=False)
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):  # it may have hung up after its no
                self._smtp.docmd("RSET")
        raise RefusedError(code, text)

    def _connect(self) -> smtplib.SMTP:
        smtp: smtplib.SMTP | None = None
        try:
            smtp = _opened(self._server, self._timeout)
            if smtp.sock is not None:
                # Without it each message waits for the acknowledgement of the one before.
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.ehlo_or_helo_if_needed()
            if self._server.user:
                log_in(smtp, self._server)
        except BaseException as fault:
            if smtp is not None:
                smtp.close()
            raise _fault(fault) from fault
        return smtp


def _opened(server: Server, timeout: float) -> smtplib.SMTP:
    """Return a connection over verified TLS; nothing but EHLO and STARTTLS was said before it."""
    context = ssl.create_default_context(cafile=server.ca or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, _NAME, timeout=timeout, context=context)
    smtp = smtplib.SMTP(server.host, server.port, _NAME, timeout=timeout)
    try:
        smtp.starttls(context=context)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _fault(fault: BaseException) -> BaseException:
    """Return why a server cannot be used; what is none of its faults stays as it is."""
    match fault:
        case ssl.SSLError() | FileNotFoundError():  # or the root named in the settings
            reason = str(getattr(fault, "reason", None) or fault)
            return ServerFaultError(Code.UNTRUSTED_SERVER, reason)
        case smtplib.SMTPNotSupportedError():  # it offers no STARTTLS
            return ServerFaultError(Code.UNTRUSTED_SERVER, str(fault))
        case OSError() | ValueError() | OverflowError():  # SMTPException is an OSError
            return ServerFaultError(Code.SERVER_UNREACHABLE, _said(fault))
        case _:
            return fault


def _said(fault: Exception) -> str:
    """Return what the server said, never what we sent."""
    if isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{fault.smtp_code} {words}"
    return str(fault) or type(fault).__name__


def _stuffed(data: bytes) -> bytes:
    """Return ``data`` with dots doubled at line starts (RFC 5321, 4.5.2), ending in CRLF."""
    body = data if data.endswith(b"\r\n") else data + b"\r\n"
    stuffed = body.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed
