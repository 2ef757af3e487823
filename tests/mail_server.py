"""A real SMTP server for tests: STARTTLS, login, a mailbox, and hooks at every step."""

import contextlib
import datetime as dt
import gc
import socket
import ssl
import threading
import warnings
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "robot", "s3cret-口令"
STEPS = ("connect", "mail", "rcpt", "data", "body", "dot")


def free_port():
    with contextlib.closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def make_certificate(folder, host="localhost", days=1):
    """Write ``cert.pem`` and ``key.pem`` for ``host``; self-signed, good for ``days``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=2))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert, secret


class Mailbox:
    """What was delivered; ``at`` is called with each step, and may answer for the server."""

    def __init__(self):
        self.delivered = []
        self.logins = 0
        self.at = lambda _step, _recipient: None
        self.cuts_the_body = False
        self.hangs_up_on = ""
        self.lock = threading.Lock()

    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        self.logins += 1
        good = isinstance(data, LoginPassword) and data.login == USER.encode()
        good = good and data.password == PASSWORD.encode()
        return AuthResult(success=good, handled=False, message=None if good else "535 5.7.8 no")

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):  # noqa: N802 - aiosmtpd's name
        session.host_name = hostname
        self.at("connect", "")
        return responses

    async def handle_MAIL(self, _server, _session, envelope, address, options):  # noqa: N802 - as above
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.at("mail", "") or "250 OK"

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802 - as above
        if address == self.hangs_up_on:
            await server.push("550 5.1.1 no such user")
            server.transport.abort()
            return "550 5.1.1 no such user"
        answer = self.at("rcpt", address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - as above
        answer = self.at("dot", envelope.rcpt_tos[0])
        if answer:
            return answer
        with self.lock:
            for recipient in envelope.rcpt_tos:
                self.delivered.append((recipient, envelope.content))
        return "250 2.0.0 taken"

    def mails(self, recipient=None):
        """Return the delivered messages, parsed."""
        with self.lock:
            return [
                message_from_bytes(content, policy=default)
                for to, content in self.delivered
                if recipient in (None, to)
            ]


class _Server(SMTP):
    async def smtp_DATA(self, arg):  # noqa: N802 - aiosmtpd's name
        self.event_handler.at("data", "")
        if not self.event_handler.cuts_the_body:
            await super().smtp_DATA(arg)
            return
        await self.push("354 go on")
        await self._reader.readexactly(100)
        self.event_handler.at("body", "")
        self.transport.abort()


class _Controller(Controller):
    def factory(self):
        return _Server(self.handler, **self.SMTP_kwargs)


@contextlib.contextmanager
def mail_server(folder, *, host="localhost", days=1):
    """Run a server; yield its mailbox, and the operator's settings that reach it."""
    cert, key = make_certificate(folder, host, days)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    mailbox = Mailbox()
    port = free_port()
    controller = _Controller(
        mailbox,
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=True,
        authenticator=mailbox.authenticate,
        auth_required=True,
        data_size_limit=20_000_000,
    )
    controller.start()
    settings = folder / "config.yaml"
    settings.write_text(
        "servers:\n"
        f"  exmail: {{host: localhost, port: {port}, security: starttls, user: {USER},"
        f" secret: 'env:MAIL_PASSWORD', allow: example.com, ca: '{cert}'}}\n",
        "utf-8",
    )
    try:
        yield mailbox, settings
    finally:
        controller.stop()
        # The library leaves the transports of dropped connections to the garbage collector.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            del controller
            gc.collect()
