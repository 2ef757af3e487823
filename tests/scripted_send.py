"""Send a list of small mails through the outbox, in a process that may be killed."""

import datetime as dt
import sys
from pathlib import Path

from reportgen.deliver import Envelope, Post, Server, ServerFaultError, Session, deliver, is_paused
from reportgen.deliver.config import Security
from reportgen.ledger import (
    Addressee,
    BuildRecord,
    Draft,
    MessageState,
    Pause,
    open_ledger,
)
from reportgen.model.terms import Terms

BEGIN = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
_BUILD = BuildRecord("/r", "r", "", "2024Q4", "n", "", "f", (), (), (), "2026-01-05")


def mailbox(number):
    return f"client-{number}@example.com"


def fill(path, count):
    """Queue ``count`` mails in a new ledger."""
    with open_ledger(path) as ledger:
        build = ledger.add_build(_BUILD)
        outbox = ledger.outbox
        with outbox.at_once():
            for number in range(count):
                to = Addressee("r", "", "2024Q4", mailbox(number), "mail")
                draft = Draft(build, "content", f"<{number:040x}@example.com>")
                outbox.enqueue(to, draft, BEGIN.isoformat())


def written(rows):
    """Return a small message."""
    to, identifier = rows[0].addressee.recipient, rows[0].message_id
    data = f"Message-ID: {identifier}\r\n\r\nHello\r\n.hidden\r\n"
    return Envelope("robot@example.cn", to, data.encode())


def run(path, server, clock, *, timeout=60.0, dot_timeout=600.0, terms=Terms(), wait=None):  # noqa: B008 - frozen; each is a knob
    """Send what is due once; tell what kept the server from being used, if anything did."""
    with open_ledger(path) as ledger:
        now = clock().isoformat()
        ledger.outbox.hold_unknown(now)
        if is_paused(ledger.channels.pause(server.name), clock()):
            return "paused"
        rows = [
            row
            for row in reversed(ledger.outbox.rows())
            if row.state is MessageState.QUEUED and row.due <= now
        ]
        queue = [(row,) for row in sorted(rows, key=lambda row: (row.attempts, row.id))]
        connect = lambda: Session(server, timeout, dot_timeout)  # noqa: E731 - a knob, too
        post = Post(
            server.name, ledger.outbox, ledger.channels, connect, written, clock, wait, terms
        )
        try:
            deliver(queue, post)
        except ServerFaultError as fault:
            if fault.code.name == "LOGIN_REFUSED":
                ledger.channels.set_pause(Pause(server.name, "", fault.reason, 0))
            return fault.code.name
        return ""


def server_at(port, cert, security=Security.TLS):
    return Server("exmail", "localhost", port, security, "robot", "s3cret-口令", str(cert))


def rows_of(path):
    with open_ledger(path) as ledger:
        return list(reversed(ledger.outbox.rows()))


if __name__ == "__main__":
    place, port_number, certificate, minutes = sys.argv[1:]
    moment = BEGIN + dt.timedelta(minutes=int(minutes))
    run(Path(place), server_at(int(port_number), certificate), lambda: moment)
