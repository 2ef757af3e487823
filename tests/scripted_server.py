"""A mail server that does what a script says at each step, and keeps every byte it was sent."""

import contextlib
import re
import socket
import ssl
import threading
import time

from tests.mail_server import make_certificate

DROP, HANG, TAKE_AND_DROP, TAKE_AND_HANG = "drop", "hang", "take and drop", "take and hang"
TIMEOUT = 20.0


class _GoneError(Exception):
    """The script ends the connection here."""


class ScriptedServer:
    """``script(step, recipient)`` gives nothing, a reply, or one of the words above."""

    def __init__(
        self,
        folder,
        *,
        tls=True,
        extensions=("SIZE 20000000", "AUTH PLAIN LOGIN"),
        host="localhost",
        days=1,
    ):
        self.cert, key = make_certificate(folder, host, days)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.cert, key)
        self._tls = tls
        self._extensions = extensions
        self.script = lambda _step, _recipient: None
        self.taken = []
        self.wire = b""
        self.connections = 0
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        self._open = False
        self._socket.close()

    def copies(self):
        """Return how often each recipient's message was taken."""
        found = {}
        with self._lock:
            for recipient, _ in self.taken:
                found[recipient] = found.get(recipient, 0) + 1
        return found

    def _accept(self):
        while self._open:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        self.connections += 1
        connection.settimeout(TIMEOUT)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(_GoneError, OSError, ssl.SSLError):
            if self._tls:
                connection = self._context.wrap_socket(connection, server_side=True)
            self._talk(connection)
        with contextlib.suppress(OSError):
            connection.close()

    def _talk(self, connection, *, greets=True):
        file = connection.makefile("rb")
        if greets:
            self._say(connection, "connect", "", "220 localhost")
        recipient = ""
        while line := file.readline(1000):
            self.wire += line
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"RCPT":
                recipient = re.search(rb"<(.*?)>", line)[1].decode()
            match verb:
                case b"STARTTLS":
                    said = self._say(connection, "starttls", "", "220 2.0.0 go ahead")
                    if said.startswith("220"):
                        file.close()
                        with self._context.wrap_socket(connection, server_side=True) as inner:
                            self._talk(inner, greets=False)
                        return
                case b"EHLO":
                    offered = "\r\n".join(
                        f"250-{each}" for each in ("localhost", *self._extensions)
                    )
                    self._say(connection, "ehlo", "", f"{offered}\r\n250 HELP")
                case b"AUTH":
                    self._say(connection, "auth", "", "235 2.7.0 welcome")
                case b"MAIL" | b"RCPT":
                    self._say(connection, verb.decode().lower(), recipient, "250 2.1.0 fine")
                case b"DATA":
                    if self._say(connection, "data", recipient, "354 go on").startswith("354"):
                        self._take(connection, file, recipient)
                case b"QUIT":
                    self._say(connection, "quit", "", "221 bye")
                    return
                case _:
                    connection.sendall(b"250 2.0.0 fine\r\n")

    def _take(self, connection, file, recipient):
        lines = []
        if self.script("body", recipient) == DROP:
            self.wire += file.read(20)
            raise _GoneError
        while (line := file.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.wire += b"".join(lines)
        if not line:
            raise _GoneError
        said = self.script("dot", recipient)
        if said in (None, TAKE_AND_DROP, TAKE_AND_HANG):
            with self._lock:
                self.taken.append((recipient, b"".join(lines)))
        self._obey(connection, said)
        connection.sendall(f"{said or '250 2.0.0 taken'}\r\n".encode())
        self.script("taken", recipient)

    def _say(self, connection, step, recipient, usual):
        said = self.script(step, recipient)
        self._obey(connection, said)
        words = said or usual
        connection.sendall(f"{words}\r\n".encode())
        return words

    def _obey(self, connection, said):
        if said in (DROP, TAKE_AND_DROP):
            raise _GoneError
        if said in (HANG, TAKE_AND_HANG):
            until = time.monotonic() + TIMEOUT
            with contextlib.suppress(OSError, ssl.SSLError):
                while time.monotonic() < until and connection.recv(1000):
                    pass
            raise _GoneError
